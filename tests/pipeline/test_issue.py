"""From a real archive to files: made once, made up for, made again only if something changed."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.archive import states
from monitor.archive.sound import check
from monitor.archive.store import Archive
from monitor.digest import record
from monitor.digest.compose import compose
from monitor.digest.week import current, week
from monitor.errors import ArchiveError, DeliveryError, SettingsError
from monitor.model.digest import Digest, Item
from monitor.model.document import Document, DocumentKind
from monitor.model.health import Poll, SourceState
from monitor.model.outcome import PollResult
from monitor.model.page import Validators
from monitor.model.source import Content, Kind, Source
from monitor.model.story import Placement, Role
from monitor.model.summary import Sentence, Summary
from monitor.model.verdict import Tier, Verdict
from monitor.model.watchlist import Edition, Tiers, Watchlist
from monitor.pipeline import gather, issue
from monitor.pipeline.issue import Made, make, missing
from monitor.story.fingerprint import fingerprint
from tests.digest.conftest import EDITION, MONDAY, TOPICS, WEEK, document

Change = Callable[[Sentence], Sentence]

DAY = timedelta(days=1)
SOURCE = Source(
    id="post",
    name="Harbour Post",
    publisher="Harbour Post",
    kind=Kind.FEED,
    url="https://post.example/feed",
)
WATCHLIST = Watchlist(
    sources=(SOURCE,),
    topics=TOPICS,
    editions=(EDITION,),
    help=(),
    coming_up=(),
    macros={},
    tiers=Tiers(include="x"),
    problems=(),
    sha256="",
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(
        tmp_path / "monitor.db", evidence=tmp_path / "evidence", index=tmp_path / "index"
    ) as opened:
        yield opened


def poll(archive: Archive, at: datetime) -> None:
    asked = Poll(source_id="post", at=at, result=PollResult.NOTHING_NEW, fact="")
    state = SourceState(
        source_id="post",
        first_polled_at=at,
        last_polled_at=at,
        next_poll_at=at + DAY,
        last_success_at=at,
        last_new_at=at,
        last_result=PollResult.NOTHING_NEW,
        last_fact="",
        failures=0,
        failing_since=None,
        validators=Validators(),
        moved_to="",
        moved_polls=0,
        url_now="",
        muted_at=None,
        muted_url="",
    )
    archive.record_poll(asked, state)


def keep(
    archive: Archive,
    held: Document,
    role: Role = Role.FIRST,
    of: str = "",
    tier: Tier = Tier.STRONG,
) -> None:
    placement = Placement(
        document_id=held.id, story_id=of or held.id, role=role, like=None, similarity=0.0
    )
    verdict = Verdict(tier=tier, topics=("courts",), matches=(), reason="matched “trafficking”")
    archive.add(held, verdict, fingerprint(held), placement)


def made(
    archive: Archive,
    tmp_path: Path,
    key: str = "2026-W47",
    now: datetime = WEEK.closes_at,
    *,
    draft: bool = False,
    watchlist: Watchlist = WATCHLIST,
) -> Made:
    digests = tmp_path / "digests"
    this = week(EDITION, key)
    return make(archive, watchlist, EDITION, this, now, digests, draft=draft)


def told(tmp_path: Path, key: str = "2026-W47") -> dict[str, list[str]]:
    """Return the stories of an issue's file, with the documents that each names."""
    record = json.loads((tmp_path / "digests" / f"{key}.json").read_text(encoding="utf-8"))
    return {
        item["story_id"]: [each["document_id"] for each in (item["lead"], *item["also"])]
        for section in record["sections"]
        for item in section["items"]
    }


def test_issue_is_stored_and_written_in_all_forms(archive: Archive, tmp_path: Path) -> None:
    poll(archive, MONDAY)
    keep(archive, document("raid"))

    done = made(archive, tmp_path)

    assert done.sentence == "weekly 2026-W47: issue 1 made, 1 story"
    assert sorted(path.name for path in done.paths) == [
        "2026-W47.html",
        "2026-W47.json",
        "2026-W47.md",
        "2026-W47.txt",
        "feed.atom",
        "index.html",
    ]
    stored = archive.issue("weekly", "2026-W47")
    assert stored is not None
    assert stored.record == (tmp_path / "digests" / "2026-W47.json").read_text(encoding="utf-8")
    assert told(tmp_path) == {"raid": ["raid"]}


def test_made_again_nothing_changes_and_a_lost_file_comes_back(
    archive: Archive, tmp_path: Path
) -> None:
    keep(archive, document("raid"))
    made(archive, tmp_path)
    (tmp_path / "digests" / "2026-W47.txt").unlink()
    before = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "digests").iterdir()}

    done = made(archive, tmp_path, now=WEEK.closes_at + 9 * DAY)

    assert "issue 1 unchanged" in done.sentence
    after = {p.name: p.stat().st_mtime_ns for p in (tmp_path / "digests").iterdir()}
    assert after.items() > before.items()
    assert after.keys() - before.keys() == {"2026-W47.txt"}


def test_changed_record_is_a_new_revision_of_the_same_issue(
    archive: Archive, tmp_path: Path
) -> None:
    keep(archive, document("raid"))
    made(archive, tmp_path)
    made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY)
    keep(archive, document("late", publisher="Echo"), Role.JOINS, "raid")

    done = made(archive, tmp_path, now=WEEK.closes_at + 8 * DAY)

    assert "issue 1 changed, now revision 2" in done.sentence
    assert told(tmp_path) == {"raid": ["late", "raid"]}
    assert "Revision 2" in (tmp_path / "digests" / "2026-W47.txt").read_text(encoding="utf-8")


def test_only_what_was_first_seen_in_the_week_is_told(archive: Archive, tmp_path: Path) -> None:
    keep(archive, document("before", first_seen_at=MONDAY - timedelta(microseconds=1)))
    keep(archive, document("first", first_seen_at=MONDAY))
    keep(archive, document("after", first_seen_at=WEEK.ends_at))
    keep(archive, document("old", backfill=True))
    keep(archive, document("queued"), tier=Tier.QUEUE)

    made(archive, tmp_path)

    assert told(tmp_path) == {"first": ["first"]}


def test_open_week_is_so_far_and_closing_it_is_the_next_revision(
    archive: Archive, tmp_path: Path
) -> None:
    poll(archive, MONDAY + DAY)
    keep(archive, document("raid"))
    keep(archive, document("seen", "Another", "Other text.", first_seen_at=MONDAY + DAY))
    now = MONDAY + 2 * DAY
    assert current(EDITION, now) == WEEK

    first = made(archive, tmp_path, now=now)
    again = made(archive, tmp_path, now=now + timedelta(hours=5))
    waiting = missing(archive, EDITION, WEEK.closes_at)
    last = made(archive, tmp_path)

    assert "issue 1 made, 2 stories so far" in first.sentence
    assert "unchanged" in again.sentence
    assert waiting == (WEEK,)
    assert last.sentence == "weekly 2026-W47: issue 1 changed, now revision 2, 2 stories"
    assert missing(archive, EDITION, WEEK.closes_at) == ()


def test_week_that_has_not_begun_has_no_issue(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="week 2026-W47: has not begun"):
        made(archive, tmp_path, now=WEEK.starts_at - timedelta(seconds=1))

    assert archive.issues() == ()


def test_draft_is_written_and_not_recorded(archive: Archive, tmp_path: Path) -> None:
    keep(archive, document("raid"))

    done = made(archive, tmp_path, draft=True)

    assert {path.name for path in done.paths} == {
        f"2026-W47.draft.{suffix}" for suffix in ("html", "json", "md", "txt")
    }
    assert archive.issues() == ()


def test_story_told_before_comes_again_with_a_new_voice_marked_so(
    archive: Archive, tmp_path: Path
) -> None:
    keep(archive, document("raid"))
    made(archive, tmp_path)
    later = MONDAY + 8 * DAY
    keep(archive, document("copy", publisher="Echo", first_seen_at=later), Role.REPRINT, "raid")
    nothing = made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY)
    keep(archive, document("own", publisher="Times", first_seen_at=later), Role.JOINS, "raid")
    something = made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY)

    assert "issue 2 made, 0 stories" in nothing.sentence
    assert "issue 2 changed, now revision 2, 1 story" in something.sentence
    assert told(tmp_path, "2026-W48") == {"raid": ["own", "copy"]}
    text = (tmp_path / "digests" / "2026-W48.txt").read_text(encoding="utf-8")
    assert "UPDATE: Title of own" in text
    assert "First told in 2026-W47." in text


def test_document_read_after_its_week_was_closed_is_in_the_next_issue(
    archive: Archive, tmp_path: Path
) -> None:
    keep(archive, document("raid"))
    made(archive, tmp_path)
    # First seen on Sunday, read on Tuesday, when the site answered again.
    keep(archive, document("late", "Late", "Other text.", first_seen_at=WEEK.ends_at - DAY))

    made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY)
    made(archive, tmp_path, "2026-W49", WEEK.closes_at + 14 * DAY)

    assert told(tmp_path, "2026-W48") == {"late": ["late"]}
    assert told(tmp_path, "2026-W49") == {}


def changed(folder: Path, week: str) -> list[dict[str, Any]]:
    """What an issue says has changed since it was sent."""
    told = json.loads((folder / "digests" / f"{week}.json").read_text(encoding="utf-8"))
    return list(told["corrections"])


def forms(folder: Path, week: str) -> list[str]:
    """The forms of an issue that people read, each in one line."""
    files = ((folder / "digests" / f"{week}.{form}") for form in ("html", "txt", "md"))
    return [" ".join(file.read_text(encoding="utf-8").split()) for file in files]


def later(archive: Archive, folder: Path, **more: Any) -> None:
    """Make the issues of the two weeks behind the first one's."""
    made(archive, folder, "2026-W48", WEEK.closes_at + 7 * DAY, **more)
    made(archive, folder, "2026-W49", WEEK.closes_at + 14 * DAY, **more)


def test_what_was_sent_and_then_changed_is_told_once(archive: Archive, tmp_path: Path) -> None:
    raid = document("raid", "Nine freed", "Nine people were freed from a car wash in Marlow.")
    keep(archive, raid)
    still = document("still", "Still", "Six people were freed from a nail bar in Corby.")
    keep(archive, still)
    made(archive, tmp_path)
    edited = MONDAY + 8 * DAY
    said = "Eleven people were freed from a car wash in Marlow."
    archive.revise(replace(raid, title="Eleven freed", text=said), edited)
    archive.revise(replace(still, text=f"{still.text}\n\nA caption was added."), edited)

    unchanged = made(archive, tmp_path, now=WEEK.closes_at + 9 * DAY)
    later(archive, tmp_path)

    assert "unchanged" in unchanged.sentence
    (told,) = changed(tmp_path, "2026-W48")
    assert (told["week"], told["citation"]["title"]) == ("2026-W47", "Eleven freed")
    headline, body = told["changes"]
    assert [each["kind"] for each in told["changes"]] == ["number", "number"]
    assert body["reason"] == "“Nine” became “Eleven”"
    assert (body["said"], body["now"], body["quoted"]) == (raid.text, said, True)
    assert (headline["said"], headline["now"]) == ("Nine freed", "Eleven freed")
    for form in forms(tmp_path, "2026-W48"):
        assert "changed since we sent it" in form.lower()
        assert all(words in form for words in (raid.text, "Eleven people", "Nine freed"))
    assert "2026-W47.html#s-raid" in forms(tmp_path, "2026-W48")[0]
    assert changed(tmp_path, "2026-W49") == []


def test_further_edit_is_told_without_what_was_told_before(
    archive: Archive, tmp_path: Path
) -> None:
    owner = "The owner of the car wash was arrested by the police."
    raid = document("raid", "Nine freed", f"Nine people were freed in Marlow. {owner}")
    keep(archive, raid)
    made(archive, tmp_path)
    once = replace(raid, title="Ten freed", text=f"Ten people were freed in Marlow. {owner}")
    twice = replace(once, text=once.text.replace("arrested by", "led away by"))
    archive.revise(once, MONDAY + 8 * DAY)
    archive.revise(twice, MONDAY + 15 * DAY)

    later(archive, tmp_path)

    (first,), (second,) = changed(tmp_path, "2026-W48"), changed(tmp_path, "2026-W49")
    assert [each["kind"] for each in first["changes"]] == ["number", "number"]
    assert [each["reason"] for each in second["changes"]] == ["what we quoted is put otherwise"]


def test_edit_that_was_taken_back_within_the_week_is_not_told(
    archive: Archive, tmp_path: Path
) -> None:
    raid = document("raid", "Nine freed", "Nine people were freed from a car wash in Marlow.")
    keep(archive, raid)
    made(archive, tmp_path)
    archive.revise(replace(raid, title="Ten freed"), MONDAY + 8 * DAY)
    archive.revise(raid, MONDAY + 9 * DAY)

    later(archive, tmp_path)

    assert changed(tmp_path, "2026-W48") == []


def test_page_that_vanished_is_told_and_that_it_is_back(archive: Archive, tmp_path: Path) -> None:
    raid = document("raid", "Nine freed", "Nine people were freed from a car wash in Marlow.")
    keep(archive, raid)
    made(archive, tmp_path)
    gone = MONDAY + 8 * DAY
    states.remove(archive, "raid", "HTTP 410, gone for good", gone, gone)
    before = [path.read_bytes() for path in sorted((tmp_path / "digests").glob("2026-W47.*"))]
    made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY)
    states.bring_back(archive, "raid", gone + 7 * DAY)

    later(archive, tmp_path)

    (told,), (back,) = changed(tmp_path, "2026-W48"), changed(tmp_path, "2026-W49")
    assert [each["kind"] for each in told["changes"]] == ["removal"]
    assert [each["kind"] for each in back["changes"]] == ["return"]
    assert all("HTTP 410" in form for form in forms(tmp_path, "2026-W48"))
    assert before == [p.read_bytes() for p in sorted((tmp_path / "digests").glob("2026-W47.*"))]
    assert check(archive) == []


def test_edit_after_an_issue_of_the_open_week_is_told_in_the_next(
    archive: Archive, tmp_path: Path
) -> None:
    poll(archive, MONDAY + DAY)
    raid = document("raid", "Nine freed", "Nine people were freed from a car wash in Marlow.")
    keep(archive, raid)
    made(archive, tmp_path, now=MONDAY + 2 * DAY)
    archive.revise(replace(raid, title="Eleven freed"), MONDAY + 3 * DAY)

    made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY)

    record = json.loads((tmp_path / "digests" / "2026-W48.json").read_text(encoding="utf-8"))
    assert [each["week"] for each in record["corrections"]] == ["2026-W47"]


def test_source_that_allows_the_headline_only_by_now_is_quoted_no_more(
    archive: Archive, tmp_path: Path
) -> None:
    raid = document("raid", "Nine freed", "Nine people were freed from a car wash in Marlow.")
    keep(archive, raid)
    made(archive, tmp_path)
    told_before = (tmp_path / "digests" / "2026-W47.txt").read_text(encoding="utf-8")
    archive.revise(replace(raid, title="Ten freed", text="Ten were freed."), MONDAY + 8 * DAY)
    strict = replace(WATCHLIST, sources=(replace(SOURCE, content=Content.HEADLINE),))

    made(archive, tmp_path, now=WEEK.closes_at + DAY, watchlist=strict)
    made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY, watchlist=strict)

    assert "car wash in Marlow" in told_before
    for key in ("2026-W47", "2026-W48"):
        text = (tmp_path / "digests" / f"{key}.txt").read_text(encoding="utf-8")
        assert "Nine freed" in text
        assert "Marlow" not in text
    (headline,) = changed(tmp_path, "2026-W48")[0]["changes"]
    assert (headline["said"], headline["now"]) == ("Nine freed", "Ten freed")


def test_files_of_other_issues_come_back_when_one_is_made(archive: Archive, tmp_path: Path) -> None:
    keep(archive, document("raid"))
    made(archive, tmp_path)
    before = (tmp_path / "digests" / "2026-W47.html").read_bytes()
    for path in (tmp_path / "digests").iterdir():
        path.unlink()

    made(archive, tmp_path, "2026-W48", WEEK.closes_at + 7 * DAY)

    assert (tmp_path / "digests" / "2026-W47.html").read_bytes() == before


def test_sentence_that_is_not_in_the_archive_refuses_the_issue(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, document("raid"))
    invented = Sentence(document_id="raid", start=0, end=9, text="Ten people")
    monkeypatch.setattr(gather, "summarise", lambda *_, **__: Summary(sentences=(invented,)))

    with pytest.raises(ArchiveError, match=r"“Ten people” does not stand in document raid at 0"):
        made(archive, tmp_path)

    assert archive.issues() == ()
    assert not (tmp_path / "digests").exists()


REPORT = document(
    "report",
    "Bound by fees",
    "Forced labour on farms is fed by fees that agents take from workers, the unit says. "
    "Agents in four countries sell places on farms to workers who have never seen a contract. "
    "Debts to agents keep workers on farms where forced labour has been found before.\n\n"
    "In 2025 the helpline counted 19,125 victims of trafficking, up from 12,400 the year before; "
    "the unit that counted them says so in every one of the tables that stand in its first annex, "
    "which nobody but the unit itself has read from its beginning to its end.\n\n"
    "The inspectorate identified 612 victims of forced labour on farms in 2025. "
    "In 2024 there were 498 survivors of trafficking in safe houses.\n\n"
    "The report recommends that the government should ban recruitment fees for workers.",
    kind=DocumentKind.REPORT,
    content=Content.FULL,
)
FULL = replace(WATCHLIST, sources=(replace(SOURCE, content=Content.FULL),))


def extract(digest: Digest, change: Change) -> Digest:
    return in_item(digest, lambda item: replace(item, extract=(change(item.extract[0]),)))


def recommendation(digest: Digest, change: Change) -> Digest:
    def changed(item: Item) -> Item:
        return replace(item, recommendations=(change(item.recommendations[0]),))

    return in_item(digest, changed)


def key_figure(digest: Digest, change: Change) -> Digest:
    def changed(item: Item) -> Item:
        first, *rest = item.figures
        return replace(item, figures=(replace(first, sentence=change(first.sentence)), *rest))

    return in_item(digest, changed)


def number_of_the_week(digest: Digest, change: Change) -> Digest:
    assert digest.figure is not None
    return replace(digest, figure=replace(digest.figure, sentence=change(digest.figure.sentence)))


def in_item(digest: Digest, change: Callable[[Item], Item]) -> Digest:
    (section,) = digest.sections
    return replace(digest, sections=(replace(section, items=(change(*section.items),)),))


def letter(sentence: Sentence) -> Sentence:
    return replace(sentence, text=sentence.text[:-2] + "x" + sentence.text[-1])


def case(sentence: Sentence) -> Sentence:
    return replace(sentence, text=sentence.text.swapcase())


def begins(sentence: Sentence) -> Sentence:
    return replace(sentence, start=sentence.start + 1)


def ends(sentence: Sentence) -> Sentence:
    return replace(sentence, end=sentence.end - 1)


def moved(sentence: Sentence) -> Sentence:
    return replace(sentence, start=sentence.start + 1, end=sentence.end + 1)


def elsewhere(sentence: Sentence) -> Sentence:
    return replace(sentence, document_id="raid")


def nowhere(sentence: Sentence) -> Sentence:
    return replace(sentence, document_id="unknown")


def refused(
    archive: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[[Digest], Digest],
) -> str:
    """Return why the issue is refused that goes *wrong* after it was composed."""
    keep(archive, REPORT)
    keep(archive, document("raid", backfill=True))
    monkeypatch.setattr(issue, "compose", lambda material: wrong(compose(material)))
    with pytest.raises(ArchiveError) as caught:
        made(archive, tmp_path, watchlist=FULL)
    assert archive.issues() == ()
    assert not (tmp_path / "digests").exists()
    return str(caught.value)


@pytest.mark.parametrize("change", [letter, case, begins, ends, moved, elsewhere, nowhere])
@pytest.mark.parametrize("kind", [extract, recommendation, key_figure, number_of_the_week])
def test_sentence_of_any_kind_that_is_not_in_the_archive_word_for_word_refuses_the_issue(
    archive: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: Callable[[Digest, Change], Digest],
    change: Change,
) -> None:
    why = refused(archive, tmp_path, monkeypatch, lambda digest: kind(digest, change))

    assert "does not stand in document" in why or "unknown" in why


def value_of_a_key_figure(digest: Digest) -> Digest:
    def changed(item: Item) -> Item:
        return replace(item, figures=(replace(item.figures[0], value="9,999"),))

    return in_item(digest, changed)


def value_of_the_week(digest: Digest) -> Digest:
    assert digest.figure is not None
    return replace(digest, figure=replace(digest.figure, value="19,126"))


def meaning_of_the_week(digest: Digest) -> Digest:
    assert digest.figure is not None
    meaning = digest.figure.definition.replace("2025", "2026")
    return replace(digest, figure=replace(digest.figure, definition=meaning))


@pytest.mark.parametrize("wrong", [value_of_a_key_figure, value_of_the_week, meaning_of_the_week])
def test_number_that_its_sentence_does_not_give_refuses_the_issue(
    archive: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[[Digest], Digest],
) -> None:
    assert "of document report" in refused(archive, tmp_path, monkeypatch, wrong)


def test_report_with_sentences_of_all_kinds_is_told(archive: Archive, tmp_path: Path) -> None:
    keep(archive, REPORT)

    made(archive, tmp_path, watchlist=FULL)

    told_ = record.load((tmp_path / "digests" / "2026-W47.json").read_text(encoding="utf-8"))
    (item,) = told_.items
    assert item.extract
    assert item.recommendations
    assert item.figures
    assert told_.figure is not None
    assert told_.figure.definition != told_.figure.sentence.text


def test_page_edited_between_the_weeks_end_and_its_issue_is_no_finding(
    archive: Archive, tmp_path: Path
) -> None:
    raid = document("raid", "Nine freed", "Nine people were freed from a car wash in Marlow.")
    keep(archive, raid)
    archive.revise(replace(raid, text="Nobody was freed."), WEEK.ends_at + timedelta(hours=1))

    made(archive, tmp_path)

    assert told(tmp_path) == {"raid": ["raid"]}
    assert [each for each in check(archive) if each.part == "issues"] == []


def test_issue_that_cannot_be_written_is_not_stored_either(
    archive: Archive, tmp_path: Path
) -> None:
    poll(archive, MONDAY)
    keep(archive, document("raid"))
    (tmp_path / "digests").write_text("in the way")

    with pytest.raises(DeliveryError):
        made(archive, tmp_path)

    assert archive.issues() == ()
    assert missing(archive, EDITION, WEEK.closes_at) == (WEEK,)


def test_missed_weeks_are_those_somebody_looked_into_and_the_last(archive: Archive) -> None:
    assert missing(archive, EDITION, WEEK.closes_at) == ()
    poll(archive, MONDAY - 7 * DAY)
    poll(archive, MONDAY + 10 * DAY)

    keys = [each.key for each in missing(archive, EDITION, WEEK.closes_at + 28 * DAY)]

    assert keys == ["2026-W46", "2026-W48", "2026-W51"]


def test_long_absence_does_not_flood(archive: Archive) -> None:
    for back in range(30):
        poll(archive, MONDAY - 7 * back * DAY)

    found = missing(archive, EDITION, WEEK.closes_at)

    assert len(found) == 8
    assert found[-1] == WEEK


def test_week_is_missing_only_when_its_hour_has_come(archive: Archive) -> None:
    poll(archive, MONDAY)

    assert missing(archive, EDITION, WEEK.closes_at - timedelta(seconds=1)) == ()


def test_coverage_of_a_closed_week_is_not_asked_again(archive: Archive, tmp_path: Path) -> None:
    poll(archive, MONDAY)
    keep(archive, document("raid"))
    made(archive, tmp_path)
    sources = (SOURCE, replace(SOURCE, id="new", name="New"))

    done = make(
        archive,
        replace(WATCHLIST, sources=sources),
        EDITION,
        WEEK,
        WEEK.closes_at + 3 * DAY,
        tmp_path / "digests",
    )

    assert "unchanged" in done.sentence


def test_second_edition_counts_for_itself_and_has_names_of_its_own(
    archive: Archive, tmp_path: Path
) -> None:
    keep(archive, document("raid"))
    other = Edition(id="courts", title="Courts", topics=("courts",))
    both = replace(WATCHLIST, editions=(EDITION, other))
    folder = tmp_path / "digests"
    made(archive, tmp_path)

    done = make(archive, both, other, WEEK, WEEK.closes_at, folder)

    assert done.sentence == "courts 2026-W47: issue 1 made, 1 story"
    assert done.paths[0].name == "courts-2026-W47.html"
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "courts-2026-W47.html" in index
    assert '"2026-W47.html"' in index
