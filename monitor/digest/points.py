"""What an item says of a report beside its extract: recommendations and key figures. Pure."""

from collections.abc import Iterable, Sequence

from monitor.digest.material import StoryMaterial
from monitor.digest.plain import line
from monitor.model.digest import KeyFigure
from monitor.model.document import MAX_EXTRACT
from monitor.model.source import Content
from monitor.model.summary import Sentence
from monitor.text.rights import size

MOST = 2
"""Of each: an item is an invitation to read the report, not a copy of it."""
_LONGEST = 45
"""Words; whoever writes longer sentences than that is quoted in the extract, or not at all."""


def points(
    story: StoryMaterial, extract: Sequence[Sentence]
) -> tuple[tuple[Sentence, ...], tuple[KeyFigure, ...]]:
    """Return recommendations and key figures of the leading report that may stand beside *extract*.

    They take as many words as an extract has where the rights are full. Where they allow an extract
    only, they take what the extract has left of it: to a publisher a recommendation is a quotation
    like any other.
    """
    document = story.lead.document
    if not document.quotable:
        return (), ()
    room = MAX_EXTRACT
    if document.content is not Content.FULL:
        room -= sum(size(each.text) for each in extract)
    taken = [(each.document_id, each.start) for each in extract]
    asked: list[Sentence] = []
    counted: list[KeyFigure] = []
    for sentence, figure in _in_turn(story):
        words = size(sentence.text)
        full = len(counted if figure else asked) == MOST
        if full or words > min(room, _LONGEST) or (sentence.document_id, sentence.start) in taken:
            continue
        taken.append((sentence.document_id, sentence.start))
        room -= words
        if figure:
            counted.append(KeyFigure(value=line(figure), sentence=sentence))
        else:
            asked.append(sentence)
    return (
        tuple(sorted(asked, key=lambda each: each.start)),
        tuple(sorted(counted, key=lambda each: each.sentence.start)),
    )


def _in_turn(story: StoryMaterial) -> Iterable[tuple[Sentence, str]]:
    """Yield the best recommendation, the best figure, the second ones, and so on."""
    for place in range(max(len(story.recommendations), len(story.figures))):
        if place < len(story.recommendations):
            yield story.recommendations[place], ""
        if place < len(story.figures):
            yield story.figures[place].sentence, story.figures[place].value
