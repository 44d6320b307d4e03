"""Migrations lead to exactly the tables of ``schema``."""

import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from monitor.archive import upgrade
from monitor.archive.schema import metadata
from monitor.archive.store import Archive
from monitor.model.verdict import Tier
from tests.archive.conftest import HOUR, START, Open, a_document, a_verdict, keep

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


def test_archive_of_the_first_schema_is_brought_up_to_date(opening: Open, folder: Path) -> None:
    with opening() as archive:
        keep(archive, a_document("ours"))
        keep(archive, a_document("queued"), a_verdict(Tier.QUEUE))
    with sqlite3.connect(folder / "monitor.db") as connection:
        connection.executescript(
            "DROP TABLE token; DROP TABLE saved_search;"
            "DROP TABLE code; DROP TABLE sample_item; DROP TABLE sample;"
            "DROP TABLE tagging; DROP TABLE note;"
            "DROP TABLE record; DROP TABLE warc; ALTER TABLE fetch DROP COLUMN record_id;"
            "DROP TABLE decision; DROP TABLE page; DROP INDEX ix_document_ours_at;"
            "DROP INDEX ix_document_tier; ALTER TABLE document DROP COLUMN ours_at;"
            "UPDATE alembic_version SET version_num = '0001'"
        )
    connection.close()

    with opening() as archive:
        assert archive.stories_between(START, START + HOUR) == ("ours",)
        assert [each.document_id for each in archive.waiting()] == ["queued"]
        with archive.database.reading() as told:
            context = MigrationContext.configure(told, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
