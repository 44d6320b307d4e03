"""Everything that was fetched, as it came, in WARC files; and a row for every answer.

A record is on the disk before the row that names it. A crash leaves at most a torn end, which is
cut off at the next start, and whole records that no row names, which are never read.
"""

import hashlib
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from monitor.archive import hashed, warc
from monitor.archive.connection import Database
from monitor.archive.leads import key_hash
from monitor.archive.rows import Fetched
from monitor.archive.schema import fetch
from monitor.archive.schema import record as record_
from monitor.archive.schema import warc as warc_
from monitor.archive.warcfiles import Files, faults
from monitor.errors import ArchiveError
from monitor.model.exchange import Exchange, Truncated
from monitor.model.page import Page
from monitor.packed import unpacker
from monitor.plainly import plain

_MOST_PENDING = 200
"""Exchanges that may wait for their rows; a crash loses the rows of those that nothing rests on."""
_NOT_MODIFIED = 304
RESTORE = "restore evidence/ from a backup"


class Evidence:
    """The bytes behind an archive: recorded as they come, read back by hash."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self.folder = folder
        self._files = Files(database, folder)
        self._pending: list[dict[str, Any]] = []

    def record(self, exchange: Exchange) -> None:
        """Write *exchange* into the WARC file of its day; ``settle`` makes it known.

        Raises:
            ArchiveError: The disk refuses.
        """
        payload = hashlib.sha256(exchange.body).hexdigest() if exchange.body else ""
        before = self._before(exchange, payload)
        kind = _kind(exchange, before)
        answer = _answer(exchange, kind, before)
        concurrent = [_request(exchange)] if exchange.request else []
        slot, length = self._files.add(exchange.at, answer, *concurrent)
        self._pending.append(
            {
                "warc": slot.name,
                "offset": slot.offset,
                "length": length,
                "request_length": slot.length - length,
                "kind": kind,
                "url": exchange.url,
                "url_hash": key_hash(exchange.url),
                "at": exchange.at,
                "status": exchange.status,
                "peer": exchange.peer,
                "sha256": exchange.sha256,
                "size": exchange.size,
                "payload": payload,
                "truncated": exchange.truncated.value,
                "body_id": before["id"] if before is not None else None,
                "removed_at": None,
            }
        )
        if len(self._pending) >= _MOST_PENDING:
            self.settle()

    def settle(self) -> None:
        """Make all that was recorded outlive a crash, and name it in the database.

        Raises:
            ArchiveError: The disk refuses.
        """
        if not self._pending:
            return
        self._files.sync()
        with self._database.transaction() as connection:
            ids = {
                name: self._files.row(connection, name)
                for name in dict.fromkeys(row["warc"] for row in self._pending)
            }
            rows = [{**row, "warc_id": ids[row["warc"]]} for row in self._pending]
            names = [column.name for column in record_.columns if column.name != "id"]
            connection.execute(
                insert(record_), [{name: row[name] for name in names} for row in rows]
            )
        self._pending.clear()

    def keep(self, page: Page) -> None:
        """Note where and when *page* came from, and in which headers; its bytes are kept.

        Raises:
            ArchiveError: The disk refuses.
        """
        self.settle()
        with self._database.transaction() as connection:
            found = _of_page(connection, page)
            if found is None:
                self.record(_handed_in(page))
                self.settle()
                found = _of_page(connection, page)
            _note(connection, page, found)

    def read(self, sha256: str) -> bytes | None:
        """Return the bytes of that hash, None where there are none, or none any more.

        Raises:
            ArchiveError: They cannot be read, or are not what was received.
        """
        self.settle()
        wanted = record_.c.sha256 == sha256
        with self._database.reading() as connection:
            row = with_body(connection, wanted)
        if row is not None and not (self.folder / row["name"]).exists():
            # It was written anew since, without what the retention policy removed.
            with self._database.reading() as connection:
                row = with_body(connection, wanted)
        if row is None:
            return self._read_hashed(sha256)
        body = unpacked(self.record_at(row), row["size"])
        if body is None or hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(str(self.folder / row["name"]), _changed(row))
        return body

    def record_at(self, row: RowMapping) -> warc.Record:
        """Return the record that *row* (with the name of its file) is about.

        Raises:
            ArchiveError: It is not there, or is another than was written.
        """
        told = self._lying(row, row["offset"], row["length"])
        digest = hashlib.sha256(told.body).hexdigest() if told.body else ""
        if digest != (row["payload"] if row["body_id"] is None else ""):
            raise ArchiveError(str(self.folder / row["name"]), _changed(row))
        return told

    def examine(self, row: RowMapping) -> None:
        """Read answer and request of *row* (with the name of its file).

        Raises:
            ArchiveError: One is not there, or another than was written.
        """
        told = self.record_at(row)
        path = str(self.folder / row["name"])
        if row["sha256"] and row["body_id"] is None:
            body = unpacked(told, row["size"])
            if body is None or hashlib.sha256(body).hexdigest() != row["sha256"]:
                raise ArchiveError(path, _changed(row))
        if row["request_length"]:
            asked = self._lying(row, row["offset"] + row["length"], row["request_length"])
            if asked.headers.get("warc-concurrent-to") != told.headers.get("warc-record-id"):
                raise ArchiveError(path, _changed(row))

    def _lying(self, row: RowMapping, offset: int, length: int) -> warc.Record:
        """Return the record that lies there, of the address and the time of *row*.

        Raises:
            ArchiveError: There is none.
        """
        path = self.folder / row["name"]
        with faults(path, reading=True):
            try:
                told = warc.read(path, offset, length)
            except warc.Damaged as fault:
                raise ArchiveError(str(path), f"{fault}; {RESTORE}") from None
        stated = (told.headers.get("warc-target-uri"), told.headers.get("warc-date"))
        if stated != (row["url"], warc.moment(row["at"])):
            raise ArchiveError(str(path), _changed(row))
        return told

    def close(self) -> None:
        """Settle and let go of the file that is written."""
        try:
            if not self._database.read_only:
                self.settle()
        finally:
            self._files.close()

    def _before(self, exchange: Exchange, payload: str) -> RowMapping | None:
        """Return the record that has this very body already, or had it when told 304."""
        if exchange.status == _NOT_MODIFIED:
            same = record_.c.url_hash == key_hash(exchange.url)
            wanted = same & (record_.c.sha256 != "")
        elif not payload or exchange.truncated is not Truncated.NO:
            return None
        else:
            wanted = (record_.c.payload == payload) & (record_.c.sha256 == exchange.sha256)
        if any(_may_be(row, exchange, payload) for row in self._pending):
            self.settle()
        with self._database.reading() as connection:
            return with_body(connection, wanted)

    def _read_hashed(self, sha256: str) -> bytes | None:
        place = self.folder / sha256[:2] / sha256[2:]
        with faults(place, reading=True):
            try:
                body = hashed.read(self.folder, sha256)
            except (EOFError, zlib.error) as fault:
                reason = f"cannot be read ({fault}); {RESTORE}"
                raise ArchiveError(str(place), reason) from None
        if body is not None and hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(str(place), f"is not what was received; {RESTORE}")
        return body


def _may_be(row: Mapping[str, Any], exchange: Exchange, payload: str) -> bool:
    """Whether what waits for its row may have the body of *exchange*."""
    if exchange.status == _NOT_MODIFIED:
        return bool(row["sha256"]) and row["url"] == exchange.url
    return bool(payload) and row["payload"] == payload


def _handed_in(page: Page) -> Exchange:
    """Return a page that came by no exchange of ours as one without headers."""
    return Exchange(
        url=page.final_url,
        at=page.fetched_at,
        peer=page.peer,
        request=b"",
        status=page.status,
        response=b"",
        body=page.body,
        sha256=page.sha256,
        size=len(page.body),
    )


def _kind(exchange: Exchange, before: RowMapping | None) -> str:
    if before is not None or exchange.status == _NOT_MODIFIED:
        return "revisit"
    return "response" if exchange.response else "resource"


def _answer(exchange: Exchange, kind: str, before: RowMapping | None) -> warc.Written:
    headers = _peer(exchange)
    if exchange.truncated is not Truncated.NO:
        headers["WARC-Truncated"] = exchange.truncated.value
    if kind == "revisit":
        unchanged = exchange.status == _NOT_MODIFIED
        headers["WARC-Profile"] = warc.NOT_MODIFIED if unchanged else warc.IDENTICAL
    if before is not None:
        headers["WARC-Refers-To-Target-URI"] = before["url"]
        headers["WARC-Refers-To-Date"] = warc.moment(before["at"])
        if before["payload"]:
            headers["WARC-Payload-Digest"] = f"sha256:{before['payload']}"
    media = "application/http; msgtype=response" if exchange.response else ""
    return warc.Written(
        kind=kind,
        url=exchange.url,
        at=exchange.at,
        head=exchange.response,
        body=b"" if kind == "revisit" else exchange.body,
        content_type=media or "application/octet-stream",
        headers=headers,
    )


def _request(exchange: Exchange) -> warc.Written:
    return warc.Written(
        kind="request",
        url=exchange.url,
        at=exchange.at,
        head=exchange.request,
        content_type="application/http; msgtype=request",
        headers=_peer(exchange),
    )


def _peer(exchange: Exchange) -> dict[str, str]:
    """Return who answered; WARC has a field for the address and none for the port."""
    host, _, port = exchange.peer.rpartition(":")
    told = {"WARC-IP-Address": host.strip("[]"), "X-Peer-Port": port}
    return {name: value for name, value in told.items() if value}


def with_body(connection: Connection, wanted: Any) -> RowMapping | None:
    """Return the newest record that is *wanted*, or the one that has its body for it."""
    newest = (
        select(func.coalesce(record_.c.body_id, record_.c.id))
        .where(wanted, record_.c.removed_at.is_(None))
        .order_by(record_.c.id.desc())
        .limit(1)
    )
    question = LOCATED.where(record_.c.id == newest.scalar_subquery())
    return connection.execute(question).mappings().first()


LOCATED = select(record_, warc_.c.name).join(warc_, warc_.c.id == record_.c.warc_id)
"""Records with the names of their files."""


def unpacked(told: warc.Record, size: int) -> bytes | None:
    """Return the body of *told* as it was read, None where it cannot be unpacked any more."""
    try:
        return unpacker(told.coding).unpack(told.body, size) if size else b""
    except (zlib.error, LookupError):
        return None


def fetched(connection: Connection, sha256: str) -> tuple[Fetched, ...]:
    """Return every answer that brought the bytes of that hash, oldest first."""
    question = (
        select(fetch).where(fetch.c.sha256 == sha256).order_by(fetch.c.fetched_at, fetch.c.id)
    )
    return tuple(
        Fetched(
            url=row["url"],
            final_url=row["final_url"],
            status=row["status"],
            fetched_at=row["fetched_at"],
            peer=row["peer"],
            sha256=row["sha256"],
            size=row["size"],
            headers=tuple((name, value) for name, value in row["headers"]),
        )
        for row in connection.execute(question).mappings()
    )


def _of_page(connection: Connection, page: Page) -> int | None:
    """Return the record that brought *page*: of its address where there is one, else any."""
    question = (
        select(record_.c.id)
        .where(record_.c.sha256 == page.sha256, record_.c.removed_at.is_(None))
        .order_by((record_.c.url == page.final_url).desc(), record_.c.id.desc())
        .limit(1)
    )
    return connection.execute(question).scalar()


def _note(connection: Connection, page: Page, record_id: int | None) -> None:
    values: Mapping[str, Any] = {
        "url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "headers": plain(page.headers),
        "hops": plain(page.hops),
        "peer": page.peer,
        "media_type": page.media_type,
        "fetched_at": page.fetched_at,
        "sha256": page.sha256,
        "size": len(page.body),
        "record_id": record_id,
    }
    connection.execute(insert(fetch).values(values))


def _changed(row: RowMapping) -> str:
    return f"the record at {row['offset']} is not what was received; {RESTORE}"
