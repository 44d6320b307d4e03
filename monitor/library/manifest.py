"""The manifest of an export: all that somebody needs to judge it, and to make it again."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import monitor
from monitor.archive import versions
from monitor.export.cite import SOFTWARE, moment
from monitor.library import permalink
from monitor.library.export import Export
from monitor.library.gaps import Asked, asked_sources
from monitor.library.library import Library
from monitor.library.tally import Span
from monitor.model.search import Search
from monitor.model.source import Source

VERSION = 1
"""Of the form of a manifest; a field that changes its meaning raises it."""
_MACRO = re.compile(r"\$(\w+)")


def manifest(exports: Sequence[tuple[str, Export]], now: datetime) -> bytes:
    """Return the manifest of files with their names, all of one search and written already.

    Raises:
        ArchiveError: The archive cannot be read.
    """
    _, export = exports[0]
    tally = export.tally
    told = {
        "manifest": VERSION,
        "made": moment(now),
        "software": {"name": SOFTWARE, "version": monitor.__version__},
        "search": _search(export),
        "rules_sha256": export.library.watchlist.sha256 if export.library.watchlist else "",
        "first_seen": {
            "since": export.search.since.isoformat() if export.search.since else None,
            "until": export.search.until.isoformat() if export.search.until else None,
            **_span(tally.first_seen),
        },
        "published": {**_span(tally.published), "undated": tally.undated},
        "counts": {
            "found": tally.found,
            **{f"{role.value}s": count for role, count in tally.roles.items()},
            "without_copies": tally.texts,
            "written": tally.records,
        },
        "withheld": {
            "records": sum(tally.withheld.values()),
            **{content.value: count for content, count in tally.withheld.items() if count},
        },
        "files": [_file(name, each) for name, each in exports],
        "sources": _sources(export.library, export.search, export.heard_until),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _search(export: Export) -> dict[str, Any]:
    asked = export.search
    macros = export.library.macros
    return {
        "query": asked.query,
        "macros": {name: macros[name] for name in _MACRO.findall(asked.query) if name in macros},
        "filters": {
            name: list(getattr(asked, field))
            for name, field in permalink.LISTS.items()
            if getattr(asked, field)
        },
        "as_of": _exact(asked.as_of),
        "order": asked.order.value,
        "without_copies": export.wanted.unique,
        "permalink": f"{export.wanted.base}search?{permalink.link(asked)}",
    }


def _file(name: str, export: Export) -> dict[str, Any]:
    return {
        "name": name,
        "format": export.wanted.form.value,
        "media_type": export.media_type,
        "records": export.tally.records,
        "bytes": export.tally.bytes,
        "sha256": export.tally.sha256,
    }


def _sources(library: Library, asked: Search, ends_at: datetime) -> dict[str, Any]:
    first = library.archive.first_poll()
    if asked.until:
        ends_at = min(ends_at, datetime.combine(asked.until, time(), UTC) + timedelta(days=1))
    if first is None or first >= ends_at:
        return {"from": None, "to": None, "asked": []}
    starts_at = first
    if asked.since:
        starts_at = max(first, datetime.combine(asked.since, time(), UTC))
    watched = {each.id: each for each in _narrowed(library, asked)}
    states = library.archive.states()
    before = [each for each, state in states.items() if state.first_polled_at < starts_at]
    heard = (
        answer
        for answer in versions.answers(library.archive, starts_at, ends_at)
        if _wanted(answer.source_id, asked, watched)
    )
    found = asked_sources(
        heard,
        {each.id: each.cadence for each in watched.values() if each.enabled},
        [each for each in before if _wanted(each, asked, watched)],
        starts_at,
        ends_at,
    )
    return {
        "from": moment(starts_at),
        "to": moment(ends_at),
        "asked": [_source(each, watched.get(each.source_id)) for each in found.values()],
    }


def _narrowed(library: Library, asked: Search) -> Iterable[Source]:
    """Return the sources of the watchlist that *asked* may have documents of."""
    for source in library.watchlist.sources if library.watchlist else ():
        named = not asked.sources or source.id in asked.sources
        if named and (not asked.publishers or source.publisher in asked.publishers):
            yield source


def _wanted(source_id: str, asked: Search, watched: dict[str, Source]) -> bool:
    """Whether a source counts; one that is watched no more does where no filter leaves it out."""
    if source_id in watched or source_id in asked.sources:
        return True
    return not asked.sources and not asked.publishers


def _source(asked: Asked, source: Source | None) -> dict[str, Any]:
    return {
        "id": asked.source_id,
        "name": source.name if source else "",
        "publisher": source.publisher if source else "",
        "watched_now": bool(source and source.enabled),
        "polls": asked.polls,
        "failed": asked.failed,
        "first": _exact(asked.first_at),
        "last": _exact(asked.last_at),
        "gaps": [
            {
                "from": moment(gap.since),
                "to": moment(gap.until),
                "failed_polls": gap.failed,
                "fact": gap.fact or "not asked",
            }
            for gap in asked.gaps
        ],
    }


def _span(span: Span) -> dict[str, Any]:
    return {"earliest": _exact(span.earliest), "latest": _exact(span.latest)}


def _exact(at: datetime | None) -> str | None:
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z" if at else None
