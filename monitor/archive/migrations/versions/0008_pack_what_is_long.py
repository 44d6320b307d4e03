"""pack texts and facts, and keep fingerprints apart, of recent documents alone."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from monitor.archive.packing import pack_fingerprint, pack_json, pack_text
from monitor.model.story import Fingerprint
from monitor.plainly import whole

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_RECENT = timedelta(days=14)
"""Before the newest document: what is older was looked at no more."""
_AT_ONCE = 200


def upgrade() -> None:
    """Go up; there is no way down but a backup. The file keeps its size, and fills anew."""
    op.create_table(
        "fingerprint",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_fingerprint")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_fingerprint_document_id")
        ),
    )
    _fingerprints()
    op.drop_column("document", "fingerprint")
    op.drop_column("document", "canonical_url")  # it is among the facts of each revision
    _pack("document", "verdict", ("id",), lambda told: pack_json(json.loads(told)))
    _pack("document", "placement", ("id",), lambda told: pack_json(json.loads(told)))
    _pack("revision", "text", ("document_id", "number"), pack_text)
    keys = ("document_id", "number")
    _pack("revision", "facts", keys, lambda told: pack_json(json.loads(told)))


def _fingerprints() -> None:
    connection = op.get_bind()
    document = sa.table(
        "document",
        sa.column("id"),
        sa.column("first_seen_at", sa.DateTime()),
        sa.column("fingerprint"),
    )
    newest = connection.execute(sa.select(sa.func.max(document.c.first_seen_at))).scalar()
    if newest is None:
        return
    recent = sa.select(document.c.id, document.c.fingerprint).where(
        document.c.first_seen_at >= newest - _RECENT
    )
    fingerprint = sa.table("fingerprint", sa.column("document_id"), sa.column("body"))
    for row in connection.execute(recent).all():
        body = pack_fingerprint(whole(Fingerprint, json.loads(row.fingerprint)))
        connection.execute(sa.insert(fingerprint).values(document_id=row.id, body=body))


def _pack(table: str, column: str, keys: tuple[str, ...], pack: Callable[[Any], bytes]) -> None:
    """Put what *pack* makes of a column into its place, some rows at a time."""
    packed = f"{column}_packed"
    op.add_column(table, sa.Column(packed, sa.LargeBinary(), nullable=False, server_default=""))
    connection = op.get_bind()
    here = sa.table(table, *map(sa.column, (*keys, column, packed)))
    key = [here.c[name] for name in keys]
    last: tuple[Any, ...] | None = None
    while True:
        question = sa.select(*key, here.c[column]).order_by(*key).limit(_AT_ONCE)
        if last is not None:
            question = question.where(sa.tuple_(*key) > last)
        rows = connection.execute(question).all()
        if not rows:
            break
        connection.execute(
            sa.update(here)
            .where(*(each == sa.bindparam(f"key_{each.name}") for each in key))
            .values({packed: sa.bindparam("value")}),
            [
                {f"key_{name}": row[at] for at, name in enumerate(keys)}
                | {"value": pack(row[len(keys)])}
                for row in rows
            ],
        )
        last = tuple(rows[-1][: len(keys)])
    op.drop_column(table, column)
    op.alter_column(table, packed, new_column_name=column)
