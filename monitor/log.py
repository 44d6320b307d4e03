"""Log lines: a constant event and its fields, never a sentence with holes."""

import logging
import time


def event(logger: logging.Logger, level: int, name: str, **fields: object) -> None:
    """Log *name* with *fields* as ``name key=value …``; values with blanks are quoted."""
    if logger.isEnabledFor(level):
        logger.log(level, "%s", " ".join([name, *(f"{k}={_shown(v)}" for k, v in fields.items())]))


def _shown(value: object) -> str:
    text = str(value)
    plain = text and not any(c.isspace() or c in "\"'=" or not c.isprintable() for c in text)
    return text if plain else repr(text)


def to_stderr(level: str) -> None:
    """Send log lines of *level* and above to stderr, with a UTC time."""
    handler = logging.StreamHandler()
    form = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    ours = logging.getLogger("monitor")
    ours.handlers[:] = [handler]
    ours.setLevel(level)
    ours.propagate = False
