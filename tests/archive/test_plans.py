"""What is looked up for each page of a search is found by an index, however large a table is."""

from sqlalchemy import select, text

from monitor.archive.history import among
from monitor.archive.schema import revision
from monitor.archive.store import Archive


def test_revisions_are_found_without_reading_all_of_them(archive: Archive) -> None:
    question = select(revision.c.read_at).where(among([("a", 1), ("b", 2)]))
    with archive.database.reading() as connection:
        told = question.compile(connection, compile_kwargs={"literal_binds": True})
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {told}")).all()

    steps = [str(row.detail) for row in plan]
    assert not any(step.startswith("SCAN revision") for step in steps), steps
    assert any("document_id=? AND number=?" in step for step in steps), steps
