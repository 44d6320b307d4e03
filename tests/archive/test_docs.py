"""What docs/archive.md says is so."""

import re
import subprocess
import sys
from pathlib import Path

from monitor.archive.sound import check
from monitor.archive.store import Archive
from tests.archive.conftest import a_document, a_page, keep

PAGE = (Path(__file__).parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")


def test_a_backup_made_while_a_writer_works_is_sound(archive: Archive, folder: Path) -> None:
    (script,) = re.findall(r"```sh\n(mkdir.*?)```", PAGE, re.S)
    for name in ("sources.yaml", "settings.yaml"):
        (folder / name).touch()
    (folder / "digests").mkdir()
    page = a_page()
    archive.keep_evidence(page)
    keep(archive, a_document("a", evidence=page.sha256))
    with archive.transaction():
        keep(archive, a_document("half"))
        script = script.replace("python3", sys.executable)
        subprocess.run(["bash", "-ec", script], cwd=folder, check=True)

    backup = folder / "backup"
    with Archive.open(
        backup / "monitor.db", evidence=backup / "evidence", index=backup / "index"
    ) as copy:
        assert copy.find("") == ("a",)
        assert copy.evidence(page.sha256) == page.body
        assert check(copy) == []


def test_every_part_that_is_examined_is_named() -> None:
    source = Path(check.__code__.co_filename).read_text(encoding="utf-8")
    parts = re.findall(r'^        \("(\w+)", _\w+\),$', source, re.M)

    assert parts
    assert re.findall(r"^\| `(\w+)` \| ", PAGE.partition("examines")[2], re.M) == parts
