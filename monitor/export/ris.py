"""RIS, as Zotero, EndNote, Mendeley and JabRef read it; rispy writes it."""

from typing import Any

from rispy import RisWriter

from monitor.export import cite
from monitor.export.names import Name
from monitor.export.record import Record, Work
from monitor.export.tidy import line

_TYPES = {Work.NEWS: "NEWS", Work.WEBPAGE: "ELEC", Work.REPORT: "RPRT"}


class _Writer(RisWriter):  # type: ignore[misc]  # rispy has no types
    """Without the number that rispy puts before each record, and with the line ends of RIS."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def written(record: Record) -> str:
    """Return *record* with the empty line behind it; a value never has a line break."""
    told: dict[str, Any] = {
        "type_of_reference": _TYPES[record.work],
        "id": record.key,
        "title": record.title,
        "authors": [_name(name) for name in record.authors],
        "publisher" if record.work is Work.REPORT else "secondary_title": record.publisher,
        "date": cite.published(record).replace("-", "/"),
        "year": cite.published(record)[:4],
        "abstract": line(record.abstract),
        "keywords": cite.keywords(record),
        "urls": [record.url],
        "access_date": cite.read(record).replace("-", "/"),
        "language": record.language,
        "notes": [cite.version(record), cite.proof(record)],
        **_copy(record),
    }
    return f"{_Writer().formats([{tag: value for tag, value in told.items() if value}])}\r\n"


def _copy(record: Record) -> dict[str, str]:
    copy = record.standing.copy
    if copy is None or record.work is Work.WEBPAGE:
        return {}  # Zotero has no place for it with a page of the web; the note says it
    # Archive and Loc. in Archive of Zotero; styles print them, so nothing that only we can open.
    return {"name_of_database": cite.host(copy.url), "accession_number": copy.url}


def _name(name: Name) -> str:
    # A comma parts family from given name; a body has neither.
    return name.sorted if name.family else " ".join(name.literal.replace(",", " ").split())
