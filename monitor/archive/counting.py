"""How much the archive holds."""

from sqlalchemy import Connection, distinct, func, select

from monitor.archive.schema import document, fetch, issue, lead, poll, revision


def counts(connection: Connection) -> dict[str, int]:
    """Return how much there is of what, by its name in the plural."""
    weeks = select(issue.c.edition_id, issue.c.week).distinct().subquery()
    questions = {
        "documents": select(func.count()).select_from(document),
        "revisions": select(func.count()).select_from(revision),
        "stories": select(func.count(distinct(document.c.story_id))),
        "leads waiting": select(func.count()).select_from(lead).where(lead.c.outcome.is_(None)),
        "leads ended": select(func.count()).select_from(lead).where(lead.c.outcome.is_not(None)),
        "polls": select(func.count()).select_from(poll),
        "answers kept": select(func.count()).select_from(fetch),
        "issues": select(func.count()).select_from(weeks),
    }
    return {name: connection.execute(asked).scalar_one() for name, asked in questions.items()}
