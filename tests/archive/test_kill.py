"""SIGKILL at any moment: what was told as kept is there, and the archive is sound."""

import subprocess
import sys
from pathlib import Path
from random import Random

from monitor.archive.sound import check
from monitor.query.parse import parse
from tests.archive.conftest import Open, found
from tests.archive.test_evidence import an_exchange, check_by_warcio

ADDING = """
import sys
from itertools import count
from pathlib import Path
from monitor.archive.store import Archive
from monitor.model.outcome import Outcome
from tests.archive.conftest import START, a_document, a_lead, a_page, keep
from tests.archive.test_evidence import an_exchange
folder, run = Path(sys.argv[1]), sys.argv[2]
with Archive.open(
    folder / "monitor.db", evidence=folder / "evidence", index=folder / "index"
) as archive:
    for number in count():
        key = f"r{run}n{number}"
        page, lead = a_page(f"<p>{key}".encode() * 50), a_lead(key)
        archive.kept.record(an_exchange(page.body, url=f"https://post.example/{key}"))
        archive.keep_evidence(page)
        archive.offer([lead], START, backfill_before=None)
        with archive.transaction():
            keep(archive, a_document(key, text=f"{key} of many", evidence=page.sha256))
            archive.settle(lead, Outcome.KEPT, "", START, key)
        print(key, flush=True)
"""


def test_killed_in_the_middle_nothing_is_lost_or_half_done(opening: Open, folder: Path) -> None:
    chance = Random(11)
    told: list[str] = []
    for run in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", ADDING, str(folder), str(run)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        ) as child:
            assert child.stdout
            told += [child.stdout.readline().strip() for _ in range(chance.randrange(1, 9))]
            try:
                child.wait(timeout=chance.uniform(0, 0.02))
            except subprocess.TimeoutExpired:
                child.kill()
            told += child.stdout.read().split("\n")[:-1]
        with opening() as archive:
            archive.kept.record(an_exchange(f"after {run}".encode()))
            assert check(archive) == []
            kept = archive.counts()["documents"]
            assert {document.id for document in archive.documents(told)} == set(told)
            assert len(found(archive, parse("many"))) == kept
            # Whatever lead did not end waits still, and each that ended has its document.
            assert archive.counts()["leads ended"] == kept
    assert len(told) > 20
    check_by_warcio(folder)
