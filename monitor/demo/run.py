"""monitor demo: five weeks in which the newsroom is polled for real, and its digests."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from monitor import settings, wiring
from monitor.demo.outlets import OUTLETS
from monitor.demo.server import serving
from monitor.digest.week import latest_closed
from monitor.pipeline.issue import make
from monitor.pipeline.poll import poll
from monitor.pipeline.reread import reread
from monitor.settings import Settings
from monitor.source.due import due
from monitor.wiring import Surroundings

_BEGIN = datetime(2026, 10, 12, 6, tzinfo=UTC)
"""A Monday; the first item of the five weeks appears soon after."""
_WEEKS = 5
_POLLS = tuple(timedelta(days=day, hours=6) for day in (0, 1, 3, 4, 6))
"""When in a week the newsroom is asked, from Monday 06:00: often enough that nothing is missed."""


class _Hands:
    """A clock whose hands are moved by the demo."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def run(folder: Path, environ: Mapping[str, str], *, say: Callable[[str], None]) -> list[Path]:
    """Run the demo in *folder*; return the pages of the issues, oldest first.

    Raises:
        SettingsError: *folder* or the environment cannot be used.
    """
    (folder / "digests").mkdir(exist_ok=True)
    shipped = files("monitor.demo") / "newsroom" / "sources.yaml"
    (folder / "sources.yaml").write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "settings.yaml").write_text(
        "contact: the demo of news-report-monitor\nallow_networks: [127.0.0.0/8]\npace: 0\n",
        encoding="utf-8",
    )
    setting = settings.load(folder, {k: v for k, v in environ.items() if k != "MONITOR_NOW"})
    hands = _Hands(_BEGIN)
    with serving(hands) as port:
        routes = {outlet.host: ("127.0.0.1", port) for outlet in OUTLETS}
        return asyncio.run(_weeks(setting, hands, Surroundings(clock=hands, routes=routes), say))


async def _weeks(
    setting: Settings, hands: _Hands, surroundings: Surroundings, say: Callable[[str], None]
) -> list[Path]:
    made: list[Path] = []
    with wiring.writing(setting, "demo", surroundings) as project:
        async with wiring.at_work(project, surroundings) as tools:
            for number in range(_WEEKS):
                monday = _BEGIN + timedelta(weeks=number)
                kept = 0
                for after in _POLLS:
                    hands.at = monday + after
                    sources = due(project.watchlist.sources, project.archive.states(), hands.at)
                    report = await poll(tools, sources)
                    await reread(tools)
                    kept += sum(outcome.value == "kept" for _, outcome in report.outcomes)
                hands.at = monday + timedelta(weeks=1, hours=2)
                for edition in project.watchlist.editions:
                    issue = make(
                        project.archive,
                        project.watchlist,
                        edition,
                        latest_closed(edition, hands.at),
                        hands.at,
                        setting.digests_path,
                    )
                    say(f"{kept:3} documents kept; {issue.sentence}")
                    made += [
                        path for path in issue.paths if path.name.endswith(f"{issue.week}.html")
                    ]
    return made
