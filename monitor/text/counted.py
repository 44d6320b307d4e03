"""Numbers with their nouns."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return *number* with its noun.

    >>> counted(1, "story", "stories"), counted(4554, "source")
    ('1 story', '4,554 sources')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
