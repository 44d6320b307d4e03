"""What the fetcher may do, and how politely."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Limits of one fetcher; docs/settings.md says what each is for."""

    user_agent: str
    """Sent with every request; what stands before the first ``/`` is our name in robots.txt."""
    allow_networks: tuple[str, ...] = ()
    """Networks such as ``127.0.0.0/8`` that the address guard lets pass."""
    deadline: float = 60.0
    """Seconds for one page, redirects and all; waiting for a turn at a host does not count."""
    max_bytes: int = 10_000_000
    """More, packed or unpacked, is refused."""
    pace: float = 3.0
    """Seconds from the end of one request to a host to the start of the next, at least."""
    concurrency: int = 8
    """Hosts asked at the same time."""
    routes: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Host name → (address, port) to dial instead of asking DNS; the guard checks these too."""

    @property
    def agent(self) -> str:
        """The name by which robots.txt speaks to us."""
        return self.user_agent.partition("/")[0]
