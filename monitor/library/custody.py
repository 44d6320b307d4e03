"""Tell the chain of custody of a document: from the first word of it to where it was quoted."""

from collections.abc import Iterator, Sequence

from monitor import urls
from monitor.archive import attested, proving, traces
from monitor.archive.proving import Version
from monitor.archive.store import Archive
from monitor.archive.traces import Arrival, Exchanged
from monitor.digest import record
from monitor.model.custody import Act, Custody, Event
from monitor.text.counted import counted

_NOT_MODIFIED = 304
_ORDER = list(Act)


def custody(archive: Archive, document_id: str) -> Custody:
    """Return all that was done with a document, oldest first.

    Raises:
        ArchiveError: There is no such document, or the archive cannot be read.
    """
    document = archive.document(document_id)
    versions = list(proving.versions(archive, [document_id]))
    events = [
        *_seen(archive, document_id),
        *_fetched(archive, versions),
        *_read(versions),
        *_judged(archive, document_id),
        *_decided(archive, document_id),
        *_quoted(archive, document_id),
        *_attested(archive, document_id, versions),
    ]
    events.sort(key=lambda event: (event.at, _ORDER.index(event.act)))
    return Custody(
        document_id=document_id, title=document.title, url=document.url, events=tuple(events)
    )


def _seen(archive: Archive, document_id: str) -> Iterator[Event]:
    for each in traces.sightings(archive, document_id):
        lead = each.lead
        yield Event(
            at=each.first_seen_at,
            act=Act.SEEN,
            who=lead.source_id,
            fact=f"{lead.source_id} named it “{each.title}”",
            details=_told(address=lead.url, key=lead.key),
        )


def _fetched(archive: Archive, versions: Sequence[Version]) -> Iterator[Event]:
    """Yield each exchange with an address on the way to the bytes of a version."""
    bodies = sorted({each.document.evidence for each in versions} - {""})
    arrivals = traces.arrivals(archive, bodies)
    addresses = {each.document.url for each in versions if each.document.evidence}
    for each in arrivals:
        addresses |= {each.url, each.final_url, *(hop.url for hop in each.hops)}
    locations = {hop.url: hop.location for each in arrivals for hop in each.hops}
    seen: set[str] = set()
    for row in traces.exchanges(archive, addresses):
        yield from _exchange(row, locations.get(row["url"], ""), seen)
    for each in arrivals:
        if each.record_id is None:
            yield _kept_before(each)


def _exchange(row: Exchanged, location: str, seen: set[str]) -> Iterator[Event]:
    host = urls.host(row["url"]) or row["peer"]
    kept = row["removed_at"] is None
    place = _told(file=row["name"], offset=str(row["offset"]), length=str(row["length"]))
    yield Event(
        at=row["at"],
        act=Act.FETCHED,
        who=host,
        fact=f"{row['url']} {_answer(row, location, seen)}",
        tool=row["software"],
        details=_told(
            address=row["url"],
            status=str(row["status"]),
            redirect=location,
            peer=row["peer"],
            sha256=row["sha256"],
            bytes=str(row["size"]) if row["sha256"] else "",
            payload_sha256=row["payload"] if row["payload"] != row["sha256"] else "",
            truncated=row["truncated"],
            record=row["kind"],
        )
        + (place if kept else ()),
    )
    if not kept:
        yield Event(
            at=row["removed_at"],
            act=Act.REMOVED,
            who="retention",
            fact=f"the bytes of {row['url']} were removed; their hash is kept",
            details=_told(address=row["url"], sha256=row["sha256"]),
        )


def _answer(row: Exchanged, location: str, seen: set[str]) -> str:
    """Return what an exchange brought, in words."""
    status, sha256 = row["status"], row["sha256"]
    if status == _NOT_MODIFIED:
        return "has not changed, it says (HTTP 304)"
    if location and not sha256:
        return f"led on to {location} (HTTP {status})"
    if not sha256:
        return f"answered HTTP {status}"
    known = sha256 in seen
    seen.add(sha256)
    again = "the same bytes as before" if known else counted(row["size"], "byte")
    return f"gave {again} (HTTP {status})"


def _kept_before(arrival: Arrival) -> Event:
    """Return an answer that was kept before there were records of exchanges."""
    way = "".join(f" by way of {hop.url}" for hop in arrival.hops)
    return Event(
        at=arrival.fetched_at,
        act=Act.FETCHED,
        who=urls.host(arrival.final_url) or arrival.peer,
        fact=f"{arrival.final_url}{way} gave {counted(arrival.size, 'byte')} "
        f"(HTTP {arrival.status})",
        details=_told(
            address=arrival.final_url,
            status=str(arrival.status),
            peer=arrival.peer,
            sha256=arrival.sha256,
            bytes=str(arrival.size),
            file=f"{arrival.sha256[:2]}/{arrival.sha256[2:]}",
        ),
    )


def _read(versions: Sequence[Version]) -> Iterator[Event]:
    for each in versions:
        document = each.document
        source = "its bytes" if document.evidence else "the words of its source"
        first = each.number == versions[0].number
        yield Event(
            at=each.read_at,
            act=Act.READ,
            who="monitor",
            fact=f"version {each.number} was read from {source}"
            + ("" if first else ", which had changed"),
            tool=document.extractor,
            details=_told(
                version=str(each.number),
                title=document.title,
                evidence=document.evidence,
                text_sha256=each.sha256,
                characters=str(len(document.text)),
                note=document.note,
            ),
        )


def _judged(archive: Archive, document_id: str) -> Iterator[Event]:
    decided = {each.at for each in archive.decisions(document_id)}
    for each in traces.judgements(archive, document_id):
        if each.at not in decided:
            yield Event(
                at=each.at,
                act=Act.JUDGED,
                who="queries",
                fact=f"judged as {each.tier.value}"
                + (f" for {', '.join(each.topics)}" if each.topics else ""),
                details=_told(tier=each.tier.value, topics=", ".join(each.topics)),
            )


def _decided(archive: Archive, document_id: str) -> Iterator[Event]:
    for each in archive.decisions(document_id):
        yield Event(
            at=each.at,
            act=Act.DECIDED,
            who=each.who,
            fact=each.sentence,
            details=_told(note=each.note, topics=", ".join(each.topics)),
        )


def _quoted(archive: Archive, document_id: str) -> Iterator[Event]:
    for stored in traces.issues_naming(archive, document_id):
        digest = record.load(stored.record)
        quoted = [each for each in digest.quoted if each.document_id == document_id]
        fact = f"issue {stored.number} ({stored.week}, revision {stored.revision}) " + (
            f"quoted {counted(len(quoted), 'sentence')}" if quoted else "named it"
        )
        yield Event(
            at=stored.made_at,
            act=Act.QUOTED,
            who=stored.edition_id,
            fact=fact,
            details=_told(
                edition=stored.edition_id,
                week=stored.week,
                revision=str(stored.revision),
                sentences=str(len(quoted)),
                record_sha256=stored.sha256,
            ),
        )


def _attested(archive: Archive, document_id: str, versions: Sequence[Version]) -> Iterator[Event]:
    """Yield the stamps of the days on which it was read, and its copy in a public archive."""
    for day in sorted({f"{version.read_at:%Y-%m-%d}" for version in versions}):
        for stamp in attested.stamps(archive, day):
            if stamp.at is not None:
                yield Event(
                    at=stamp.at,
                    act=Act.STAMPED,
                    who=stamp.authority,
                    fact=f"signed that the evidence of {day} was there",
                    details=_told(day=day, digest=stamp.digest),
                )
    copy = attested.copy_of(archive, document_id)
    if copy is not None:
        got = f"has a copy at {copy.copy_url}" if copy.copy_url else f"has none: {copy.fact}"
        yield Event(
            at=copy.at,
            act=Act.COPIED,
            who=copy.archive,
            fact=f"the public archive {got}",
            details=_told(address=copy.url, copy=copy.copy_url),
        )


def _told(**details: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in details.items() if value)
