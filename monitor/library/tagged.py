"""Documents that researchers tagged, narrowed by a search.

The index knows nothing of tags. They are few, so that the matcher in memory, which means the same
by every query, looks at each tagged document.
"""

from collections.abc import Sequence

from monitor.archive import history, remarks
from monitor.archive.search import passage, subject
from monitor.library.asking import whole
from monitor.library.library import Library
from monitor.library.remarks import tag_of
from monitor.model.search import Hit, Search
from monitor.query.match import match


def tagged(library: Library, asked: Search, tags: Sequence[str]) -> tuple[Hit, ...]:
    """Return the documents with one of *tags* that *asked* finds, newest first.

    Tags and documents are as they stand, or stood at its ``as_of``.

    Raises:
        QueryError: The query cannot be read.
        SearchError: One of *tags* cannot be a tag.
        ArchiveError: The archive cannot be read.
    """
    query = whole(asked, library.macros)
    archive = library.archive
    ids = {
        each.document_id
        for tag in tags
        for each in remarks.taggings(archive, tag=tag_of(tag), as_of=asked.as_of)
    }
    hits: list[Hit] = []
    for state in history.states(archive, remarks.rows_of(archive, sorted(ids), asked.as_of)):
        if match(query, subject(state)) is None:
            continue
        document = library.allowed(state.document)
        hits.append(
            Hit(
                document=document,
                revision=state.revision,
                tier=state.tier,
                topics=state.topics,
                story_id=state.story_id,
                score=0.0,
                snippet=passage(query, state, document),
            )
        )
    return tuple(sorted(hits, key=_newness, reverse=True))


def _newness(hit: Hit) -> tuple[object, str]:
    published = hit.document.published
    return (published.at if published else hit.document.first_seen_at, hit.document.id)
