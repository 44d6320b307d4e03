"""The nearest miss: how close a document came to another tier, and what lies between.

For what is included it is the words without which it would not be; for the rest what is wanting,
or the false friend that stands in the way.
"""

from dataclasses import replace

from monitor.model.source import Filter, Source
from monitor.model.verdict import Nearest, Tier
from monitor.query.explain import Lack, holding, lacking
from monitor.query.subject import Subject, without
from monitor.query.tree import Query
from monitor.relevance.rules import Rules
from monitor.relevance.tiers import Matches, asked, places, tiered

_FATE = {
    Tier.SPECIALIST: "included",
    Tier.STRONG: "included",
    Tier.MEDIUM: "included",
    Tier.QUEUE: "queued for a person",
    Tier.NONE: "left out",
}


def nearest(tier: Tier, subject: Subject, source: Source, rules: Rules) -> Nearest | None:
    """Return the nearest miss of *subject*, which is of *tier*; None where nothing is near."""
    match tier:
        case Tier.SPECIALIST:
            return _elsewhere(subject, source, rules)
        case Tier.STRONG:
            return _fallen(rules.include, tier, subject, source, rules)
        case Tier.MEDIUM:
            return _fallen(rules.include_unless, tier, subject, source, rules)
        case _:
            return _barred(tier, subject, source, rules) or _wanting(tier, subject, source, rules)


def _elsewhere(subject: Subject, source: Source, rules: Rules) -> Nearest:
    """Return what would become of a specialist body's document if any outlet had published it."""
    other = tiered(subject, replace(source, filter=Filter.TIERED), rules)
    return Nearest(
        tier=other.tier,
        told=f"from a general outlet it would be {_FATE[other.tier]}: {other.reason}",
        held=other.matches,
        against=other.against,
    )


def _fallen(
    query: Query | None, tier: Tier, subject: Subject, source: Source, rules: Rules
) -> Nearest | None:
    """Return where an included document would be without the words that carry it."""
    carried = holding(query, subject) if query is not None else ()
    if not carried:
        return None
    other = tiered(without(subject, carried), source, rules)
    if other.tier is tier:
        return None
    told = f"without {places(carried)} it would be {_FATE[other.tier]}"
    return Nearest(tier=other.tier, told=told, held=other.matches, against=carried)


def _barred(tier: Tier, subject: Subject, source: Source, rules: Rules) -> Nearest | None:
    """Return where a document would be if no false friend stood in it."""
    friends = holding(rules.unless, subject) if rules.unless is not None else ()
    if not friends or source.filter is not Filter.TIERED:
        return None
    other = tiered(subject, source, replace(rules, unless=None))
    if other.tier is tier:
        return None
    told = f"would be {_FATE[other.tier]} if not for the false friend {places(friends)}"
    return Nearest(tier=other.tier, told=told, held=other.matches, against=friends)


def _wanting(tier: Tier, subject: Subject, source: Source, rules: Rules) -> Nearest | None:
    """Return the tier above to which the fewest words are wanting; the higher one of two as near.

    What is nowhere near the queue is near no tier: most news is settled by that.
    """
    friend = asked(rules.unless, subject) is not None
    near = {Tier.STRONG: rules.include}
    if source.filter is Filter.TIERED and not friend:
        near[Tier.MEDIUM] = rules.include_unless
        if tier is Tier.NONE and (lack := _lack(rules.queue, subject)) is None:
            return None
        if tier is Tier.NONE:
            near[Tier.QUEUE] = rules.queue
    lacks = [(other, lack) for other, query in near.items() if (lack := _lack(query, subject))]
    if not lacks:
        return None
    other, lack = min(lacks, key=lambda way: way[1].changes)
    return Nearest(
        tier=other,
        told=f"would be {_FATE[other]}{_with(lack)}{_but(lack.held)}",
        held=lack.held,
        wanting=lack.wanting,
        against=lack.barring,
    )


def _lack(query: Query | None, subject: Subject) -> Lack | None:
    """Return what *query* lacks, where that is little and what it is about is there."""
    lack = lacking(query, subject) if query is not None else None
    return lack if lack is not None and lack.about and lack.changes == 1 else None


def _with(lack: Lack) -> str:
    parts = [f"with {' and '.join(lack.wanting)}"] if lack.wanting else []
    parts += [f"without {places(lack.barring)}"] if lack.barring else []
    return "".join(f" {part}" for part in parts)


def _but(held: Matches) -> str:
    return f"; there is {places(held)}" if held else ""
