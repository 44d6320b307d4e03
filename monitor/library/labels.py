"""What the values of a facet are called."""

from monitor.model.watchlist import Watchlist


def labels(watchlist: Watchlist | None) -> dict[str, dict[str, str]]:
    """Return names for people by facet and value, where they differ from the value."""
    if watchlist is None:
        return {}
    return {
        "topic": {topic.id: topic.name for topic in watchlist.topics},
        "source": {source.id: source.name for source in watchlist.sources},
    }
