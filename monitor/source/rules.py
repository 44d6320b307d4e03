"""Topics, relevance and macros: the rules by which a document is judged.

They are what decides for good whether something is kept, so a fault in ``relevance`` stops the
whole file: judging by other rules than the ones meant would lose documents silently.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import ValidationError

from monitor.errors import QueryError
from monitor.model.watchlist import Tiers, Topic, Watchlist
from monitor.query.parse import parse
from monitor.source.complaint import about
from monitor.source.findings import Findings
from monitor.source.schema import RelevanceEntry, TopicEntry

_MACRO = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_NAMES = "use letters, digits and _, such as STRONG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The rules of a file."""

    macros: Mapping[str, str]
    tiers: Tiers
    topics: tuple[Topic, ...]
    topic_ids: tuple[str, ...]
    """Of all topics, also those that cannot be used: naming one is no second fault."""


def rules(findings: Findings, builtin: Callable[[], Watchlist]) -> Written:
    """Return the rules that the document has, completed by the *builtin* ones.

    A file that leaves out macros, relevance or topics has the built-in macros, below its own. One
    without relevance has the built-in relevance; one without topics the built-in topics, or, where
    its relevance is its own, a single topic that holds whatever that relevance includes.

    Raises:
        SourceError: Relevance cannot be used, or a section is not of its form.
    """
    told = findings.document.value
    complete = all(told.get(section) for section in ("macros", "relevance", "topics"))
    base = None if complete else builtin()
    own = _macros(findings)
    macros = {**(base.macros if base else {}), **own}
    for name, query in own.items():
        _refuse_unreadable(findings, f"macro {name}", macros, query, "macros", name)
    tiers = base.tiers if base and not told.get("relevance") else _relevance(findings)
    _require(findings, tiers, macros)
    if base is None or told.get("topics"):
        topics, ids = _topics(findings, macros)
    else:
        topics = (_everything(tiers),) if told.get("relevance") else base.topics
        ids = tuple(topic.id for topic in topics)
    return Written(macros=MappingProxyType(macros), tiers=tiers, topics=topics, topic_ids=ids)


def _macros(findings: Findings) -> dict[str, str]:
    """Return the macros as written; one that cannot be one is left out."""
    own: dict[str, str] = {}
    doubled = findings.document.doubled("macros")
    if doubled:
        raise findings.fault(f"macros: ${doubled[0]} is written twice; remove one", "macros")
    for name, text in findings.section("macros", dict).items():
        if not _MACRO.fullmatch(name):
            findings.refuse(f"macro {name}", f"“{name}” is no name; {_NAMES}", "macros", name)
        elif not isinstance(text, str):
            findings.refuse(f"macro {name}", "has no query; write one after it", "macros", name)
        else:
            own[name] = text
    return own


def _relevance(findings: Findings) -> Tiers:
    doubled = findings.document.doubled("relevance")
    if doubled:
        raise findings.fault(f"relevance: “{doubled[0]}” is written twice; remove one", "relevance")
    try:
        return RelevanceEntry.model_validate(findings.section("relevance", dict)).made()
    except ValidationError as fault:
        path, reason = next(iter(about(fault, tuple(RelevanceEntry.model_fields))))
        raise findings.fault(f"relevance: {reason}", "relevance", *path) from fault


def _require(findings: Findings, tiers: Tiers, macros: Mapping[str, str]) -> None:
    """Raise SourceError where a query of *tiers* cannot be read.

    Built-in ones cannot be where a macro of the file replaced one of theirs.
    """
    section = "relevance" if findings.document.value.get("relevance") else "macros"
    for key in ("include", "include_unless", "unless", "queue"):
        query = getattr(tiers, key)
        reason = _unreadable(query, macros) if query else ""
        if reason:
            raise findings.fault(f"relevance, {key}: {reason}", section, key)


def _topics(
    findings: Findings, macros: Mapping[str, str]
) -> tuple[tuple[Topic, ...], tuple[str, ...]]:
    """Return the usable topics, and the ids of all."""
    topics: list[Topic] = []
    before: dict[str, int] = {}
    for found, entry in findings.entries("topics", TopicEntry, "topic"):
        path = (found.section, found.place, "query")
        if findings.first_of_its_id(found, before) and not _refuse_unreadable(
            findings, found.label, macros, entry.query, *path
        ):
            topics.append(entry.made())
    named = (told.get("id") for told in findings.section("topics", list) if isinstance(told, dict))
    return tuple(topics), tuple(each for each in named if isinstance(each, str))


def _everything(tiers: Tiers) -> Topic:
    parts = [f"({query})" for query in (tiers.include, tiers.include_unless) if query.strip()]
    return Topic(id="all", name="All", section="This week", query=" OR ".join(parts))


def _refuse_unreadable(
    findings: Findings, label: str, macros: Mapping[str, str], query: str, *path: str | int
) -> bool:
    """Whether *query* cannot be read; if so, that is written down."""
    reason = _unreadable(query, macros)
    if reason:
        findings.refuse(label, reason, *path)
    return bool(reason)


def _unreadable(query: str, macros: Mapping[str, str]) -> str:
    """Return why *query* cannot be read, empty where it can."""
    try:
        parse(query, macros)
    except QueryError as fault:
        return f"its query, at character {fault.column}: {fault.reason}"
    return ""
