"""What the log of changes and the index hold, to be compared."""

import tantivy
from sqlalchemy import select

from monitor.archive import index
from monitor.archive.schema import change
from monitor.archive.store import Archive

State = tuple[str, int | None]
"""A document, and the row that ended what was known of it."""


def logged(archive: Archive, last: int) -> dict[int, State]:
    """Return the rows of the log up to *last* by number."""
    with archive.database.reading() as connection:
        rows = connection.execute(
            select(change.c.seq, change.c.document_id)
            .where(change.c.seq <= last)
            .order_by(change.c.seq.desc())
        ).all()
    ended: dict[str, int] = {}
    told: dict[int, State] = {}
    for seq, document_id in rows:
        told[seq] = (document_id, ended.get(document_id))
        ended[document_id] = seq
    return told


def held(opened: tantivy.Index) -> dict[int, State]:
    """Return what the index holds, in the same way; a superseded entry is marked as past."""
    searcher = opened.searcher()
    every = searcher.search(tantivy.Query.all_query(), searcher.num_docs or 1).hits
    addresses = [address for _, address in every]
    seqs = searcher.fast_field_values("seq", addresses)
    until = searcher.fast_field_values("until", addresses)
    past = tantivy.Query.term_query(index.SCHEMA, "past", "yes", "basic")
    marked = {(a.segment_ord, a.doc) for _, a in searcher.search(past, len(every) or 1).hits}
    assert marked == {
        (address.segment_ord, address.doc)
        for address, end in zip(addresses, until, strict=True)
        if end is not None
    }
    assert len(set(seqs)) == len(seqs)
    return {
        int(seq or 0): (str(searcher.doc(address)["id"][0]), None if end is None else int(end))
        for seq, end, address in zip(seqs, until, addresses, strict=True)
    }
