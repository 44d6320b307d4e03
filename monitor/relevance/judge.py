"""Decide whether a document is ours, and why: its tier, its topics, its nearest miss."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.model.source import Filter, Source
from monitor.model.verdict import Field, Tier, Verdict
from monitor.query.match import match
from monitor.query.subject import Indexed, Subject
from monitor.relevance.nearest import nearest
from monitor.relevance.rules import Rules
from monitor.relevance.tiers import Matches, asked, tiered
from monitor.text.clip import length
from monitor.text.language import detect

MAX_TERMS = 12
"""Distinct terms kept with a verdict: enough to explain it, and to mark them in a page."""
# A summary of fewer words ("Read more", a date line) does not tell what the article is about.
_TELLING_WORDS = 8


def judge(subject: Subject, source: Source, rules: Rules) -> Verdict:
    """Return the tier and topics of *subject*, with the terms that decided them.

    Topics are those whose query matches and those of *source*: first those that the title names,
    in the watchlist's order, then the others. An included document may have none; the digest then
    has it under its last heading.
    """
    decided = tiered(subject, source, rules)
    if decided.tier is Tier.NONE:
        return Verdict(
            tier=Tier.NONE,
            topics=(),
            matches=_capped(decided.matches),
            against=_capped(decided.against),
            reason=decided.reason,
            nearest=nearest(decided.tier, subject, source, rules),
        )
    found = {
        topic: matches
        for topic, query in rules.topics
        if (matches := match(query, subject)) is not None
    }
    telling = decided.matches or tuple(each for matches in found.values() for each in matches)
    return Verdict(
        tier=decided.tier,
        topics=_ordered({*found, *source.topics}, _named(found, subject, rules), rules),
        matches=_capped(telling),
        against=_capped(decided.against),
        reason=decided.reason,
        nearest=nearest(decided.tier, subject, source, rules),
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
    return any(asked(query, subject) is not None for query in allowed)


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
