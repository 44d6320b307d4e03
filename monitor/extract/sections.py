"""A report's sections: headings by their type and words, and what stands under each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.extract.pdfparagraphs import Placed
from monitor.model.section import Section, SectionKind

_MOST_WORDS, _MOST_LETTERS = 16, 120
# Of a title that goes on behind a name that is known: "Summary of findings on the labour market".
_MOST_TITLED = 10
# Words of a paragraph of prose: in a list of contents a heading is followed by headings.
_PROSE = 12
_SMALLER = 0.4
_MAX_SECTIONS = 400
_NUMBER = re.compile(
    r"(?:(?:chapter|part|section|annex|appendix|kapitel|chapitre|cap[íi]tulo)\s+[\dIVXA-Z]{1,4}\b[.:]?"
    r"|\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z])[.):]|\d{1,2}(?:\.\d{1,2})*)\s+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;,!?]$")
_ENDS_IN_PAGE = re.compile(r"(?:…|\.{3,}|\s)\s*(?:\d{1,3}|[ivx]{1,5})$")
_KINDS: tuple[tuple[SectionKind, str], ...] = (
    (SectionKind.CONTENTS, r"(?:table of )?contents|contents page|list of (?:figures|tables)"
     r"|sommaire|table des mati[èe]res|inhalt(?:sverzeichnis)?|[íi]ndice|sum[áa]rio"),
    (SectionKind.RECOMMENDATIONS,
     r"(?:.{0,40}\b)?(?:recommendations?|recommandations|recomendaciones|recomenda[çc][õo]es"
     r"|raccomandazioni|empfehlungen|aanbevelingen)\b.{0,40}|calls? to action"
     r"|what (?:must|should|needs to) (?:change|happen|be done)\b.{0,30}"),
    (SectionKind.FINDINGS,
     r"(?:.{0,20}\b)?(?:key|main|principal|headline|summary of) (?:findings|points|results|figures"
     r"|statistics|facts|messages)\b.{0,30}|(?:our |the )?findings|findings in brief|results"
     r"|at a glance|highlights|main story|principaux (?:constats|résultats)|r[ée]sultats"
     r"|(?:wichtigste )?ergebnisse|principales (?:conclusiones|resultados|hallazgos)"),
    (SectionKind.SUMMARY,
     r"(?:[\w’']+ ){0,2}summary|abstract|in brief|in summary"
     r"|r[ée]sum[ée](?: ex[ée]cutif| analytique)?|synth[èe]se|(?:kurz|zusammen)fassung"
     r"|resumen(?: ejecutivo)?|sintesi|resumo|sum[áa]rio executivo|samenvatting"),
    (SectionKind.CONCLUSION,
     r"(?:.{0,20}\b)?(?:conclusions?|concluding (?:remarks|comments|observations))\b.{0,20}"
     r"|schlussfolgerungen|fazit|conclusiones|conclus[õo]es|conclusioni|ways? forward"),
    (SectionKind.METHOD,
     r"(?:.{0,30}\b)?method(?:s|ology)?\b.{0,30}|data (?:sources?|quality)(?: .{0,30})?"
     r"|about (?:this|the) (?:report|research|data|study|bulletin|statistics)"
     r"|m[ée]thodologie\b.{0,30}|methodik|metodolog[íi]a"),
    (SectionKind.NOTES,
     r"(?:end|foot)?notes|references|bibliography|sources|glossary.{0,20}|(?:abbreviations|acronyms)"
     r".{0,20}|acknowledge?ments|(?:annex|appendix)(?:es)?\b.{0,80}|appendices|about (?:us|the"
     r" authors?)|contacts?(?: details| us)?|further information|disclaimer|copyright"
     r"|notes? (?:to|for) editors|remerciements|bibliographie|anhang|literatur(?:verzeichnis)?"
     r"|bibliograf[íi]a|anexos?|agradecimientos|danksagung"),
)  # fmt: skip
_NAMED = tuple((kind, re.compile(names, re.IGNORECASE)) for kind, names in _KINDS)


def kind_of(title: str) -> SectionKind:
    """Return what the heading *title* announces, BODY where it names a subject."""
    bare = _NUMBER.sub("", title, count=1) if not _is_annex(title) else title
    bare = bare.strip(" .:–—-*")
    if len(bare.split()) > _MOST_TITLED:
        return SectionKind.BODY
    return next((kind for kind, named in _NAMED if named.fullmatch(bare)), SectionKind.BODY)


def _is_annex(title: str) -> bool:
    return title[:8].casefold().startswith(("annex", "appendix"))


def sections(placed: Sequence[Placed], end: int) -> tuple[Section, ...]:
    """Return the sections of a report, whose text ends at *end*; empty ones are left out.

    A smaller heading that names a subject stays within a section that has a name: what is under
    "To the government" is a recommendation still.
    """
    opened: list[_Heading] = []
    for at in range(len(placed)):
        heading = _heading(placed, at)
        if heading is None:
            continue
        if opened and _within(heading, opened[-1]):
            continue
        if opened and not _has_text(placed, opened[-1].at, heading.at):
            opened.pop()  # a heading of two lines, or an entry of a list of contents
        opened.append(heading)
    found = []
    for heading, behind in zip(opened, [*opened[1:], None], strict=False):
        start = placed[heading.at].end
        stop = placed[behind.at].start if behind else end
        if stop - start > _PROSE:
            page = placed[heading.at].paragraph.lines[0].page
            found.append(
                Section(kind=heading.kind, title=heading.title, start=start, end=stop, page=page)
            )
    return tuple(found[:_MAX_SECTIONS])


@dataclass(frozen=True, slots=True)
class _Heading:
    at: int
    title: str
    kind: SectionKind
    size: float
    bold: bool
    number: str


def _heading(placed: Sequence[Placed], at: int) -> _Heading | None:
    """Return the paragraph at *at* as a heading, None where it is none."""
    place = placed[at]
    paragraph, title = place.paragraph, place.text.strip()
    words = len(title.split())
    if paragraph.row or paragraph.note or not 0 < words <= _MOST_WORDS:
        return None
    if len(title) > _MOST_LETTERS or sum(map(str.isalpha, title)) < 4 or title[:1] in "•–—-":
        return None
    kind = kind_of(title)
    if kind is SectionKind.BODY and (_SENTENCE.search(title) or _ENDS_IN_PAGE.search(title)):
        return None
    if not (paragraph.heading or (kind is not SectionKind.BODY and len(paragraph.lines) == 1)):
        return None
    number = _NUMBER.match(title)
    first = paragraph.lines[0]
    return _Heading(
        at=at,
        title=title,
        kind=kind,
        size=first.size,
        bold=first.is_bold,
        number=number.group().strip(" .:)") if number else "",
    )


def _within(heading: _Heading, opened: _Heading) -> bool:
    """Whether *heading* is one below the section that *opened* begins."""
    if opened.kind is SectionKind.BODY or heading.kind is not SectionKind.BODY:
        return False
    if opened.number and heading.number.startswith(f"{opened.number}."):
        return True
    if heading.size < opened.size - _SMALLER:
        return True
    same = abs(heading.size - opened.size) <= _SMALLER
    return same and opened.bold and not heading.bold


def _has_text(placed: Sequence[Placed], at: int, behind: int) -> bool:
    """Whether a paragraph of prose or an item stands between two headings."""
    between = placed[at + 1 : behind]
    return any(len(each.text.split()) >= _PROSE or each.paragraph.lines[0].item for each in between)
