"""monitor search and similar."""

import argparse
import json
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from monitor.cli.command import Commands, add
from monitor.cli.opened import opened
from monitor.cli.research import count, document_facts, resolved
from monitor.cli.searched import add_filters, command_of, search_of
from monitor.cli.terminal import colour, plain, program, wide
from monitor.errors import SettingsError

if TYPE_CHECKING:
    from monitor.library.library import Library
    from monitor.model.search import Facet, Hit, Result, Search, Timeline

_BARS = 40


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
monitor search 'traffick*' --topic statistics --facets --over month
monitor search slavery --as-of 2026-11-24 --newest    as it was known at the end of that day
monitor search --tag car-wash                         what researchers tagged so
monitor search --kind report --all --json             everything, however much it is""",
    )
    search.add_argument(
        "query",
        metavar="QUERY",
        nargs="?",
        default="",
        help="in quotes; see docs/query.md (one that begins with -: after --); none: everything",
    )
    add_filters(search)
    search.add_argument("--newest", action="store_true", help="newest first, not best first")
    search.add_argument("--limit", type=count, default=20, metavar="N", help="default: 20")
    search.add_argument(
        "--cursor", metavar="TEXT", help="the next page, as the one before named it"
    )
    search.add_argument("--all", action="store_true", help="every document, not a page of them")
    search.add_argument("--facets", action="store_true", help="count by source, topic, month …")
    search.add_argument("--over", metavar="PERIOD", help="count by day, week, month or year")
    search.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help="tagged so; again for or"
    )
    search.add_argument("--json", action="store_true", help="one JSON object")
    similar = add(
        commands,
        "similar",
        run_similar,
        "find documents that say the like of one",
        "monitor similar 4k7qz2m5w3xa --limit 5",
    )
    similar.add_argument("id", metavar="ID", help="the beginning is enough")
    similar.add_argument("--limit", type=count, default=10, metavar="N", help="default: 10")
    similar.add_argument("--json", action="store_true", help="one JSON object")


def run_search(asked: argparse.Namespace) -> int:
    """monitor search: 0 whether or not anything was found."""
    search = search_of(asked, order="newest" if asked.newest else "best")
    if asked.tag:
        return _run_tagged(asked, search)
    called = _called(asked)
    with _library(asked) as library:
        found = library.search(
            search,
            limit=0 if asked.all else asked.limit,
            cursor=asked.cursor,
            facets=asked.facets,
            period=asked.over,
        )
        for line in found.unknown:
            print(f"monitor: {plain(line)}", file=sys.stderr)
        for query in found.suggestions:
            print(f"did you mean: {called} {command_of(_with(found, query))}", file=sys.stderr)
        hits = library.every(found.search) if asked.all else iter(found.hits)
        if asked.json:
            _print_json(library, found, hits)
            return 0
        shown = _print_hits(hits)
    _print_counts(found)
    about = "about " if found.rough else ""
    print(f"{about}{found.total} found" + (f", {shown} shown" if shown < found.total else ""))
    if found.cursor and not asked.all:
        page = (*(("--limit", str(asked.limit)) if asked.limit != 20 else ()),
                "--cursor", found.cursor)  # fmt: skip
        print(f"next page: {called} {command_of(search, *page)}")
    print(f"the same again: {called} {command_of(found.search)}")
    return 0


def _run_tagged(asked: argparse.Namespace, search: "Search") -> int:
    from monitor.library.tagged import tagged

    for option, value in (("cursor", asked.cursor), ("facets", asked.facets), ("over", asked.over)):
        if value:
            raise SettingsError(f"--tag: cannot be asked together with --{option}; leave one out")
    with _library(asked) as library:
        found = tagged(library, search, asked.tag)
        hits = found if asked.all else found[: asked.limit]
        if asked.json:
            told = {"total": len(found), "documents": [_facts(library, hit) for hit in hits]}
            print(json.dumps(told, ensure_ascii=False, indent=2))
            return 0
        shown = _print_hits(iter(hits))
    print(f"{len(found)} found" + (f", {shown} shown" if shown < len(found) else ""))
    return 0


def _called(asked: argparse.Namespace) -> str:
    """Return how to ask for more from the same place."""
    elsewhere = str(asked.home) not in (".", os.environ.get("MONITOR_HOME"))
    return f"{program()}{f' -C {shlex.quote(str(asked.home))}' if elsewhere else ''} search"


def run_similar(asked: argparse.Namespace) -> int:
    """monitor similar: 0 whether or not there are any."""
    with _library(asked) as library:
        found = library.similar(resolved(library.archive, asked.id), asked.limit)
        if asked.json:
            rows = [_facts(library, hit) for hit in found]
            print(json.dumps({"documents": rows}, ensure_ascii=False, indent=2))
            return 0
        _print_hits(iter(found))
    if not found:
        print("nothing in the archive says the like of it")
    return 0


@contextmanager
def _library(asked: argparse.Namespace) -> "Iterator[Library]":
    from monitor import settings

    with opened(settings.load(asked.home, os.environ)) as library:
        yield library


def _with(found: "Result", query: str) -> Any:
    from dataclasses import replace

    return replace(found.search, query=query, as_of=None)


def _print_json(library: "Library", found: "Result", hits: "Iterator[Hit]") -> None:
    """Print one object; documents as they come, so that any number fits into memory."""
    from monitor.library.permalink import link

    told: dict[str, Any] = {
        "total": found.total,
        "rough": found.rough,
        "as_of": found.search.as_of.isoformat() if found.search.as_of else None,
        "permalink": f"/search?{link(found.search)}",
        "cursor": found.cursor,
        "suggestions": list(found.suggestions),
        "unknown": list(found.unknown),
    }
    if found.facets:
        told["facets"] = {each.field: _facet(each) for each in found.facets}
    if found.timeline:
        told["timeline"] = _timeline(found.timeline)
    print(json.dumps(told, ensure_ascii=False, indent=2)[:-2] + ',\n  "documents": [', end="")
    between = "\n"
    for hit in hits:
        row = json.dumps(_facts(library, hit), ensure_ascii=False, indent=2)
        print(between + "\n".join(f"    {line}" for line in row.splitlines()), end="")
        between = ",\n"
    print("\n  ]\n}")


def _facet(facet: "Facet") -> dict[str, Any]:
    values = [{"value": c.value, "label": c.label, "count": c.count} for c in facet.counts]
    return {"values": values, "more": facet.more}


def _timeline(timeline: "Timeline") -> dict[str, Any]:
    buckets = [
        {"from": b.starts_on.isoformat(), "count": b.count if b.polled or b.count else None,
         "gaps": list(b.gaps)}
        for b in timeline.buckets
    ]  # fmt: skip
    return {"period": timeline.period, "buckets": buckets}


def _facts(library: "Library", hit: "Hit") -> dict[str, Any]:
    facts = document_facts(library.archive, hit.document)
    snippet = hit.snippet
    return facts | {
        "tier": hit.tier.value,
        "topics": list(hit.topics),
        "story": hit.story_id,
        "revision": hit.revision,
        "score": hit.score,
        "snippet": {"text": snippet.text, "marks": snippet.marks} if snippet else None,
    }


def _print_hits(hits: "Iterator[Hit]") -> int:
    shown = 0
    for hit in hits:
        shown += 1
        document = hit.document
        day = document.published.at.date().isoformat() if document.published else "undated"
        print(f"{document.id}  {day:10}  {colour(plain(document.title), '1')}")
        print(f"    {plain(document.publisher)}  {plain(document.url)}")
        if hit.snippet:
            print(f"    {_marked(hit.snippet.text, hit.snippet.marks)}")
    return shown


def _print_counts(found: "Result") -> None:
    for facet in found.facets:
        told = [f"{plain(_name(c.value, c.label))} {c.count}" for c in facet.counts]
        told += [f"… {facet.more} more"] if facet.more else []
        print(colour(facet.field, "1"))
        print(_filled("; ".join(told) or "none"))
    if found.timeline and found.timeline.buckets:
        print(colour(f"by {found.timeline.period}", "1"))
        most = max(bucket.count for bucket in found.timeline.buckets) or 1
        for bucket in found.timeline.buckets:
            bar = "█" * round(_BARS * bucket.count / most)
            gaps = f"  missing: {', '.join(map(plain, bucket.gaps))}" if bucket.gaps else ""
            count_ = str(bucket.count) if bucket.polled or bucket.count else "not asked"
            print(f"  {bucket.starts_on}  {count_:>9}  {bar}{gaps}".rstrip())


def _name(value: str, label: str) -> str:
    return value if value == label else f"{value} ({label})"


def _filled(text: str) -> str:
    import textwrap

    return textwrap.fill(text, wide(), initial_indent="  ", subsequent_indent="  ")


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
