"""Log lines: a constant event and its fields, never a sentence with holes."""

import logging


def event(logger: logging.Logger, level: int, name: str, **fields: object) -> None:
    """Log *name* with *fields* as ``name key=value …``; values with blanks are quoted."""
    if logger.isEnabledFor(level):
        logger.log(level, "%s", " ".join([name, *(f"{k}={_shown(v)}" for k, v in fields.items())]))


def _shown(value: object) -> str:
    text = str(value)
    plain = text and not any(c.isspace() or c in "\"'=" or not c.isprintable() for c in text)
    return text if plain else repr(text)
