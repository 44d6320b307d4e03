"""monitor verify, custody and tidy."""

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from monitor.cli.command import Commands, add
from monitor.cli.research import resolved
from monitor.cli.terminal import plain

if TYPE_CHECKING:
    from monitor.archive.store import Archive
    from monitor.model.proof import Verification
    from monitor.settings import Settings


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    verify = add(
        commands,
        "verify",
        run_verify,
        "prove bytes, hashes, readings and quotations of a document, or of all",
        """\
monitor verify                            exit 0: all holds; 1: something does not
monitor verify qxkf27iu3nrz               one document
monitor verify --json | jq .findings""",
    )
    verify.add_argument("id", metavar="ID", nargs="?", help="a document (default: everything)")
    verify.add_argument("--json", action="store_true", help="one JSON object")
    custody = add(
        commands,
        "custody",
        run_custody,
        "tell who did what with a document, when, and with which tool",
        """\
monitor custody qxkf27iu3nrz              from the first word of it to where it was quoted
monitor custody qxkf27iu3nrz --json""",
    )
    custody.add_argument("id", metavar="ID", help="a document, or the beginning of its id")
    custody.add_argument("--json", action="store_true", help="one JSON object")
    tidy = add(
        commands,
        "tidy",
        run_tidy,
        "remove evidence that backs no document, after the time in settings.yaml",
        """\
monitor tidy                              say what may go; nothing is touched
monitor tidy --apply                      remove it; hashes, sizes and times are kept""",
    )
    tidy.add_argument("--apply", action="store_true", help="do it")


def run_verify(asked: argparse.Namespace) -> int:
    """monitor verify: 0 where all holds, 1 where something does not."""
    import asyncio

    from monitor import settings, wiring

    setting = settings.load(asked.home, os.environ)
    with wiring.reading(setting) as archive:
        ids = None if asked.id is None else [resolved(archive, asked.id)]
        told = asyncio.run(_verified(setting, archive, ids))
    if asked.json:
        from monitor.plainly import plain as values

        print(json.dumps({"holds": told.holds, **values(told)}, ensure_ascii=False, indent=2))
    else:
        _print(told)
    return 0 if told.holds else 1


def run_custody(asked: argparse.Namespace) -> int:
    """monitor custody: one line an event, its details below."""
    from monitor import settings, wiring
    from monitor.library.custody import custody

    setting = settings.load(asked.home, os.environ)
    with wiring.reading(setting) as archive:
        told = custody(archive, resolved(archive, asked.id))
    if asked.json:
        from monitor.plainly import plain as values

        events = [{**values(each), "details": dict(each.details)} for each in told.events]
        print(json.dumps({**values(told), "events": events}, ensure_ascii=False, indent=2))
        return 0
    print(f"{told.document_id}  {plain(told.title)}\n{plain(told.url)}\n")
    for each in told.events:
        print(f"{each.at:%Y-%m-%d %H:%M:%SZ}  {each.act.value:8} {plain(each.fact)}")
        tool = (("tool", each.tool),) if each.tool else ()
        for name, value in (*each.details, *tool):
            if value not in each.fact:
                print(f"{'':32}{name}: {plain(value)}")
    return 0


def run_tidy(asked: argparse.Namespace) -> int:
    """monitor tidy: what backs no document goes, file by file."""
    from datetime import timedelta

    from monitor import settings, wiring
    from monitor.archive.retention import removable, remove
    from monitor.text.counted import counted

    setting = settings.load(asked.home, os.environ)
    days = setting.keep_evidence_days
    if not days:
        print("keep_evidence_days is 0: all evidence is kept for good")
        return 0
    now = wiring.now_of(setting)()
    before = now - timedelta(days=days)
    opened = wiring.owning(setting, "tidy") if asked.apply else wiring.reading(setting)
    with opened as archive:
        found = removable(archive, before)
        for each in found:
            if asked.apply:
                remove(archive, each, now)
            print(f"{each.name}  {counted(len(each.cuts), 'record')}, {_megabytes(each.bytes)}")
    records, size = sum(len(each.cuts) for each in found), sum(each.bytes for each in found)
    told = f"{counted(records, 'record')} ({_megabytes(size)}) in {counted(len(found), 'file')}"
    older = f"back no document and are older than {days} days"
    done = "were removed" if asked.apply else "may go: monitor tidy --apply removes them"
    print(f"{told} {older}; they {done}" if found else f"no records {older}; nothing to do")
    return 0


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


async def _verified(
    setting: "Settings", archive: "Archive", ids: list[str] | None
) -> "Verification":
    from monitor.cli.progress import shown
    from monitor.extract.worker import Pool
    from monitor.library.verify import verify

    workers = Pool(setting.workers)
    try:
        with shown(sys.stderr) as progress:
            roots = setting.timestamp_roots
            return await verify(archive, workers, ids, progress, roots=roots)
    finally:
        workers.close()


def _print(told: "Verification") -> None:
    from monitor.text.counted import counted

    for each in told.findings:
        word = each.check.value if each.fails else "note"
        print(f"{word:8} {each.subject}: {plain(each.fact)}; {plain(each.next_step)}")
    facts = [
        counted(told.documents, "document"),
        counted(told.versions, "version")
        + (f" ({told.unread} without a page)" if told.unread else ""),
        counted(told.records, "record"),
        f"{counted(told.sentences, 'quoted sentence')} of {counted(told.issues, 'issue')}",
    ]
    facts += [counted(told.stamps, "time stamp")] if told.stamps else []
    facts += [f"{counted(told.removed, 'record')} removed by retention"] if told.removed else []
    failed = sum(each.fails for each in told.findings)
    print(", ".join(facts) + ": " + ("all holds" if told.holds else f"{failed} did not hold"))
