"""Words of the index that are written nearly like a given one."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from monitor.archive import index, tokens
from monitor.archive.compile import compiled
from monitor.archive.index import FORMS
from monitor.archive.search import View
from monitor.query.tree import Word
from monitor.text.words import fold

_LONG = 6
"""Letters from which two of them may be wrong, else one: so that “raid” does not mean “said”."""
_SHORTEST = 4
_LONGEST = 40


def has(view: View, word: Word) -> bool:
    """Whether any document of *view* has *word*, in any form."""
    with index.damage():
        question = compiled(word, view.searcher)
        found = view.searcher.search(view.within_moment(question.query), 1, count=False).hits
    return bool(found)


def nearest(view: View, word: str) -> str | None:
    """Return the word that is written most like *word*, of those the most frequent; None without.

    Its first letter is taken as right, which keeps what is compared to a twentieth of all words.
    """
    form = fold(word)
    if not _SHORTEST <= len(form) <= _LONGEST:
        return None
    with index.damage():
        known: dict[str, int] = {}
        for field in FORMS.values():
            for term, count in view.searcher.terms_with_prefix(field, tokens.formed(form[:1])):
                if abs(len(term) - len(form)) <= 2 and term.isalpha():
                    known[term] = known.get(term, 0) + count
    found = process.extract(
        form, known.keys(), scorer=OSA.distance, score_cutoff=_most(form), limit=None
    )
    near = [(distance, -known[term], term) for term, distance, _ in found if term != form]
    return min(near)[2] if near else None


def _most(form: str) -> int:
    return 2 if len(form) >= _LONG else 1
