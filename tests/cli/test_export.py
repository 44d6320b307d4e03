"""monitor export and cite, as they are used."""

import csv
import json
import os
from pathlib import Path

import pytest

from monitor.cli.app import main


def _run(folder: Path, *arguments: str) -> int:
    return main(["-C", str(folder), *arguments])


def test_a_file_and_its_manifest(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "slavery.csv"

    assert _run(demo, "export", "slavery", "-o", str(path)) == 0

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = json.loads((tmp_path / "slavery.csv.manifest.json").read_text(encoding="utf-8"))
    said = capsys.readouterr()
    assert len(rows) == told["files"][0]["records"] > 0
    assert said.out.startswith(f"{path}: {len(rows)} documents")
    assert f"writing {len(rows)}/{len(rows)}" in said.err


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.ris", "TY  - "),
        ("x.bib", "@"),
        ("x.csl.json", "["),
        ("x.jsonl", "{"),
        ("x.md", "- "),
        ("x.txt", ""),
        ("x", "key,"),
    ],
)
def test_the_name_tells_the_format(demo: Path, tmp_path: Path, name: str, begins: str) -> None:
    _run(demo, "export", "slavery", "-o", str(tmp_path / name))

    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_name_that_tells_no_format_writes_nothing(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(demo, "export", "slavery", "-o", str(tmp_path / "x.xlsx")) != 0

    assert "its ending names no format; end it in .csv, .jsonl" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert _run(demo, "export", "slavery", "-o", str(tmp_path / "x.dat"), "--format", "csv") == 0


def test_to_standard_output_and_nothing_else(
    demo: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    _run(demo, "export", "slavery", "--format", "jsonl", "-o", "-", "--since", "2026-10-20")

    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines
    assert all(json.loads(line)["first_seen"] >= "2026-10-20" for line in lines)


def test_without_a_name_it_names_itself(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    _run(demo, "export", "debt bondage", "--format", "ris", "--unique")

    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2
    assert names[0].startswith("debt-bondage_2026-11-")
    assert names[0].endswith(".ris")
    assert names[1] == f"{names[0]}.manifest.json"


def test_a_sources_yaml_that_cannot_be_used_is_told_of(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else rights that were taken back in it would be passed over in silence."""
    (newsroom / "sources.yaml").write_text("sources: [")

    assert _run(newsroom, "export", "slavery", "--format", "text", "-o", "-") == 0

    said = capsys.readouterr()
    assert "sources.yaml" in said.err
    assert "rights are as they were" in said.err
    assert said.out


def test_where_nothing_can_be_written_it_says_so_and_leaves_nothing(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nowhere" / "x.csv"

    assert _run(demo, "export", "slavery", "-o", str(path)) == 1

    assert f"{path}: cannot be written (No such file or directory)" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_on_a_full_disk_the_old_file_stays(demo: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists() or os.geteuid() != 0:
        pytest.skip("needs /dev/full")
    path = tmp_path / "x.csv"
    path.write_text("old")
    (tmp_path / ".x.csv.part").symlink_to("/dev/full")

    assert _run(demo, "export", "slavery", "-o", str(path)) == 1

    assert path.read_text() == "old"
    assert not (tmp_path / "x.csv.manifest.json").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["slavery OR"], "query, column 9"),
        (["--since", "yesterday"], "--since"),
        (["--as-of", "never"], "--as-of"),
        (["--format", "xls"], "there is no xls"),
    ],
)
def test_wrong_use(
    demo: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    try:
        code = _run(demo, "export", *arguments)
    except SystemExit as end:
        code = int(str(end.code))

    assert code == 2
    assert says in capsys.readouterr().err


def _an_id(demo: Path, capfd: pytest.CaptureFixture[str]) -> str:
    _run(demo, "search", "slavery", "--json", "--limit", "1")
    return str(json.loads(capfd.readouterr().out)["documents"][0]["id"])


def test_cite_says_who_what_where_when_and_which_version(
    demo: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    document_id = _an_id(demo, capfd)

    _run(demo, "cite", document_id[:6])

    told = capfd.readouterr().out
    assert told.count("\n") == 1
    assert f"[{document_id}-r" in told
    assert "Version 1 of" in told
    assert "archived as" in told


def test_cite_in_the_format_of_others(demo: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document_id = _an_id(demo, capfd)

    _run(demo, "cite", document_id, document_id, "--format", "bibtex", "--revision", "1")

    assert capfd.readouterr().out.count(f"{{{document_id}-r1,") == 2


def test_cite_what_is_not_there(demo: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document_id = _an_id(demo, capfd)

    assert _run(demo, "cite", document_id, "--revision", "99") == 2
    assert "has no revision 99; there are 1 to" in capfd.readouterr().err
    assert _run(demo, "cite", "zzzz") == 2
