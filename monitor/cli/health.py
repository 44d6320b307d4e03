"""monitor status, sources and doctor."""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from monitor.cli.command import Commands, add
from monitor.cli.terminal import plain, table
from monitor.errors import SourceError

if TYPE_CHECKING:
    from monitor.archive.rows import StoredIssue, Waiting
    from monitor.archive.store import Archive
    from monitor.model.health import SourceState
    from monitor.model.source import Source
    from monitor.model.watchlist import Watchlist
    from monitor.settings import Settings


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    status = add(
        commands,
        "status",
        run_status,
        "show how the sources are doing and what the archive holds",
        """\
monitor status
monitor status --json""",
    )
    status.add_argument("--json", action="store_true", help="one JSON object")
    sources = add(
        commands,
        "sources",
        run_sources,
        "list the sources, or check sources.yaml",
        """\
monitor sources list
monitor sources check                     what is wrong in sources.yaml, with line numbers
monitor sources check --json""",
    )
    sources.add_argument("what", choices=("list", "check"), nargs="?", default="list")
    sources.add_argument("--json", action="store_true", help="one JSON object")
    doctor = add(
        commands,
        "doctor",
        run_doctor,
        "examine the project folder; mend what can be mended",
        """\
monitor doctor                            exit 0: sound; 1: a finding
monitor doctor --reindex                  build the search index anew from the archive""",
    )
    doctor.add_argument("--reindex", action="store_true", help="build the search index anew")


def run_status(asked: argparse.Namespace) -> int:
    """monitor status: failing sources first."""
    from monitor import settings, wiring
    from monitor.archive.states import happened
    from monitor.source.load import load

    setting = settings.load(asked.home, os.environ)
    watchlist = load(setting.sources_path)
    now = wiring.now_of(setting)()
    states: Mapping[str, SourceState] = {}
    counts: Mapping[str, int] = {}
    issues: Sequence[StoredIssue] = ()
    queued: Sequence[Waiting] = ()
    week: Mapping[str, int] = {}
    if setting.database_path.exists():
        with wiring.reading(setting) as archive:
            states, counts = archive.states(), archive.counts()
            issues, queued = archive.issues(), archive.waiting()
            week = happened(archive, now - timedelta(days=7), now + timedelta(microseconds=1))
    rows = [_state(s, states.get(s.id), now) for s in watchlist.sources if s.enabled]
    rows.sort(key=lambda row: (row["state"] == "well", row["id"]))
    if asked.json:
        review = {"waiting": len(queued), "since": _oldest(queued)}
        told = {"archive": counts, "review": review, "changes": week, "sources": rows}
        print(json.dumps(told, indent=2))
        return 0
    keys = ("id", "state", "last_success", "last_new", "next_poll", "fact")
    heads = ("SOURCE", "STATE", "ANSWERED", "LAST NEW", "NEXT POLL", "FACT")
    print(table(heads, [[row[key] or "-" for key in keys] for row in rows]))
    print()
    print(
        ", ".join(f"{number} {name}" for name, number in counts.items())
        or "there is no archive yet; monitor poll makes one"
    )
    if issues:
        newest = issues[-1]
        print(f"newest issue: {newest.edition_id} {newest.week}, revision {newest.revision}")
    if queued:
        print(f"{len(queued)} to review since {_oldest(queued)}: monitor review lists them")
    if week:
        print(f"last 7 days: {_changes(week)}; monitor search and monitor revisions tell more")
    if late := _late(watchlist, states, now):
        print(late)
    return 0


def _changes(week: "Mapping[str, int]") -> str:
    """Return such as ``3 documents changed (2 number, 1 wording), 1 vanished``."""
    from monitor.model.revision import ChangeKind
    from monitor.text.counted import counted

    apart = (ChangeKind.REMOVAL, ChangeKind.RETURN)
    edits = {k.value: week[k.value] for k in ChangeKind if k not in apart and k.value in week}
    edits |= {"of unknown kind": week["untold"]} if "untold" in week else {}
    parts = []
    if edits:
        listed = ", ".join(f"{number} {name}" for name, number in edits.items())
        parts.append(f"{counted(sum(edits.values()), 'document')} changed ({listed})")
    named = (("removal", "vanished"), ("return", "came back"), ("suspected", "to be confirmed"))
    parts += [f"{week[name]} {what}" for name, what in named if name in week]
    return ", ".join(parts)


def _oldest(queued: "Sequence[Waiting]") -> str:
    return _when(min((each.first_seen_at for each in queued), default=None))


def _late(watchlist: "Watchlist", states: "Mapping[str, SourceState]", now: datetime) -> str:
    """Return that nobody asks the sources any more; empty where somebody does."""
    from monitor.source.health import overdue
    from monitor.text.counted import counted

    turns = overdue(watchlist.sources, states, now)
    if not turns:
        return ""
    return (
        f"{counted(len(turns), 'source')} should have been asked, one at {_when(min(turns))}; "
        "monitor poll asks now, monitor run at their times"
    )


def _state(source: "Source", state: "SourceState | None", now: datetime) -> dict[str, Any]:
    from monitor.model.health import Condition
    from monitor.source.health import condition, silence

    how = condition(source, state, now)
    fact = plain(state.last_fact) if state else ""
    if state and how is Condition.SILENT and not fact:
        fact = silence(state, now)
    return {
        "id": source.id,
        "name": source.name,
        "state": how.value,
        "failures": state.failures if state else 0,
        "last_success": _when(state.last_success_at if state else None),
        "last_new": _when(state.last_new_at if state else None),
        "next_poll": _when(state.next_poll_at if state and not state.muted_at else None),
        "fact": fact,
    }


def _when(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%MZ") if at else ""


def run_sources(asked: argparse.Namespace) -> int:
    """monitor sources: check ends with 2 where an entry cannot be used."""
    from monitor import settings
    from monitor.source.load import load

    setting = settings.load(asked.home, os.environ)
    watchlist = load(setting.sources_path)
    if asked.what == "check":
        return _check(watchlist, as_json=asked.json)
    rows = [
        {
            "id": s.id,
            "enabled": s.enabled,
            "kind": s.kind.value,
            "content": s.content.value,
            "filter": s.filter.value,
            "cadence": s.cadence.value,
            "publisher": s.publisher,
            "url": s.url,
            "rights": s.rights,
            "verified_on": s.verified_on.isoformat() if s.verified_on else "",
            "confidence": s.confidence,
            "note": s.note,
        }
        for s in watchlist.sources
    ]
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    keys = ("id", "kind", "content", "cadence", "publisher", "url")
    shown = [[*(r[k] for k in keys[:1]), "on" if r["enabled"] else "off", *(r[k] for k in keys[1:])]
             for r in rows]  # fmt: skip
    print(table(("SOURCE", "ASKED", "KIND", "CONTENT", "CADENCE", "PUBLISHER", "ADDRESS"), shown))
    return 0


def _check(watchlist: "Watchlist", *, as_json: bool) -> int:
    from monitor.text.counted import counted

    problems = [{"line": p.line, "entry": p.entry, "reason": p.reason} for p in watchlist.problems]
    notes = [
        {"source": s.id, "rights": s.rights, "note": s.note}
        for s in watchlist.sources
        if s.enabled and (s.rights or s.note)
    ]
    if as_json:
        print(json.dumps({"problems": problems, "rights": notes}, ensure_ascii=False, indent=2))
    else:
        for p in problems:
            print(f"sources.yaml:{p['line'] or '?'}: {p['entry']}: {plain(str(p['reason']))}")
        for note in notes:
            print(
                f"{note['source']}: {plain(note['rights'])}"
                + (f" ({plain(note['note'])})" if note["note"] else "")
            )
        enabled = sum(s.enabled for s in watchlist.sources)
        print(
            f"{counted(len(watchlist.sources), 'source')}, {enabled} enabled, "
            f"{counted(len(watchlist.topics), 'topic')}, "
            f"{counted(len(watchlist.editions), 'edition')}, "
            f"{counted(len(problems), 'problem')}"
        )
    return 2 if problems else 0


def run_doctor(asked: argparse.Namespace) -> int:
    """monitor doctor: 0 sound, 1 a finding, 2 where sources.yaml cannot be used."""
    from monitor import settings, wiring
    from monitor.archive.index import rebuild
    from monitor.errors import BusyError

    setting = settings.load(asked.home, os.environ)
    usable = _sources_examined(setting)
    try:
        with wiring.owning(setting, "doctor") as archive:
            if asked.reindex:
                print(f"index         built anew, {rebuild(archive)} documents")
            return max(usable, _examined(archive))
    except BusyError as busy:
        if asked.reindex:
            raise
        print(f"lock          {plain(busy.reason)}; examined as it is")
        with wiring.reading(setting) as archive:
            return max(usable, _examined(archive))


def _sources_examined(setting: "Settings") -> int:
    """Print whether sources.yaml can be used, and return the exit code.

    Raises:
        SourceError: It cannot, and there is no archive either: this is no project folder.
    """
    from monitor.source.load import load
    from monitor.text.counted import counted

    try:
        watchlist = load(setting.sources_path)
    except SourceError as fault:
        if not setting.database_path.exists():
            raise
        print(f"sources.yaml  {plain(str(fault))}")
        return 2
    print(
        f"sources.yaml  {counted(len(watchlist.sources), 'source')}, "
        f"{counted(len(watchlist.problems), 'problem')}"
    )
    return 0


def _examined(archive: "Archive") -> int:
    """Print what is wrong with *archive*, and return the exit code."""
    from monitor.archive.sound import check
    from monitor.text.counted import counted

    findings, counts = check(archive), archive.counts()
    print("archive       " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    for finding in findings:
        print(f"{finding.part:13} {plain(finding.fact)}; {plain(finding.next_step)}")
    print("sound" if not findings else counted(len(findings), "finding"))
    return 1 if findings else 0
