"""What publishers changed, or took away, after we had sent it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.archive import states
from monitor.archive.store import Archive
from monitor.digest.compose import cite
from monitor.digest.plain import line
from monitor.model.digest import Changed, Citation, Correction, Digest
from monitor.model.document import Document
from monitor.model.reading import Origin
from monitor.model.rereading import Removal
from monitor.model.revision import ChangeKind, Comparison, Finding
from monitor.model.source import Content
from monitor.model.watchlist import Watchlist
from monitor.revision.compare import compare
from monitor.revision.noise import level
from monitor.text.clip import clip
from monitor.text.rights import fitting

MAX_ISSUES = 9
"""Earlier issues that are compared: documents are looked at again for two months at most."""
_QUOTED = 30
"""Words of a sentence that is shown; it stands in full in the issue that quoted it."""
_MOST = 3
"""Changes of a document that are told; all are in the archive."""
_ORDER = tuple(ChangeKind)
_SAID_BY_THE_REST = (ChangeKind.WORDING, ChangeKind.HEADLINE)
# Of a sentence or a headline of which a graver change is told.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A document as an issue printed it."""

    week: str
    story_id: str
    citation: Citation
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """From the last issue to this one, closed-open."""

    starts_at: datetime
    cut: datetime

    def holds(self, at: datetime | None) -> bool:
        return at is not None and self.starts_at <= at < self.cut


def corrections(
    archive: Archive, watchlist: Watchlist, past: Sequence[Digest], cut: datetime
) -> tuple[Correction, ...]:
    """Return what changed in substance, between the last of *past* and *cut*, of what was printed.

    Both states of a document are compared, so that each change is told once, and one that was
    taken back meanwhile not at all. Other wording is told only where an issue had quoted it.
    """
    if not past:
        return ()
    # An issue of an open week that was never made again knows nothing of that week's rest.
    span = _Span(past[-1].open_until or past[-1].week.ends_at, cut)
    printed = _printed(past[-MAX_ISSUES:])
    removals = states.removals(archive, list(printed))
    found = []
    for key, each in printed.items():
        told = removals.get(key, ())
        edits = [e.read_at for e in archive.revisions(key)[1:] if span.holds(e.read_at)]
        moved = [at for r in told for at in (r.gone_at, r.back_at) if at and span.holds(at)]
        if not edits and not moved:
            continue
        then = archive.document(key, before=span.starts_at)
        now = watchlist.allowed(archive.document(key, before=cut))
        changes = [*_presence(told, span), *(_edited(each, then, now) if edits else ())]
        if changes:
            found.append(_correction(each, now, changes, max((*edits, *moved))))
    return tuple(found)


def _printed(past: Sequence[Digest]) -> dict[str, _Printed]:
    """Return each document as the latest issue printed it that did."""
    found: dict[str, _Printed] = {}
    for digest in past:
        quoted: dict[str, list[str]] = {}
        named: dict[str, tuple[str, Citation]] = {}
        if digest.figure is not None:
            named[digest.figure.citation.document_id] = ("", digest.figure.citation)
        for item in digest.items:
            for each in (item.lead, *item.also):
                named[each.document_id] = (item.story_id, each)
        for sentence in digest.quoted:
            quoted.setdefault(sentence.document_id, []).append(sentence.text)
        for key, (story_id, citation) in named.items():
            found[key] = _Printed(
                week=digest.week.key,
                story_id=story_id,
                citation=citation,
                sentences=tuple(dict.fromkeys(quoted.get(key, ()))),
            )
    return found


def _presence(removals: Iterable[Removal], span: _Span) -> Iterator[Changed]:
    """Yield that the page is gone, or there again; what happened in between is not told."""
    for each in removals:
        back = each.back_at is not None and each.back_at < span.cut
        if span.holds(each.gone_at) and not back:
            yield Changed(kind=ChangeKind.REMOVAL, reason=each.fact, said="", now="")
        elif each.gone_at < span.starts_at and span.holds(each.back_at):
            reason = "the page is there again"
            yield Changed(kind=ChangeKind.RETURN, reason=reason, said="", now="")


def _edited(printed: _Printed, then: Document, now: Document) -> list[Changed]:
    """Return what an edit changed; each sentence once, whatever changed in it."""
    if then.origin is Origin.FEED and now.origin is not Origin.FEED:
        return []  # its page was read at last: the source edited nothing
    comparison = compare(then, now)
    found = [_changed(each, printed) for each in comparison.findings if each.kind.substantial]
    found += _unquoted(printed, then, now, comparison)
    merged: dict[tuple[str, str], Changed] = {}
    for each in sorted(found, key=lambda c: _ORDER.index(c.kind)):
        key = (each.said, each.now)
        before = merged.get(key)
        merged[key] = each if before is None else _both(before, each)
    return list(merged.values())


def _both(one: Changed, other: Changed) -> Changed:
    known = other.reason in one.reason or other.kind in _SAID_BY_THE_REST
    reason = one.reason if known else f"{one.reason}; {other.reason}"
    return Changed(
        kind=one.kind,
        reason=reason,
        said=one.said,
        now=one.now,
        quoted=one.quoted or other.quoted,
    )


def _changed(finding: Finding, printed: _Printed) -> Changed:
    said = level(finding.before)
    quoted = any(level(each) in said for each in printed.sentences)
    return Changed(
        kind=finding.kind,
        reason=finding.reason,
        said=finding.before,
        now=finding.after,
        quoted=quoted or said == level(printed.citation.title),
    )


def _unquoted(
    printed: _Printed, then: Document, now: Document, comparison: Comparison
) -> Iterator[Changed]:
    """Yield the sentences that were quoted, stood there, and do not any more."""
    before, after = level(then.text), level(now.text)
    for sentence in printed.sentences:
        said = level(sentence)
        if said not in before or said in after:
            continue
        row = next((row for row in comparison.rows if row.old and said in level(row.old)), None)
        told = row.new if row is not None else ""
        reason = "what we quoted is put otherwise" if told else "what we quoted is not there now"
        yield Changed(
            kind=ChangeKind.WORDING,
            reason=reason,
            said=row.old if row is not None else sentence,
            now=told,
            quoted=True,
        )


def _correction(
    printed: _Printed, now: Document, changes: Sequence[Changed], at: datetime
) -> Correction:
    shown = _allowed(now, changes)
    who = printed.citation.publisher
    told = "; ".join(dict.fromkeys(each.reason for each in shown))
    return Correction(
        week=printed.week,
        text=f"{who}, “{line(now.title)}”: {told}.",
        made_on=at.date(),
        citation=cite(now),
        story_id=printed.story_id,
        changes=shown[:_MOST],
        more=len(shown[_MOST:]),
    )


def _allowed(now: Document, changes: Sequence[Changed]) -> tuple[Changed, ...]:
    """Return *changes* with as many words of the source as its rights allow.

    A headline may always be named. Of a source that allows nothing else, no number and no name
    that stood in its text is told either.
    """
    clipped = [_clipped(each) for each in changes]
    title = line(now.title)
    of_text = [each for each in clipped if not each.said or each.now != title]
    fits = fitting(now, (f"{each.said} {each.now}" for each in of_text))
    may = dict(zip(map(id, of_text), fits, strict=True))
    strict = now.content is Content.HEADLINE
    return tuple(
        each if may.get(id(each), True) else _wordless(each, reasoned=not strict)
        for each in clipped
    )


def _clipped(each: Changed) -> Changed:
    said, now = (clip(line(text), _QUOTED) for text in (each.said, each.now))
    return Changed(kind=each.kind, reason=line(each.reason), said=said, now=now, quoted=each.quoted)


def _wordless(each: Changed, *, reasoned: bool) -> Changed:
    if each.kind in (ChangeKind.REMOVAL, ChangeKind.RETURN):
        return each
    reason = each.reason if reasoned else f"its text changed ({each.kind})"
    return Changed(kind=each.kind, reason=reason, said="", now="", quoted=each.quoted)
