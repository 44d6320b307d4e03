"""How much of a document may be shown to others."""

from collections.abc import Iterable, Iterator

from monitor.model.document import MAX_EXTRACT, Document
from monitor.model.source import Content
from monitor.text.clip import clip, length, longer


def size(text: str) -> int:
    """Return how many words of an extract *text* takes, whichever way of counting gives more.

    Blanks alone would let a whole article in Chinese or Thai pass for a few words.
    """
    return max(length(text), len(text.split()))


def exceeds(text: str, words: int) -> bool:
    """Whether *text* has a larger size than *words*; of a long one only the beginning is read."""
    return len(text.split(None, words)) > words or longer(text, words)


def showable(document: Document) -> str:
    """Return as much of the text as the rights of *document* allow to show to others."""
    match document.content:
        case Content.FULL:
            return document.text
        case Content.EXTRACT if not exceeds(document.text, MAX_EXTRACT):
            return document.text
        case Content.EXTRACT:
            words = " ".join(document.text.split(None, MAX_EXTRACT)[:MAX_EXTRACT])
            return f"{clip(words, MAX_EXTRACT).removesuffix('…')} …"
        case Content.HEADLINE:
            return ""


def levelled_at(text: str, offset: int) -> int:
    """Return where *offset* of *text* lies once its blanks are levelled, as in an extract."""
    before = text[:offset]
    words = " ".join(before.split())
    return len(words) + bool(words and before[-1].isspace())


def fitting(document: Document, texts: Iterable[str]) -> Iterator[bool]:
    """Yield of each of *texts* whether it may be shown beside those before it that may.

    Where the rights of *document* allow an extract, all together have no more words than one.
    """
    left = MAX_EXTRACT
    for text in texts:
        words = size(text)
        fits = document.content is Content.FULL or (
            document.content is Content.EXTRACT and words <= left
        )
        left -= words if fits else 0
        yield fits
