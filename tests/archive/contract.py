"""What every archive promises, whatever keeps it: subclass it with a fixture ``archive``."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from monitor.archive import readings, states
from monitor.archive.rows import Judged
from monitor.archive.schema import change
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.model.dated import Dated, Provenance
from monitor.model.decision import Decision
from monitor.model.document import DocumentKind
from monitor.model.health import Poll, SourceState
from monitor.model.outcome import Outcome, PollResult
from monitor.model.page import Validators
from monitor.model.reading import PageSpan
from monitor.model.rereading import Look, Seen, Suspicion, Watch
from monitor.model.revision import ChangeKind
from monitor.model.verdict import Field, Match, Tier, Verdict
from monitor.revision.compare import compare
from tests.archive.conftest import (
    HOUR,
    START,
    a_document,
    a_lead,
    a_page,
    a_placement,
    a_print,
    a_verdict,
    keep,
)

DAY = timedelta(days=1)


def a_state(source_id: str = "post", **changes: object) -> SourceState:
    values: dict[str, object] = {
        "source_id": source_id,
        "first_polled_at": START,
        "last_polled_at": START,
        "next_poll_at": START + HOUR,
        "last_success_at": START,
        "last_new_at": None,
        "last_result": PollResult.NEW,
        "last_fact": "",
        "failures": 0,
        "failing_since": None,
        "validators": Validators(etag='"1"', body_hash="ab", url="https://post.example/rss"),
        "moved_to": "",
        "moved_polls": 0,
        "url_now": "",
        "muted_at": None,
        "muted_url": "",
    }
    return SourceState(**(values | changes))  # type: ignore[arg-type]  # a mapping of any fields


def begun_in_vain(archive: Archive, key: str, *, deeper: bool = False) -> None:
    """Write a document and its address in a transaction, or one inside it, that fails."""
    with archive.transaction():
        with archive.transaction() if deeper else nullcontext():
            keep(archive, a_document(key))
            archive.add_url(key, f"https://post.example/{key}", a_lead())
        raise KeyError


class TransactionContract:
    """As a whole, or not at all."""

    def test_a_failure_inside_leaves_nothing(self, archive: Archive) -> None:
        with pytest.raises(KeyError):
            begun_in_vain(archive, "a")

        assert archive.counts()["documents"] == 0
        assert archive.known("https://post.example/a") is None

    def test_an_inner_one_is_part_of_the_outer_one(self, archive: Archive) -> None:
        with pytest.raises(KeyError):
            begun_in_vain(archive, "a", deeper=True)

        assert archive.counts()["documents"] == 0

    def test_an_inner_failure_that_is_survived_undoes_the_inner_one_alone(
        self, archive: Archive
    ) -> None:
        with archive.transaction():
            keep(archive, a_document("a"))
            with pytest.raises(KeyError):
                begun_in_vain(archive, "b")
            keep(archive, a_document("c"))

        assert [archive.find(each) for each in "abc"] == [("a",), (), ("c",)]

    def test_a_write_that_fails_halfway_leaves_nothing(self, archive: Archive) -> None:
        keep(archive, a_document("a"))
        with archive.transaction(), pytest.raises(IntegrityError):
            keep(archive, a_document("a", text="twice"))

        assert archive.counts()["revisions"] == 1


class LeadContract:
    """Offered, waiting, ended in exactly one outcome."""

    def test_only_unknown_leads_are_new(self, archive: Archive) -> None:
        one, two = a_lead("1"), a_lead("2")

        assert archive.offer([one], START, backfill_before=None) == (one,)
        assert archive.offer([one, two], START + HOUR, backfill_before=None) == (two,)
        assert [p.lead for p in archive.pending(START + HOUR)] == [one, two]

    def test_a_key_counts_within_its_source(self, archive: Archive) -> None:
        same = a_lead("1", source_id="herald")

        assert archive.offer([a_lead("1"), same], START, backfill_before=None) == (
            a_lead("1"),
            same,
        )

    def test_an_entry_that_is_listed_twice_waits_once(self, archive: Archive) -> None:
        twice = [a_lead("1", title="Draft"), a_lead("1", title="Title")]

        assert archive.offer(twice, START, backfill_before=None) == (twice[1],)
        assert [p.lead.title for p in archive.pending(START)] == ["Title"]

    def test_a_lead_comes_back_as_it_was(self, archive: Archive) -> None:
        day = Dated(
            at=START, provenance=Provenance.FEED, confidence=0.9, day_only=False, raw="2 Nov"
        )
        lead = a_lead("k" * 5000, published=day, authors=("A", "B"), text="Ü\n\n中")
        archive.offer([lead], START, backfill_before=None)
        (pending,) = archive.pending(START)

        assert (pending.lead, pending.attempts, pending.first_seen_at) == (lead, 0, START)

    @pytest.mark.parametrize(("days", "old"), [(-1, True), (0, False), (1, False), (None, True)])
    def test_what_is_old_or_undated_at_first_is_backfill(
        self, archive: Archive, days: int | None, old: bool
    ) -> None:
        day = None
        if days is not None:
            at = START + timedelta(days=days)
            day = Dated(at=at, provenance=Provenance.FEED, confidence=1, day_only=False, raw="")
        archive.offer([a_lead(published=day)], START, backfill_before=START)

        assert archive.pending(START)[0].backfill is old

    def test_pending_keeps_to_sources_time_and_limit(self, archive: Archive) -> None:
        leads = [a_lead(str(i), source_id=f"s{i % 2}") for i in range(4)]
        archive.offer(leads, START, backfill_before=None)
        archive.postpone(leads[0], START + HOUR, "HTTP 503", 1)

        assert [p.lead.key for p in archive.pending(START)] == ["1", "2", "3"]
        assert [p.lead.key for p in archive.pending(START, source_ids=["s1"])] == ["1", "3"]
        assert [p.lead.key for p in archive.pending(START, source_ids=["s1"], limit=1)] == ["1"]
        assert archive.pending(START, source_ids=[]) == ()
        assert [p.attempts for p in archive.pending(START + HOUR)] == [1, 0, 0, 0]

    def test_an_end_is_final(self, archive: Archive) -> None:
        archive.offer([a_lead()], START, backfill_before=None)
        archive.settle(a_lead(), Outcome.MISSING, "HTTP 404", START)

        assert archive.pending(START + HOUR) == ()
        with pytest.raises(ValueError, match="had ended"):
            archive.settle(a_lead(), Outcome.KEPT, "", START)
        assert archive.outcomes(START, START + HOUR) == (("post", Outcome.MISSING, 1),)

    def test_outcomes_are_counted_by_source_in_a_closed_open_time(self, archive: Archive) -> None:
        leads = [a_lead(str(i)) for i in range(4)]
        archive.offer(leads, START, backfill_before=None)
        for i, lead in enumerate(leads):
            archive.settle(lead, Outcome.NOT_RELEVANT, "", START + i * HOUR)

        assert archive.outcomes(START + HOUR, START + 3 * HOUR) == (
            ("post", Outcome.NOT_RELEVANT, 2),
        )


class DocumentContract:
    """Kept for good, every revision."""

    def test_a_document_comes_back_as_it_was(self, archive: Archive) -> None:
        day = Dated(at=START, provenance=Provenance.PDF, confidence=0.5, day_only=True, raw="2 Nov")
        report = a_document(
            kind=DocumentKind.REPORT,
            title="Côte d’Ivoire: “中国”",
            text="Page 1\n\nالاتجار بالبشر\n\n𝔘",
            published=day,
            pages=(PageSpan(number=1, start=0, end=6),),
            note="page unreachable: HTTP 503",
        )
        verdict = Verdict(
            tier=Tier.MEDIUM,
            topics=("labour", "policy"),
            matches=(Match(term="nine", field=Field.TEXT, start=0, end=4),),
            reason="one word",
        )
        keep(archive, report, verdict)

        assert archive.document("doc") == report
        assert archive.verdict("doc") == verdict
        assert archive.placement("doc") == a_placement(report)
        assert archive.documents(["gone", "doc", "doc"]) == [report, report]

    def test_an_unknown_document_is_named(self, archive: Archive) -> None:
        keep(archive, a_document())
        for ask in (
            lambda: archive.document("other"),
            lambda: archive.verdict("other"),
            lambda: archive.placement("other"),
            lambda: archive.revise(a_document("other"), START),
        ):
            with pytest.raises(ArchiveError, match="no document other"):
                ask()
        with pytest.raises(ArchiveError):
            archive.document("doc", 2)

    def test_a_revision_is_kept_where_title_or_text_changed(self, archive: Archive) -> None:
        first = keep(archive, a_document())
        retitled = a_document(title="Another title")
        rewritten = a_document(title="Another title", text="Another text.")

        assert archive.revise(first, START + HOUR) == 1
        assert archive.revise(retitled, START + 2 * HOUR) == 2
        assert archive.revise(rewritten, START + 3 * HOUR) == 3
        assert archive.revise(rewritten, START + 4 * HOUR) == 3
        assert archive.document("doc") == rewritten
        assert [archive.document("doc", n) for n in (1, 2, 3)] == [first, retitled, rewritten]
        assert [(r.number, r.read_at) for r in archive.revisions("doc")] == [
            (1, START),
            (2, START + 2 * HOUR),
            (3, START + 3 * HOUR),
        ]
        assert archive.documents(["doc"]) == [rewritten]

    def test_an_address_leads_to_the_document_that_was_seen_there_first(
        self, archive: Archive
    ) -> None:
        keep(archive, a_document("a"))
        keep(archive, a_document("b"))
        address = "https://post.example/" + "x" * 5000
        archive.add_url("a", address, a_lead())
        archive.add_url("b", address, a_lead())
        archive.add_url("a", "", a_lead())

        assert archive.known(address) == "a"
        assert archive.known("") is None
        assert archive.known("https://post.example/other") is None

    def test_find_takes_the_beginning_of_an_id_literally(self, archive: Archive) -> None:
        for key in ("abc", "abd", "b%c"):
            keep(archive, a_document(key))

        assert archive.find("ab") == ("abc", "abd")
        assert archive.find("b%") == ("b%c",)
        assert archive.find("%") == ()
        assert archive.find("_") == ()

    def test_recent_placements_come_in_order_of_arrival(self, archive: Archive) -> None:
        late = keep(archive, a_document("a", first_seen_at=START + HOUR))
        keep(archive, a_document("b", first_seen_at=START - HOUR))
        early = keep(archive, a_document("c", first_seen_at=START))

        assert list(archive.recent_placements(START)) == [
            (a_print(early), a_placement(early)),
            (a_print(late), a_placement(late)),
        ]

    def test_writing_while_placements_are_walked_is_allowed(self, archive: Archive) -> None:
        keep(archive, a_document("a"))
        keep(archive, a_document("b"))
        for number, _ in enumerate(archive.recent_placements(START)):
            keep(archive, a_document(f"new{number}"))

        assert archive.counts()["documents"] == 4

    def test_what_is_suspected_has_its_turn_first(self, archive: Archive) -> None:
        for key in ("a", "b"):
            keep(archive, a_document(key))
            archive.offer([a_lead(key)], START, backfill_before=None)
            archive.settle(a_lead(key), Outcome.KEPT, "", START, key)
        keep(archive, a_document("unled"))
        held = Watch(suspicion=Suspicion(seen=Seen.GONE, first_at=START, count=1, fact="HTTP 404"))
        readings.keep(archive, "b", held, Look(seen=Seen.GONE, fact="HTTP 404"), START, START)

        assert [turn.document_id for turn in readings.due(archive, START, 10)] == ["b", "a"]
        assert readings.watch_of(archive, "b") == held
        readings.set_turn(archive, "b", None)
        assert [turn.document_id for turn in readings.due(archive, START, 10)] == ["a"]

    def test_removal_and_return_are_logged_and_the_text_stays(self, archive: Archive) -> None:
        keep(archive, a_document("a"))
        before = archive.document("a")
        log = select(change.c.revision).where(change.c.document_id == "a")
        states.remove(archive, "a", "HTTP 410", START + DAY, START)
        states.bring_back(archive, "a", START + 2 * DAY)

        (told,) = states.removals(archive, ["a", "b"])["a"]
        assert (told.first_at, told.gone_at, told.back_at) == (START, START + DAY, START + 2 * DAY)
        assert archive.document("a") == before
        with archive.database.reading() as connection:
            assert connection.execute(log).scalars().all() == [1, 1, 1]
        assert states.happened(archive, START, START + DAY) == {}
        assert states.happened(archive, START + DAY, START + 3 * DAY) == {
            "removal": 1,
            "return": 1,
        }

    def test_states_tell_what_changed_and_since_when(self, archive: Archive) -> None:
        first = a_document("a", text="Nine people were freed.")
        keep(archive, first)
        second = replace(first, text="Ten people were freed.")
        told = compare(first, second)
        number = states.revise(archive, second, told, START + DAY, START + DAY / 2)
        again = states.revise(archive, second, told, START + 2 * DAY, START + 2 * DAY)

        one, two = states.history(archive, "a")
        assert (number, again) == (2, 2)
        assert (one.kind, one.findings) == (None, ())
        assert (two.kind, two.findings) == (ChangeKind.NUMBER, told.findings)
        assert (two.seen_at, two.read_at) == (START + DAY / 2, START + DAY)
        assert states.happened(archive, START, START + 3 * DAY) == {"number": 1}


class EvidenceContract:
    """Bytes as they came."""

    @pytest.mark.parametrize(
        "body",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"<p>text</p>" * 1000, id="packs well"),
            pytest.param(bytes(range(256)) * 2, id="packs badly"),
        ],
    )
    def test_bytes_come_back_as_they_were(self, archive: Archive, body: bytes) -> None:
        page = a_page(body)
        archive.keep_evidence(page)

        assert archive.evidence(page.sha256) == body

    def test_every_answer_is_written_down(self, archive: Archive) -> None:
        first, again = a_page(), a_page(url="https://post.example/b", fetched_at=START + HOUR)
        archive.keep_evidence(again)
        archive.keep_evidence(first)
        told = archive.fetched(first.sha256)

        assert [(t.url, t.fetched_at) for t in told] == [
            (first.url, START),
            (again.url, START + HOUR),
        ]
        assert (told[0].headers, told[0].status, told[0].peer, told[0].size) == (
            first.headers,
            200,
            first.peer,
            len(first.body),
        )

    def test_what_never_came_is_not_there(self, archive: Archive) -> None:
        assert archive.evidence("0" * 64) is None
        assert archive.fetched("0" * 64) == ()


class SourceContract:
    """What polls have taught us."""

    def test_a_state_comes_back_as_it_was(self, archive: Archive) -> None:
        poll = Poll(source_id="post", at=START, result=PollResult.NEW, fact="", leads=3, new=2)
        assert archive.states() == {}
        archive.record_poll(poll, a_state())
        assert archive.states() == {"post": a_state()}
        later = a_state(failures=2, failing_since=START, last_result=PollResult.UNREACHABLE)
        archive.record_poll(poll, later)

        assert archive.states() == {"post": later}

    def test_polls_are_told_in_a_closed_open_time(self, archive: Archive) -> None:
        assert archive.first_poll() is None
        polls = [
            Poll(
                source_id="post",
                at=START + i * HOUR,
                result=PollResult.UNREACHABLE,
                fact="HTTP 503",
                status=503,
            )
            for i in range(4)
        ]
        for poll in reversed(polls):
            archive.record_poll(poll, a_state())

        assert archive.polls_between(START + HOUR, START + 3 * HOUR) == polls[1:3]
        assert archive.first_poll() == START


def a_decision(key: str = "doc", accepted: bool | None = True, **changes: object) -> Decision:
    values: dict[str, object] = {"who": "ada", "at": START + HOUR, **changes}
    return Decision(document_id=key, accepted=accepted, **values)  # type: ignore[arg-type]


class DecisionContract:
    """What people say of documents: kept for good, the last one counts."""

    def test_last_word_stands_above_the_queries_and_all_are_kept(self, archive: Archive) -> None:
        keep(archive, a_document(), a_verdict(Tier.QUEUE))
        told = [
            a_decision(accepted=False, note="cricket"),
            a_decision(topics=("policy",)),
            a_decision("doc", None),
        ]
        tiers = []
        for each in told:
            archive.decide(each)
            verdict = archive.verdict("doc")
            tiers.append((verdict.tier, verdict.topics))

        assert tiers == [
            (Tier.REJECTED, ("labour",)),
            (Tier.ACCEPTED, ("policy",)),
            (Tier.QUEUE, ("labour",)),
        ]
        assert list(archive.decisions("doc")) == told
        assert archive.decision_history(2) == (told[2], told[1])
        assert archive.standing_decisions() == ()

    def test_queued_documents_wait_until_somebody_decides(self, archive: Archive) -> None:
        keep(archive, a_document("ours"))
        keep(archive, a_document("a"), a_verdict(Tier.QUEUE))
        keep(archive, a_document("b", first_seen_at=START + HOUR), a_verdict(Tier.QUEUE))

        assert [each.document_id for each in archive.waiting()] == ["b", "a"]
        archive.decide(a_decision("b", accepted=False))
        assert [each.document_id for each in archive.waiting()] == ["a"]
        archive.decide(a_decision("b", None))
        assert [each.document_id for each in archive.waiting()] == ["b", "a"]

    def test_nothing_is_decided_about_what_there_is_not(self, archive: Archive) -> None:
        with pytest.raises(ArchiveError, match="no document"):
            archive.decide(a_decision("gone"))

    def test_accepted_document_is_ours_from_then_on(self, archive: Archive) -> None:
        keep(archive, a_document(), a_verdict(Tier.QUEUE))
        archive.decide(a_decision(at=START + 3 * HOUR))
        archive.decide(a_decision(at=START + 4 * HOUR, note="again"))

        def since(hours: int) -> object:
            (member,) = archive.members("doc", START + HOUR, decided_before=START + hours * HOUR)
            return member.ours_at

        assert (since(3), since(4), since(5)) == (None, START + 3 * HOUR, START + 3 * HOUR)
        assert archive.stories_between(START, START + HOUR) == ()
        later = START + 9 * HOUR
        assert archive.stories_between(START, START + HOUR, decided_before=later) == ("doc",)

    def test_rejected_document_stays_as_it_was_for_what_was_made_before(
        self, archive: Archive
    ) -> None:
        keep(archive, a_document())
        archive.decide(a_decision(accepted=False, at=START + 3 * HOUR))

        (then,) = archive.members("doc", START + 2 * HOUR)
        (now,) = archive.members("doc", START + 4 * HOUR)
        assert (then.ours_at, then.verdict.tier) == (START, Tier.STRONG)
        assert (now.ours_at, now.verdict.tier) == (None, Tier.REJECTED)
        assert archive.stories_between(START, START + HOUR) == ("doc",)

    def test_what_queries_say_later_counts_from_then_and_below_people(
        self, archive: Archive
    ) -> None:
        keep(archive, a_document(), a_verdict(Tier.QUEUE))
        archive.rejudge("doc", a_verdict(Tier.STRONG), START + 2 * HOUR)

        assert archive.members("doc", START + 2 * HOUR)[0].ours_at is None
        assert archive.members("doc", START + 3 * HOUR)[0].ours_at == START + 2 * HOUR
        archive.decide(a_decision(accepted=False))
        archive.rejudge("doc", a_verdict(Tier.MEDIUM), START + 3 * HOUR)
        assert archive.verdict("doc").tier is Tier.REJECTED
        assert archive.waiting() == ()


class StoryContract:
    """Documents about one event, and the issues that told of them."""

    def test_stories_of_a_week_are_those_that_gained_a_document_of_ours(
        self, archive: Archive
    ) -> None:
        keep(archive, a_document("old", first_seen_at=START - HOUR))
        keep(archive, a_document("joins", first_seen_at=START + HOUR), story_id="old")
        keep(archive, a_document("new"))
        keep(archive, a_document("queued"), a_verdict(Tier.QUEUE))
        keep(archive, a_document("backfill", backfill=True))
        keep(archive, a_document("next", first_seen_at=START + 9 * HOUR))

        assert archive.stories_between(START, START + 9 * HOUR) == ("new", "old")
        assert archive.backfilled(START, START + 9 * HOUR) == 1

    def test_members_are_told_as_they_were_then_oldest_first(self, archive: Archive) -> None:
        first = keep(archive, a_document("a"))
        keep(archive, a_document("b", first_seen_at=START + HOUR), story_id="a")
        keep(archive, a_document("c", first_seen_at=START + 2 * HOUR), story_id="a")
        edited = a_document("b", first_seen_at=START + HOUR, text="Edited.")
        archive.revise(edited, START + 2 * HOUR)
        b = archive.document("b", 1)

        assert archive.members("a", START + 2 * HOUR) == (
            Judged(
                document=first, verdict=a_verdict(), placement=a_placement(first), ours_at=START
            ),
            Judged(
                document=b,
                verdict=a_verdict(),
                placement=a_placement(b, "a"),
                ours_at=START + HOUR,
            ),
        )
        then = archive.members("a", START + 3 * HOUR)
        assert [each.document.id for each in then] == ["a", "b", "c"]
        assert then[1].document == edited

    def test_document_is_had_as_it_was_read_last_before_a_time(self, archive: Archive) -> None:
        written = keep(archive, a_document("a"))
        edited = a_document("a", text="Edited.")
        archive.revise(edited, START + HOUR)

        assert archive.document("a", before=START + HOUR) == written
        assert archive.document("a", before=START + 2 * HOUR) == edited
        with pytest.raises(ArchiveError, match="has no document"):
            archive.document("a", before=START)

    def test_an_issue_gets_a_revision_only_where_its_record_changed(self, archive: Archive) -> None:
        assert archive.issue("weekly", "2026-W45") is None
        first = archive.add_issue("weekly", "2026-W45", "{}", 1, START, {"a": ["a"]})
        same = archive.add_issue("weekly", "2026-W45", "{}", 1, START + HOUR, {"a": ["a"]})
        changed = archive.add_issue("weekly", "2026-W45", "[]", 1, START + HOUR, {"b": ["b"]})

        assert (first.revision, same, changed.revision) == (1, first, 2)
        assert archive.issue("weekly", "2026-W45") == changed
        archive.add_issue("weekly", "2026-W44", "{}", 1, START, {})
        archive.add_issue("monthly", "2026-W45", "{}", 1, START, {})
        assert [(i.week, i.edition_id, i.revision) for i in archive.issues()] == [
            ("2026-W44", "weekly", 1),
            ("2026-W45", "monthly", 1),
            ("2026-W45", "weekly", 2),
        ]
        assert [i.week for i in archive.issues("weekly")] == ["2026-W44", "2026-W45"]

    def test_what_was_sent_is_what_the_last_revisions_of_earlier_weeks_told(
        self, archive: Archive
    ) -> None:
        archive.add_issue("weekly", "2026-W44", "1", 1, START, {"a": ["a1"], "x": ["x1"]})
        archive.add_issue("weekly", "2026-W44", "2", 1, START, {"a": ["a1", "a2"]})
        archive.add_issue("weekly", "2026-W45", "3", 2, START, {"a": ["a3"], "b": ["b1"]})
        archive.add_issue("weekly", "2026-W46", "4", 3, START, {"c": ["c1"]})
        archive.add_issue("monthly", "2026-W44", "5", 1, START, {"d": ["d1"]})

        assert archive.sent_before("weekly", "2026-W46") == {
            "a": frozenset({"a1", "a2", "a3"}),
            "b": frozenset({"b1"}),
        }

    def test_counts_name_what_there_is(self, archive: Archive) -> None:
        keep(archive, a_document("a"))
        keep(archive, a_document("b"), story_id="a")
        archive.revise(a_document("b", text="Edited."), START)
        archive.offer([a_lead("1"), a_lead("2")], START, backfill_before=None)
        archive.settle(a_lead("1"), Outcome.KEPT, "", START, "a")
        archive.keep_evidence(a_page())
        archive.add_issue("weekly", "2026-W44", "1", 1, START, {})
        archive.add_issue("weekly", "2026-W44", "2", 1, START, {})

        assert archive.counts() == {
            "documents": 2,
            "revisions": 3,
            "stories": 1,
            "leads waiting": 1,
            "leads ended": 1,
            "polls": 0,
            "answers kept": 1,
            "issues": 1,
        }


class ArchiveContract(
    TransactionContract,
    LeadContract,
    DocumentContract,
    EvidenceContract,
    SourceContract,
    DecisionContract,
    StoryContract,
):
    """All of it."""
