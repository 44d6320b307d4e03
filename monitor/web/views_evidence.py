"""What is known of how a document came to be and changed, as shapes of the API."""

from monitor.archive.rows import RevisionInfo
from monitor.library.comparing import Compared
from monitor.model.custody import Act
from monitor.model.custody import Custody as Chain
from monitor.model.revision import Row
from monitor.web import shapes


def revision(info: RevisionInfo) -> shapes.Revision:
    """Return a state of a document."""
    return shapes.Revision(
        number=info.number, read_at=info.read_at, title=info.title, text_sha256=info.sha256
    )


def comparison(compared: Compared) -> shapes.Comparison:
    """Return what became of a document between two of its states."""
    found = compared.comparison
    return shapes.Comparison(
        id=compared.document.id,
        before=revision(compared.before),
        after=revision(compared.after),
        kind=found.kind.value if found.kind else None,
        changes=tuple(
            shapes.Change(kind=each.kind.value, reason=each.reason) for each in found.findings
        ),
        title=_row(found.title),
        rows=tuple(map(_row, compared.rows)),
        withheld=compared.withheld,
    )


def _row(row: Row) -> shapes.Row:
    before, after = (
        tuple(shapes.Piece(text=piece.text, changed=piece.changed) for piece in side)
        for side in (row.before, row.after)
    )
    return shapes.Row(mark=row.mark.value, before=before, after=after, noise=row.noise)


def custody(chain: Chain) -> shapes.Custody:
    """Return the chain of custody, without the names of those who decided."""
    return shapes.Custody(
        id=chain.document_id,
        events=tuple(
            shapes.Event(
                at=each.at,
                act=each.act.value,
                who="" if each.act is Act.DECIDED else each.who,
                fact="a person decided" if each.act is Act.DECIDED else each.fact,
                tool=each.tool,
                details=() if each.act is Act.DECIDED else each.details,
            )
            for each in chain.events
        ),
    )
