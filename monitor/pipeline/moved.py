"""One article at a second address of its publisher: a revision, and no second document."""

from dataclasses import replace
from datetime import timedelta

from monitor.model.document import Document
from monitor.model.reading import Origin, Quality
from monitor.model.story import Placement, Role
from monitor.pipeline.tools import Tools
from monitor.text.telling import telling

_SAME = 0.8
# Likeness of texts, in word triples. On dedup_bbc duplicates have 0.92 and more, updated versions
# up to 0.89, follow-ups that quote the earlier text 0.40 at most.
_TITLE = 0.7
# Share of the telling words of two titles that both have: a headline gains a word or loses one.
_WITHIN = timedelta(days=7)


def earlier(tools: Tools, document: Document, placement: Placement) -> Document | None:
    """Return the article that *document* is at another address, None where it is its own.

    Only pages that were read well, of one source's rights and of a few days, are taken for one.
    """
    if placement.role is not Role.REPEAT or placement.like is None or placement.similarity < _SAME:
        return None
    before = tools.archive.document(placement.like)
    read = all(d.origin is Origin.PAGE and d.quality is Quality.GOOD for d in (document, before))
    near = abs(document.first_seen_at - before.first_seen_at) <= _WITHIN
    alike = (document.publisher, document.content, document.backfill) == (
        before.publisher,
        before.content,
        before.backfill,
    )
    return before if read and near and alike and _same_title(document, before) else None


def revised(before: Document, now: Document) -> Document:
    """Return *before* as it stands at its new address; it is looked at there from now on."""
    return replace(
        before,
        url=now.url,
        title=now.title,
        text=now.text,
        description=now.description or before.description,
        authors=now.authors or before.authors,
        updated=now.updated or before.updated,
        evidence=now.evidence,
        extractor=now.extractor,
        left_out=now.left_out,
        note=now.note,
    )


def _same_title(one: Document, other: Document) -> bool:
    if one.title.casefold() == other.title.casefold():
        return bool(one.title)
    mine, its = telling(one.title, one.language), telling(other.title, other.language)
    return len(mine & its) >= _TITLE * max(1, len(mine | its))
