"""monitor search and show."""

import argparse
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli.command import Commands, add
from monitor.cli.points import FEW, points, shown
from monitor.cli.terminal import colour, plain, wide
from monitor.errors import QueryError, SettingsError, SourceError

if TYPE_CHECKING:
    from monitor.archive.store import Archive
    from monitor.model.document import Document
    from monitor.model.verdict import Match, Nearest
    from monitor.query.tree import FieldIs, Query


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    search = add(
        commands,
        "search",
        run_search,
        "find documents in the archive",
        """\
monitor search 'modern slavery'
monitor search '"debt bondage" NEAR/20 worker* -museum' --limit 50
monitor search 'title:visa publisher:"Home Office"' --since 2026-10-01 --until 2026-10-31
monitor search 'traffick*' --topic statistics --json""",
    )
    search.add_argument(
        "query",
        metavar="QUERY",
        help="in quotes; see docs/query.md (one that begins with -: after --)",
    )
    search.add_argument("--since", metavar="DATE", help="first seen on this day or later")
    search.add_argument("--until", metavar="DATE", help="first seen on this day or earlier")
    search.add_argument("--source", metavar="ID", action="append", default=[])
    search.add_argument("--topic", metavar="ID", action="append", default=[])
    search.add_argument("--limit", type=count, default=20, metavar="N", help="default: 20")
    search.add_argument("--newest", action="store_true", help="newest first, not best first")
    search.add_argument("--json", action="store_true", help="one JSON object")
    show = add(
        commands,
        "show",
        run_show,
        "show one document: its text, why it is here, where it came from",
        """\
monitor show 4k7qz2m5w3xa
monitor show 4k7q                         the beginning of an id is enough
monitor show 4k7qz2m5w3xa --recommendations --figures
monitor show 4k7qz2m5w3xa --json""",
    )
    show.add_argument("id", metavar="ID", help="as search and the digest print it")
    show.add_argument(
        "--recommendations", action="store_true", help="of a report, all that it asks for"
    )
    show.add_argument("--figures", action="store_true", help="of a report, all that it counts")
    show.add_argument("--json", action="store_true", help="one JSON object")


def run_search(asked: argparse.Namespace) -> int:
    """monitor search: 0 whether or not anything was found."""
    from monitor import settings, wiring
    from monitor.archive.search import search
    from monitor.query.parse import parse
    from monitor.query.tree import all_of
    from monitor.source.load import load

    setting = settings.load(asked.home, os.environ)
    macros = load(setting.sources_path).macros if "$" in asked.query else {}
    query = all_of((parse(asked.query, macros), *_days(asked)))
    with wiring.reading(setting) as archive:
        found = search(
            archive,
            query,
            sources=tuple(asked.source),
            topics=tuple(asked.topic),
            limit=asked.limit,
            newest=asked.newest,
        )
        allowed = _allowed(setting.sources_path)
        documents = [allowed(d) for d in archive.documents([h.document_id for h in found.hits])]
        if not found.total:
            _say_unknown(asked, query, setting.sources_path)
        if asked.json:
            rows = [_facts(archive, document) for document in documents]
            print(
                json.dumps({"total": found.total, "documents": rows}, ensure_ascii=False, indent=2)
            )
            return 0
        for document in documents:
            print(_line(document))
            if snippet := found.snippet(document):
                print(f"    {_marked(snippet.text, snippet.marks)}")
    shown = len(documents)
    print(f"{found.total} found" + (f", {shown} shown" if shown < found.total else ""))
    return 0


def _allowed(sources_path: Path) -> "Callable[[Document], Document]":
    """Return what narrows a document to what its source's rights allow by now."""
    from monitor.source.load import load

    try:
        return load(sources_path).allowed
    except SourceError:
        return lambda document: document  # as was allowed when it was read


def count(told: str) -> int:
    """Return a number that is not below 0.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    if not told.isdecimal():
        raise argparse.ArgumentTypeError(f"{told} is not a whole number")
    return int(told)


def _days(asked: argparse.Namespace) -> "Iterator[Query]":
    """Yield what --since and --until mean.

    Raises:
        SettingsError: One of them is no day.
    """
    from monitor.query.tree import Since, Until

    if asked.since:
        yield Since(day_of("since", asked.since))
    if asked.until:
        yield Until(day_of("until", asked.until))


def day_of(name: str, told: str) -> date:
    """Return the day that the option *name* tells.

    Raises:
        SettingsError: It is none.
    """
    from monitor.query.parse import parse
    from monitor.query.tree import Since

    try:
        query = parse(f'since:"{told}"', {})
    except QueryError as fault:
        raise SettingsError(f"--{name}: {fault.reason.removeprefix('since: ')}") from fault
    if not isinstance(query, Since):
        raise SettingsError(f"--{name}: {told} is not a day; write it such as 2026-11-03")
    return query.day


def _say_unknown(asked: argparse.Namespace, query: "Query", sources_path: Path) -> None:
    """Name on stderr what was asked for and no document can have: most likely it is misspelt."""
    from monitor.model.document import DocumentKind
    from monitor.source.load import load

    try:
        watchlist = load(sources_path)
    except SourceError:
        return
    known = {
        "source": [source.id for source in watchlist.sources],
        "topic": [topic.id for topic in watchlist.topics],
        "kind": [kind.value for kind in DocumentKind],
    }
    told = [(each.field, each.value) for each in _fields(query)]
    told += [(name, value) for name in ("source", "topic") for value in getattr(asked, name)]
    for field, value in dict.fromkeys(told):
        if field in known and value.casefold() not in known[field]:
            near = difflib.get_close_matches(value.casefold(), known[field], 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            print(f"monitor: there is no {field} {plain(value)}{hint}", file=sys.stderr)


def _fields(query: "Query") -> "Iterator[FieldIs]":
    """Yield every field that *query* asks for."""
    from monitor.query.tree import And, FieldIs, Not, Or

    match query:
        case FieldIs():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from _fields(part)
        case Not(node):
            yield from _fields(node)


def _line(document: "Document") -> str:
    day = document.published.at.date().isoformat() if document.published else "undated"
    title = colour(plain(document.title), "1")
    return (
        f"{document.id}  {day:10}  {title}\n    {plain(document.publisher)}  {plain(document.url)}"
    )


def _marked(text: str, marks: "tuple[tuple[int, int], ...]") -> str:
    out, last = [], 0
    for start, end in marks:
        out += [_inside(text[last:start]), colour(_inside(text[start:end]), "1;33")]
        last = end
    return "".join([*out, _inside(text[last:])]).strip()


def _inside(text: str) -> str:
    """Return *text* safe for a terminal, the blanks at its ends kept."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{plain(text)}{tail}"


def run_show(asked: argparse.Namespace) -> int:
    """monitor show: everything about one document."""
    from monitor import settings, wiring

    setting = settings.load(asked.home, os.environ)
    with wiring.reading(setting) as archive:
        allowed = _allowed(setting.sources_path)
        document = allowed(archive.document(resolved(archive, asked.id)))
        names = [name for name in ("recommendations", "figures") if getattr(asked, name)]
        told = points(document, None if names or asked.json else FEW)
        facts = _facts(archive, document)
        facts["gained"] = _gained(archive, facts["story"], allowed)
        facts |= remarks_of(archive, document.id)
        if asked.json:
            print(json.dumps({**facts, **told}, ensure_ascii=False, indent=2))
            return 0
        if names:
            print(shown(told, names))
            return 0
        text = facts.pop("text")
        near = facts["nearest"]
        facts["nearest"] = near["told"] if near else ""
        print(colour(plain(document.title), "1"))
        for name, value in facts.items():
            if value not in ("", None, [], {}, 0):
                print(f"{name:14} {plain(_shown(value))}")
        listed = [name for name, found in told.items() if found]
        if listed:
            print(f"\n{shown(told, listed)}")
        print()
        print(_wrapped(text))
    return 0


def remarks_of(archive: "Archive", document_id: str) -> dict[str, Any]:
    """Return the tags and notes that researchers put on a document."""
    from monitor.archive import remarks

    return {
        "tags": [f"{each.tag} ({each.who})" for each in remarks.taggings(archive, document_id)],
        "notes": [
            f"{each.who} on {each.at:%Y-%m-%d}: {each.text}"
            for each in remarks.notes(archive, document_id)
            if each.removed_at is None
        ],
    }


def _gained(
    archive: "Archive", story_id: str, allowed: "Callable[[Document], Document]"
) -> list[dict[str, str]]:
    """Return what the documents of a story added to it; words only where they may be quoted."""
    from datetime import UTC, datetime

    from monitor.model.story import GainKind
    from monitor.story.gain import gains

    told = archive.members(story_id, datetime.max.replace(tzinfo=UTC))
    quotable = {each.document.id for each in told if allowed(each.document).quotable}
    return [
        {
            "at": gain.at.date().isoformat(),
            "document": gain.document_id,
            "new": gain.kind.value,
            "what": gain.what,
        }
        for gain in gains((each.document, each.placement) for each in told if each.ours_at)
        if gain.kind is GainKind.PUBLISHER or gain.document_id in quotable
    ]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{k} {_shown(v)}" for k, v in value.items() if v not in ("", None))
    return str(value)


def _wrapped(text: str) -> str:
    import textwrap

    return "\n\n".join(
        textwrap.fill(plain(block), wide(), break_long_words=False, break_on_hyphens=False)
        for block in text.split("\n\n")
    )


def resolved(archive: "Archive", prefix: str) -> str:
    """Return the one id that begins with *prefix*.

    Raises:
        SettingsError: None does, or several do.
    """
    found = archive.find(prefix) if prefix.isascii() else ()
    if not found:
        raise SettingsError(f"document {prefix}: not in the archive; monitor search finds ids")
    if len(found) > 1:
        raise SettingsError(
            f"document {prefix}: {len(found)} begin so ({', '.join(found[:4])} …); give more of it"
        )
    return found[0]


def _match(match: "Match") -> dict[str, Any]:
    return {
        "term": match.term,
        "in": match.field.value,
        "start": match.start,
        "end": match.end,
    }


def _nearest(nearest: "Nearest | None") -> dict[str, Any] | None:
    """Return the tier that a document came nearest to, and what lies between."""
    if nearest is None:
        return None
    return {
        "tier": nearest.tier.value,
        "told": nearest.told,
        "held": [_match(m) for m in nearest.held],
        "wanting": list(nearest.wanting),
        "against": [_match(m) for m in nearest.against],
    }


def _facts(archive: "Archive", document: "Document") -> dict[str, Any]:
    from monitor.text.rights import showable

    """Return what is known of *document*; its text only where its rights allow to show it."""
    from monitor.story.families import agency

    verdict, placement = archive.verdict(document.id), archive.placement(document.id)
    published = document.published
    return {
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "source": document.source_id,
        "kind": document.kind.value,
        "url": document.url,
        "authors": list(document.authors),
        "agency_text": agency(document.text, document.authors),
        "published": published.at.isoformat() if published else None,
        "published_from": published.provenance.value if published else None,
        "first_seen": document.first_seen_at.isoformat(),
        "language": document.language,
        "tier": verdict.tier.value,
        "why": verdict.reason,
        "topics": list(verdict.topics),
        "matches": [_match(m) for m in verdict.matches],
        "against": [_match(m) for m in verdict.against],
        "nearest": _nearest(verdict.nearest),
        "story": placement.story_id,
        "role": placement.role.value,
        "origin": document.origin.value,
        "quality": document.quality.value,
        "pages": len(document.pages),
        "rights": document.rights,
        "content": document.content.value,
        "evidence": document.evidence,
        "text_sha256": document.text_sha256,
        "revisions": [
            {"number": r.number, "read_at": r.read_at.isoformat(), "sha256": r.sha256}
            for r in archive.revisions(document.id)
        ],
        "decisions": [each.sentence for each in archive.decisions(document.id)],
        "left_out": document.left_out,
        "note": document.note,
        "text": showable(document),
    }
