"""The demo is the monitor's own world in small: what it shows must be there, and right."""

import json
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

from monitor import settings, wiring
from tests.conftest import Run

WEEKS = ("2026-W42", "2026-W43", "2026-W44", "2026-W45", "2026-W46")


def issue(folder: Path, week: str) -> str:
    return (folder / "digests" / f"{week}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("week", WEEKS)
def test_each_week_has_its_issue_in_four_forms(demo: Path, week: str) -> None:
    for suffix in ("html", "txt", "md", "json"):
        assert (demo / "digests" / f"{week}.{suffix}").stat().st_size > 500


def test_index_and_feed_name_every_issue(demo: Path) -> None:
    index = (demo / "digests" / "index.html").read_text(encoding="utf-8")
    feed = (demo / "digests" / "feed.atom").read_text(encoding="utf-8")

    assert all(f"{week}.html" in index and week in feed for week in WEEKS)


def test_raid_is_one_story_of_several_publishers(demo: Path) -> None:
    told = json.loads((demo / "digests" / "2026-W42.json").read_text(encoding="utf-8"))
    text = json.dumps(told)

    assert text.count("Saltmere") > 3
    assert "Meridian Wire" in text


def test_false_friends_stay_out(demo: Path) -> None:
    everything = "".join(issue(demo, week) for week in WEEKS)

    for word in ("cocaine", "ivory", "plantation ledgers", "allotments", "coast road", "cup"):
        assert f" {word} " not in everything


def test_old_items_are_archived_and_not_shown_as_news(demo: Path, monitor: Run) -> None:
    found = monitor("-C", demo, "search", '"wrong kind of victim"')

    assert "Sixteen years" in found.stdout
    assert "Sixteen years" not in "".join(issue(demo, week) for week in WEEKS)


def test_broken_outlet_is_named_in_every_issue(demo: Path) -> None:
    for week in WEEKS:
        assert "Broken Herald" in issue(demo, week)


def test_report_is_cited_with_its_page(demo: Path) -> None:
    assert "Referral statistics" in issue(demo, "2026-W43")
    assert ".pdf" in issue(demo, "2026-W43")


def test_silent_edit_is_a_revision_not_a_second_document(demo: Path) -> None:
    with sqlite3.connect(f"file:{demo / 'monitor.db'}?mode=ro", uri=True) as connection:
        titles = [t for (t,) in connection.execute(
            "SELECT r.title FROM revision r JOIN document d ON d.id = r.document_id"
            " WHERE d.url LIKE '%plant-figures%' ORDER BY r.number")]  # fmt: skip

    assert [title.split()[0] for title in titles] == ["Nine", "Eleven"]


def test_quoted_sentences_are_in_the_archive_as_they_stand(demo: Path) -> None:
    sentences = []
    for week in WEEKS:
        told = json.loads((demo / "digests" / f"{week}.json").read_text(encoding="utf-8"))
        items = [item for section in told["sections"] for item in section["items"]]
        sentences += [sentence for item in items for sentence in item["extract"]]
    setting = settings.load(demo, {})
    with wiring.reading(setting) as archive:
        texts = {
            key: [archive.document(key, each.number).text for each in archive.revisions(key)]
            for key in {sentence["document_id"] for sentence in sentences}
        }

    assert len(sentences) > 20
    for s in sentences:
        assert any(text[s["start"] : s["end"]] == s["text"] for text in texts[s["document_id"]])


def test_what_was_sent_and_then_changed_or_taken_away_is_told_once(demo: Path) -> None:
    told = {week: issue(demo, week).partition("CHANGED SINCE WE SENT IT")[2] for week in WEEKS}

    assert [week for week in WEEKS if told[week]] == ["2026-W43", "2026-W45"]
    edited, removed = (" ".join(told[week].split()) for week in ("2026-W43", "2026-W45"))
    assert "NUMBER: Eleven workers found at fish plant" in edited
    assert "“Nine” became “Eleven”" in edited
    assert "Now: “Eleven workers were found in forced labour" in edited
    assert "TAKEN AWAY: " in removed
    assert "sent in 2026-W44" in removed
    assert "HTTP 410" in removed


def test_history_and_comparison_of_an_edit(demo: Path, monitor: Run) -> None:
    found = json.loads(monitor("-C", demo, "search", "plant council leader", "--json").stdout)
    key = next(d["id"] for d in found["documents"] if d["title"].startswith("Eleven workers"))

    listed = monitor("-C", demo, "revisions", key).stdout
    shown = monitor("-C", demo, "diff", key).stdout
    told = json.loads(monitor("-C", demo, "diff", key, "1", "2", "--json").stdout)
    status = monitor("-C", demo, "status", MONITOR_NOW="2026-10-24T08:00Z").stdout

    assert "number, headline, wording: " in listed
    assert "- [-Nine-] workers were found" in shown
    assert "+ {+Eleven+} workers were found" in shown
    assert told["findings"][0]["kind"] == "number"
    assert "1 document changed (1 number)" in status
    wrong = monitor("-C", demo, "diff", key, "7", code=2)
    assert "there is no state 7, only 1 to 2" in wrong.stderr


def test_every_lead_ends_in_exactly_one_outcome(demo: Path) -> None:
    with sqlite3.connect(f"file:{demo / 'monitor.db'}?mode=ro", uri=True) as connection:
        ends = dict(connection.execute("SELECT outcome, count(*) FROM lead GROUP BY outcome"))

    assert None not in ends
    # 62 items; the three of the wire's copies are documents of their own publisher.
    assert sum(ends.values()) == 62


def test_pages_load_nothing_from_outside_and_run_nothing(demo: Path) -> None:
    class Page(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told = dict(attrs)
            assert tag not in ("script", "iframe", "img", "object", "embed", "form")
            assert tag != "link" or told.get("rel") == "alternate"
            assert "src" not in told
            assert not any(name.startswith("on") for name in told)

    for page in (demo / "digests").glob("*.html"):
        Page().feed(page.read_text(encoding="utf-8"))


def test_making_an_issue_again_changes_nothing(newsroom: Path, monitor: Run) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in (newsroom / "digests").iterdir()}

    done = monitor("-C", newsroom, "digest", "--week", "2026-W46", MONITOR_NOW="2026-11-16T08:00Z")

    assert "unchanged" in done.stdout
    assert {p.name: p.stat().st_mtime_ns for p in (newsroom / "digests").iterdir()} == before


def test_archive_of_the_demo_is_sound(newsroom: Path, monitor: Run) -> None:
    assert "sound" in monitor("-C", newsroom, "doctor").stdout
    assert "sound" in monitor("-C", newsroom, "doctor", "--reindex").stdout


def test_demo_refuses_a_folder_that_holds_something(tmp_path: Path, monitor: Run) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")

    done = monitor("demo", "--keep", tmp_path, code=2)

    assert "not empty" in done.stderr
    assert [p.name for p in tmp_path.iterdir() if p.name != "empty-home"] == ["mine"]


def test_doctor_examines_the_archive_while_sources_yaml_is_broken(
    newsroom: Path, monitor: Run
) -> None:
    (newsroom / "sources.yaml").write_text("sources: [", encoding="utf-8")

    done = monitor("-C", newsroom, "doctor", code=2)

    assert "sources.yaml:" in done.stdout
    assert "sound" in done.stdout


def test_text_of_a_source_that_allows_the_headline_only_by_now_is_shown_no_more(
    newsroom: Path, monitor: Run
) -> None:
    question = ("-C", newsroom, "search", "source:harbour-post charged", "--limit", "1")
    shown = json.loads(monitor(*question, "--json").stdout)["documents"][0]
    _, _, passage, *_ = monitor(*question).stdout.splitlines()
    file = newsroom / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("{id: harbour-post,", "{id: harbour-post, content: headline,"), "utf-8"
    )

    strict = json.loads(monitor("-C", newsroom, "show", shown["id"], "--json").stdout)
    listed = monitor(*question)

    assert shown["text"]
    assert "charged" in passage
    assert strict["text"] == ""
    assert shown["title"] in listed.stdout
    assert passage not in listed.stdout
