"""Read sources.yaml: text → Watchlist, with what could not be used and on which line.

One bad entry never stops the others: it becomes a Problem. What would change the meaning of the
whole file (it is not YAML, a section is misspelt, relevance cannot be read) stops it.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from monitor.errors import SourceError
from monitor.model.source import Content, Source
from monitor.model.watchlist import Edition, Watchlist
from monitor.source import shipped
from monitor.source.complaint import about, meant
from monitor.source.findings import Findings, Found
from monitor.source.lines import read
from monitor.source.rules import Written, rules
from monitor.source.schema import (
    SECTIONS,
    ComingUpEntry,
    EditionEntry,
    HelpLine,
    SourceEntry,
)

DEFAULT_EDITION = Edition(id="weekly", title="The week")

_OWN = ("id", "name", "url")
"""Keys that cannot be the same for all sources."""
_EXAMPLE = {"id": "x", "name": "x", "kind": "feed", "url": "https://example.org/", "rights": "x"}
"""An entry whose own keys are right, so that what is wrong with it is wrong with the defaults."""


def load(path: Path) -> Watchlist:
    """Read the file at *path*.

    Raises:
        SourceError: It cannot be read, or not used as a whole; the reason says what to do.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        reason = "is not there; monitor init writes one to start from"
        raise SourceError(str(path), reason) from None
    except OSError as fault:
        reason = f"cannot be read ({fault.strerror}); check that it is a file you may read"
        raise SourceError(str(path), reason) from fault
    try:
        return parse(raw.decode("utf-8"), str(path))
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        reason = "has a character that is not UTF-8; save the file as UTF-8 text"
        raise SourceError(str(path), reason, line=line) from fault


@lru_cache(maxsize=4)  # `monitor run` looks every minute whether the file says something new
def parse(text: str, name: str) -> Watchlist:
    """Read *text*, the content of a sources.yaml; *name* is the file's, for messages.

    Raises:
        SourceError: It cannot be used as a whole; the reason says what to do.
    """
    findings = Findings(read(text, name))
    _check_top(findings)
    below = _defaults(findings)
    written = rules(findings, _builtin)
    sources = _sources(findings, written, below)
    editions = _editions(findings, written)
    help_lines = tuple(e.made() for _, e in findings.entries("help", HelpLine, "help"))
    coming_up = tuple(e.made() for _, e in findings.entries("coming_up", ComingUpEntry, "date"))
    problems = tuple(sorted(findings.problems, key=lambda problem: problem.line or 0))
    if not sources:
        first = (
            f"; the first problem: {problems[0].entry}: {problems[0].reason}" if problems else ""
        )
        line = problems[0].line if problems else None
        reason = f"has no source that can be used; write at least one below sources:{first}"
        raise SourceError(name, reason, line=line)
    return Watchlist(
        sources=sources,
        topics=written.topics,
        editions=editions,
        help=help_lines,
        coming_up=coming_up,
        macros=written.macros,
        tiers=written.tiers,
        problems=problems,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _builtin() -> Watchlist:
    return parse(shipped.text(), "the built-in sources.yaml")


def _check_top(findings: Findings) -> None:
    """Raise SourceError where the file is empty, or has a section twice or misspelt.

    A misspelt section stops the file: it would be replaced by the built-in one without a word.
    """
    value = findings.document.value
    if value is None:
        raise SourceError(
            findings.document.name, "is empty; remove it, and monitor init writes one"
        )
    if not isinstance(value, dict):
        reason = "is not a list of sections; begin with a line sources: and indent what follows"
        raise findings.fault(reason)
    for key in value:
        if key not in SECTIONS:
            reason = f"unknown section “{key}”{meant(key, SECTIONS)}"
            raise findings.fault(reason, key)
    doubled = findings.document.doubled()
    if doubled:
        key, line = doubled
        reason = f"the section “{key}” is written twice; put both together into one"
        raise SourceError(findings.document.name, reason, line=line)


def _defaults(findings: Findings) -> dict[str, Any]:
    """Return the values that sources may leave out.

    Raises:
        SourceError: One cannot be used: it would spoil every source.
    """
    told: dict[str, Any] = findings.section("defaults", dict)
    doubled = findings.document.doubled("defaults")
    if doubled:
        key, line = doubled
        reason = f"defaults: “{key}” is written twice; remove one of them"
        raise SourceError(findings.document.name, reason, line=line)
    for key in _OWN:
        if key in told:
            reason = f"defaults: “{key}” is each source's own; write it there"
            raise findings.fault(reason, "defaults", key)
    try:
        SourceEntry.model_validate({**_EXAMPLE, **told})
    except ValidationError as fault:
        keys = tuple(key for key in SourceEntry.model_fields if key not in _OWN)
        path, reason = next(iter(about(fault, keys)))
        raise findings.fault(f"defaults: {reason}", "defaults", *path) from fault
    return told


def _sources(findings: Findings, written: Written, below: dict[str, Any]) -> tuple[Source, ...]:
    sources: list[Source] = []
    before: dict[str, int] = {}
    for found, entry in findings.entries("sources", SourceEntry, "source", below):
        first = findings.first_of_its_id(found, before)
        licensed = _names_its_licence(findings, found)
        if findings.knows_topics(found, written.topic_ids) and first and licensed:
            topics = _usable(entry.topics, written)
            sources.append(entry.model_copy(update={"topics": topics}).made())
    return tuple(sources)


def _names_its_licence(findings: Findings, found: Found) -> bool:
    """Whether an entry that says ``content: full`` says itself which licence allows it.

    The note in ``defaults`` is about what is not licensed, in the shipped file for one.
    """
    told = findings.section(found.section, list)[found.place]
    if found.entry.content is not Content.FULL or "content" not in told or "rights" in told:
        return True
    reason = (
        "content: full shows the whole text to others, so the entry itself must name the licence "
        "that allows it; add rights, or write content: extract"
    )
    findings.refuse(found.label, reason, found.section, found.place, "content")
    return False


def _editions(findings: Findings, written: Written) -> tuple[Edition, ...]:
    """Return the usable editions; the default one where none is written."""
    if not findings.section("editions", list):
        return (DEFAULT_EDITION,)
    editions: list[Edition] = []
    before: dict[str, int] = {}
    for found, entry in findings.entries("editions", EditionEntry, "edition"):
        first = findings.first_of_its_id(found, before)
        if not findings.knows_topics(found, written.topic_ids) or not first:
            continue
        topics = _usable(entry.topics, written)
        if entry.topics and not topics:
            # Without topics it would be an edition of everything.
            path = (found.section, found.place, "topics")
            findings.refuse(found.label, "none of its topics can be used; mend them first", *path)
            continue
        editions.append(entry.model_copy(update={"topics": topics}).made())
    return tuple(editions)


def _usable(topics: tuple[str, ...], written: Written) -> tuple[str, ...]:
    usable = {topic.id for topic in written.topics}
    return tuple(topic for topic in topics if topic in usable)
