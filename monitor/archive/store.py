"""The archive as others see it: one door to its tables and its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self, TypeVar

from monitor.archive import (
    changes,
    counting,
    decisions,
    documents,
    evidence,
    issues,
    leads,
    sources,
    stories,
)
from monitor.archive.connection import Database
from monitor.archive.rows import (
    Fetched,
    Judged,
    Kept,
    Pending,
    RevisionInfo,
    StoredIssue,
    Waiting,
)
from monitor.errors import ArchiveError
from monitor.model.decision import Decision
from monitor.model.document import Document
from monitor.model.health import Poll, SourceState
from monitor.model.lead import Lead
from monitor.model.outcome import Outcome
from monitor.model.page import Page
from monitor.model.story import Fingerprint, Placement
from monitor.model.verdict import Verdict

Found = TypeVar("Found")


class Archive:
    """What was read, kept for good. Every method raises ArchiveError where the disk refuses.

    Each writing method is a transaction of its own, or part of the one around it.
    """

    def __init__(self, database: Database, evidence_path: Path, index_path: Path) -> None:
        self.database = database
        self.kept = evidence.Evidence(database, evidence_path)
        self.index_path = index_path

    @classmethod
    @contextmanager
    def open(
        cls, path: Path, *, evidence: Path, index: Path, read_only: bool = False
    ) -> Iterator[Self]:
        """Open the archive at *path*, with its bytes and its search index in folders of their own.

        Raises:
            ArchiveError: It cannot be opened; read-only, also where there is none.
        """
        _refuse_emptied(path, evidence)
        database = Database(path, read_only=read_only)
        try:
            archive = cls(database, evidence, index)
            with closing(archive.kept):
                yield archive
        finally:
            database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do what is inside as a whole, or not at all."""
        with self.database.transaction():
            yield

    # Sources

    def states(self) -> dict[str, SourceState]:
        """Return what is known of each source that was ever asked, by id."""
        with self.database.reading() as connection:
            return sources.states(connection)

    def record_poll(self, poll: Poll, state: SourceState) -> None:
        """Write down one asking and what it made of the source's state."""
        with self.database.transaction() as connection:
            self.kept.settle()
            sources.record(connection, poll, state)

    def polls_between(self, starts_at: datetime, ends_at: datetime) -> list[Poll]:
        """Return the polls of a closed-open time, in order."""
        with self.database.reading() as connection:
            return sources.between(connection, starts_at, ends_at)

    def first_poll(self) -> datetime | None:
        """Return when a source was first asked."""
        with self.database.reading() as connection:
            return sources.first(connection)

    # Leads

    def offer(
        self, offered: Sequence[Lead], at: datetime, *, backfill_before: datetime | None
    ) -> tuple[Lead, ...]:
        """Keep the unknown ones of *offered* as waiting, and return them.

        With *backfill_before* an entry that is older, or has no date, is marked as backfill.
        """
        with self.database.transaction() as connection:
            return leads.offer(connection, offered, at, backfill_before)

    def pending(
        self,
        now: datetime,
        *,
        source_ids: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> tuple[Pending, ...]:
        """Return the leads whose turn it is, in the order in which they came."""
        with self.database.reading() as connection:
            return leads.pending(connection, now, source_ids, limit)

    def postpone(self, lead: Lead, until: datetime, fact: str, attempts: int) -> None:
        """Let *lead* wait until then; *attempts* have failed so far."""
        with self.database.transaction() as connection:
            leads.postpone(connection, lead, until, fact, attempts)

    def settle(
        self,
        lead: Lead,
        outcome: Outcome,
        fact: str,
        at: datetime,
        document_id: str | None = None,
    ) -> None:
        """Write down how *lead* ended; an end is final.

        Raises:
            ValueError: It had ended already, or was never offered.
        """
        with self.database.transaction() as connection:
            leads.settle(connection, lead, outcome, fact, at, document_id)

    def outcomes(
        self, starts_at: datetime, ends_at: datetime
    ) -> tuple[tuple[str, Outcome, int], ...]:
        """Return source, outcome and number of the leads that ended in a closed-open time."""
        with self.database.reading() as connection:
            return leads.outcomes(connection, starts_at, ends_at)

    # Documents

    def known(self, canonical_url: str) -> str | None:
        """Return the id of the document that was seen at that address."""
        with self.database.reading() as connection:
            return documents.known(connection, canonical_url)

    def add_url(self, document_id: str, canonical_url: str, lead: Lead) -> None:
        """Note that a document was seen at an address, too."""
        with self.database.transaction() as connection:
            documents.add_url(connection, document_id, canonical_url, lead)

    def add(
        self,
        document: Document,
        verdict: Verdict,
        fingerprint: Fingerprint,
        placement: Placement,
        at: datetime | None = None,
    ) -> None:
        """Keep a new document with all that was decided about it.

        *at* is now; None: when it was first seen.
        """
        new = Kept(document=document, verdict=verdict, placement=placement, fingerprint=fingerprint)
        with self.database.transaction() as connection:
            documents.add(connection, [new], at)

    def revise(self, document: Document, at: datetime) -> int:
        """Keep what *document* says now, if title or text changed; return its revision's number.

        Raises:
            ArchiveError: The archive has no document of that id.
        """
        with self.database.transaction() as connection:
            return self._existing(documents.revise(connection, document, at), document.id)

    def document(
        self, document_id: str, number: int | None = None, *, before: datetime | None = None
    ) -> Document:
        """Return a document: its newest revision, that of *number*, or the last read *before* then.

        Raises:
            ArchiveError: The archive has none of that id, or no such revision.
        """
        with self.database.reading() as connection:
            found = documents.document(connection, document_id, number, before)
            return self._existing(found, document_id)

    def documents(self, ids: Sequence[str]) -> list[Document]:
        """Return the newest revisions of those that exist, in the order of *ids*."""
        with self.database.reading() as connection:
            return documents.documents(connection, ids)

    def find(self, prefix: str) -> tuple[str, ...]:
        """Return the ids that begin with *prefix*, at most ten."""
        with self.database.reading() as connection:
            return documents.find(connection, prefix)

    def verdict(self, document_id: str) -> Verdict:
        """Return what was decided about a document, by the queries and then by people.

        Raises:
            ArchiveError: The archive has none of that id.
        """
        with self.database.reading() as connection:
            return self._existing(documents.decided(connection, document_id), document_id)[0]

    def placement(self, document_id: str) -> Placement:
        """Return the story that a document belongs to.

        Raises:
            ArchiveError: The archive has none of that id.
        """
        with self.database.reading() as connection:
            return self._existing(documents.decided(connection, document_id), document_id)[1]

    def rejudge(self, document_id: str, verdict: Verdict, at: datetime) -> None:
        """Keep what the queries say of a document now; what people said still counts more."""
        with self.database.transaction() as connection:
            documents.rejudge(connection, document_id, verdict, at)

    def revisions(self, document_id: str) -> tuple[RevisionInfo, ...]:
        """Return the states of a document, oldest first."""
        with self.database.reading() as connection:
            return documents.revisions(connection, document_id)

    def recent_placements(self, since: datetime) -> Iterator[tuple[Fingerprint, Placement]]:
        """Yield what was placed since then, in order of arrival."""
        with self.database.reading() as connection:
            found = list(documents.placements(connection, since))
        yield from found

    # Decisions

    def decide(self, decision: Decision) -> None:
        """Write down what a person said of a document; what was said before stays in its history.

        Raises:
            ArchiveError: The archive has no document of that id.
        """
        with self.database.transaction() as connection:
            self._existing(
                documents.decided(connection, decision.document_id), decision.document_id
            )
            decisions.add(connection, decision)
            changes.record(connection, decision.document_id, decision.at)

    def decisions(self, document_id: str) -> tuple[Decision, ...]:
        """Return all that was decided about a document, oldest first; the last one counts."""
        with self.database.reading() as connection:
            return tuple(decisions.every(connection, [document_id]).get(document_id, ()))

    def decision_history(self, limit: int | None = None) -> tuple[Decision, ...]:
        """Return all decisions, newest first, at most *limit*."""
        with self.database.reading() as connection:
            return decisions.history(connection, limit)

    def standing_decisions(self) -> tuple[Decision, ...]:
        """Return the decision that counts of each document that has one, oldest first."""
        with self.database.reading() as connection:
            return decisions.standing(connection)

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the documents that wait for a person's decision, newest first."""
        with self.database.reading() as connection:
            return decisions.waiting(connection)

    # Evidence

    def keep_evidence(self, page: Page) -> None:
        """Keep the bytes of *page* with their headers and time, before anything is decided."""
        self.kept.keep(page)

    def evidence(self, sha256: str) -> bytes | None:
        """Return the bytes of that hash, None where there are none.

        Raises:
            ArchiveError: They cannot be read, or are not what was received.
        """
        return self.kept.read(sha256)

    def fetched(self, sha256: str) -> tuple[Fetched, ...]:
        """Return every answer that brought the bytes of that hash, oldest first."""
        with self.database.reading() as connection:
            return evidence.fetched(connection, sha256)

    # Stories and issues

    def stories_between(
        self, starts_at: datetime, ends_at: datetime, *, decided_before: datetime | None = None
    ) -> tuple[str, ...]:
        """Return the ids of stories that gained a document of ours in a closed-open time.

        Where a person accepted it, the time goes on until *decided_before*.
        """
        with self.database.reading() as connection:
            return stories.between(connection, starts_at, ends_at, decided_before or ends_at)

    def members(
        self, story_id: str, before: datetime, *, decided_before: datetime | None = None
    ) -> tuple[Judged, ...]:
        """Return the documents of a story that were seen before then, oldest first.

        Each is as it was read last before then, and as people had decided before
        *decided_before*, else before then, too.
        """
        with self.database.reading() as connection:
            return stories.members(connection, story_id, before, decided_before or before)

    def backfilled(self, starts_at: datetime, ends_at: datetime) -> int:
        """Return how many documents of ours were old when they were first seen in that time."""
        with self.database.reading() as connection:
            return stories.backfilled(connection, starts_at, ends_at)

    def issues(self, edition_id: str | None = None) -> tuple[StoredIssue, ...]:
        """Return the newest revision of each issue, oldest week first."""
        with self.database.reading() as connection:
            return issues.every(connection, edition_id)

    def issue(self, edition_id: str, week: str) -> StoredIssue | None:
        """Return the newest revision of a week's issue."""
        with self.database.reading() as connection:
            return issues.newest(connection, edition_id, week)

    def issue_sent_at(self, edition_id: str, week: str, ended_at: datetime) -> datetime | None:
        """Return when a week's issue was first made after the week's end; None: not yet."""
        with self.database.reading() as connection:
            return issues.sent_at(connection, edition_id, week, ended_at)

    def add_issue(
        self,
        edition_id: str,
        week: str,
        record: str,
        number: int,
        made_at: datetime,
        stories: Mapping[str, Sequence[str]],
    ) -> StoredIssue:
        """Keep *record* as the newest revision, unless the newest says the same already.

        *stories* names the documents that were taken into account for it, by story.
        """
        with self.database.transaction() as connection:
            return issues.add(connection, edition_id, week, record, number, made_at, stories)

    def sent_before(self, edition_id: str, week: str) -> dict[str, frozenset[str]]:
        """Return the stories of earlier issues with the documents taken into account then."""
        with self.database.reading() as connection:
            return issues.sent_before(connection, edition_id, week)

    def counts(self) -> dict[str, int]:
        """Return how much there is of what, by its name in the plural."""
        with self.database.reading() as connection:
            return counting.counts(connection)

    def _existing(self, found: Found | None, document_id: str) -> Found:
        if found is None:
            raise ArchiveError(
                str(self.database.path), f"has no document {document_id}; monitor search finds ids"
            )
        return found


def _refuse_emptied(path: Path, evidence: Path) -> None:
    """Raise ArchiveError where the database was emptied, as by a copy that a full disk cut off."""
    try:
        emptied = path.stat().st_size == 0 and next(evidence.iterdir(), None) is not None
    except OSError:
        return  # there is none, or no evidence
    if emptied:
        raise ArchiveError(
            str(path),
            "is empty, and evidence of an archive lies beside it; restore it from a backup, or "
            "remove it to begin anew",
        )
