"""Who may read over the network: tokens, of which the archive keeps the SHA-256 alone.

Each function raises ArchiveError where the disk refuses.
"""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select, update

from monitor.archive.schema import token as token_
from monitor.archive.store import Archive
from monitor.model.saved import Token


def add(archive: Archive, token: Token, secret: str) -> bool:
    """Keep *token* with the hash of *secret*; False where its name is taken."""
    with archive.database.transaction() as connection:
        taken = select(token_.c.name).where(token_.c.name == token.name)
        if connection.execute(taken).first() is not None:
            return False
        connection.execute(
            insert(token_).values(
                name=token.name,
                sha256=_hash(secret),
                created_at=token.created_at,
                expires_at=token.expires_at,
                revoked_at=token.revoked_at,
            )
        )
        return True


def every(archive: Archive) -> tuple[Token, ...]:
    """Return all tokens, revoked and expired ones, too, by name."""
    with archive.database.reading() as connection:
        rows = connection.execute(select(token_).order_by(token_.c.name)).mappings()
        return tuple(_whole(row) for row in rows)


def revoke(archive: Archive, name: str, at: datetime) -> Token | None:
    """Let a token read no more from now on, and return it; None where nothing has that name."""
    named = token_.c.name == name
    since = func.coalesce(token_.c.revoked_at, at)
    with archive.database.transaction() as connection:
        connection.execute(update(token_).where(named).values(revoked_at=since))
        row = connection.execute(select(token_).where(named)).mappings().first()
    return None if row is None else _whole(row)


def of_secret(archive: Archive, secret: str) -> Token | None:
    """Return the token that *secret* is, whether or not it still holds; None where it is none.

    Every token is compared, and each in the same time, so that how long an answer takes tells
    nothing of any of them.
    """
    told = _hash(secret)
    with archive.database.reading() as connection:
        rows = connection.execute(select(token_)).mappings().all()
    found = [row for row in rows if hmac.compare_digest(row["sha256"], told)]
    return _whole(found[0]) if found else None


def _hash(secret: str) -> str:
    # The secret is 256 random bits, so that a slow hash as for passwords would add nothing.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _whole(row: RowMapping) -> Token:
    return Token(**{name: value for name, value in row.items() if name != "sha256"})
