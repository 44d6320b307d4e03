"""A report's title, date and authors: what its first pages show, checked against its metadata.

Metadata is often left over from a template or another document, so a title or author is taken from
it only where the first pages show the same words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from monitor.extract import datewords, plain
from monitor.extract.pdflines import Line
from monitor.extract.pdfparagraphs import Paragraph, text_size
from monitor.model.dated import Dated, Provenance

MAX_TITLE = 300
_FIRST_PAGES = 2
# Judgement, not measured; the order is what matters. A date that a word marks as that of
# publication, one that stands alone or in the margin, and the day on which the file was made.
_MARKED, _ALONE, _MADE, _CONFIRMED = 0.8, 0.6, 0.4, 0.6
# More days than these, each alone on its line, are the column of a table.
_FEW_DATES = 3
_DATE_LINE, _FEW_LETTERS = 90, 40
_MARK = re.compile(
    r"\b(?:publi(?:shed|cation)|issued?|released?|updated|decided|dated?|version|"
    r"publi[ée]e?|paru|datum|stand|ver[öo]ffentlicht|fecha|publicad[oa]|data)\b",
    re.IGNORECASE,
)
_NO_DATE_OF_ITS_OWN = re.compile(
    r"\b(?:deadline|expires?|until|by|before|after|due|between|since|from|to|through|effective|ending|"
    r"ended|born|act|argued|submitted|comments|period|meeting|valid|jusqu|bis|hasta)\b",
    re.IGNORECASE,
)
# "July 5 - 10, 2020. © 2020 …": proceedings are dated by the days on which they were held.
_IMPRINT = re.compile(r"©|\(c\)|\bcopyright\b|(?<=\d\. )c (?=\d{4}\b)", re.IGNORECASE)
_DAYS = re.compile(r"(\b\d{1,2})\s?[-–—]\s?\d{1,2}\b(?=,?\s)")
_PDF_DATE = re.compile(
    r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z|[+-]\d\d'?\d\d)'?|Z.*)?"
)
_FILE_NAME = re.compile(
    r"\.(?:pdf|docx?|indd|qxp|qxd|pptx?|xlsx?|odt|rtf|exe|tex|pub|ai|pmd)\b", re.I
)
_PREFIX = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation)\s*-?\s*", re.I
)
_WORD = re.compile(r"[^\W\d_]{3,}")
# What stands large on first pages and names the kind of document, or a part of it.
_NO_TITLE = re.compile(
    r"(?:executive )?summary|(?:table of )?contents|introduction|foreword|preface|abstract|report|"
    r"(?:press|news) release|urgent action|acknowledge?ments|annex|appendix|briefing(?: paper)?|"
    r"sommaire|r[ée]sum[ée]|inhalt(?:sverzeichnis)?|[íi]ndice|vorwort|avant-propos",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\w ]{0,30}\b(?:title|titre|titel|t[íi]tulo)\s*:\s*(\S.{7,})", re.IGNORECASE)
_AGENCY = re.compile(r"AGENC(?:Y|IES):\s")
_TIGHT = 1.4
_OUTER_NUMBER = re.compile(r"^\s*\d{1,4}\b|\b\d{1,4}\s*$")
_LARGER = 1.15
_MIN_TITLE_LETTERS = 8
_ENOUGH_SHOWN = 0.8


def title(pages: Sequence[Sequence[Line]], stated: str, margins: Sequence[Line] = ()) -> str:
    """Return the title: *stated* by the metadata if the pages show it, else their largest words.

    Where nothing is larger, it is what runs along the *margins* of most pages.
    """
    named = plain.clean_line(_PREFIX.sub("", stated))
    shown = _words(line.text for page in pages[:_FIRST_PAGES] for line in page)
    if not _FILE_NAME.search(stated) and "_" not in named and _is_shown(named, shown):
        return named[:MAX_TITLE]
    for line in pages[0] if pages else ():
        label = _LABEL.fullmatch(line.text)
        if label:
            return plain.shorten(plain.clean_line(label[1]), MAX_TITLE)
    size = text_size(pages)
    found = _before_agency(pages) or next(
        filter(None, (_largest(page, size) for page in pages[:_FIRST_PAGES])), ""
    )
    return plain.shorten(found or _running(margins, len(pages)), MAX_TITLE)


def _before_agency(pages: Sequence[Sequence[Line]]) -> str:
    """Return the bold lines above "AGENCY:", with which the Federal Register begins a document.

    The largest type there is the name of the gazette (1 CFR 18.12 has the preamble's captions).
    """
    for page in pages[:_FIRST_PAGES]:
        for at, line in enumerate(page):
            if _AGENCY.match(line.text):
                start = at
                while start and page[start - 1].is_bold and _goes_on(page, start, at):
                    start -= 1
                return plain.clean_line(" ".join(line.text for line in page[start:at]))
    return ""


def _goes_on(page: Sequence[Line], start: int, end: int) -> bool:
    """Whether the line before *start* belongs to the heading that ends before *end*."""
    if start == end:
        return True
    above, below = page[start - 1], page[start]
    return 0 < above.base - below.base < _TIGHT * below.size


def _running(margins: Sequence[Line], pages: int) -> str:
    """Return the words that stand in the margins of most pages, empty where there are none."""
    shown: Counter[str] = Counter(
        plain.clean_line(_OUTER_NUMBER.sub("", line.text)).strip(" |-–—.") for line in margins
    )
    most, times = shown.most_common(1)[0] if shown else ("", 0)
    named = _NO_TITLE.fullmatch(most) is None and not datewords.states_day(most)
    enough = times >= max(2, pages / 3) and sum(map(str.isalpha, most)) >= _MIN_TITLE_LETTERS
    return most if enough and named and not any(map(str.isdigit, most)) else ""


def authors(pages: Sequence[Sequence[Line]], stated: str) -> tuple[str, ...]:
    """Return the authors that the metadata names and the first pages show."""
    shown = _words(line.text for page in pages[:_FIRST_PAGES] for line in page)
    names = (plain.clean_line(name)[:200] for name in stated.split(";"))
    found = (name for name in names if " " in name and _is_shown(name, shown, least=1.0))
    return tuple(dict.fromkeys(found))[:20]


def published(
    found: Sequence[Paragraph],
    margins: Sequence[Line],
    created: str,
    *,
    seen_at: datetime,
    language: str,
) -> Dated | None:
    """Return the date in a short paragraph of the first pages, else the day the file was made."""
    made = made_on(created, seen_at=seen_at)
    texts = [p.text for p in found if p.lines[0].page <= _FIRST_PAGES and not p.row]
    texts += [line.text for line in margins if line.page <= _FIRST_PAGES and line.cells == 1]
    texts += [
        line.text
        for p in found
        if p.lines[0].page == 1
        for line in p.lines
        if _IMPRINT.search(line.text)
    ]
    short = [text for text in texts if len(text) <= _DATE_LINE and any(map(str.isdigit, text))]
    marked = list(_marked(short, seen_at, language))
    alone = list(_alone(short, seen_at, language, made))
    if len({dated.at for dated in alone}) > _FEW_DATES:
        alone = []
    stated = max(marked or alone, key=lambda dated: dated.confidence, default=None)
    if stated is None:
        return made
    if made is not None and _is_month(stated) and _same_month(stated, made):
        return replace(made, confidence=_CONFIRMED)
    return stated


def _is_month(stated: Dated) -> bool:
    return stated.day_only and stated.confidence <= datewords.MONTH


def _same_month(one: Dated, other: Dated) -> bool:
    return (one.at.year, one.at.month) == (other.at.year, other.at.month)


def made_on(created: str, *, seen_at: datetime) -> Dated | None:
    """Return the day of a PDF's creation date (ISO 32000-1, 7.9.4)."""
    found = _PDF_DATE.fullmatch(created.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    clock = f"T{hour}:{minute or '00'}:{second or '00'}" if hour else ""
    offset = zone.replace("'", "") if zone and clock else ""
    stated = datewords.parse(
        f"{year}-{month or '01'}-{day or '01'}{clock}{offset}",
        seen_at=seen_at,
        provenance=Provenance.PDF,
    )
    return stated and replace(stated, confidence=_MADE, raw=created[:100])


def _marked(lines: Sequence[str], seen_at: datetime, language: str) -> Iterator[Dated]:
    for text in lines:
        for mark in _MARK.finditer(text):
            yield from _parsed(text[mark.end() :][:40], seen_at, language, _MARKED)
        if _IMPRINT.search(text) and _NO_DATE_OF_ITS_OWN.search(text) is None:
            days = _DAYS.sub(r"\1", _IMPRINT.split(text)[0])
            yield from _parsed(days[-40:], seen_at, language, _MARKED)


def _alone(
    lines: Sequence[str], seen_at: datetime, language: str, made: Dated | None
) -> Iterator[Dated]:
    """Yield the dates of lines that say little else; after the file was made they are plans."""
    for text in lines:
        letters = sum(c.isalpha() for c in text)
        if letters > _FEW_LETTERS or _NO_DATE_OF_ITS_OWN.search(text):
            continue
        for found in _parsed(text, seen_at, language, _ALONE):
            if made is None or found.at <= made.at + datewords.TOLERANCE:
                yield found


def _parsed(text: str, seen_at: datetime, language: str, weight: float) -> Iterator[Dated]:
    found = datewords.parse(text, seen_at=seen_at, provenance=Provenance.TEXT, language=language)
    # "12 May" without a year may be of any.
    if found is not None and found.confidence != datewords.NO_YEAR:
        yield replace(found, confidence=round(found.confidence * weight, 2))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def _is_shown(stated: str, shown: frozenset[str], *, least: float = _ENOUGH_SHOWN) -> bool:
    words = _WORD.findall(stated.casefold())
    if not words or sum(map(len, words)) < _MIN_TITLE_LETTERS:
        return False
    return sum(word in shown for word in words) >= least * len(words)


def _largest(page: Sequence[Line], size: float) -> str:
    """Return the words set largest on *page*, empty where none are larger than its text."""
    groups: list[list[Line]] = []
    for line in page:
        last = groups[-1][-1] if groups else None
        near = last is not None and 0 < last.base - line.base < 2.2 * max(last.size, line.size)
        if last is not None and near and abs(last.size - line.size) < 0.05 * last.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    titles = [group for group in groups if _may_be_title(group)]
    if not titles:
        return ""
    largest = max(titles, key=lambda group: (round(group[0].size), group[0].is_bold, group[0].base))
    heavy = sum(len(line.text) for line in page if line.is_bold)
    bold = 2 * heavy < sum(len(line.text) for line in page)  # else bold is the page's own weight
    stands_out = largest[0].size >= _LARGER * size or (
        bold and all(line.is_bold for line in largest)
    )
    return (
        plain.clean_line(" ".join(line.text for line in largest)).strip("[]* ")
        if stands_out
        else ""
    )


def _may_be_title(group: Sequence[Line]) -> bool:
    text = " ".join(line.text for line in group)
    letters = sum(c.isalpha() for c in text)
    dated = datewords.states_day(text) and letters < 20
    named = _NO_TITLE.fullmatch(text.strip(" .:*")) is None and not _is_rest(text)
    return named and letters >= _MIN_TITLE_LETTERS and len(text) <= MAX_TITLE and not dated


def _is_rest(text: str) -> bool:
    """Whether *text* is the end of a sentence."""
    return text[:1].islower() and text.rstrip().endswith((".", ",", ";"))
