"""Migrations lead to exactly the tables of ``schema``."""

import json
import sqlite3
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import column, create_engine, insert, table
from sqlalchemy.dialects import sqlite

from monitor.archive import upgrade
from monitor.archive.schema import metadata
from monitor.archive.sound import check
from monitor.archive.store import Archive
from monitor.model.verdict import Tier
from monitor.plainly import plain
from tests.archive.conftest import (
    HOUR,
    START,
    Open,
    a_document,
    a_placement,
    a_print,
    a_verdict,
)

MIGRATIONS = Path(upgrade.__file__).parent / "migrations"


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_heads() == [upgrade.HEAD]


def test_the_migrated_database_has_the_tables_of_the_schema(archive: Archive) -> None:
    with archive.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_checks_and_foreign_keys_are_there(archive: Archive, folder: Path) -> None:
    # What compare_metadata does not look at.
    with sqlite3.connect(folder / "monitor.db") as connection:
        (told,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'lead'").fetchone()
        keys = connection.execute("PRAGMA foreign_key_list('lead')").fetchall()
    connection.close()

    for constraint in metadata.tables["lead"].constraints:
        assert str(constraint.name) in told
    assert [key[2] for key in keys] == ["document"]


def test_opening_again_changes_nothing(opening: Open, folder: Path) -> None:
    with opening():
        pass
    before = (folder / "monitor.db").read_bytes()
    with opening():
        pass
    assert (folder / "monitor.db").read_bytes() == before


def first_schema(path: Path) -> None:
    """Make a database of the first version, with two documents in it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with sqlite3.connect(path) as old:
        for document, tier, at in (
            (a_document("ours"), Tier.STRONG, START),
            (a_document("queued", text="Old. " * 99), Tier.QUEUE, START - 20 * 24 * HOUR),
        ):
            verdict, seen = a_verdict(tier), f"{at:%Y-%m-%d %H:%M:%S.000000}"
            facts = {k: v for k, v in plain(document).items() if k not in ("title", "text")}
            row = {
                "id": document.id, "source_id": "post", "publisher": "Harbour Post",
                "kind": "article", "url": document.url, "canonical_url": document.url,
                "language": "en", "first_seen_at": seen, "backfill": False,
                "tier": tier.value, "topics": json.dumps(verdict.topics),
                "verdict": json.dumps(plain(verdict)), "story_id": document.id,
                "placement": json.dumps(plain(a_placement(document))),
                "fingerprint": json.dumps(plain(a_print(document))), "revision": 1,
            }  # fmt: skip
            put(old, "document", row)
            text = {
                "document_id": document.id, "number": 1, "read_at": seen,
                "title": document.title, "text": document.text,
                "sha256": document.text_sha256, "facts": json.dumps(facts),
            }  # fmt: skip
            put(old, "revision", text)
            put(old, "change", {"document_id": document.id})
    old.close()


def put(connection: sqlite3.Connection, name: str, row: dict[str, object]) -> None:
    told = insert(table(name, *map(column, row)))
    connection.execute(str(told.compile(dialect=sqlite.dialect())), list(row.values()))


def test_archive_of_the_first_schema_is_brought_up_to_date(opening: Open, folder: Path) -> None:
    first_schema(folder / "monitor.db")

    with opening() as archive:
        assert archive.stories_between(START, START + HOUR) == ("ours",)
        assert [each.document_id for each in archive.waiting()] == ["queued"]
        assert archive.document("ours") == a_document("ours")
        assert archive.document("queued").text == "Old. " * 99
        assert archive.verdict("ours") == a_verdict()
        assert list(archive.recent_placements(START - 99 * 24 * HOUR)) == [
            (a_print(a_document("ours")), a_placement(a_document("ours")))
        ]
        assert check(archive) == []
        with archive.database.reading() as told:
            context = MigrationContext.configure(told, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
