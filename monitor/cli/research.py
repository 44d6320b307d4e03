"""monitor show."""

import argparse
import json
import os
from collections.abc import Callable
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


def register(commands: Commands) -> None:
    """Add the commands of this module."""
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


def run_show(asked: argparse.Namespace) -> int:
    """monitor show: everything about one document."""
    from monitor import settings, wiring

    setting = settings.load(asked.home, os.environ)
    with wiring.reading(setting) as archive:
        allowed = _allowed(setting.sources_path)
        document = allowed(archive.document(resolved(archive, asked.id)))
        names = [name for name in ("recommendations", "figures") if getattr(asked, name)]
        told = points(document, None if names or asked.json else FEW)
        facts = document_facts(archive, document)
        facts["gone"] = _gone(archive, document.id)
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


def _gone(archive: "Archive", document_id: str) -> str:
    """Return since when a document's page is not there any more; empty while it is."""
    from monitor.archive.states import removals

    told = removals(archive, [document_id]).get(document_id, ())
    if not told or told[-1].back_at is not None:
        return ""
    return f"since {told[-1].first_at:%Y-%m-%d}: {told[-1].fact}"


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


def document_facts(archive: "Archive", document: "Document") -> dict[str, Any]:
    """Return what is known of *document*; its text only where its rights allow to show it."""
    from monitor.story.families import agency
    from monitor.text.rights import showable

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
