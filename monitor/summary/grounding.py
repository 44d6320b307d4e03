"""Check that what an issue says stands in the archive, word for word."""

from collections.abc import Iterable, Mapping

from monitor.model.summary import Sentence


def untraceable(sentences: Iterable[Sentence], texts: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Return those of *sentences* that do not stand in *texts* at their place.

    *texts* are by document id. A sentence of an unknown document, an empty one and one whose place
    lies outside its text are untraceable too.
    """
    return tuple(each for each in sentences if not _stands(each, texts))


def _stands(sentence: Sentence, texts: Mapping[str, str]) -> bool:
    text = texts.get(sentence.document_id)
    if text is None or not 0 <= sentence.start < sentence.end <= len(text):
        return False
    return text[sentence.start : sentence.end] == sentence.text
