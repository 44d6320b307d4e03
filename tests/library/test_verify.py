"""Whatever is tampered with is found, and only that."""

import asyncio
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from monitor.archive import proving
from monitor.archive.schema import record, revision
from monitor.archive.store import Archive
from monitor.errors import ExtractError
from monitor.extract.worker import Inline
from monitor.library import verify as verifying
from monitor.library.verify import verify
from monitor.model.proof import Check, Verification
from tests.archive.test_evidence import an_exchange
from tests.library.conftest import opened
from tests.site import NOW


async def proved(archive: Archive, *ids: str) -> Verification:
    return await verify(archive, Inline(), ids or None)


def tampered(archive: Archive, document_id: str, **values: object) -> None:
    """Change what the database holds of a document behind the monitor's back."""
    with archive.database.transaction() as connection:
        command = revision.update().where(revision.c.document_id == document_id)
        connection.execute(command.values(**values))


def swapped(tmp_path: Path, *columns: str) -> None:
    """Let the records of two pages change what *columns* say."""
    with sqlite3.connect(tmp_path / "monitor.db") as connection:
        names = ", ".join(columns)
        question = f"SELECT {names} FROM record WHERE url LIKE ?"  # noqa: S608 - our own words
        one, other = (
            connection.execute(question, [f"%/page/{name}"]).fetchone()
            for name in ("Barton", "Corton")
        )
        sets = ", ".join(f"{name} = ?" for name in columns)
        for values, name in ((other, "Barton"), (one, "Corton")):
            connection.execute(
                f"UPDATE record SET {sets} WHERE url LIKE ? AND kind = 'response'",  # noqa: S608
                [*values, f"%/page/{name}"],
            )
    connection.close()


def checks(told: Verification) -> set[Check]:
    return {each.check for each in told.findings if each.fails}


async def test_an_archive_that_was_left_alone_holds(told: Archive) -> None:
    found = await proved(told)

    assert found.holds
    assert found.findings == ()
    assert (found.documents, found.versions, found.issues) == (3, 4, 1)
    assert found.sentences >= 1
    assert found.records == 10  # the feed, twice robots.txt and three pages, one more to be sure


async def test_one_document_is_proved_by_itself(told: Archive) -> None:
    aston, barton = (one(told, name) for name in ("Aston", "Barton"))
    tampered(told, barton, text="x")

    alone = await proved(told, aston)
    assert (alone.documents, alone.versions, alone.records) == (1, 2, 3)
    assert alone.holds
    assert not (await proved(told, barton)).holds


def one(archive: Archive, name: str) -> str:
    """Return the document that has *name* in its title."""
    (found,) = (d.id for d in archive.documents(archive.find("")) if name in d.title)
    return found


async def test_every_byte_of_every_record_counts(told: Archive) -> None:
    with told.database.reading() as connection:
        rows = connection.execute(select(record).order_by(record.c.id)).mappings().all()
    (path,) = told.kept.folder.rglob("2026-11-18*.warc.gz")
    whole = path.read_bytes()
    for row in [each for each in rows if each["at"].day == 18]:
        for place in (
            row["offset"] + row["length"] // 2,
            row["offset"] + row["length"] + row["request_length"] // 2,
        ):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            (named,) = await verify_records(told)
            assert named == f"2026/{path.name} at {row['offset']}"
    path.write_bytes(whole)
    assert (await proved(told)).holds


async def verify_records(archive: Archive) -> list[str]:
    """Return which records are not as they were, by the name of a document that there is not."""
    found = await verify(archive, Unread())
    return [each.subject for each in found.findings if each.check is Check.RECORD]


class Unread(Inline):
    """Reads nothing, fast."""

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        raise ExtractError("url", "not read")


OTHER = "Nobody was found in forced labour at a farm in Barton, the police said."
HASHED = hashlib.sha256(OTHER.encode()).hexdigest()


@pytest.mark.parametrize(
    ("values", "check"),
    [
        pytest.param({"text": OTHER}, Check.TEXT, id="text"),
        pytest.param({"text": OTHER, "sha256": HASHED}, Check.READING, id="text and its hash"),
        pytest.param({"title": "Quiet day"}, Check.READING, id="title"),
    ],
)
async def test_a_text_that_was_changed_is_found(
    told: Archive, values: dict[str, object], check: Check
) -> None:
    barton = one(told, "Barton")
    tampered(told, barton, **values)
    found = await proved(told, barton)

    assert check in checks(found)
    assert f"{barton} version 1" in {each.subject for each in found.findings}
    assert all(each.next_step for each in found.findings)


async def test_bytes_of_another_document_are_found(told: Archive) -> None:
    barton = one(told, "Barton")
    other = told.document(one(told, "Corton")).evidence
    (version,) = proving.versions(told, [barton])
    with told.database.reading() as connection:
        question = select(revision.c.facts).where(revision.c.document_id == barton)
        facts = connection.execute(question).scalar_one()
    tampered(told, barton, facts={**facts, "evidence": other})

    assert version.document.evidence != other
    assert Check.READING in checks(await proved(told, barton))


async def test_what_cannot_be_read_at_all_is_found_and_stops_nothing(
    told: Archive, tmp_path: Path
) -> None:
    barton = one(told, "Barton")
    with sqlite3.connect(tmp_path / "monitor.db") as connection:
        connection.execute("UPDATE revision SET facts = x'00ff00' WHERE document_id = ?", [barton])
    connection.close()
    found = await proved(told)

    assert [each.subject for each in found.findings if each.check is Check.TEXT] == [barton]
    assert found.versions == 3


async def test_records_that_were_swapped_are_found(told: Archive, tmp_path: Path) -> None:
    swapped(tmp_path, "offset", "length", "request_length")
    found = await proved(told)

    assert {Check.RECORD, Check.BYTES} <= checks(found)
    assert sum(each.check is Check.RECORD for each in found.findings) == 2


async def test_swapped_names_of_bodies_are_found(told: Archive, tmp_path: Path) -> None:
    swapped(tmp_path, "sha256")

    assert checks(await proved(told)) == {Check.RECORD}


@pytest.mark.parametrize("with_hash", [True, False])
async def test_an_issue_that_was_changed_is_found(
    told: Archive, tmp_path: Path, with_hash: bool
) -> None:
    (issue,) = told.issues()
    assert "Eleven people" in issue.record
    changed = issue.record.replace("Eleven people", "Twelve people")
    hashed = hashlib.sha256(changed.encode()).hexdigest() if with_hash else issue.sha256
    with sqlite3.connect(tmp_path / "monitor.db") as connection:
        connection.execute("UPDATE issue SET record = ?, sha256 = ?", (changed, hashed))
    connection.close()
    found = await proved(told)

    assert checks(found) == ({Check.QUOTE} if with_hash else {Check.ISSUE})


@pytest.mark.parametrize(("days", "found"), [(30, False), (2, True)])
async def test_a_sentence_is_looked_up_in_the_version_that_was_quoted(
    told: Archive, days: int, found: bool
) -> None:
    (issue,) = told.issues()
    quoted = next(sentences(json.loads(issue.record)))
    document = told.document(str(quoted["document_id"]))
    at = datetime.fromisoformat(NOW) + timedelta(days=days)
    told.revise(replace(document, text="It says nothing now."), at)

    assert (Check.QUOTE in checks(await proved(told))) == found


def sentences(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if "document_id" in value and "start" in value:
            yield value
        for inner in value.values():
            yield from sentences(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner)


async def test_another_extractor_is_no_other_source(
    told: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    tampered(told, one(told, "Barton"), text=OTHER, sha256=HASHED)
    monkeypatch.setattr(verifying, "extractor", lambda: "9.9+other")
    found = await proved(told)
    (note,) = (each for each in found.findings if each.check is Check.READING)

    assert not note.fails
    assert "extractor changed (0.1.0+" in note.fact
    assert "9.9+other now), the source did not" in note.fact


async def test_a_page_that_cannot_be_read_any_more_is_told(told: Archive) -> None:
    found = await verify(told, Unread())

    assert [each.check for each in found.findings] == [Check.READING] * 4
    assert "not read" in found.findings[0].fact


async def test_evidence_that_is_gone_is_told(told: Archive) -> None:
    for path in told.kept.folder.rglob("*.warc.gz"):
        path.unlink()
    found = await proved(told)

    assert checks(found) == {Check.RECORD, Check.BYTES}
    assert all("backup" in each.next_step for each in found.findings)


async def test_what_was_recognised_in_pictures_is_noted_and_not_read_again(told: Archive) -> None:
    barton = one(told, "Barton")
    with told.database.reading() as connection:
        question = select(revision.c.facts).where(revision.c.document_id == barton)
        facts = connection.execute(question).scalar_one()
    tampered(told, barton, facts={**facts, "quality": "ocr"}, title="Other")
    (note,) = (await proved(told, barton)).findings

    assert not note.fails
    assert "recognised in pictures" in note.fact


async def test_an_empty_archive_holds(tmp_path: Path) -> None:
    with opened(tmp_path) as archive:
        found = await proved(archive)

    assert found.holds
    assert (found.documents, found.records, found.issues) == (0, 0, 0)


async def test_progress_is_told(told: Archive) -> None:
    seen: list[tuple[str, int, int]] = []
    await verify(told, Inline(), None, lambda *step: seen.append(step))

    assert seen[0] == ("documents", 3, 3)
    assert seen[-1] == ("records", 10, 10)


def test_a_body_handed_in_by_other_means_is_proved_too(tmp_path: Path) -> None:
    with Archive.open(
        tmp_path / "monitor.db", evidence=tmp_path / "evidence", index=tmp_path / "index"
    ) as archive:
        archive.kept.record(an_exchange(request=b"", response=b""))
        archive.kept.settle()
        assert asyncio.run(verify(archive, Inline())).records == 1
