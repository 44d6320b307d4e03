"""The plain form of an issue: 72 columns, for a terminal or a mail without HTML."""

import re
import textwrap
from collections.abc import Iterable

from monitor.digest import wording
from monitor.digest.plain import address, line
from monitor.digest.wording import Quote
from monitor.model.digest import Citation, Correction, Digest, Figure, Item, Section
from monitor.text.counted import counted

COLUMNS = 72
_PAGE = re.compile(r"\(p\. (?=\d)")


def text(digest: Digest, made: str) -> str:
    """Return *digest* as plain text; *made* says when, and which revision it is."""
    zone = digest.week.timezone
    parts = [
        _paragraph(digest.title.upper()),
        _paragraph(
            f"No. {digest.number} · {digest.week.key} · {wording.span(digest.week)} ({zone})"
        )
        + "\n"
        + _paragraph(made),
        _paragraph(digest.intro),
        _paragraph(_so_far(digest)),
        _paragraph(wording.chosen(digest) + "."),
        _paragraph(wording.emptiness(digest)),
        _titled("What changed this week", (_bullet(told) for _, told in digest.changes)),
        _figure(digest.figure, zone) if digest.figure else "",
        *(_section(section, zone) for section in digest.sections),
        *_endings(digest),
    ]
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def _so_far(digest: Digest) -> str:
    if digest.open_until is None:
        return ""
    until = wording.moment(digest.open_until, digest.week.timezone)
    return f"The week is not over: this holds what was first seen before {until}."


def _figure(figure: Figure, zone: str) -> str:
    whole = line(figure.sentence.text) == figure.definition
    lines = [
        _paragraph(figure.value if whole else f"{figure.value}: {figure.definition}"),
        _paragraph(_quoted(Quote(figure.sentence, False, wording.page(figure.sentence))), "  "),
        _paragraph(_source(figure.citation, zone), "  "),
        _link(wording.place(figure.sentence, figure.citation)),
    ]
    return _titled("Number of the week", lines)


def _section(section: Section, zone: str) -> str:
    blocks = [_item(item, zone) for item in section.items]
    if section.more:
        blocks.append(_paragraph(f"{wording.more(section)}."))
    return _titled(section.title, ["\n\n".join(blocks)])


def _item(item: Item, zone: str) -> str:
    head = f"{'UPDATE: ' if item.update else ''}{item.lead.title}"
    lines = [_paragraph(head, "* ", "  "), _paragraph(_source(item.lead, zone), "  ")]
    if url := address(item.lead.url):
        lines.append(_link(url))
    for citation, sentences in wording.quotes(item):
        quoted = " ".join(map(_quoted, sentences))
        by = "" if citation is item.lead else f" ({citation.publisher})"
        lines.append(_paragraph(quoted.replace("” “", " ") + by, "  "))
    lines += _points(item)
    about = [wording.source_of(item), item.note]
    lines += [_paragraph(f"[{each}]", "  ") for each in about if each]
    lines.append(_paragraph(f"Why: {item.why}", "  "))
    if item.also:
        copies = wording.copies(item)
        lines.append(_paragraph(f"Also reported by{f' ({copies})' if copies else ''}:", "  "))
        for each in item.also:
            lines.append(_paragraph(f"{_source(each, zone)}: {each.title}", "  - ", "    "))
            lines.append(_link(address(each.url), "    "))
    return "\n".join(each for each in lines if each)


def _points(item: Item) -> list[str]:
    """Return what a report recommends and counts, each with its page."""
    asked = [_quoted(Quote(each, False, wording.page(each))) for each in item.recommendations]
    counted = [
        f"{each.value}: {_quoted(Quote(each.sentence, False, wording.page(each.sentence)))}"
        for each in item.figures
    ]
    lines = []
    for title, told in (("It recommends:", asked), ("It counts:", counted)):
        lines += [_paragraph(title, "  ")] if told else []
        lines += [_paragraph(each, "  - ", "    ") for each in told]
    return lines


def _endings(digest: Digest) -> list[str]:
    coming = []
    for each in digest.coming_up:
        note = f" ({line(each.note)})" if each.note else ""
        coming.append(_bullet(f"{wording.day(each.date)}: {line(each.title)}{note}"))
        coming.append(_link(address(each.url)))
    looked = [_bullet(each) for each in wording.looked_at(digest.coverage)]
    for title, reports in wording.not_looked_at(digest.coverage):
        looked.append(_paragraph(f"{title}:"))
        looked += [_bullet(f"{line(names)}: {line(fact)}") for names, fact in reports]
    helped = []
    for entry in digest.help:
        parts = (entry.phone, entry.note)
        told = ": ".join((line(entry.name), ". ".join(line(p) for p in parts if p)))
        helped.append(_bullet(told.removesuffix(": ")))
        helped.append(_link(address(entry.url)))
    corrections = ["\n".join(_correction(each)) for each in digest.corrections]
    return [
        _titled("Coming up", coming),
        _titled(wording.CHANGED, corrections),
        _titled("What was looked at", looked),
        _titled("Help", helped),
    ]


def _correction(correction: Correction) -> list[str]:
    if correction.citation is None:
        return [_bullet(f"{correction.week}: {line(correction.text)}")]
    kind, cited = wording.kind_of(correction), correction.citation
    lines = [
        _paragraph(f"{kind.upper()}: {cited.title}", "* ", "  "),
        _paragraph(f"{cited.publisher}, {wording.sent(correction)}", "  "),
        _link(address(cited.url)),
    ]
    for each in correction.changes:
        lines.append(_paragraph(f"{each.reason}.", "  - ", "    "))
        if each.said:
            lines.append(_paragraph(f"{wording.was(each)}: “{line(each.said)}”", "    "))
        if each.now:
            lines.append(_paragraph(f"Now: “{line(each.now)}”", "    "))
    if correction.more:
        lines.append(
            _paragraph(f"{counted(correction.more, 'more change')} in the archive", "  - ")
        )
    return [each for each in lines if each]


def _source(citation: Citation, zone: str) -> str:
    kind = ", report" if citation.report else ""
    if tongue := wording.tongue(citation):
        kind += f", in {tongue}"
    return f"{citation.publisher}, {wording.dated(citation, zone)}{kind}"


def _quoted(quote: Quote) -> str:
    """Return a sentence as one quotes it; those in a row without a page are joined to one."""
    told = f"“{'[…] ' if quote.gap else ''}{line(quote.sentence.text)}”"
    return f"{told} {quote.page}" if quote.page else told


def _titled(title: str, lines: Iterable[str]) -> str:
    """Return a heading over *lines*, nothing where there are none."""
    kept = [each for each in lines if each]
    heading = _paragraph(title.upper())
    return "\n".join((heading, "-" * min(len(heading), COLUMNS), *kept)) if kept else ""


def _bullet(told: str) -> str:
    return _paragraph(told, "- ", "  ")


def _link(url: str, indent: str = "  ") -> str:
    """Return an address in a line of its own: broken, it could not be opened."""
    return f"{indent}{url}" if url else ""


def _paragraph(told: str, first: str = "", rest: str | None = None) -> str:
    filled = textwrap.fill(
        _PAGE.sub("(p.\u00a0", line(told)),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )
    return filled.replace("\u00a0", " ")
