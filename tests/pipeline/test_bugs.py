"""A bug of ours is loud, and what was done beside it is told all the same."""

from pathlib import Path
from typing import Any

import pytest

from monitor import log
from monitor.cli.app import main
from monitor.extract.worker import Pool
from monitor.model.outcome import Outcome
from monitor.pipeline.poll import ItemsSetAside
from tests.pipeline.conftest import World, villages, watching
from tests.pipeline.test_poll import Saboteur
from tests.site import Site


async def test_what_was_done_beside_a_bug_is_reported(world: World) -> None:
    villages(world.site, ["Aston", "Barton", "Corton"])

    with pytest.raises(ItemsSetAside) as raised:
        await world.poll(watching(world.site), workers=Saboteur("/page/Barton"))

    ends = [outcome for _, outcome in raised.value.report.outcomes]
    assert ends == [Outcome.KEPT, Outcome.SET_ASIDE, Outcome.KEPT]


def test_poll_that_meets_a_bug_shows_its_table_and_ends_with_1(
    site: Site,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    villages(site, ["Aston", "Barton"])
    source = f"{{id: feed, name: F, kind: feed, filter: none, url: '{site.base}/feed'}}"
    (tmp_path / "sources.yaml").write_text(f"sources:\n  - {source}\n", encoding="utf-8")
    (tmp_path / "settings.yaml").write_text("allow_networks: [127.0.0.0/8]\npace: 0\n", "utf-8")

    async def run(self: Pool, function: Any, *args: Any) -> Any:
        return await Saboteur("/page/Barton").run(function, *args)

    monkeypatch.setattr(Pool, "run", run)
    monkeypatch.setattr(log, "to_stderr", lambda level: None)  # other tests listen to the log
    code = main(["-C", str(tmp_path), "poll"])

    shown = capsys.readouterr()
    assert code == 1
    assert "1 kept, 1 set-aside" in shown.out
    assert "a fault in the program (ZeroDivisionError: a bug of ours)" in shown.err
