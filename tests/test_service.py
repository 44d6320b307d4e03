"""The steps of monitor run over one opened project."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from monitor import settings, wiring
from monitor.archive.sound import check
from monitor.schedule import Step
from monitor.service import steps
from monitor.wiring import Project, Surroundings
from tests.site import NOW, Site

SETTINGS = "contact: tests\nallow_networks: [127.0.0.0/8]\npace: 0\nworkers: 1\n"


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = datetime.fromisoformat(NOW)

    def __call__(self) -> datetime:
        return self.at


def write(folder: Path, *urls: str) -> None:
    entries = [
        f"  - {{id: s{i}, name: S{i}, kind: feed, filter: none, rights: a test, url: '{url}'}}\n"
        for i, url in enumerate(urls)
    ]
    (folder / "sources.yaml").write_text("sources:\n" + "".join(entries), encoding="utf-8")


@asynccontextmanager
async def service(folder: Path, hands: Hands) -> AsyncIterator[tuple[Project, dict[str, Step]]]:
    (folder / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    surroundings = Surroundings(clock=hands)
    with wiring.writing(settings.load(folder, {}), "run", surroundings) as project:
        async with wiring.at_work(project, surroundings) as tools:
            yield project, {step.name: step for step in steps(project, tools)}


async def test_poll_asks_what_is_due_and_nothing_else(site: Site, tmp_path: Path) -> None:
    site.feed("/feed", {"/a": "Aston"})
    site.article("/a", "Aston")
    write(tmp_path, f"{site.base}/feed")
    hands = Hands()

    async with service(tmp_path, hands) as (_, by_name):
        await by_name["poll"].act()
        await by_name["poll"].act()
        assert site.asked.count("/feed") == 1
        hands.at += timedelta(hours=6, minutes=1)
        await by_name["poll"].act()

    assert site.asked.count("/feed") == 2


async def test_sources_yaml_is_read_again_when_it_changed(site: Site, tmp_path: Path) -> None:
    site.feed("/feed", {})
    site.feed("/other", {})
    write(tmp_path, f"{site.base}/feed")

    async with service(tmp_path, Hands()) as (_, by_name):
        await by_name["poll"].act()
        write(tmp_path, f"{site.base}/feed", f"{site.base}/other")
        await by_name["poll"].act()

    assert "/other" in site.asked


async def test_broken_sources_yaml_is_said_and_the_old_one_kept(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.feed("/feed", {"/a": "Aston"})
    write(tmp_path, f"{site.base}/feed")

    async with service(tmp_path, Hands()) as (project, by_name):
        (tmp_path / "sources.yaml").write_text("sources: [", encoding="utf-8")
        with caplog.at_level(logging.ERROR, logger="monitor"):
            await by_name["poll"].act()
        assert "s0" in project.archive.states()

    assert "kept as it was" in caplog.text


async def test_issues_of_weeks_that_closed_are_made_once(site: Site, tmp_path: Path) -> None:
    site.feed("/feed", {"/a": "Aston"})
    site.article("/a", "Aston")
    write(tmp_path, f"{site.base}/feed")
    hands = Hands()

    async with service(tmp_path, hands) as (project, by_name):
        await by_name["poll"].act()
        await by_name["issues"].act()
        assert project.archive.issues() == ()
        hands.at = datetime.fromisoformat("2026-11-23T07:01:00Z")
        await by_name["issues"].act()
        await by_name["issues"].act()
        (issue,) = project.archive.issues()

    assert (issue.week, issue.revision, issue.number) == ("2026-W47", 1, 1)
    assert (tmp_path / "digests" / "2026-W47.html").is_file()


async def test_issue_that_cannot_be_made_stops_no_other_edition(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.feed("/feed", {"/a": "Aston"})
    site.article("/a", "Aston")
    write(tmp_path, f"{site.base}/feed")
    with (tmp_path / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("editions:\n  - {id: first, title: First}\n  - {id: second, title: Second}\n")
    (tmp_path / "digests" / "2026-W47.html").mkdir(parents=True)
    hands = Hands()

    async with service(tmp_path, hands) as (project, by_name):
        await by_name["poll"].act()
        hands.at = datetime.fromisoformat("2026-11-23T07:01:00Z")
        with caplog.at_level(logging.ERROR, logger="monitor"):
            await by_name["issues"].act()
        made = [issue.edition_id for issue in project.archive.issues()]

    assert made == ["second"]
    assert "issue not made edition=first week=2026-W47" in caplog.text


async def test_what_waits_at_a_source_that_was_disabled_is_not_read(
    site: Site, tmp_path: Path
) -> None:
    site.feed("/feed", {"/a": "Aston"})
    site.feed("/other", {})
    hands = Hands()

    def unavailable(request: BaseHTTPRequestHandler) -> None:
        request.send_response(503)
        request.send_header("Content-Length", "0")
        request.end_headers()

    site.paths["/a"] = unavailable
    write(tmp_path, f"{site.base}/feed", f"{site.base}/other")
    async with service(tmp_path, hands) as (_, by_name):
        await by_name["poll"].act()
        text = (tmp_path / "sources.yaml").read_text(encoding="utf-8")
        text = text.replace("{id: s0,", "{id: s0, enabled: false,")
        (tmp_path / "sources.yaml").write_text(text, encoding="utf-8")
        hands.at += timedelta(hours=7)
        await by_name["poll"].act()

    assert site.asked.count("/other") == 2
    assert site.asked.count("/a") == 1


async def test_evidence_that_backs_no_document_goes_when_its_time_is_over(
    site: Site, tmp_path: Path
) -> None:
    site.feed("/feed", {"/a": "Aston"})
    site.article("/a", "Aston")
    write(tmp_path, f"{site.base}/feed")
    hands = Hands()

    async with service(tmp_path, hands) as (project, by_name):
        await by_name["poll"].act()
        hands.at += timedelta(days=1)
        site.feed("/feed", {"/a": "Aston", "/b": "Barton"})
        site.article("/b", "Barton")
        await by_name["poll"].act()
        await by_name["tidy"].act()
        before = {path.name for path in (tmp_path / "evidence").rglob("*.warc.gz")}
        hands.at += timedelta(days=181)
        await by_name["tidy"].act()
        after = {path.name for path in (tmp_path / "evidence").rglob("*.warc.gz")}
        assert check(project.archive) == []
        assert len(project.archive.find("")) == 2

    assert before == {"2026-11-18-0001.warc.gz", "2026-11-19-0001.warc.gz"}
    assert after == {"2026-11-18-0001.r1.warc.gz", "2026-11-19-0001.warc.gz"}
