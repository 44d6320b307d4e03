"""Text in a form that every format can hold.

The documented normal form of docs/export.md: halves of characters (lone surrogates) and control
characters are left out, every kind of line break is one line feed, and no text ends in blanks.
"""

import re

# NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR end a line for some readers and not for others.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def block(text: str) -> str:
    """Return *text* with its lines.

    >>> block("One.\\x00\\r\\n\\r\\nTwo. ")
    'One.\\n\\nTwo.'
    """
    if text.isprintable():
        return text.strip()
    return _UNWRITABLE.sub("", _BREAKS.sub("\n", text)).strip()


def line(text: str) -> str:
    """Return *text* on one line.

    >>> line("One.\\u2028Two.\\n")
    'One. Two.'
    """
    return " ".join(block(text).split())
