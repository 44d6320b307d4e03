"""The stored issue as text: one record, the same bytes for the same issue, and back."""

import json

from monitor.model.digest import Digest
from monitor.plainly import plain, whole


def dump(digest: Digest) -> str:
    """Return *digest* as JSON: keys sorted, nothing in it that depends on when it was made."""
    return json.dumps(plain(digest), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def load(record: str) -> Digest:
    """Return the issue that ``dump`` wrote.

    Raises:
        ValueError: *record* is not one.
    """
    try:
        return whole(Digest, json.loads(record))
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"not the record of an issue: {fault!r}") from fault
