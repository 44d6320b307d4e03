"""Decide whether a document is ours, and why.

A source that is a specialist body includes all it publishes. For the others three queries are
tried, strongest first, and the false friends count only against the weaker two.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.model.source import Filter, Source
from monitor.model.verdict import Field, Match, Tier, Verdict
from monitor.query.match import match
from monitor.query.subject import Indexed, Subject
from monitor.query.tree import Query
from monitor.relevance.rules import Rules
from monitor.text.clip import length
from monitor.text.language import detect

MAX_TERMS = 12
"""Distinct terms kept with a verdict: enough to explain it, and to mark them in a page."""
# A summary of fewer words ("Read more", a date line) does not tell what the article is about.
_TELLING_WORDS = 8
_IN_REASON = 2

Matches = tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Tiered:
    tier: Tier
    matches: Matches
    reason: str
    against: Matches = ()


def judge(subject: Subject, source: Source, rules: Rules) -> Verdict:
    """Return the tier and topics of *subject*, with the terms that decided them.

    Topics are those whose query matches and those of *source*: first those that the title names,
    in the watchlist's order, then the others. An included document may have none; the digest then
    has it under its last heading.
    """
    tiered = _tiered(subject, source, rules)
    if tiered.tier is Tier.NONE:
        return Verdict(
            tier=Tier.NONE,
            topics=(),
            matches=_capped(tiered.matches),
            against=_capped(tiered.against),
            reason=tiered.reason,
        )
    found = {
        topic: matches
        for topic, query in rules.topics
        if (matches := match(query, subject)) is not None
    }
    telling = tiered.matches or tuple(each for matches in found.values() for each in matches)
    return Verdict(
        tier=tiered.tier,
        topics=_ordered({*found, *source.topics}, _named(found, subject, rules), rules),
        matches=_capped(telling),
        against=_capped(tiered.against),
        reason=tiered.reason,
    )


def promising(title: str, summary: str, source: Source, rules: Rules) -> bool:
    """Whether the page behind a lead is worth fetching.

    It is if *title* and *summary* match any tier that *source* allows, false friends or not (the
    page may say more), or if there is too little of a summary to tell.
    """
    if source.filter is Filter.NONE or length(summary) < _TELLING_WORDS:
        return True
    language = detect(f"{title}. {summary}", source.language)
    subject = Subject.of(title=title, text=summary, language=language, source_id=source.id)
    tiers = (rules.include, rules.include_unless, rules.queue)
    allowed = tiers[:1] if source.filter is Filter.STRONG else tiers
    return any(_asked(query, subject) is not None for query in allowed)


def _tiered(subject: Subject, source: Source, rules: Rules) -> _Tiered:
    strong = _asked(rules.include, subject)
    if source.filter is Filter.NONE:
        return _Tiered(Tier.SPECIALIST, strong or (), "from a specialist body")
    if strong is not None:
        return _Tiered(Tier.STRONG, strong, f"matched {_places(strong)}")
    if source.filter is Filter.STRONG:
        return _Tiered(Tier.NONE, (), "no strong term, and nothing less counts for this source")
    return _weaker(subject, rules)


def _weaker(subject: Subject, rules: Rules) -> _Tiered:
    """Return the tier of a document without a strong term: a false friend lowers it by one."""
    medium = _asked(rules.include_unless, subject)
    queued = _asked(rules.queue, subject) if medium is None else None
    terms = medium if medium is not None else queued
    against = _asked(rules.unless, subject)
    if terms is None:
        told = f", but the false friend {_friend(against)}" if against else ""
        return _Tiered(Tier.NONE, (), f"no term of ours{told}", against or ())
    if against is None:
        if medium is not None:
            return _Tiered(Tier.MEDIUM, terms, f"matched {_places(terms)}, and no false friend")
        return _Tiered(Tier.QUEUE, terms, f"queued: {_places(terms)} may be ours or not")
    beside = f"{_term(terms)} beside the false friend {_friend(against)}"
    if medium is not None:
        return _Tiered(Tier.QUEUE, terms, f"queued: {beside}", against)
    return _Tiered(Tier.NONE, terms, beside, against)


def _asked(query: Query | None, subject: Subject) -> Matches | None:
    return None if query is None else match(query, subject)


def _named(found: Iterable[str], subject: Subject, rules: Rules) -> frozenset[str]:
    """Return those of the *found* topics that the title names: a strategy is not about workers
    because it mentions them."""
    title = replace(subject, text=Indexed.of("", subject.language))
    return frozenset(each for each in found if match(rules.subjects[each], title) is not None)


def _ordered(topics: set[str], named: frozenset[str], rules: Rules) -> tuple[str, ...]:
    known = [topic for topic, _ in rules.topics if topic in topics]
    return (
        *(topic for topic in known if topic in named),
        *(topic for topic in known if topic not in named),
        *sorted(topics.difference(known)),
    )


def _capped(matches: Matches) -> Matches:
    """Return *matches* of the first distinct terms, in order of place."""
    ordered = sorted(set(matches), key=lambda m: (m.field is Field.TEXT, m.start, m.end, m.term))
    terms = tuple(dict.fromkeys(each.term for each in ordered))[:MAX_TERMS]
    return tuple(each for each in ordered if each.term in terms)


def _places(matches: Matches) -> str:
    """Return the first terms with the field they stand in, each once."""
    first: dict[str, Field] = {}
    for each in matches:
        first.setdefault(each.term, each.field)
    named = [f"“{term}” in the {field}" for term, field in list(first.items())[:_IN_REASON]]
    return " and ".join(named) or "its fields"


def _term(matches: Matches) -> str:
    return f"“{matches[0].term}”" if matches else "a field"


def _friend(matches: Matches) -> str:
    """Return the false friend by its name: “wildlife” with “trafficking” is both words."""
    terms = list(dict.fromkeys(each.term for each in matches))[:_IN_REASON]
    return " and ".join(f"“{term}”" for term in terms) or "a field"
