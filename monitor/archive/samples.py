"""Samples and the codes of their documents. Each function raises ArchiveError where the disk does.

Rows are added and never changed: the last code of a coder, a document and a variable counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select

from monitor.archive.schema import change, sample_item
from monitor.archive.schema import code as code_
from monitor.archive.schema import document as document_
from monitor.archive.schema import sample as sample_
from monitor.archive.store import Archive
from monitor.model.coding import Code, Drawn, Sample, Stratum
from monitor.model.search import Search
from monitor.plainly import plain, whole

_AT_ONCE = 500
"""Rows in one question: SQLite takes 32,766 values, its older releases 999."""
_CODE = [code_.c[f.name] for f in fields(Code)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What drawing needs to know of a document at some moment."""

    document_id: str
    revision: int
    source_id: str
    topics: tuple[str, ...]
    first_seen_at: datetime


def known(archive: Archive, seqs: Sequence[int]) -> Iterator[Known]:
    """Yield the documents whose states were made by those rows of the log, without their texts."""
    question = select(
        change.c.document_id,
        change.c.revision,
        change.c.topics,
        document_.c.source_id,
        document_.c.first_seen_at,
    ).join(document_, document_.c.id == change.c.document_id)
    with archive.database.reading() as connection:
        for start in range(0, len(seqs), _AT_ONCE):
            some = question.where(change.c.seq.in_(seqs[start : start + _AT_ONCE]))
            for row in connection.execute(some).mappings():
                yield Known(**{**row, "topics": tuple(row["topics"])})


def add(archive: Archive, sample: Sample) -> None:
    """Keep *sample*; its name is not taken."""
    with archive.database.transaction() as connection:
        connection.execute(
            insert(sample_).values(
                name=sample.name,
                search=plain(sample.search),
                seed=sample.seed,
                by=plain(sample.by),
                population=sample.population,
                who=sample.who,
                made_at=sample.made_at,
            )
        )
        rows = [
            {"sample": sample.name, "place": place, **plain(each)}
            for place, each in enumerate(sample.drawn)
        ]
        if rows:
            connection.execute(insert(sample_item), rows)


def find(archive: Archive, name: str) -> Sample | None:
    """Return the sample of that name."""
    with archive.database.reading() as connection:
        row = connection.execute(select(sample_).where(sample_.c.name == name)).mappings().first()
        if row is None:
            return None
        question = select(sample_item).where(sample_item.c.sample == name)
        rows = connection.execute(question.order_by(sample_item.c.place)).mappings()
        return _whole(row, [_drawn(each) for each in rows])


def names(archive: Archive) -> tuple[str, ...]:
    """Return the names of all samples, oldest first."""
    question = select(sample_.c.name).order_by(sample_.c.made_at, sample_.c.name)
    with archive.database.reading() as connection:
        return tuple(connection.execute(question).scalars())


def codes(archive: Archive, sample: str, *, history: bool = False) -> tuple[Code, ...]:
    """Return the codes of *sample* that stand, or with *history* all that were given, in order."""
    question = select(*_CODE).where(code_.c.sample == sample)
    if not history:
        newest = select(func.max(code_.c.id)).where(code_.c.sample == sample)
        newest = newest.group_by(code_.c.document_id, code_.c.coder, code_.c.variable)
        question = question.where(code_.c.id.in_(newest), code_.c.value != "")
    with archive.database.reading() as connection:
        rows = connection.execute(question.order_by(code_.c.id)).mappings()
        return tuple(Code(**{str(k): v for k, v in row.items()}) for row in rows)


def add_codes(archive: Archive, told: Iterable[Code]) -> None:
    """Write *told* down, all of it or nothing."""
    rows = [_row(each) for each in told]
    if rows:
        with archive.database.transaction() as connection:
            connection.execute(insert(code_), rows)


def _row(code: Code) -> dict[str, object]:
    return {f.name: getattr(code, f.name) for f in fields(code)}


def _drawn(row: RowMapping) -> Drawn:
    return Drawn(document_id=row["document_id"], revision=row["revision"], stratum=row["stratum"])


def _whole(row: RowMapping, drawn: Sequence[Drawn]) -> Sample:
    return Sample(
        name=row["name"],
        search=whole(Search, row["search"]),
        seed=row["seed"],
        by=tuple(Stratum(each) for each in row["by"]),
        population=row["population"],
        drawn=tuple(drawn),
        made_at=row["made_at"],
        who=row["who"],
    )
