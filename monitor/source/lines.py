"""YAML as plain values that know their lines.

Every scalar stays the text that was written, whatever YAML would make of it: ``07:00`` is no
number of minutes, ``NO`` is Norway, and ``2026`` may be a name. What a text means, the schema says.
"""

import re
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from monitor.errors import SourceError

Step = str | int
"""A key of a mapping, or a place in a list."""

_NULL = "tag:yaml.org,2002:null"
_MISALIGNED = "the line is not indented like the lines it belongs to; align it with them"
_HINTS = {
    "mapping values are not allowed here": (
        "there is a second “: ” in this line, or the line before has no colon or is indented "
        "otherwise; put quotes around a text that has a colon in it"
    ),
    "could not find expected ':'": (
        "the line has no colon with a blank after it; write it such as kind: feed"
    ),
    "expected <block end>, but found '<block mapping start>'": _MISALIGNED,
    "expected <block end>, but found '<block sequence start>'": _MISALIGNED,
    "expected <block end>, but found '-'": _MISALIGNED,
    "expected <block end>, but found '<scalar>'": (
        "text follows a closing quotation mark; put all of it between quotes of the other kind, "
        "such as '\"debt bondage\" OR visa', or close a quotation mark that was opened further up"
    ),
    "found character '\\t' that cannot start any token": (
        "there is a tab in the line; indent and separate with blanks"
    ),
    "found unexpected end of stream": "a quotation mark is opened here and never closed",
    "but found another document": "a line --- begins a second document; remove that line",
}
_SIGN = re.compile(r"found character '(.)' that cannot start any token")
_WHERE_IT_BEGAN = (
    "while scanning a quoted",
    "while parsing a flow",
    "while scanning a simple key",
)
"""A missing bracket, quote or colon is noticed further down; where it was due helps more."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of YAML."""

    name: str
    value: Any
    """Mappings, lists and texts; None where nothing was written."""
    _root: Node | None

    def line(self, *path: Step) -> int:
        """Return the line of what *path* leads to, or of the nearest thing above it."""
        node, line = self._root, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                return line
            line, node = found
        return line

    def doubled(self, *path: Step) -> tuple[str, int] | None:
        """Return a key that the mapping at *path* has twice, and the line of the second."""
        node = self._root
        for step in path:
            found = _child(node, step)
            node = found[1] if found else None
        seen: set[str] = set()
        for key, _ in node.value if isinstance(node, MappingNode) else ():
            if _text(key) in seen:
                return _text(key), _line(key)
            seen.add(_text(key))
        return None


def read(text: str, name: str) -> Document:
    """Return *text* as a document; *name* is the file's, for messages.

    Raises:
        SourceError: It is not YAML.
    """
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        return Document(name, None if root is None else _plain(root, {}), root)
    except MarkedYAMLError as fault:
        raise _complaint(name, fault) from fault
    except YAMLError as fault:
        reason = f"cannot be read as YAML: {' '.join(str(fault).split())[:120]}; remove it"
        raise SourceError(name, reason) from fault
    except RecursionError:
        reason = "lists are nested too deep to be read; start again from `monitor init`"
        raise SourceError(name, reason) from None


def _complaint(name: str, fault: MarkedYAMLError) -> SourceError:
    mark = fault.problem_mark or fault.context_mark
    problem = str(fault.problem or fault.context)
    if (hint := _HINTS.get(problem)) is None:
        sign = _SIGN.fullmatch(problem)
        hint = (
            f"a text that begins with {sign[1]} needs quotes around it"
            if sign
            else f"{problem}; check quotes, colons and indentation around this line"
        )
    if fault.context_mark is not None and str(fault.context).startswith(_WHERE_IT_BEGAN):
        mark = fault.context_mark
    return SourceError(
        name, f"cannot be read as YAML: {hint}", line=mark.line + 1 if mark is not None else None
    )


def _plain(node: Node, done: dict[int, Any]) -> Any:
    """Return the value of *node*; one that is named by several aliases is made once."""
    if id(node) not in done:
        done[id(node)] = _made(node, done)
    return done[id(node)]


def _made(node: Node, done: dict[int, Any]) -> Any:
    match node:
        case MappingNode():
            return {_text(key): _plain(value, done) for key, value in node.value}
        case SequenceNode():
            return [_plain(item, done) for item in node.value]
        case _:
            return None if node.tag == _NULL else node.value


def _child(node: Node | None, step: Step) -> tuple[int, Node] | None:
    """Return the line and node at *step* of *node*."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if _text(key) == step:
                return _line(key), value
    elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return _line(node.value[step]), node.value[step]
    return None


def _text(key: Node) -> str:
    return str(key.value) if isinstance(key, ScalarNode) else "[…]"


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
