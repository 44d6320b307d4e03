"""JSON Lines: one object a line, every field of a record, lists as lists."""

import json
from typing import Any

from monitor.export.cite import day, moment
from monitor.export.names import Name
from monitor.export.record import Record
from monitor.model.dated import Dated

# They end a line for some readers (Python's splitlines, JavaScript of before 2019).
_BREAKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def fields(record: Record) -> dict[str, Any]:
    """Return *record* as an object, always with the same names in the same order."""
    known = record.standing
    copy = known.copy
    return {
        "key": record.key,
        "id": record.id,
        "revision": known.revision,
        "title": record.title,
        "authors": [_name(name) for name in record.authors],
        "publisher": record.publisher,
        "source": record.source,
        "kind": record.kind.value,
        "cited_as": record.work.value,
        "url": record.url,
        "canonical_url": record.canonical_url,
        "published": dated(record.published),
        "published_precision": _precision(record.published),
        "published_from": record.published.provenance.value if record.published else "",
        "updated": dated(record.updated),
        "first_seen": moment(record.first_seen_at),
        "read": moment(known.read_at),
        "language": record.language,
        "tier": known.tier.value,
        "topics": [topic for topic, _ in known.topics],
        "topic_names": [name for _, name in known.topics],
        "story": known.story_id,
        "role": known.role.value,
        "copy_of": known.copy_of,
        "issues": list(known.issues),
        "words": record.words,
        "pages": record.pages,
        "origin": record.origin,
        "quality": record.quality,
        "content": record.content.value,
        "rights": record.rights,
        "withheld": record.withheld,
        "bytes_sha256": record.bytes_sha256,
        "text_sha256": record.text_sha256,
        "warc_file": copy.file if copy else "",
        "warc_record": copy.record if copy else "",
        "web_archive": copy.url if copy else "",
        "description": record.description,
        "text": record.text,
    }


def written(record: Record) -> str:
    """Return *record* as one line, with its end."""
    told = json.dumps(fields(record), ensure_ascii=False)
    for char, escaped in _BREAKS.items():
        told = told.replace(char, escaped)
    return f"{told}\n"


def dated(date: Dated | None) -> str:
    """Return a stated date as exactly as it was stated: a day, or a time in UTC."""
    if date is None:
        return ""
    return day(date.at) if date.day_only else moment(date.at)


def _precision(date: Dated | None) -> str:
    if date is None:
        return ""
    return "day" if date.day_only else "time"


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    told = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in told.items() if value}
