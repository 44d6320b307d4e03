"""tell what changed, what is suspected, and what was taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up; there is no way down but a backup."""
    op.add_column("revision", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("revision", sa.Column("kind", sa.String(), nullable=True))
    op.add_column("revision", sa.Column("findings", sa.JSON(), nullable=True))
    op.create_table(
        "reading",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("same_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("watch", sa.JSON(), nullable=False),
        sa.Column("suspected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_reading_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_reading")),
    )
    op.create_index("ix_reading_suspected", "reading", ["suspected"])
    op.create_table(
        "removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_removal_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal")),
    )
    op.create_index("ix_removal_document_id", "removal", ["document_id"])
    op.create_index("ix_removal_gone_at", "removal", ["gone_at"])
