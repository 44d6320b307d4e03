"""log what was known of each document since when."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; there is no way down but a backup.

    What was known before is told by the revisions, with today's tier and topics: older ones were
    not kept.
    """
    op.drop_table("change")
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
    )
    op.create_index("ix_change_at", "change", ["at"])
    op.create_index("ix_change_document_id", "change", ["document_id"])
    op.execute(
        """
        INSERT INTO change (at, document_id, revision, tier, topics)
        SELECT revision.read_at, document.id, revision.number, document.tier, document.topics
        FROM revision JOIN document ON document.id = revision.document_id
        ORDER BY revision.read_at, document.first_seen_at, document.id, revision.number
        """
    )
