"""keep what people decide, and since when the queries take a document."""

import sqlalchemy as sa
from alembic import op

from monitor.archive.schema import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; there is no way down but a backup."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_decision_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_document_id", "decision", ["document_id"], unique=False)
    op.create_index("ix_decision_at", "decision", ["at"], unique=False)
    op.add_column("document", sa.Column("ours_at", Instant(), nullable=True))
    op.create_index("ix_document_ours_at", "document", ["ours_at"], unique=False)
    op.create_index("ix_document_tier", "document", ["tier"], unique=False)
    op.execute(
        "UPDATE document SET ours_at = first_seen_at"
        " WHERE tier IN ('specialist', 'strong', 'medium')"
    )
