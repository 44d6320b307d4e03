"""Say what a story says, in the words of its documents."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as Ranked

from monitor.model.document import Document
from monitor.model.summary import Sentence, Summary
from monitor.summary.candidates import Candidate, candidates
from monitor.summary.ranker import LeadRanker
from monitor.summary.tokenizer import Tokenizer
from monitor.text.clip import length
from monitor.text.telling import telling

MOST_DOCUMENTS = 6
"""The leading one and others that may add to it."""
_OPENING_SENTENCES = 8
# Of each other document: what is new in it stands at its beginning.
_LOOKED_AT = 10
# Sentences, best first, among which those that fit are sought; a worse one is no summary.
_REPEATED = 0.6
# A sentence of the leading document is left out where so many of its words have been said …
_SAID_BEFORE = 0.4
# … and one of another document where so many have: two accounts of one fact share about half of
# their telling words, and accounts of two facts of one event share up to a third.

_TOLD = 0.6
# The same, against one sentence of an earlier issue.

_CONTEXT = 3000
_IN_COMMON = 2
# Characters of the leading document's text, and telling words that a sentence of another shares
# with them: with fewer, it speaks of something that the reader has not been told of.

_SPEAKER = re.compile(r"\b(?:[Ww]e|[Oo]urs?|I|[Mm]y)\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)[‘'].*?[’'](?!\w)")
# Outside quotations, whoever speaks is the publisher, and beside another's text it is unclear who.


def summarise(
    documents: Sequence[Document],
    *,
    max_words: int = 60,
    max_sentences: int = 3,
    told: Sequence[str] = (),
) -> Summary:
    """Return whole sentences of *documents*, within both limits together.

    The first document that can be used leads; the others, in its language and not its copies, may
    add one sentence with something new. Sentences that repeat one of *told*, which readers have
    been told before, are taken only where there is no other. Empty where no sentence that fits can
    stand alone; one that points back stands behind the sentence that it follows in its text.
    """
    able = [document for document in documents if document.quotable]
    if not able:
        return Summary(sentences=())
    lead = able[0]
    others = [each for each in able[1:] if each.language == lead.language][: MOST_DOCUMENTS - 1]
    texts = [candidates(lead), *(candidates(each, _OPENING_SENTENCES) for each in others)]
    best = best_first(texts, lead.language, lead.title)
    bound = {each.sentence for text in texts for each in text if each.bound}
    choice = _Choice(lead, max_words, _after(texts), told)
    around = telling(f"{lead.title}. {lead.text[:_CONTEXT]}", lead.language)
    leading = [sentence for sentence in best if sentence.document_id == lead.id][:_LOOKED_AT]
    adding = [
        sentence
        for sentence in best
        if _may_add(sentence, lead)
        and sentence not in bound
        and len(telling(sentence.text, lead.language) & around) >= _IN_COMMON
    ][:_LOOKED_AT]
    for again in (False, True):
        if again and choice.taken:
            break
        choice.again = again
        choice.take(leading, most=max(1, max_sentences - bool(adding)), repeated=_REPEATED)
        choice.take(adding, most=min(1, max_sentences - len(choice.taken)), repeated=_SAID_BEFORE)
        choice.take(leading, most=max_sentences - len(choice.taken), repeated=_REPEATED)
    places = {document.id: place for place, document in enumerate(able)}
    ordered = sorted(choice.taken, key=lambda each: (places[each.document_id], each.start))
    return Summary(sentences=tuple(ordered))


def _may_add(sentence: Sentence, lead: Document) -> bool:
    """Whether *sentence* is another document's own: no copy of the lead's, and no "we say"."""
    if sentence.document_id == lead.id or sentence.text in lead.text:
        return False
    return _SPEAKER.search(_QUOTED.sub("", sentence.text)) is None


def best_first(
    texts: Sequence[Sequence[Candidate]], language: str, title: str = ""
) -> list[Sentence]:
    """Return the sentences of *texts*, those of the leading text first, as the ranker puts them."""
    listed = [each for text in texts for each in text]
    best: list[Sentence] = []

    def keep(ranked: Sequence[Any]) -> Sequence[Any]:
        best.extend(listed[each.order].sentence for each in ranked)
        return ranked

    tokenizer = Tokenizer(language)
    model = ObjectDocumentModel(
        Paragraph(Ranked(each.sentence.text, tokenizer) for each in text) for text in texts
    )
    bound = (place for place, each in enumerate(listed) if each.bound)
    LeadRanker(language, title, bound)(model, keep)
    return best


def _after(texts: Sequence[Sequence[Candidate]]) -> dict[Sentence, Sentence]:
    """Return what must be chosen before each sentence that points back."""
    return {
        other.sentence: one.sentence
        for text in texts
        for one, other in pairwise(text)
        if other.bound
    }


class _Choice:
    """Sentences taken so far, and what they say."""

    def __init__(
        self,
        lead: Document,
        max_words: int,
        after: Mapping[Sentence, Sentence],
        told: Sequence[str],
    ) -> None:
        self.taken: list[Sentence] = []
        self.again = False
        """Whether what was told before may be said again."""
        self._left = max_words
        self._language = lead.language
        self._title = telling(lead.title, lead.language)
        self._after = after
        self._said: set[str] = set()
        self._told = [telling(each, lead.language) for each in told]

    def take(self, sentences: Sequence[Sentence], *, most: int, repeated: float) -> None:
        """Take the first *most* of *sentences* that fit and say something new."""
        for sentence in sentences:
            if most <= 0:
                break
            size, said = length(sentence.text), telling(sentence.text, self._language)
            if size <= self._left and self._follows(sentence) and self._is_new(said, repeated):
                self.taken.append(sentence)
                self._left -= size
                self._said |= said
                most -= 1

    def _follows(self, sentence: Sentence) -> bool:
        before = self._after.get(sentence)
        return before is None or before in self.taken

    def _is_new(self, said: frozenset[str], repeated: float) -> bool:
        if not said - self._title:
            return False
        if not self.again and any(len(said & each) > _TOLD * len(said) for each in self._told):
            return False
        return len(said & self._said) <= repeated * len(said)
