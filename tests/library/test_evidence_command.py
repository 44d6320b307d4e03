"""verify, custody and tidy as somebody types them."""

import json
import shutil
from pathlib import Path

import pytest

from monitor.cli import main
from tests.library.conftest import opened


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(home: Path, *arguments: str) -> int:
    return main(["-C", str(home), *arguments])


def test_verify_says_that_all_holds_and_then_what_does_not(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "verify") == 0
    told = capsys.readouterr()
    assert told.out == (
        "3 documents, 4 versions, 10 records, 3 quoted sentences of 1 issue: all holds\n"
    )
    assert "documents 3/3" in told.err

    path = next((home / "evidence").rglob("*.warc.gz"))
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(bytes(data))
    assert run(home, "verify", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert not found["holds"]
    (finding,) = found["findings"]
    assert finding["check"] == "record"
    assert finding["next_step"] == "restore evidence/ from a backup"


def test_custody_is_told_in_lines_and_as_json(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(home) as archive:
        document = archive.find("")[0]
    assert run(home, "custody", document[:6]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert run(home, "custody", document, "--json") == 0
    told = json.loads(capsys.readouterr().out)

    assert lines[0].startswith(f"{document}  ")
    assert any("sha256: " in line for line in lines)
    assert told["events"][0]["act"] == "seen"
    assert told["events"][1]["details"]["file"].endswith(".warc.gz")


def test_custody_of_nothing_is_wrong_use(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "custody", "nobody") == 2
    assert "monitor search finds ids" in capsys.readouterr().err


def test_tidy_touches_nothing_until_it_is_told_to(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {path: path.read_bytes() for path in (home / "evidence").rglob("*.warc.gz")}
    monkeypatch.setenv("MONITOR_NOW", "2027-11-18T08:00Z")
    assert run(home, "tidy") == 0
    told = capsys.readouterr().out
    assert "may go: monitor tidy --apply removes them" in told
    assert {p: p.read_bytes() for p in (home / "evidence").rglob("*.warc.gz")} == files

    assert run(home, "tidy", "--apply") == 0
    assert "they were removed" in capsys.readouterr().out
    assert run(home, "tidy") == 0
    assert "nothing to do" in capsys.readouterr().out
    monkeypatch.setenv("MONITOR_KEEP_EVIDENCE_DAYS", "0")
    assert run(home, "tidy", "--apply") == 0
    assert "kept for good" in capsys.readouterr().out
