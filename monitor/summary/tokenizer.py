"""Sentences and words for sumy, by the monitor's own rules: nothing is downloaded."""

from monitor.text import sentences
from monitor.text.words import words


class Tokenizer:
    """What sumy asks of a tokenizer; its own needs data of NLTK that a first run would download."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def to_sentences(self, text: str) -> tuple[str, ...]:
        """Return the sentences of *text*, in order."""
        return tuple(text[start:end] for start, end in sentences.spans(text, self.language))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Return the folded words of *sentence*."""
        return words(sentence, self.language).forms
