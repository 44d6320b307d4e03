"""What publishers changed after we had printed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.archive.store import Archive
from monitor.digest.plain import line
from monitor.model.digest import Citation, Correction, Digest
from monitor.model.document import Document
from monitor.model.source import Content
from monitor.model.watchlist import Watchlist
from monitor.text.clip import clip

MAX_ISSUES = 5
"""Earlier issues that are compared: documents are looked at again for two weeks."""
_QUOTED = 30
"""Words of a sentence that is gone; it stands in full in the issue that quoted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A document as an issue printed it."""

    week: str
    citation: Citation
    sentences: tuple[str, ...]


def corrections(
    archive: Archive, watchlist: Watchlist, past: Sequence[Digest], cut: datetime
) -> tuple[Correction, ...]:
    """Return what changed, between the last of *past* and *cut*, of what was printed.

    An edit that leaves title and sentences as they were is a revision in the archive, and no
    correction: sites change dates, captions and links under a text all the time.
    """
    if not past:
        return ()
    # An issue of an open week that was never made again knows nothing of that week's rest.
    starts_at = past[-1].open_until or past[-1].week.ends_at
    found = []
    for printed in _printed(past[-MAX_ISSUES:]).values():
        edits = archive.revisions(printed.citation.document_id)[1:]
        seen = [each.read_at for each in edits if starts_at <= each.read_at < cut]
        if not seen:
            continue
        now = watchlist.allowed(archive.document(printed.citation.document_id, before=cut))
        text = " ".join(_facts(printed, now))
        if text:
            found.append(Correction(week=printed.week, text=text, made_on=seen[-1].date()))
    return tuple(found)


def _printed(past: Sequence[Digest]) -> dict[str, _Printed]:
    """Return each document as the latest issue printed it that did."""
    found: dict[str, _Printed] = {}
    for digest in past:
        quoted: dict[str, list[str]] = {}
        named = {}
        if digest.figure is not None:
            key = digest.figure.citation.document_id
            named[key] = digest.figure.citation
            quoted[key] = [digest.figure.sentence.text]
        for item in digest.items:
            named.update({each.document_id: each for each in (item.lead, *item.also)})
            for sentence in item.extract:
                quoted.setdefault(sentence.document_id, []).append(sentence.text)
        for key, citation in named.items():
            sentences = tuple(dict.fromkeys(quoted.get(key, ())))
            found[key] = _Printed(week=digest.week.key, citation=citation, sentences=sentences)
    return found


def _facts(printed: _Printed, now: Document) -> Iterator[str]:
    who, title = printed.citation.publisher, line(now.title)
    if title and title != printed.citation.title:
        yield f"{who} changed the headline “{printed.citation.title}” to “{title}”."
    if now.content is Content.HEADLINE:
        return  # its sentences may not be repeated, either
    text = line(now.text)
    gone = [each for each in printed.sentences if line(each) not in text]
    for sentence in gone:
        about = f"{who} changed its text" if title == printed.citation.title else "In the text"
        yield f"{about}: “{clip(sentence, _QUOTED)}” no longer stands there."
