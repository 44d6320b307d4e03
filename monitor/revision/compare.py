"""What changed between two states of a document, and of what kind it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.model.document import Document
from monitor.model.revision import ChangeKind, Comparison, Finding, Mark, Piece, Row
from monitor.revision.align import align, pieces
from monitor.revision.figures import numbers_changed
from monitor.revision.names import Said, names_changed
from monitor.revision.noise import level
from monitor.revision.notices import notice
from monitor.text.counted import counted
from monitor.text.numerals import numerals

_ORDER = tuple(ChangeKind)
_WORDS = ((Mark.CHANGED, "put otherwise"), (Mark.ADDED, "added"), (Mark.REMOVED, "taken out"))


@dataclass(frozen=True, slots=True)
class _Texts:
    """Both states as a whole: what is only said elsewhere is not gone."""

    before: Said
    after: Said
    values: frozenset[str]
    """The numbers that the later one gives anywhere."""
    language: str


def compare(before: Document, after: Document) -> Comparison:
    """Return what changed from *before* to *after*, two states of one document."""
    language = after.language
    title = _title(before.title, after.title, language)
    rows = align(before.text, after.text, language)
    values = frozenset(each.value for each in numerals(after.text, language))
    said = [Said(f"{each.title}\n{each.text}", language) for each in (before, after)]
    texts = _Texts(said[0], said[1], values, language)
    found = [*_of_title(title, texts), *_of_rows(rows, texts)]
    found.sort(key=lambda each: _ORDER.index(each.kind))
    return Comparison(title=title, rows=rows, findings=tuple(found))


def _title(before: str, after: str, language: str) -> Row:
    if level(before) == level(after):
        same = tuple(Piece(text=each, changed=False) for each in (before, after))
        return Row(mark=Mark.SAME, before=same[:1], after=same[1:])
    old, new = pieces(before, after, language)
    return Row(mark=Mark.CHANGED, before=old, after=new)


def _of_title(title: Row, texts: _Texts) -> Iterator[Finding]:
    if not title.counts:
        return
    told = notice(title.new)
    if told and told[0] is ChangeKind.RETRACTION and not notice(title.old):
        yield _finding(told[0], f"the headline says “{told[1]}”", title)
    number = numbers_changed(title, texts.values, texts.language)
    if " became " in number:  # one that is gone is most likely said another way
        yield _finding(ChangeKind.NUMBER, f"in the headline, {number}", title)
    yield _finding(ChangeKind.HEADLINE, "the headline is another one", title)


def _of_rows(rows: Sequence[Row], texts: _Texts) -> Iterator[Finding]:
    rest: list[Row] = []
    for row in rows:
        if not row.counts:
            continue
        found = list(_of_row(row, texts))
        yield from found
        if not found:
            rest.append(row)
    if rest:
        first = next((row for row in rest if row.mark is Mark.CHANGED), rest[0])
        yield _finding(ChangeKind.WORDING, _wording(rest), first)


def _of_row(row: Row, texts: _Texts) -> Iterator[Finding]:
    if row.mark is Mark.REMOVED:
        return
    told = notice(row.new)
    if told and not (row.old and notice(row.old)):
        yield _finding(told[0], f"a notice says “{told[1]}”", row)
    elif row.mark is Mark.CHANGED:
        if number := numbers_changed(row, texts.values, texts.language):
            yield _finding(ChangeKind.NUMBER, number, row)
        if name := names_changed(row, texts.before, texts.after, texts.language):
            yield _finding(ChangeKind.NAME, name, row)


def _finding(kind: ChangeKind, reason: str, row: Row) -> Finding:
    return Finding(kind=kind, reason=reason, before=row.old, after=row.new)


def _wording(rows: Sequence[Row]) -> str:
    found = ((sum(row.mark is mark for row in rows), what) for mark, what in _WORDS)
    return ", ".join(f"{counted(number, 'sentence')} {what}" for number, what in found if number)
