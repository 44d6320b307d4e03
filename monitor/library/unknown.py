"""What a search asks for and no document can have: most likely it is misspelt."""

import difflib
from collections.abc import Iterator

from monitor.archive.search import View
from monitor.model.document import DocumentKind
from monitor.model.verdict import Tier
from monitor.model.watchlist import Watchlist
from monitor.query.tree import And, FieldIs, Not, Or, Query


def told(view: View, query: Query, watchlist: Watchlist | None) -> tuple[str, ...]:
    """Return a line for each value of a field of *query* that nothing has, and what was meant."""
    known = {"kind": [kind.value for kind in DocumentKind], "tier": [tier.value for tier in Tier]}
    if watchlist is not None:
        known["source"] = [source.id for source in watchlist.sources]
        known["topic"] = [topic.id for topic in watchlist.topics]
        known["publisher"] = [source.publisher for source in watchlist.sources]
    found = []
    for field, value in dict.fromkeys((each.field, each.value) for each in _fields(query)):
        names = {name.casefold(): name for name in known.get(field, ())}
        if names and value.casefold() not in names and not _found(view, field, value):
            near = difflib.get_close_matches(value.casefold()[:100], names, 1)
            hint = f"; did you mean {names[near[0]]}?" if near else ""
            found.append(f"there is no {field} {value}{hint}")
    return tuple(found)


def _found(view: View, field: str, value: str) -> bool:
    """Whether a document has it all the same, as of a source that is watched no more."""
    return view.count(view.asked(FieldIs(field, value), newest=True)) > 0


def _fields(query: Query) -> Iterator[FieldIs]:
    """Yield every field that *query* asks for."""
    match query:
        case FieldIs():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from _fields(part)
        case Not(node):
            yield from _fields(node)
