"""One item of a listing: its link, title, date and summary."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from monitor import urls
from monitor.extract import datewords, markup, plain
from monitor.model.dated import Dated, Provenance

MAX_SUMMARY = 2_000
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# Words of a link that say what it does and not what it is about.
_SIZE = r"[\d.,]+\s*[km]i?b\b"
_FORMAT = r"\b(?:pdf|docx?|html|epub|xlsx?|csv)\b"
_GENERIC = re.compile(
    "|".join(
        (
            r"(?:read|learn|see|find out|view|show|discover|continue)\b.{0,12}\b"
            r"(?:more|reading|all|details|article|report|story|post|page)\b.{0,30}",
            r"more(?: info(?:rmation)?)?|details?|here|click here|link|open|view|share|permalink",
            r"(?:download|view|open|get|read)?\s*(?:the |this |full )*"
            r"(?:(?:report|document|file|publication|summary|english|french|german|spanish|version)\b\s*)*"
            rf"[\[(|,:-]?\s*(?:{_FORMAT})?[\s,|-]*(?:{_SIZE})?\s*[\])]?",
            rf"(?:download|view|open)\s+{_FORMAT}(?:\s+(?:version|file))?",
            r"weiterlesen|mehr(?: (?:lesen|erfahren))?|herunterladen.{0,20}",
            r"lire (?:la suite|plus)|en savoir plus|t[ée]l[ée]charger.{0,20}|leer m[áa]s",
            r"(?:\d+ )?comments?|[\W\d_]*",
        )
    ),
    re.IGNORECASE,
)
# What a link's words say of its file: "(PDF, 2 MB)", "PDF 1.3MB, 40 pages".
_FILE_NOTE = re.compile(
    rf"(?:\s*[\[(|,–-]\s*(?:{_FORMAT}[\s,:|–-]*(?:{_SIZE})?|{_SIZE}[\s,]*(?:{_FORMAT})?)"
    rf"|\s+(?:{_FORMAT}[\s,:|–-]*)?{_SIZE})(?:,?\s*\d+ pages?)?\s*[\])]?\s*$",
    re.IGNORECASE,
)
_DATE_MARK = re.compile(
    r"(?:^|[\s_-])(?:date|dates|datetime|time|timestamp|published|publish|posted|pubdate|datum|fecha|created|"
    r"entry-date|meta)(?:$|[\s_-])|date$|^date|Date",
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?)$", re.IGNORECASE)
# A line longer than this is prose that may mention any date.
_DATE_LINE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a listing says of one document."""

    url: str
    title: str
    published: Dated | None
    summary: str

    @property
    def is_document(self) -> bool:
        """Whether the link leads to a file that people download."""
        return _DOCUMENT.search(urlsplit(self.url).path) is not None


def is_generic(text: str) -> bool:
    """Whether a link's text is no title: "Read more", "Download (PDF, 2 MB)"."""
    return _GENERIC.fullmatch(text.strip(" \n\t›»→>.…:")) is not None


def main_link(item: Tag) -> Tag | None:
    """Return the link of *item* that its title stands for."""
    if item.name == "a":
        return item
    links = [
        link for link in item.find_all("a", href=True) if _is_web(markup.attribute(link, "href"))
    ]
    if not links:
        return None
    in_heading = [link for link in links if link.find_parent(_HEADINGS) or link.find(_HEADINGS)]
    inside = [link for link in in_heading if _within(link, item)]
    return max(inside or links, key=_title_length)


def read(item: Tag, link: Tag, *, base: str, seen_at: datetime, language: str) -> Item | None:
    """Return what *item* says of the document behind *link*; None where nothing names it."""
    url = urls.absolute(base, markup.attribute(link, "href").strip())
    title = title_of(item, link)
    if not url or not title:
        return None
    return Item(
        url=url,
        title=title,
        published=date_of(item, link, title=title, seen_at=seen_at, language=language),
        summary=summary_of(item, title),
    )


def title_of(item: Tag, link: Tag) -> str:
    """Return the title: a heading, the link's words, a label, else the file's name."""
    headings = [*link.find_all(_HEADINGS), *(item.find_all(_HEADINGS) if item is not link else [])]
    stated = [*headings, link] if headings else [link]
    for tag in stated:
        text = _tidy(tag.get_text(" "))
        if text and not is_generic(text) and not _is_date(text):
            return text
    image = link.find("img", alt=True)
    alternative = markup.attribute(image, "alt") if isinstance(image, Tag) else ""
    for label in (
        markup.attribute(link, "title"),
        markup.attribute(link, "aria-label"),
        alternative,
    ):
        text = _tidy(
            re.sub(r"^(?:read|learn|find out) more(?: about|:)?\s*", "", label, flags=re.IGNORECASE)
        )
        if text and not is_generic(text):
            return text
    return _other_words(item, link)


def date_of(item: Tag, link: Tag, *, title: str, seen_at: datetime, language: str) -> Dated | None:
    """Return the date an item shows: a time tag, a marked element, a short line, its title."""
    for raw, in_title in _date_texts(item, link, title):
        found = datewords.parse(
            raw, seen_at=seen_at, provenance=Provenance.LISTING, language=language
        )
        # "Annual report May 2026" is a subject, "12 May 2026" a date.
        if found is not None and not (in_title and found.confidence < datewords.AMBIGUOUS):
            return found
    return None


def summary_of(item: Tag, title: str) -> str:
    """Return the longest paragraph of an item that is neither its title nor its date."""
    paragraphs = (
        plain.clean_line(p.get_text(" ")) for p in item.find_all(["p", "dd", "blockquote"])
    )
    told = [text for text in paragraphs if len(text) > 40 and title not in text[: len(title) + 5]]
    return plain.shorten(max(told, key=len), MAX_SUMMARY) if told else ""


def _date_texts(item: Tag, link: Tag, title: str) -> list[tuple[str, bool]]:
    """Return what may hold the date, the surest first, each with whether it is the title."""
    found = []
    for tag in item.find_all("time"):
        found += [markup.attribute(tag, "datetime"), tag.get_text(" ")]
    for tag in item.find_all(itemprop=re.compile("date", re.IGNORECASE)):
        found += [markup.attribute(tag, "content"), tag.get_text(" ")]
    for tag in item.find_all(class_=_DATE_MARK):
        text = tag.get_text(" ")
        if len(text) <= 2 * _DATE_LINE:
            found.append(text)
    lines = [line for line in item.stripped_strings if len(line) <= _DATE_LINE]
    found += [line for line in lines if line not in title]
    whole = plain.clean_line(item.get_text(" ")).replace(title, " ")
    if len(whole) <= 3 * _DATE_LINE:
        found.append(whole)  # "12 <b>May</b> 2026" in several elements
    return [(text, False) for text in found if text.strip()] + [
        (title, True),
        (link.get_text(" "), True),
    ]


def _tidy(text: str) -> str:
    return _FILE_NOTE.sub("", plain.clean_line(text)).strip(" ›»→>|")[:500]


def _other_words(item: Tag, link: Tag) -> str:
    """Return the longest words beside a link that only says "Download", else its file's name."""
    own = set(link.stripped_strings)
    lines = [_tidy(line) for line in item.stripped_strings if line not in own]
    named = [
        line for line in lines if len(line) > 10 and not is_generic(line) and not _is_date(line)
    ]
    if named and item is not link:
        return max((line for line in named[:3]), key=len)
    path = unquote(urlsplit(markup.attribute(link, "href")).path)
    if _DOCUMENT.search(path):
        return plain.clean_line(re.sub(r"[-_+]+", " ", _DOCUMENT.sub("", path.rsplit("/", 1)[-1])))
    return ""


def _is_date(text: str) -> bool:
    return len(text) <= _DATE_LINE and datewords.is_bare(text)


def _is_web(href: str) -> bool:
    bare = href.strip().lower()
    return bool(bare) and not bare.startswith(("#", "mailto:", "javascript:", "tel:", "data:"))


def _title_length(link: Tag) -> int:
    text = plain.clean_line(link.get_text(" "))
    return 0 if is_generic(text) else len(text)


def _within(link: Tag, item: Tag) -> bool:
    heading = link.find_parent(_HEADINGS)
    return heading is None or heading is item or item in heading.parents
