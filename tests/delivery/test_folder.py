"""Files appear whole or not at all, and only where something changed."""

import os
from pathlib import Path

import pytest

from monitor.delivery.folder import publish
from monitor.errors import DeliveryError


def test_files_are_written_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "digests"

    written = publish(folder, {"a.txt": "één\n", "b.txt": "two"})

    assert written == (folder / "a.txt", folder / "b.txt")
    assert (folder / "a.txt").read_bytes() == "één\n".encode()
    assert sorted(each.name for each in folder.iterdir()) == ["a.txt", "b.txt"]


def test_same_bytes_keep_their_time(tmp_path: Path) -> None:
    publish(tmp_path, {"a.txt": "one", "b.txt": "two"})
    os.utime(tmp_path / "a.txt", (1, 1))
    os.utime(tmp_path / "b.txt", (1, 1))

    assert publish(tmp_path, {"a.txt": "one", "b.txt": "new"}) == (tmp_path / "b.txt",)
    assert (tmp_path / "a.txt").stat().st_mtime == 1
    assert (tmp_path / "b.txt").read_text() == "new"


def test_a_reader_keeps_the_old_file_while_the_new_one_appears(tmp_path: Path) -> None:
    publish(tmp_path, {"a.txt": "old"})
    with (tmp_path / "a.txt").open() as reader:
        publish(tmp_path, {"a.txt": "new"})

        assert reader.read() == "old"


def test_leftover_of_a_killed_writer_is_replaced(tmp_path: Path) -> None:
    (tmp_path / ".a.txt.part").write_text("half")

    publish(tmp_path, {"a.txt": "whole"})

    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_full_disk_leaves_the_old_file_and_says_what_to_do(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    publish(tmp_path, {"a.txt": "old"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(DeliveryError, match="make room"):
            publish(tmp_path, {"a.txt": "new" * 1000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)

    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.txt", "old")]


def test_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "digests").write_text("in the way")

    with pytest.raises(DeliveryError, match="digests: cannot be written"):
        publish(tmp_path / "digests", {"a.txt": "x"})


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "/etc/a", "b/a"])
def test_name_with_a_folder_in_it_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no file name"):
        publish(tmp_path, {name: "x"})
