"""The index holds a beginning of the log of changes, and answers as of any row of it."""

from contextlib import AbstractContextManager
from pathlib import Path
from random import Random

import pytest
import tantivy

from monitor.archive import entries, index
from monitor.archive.counts import counts
from monitor.archive.store import Archive
from monitor.model.dated import Dated, Provenance
from monitor.model.decision import Decision
from monitor.model.verdict import Tier
from tests.archive.conftest import HOUR, START, Open, a_document, a_verdict, keep
from tests.archive.log import held, logged


def standing(opened: tantivy.Index, seq: int | None) -> set[int]:
    """Return the entries that count as of a row."""
    everything = (tantivy.Occur.Must, tantivy.Query.all_query())
    query = tantivy.Query.boolean_query([everything, *index.as_of(seq)])
    searcher = opened.searcher()
    hits = searcher.search(query, searcher.num_docs or 1).hits
    return {int(v or 0) for v in searcher.fast_field_values("seq", [a for _, a in hits])}


def live(archive: Archive, chance: Random, turns: int) -> None:
    """Let documents come, be edited, judged again and decided, in any order."""
    for _ in range(turns):
        ids = archive.find("")
        key = chance.choice([*ids, f"d{chance.randrange(10_000)}"])
        if key not in ids:
            keep(archive, a_document(key))
        elif chance.random() < 0.4:
            archive.revise(a_document(key, text=f"now {chance.random()}"), START)
        elif chance.random() < 0.5:
            archive.rejudge(key, a_verdict(chance.choice((Tier.QUEUE, Tier.STRONG))), START)
        else:
            archive.decide(
                Decision(
                    document_id=key,
                    accepted=chance.choice((True, False, None)),
                    who="a",
                    at=START,
                    note="",
                    topics=("policy",),
                )
            )


@pytest.fixture(params=[1, 7, 1000])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_AT_ONCE", request.param)


@pytest.mark.usefixtures("at_once")
def test_it_holds_the_log_and_knows_when_each_state_ended(archive: Archive) -> None:
    chance = Random(5)
    for _ in range(4):
        live(archive, chance, 12)
        index.catch_up(archive)
        opened = index.opened(archive)
        last = index.last_change(opened).seq
        assert held(opened) == logged(archive, last)
    assert last > 40
    for seq in range(last + 1):
        now = {at for at, (_, end) in logged(archive, seq).items() if end is None}
        assert standing(opened, seq) == now
    assert standing(opened, None) == now
    index.rebuild(archive)
    assert held(index.opened(archive)) == logged(archive, last)


def test_a_state_has_the_tier_topics_and_words_of_its_time(archive: Archive) -> None:
    keep(archive, a_document("a", text="slavery"), a_verdict(Tier.QUEUE), story_id="s")
    archive.revise(a_document("a", text="servitude"), START)
    archive.rejudge("a", a_verdict(Tier.STRONG, ("policy", "labour")), START)
    opened = index.opened(archive)
    searcher = opened.searcher()

    def found(field: str, value: str, option: str = "basic") -> set[int]:
        query = tantivy.Query.term_query(index.SCHEMA, field, value, option)
        hits = searcher.search(query, 9).hits
        return {int(v or 0) for v in searcher.fast_field_values("seq", [a for _, a in hits])}

    assert found("text", "en:slaveri", "position") == {1}
    assert found("text", "en:servitud", "position") == {2, 3}
    assert (found("tier", "queue"), found("tier", "strong")) == ({1, 2}, {3})
    assert found("topic", "policy") == {3}
    assert found("story", "s") == found("month", "2026-11") == {1, 2, 3}


def test_values_are_counted_as_they_are_written(archive: Archive) -> None:
    keep(archive, a_document("a", publisher="Écho " * 5_000), story_id="s")
    keep(archive, a_document("b", source_id="BBC"), a_verdict(topics=("labour", "Policy")))
    index.catch_up(archive)
    keep(archive, a_document("c", language="EN"), story_id="s")
    searcher = index.opened(archive).searcher()

    assert searcher.num_segments == 2
    assert counts(searcher, tantivy.Query.all_query(), 1) == {
        "source": {"post": 2, "BBC": 1},
        "publisher": {"Écho " * 5_000: 1, "Harbour Post": 2},
        "topic": {"labour": 3, "Policy": 1},
        "kind": {"article": 3},
        "lang": {"en": 2, "EN": 1},
        "month": {"2026-11": 3},
        "story": {"s": 2},
    }
    assert counts(searcher, tantivy.Query.empty_query())["story"] == {}


def test_newness_is_in_order_of_publication_and_no_two_are_alike(archive: Archive) -> None:
    long_ago = Dated(
        at=START.replace(year=1), provenance=Provenance.FEED, confidence=1, day_only=True, raw=""
    )
    for key in ("b", "a"):
        keep(archive, a_document(key))
    keep(archive, a_document("old", published=long_ago))
    keep(archive, a_document("new", first_seen_at=START + HOUR))
    archive.revise(a_document("b", text="again"), START)
    searcher = index.opened(archive).searcher()
    query = tantivy.Query.boolean_query(
        [(tantivy.Occur.Must, tantivy.Query.all_query()), *index.as_of(None)]
    )
    hits = searcher.search(query, 9, order_by_field="newness").hits

    assert [searcher.doc(address)["id"][0] for _, address in hits] == ["new", "a", "b", "old"]
    assert len({value for value, _ in hits}) == 4
    assert entries.newness(START, 1) < entries.newness(START, 2)


def test_a_restored_archive_that_went_the_same_way_later_is_told_apart(
    opening: Open, folder: Path
) -> None:
    def opened() -> AbstractContextManager[Archive]:
        return opening()

    with opened() as archive:
        keep(archive, a_document("a"))
    backup = (folder / "monitor.db").read_bytes()
    with opened() as archive:
        archive.revise(a_document("a", text="one"), START + HOUR)
        index.catch_up(archive)
    (folder / "monitor.db").write_bytes(backup)
    with opened() as archive:
        archive.revise(a_document("a", text="another"), START + 2 * HOUR)
        opened_index = index.opened(archive)
    query = tantivy.Query.term_query(index.SCHEMA, "text", "en:anoth")
    assert opened_index.searcher().search(query, 1).count == 1  # type: ignore[attr-defined]
