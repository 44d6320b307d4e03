"""Each way in which an archive can stop holding together is found, and nothing else."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.archive import index
from monitor.archive.sound import Finding, check
from monitor.archive.store import Archive
from monitor.model.outcome import Outcome
from tests.archive.conftest import HOUR, START, Open, a_document, a_lead, a_page, keep


def sentence(document_id: str, start: int, text: str) -> dict[str, object]:
    return {
        "document_id": document_id,
        "start": start,
        "end": start + len(text),
        "text": text,
        "page": None,
    }


@pytest.fixture
def sound(opening: Open) -> None:
    """An archive with something of everything."""
    with opening() as archive:
        page = a_page()
        archive.keep_evidence(page)
        archive.offer([a_lead("a"), a_lead("b"), a_lead("w")], START, backfill_before=None)
        for key, story in (("a", None), ("b", "a")):
            keep(archive, a_document(key, text=f"{key} is. Nine are free.", evidence=page.sha256),
                 story_id=story)  # fmt: skip
            archive.settle(a_lead(key), Outcome.KEPT, "", START, key)
        record = {"sections": [{"items": [{"extract": [sentence("a", 6, "Nine are free.")]}]}]}
        archive.add_issue("weekly", "2026-W45", json.dumps(record), 1, START, {"a": ["a", "b"]})
        # An edit after the issue does not make its quotation wrong.
        archive.revise(a_document("a", text="Nobody is free."), START + HOUR)
        index.catch_up(archive)


def test_a_sound_archive_has_no_findings(sound: None, archive: Archive) -> None:
    assert check(archive) == []


def test_an_empty_archive_is_sound(archive: Archive) -> None:
    assert check(archive) == []


def test_a_missing_or_old_index_is_no_finding(sound: None, archive: Archive) -> None:
    shutil.rmtree(archive.index_path)
    assert check(archive) == []
    keep(archive, a_document("new"))
    assert check(archive) == []


DAMAGES = {
    "text": (
        "UPDATE revision SET text = x'0021' WHERE document_id = 'b'",
        "documents",
        "1 whose text is not what was read: b revision 1",
    ),
    "newest": (
        "DELETE FROM revision WHERE document_id = 'a' AND number = 2",
        "documents",
        "1 without their newest revision: a",
    ),
    "ours": (
        "UPDATE document SET ours_at = NULL WHERE id = 'b'",
        "documents",
        "1 that do not say since when they are ours: b",
    ),
    "story": (
        "UPDATE document SET story_id = 'gone' WHERE id = 'b'",
        "stories",
        "1 whose first document is gone: gone",
    ),
    "told": (
        "UPDATE issue_story SET documents = '[\"gone\"]'",
        "stories",
        "1 in issues with documents that are gone: gone",
    ),
    "lead": (
        "UPDATE lead SET document_id = NULL WHERE key_hash = "
        "(SELECT key_hash FROM lead WHERE document_id = 'a')",
        "leads",
        "1 that ended in a document that is gone: https://post.example/a of post",
    ),
    "record": (
        "UPDATE issue SET record = replace(record, 'Nine', 'Ten')",
        "issues",
        "1 whose record is not what was written: weekly 2026-W45 revision 1",
    ),
    "evidence": (
        "UPDATE fetch SET sha256 = 'ab'",
        "evidence",
        "1 that documents name and no answer brought",
    ),
    "foreign key": (
        "UPDATE lead SET document_id = 'gone' WHERE document_id = 'b'",
        "database",
        "1 rows point to rows that are gone, first in lead",
    ),
    "value": (
        "UPDATE issue_story SET documents = '{half'",
        "stories",
        "it holds what cannot be read (JSONDecodeError",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "part", "fact"), DAMAGES.values(), ids=DAMAGES)
def test_damage_is_found(
    sound: None, archive: Archive, folder: Path, statement: str, part: str, fact: str
) -> None:
    with sqlite3.connect(folder / "monitor.db") as connection:
        assert connection.execute(statement).rowcount == 1
    connection.close()
    found = [each for each in check(archive) if each.part == part]

    assert any(each.fact.startswith(fact) for each in found), found
    assert all(each.next_step for each in found)


def test_a_sentence_that_was_never_there_is_found(sound: None, archive: Archive) -> None:
    record = json.dumps({"figure": {"sentence": sentence("b", 0, "b was")}})
    archive.add_issue("weekly", "2026-W46", record, 2, START + HOUR, {})
    (found,) = check(archive)

    assert found.part == "issues"
    assert "weekly 2026-W46 revision 1 “b was”" in found.fact


def test_a_sentence_must_stand_in_what_was_read_then(sound: None, archive: Archive) -> None:
    record = json.dumps(sentence("a", 0, "Nobody"))
    archive.add_issue("weekly", "2026-W46", record, 2, START + HOUR, {})
    assert check(archive) == []
    archive.add_issue("weekly", "2026-W44", record, 1, START, {})
    assert [each.part for each in check(archive)] == ["issues"]


def removed(path: Path) -> None:
    path.unlink()


def changed(path: Path) -> None:
    path.write_bytes(b"other")


@pytest.mark.parametrize("damage", [removed, changed])
def test_damaged_evidence_is_found(
    sound: None, archive: Archive, folder: Path, damage: Callable[[Path], None]
) -> None:
    (path,) = (folder / "evidence").rglob("*.warc.gz")
    damage(path)
    (found,) = check(archive)

    assert found.fact == f"1 gone, or not what was received: {a_page().sha256}"
    assert found.next_step.startswith("restore evidence/ from a backup")


def test_an_index_that_lacks_a_document_is_found(
    sound: None, archive: Archive, folder: Path
) -> None:
    with sqlite3.connect(folder / "monitor.db") as connection:
        connection.execute("DELETE FROM change WHERE document_id = 'b'")
    connection.close()
    index.rebuild(archive)

    assert check(archive) == [
        Finding(
            part="index",
            fact="it has 1 documents, the archive 2",
            next_step="run monitor doctor --reindex",
        )
    ]


def test_pages_of_the_file_that_went_bad_are_found(opening: Open, folder: Path) -> None:
    with opening() as archive:
        for number in range(50):
            keep(archive, a_document(f"d{number}", text=f"{number} " * 2000))
    path = folder / "monitor.db"
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 3 * 4096] = b"\xff" * (3 * 4096)
    path.write_bytes(content)
    with opening() as archive:
        found = check(archive)

    assert "database" in {each.part for each in found}
    assert all("\n" not in each.fact for each in found)
