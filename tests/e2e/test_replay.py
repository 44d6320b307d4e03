"""The whole way on a recorded world: real feeds, pages and PDFs, served on loopback."""

import json
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Replay, Run

pytestmark = pytest.mark.slow

_SETTINGS = "contact: tests\nallow_networks: [127.0.0.0/8]\npace: 0\ndeadline: {}\n"
# Recorded feeds lead to the real web, so only their headlines are taken. A site's pages are all
# read, whatever they are about; the stream's outlets are general news.
_RULES = {
    "site": {"filter": "none"},
    "stream": {"filter": "tiered"},
    "recorded_feed": {"filter": "tiered", "content": "headline"},
    "reports": {"filter": "none", "content": "full"},
}


def project(folder: Path, sources: list[dict[str, str]], deadline: float = 60) -> Path:
    """Write a project folder that watches the replay's *sources*; *deadline* is in seconds."""
    entries = []
    for number, told in enumerate(sources):
        entry = {
            "id": re.sub(r"[^a-z0-9]+", "-", f"{told['name']} {number}".lower()).strip("-"),
            "name": told["name"],
            "publisher": told["name"],
            "kind": told["kind"],
            "url": told["url"],
            "rights": "recorded, for tests",
            **_RULES[told["group"]],
        }
        entries.append(json.dumps(entry))
    folder.mkdir()
    text = "sources:\n" + "".join(f"  - {entry}\n" for entry in entries)
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    (folder / "settings.yaml").write_text(_SETTINGS.format(deadline), encoding="utf-8")
    return folder


def rows(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """Ask the archive's tables directly: the test does not trust the code it tests."""
    with sqlite3.connect(f"file:{folder / 'monitor.db'}?mode=ro", uri=True) as connection:
        return connection.execute(question).fetchall()


def counted(folder: Path, question: str) -> dict[str, int]:
    return {str(key): int(str(number)) for key, number in rows(folder, question)}


def test_recorded_world_from_sources_to_digest(
    monitor: Run,
    replay: Replay,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    folder = project(tmp_path / "world", replay.sources)
    began = time.monotonic()

    monitor("-C", folder, "poll", "--all", MONITOR_NOW="2026-08-16T06:00:00Z")
    seconds = time.monotonic() - began
    asked = counted(folder, "SELECT result, count(*) FROM poll GROUP BY result")
    kinds = counted(folder, "SELECT kind, count(*) FROM document GROUP BY kind")
    ended = counted(folder, "SELECT coalesce(outcome, 'waits'), count(*) FROM lead GROUP BY 1")
    politeness: dict[str, dict[str, int]] = replay.control("politeness")
    last = max(entry["n"] for entry in replay.control("log"))
    monitor("-C", folder, "poll", "--all", MONITOR_NOW="2026-08-16T12:00:00Z")
    again = counted(
        folder, "SELECT result, count(*) FROM poll WHERE at > '2026-08-16 10' GROUP BY result"
    )
    statuses = Counter(
        entry["status"]
        for entry in replay.control(f"log?after={last}")
        if not entry["path"].endswith("robots.txt")
    )
    made = monitor("-C", folder, "digest", MONITOR_NOW="2026-08-16T12:00:00Z")
    remade = monitor("-C", folder, "digest", MONITOR_NOW="2026-08-16T12:00:00Z")

    for name, value in (
        ("sources", f"{len(replay.sources)}, {asked}, in {seconds:.0f} s"),
        ("documents", kinds),
        ("outcomes", ended),
        ("second poll", f"{again}, answers {dict(statuses)}"),
        ("digest", made.stdout.splitlines()[0]),
    ):
        record_property(f"replay, {name}", value)
    assert sum(asked.values()) == len(replay.sources)
    # Of 219 pages and 32 PDFs, some are paywalls, listings or broken on purpose.
    assert kinds["article"] >= 190
    assert kinds["report"] >= 24
    assert ended["kept"] >= 200
    assert "set-aside" not in ended
    assert "set-aside" not in asked
    # One request at a time a host, in spite of a pace of zero.
    assert all(host["max_concurrent"] <= 1 for host in politeness.values())
    # What failed is asked again in full; all that answered well has not changed.
    assert set(again) <= {
        "not-modified",
        "empty",
        "unreadable",
        "refused",
        "missing",
        "unreachable",
    }
    assert again["not-modified"] >= 300
    assert statuses[304] >= 300
    # A page that was too slow for a busy machine is read by the second poll, and no other is.
    then = counted(folder, "SELECT kind, count(*) FROM document GROUP BY kind")
    assert 0 <= sum(then.values()) - sum(kinds.values()) <= ended.get("waits", 0)
    assert (folder / "digests" / "2026-W33.html").is_file()
    assert "unchanged" in remade.stdout
    monitor("-C", folder, "doctor")


def test_misbehaving_hosts_cost_nothing_of_the_others(
    monitor: Run, replay: Replay, tmp_path: Path
) -> None:
    modes = ["500", "410", "503", "429", "slow", "hang", "reset", "truncated_gzip", "gzip_bomb",
             "wrong_type", "html", "redirect_loop", "redirect_metadata", "moved", "invalid_utf8",
             "empty"]  # fmt: skip
    sites = [s for s in replay.sources if s["group"] == "site"][: len(modes) * 2]
    bad = dict(zip(modes, sites[::2], strict=True))
    for mode, source in bad.items():
        path = source["path"].removeprefix(f"/{source['host']}")
        replay.control(f"fault?host={source['host']}&mode={mode}&times=50&path={path}", "POST")
    folder = project(tmp_path / "faults", sites, deadline=5)

    monitor("-C", folder, "poll", "--all", MONITOR_NOW="2026-08-16T06:00:00Z")

    results = dict(rows(folder, "SELECT source_id, result FROM poll"))
    by_name = {str(key): str(value) for key, value in results.items()}
    well = [by_name[key] for key in by_name if not any(_is(key, s) for s in bad.values())]
    assert set(well) == {"new"}
    told = {mode: next(v for k, v in by_name.items() if _is(k, s)) for mode, s in bad.items()}
    assert told["hang"] == told["reset"] == told["truncated_gzip"] == "unreachable"
    assert told["gzip_bomb"] == "too-large"
    assert told["410"] in ("gone", "refused")
    assert told["html"] == told["empty"] == "unreadable"
    assert told["redirect_metadata"] == "refused"
    replay.control("fault", "DELETE")
    monitor("-C", folder, "poll", "--all", MONITOR_NOW="2026-08-23T06:00:00Z")
    after = {
        str(k)
        for k, v in rows(folder, "SELECT source_id, max(new) FROM poll GROUP BY source_id")
        if v
    }
    assert {k for k in by_name if not _is(k, bad["410"])} <= after
    monitor("-C", folder, "doctor")


def _is(source_id: str, source: dict[str, str]) -> bool:
    return source_id.startswith(re.sub(r"[^a-z0-9]+", "-", source["name"].lower()).strip("-") + "-")
