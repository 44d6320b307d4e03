"""Which tier a document falls into: three queries are tried, strongest first.

A source that is a specialist body includes all it publishes. The false friends count only against
the weaker two queries.
"""

from dataclasses import dataclass

from monitor.model.source import Filter, Source
from monitor.model.verdict import Field, Match, Tier
from monitor.query.match import match
from monitor.query.subject import Subject
from monitor.query.tree import Query
from monitor.relevance.rules import Rules

_IN_REASON = 2

Matches = tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Tiered:
    """A tier with what decided it."""

    tier: Tier
    matches: Matches
    reason: str
    against: Matches = ()


def tiered(subject: Subject, source: Source, rules: Rules) -> Tiered:
    """Return the tier of a *subject* that *source* published."""
    strong = asked(rules.include, subject)
    if source.filter is Filter.NONE:
        return Tiered(Tier.SPECIALIST, strong or (), "from a specialist body")
    if strong is not None:
        return Tiered(Tier.STRONG, strong, f"matched {places(strong)}")
    if source.filter is Filter.STRONG:
        return Tiered(Tier.NONE, (), "no strong term, and nothing less counts for this source")
    return weaker(subject, rules)


def weaker(subject: Subject, rules: Rules) -> Tiered:
    """Return the tier of a document without a strong term: a false friend lowers it by one."""
    medium = asked(rules.include_unless, subject)
    queued = asked(rules.queue, subject) if medium is None else None
    terms = medium if medium is not None else queued
    against = asked(rules.unless, subject)
    if terms is None:
        told = f", but the false friend {_friend(against)}" if against else ""
        return Tiered(Tier.NONE, (), f"no term of ours{told}", against or ())
    if against is None:
        if medium is not None:
            return Tiered(Tier.MEDIUM, terms, f"matched {places(terms)}, and no false friend")
        return Tiered(Tier.QUEUE, terms, f"queued: {places(terms)} may be ours or not")
    beside = f"{_term(terms)} beside the false friend {_friend(against, terms)}"
    if medium is not None:
        return Tiered(Tier.QUEUE, terms, f"queued: {beside}", against)
    return Tiered(Tier.NONE, terms, beside, against)


def asked(query: Query | None, subject: Subject) -> Matches | None:
    """Return what *query* matches; None where it does not, or there is none."""
    return None if query is None else match(query, subject)


def places(matches: Matches) -> str:
    """Return the first terms with the field they stand in, each once."""
    first: dict[str, Field] = {}
    for each in outer(matches):
        first.setdefault(each.term, each.field)
    named = [f"“{term}” in the {field}" for term, field in list(first.items())[:_IN_REASON]]
    return " and ".join(named) or "its fields"


def outer(matches: Matches) -> Matches:
    """Return *matches* without those that lie within another: one word has one name."""
    kept: list[Match] = []
    for each in sorted(matches, key=lambda m: m.start - m.end):
        if not any(_within(each, other) for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=matches.index))


def _within(inner: Match, other: Match) -> bool:
    return other.field is inner.field and other.start <= inner.start and inner.end <= other.end


def _term(matches: Matches) -> str:
    return f"“{matches[0].term}”" if matches else "a field"


def _friend(against: Matches, ours: Matches = ()) -> str:
    """Return the false friend by its name, without the word of ours that it goes with."""
    own = [each for each in against if not any(_within(each, other) for other in ours)]
    terms = list(dict.fromkeys(each.term for each in outer(tuple(own) or against)))[:_IN_REASON]
    return " and ".join(f"“{term}”" for term in terms) or "a field"
