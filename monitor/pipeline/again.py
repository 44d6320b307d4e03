"""Pages as they were, put together again from evidence."""

from datetime import datetime

from monitor.archive.store import Archive
from monitor.fetch.answer import media
from monitor.model.page import Page, Validators


def page_of(archive: Archive, sha256: str, *, by: datetime | None = None) -> Page | None:
    """Return the page that had those bytes, as it was got last *by* then; None: there are none.

    Raises:
        ArchiveError: The bytes cannot be read, or are not what was received.
    """
    body = archive.evidence(sha256) if sha256 else None
    fetched = archive.fetched(sha256) if body is not None else ()
    if body is None or not fetched:
        return None
    before = [each for each in fetched if by is None or each.fetched_at <= by]
    facts = (before or fetched)[-1]
    media_type, charset = media(facts.headers)
    return Page(
        url=facts.url,
        final_url=facts.final_url,
        status=facts.status,
        headers=facts.headers,
        body=body,
        media_type=media_type,
        charset=charset,
        fetched_at=facts.fetched_at,
        sha256=facts.sha256,
        peer=facts.peer,
        validators=Validators(),
    )
