"""Citations to be read by people: a reading list in Markdown, a line of plain text."""

import re
from collections.abc import Callable

from monitor.export import cite
from monitor.export.record import Record
from monitor.export.tidy import line

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#|~!&])")
# What would begin a list, a heading or a rule at the beginning of a line.
_BEGINS = re.compile(r"^(\d{1,9})([.)])|^([-+=])")


def escaped(text: str) -> str:
    """Return *text* so that Markdown shows it as it is, on one line.

    >>> escaped("1. *Nine* freed")
    '1\\\\. \\\\*Nine\\\\* freed'
    """
    told = _MARKS.sub(r"\\\1", line(text))
    return _BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", told)


def markdown(record: Record) -> str:
    """Return *record* as an item of a list, its abstract as a quotation below."""
    title = escaped(record.title) or "Untitled"
    address = record.url if _is_web(record.url) else ""
    linked = f"[{title}](<{_address(address)}>)" if address else title
    told = f"- {_who(record, escaped)}{linked}. {_where(record, escaped)}\n"
    told += f"  {escaped(cite.version(record))} `{record.key}`\n"
    if record.abstract:
        told += f"  > {escaped(record.abstract)}\n"
    return f"{told}\n"


def text(record: Record) -> str:
    """Return *record* as one line of text."""
    title = record.title or "Untitled"
    stop = "" if title.endswith(("?", "!", ".", "…")) else "."
    return (
        f"{_who(record, line)}{title}{stop} {_where(record, line)} {record.url} "
        f"{cite.version(record)} [{record.key}]\n"
    )


def _who(record: Record, written: Callable[[str], str]) -> str:
    names = [name.shown for name in record.authors]
    if not names:
        return ""
    told = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{written(told)}: "


def _where(record: Record, written: Callable[[str], str]) -> str:
    on = cite.published(record) or "no date"
    return f"{written(record.publisher)}, {on}."


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _address(url: str) -> str:
    return re.sub(r"[\s<>\\]", lambda found: f"%{ord(found.group()):02X}", url)
