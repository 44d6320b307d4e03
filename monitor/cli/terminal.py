"""What may be written to a terminal: text from outside never moves the cursor."""

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

# Bidirectional overrides and isolates can make one thing look like another.
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F}

# Control characters, and halves of one: a shell makes those of bytes that are no UTF-8, and neither
# a terminal nor the archive takes them.
_UNPRINTED = ("Cc", "Cs")


def plain(text: str) -> str:
    """Return *text* on one line without control or direction characters, and half ones."""
    kept = (
        " " if c in "\n\r\t" else c
        for c in text
        if c in "\n\r\t" or (unicodedata.category(c) not in _UNPRINTED and ord(c) not in _BIDI)
    )
    return " ".join("".join(kept).split())


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return aligned columns; the last column keeps its length, numbers stand to the right."""
    lines = [tuple(plain(str(cell)) for cell in row) for row in rows]
    widths = [
        max(len(h), *(len(line[i]) for line in lines)) if lines else len(h)
        for i, h in enumerate(head)
    ]
    right = [bool(lines) and all(line[i].isdigit() for line in lines) for i in range(len(head))]

    def shown(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if flush else cell.ljust(width)
            for cell, width, flush in zip(cells, widths, right, strict=True)
        ]
        return "  ".join(padded).rstrip()

    return "\n".join([shown(head), *(shown(line) for line in lines)])


def program() -> str:
    """Return how to call the monitor again: by its path, where its name alone is not found."""
    called = sys.argv[0]
    named = Path(called).name == "monitor" and shutil.which("monitor") is None
    return called if named else "monitor"


def wide() -> int:
    """Return how many columns there are to write in, at most 100."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def colour(text: str, code: str) -> str:
    """Return *text* in the terminal's own colour *code*, plain in a pipe."""
    return f"\x1b[{code}m{text}\x1b[0m" if sys.stdout.isatty() else text
