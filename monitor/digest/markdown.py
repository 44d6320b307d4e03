"""The Markdown form of an issue: to paste into a wiki, a ticket or a static site."""

import re
from collections.abc import Iterable

from monitor.digest import wording
from monitor.digest.plain import address, line
from monitor.digest.wording import Quote
from monitor.model.digest import Citation, Correction, Digest, Figure, Item, Section
from monitor.model.summary import Sentence
from monitor.text.counted import counted

# All that CommonMark and GitHub's tables, strike-throughs and bare links give a meaning to inside a
# line. What means something at a line's beginning only, never stands there.
_MEANS = re.compile(r"([\\`*_\[\]<>#|~&@!]|(?<=https):(?=//)|(?<=http):(?=//)|(?<=www)\.)")


def escaped(text: str) -> str:
    """Return *text* in one line that Markdown shows as it is."""
    return _MEANS.sub(r"\\\1", line(text))


def link(label: str, url: str) -> str:
    """Return a link, or the escaped *label* alone where *url* is no web address."""
    target = address(url).replace("\\", "%5C")
    return f"[{escaped(label)}](<{target}>)" if target else escaped(label)


def markdown(digest: Digest, made: str, page: str) -> str:
    """Return *digest* as Markdown; *made* says when, and which revision, *page* names its page."""
    zone = digest.week.timezone
    head = f"No. {digest.number} · {digest.week.key} · {wording.span(digest.week)} ({zone})  \n"
    parts = [
        f"# {escaped(digest.title)}",
        head + escaped(made),
        escaped(digest.intro),
        _so_far(digest),
        escaped(wording.chosen(digest) + "."),
        escaped(wording.emptiness(digest)),
        _titled("What changed this week", (f"- {escaped(told)}" for _, told in digest.changes)),
        _figure(digest.figure, zone) if digest.figure else "",
        *(_section(section, zone) for section in digest.sections),
        *_endings(digest, page),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _so_far(digest: Digest) -> str:
    if digest.open_until is None:
        return ""
    until = wording.moment(digest.open_until, digest.week.timezone)
    return f"**The week is not over:** this holds what was first seen before {until}."


def _figure(figure: Figure, zone: str) -> str:
    where = wording.place(figure.sentence, figure.citation)
    whole = line(figure.sentence.text) == figure.definition
    meaning = "" if whole else f" {escaped(figure.definition)}"
    return _titled(
        "Number of the week",
        [
            f"**{escaped(figure.value)}**{meaning}\n",
            f"> {_quoted(Quote(figure.sentence, False, wording.page(figure.sentence)))}\n",
            f"{link(figure.citation.title, where)}, {_source(figure.citation, zone)}",
        ],
    )


def _section(section: Section, zone: str) -> str:
    blocks = [_item(item, zone) for item in section.items]
    if section.more:
        blocks.append(f"{wording.more(section)}.")
    return _titled(escaped(section.title), ["\n\n".join(blocks)])


def _item(item: Item, zone: str) -> str:
    update = "Update: " if item.update else ""
    parts = [
        f"### {update}{link(item.lead.title, item.lead.url)}",
        f"*{_source(item.lead, zone)}*",
    ]
    for citation, sentences in wording.quotes(item):
        quoted = " ".join(map(_quoted, sentences))
        by = "" if citation is item.lead else f" ({escaped(citation.publisher)})"
        parts.append(f"> {quoted}{by}")
    parts += _points(item)
    about = (wording.source_of(item), item.note, f"Why: {item.why}")
    parts.append("  \n".join(escaped(each) for each in about if each))
    if item.also:
        copies = wording.copies(item)
        lines = [f"Also reported by{f' ({copies})' if copies else ''}:", ""]
        lines += [f"- {_source(each, zone)}: {link(each.title, each.url)}" for each in item.also]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _points(item: Item) -> list[str]:
    """Return what a report recommends and counts, each with a link to its page."""
    asked = [_told(each, item.lead) for each in item.recommendations]
    counted = [f"**{escaped(e.value)}**: {_told(e.sentence, item.lead)}" for e in item.figures]
    return [
        "\n".join((title, "", *(f"- {each}" for each in told)))
        for title, told in (("It recommends:", asked), ("It counts:", counted))
        if told
    ]


def _told(sentence: Sentence, citation: Citation) -> str:
    page = wording.page(sentence).strip("()")
    where = wording.place(sentence, citation)
    return f"“{escaped(sentence.text)}” ({link(page, where)})" if page else escaped(sentence.text)


def _endings(digest: Digest, page: str) -> list[str]:
    coming = [
        f"- {wording.day(each.date)}: {link(each.title, each.url)}"
        + (f" ({escaped(each.note)})" if each.note else "")
        for each in digest.coming_up
    ]
    looked = [f"- {escaped(each)}" for each in wording.looked_at(digest.coverage)]
    for title, reports in wording.not_looked_at(digest.coverage):
        looked.append(f"- {title}:")
        looked += [f"  - {escaped(names)}: {escaped(fact)}" for names, fact in reports]
    helped = [
        f"- {link(entry.name, entry.url)}"
        + (f": **{escaped(entry.phone)}**" if entry.phone else "")
        + (f". {escaped(entry.note)}" if entry.note else "")
        for entry in digest.help
    ]
    return [
        _titled("Coming up", coming),
        _titled(wording.CHANGED, (_correction(each, page, digest) for each in digest.corrections)),
        _titled("What was looked at", looked),
        _titled("Help", helped),
    ]


def _correction(correction: Correction, page: str, digest: Digest) -> str:
    if correction.citation is None:
        return f"- {correction.week}: {escaped(correction.text)}"
    cited = correction.citation
    back = wording.earlier(page, digest, correction)
    head = f"- **{wording.kind_of(correction)}**: {link(cited.title, cited.url)}, "
    head += f"*{escaped(cited.publisher)}*, sent in [{correction.week}](<{back}>), "
    lines = [f"{head}seen {wording.day(correction.made_on)}"]
    for each in correction.changes:
        lines.append(f"  - {escaped(each.reason)}.")
        if each.said:
            lines.append(f"    {wording.was(each)}: “{escaped(each.said)}”")
        if each.now:
            lines.append(f"    Now: “{link(each.now, wording.now_at(correction, each))}”")
    if correction.more:
        lines.append(f"  - {counted(correction.more, 'more change')} in the archive")
    return "\n".join(lines)


def _source(citation: Citation, zone: str) -> str:
    kind = ", report" if citation.report else ""
    if tongue := wording.tongue(citation):
        kind += f", in {tongue}"
    return f"{escaped(citation.publisher)}, {wording.dated(citation, zone)}{kind}"


def _quoted(quote: Quote) -> str:
    told = f"{'[…] ' if quote.gap else ''}{escaped(quote.sentence.text)}"
    return f"{told} {quote.page}" if quote.page else told


def _titled(title: str, lines: Iterable[str]) -> str:
    kept = list(lines)
    return "\n".join((f"## {title}", "", *kept)) if kept else ""
