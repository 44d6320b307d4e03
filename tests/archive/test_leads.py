"""Leads whose source never lets them rest."""

from pathlib import Path

from sqlalchemy import create_engine, text

from monitor.archive.store import Archive
from tests.archive.conftest import HOUR, START, a_lead


def test_title_that_changes_with_every_poll_does_not_grow_for_ever(
    archive: Archive, folder: Path
) -> None:
    for n in range(60):
        archive.offer([a_lead(title=f"{n} people freed")], START + n * HOUR, backfill_before=None)

    engine = create_engine(f"sqlite:///{folder / 'monitor.db'}")
    with engine.connect() as connection:
        number = connection.execute(text("SELECT json_array_length(title_history) FROM lead"))
        assert number.scalar() == 50
    engine.dispose()
