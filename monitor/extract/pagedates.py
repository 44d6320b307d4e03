"""When a page says it was published and updated, and how much that is worth."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import chain, islice
from zoneinfo import ZoneInfo

from monitor.extract import datelines, datewords, jsonld
from monitor.extract.datelines import Shown
from monitor.extract.dom import Element
from monitor.extract.jsonld import Record
from monitor.model.dated import Dated, Provenance
from monitor.model.page import Page

# Names of meta tags without their separators, surest first.
_PUBLISHED = (
    "articlepublishedtime", "ogarticlepublishedtime", "articlepublished", "ogpublishedtime",
    "shareaholicarticlepublishedtime", "vrpublishedtime", "datepublished", "publisheddate",
    "publishdate", "publicationdate", "pubdate", "ogpubdate", "publishedat", "published",
    "contentpublishdate", "acquialiftpublisheddate", "cxenseparserecspublishtime",
    "cxenseparsepublishtime", "parselypubdate", "sailthrudate", "dcdateissued", "dctermsissued",
    "dctermsavailable", "citationpublicationdate", "citationonlinedate", "bepresscitationdate",
    "dcdate", "dctermsdate", "date", "analyticsattributesarticledate", "displaydate", "releasedate",
    "dctermscreated", "dcdatecreated", "datecreated", "uploaddate", "cmscreationdate",
)  # fmt: skip
_UPDATED = (
    "articlemodifiedtime", "ogarticlemodifiedtime", "articlemodified", "ogupdatedtime",
    "datemodified", "dateupdated", "dateupdate", "updateddate", "revisiondate", "dctermsmodified",
    "dcdatemodified", "lastmodified", "cxenseparsemodifiedtime",
)  # fmt: skip
_SEPARATOR = re.compile(r"[\W_]+")
_IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<mark>[/_-])?(?P<month>0?[1-9]|1[0-2])(?(mark)[/_-])(?P<day>0[1-9]|[12]\d|3[01]|[1-9])"
    r"(?=[/_.-]|\D|$)"
)
_MONTH_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0?[1-9]|1[0-2])/")
_IN_UTC = re.compile(r"(?:Z|[+-]00:?00|\bGMT|\bUTC)$", re.IGNORECASE)
# Hours of UTC that are of the same day wherever most people live, and where they live.
_SAME_DAY = range(9, 16)
_ZONES = range(-10, 13)
_CENTRAL_EUROPE = ZoneInfo("Europe/Berlin")
_OF_CENTRAL_EUROPE = ("de", "fr", "it", "es", "nl", "pl", "cs", "da", "sv", "no", "nb", "hu")
_MOST_DATA = 200_000
_DATA_NAMES = (
    "datePublished|publishedAt|published_at|publishDate|publicationDate|publishedDate|pubDate",
    "createdAt|created_at|dateCreated|creationDate",
)
_OTHER_TIMES = re.compile(r"modif|updat|expir|event|start|end|valid|unpublish", re.IGNORECASE)
_TIME_ALONE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]{4,12}(?:Z|[+-]\d\d:?\d\d)?)?$")
# How often the day was right on 396 recorded pages, where the surer statements were missing:
# dateline and marked elements .92, beside the headline 10 of 10, anywhere and in data .81. The caps
# are lower, since what is left without better statements is odd.
_MARKED_AT_MOST, _BESIDE_AT_MOST, _ANYWHERE_AT_MOST = 0.7, 0.6, 0.4
# So many marked dates of a page are tried; those of archives and calendars are never its own.
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What every date of one page is read with."""

    seen_at: datetime
    language: str

    def read(self, raw: str, provenance: Provenance) -> Dated | None:
        if provenance is not Provenance.TEXT and not datewords.states_day(raw):
            return None  # "today" is for readers
        return datewords.parse(
            raw, seen_at=self.seen_at, provenance=provenance, language=self.language
        )


def published(
    root: Element,
    record: Record,
    metas: Mapping[str, Sequence[str]],
    *,
    page: Page,
    language: str,
) -> Dated | None:
    """Return when the page was published by the surest of its statements, None without any.

    The order: JSON-LD, meta tags, the address, the dateline, marked elements, what stands beside
    the headline, the site's own data, then any short line. The address beats a time in UTC.
    """
    reader = _Reader(seen_at=page.fetched_at, language=language)
    shown = Shown(root)
    for found in _statements(root, record, metas, page, reader, shown):
        if found is not None:
            return _own_day(found, shown, page, reader)
    return None


def _own_day(found: Dated, shown: Shown, page: Page, reader: _Reader) -> Dated:
    """Return the day of a time that a page states in UTC, where it shows the day meant.

    An evening in Minnesota is the next day in UTC, midnight in Berlin the day before.
    """
    if found.day_only or not _IN_UTC.search(found.raw) or found.at.hour in _SAME_DAY:
        return found
    days = {(found.at + timedelta(hours=hours)).date() for hours in _ZONES}
    below = (reader.read(raw, Provenance.TEXT) for raw in islice(shown.dateline(), 1))
    for named in chain((in_address(page.final_url, seen_at=page.fetched_at),), below):
        if named is None:
            continue
        zoned = _zoned(named.raw)
        if zoned is not None and abs(named.at - found.at) < timedelta(days=1):
            return replace(found, at=named.at, raw=named.raw)
        if named.at.date() == found.at.date():
            return found
        if named.at.date() in days:
            midnight = datetime.combine(named.at.date(), time(0), tzinfo=UTC)
            return replace(named, at=midnight, day_only=True, confidence=found.confidence)
    local = found.at.astimezone(_CENTRAL_EUROPE)
    if reader.language[:2] in _OF_CENTRAL_EUROPE and local.time() == time(0):
        at = datetime.combine(local.date(), time(0), tzinfo=UTC)
        return replace(found, at=at, day_only=True)
    return found


def _zoned(raw: str) -> datetime | None:
    """Return the time that *raw* states in a zone of its own, None where it states none."""
    try:
        stated = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return stated if stated.utcoffset() else None


def better(one: Dated | None, other: Dated | None) -> Dated | None:
    """Return the more trusted of two dates of one event: by provenance, but a whole one."""
    known = [date for date in (one, other) if date is not None]
    return min(known, key=_distrust, default=None)


def updated(
    record: Record, metas: Mapping[str, Sequence[str]], *, seen_at: datetime, language: str
) -> Dated | None:
    """Return when the page was last changed by its JSON-LD or meta tags, None without them."""
    reader = _Reader(seen_at=seen_at, language=language)
    stated = reader.read(jsonld.text(record, "dateModified"), Provenance.JSON_LD)
    return stated or _from_metas(metas, _UPDATED, reader)


def in_address(url: str, *, seen_at: datetime) -> Dated | None:
    """Return the day that an address such as ``/2026/11/23/title`` names."""
    for found in _IN_ADDRESS.finditer(url.split("?")[0]):
        raw = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
        day = datewords.parse(raw, seen_at=seen_at, provenance=Provenance.URL)
        if day is not None:
            return replace(day, raw=found.group().strip("/_-"))
    return None


def _month_in_address(page: Page) -> Dated | None:
    """Return the first of the month that an address such as ``/2026/11/title`` names."""
    found = _MONTH_IN_ADDRESS.search(page.final_url.split("?")[0])
    if found is None:
        return None
    raw = f"{found['year']}-{int(found['month']):02}"
    return datewords.parse(raw, seen_at=page.fetched_at, provenance=Provenance.URL)


def _distrust(date: Dated) -> tuple[bool, int, float]:
    rank = list(Provenance).index(date.provenance)
    return date.confidence < datewords.AMBIGUOUS, rank, -date.confidence


def _statements(
    root: Element,
    record: Record,
    metas: Mapping[str, Sequence[str]],
    page: Page,
    reader: _Reader,
    shown: Shown,
) -> Iterator[Dated | None]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield reader.read(jsonld.text(record, key), Provenance.JSON_LD)
    stated = _from_metas(metas, _PUBLISHED, reader)
    named = in_address(page.final_url, seen_at=reader.seen_at)
    same = stated is not None and named is not None and stated.at.date() == named.at.date()
    yield stated if same else _confirmed(stated, shown, reader)
    for raw in islice(_itemprops(root), _MOST):
        yield reader.read(raw, Provenance.META)
    yield named
    for raw in shown.dateline():
        yield _capped(_full(reader.read(raw, Provenance.TEXT)), _MARKED_AT_MOST)
    for raw in islice(datelines.marked(root), _MOST):
        yield _capped(reader.read(raw, Provenance.TEXT), _MARKED_AT_MOST)
    for raw in shown.beside_headline():
        yield _capped(_full(reader.read(raw, Provenance.TEXT)), _BESIDE_AT_MOST)
    for raw in _in_data(root, metas):
        yield _capped(reader.read(raw, Provenance.TEXT), _ANYWHERE_AT_MOST)
    for raw in shown.anywhere():
        yield _capped(_full(reader.read(raw, Provenance.TEXT)), _ANYWHERE_AT_MOST)
    yield _month_in_address(page)


def _confirmed(stated: Dated | None, shown: Shown, reader: _Reader) -> Dated | None:
    """Return *stated*, or the date below the headline where that is another.

    Meta tags may hold the day of the file, of the printed paper or of the first draft. Of 5 pages
    on which the two differ, readers are shown the right day on 4.
    """
    if stated is None:
        return None
    for raw in shown.bare_dateline():
        found = reader.read(raw, Provenance.TEXT)
        if found is not None and found.confidence >= datewords.NAIVE:
            same = found.at.date() == stated.at.date() or raw[:10] == stated.raw[:10]
            return stated if same else _capped(found, _MARKED_AT_MOST)
    return stated


def _from_metas(
    metas: Mapping[str, Sequence[str]], names: Sequence[str], reader: _Reader
) -> Dated | None:
    bare = {_SEPARATOR.sub("", name): values for name, values in reversed(list(metas.items()))}
    for name in names:
        for raw in bare.get(name, ()):
            found = reader.read(raw, Provenance.META)
            if found is not None:
                return found
    return None


def _itemprops(root: Element) -> Iterator[str]:
    for tag in root.css("[itemprop='datePublished'], [pubdate]"):
        yield from datelines.spoken(tag)


def _in_data(root: Element, metas: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Give what the site's own data says, in scripts, in other meta tags, and of its picture."""
    text = " ".join(script.text()[:_MOST_DATA] for script in root.css("script:not([src])"))
    for names in _DATA_NAMES:
        for found in islice(
            re.finditer(rf'"(?:{names})"\s*:\s*"(\d{{4}}-\d\d-\d\d[^"]{{0,20}})"', text), 1
        ):
            yield found.group(1)
    for name, values in metas.items():
        if not _OTHER_TIMES.search(name):
            yield from (value for value in values if _TIME_ALONE.match(value))
    for url in metas.get("og:image", ())[:1]:
        if dated := _IN_ADDRESS.search(url):
            yield f"{dated['year']}-{dated['month']}-{dated['day']}"


def _full(found: Dated | None) -> Dated | None:
    """Return *found* where it names day, month and year."""
    return found if found is not None and found.confidence >= datewords.AMBIGUOUS else None


def _capped(found: Dated | None, at_most: float) -> Dated | None:
    if found is None or found.confidence <= at_most:
        return found
    return replace(found, confidence=at_most)
