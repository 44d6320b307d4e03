"""What is remembered of a page that was read, to know what its site repeats."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page by its paragraphs."""

    title: str
    blocks: tuple[int, ...]
    """Hashes of its paragraphs, in order, each below 2**60."""
