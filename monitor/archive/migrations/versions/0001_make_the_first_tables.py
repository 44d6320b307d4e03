"""make the first tables."""

import sqlalchemy as sa
from alembic import op

from monitor.archive.schema import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; there is no way down but a backup."""
    _documents()
    _leads()
    _sources()
    _answers()
    _issues()


def _documents() -> None:
    """Documents with their addresses and revisions, and the order in which they changed."""
    op.create_table(
        "document",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("backfill", sa.Boolean(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("placement", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reread_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_first_seen_at", "document", ["first_seen_at"], unique=False)
    op.create_index("ix_document_reread_at", "document", ["reread_at"], unique=False)
    op.create_index("ix_document_story_id", "document", ["story_id"], unique=False)
    op.create_table(
        "document_url",
        sa.Column("url_hash", sa.String(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_document_url_document_id")
        ),
        sa.PrimaryKeyConstraint("url_hash", name=op.f("pk_document_url")),
    )
    op.create_table(
        "revision",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("read_at", Instant(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_revision_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_revision")),
    )
    op.create_index("ix_revision_read_at", "revision", ["read_at"], unique=False)
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
    )


def _sources() -> None:
    """What polls have taught us."""
    op.create_table(
        "poll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("leads", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
    )
    op.create_index("ix_poll_at_source_id", "poll", ["at", "source_id"], unique=False)
    op.create_table(
        "source_state",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("first_polled_at", Instant(), nullable=False),
        sa.Column("last_polled_at", Instant(), nullable=False),
        sa.Column("next_poll_at", Instant(), nullable=False),
        sa.Column("last_success_at", Instant(), nullable=True),
        sa.Column("last_new_at", Instant(), nullable=True),
        sa.Column("last_result", sa.String(), nullable=False),
        sa.Column("last_fact", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", Instant(), nullable=True),
        sa.Column("validators", sa.JSON(), nullable=False),
        sa.Column("moved_to", sa.Text(), nullable=False),
        sa.Column("moved_polls", sa.Integer(), nullable=False),
        sa.Column("url_now", sa.Text(), nullable=False),
        sa.Column("muted_at", Instant(), nullable=True),
        sa.Column("muted_url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source_state")),
    )


def _leads() -> None:
    """What sources listed, and what became of it."""
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("title_history", sa.JSON(), nullable=False),
        sa.Column("first_seen_at", Instant(), nullable=False),
        sa.Column("last_seen_at", Instant(), nullable=False),
        sa.Column("backfill", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", Instant(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_at", Instant(), nullable=True),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('kept', 'queued', 'not-relevant', 'duplicate', 'no-link', 'refused', "
            "'missing', 'unreachable', 'too-large', 'unreadable', 'set-aside')",
            name=op.f("ck_lead_known_outcome"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (next_try_at IS NOT NULL)", name=op.f("ck_lead_waits_or_ended")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_lead_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index("ix_lead_next_try_at", "lead", ["next_try_at"], unique=False)
    op.create_index("ix_lead_document_id", "lead", ["document_id"], unique=False)
    op.create_index("ix_lead_outcome_at", "lead", ["outcome_at"], unique=False)
    op.create_index("uq_lead_source_id_key_hash", "lead", ["source_id", "key_hash"], unique=True)


def _issues() -> None:
    """Issues and what they told of."""
    op.create_table(
        "issue",
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("edition_id", "week", "revision", name=op.f("pk_issue")),
    )
    op.create_table(
        "issue_story",
        sa.Column("edition_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "edition_id", "week", "revision", "story_id", name=op.f("pk_issue_story")
        ),
    )


def _answers() -> None:
    """Where bytes came from."""
    op.create_table(
        "fetch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("hops", sa.JSON(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("fetched_at", Instant(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetch")),
    )
    op.create_index("ix_fetch_sha256", "fetch", ["sha256"], unique=False)
