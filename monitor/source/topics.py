"""Write a topic into sources.yaml: everything else stays as it is, comments and all."""

import io
import re
import textwrap

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from monitor.errors import SourceError
from monitor.model.watchlist import Topic, Watchlist
from monitor.source.lines import Document, read
from monitor.source.load import parse


def entry(topic: Topic) -> str:
    """Return *topic* as an entry of the section ``topics``."""
    told = {"id": topic.id, "name": topic.name}
    if topic.section != topic.name:
        told["section"] = topic.section
    writer = YAML()
    writer.width = 100
    out = io.StringIO()
    # Quotes keep a query what it is: it may begin with one, or hold ": " and " #".
    writer.dump([{**told, "query": SingleQuotedScalarString(topic.query)}], out)
    return out.getvalue()


def added(text: str, name: str, topic: Topic) -> str:
    """Return *text*, the content of a sources.yaml called *name*, with *topic* as its last one.

    Raises:
        SourceError: The file cannot be used, has no topics of its own, or not with this one.
    """
    before = parse(text, name)
    document = read(text, name)
    if not document.value.get("topics"):
        reason = (
            "has no topics of its own, and one would replace all built-in ones; copy the section "
            "topics of what monitor init writes first"
        )
        raise SourceError(name, reason)
    if any(topic.id == told.get("id") for told in document.value["topics"]):
        line = document.line("topics")
        raise SourceError(name, f"has a topic {topic.id} already; remove it first", line=line)
    new = _inserted(text, document, topic)
    reason = _wrong(new, name, before, topic)
    if reason:
        raise SourceError(name, f"topic {topic.id}: {reason}; add it by hand:\n{entry(topic)}")
    return new


def _wrong(new: str, name: str, before: Watchlist, topic: Topic) -> str:
    """Return why *new* is not what was there *before* with *topic* added; empty where it is."""
    reason = "cannot be written into this file by a program"
    try:
        after = parse(new, name)
    except SourceError:
        return reason
    if after.topics == (*before.topics, topic):
        return ""
    return next((p.reason for p in after.problems if p not in before.problems), reason)


def _inserted(text: str, document: Document, topic: Topic) -> str:
    lines = text.splitlines(keepends=True)
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    starts = [document.line(key) for key in document.value]
    later = [line for line in starts if line > document.line("topics")]
    end = min(later) - 1 if later else len(lines)
    while lines[end - 1].strip() == "" or lines[end - 1].lstrip().startswith("#"):
        end -= 1  # what stands above the next section belongs to it
    last = lines[document.line("topics", len(document.value["topics"]) - 1) - 1]
    indent = re.match(r" *", last)[0]  # type: ignore[index]  # it matches anything
    told = textwrap.indent(entry(topic), indent).replace("\n", ending)
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += ending
    spaced = [ending] if len(lines) > 1 and _spaced(lines, document) else []
    return "".join([*lines[:end], *spaced, told, *lines[end:]])


def _spaced(lines: list[str], document: Document) -> bool:
    """Whether the file has a blank line before its last topic."""
    line = document.line("topics", len(document.value["topics"]) - 1)
    return line > 1 and not lines[line - 2].strip()
