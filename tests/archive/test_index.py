"""The index follows the archive, and can always be thrown away."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
import tantivy
from filelock import FileLock
from sqlalchemy.exc import IntegrityError

from monitor.archive import index
from monitor.archive.store import Archive
from monitor.errors import ArchiveError
from monitor.query.parse import parse
from tests.archive.conftest import START, Open, a_document, found, keep
from tests.archive.log import held, logged


def total(archive: Archive, query: str = "kind:article") -> int:
    return len(found(archive, parse(query)))


def fill(archive: Archive, first: int, last: int) -> None:
    with archive.transaction():
        for number in range(first, last):
            keep(archive, a_document(f"d{number:04}", text=f"number{number} of many"))


def test_it_catches_up_with_what_is_new_and_changed(archive: Archive) -> None:
    fill(archive, 0, 5)
    assert index.catch_up(archive) == 5
    assert index.catch_up(archive) == 0
    fill(archive, 5, 7)
    archive.revise(a_document("d0001", text="changed"), START)
    archive.revise(a_document("d0001", text="changed again"), START)
    assert index.catch_up(archive) == 4

    assert index.standing(archive) == (7, True)
    assert (total(archive, "number1"), total(archive, "again"), total(archive, "number6")) == (
        0,
        1,
        1,
    )


def test_a_document_that_was_taken_back_is_not_in_it(archive: Archive) -> None:
    fill(archive, 0, 2)
    with pytest.raises(IntegrityError), archive.transaction():
        keep(archive, a_document("d0000"))
    assert total(archive) == 2


def test_rebuild_counts_and_leaves_one_folder(archive: Archive) -> None:
    fill(archive, 0, 1200)  # more than are read at once
    assert index.rebuild(archive) == 1200
    assert index.rebuild(archive) == 1200
    assert total(archive) == 1200
    assert len([path for path in archive.index_path.iterdir() if path.is_dir()]) == 1


def current(archive: Archive) -> Path:
    return archive.index_path / (archive.index_path / "current").read_text()


def gone(archive: Archive) -> None:
    shutil.rmtree(archive.index_path)


def emptied(archive: Archive) -> None:
    shutil.rmtree(current(archive))


def no_meta(archive: Archive) -> None:
    (current(archive) / "meta.json").unlink()


def garbled_meta(archive: Archive) -> None:
    (current(archive) / "meta.json").write_text("{}")


def pointer(archive: Archive) -> None:
    (archive.index_path / "current").write_bytes(b"\xff\xfe..")


def other_version(archive: Archive) -> None:
    old = current(archive)
    old.rename(old.with_name("0-older.123"))
    (archive.index_path / "current").write_text("0-older.123")


def segments(change: Callable[[bytes], bytes]) -> Callable[[Archive], None]:
    def damage(archive: Archive) -> None:
        for path in current(archive).iterdir():
            if path.suffix in (".idx", ".term", ".store", ".fast", ".pos"):
                replaced(path, change(path.read_bytes()))

    return damage


def replaced(path: Path, content: bytes) -> None:
    """Put *content* in the place of a file: one that is cut while it is mapped kills who reads."""
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        gone,
        emptied,
        no_meta,
        garbled_meta,
        pointer,
        other_version,
        pytest.param(segments(lambda _: b""), id="empty segments"),
        pytest.param(segments(lambda old: old[: len(old) // 2]), id="cut segments"),
    ],
)
def test_a_damaged_one_is_made_anew(archive: Archive, damage: Callable[[Archive], None]) -> None:
    fill(archive, 0, 3)
    assert total(archive) == 3
    damage(archive)

    assert total(archive) == 3
    assert total(archive, "number2") == 1
    assert index.standing(archive) == (3, True)


def test_one_that_breaks_only_when_a_word_is_looked_for_is_made_anew(archive: Archive) -> None:
    fill(archive, 0, 300)
    assert total(archive) == 300
    before = current(archive)
    (path,) = before.glob("*.term")
    content = bytearray(path.read_bytes())
    start, end = len(content) // 3, len(content) // 2
    content[start:end] = b"\xff" * (end - start)
    replaced(path, bytes(content))
    assert index.catch_up(archive) == 0

    assert total(archive, "number2 OR number299") == 2
    assert total(archive, "num*") == 300
    assert current(archive) != before


def test_a_restored_archive_gets_an_index_of_its_own(opening: Open, folder: Path) -> None:
    with opening() as archive:
        fill(archive, 0, 2)
    backup = (folder / "monitor.db").read_bytes()
    with opening() as archive:
        fill(archive, 2, 5)
        assert total(archive) == 5
    (folder / "monitor.db").write_bytes(backup)
    with opening() as archive:
        assert total(archive) == 2
        # As many changes as the index has seen, and other ones.
        for number in range(3):
            keep(archive, a_document(f"other{number}"))
        assert index.standing(archive) == (2, False)
        assert total(archive, "number4") == 0
        assert total(archive) == 5


def test_one_that_was_ahead_by_as_many_changes_is_noticed(opening: Open, folder: Path) -> None:
    with opening() as archive:
        fill(archive, 0, 2)
    backup = (folder / "monitor.db").read_bytes()
    with opening() as archive:
        fill(archive, 2, 5)
        assert total(archive) == 5
    (folder / "monitor.db").write_bytes(backup)
    with opening() as archive:
        for number in range(3):
            keep(archive, a_document(f"other{number}"))

        assert total(archive, "number4") == 0
        assert total(archive, "title:other1") == 1


def test_a_reader_catches_up_beside_a_writer(opening: Open) -> None:
    with opening() as writer, opening(read_only=True) as reader:
        fill(writer, 0, 2)
        assert total(reader) == 2
        with writer.transaction():
            keep(writer, a_document("half"))
            assert total(reader) == 2
        assert total(reader) == 3


def test_while_another_writes_it_what_is_there_is_searched(
    opening: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_WAIT", 0.01)
    with opening() as archive:
        fill(archive, 0, 2)
        assert total(archive) == 2
        fill(archive, 2, 3)
        with FileLock(archive.index_path / "lock"):
            assert total(archive) == 2
            with pytest.raises(ArchiveError, match="another monitor is writing it"):
                index.rebuild(archive)
        assert total(archive) == 3


def test_where_none_can_be_made_it_is_made_in_memory(archive: Archive) -> None:
    fill(archive, 0, 2)
    archive.index_path.write_text("a file in its place")

    assert total(archive, "number1") == 1
    with pytest.raises(ArchiveError, match="cannot be written"):
        index.rebuild(archive)


def test_a_damaged_one_that_cannot_be_written_is_made_in_memory(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_WAIT", 0.01)
    fill(archive, 0, 2)
    assert total(archive) == 2
    segments(lambda _: b"")(archive)
    with FileLock(archive.index_path / "lock"):
        assert total(archive, "number1") == 1


CATCHING_UP = """
import sys
from pathlib import Path
from monitor.archive import index
from monitor.archive.store import Archive
folder = Path(sys.argv[1])
with Archive.open(
    folder / "monitor.db", evidence=folder, index=folder / "index", read_only=True
) as archive:
    print("ready", flush=True)
    sys.stdin.readline()
    index._AT_ONCE = 40
    index.catch_up(archive) if sys.argv[2] == "catch" else index.rebuild(archive)
"""


@pytest.mark.parametrize("how", ["catch", "rebuild"])
def test_killed_in_the_middle_it_holds_a_beginning_of_the_log(
    archive: Archive, folder: Path, how: str
) -> None:
    fill(archive, 0, 200)
    index.catch_up(archive)
    chance = Random(3)
    lagged = 0
    for turn in range(1, 7):
        fill(archive, 200 * turn, 200 * (turn + 1))
        edit(archive, chance, 200 * turn)
        with subprocess.Popen(
            [sys.executable, "-c", CATCHING_UP, str(folder), how],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdin
            assert child.stdout
            child.stdout.readline()
            child.stdin.write(b"\n")
            child.stdin.flush()
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=chance.uniform(0.01, 0.3))
            child.kill()
        left = tantivy.Index.open(str(current(archive)))
        last = index.last_change(left).seq
        assert held(left) == logged(archive, last)
        lagged += last < 200 + 230 * turn
    assert total(archive) == 1400
    assert index.standing(archive) == (1400, True)
    assert lagged > 0


def edit(archive: Archive, chance: Random, many: int) -> None:
    """Let thirty documents be edited, so that the index must end what it has of them."""
    with archive.transaction():
        for number in chance.sample(range(many), 30):
            text = f"number{number} of many, {chance.random()}"
            archive.revise(a_document(f"d{number:04}", text=text), START)


def test_it_stays_open_while_nothing_changes(archive: Archive) -> None:
    fill(archive, 0, 2)
    index.opened(archive)
    first = index.opened(archive)
    assert index.opened(archive) is first
    fill(archive, 2, 3)
    second = index.opened(archive)
    assert second is not first
    assert (first.searcher().num_docs >= 2, second.searcher().num_docs) == (True, 3)


def test_a_file_that_is_cut_in_its_place_is_noticed(archive: Archive) -> None:
    fill(archive, 0, 2)
    index.opened(archive)
    for path in current(archive).iterdir():
        if path.suffix in (".idx", ".fast", ".store"):
            path.write_bytes(b"")  # whoever has it mapped, and reads it, ends
    assert total(archive) == 2
