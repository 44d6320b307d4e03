"""Documents that say the like of one: by the words that tell it from others."""

import math
from collections import Counter

from tantivy import Occur
from tantivy import Query as Compiled

from monitor.archive import index, tokens
from monitor.archive.compile import Question
from monitor.archive.index import SCHEMA, STEMS
from monitor.archive.search import Asked, Place, View
from monitor.model.document import Document
from monitor.query.tree import EVERYTHING
from monitor.text.words import words

_TERMS = 25
"""Words that are looked for, those that are rarest elsewhere and most frequent here."""
_SHARE = 5
"""One in so many of them must be there."""
_TITLE = 2
"""How often a word of the title counts."""


def places(view: View, document: Document, limit: int) -> list[Place]:
    """Return where the documents most like *document* are, itself left out."""
    with index.damage():
        told = _telling(view, document)
        if not told:
            return []
        any_of = [(Occur.Should, _term(token, weight)) for token, weight in told.items()]
        least = max(min(2, len(any_of)), len(any_of) // _SHARE)
        alike = Compiled.boolean_query(any_of, least)
        itself = Compiled.term_query(SCHEMA, "id", document.id, "basic")
        query = Compiled.boolean_query([(Occur.Must, alike), (Occur.MustNot, itself)])
    question = Question(query, exact=True, ranked=True)
    return view.places(Asked(query=EVERYTHING, question=question, newest=False), None, limit)


def _telling(view: View, document: Document) -> dict[str, float]:
    """Return the tokens that tell *document* from others, with their weight."""
    language = document.language
    found = Counter(words(document.text, language).stems)
    for stem in words(document.title, language).stems:
        found[stem] += _TITLE
    every = max(view.searcher.num_docs, 1)
    weighed = {}
    for stem, count in found.items():
        token = tokens.stemmed(stem, language)
        known = view.searcher.doc_freq(STEMS["text"], token)
        if 1 < known <= every / 2 or 1 < known < 10:  # the one is itself
            weighed[token] = (1 + math.log(count)) * math.log(1 + every / known)
    best = sorted(weighed.items(), key=lambda each: (-each[1], each[0]))[:_TERMS]
    return dict(best)


def _term(token: str, weight: float) -> Compiled:
    either = [(Occur.Should, Compiled.term_query(SCHEMA, field, token)) for field in STEMS.values()]
    return Compiled.boost_query(Compiled.boolean_query(either), weight)
