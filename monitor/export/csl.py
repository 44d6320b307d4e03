"""CSL-JSON: what citeproc, pandoc, Zotero and Quarto format citations from."""

import json
from datetime import UTC, datetime
from typing import Any

from monitor.export import cite
from monitor.export.names import Name
from monitor.export.record import Record, Work

_TYPES = {
    Work.NEWS: "article-newspaper",
    Work.WEBPAGE: "webpage",
    Work.REPORT: "report",
}


def item(record: Record) -> dict[str, Any]:
    """Return *record* as an item; what is empty is left out."""
    copy = record.standing.copy
    told = {
        "id": record.key,
        "type": _TYPES[record.work],
        "title": record.title,
        "author": [_name(name) for name in record.authors],
        "publisher" if record.work is Work.REPORT else "container-title": record.publisher,
        "issued": _date(record.published.at) if record.published else None,
        "accessed": _date(record.standing.read_at),
        "URL": record.url,
        "language": record.language,
        "abstract": record.abstract,
        "keyword": ", ".join(cite.keywords(record)),
        # Styles print these: what only we can open belongs in the note.
        "archive": cite.host(copy.url) if copy else "",
        "archive_location": copy.url if copy else "",
        "note": f"{cite.version(record)} {cite.proof(record)}",
        "custom": {
            "revision": record.standing.revision,
            "first_seen": cite.moment(record.first_seen_at),
            "text_sha256": record.text_sha256,
            "bytes_sha256": record.bytes_sha256,
            "story": record.standing.story_id,
        },
    }
    return {name: value for name, value in told.items() if value}


def written(record: Record) -> str:
    """Return *record* as an element of the array, without what parts it from the next."""
    return json.dumps(item(record), ensure_ascii=False)


def _date(at: datetime) -> dict[str, list[list[int]]]:
    on = at.astimezone(UTC)
    return {"date-parts": [[on.year, on.month, on.day]]}


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    told = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in told.items() if value}
