"""monitor poll, digest and run."""

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from monitor.cli.command import Commands, add
from monitor.cli.terminal import plain, table
from monitor.cli.web import say_where, where
from monitor.errors import SettingsError

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.model.health import SourceState
    from monitor.model.source import Source
    from monitor.model.watchlist import Edition, Watchlist
    from monitor.pipeline.poll import PollReport


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    poll = add(
        commands,
        "poll",
        run_poll,
        "ask the sources that are due, read what is new, look again at what was read lately",
        """\
monitor poll
monitor poll --all                        also those that are not due yet
monitor poll --no-reread                  look at no document again
monitor poll --source bbc-uk --source un-news
MONITOR_NOW=2026-11-20T08:00Z monitor poll   as if it were that moment""",
    )
    poll.add_argument(
        "--source", metavar="ID", action="append", default=[], help="only this one, due or not"
    )
    poll.add_argument("--all", action="store_true", help="all enabled sources, due or not")
    poll.add_argument("--no-reread", action="store_true", help="look at no document again")
    digest = add(
        commands,
        "digest",
        run_digest,
        "write the issue of a week into digests/",
        """\
monitor digest                            the present week, as far as it has come
monitor digest --week 2026-W47
monitor digest --edition weekly --draft   to look at it; nothing is recorded""",
    )
    digest.add_argument("--week", metavar="YYYY-Www", help="the week (default: the present one)")
    digest.add_argument("--edition", metavar="ID", help="only this edition (default: all)")
    digest.add_argument(
        "--draft", action="store_true", help="write *.draft.* files and record no issue"
    )
    run = add(
        commands,
        "run",
        run_run,
        "stay: poll what is due, re-read, and make each week's issue at its time",
        """\
monitor -C watch run                      stop it with Ctrl-C or SIGTERM
monitor -C watch run --web                serve the pages, too, at http://127.0.0.1:8000/
MONITOR_LOG_LEVEL=INFO monitor run        say what happens""",
    )
    run.add_argument("--web", action="store_true", help="serve what monitor web serves, too")
    where(run)


def run_poll(asked: argparse.Namespace) -> int:
    """monitor poll: 0 also where single sources failed; they are listed."""
    import asyncio

    from monitor import settings, wiring
    from monitor.cli.progress import shown
    from monitor.log import to_stderr
    from monitor.pipeline.attest import attest
    from monitor.pipeline.poll import ItemsSetAside, poll
    from monitor.pipeline.reread import reread

    setting = settings.load(asked.home, os.environ)
    to_stderr(setting.log_level)
    with wiring.writing(setting, "poll") as project:
        warn(project.watchlist)
        now = project.clock()
        chosen = _chosen(asked, project.watchlist, project.archive.states(), now)
        # Entries that wait for another try have their turn although their source has not.
        among = chosen if asked.source else project.watchlist.sources

        async def work() -> None:
            async with wiring.at_work(project) as tools:
                with shown(sys.stderr) as progress:
                    try:
                        report = await poll(tools, chosen, progress, among=among)
                    except ItemsSetAside as bugs:
                        print(_report(bugs.report))
                        raise
                    print(_report(report))
                    if not asked.no_reread and not asked.source:
                        again = await reread(tools, progress)
                        if again.looked:
                            print(again.sentence)
                if (hooks := wiring.hooks(setting)) is not None:
                    await attest(project.archive, tools.fetcher, hooks, tools.clock)

        asyncio.run(work())
    return 0


def _chosen(
    asked: argparse.Namespace,
    watchlist: "Watchlist",
    states: "Mapping[str, SourceState]",
    now: "datetime",
) -> "tuple[Source, ...]":
    """Return the sources to ask.

    Raises:
        SettingsError: A source was named that sources.yaml does not have.
    """
    from monitor.source.due import due

    if asked.source:
        by_id = {source.id: source for source in watchlist.sources}
        for name in asked.source:
            if name not in by_id:
                raise SettingsError(
                    f"source {name}: not in sources.yaml; monitor sources list shows them all"
                )
        return tuple(by_id[name] for name in dict.fromkeys(asked.source))
    return due(watchlist.sources, {} if asked.all else states, now)


def warn(watchlist: "Watchlist") -> None:
    """Name the entries of sources.yaml that are left out, on stderr."""
    for problem in watchlist.problems:
        place = f"sources.yaml:{problem.line}" if problem.line else "sources.yaml"
        print(f"monitor: {place}: {problem.entry}: {plain(problem.reason)}", file=sys.stderr)


def _report(report: "PollReport") -> str:
    """Return the table that ends a poll: what each source said, and what became of its entries."""
    from monitor.text.counted import counted

    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for source_id, outcome in report.outcomes:
        ends[source_id][outcome.value] += 1
    asked = [(p.source_id, p.result.value, p.leads, p.new, p.fact) for p in report.polls]
    rest = set(ends) - {poll.source_id for poll in report.polls}
    rows = [
        (source, result, leads, new, _counted(ends[source]), fact)
        for source, result, leads, new, fact in (
            *asked,
            *((source, "not due", "-", "-", "tried again") for source in sorted(rest)),
        )
    ]
    if not rows:
        return "no source is due; monitor poll --all asks them all, monitor status says when"
    total = Counter(outcome.value for _, outcome in report.outcomes)
    failed = sum(poll.result.failed for poll in report.polls)
    later = f"; {report.postponed} to be tried again" if report.postponed else ""
    lines = [
        table(("SOURCE", "RESULT", "LISTED", "NEW", "BECAME", "FACT"), rows),
        "",
        f"{counted(len(report.polls), 'source')} asked, {failed} failed; "
        f"{_counted(total) or 'nothing new'}{later}",
    ]
    if report.cut_off:
        lines.append("no host could be reached; is this computer connected to the internet?")
    return "\n".join(lines)


def _counted(ends: "Counter[str]") -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(ends.items()))


def run_digest(asked: argparse.Namespace) -> int:
    """monitor digest: write the issue, say where it lies."""
    from monitor import settings, wiring
    from monitor.digest.week import current, week
    from monitor.log import to_stderr
    from monitor.pipeline.issue import make

    setting = settings.load(asked.home, os.environ)
    to_stderr(setting.log_level)
    with wiring.writing(setting, "digest") as project:
        warn(project.watchlist)
        now = project.clock()
        for edition in _editions(asked, project.watchlist):
            which = week(edition, asked.week) if asked.week else current(edition, now)
            made = make(
                project.archive,
                project.watchlist,
                edition,
                which,
                now,
                setting.digests_path,
                draft=asked.draft,
            )
            print(made.sentence)
            for path in made.paths:
                print(path)
    return 0


def _editions(asked: argparse.Namespace, watchlist: "Watchlist") -> "tuple[Edition, ...]":
    """Return the editions to make.

    Raises:
        SettingsError: sources.yaml does not have the one that was named, or none to be used.
    """
    if not watchlist.editions:
        reason = "no edition can be used; monitor sources check says why"
        raise SettingsError(f"sources.yaml: {reason}")
    chosen = tuple(e for e in watchlist.editions if asked.edition in (None, e.id))
    if not chosen:
        known = ", ".join(edition.id for edition in watchlist.editions)
        raise SettingsError(f"edition {asked.edition}: not in sources.yaml, which has {known}")
    return chosen


def run_run(asked: argparse.Namespace) -> int:
    """monitor run: stay until SIGTERM or Ctrl-C."""
    from monitor import settings
    from monitor.log import to_stderr
    from monitor.service import stay
    from monitor.source.load import load
    from monitor.text.counted import counted

    setting = settings.load(asked.home, os.environ)
    to_stderr(setting.log_level)
    watchlist = load(setting.sources_path)
    warn(watchlist)
    enabled = counted(sum(source.enabled for source in watchlist.sources), "source")
    print(
        f"watching {enabled} in {setting.home.resolve()}; Ctrl-C or SIGTERM ends it, "
        "MONITOR_LOG_LEVEL=INFO tells more",
        file=sys.stderr,
    )
    if not asked.web:
        return stay(setting)
    from monitor.web.serve import beside

    with beside(setting, asked.host, asked.port, say=partial(say_where, setting.home)):
        return stay(setting)
