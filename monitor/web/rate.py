"""How often somebody may ask, and what is told of it."""

import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

FAILURES = 30
"""Requests without a token that holds, of one address in a minute."""
MOST_NAMES = 10_000
"""Whose requests are counted apart; any more share one count, so that memory has a bound."""
_OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What somebody may still ask for."""

    quota: int
    remaining: int
    resets: int
    """In how many seconds, from 1 on."""
    allowed: bool

    @property
    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers-10 has them."""
        return {
            "ratelimit-policy": f'"minute";q={self.quota};w=60',
            "ratelimit": f'"minute";r={self.remaining};t={self.resets}',
        }


class Rates:
    """Counts of this process, in windows of a minute."""

    def __init__(self, per_minute: int) -> None:
        """*per_minute*: what each may ask; 0: anything."""
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)
        self._quota = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._failures = RateLimitItemPerMinute(FAILURES)

    def taken(self, who: str) -> Left | None:
        """Count a request of *who*; None where nobody counts."""
        if self._quota is None:
            return None
        name = self._counted(who)
        allowed = self._limiter.hit(self._quota, name)
        window = self._limiter.get_window_stats(self._quota, name)
        return Left(
            quota=self._quota.amount,
            remaining=max(0, window.remaining),
            resets=max(1, round(window.reset_time - time.time())),
            allowed=allowed,
        )

    def failed(self, address: str) -> None:
        """Count a request without a token that holds."""
        self._limiter.hit(self._failures, self._counted(f"failed {address}"))

    def failed_too_often(self, address: str) -> bool:
        """Whether *address* has to wait before it may try again."""
        return not self._limiter.test(self._failures, self._counted(f"failed {address}"))

    def _counted(self, who: str) -> str:
        full = len(self._storage.storage) >= MOST_NAMES
        known = not full or any(
            item.key_for(who) in self._storage.storage
            for item in (self._quota, self._failures)
            if item is not None
        )
        return who if known else _OTHERS
