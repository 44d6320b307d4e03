"""The tables. Plain types only, so that PostgreSQL can follow; ``migrations/`` makes them.

Facts that are listed and counted stand in narrow tables; long texts stand in ``revision`` alone
(a look-up in a table with bodies was measured to cost four times one without).
"""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from monitor.archive.columns import Instant as Instant
from monitor.archive.columns import metadata as metadata
from monitor.archive.packing import PackedJSON, PackedText
from monitor.archive.witnesses import copy as copy
from monitor.archive.witnesses import record as record
from monitor.archive.witnesses import stamp as stamp
from monitor.archive.witnesses import warc as warc
from monitor.model.outcome import Outcome

source_state = Table(
    "source_state",
    metadata,
    Column("source_id", String, primary_key=True),
    Column("first_polled_at", Instant, nullable=False),
    Column("last_polled_at", Instant, nullable=False),
    Column("next_poll_at", Instant, nullable=False),
    Column("last_success_at", Instant),
    Column("last_new_at", Instant),
    Column("last_result", String, nullable=False),
    Column("last_fact", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", Instant),
    Column("validators", JSON, nullable=False),
    Column("moved_to", Text, nullable=False),
    Column("moved_polls", Integer, nullable=False),
    Column("url_now", Text, nullable=False),
    Column("muted_at", Instant),
    Column("muted_url", Text, nullable=False),
)

poll = Table(
    "poll",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("result", String, nullable=False),
    Column("fact", Text, nullable=False),
    Column("status", Integer),
    Column("leads", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Index("ix_poll_at_source_id", "at", "source_id"),
)

lead = Table(
    "lead",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("key_hash", String, nullable=False),  # keys may be longer than an index takes
    Column("canonical_url", Text, nullable=False),
    Column("body", JSON, nullable=False),  # the lead as it came
    Column("title_history", JSON, nullable=False),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("backfill", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Instant),  # null once settled
    Column("outcome", String),  # null while it waits
    Column("outcome_at", Instant),
    Column("fact", Text, nullable=False),
    Column("document_id", String, ForeignKey("document.id")),
    Index("uq_lead_source_id_key_hash", "source_id", "key_hash", unique=True),
    Index("ix_lead_next_try_at", "next_try_at"),
    Index("ix_lead_outcome_at", "outcome_at"),
    Index("ix_lead_document_id", "document_id"),
    CheckConstraint("(outcome IS NULL) = (next_try_at IS NOT NULL)", name="waits_or_ended"),
    CheckConstraint(
        "outcome IN ({})".format(", ".join(f"'{o.value}'" for o in Outcome)), name="known_outcome"
    ),
)

fetch = Table(
    "fetch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("hops", JSON, nullable=False),
    Column("peer", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("fetched_at", Instant, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("record_id", Integer),  # null: kept by an older version, in a file of its own
    Index("ix_fetch_sha256", "sha256"),
)

document = Table(
    "document",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("publisher", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("published_at", Instant),
    Column("first_seen_at", Instant, nullable=False),
    Column("backfill", Boolean, nullable=False),
    Column("tier", String, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("verdict", PackedJSON, nullable=False),
    Column("story_id", String, nullable=False),
    Column("placement", PackedJSON, nullable=False),
    Column("revision", Integer, nullable=False),  # the newest one's number
    Column("reread_at", Instant),  # when to look again; null: never
    Column("ours_at", Instant),  # since when the queries take it; null: they do not
    Index("ix_document_first_seen_at", "first_seen_at"),
    Index("ix_document_story_id", "story_id"),
    Index("ix_document_reread_at", "reread_at"),
    Index("ix_document_ours_at", "ours_at"),
    Index("ix_document_tier", "tier"),
)

revision = Table(
    "revision",
    metadata,
    Column("document_id", String, ForeignKey("document.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("read_at", Instant, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", PackedText, nullable=False),
    Column("sha256", String, nullable=False),  # of the text
    Column("facts", PackedJSON, nullable=False),  # all else that a Document has
    Column("seen_at", Instant),  # when it was seen first; null: at read_at
    Column("kind", String),  # of the most serious change since the one before; null: not told
    Column("findings", JSON),  # what changed
    Index("ix_revision_read_at", "read_at"),
)

# What placing needs to know of recent documents. Larger than all else that is kept of one, made of
# its text, and taken out once nothing new can be near it.
fingerprint = Table(
    "fingerprint",
    metadata,
    Column("document_id", String, ForeignKey("document.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

document_url = Table(
    "document_url",
    metadata,
    Column("url_hash", String, primary_key=True),  # URLs may be longer than an index takes
    Column("url", Text, nullable=False),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("source_id", String, nullable=False),  # through which it was seen there first
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),  # rows are added and never changed; the last counts
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("accepted", Boolean),  # null: taken back
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("note", Text, nullable=False),
    Column("topics", JSON, nullable=False),
    Index("ix_decision_document_id", "document_id"),
    Index("ix_decision_at", "at"),
)

issue = Table(
    "issue",
    metadata,
    Column("edition_id", String, primary_key=True),
    Column("week", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("record", Text, nullable=False),
    Column("sha256", String, nullable=False),
)

issue_story = Table(
    "issue_story",
    metadata,
    Column("edition_id", String, primary_key=True),
    Column("week", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("story_id", String, primary_key=True),
    Column("documents", JSON, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("host", String, nullable=False),
    Column("url_hash", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("blocks", JSON, nullable=False),  # hashes of its paragraphs
    Index("uq_page_host_url_hash", "host", "url_hash", unique=True),
)

# What was known of each document since when: rows are added in the order of transactions and never
# changed. A document's state holds until its next row; the search index is made of these rows.
change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Instant, nullable=False),  # greater than that of every row before
    Column("document_id", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("tier", String, nullable=False),  # as the queries and then people decided
    Column("topics", JSON, nullable=False),
    Index("ix_change_at", "at"),
    Index("ix_change_document_id", "document_id"),
)

saved_search = Table(
    "saved_search",
    metadata,
    Column("name", String, primary_key=True),
    Column("search", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("seq", Integer, nullable=False),  # of change: up to there its reader was told
    Column("asked_at", Instant),
    Column("removed_at", Instant),  # kept, so that its feed is gone and not unknown
)

token = Table(
    "token",
    metadata,
    Column("name", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("revoked_at", Instant),
    Index("uq_token_sha256", "sha256", unique=True),
)

sample = Table(
    "sample",
    metadata,
    Column("name", String, primary_key=True),
    Column("search", JSON, nullable=False),  # with its as_of
    Column("seed", String, nullable=False),
    Column("by", JSON, nullable=False),  # strata
    Column("population", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
)

sample_item = Table(
    "sample_item",
    metadata,
    Column("sample", String, ForeignKey("sample.name"), primary_key=True),
    Column("place", Integer, primary_key=True),  # in the order of drawing
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("stratum", Text, nullable=False),
)

code = Table(
    "code",
    metadata,
    Column("id", Integer, primary_key=True),  # rows are added and never changed; the last counts
    Column("sample", String, ForeignKey("sample.name"), nullable=False),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("coder", String, nullable=False),
    Column("variable", String, nullable=False),
    Column("value", Text, nullable=False),  # empty: taken back
    Column("at", Instant, nullable=False),
    Index("ix_code_sample", "sample"),
)

tagging = Table(
    "tagging",
    metadata,
    Column("id", Integer, primary_key=True),  # rows are added and never changed; the last counts
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("tag", String, nullable=False),
    Column("on", Boolean, nullable=False),  # false: taken off
    Column("who", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_tagging_document_id", "document_id"),
    Index("ix_tagging_tag", "tag"),
)

note = Table(
    "note",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("at", Instant, nullable=False),
    Column("removed_at", Instant),
    Column("removed_by", String, nullable=False),
    Index("ix_note_document_id", "document_id"),
)

# What is known of a document's page beside what was kept: what was seen once, and is not believed.
reading = Table(
    "reading",
    metadata,
    Column("document_id", String, ForeignKey("document.id"), primary_key=True),
    Column("read_at", Instant, nullable=False),  # the last look
    Column("same_at", Instant),  # the last look that showed what is kept
    Column("seen", String, nullable=False),  # what the last look showed
    Column("fact", Text, nullable=False),
    Column("watch", JSON, nullable=False),
    Column("suspected", Boolean, nullable=False),
    Index("ix_reading_suspected", "suspected"),
)

removal = Table(
    "removal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("first_at", Instant, nullable=False),  # when it was missed first
    Column("gone_at", Instant, nullable=False),  # when that was believed
    Column("fact", Text, nullable=False),
    Column("back_at", Instant),  # null while it is not there
    Index("ix_removal_document_id", "document_id"),
    Index("ix_removal_gone_at", "gone_at"),
)
