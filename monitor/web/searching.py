"""A search as its page shows it: what is asked, what narrows it, and how to take that away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from monitor.library.permalink import LISTS, link
from monitor.model.search import Count, Facet, Order, Search
from monitor.text.tongues import name_of
from monitor.web.words import day_of, utc

_TITLES = {
    "topic": "Topic",
    "publisher": "Publisher",
    "source": "Source",
    "kind": "Kind",
    "lang": "Language",
    "month": "Month first seen",
    "story": "Story",
}
"""In the order in which they are shown."""
_SHOWN = 6
"""Values of a facet that are not folded."""
_PERIODS = (
    (timedelta(days=62), "day"),
    (timedelta(days=700), "week"),
    (timedelta(days=5500), "month"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search with the names of what it names."""

    search: Search
    names: Mapping[str, Mapping[str, str]]

    @property
    def chips(self) -> list["Chip"]:
        """What narrows it, each with where it is taken away."""
        return list(chips(self.search, self.names))

    @property
    def bare(self) -> str:
        """Where nothing narrows it."""
        return f"/search?{link(Search(query=self.search.query, order=self.search.order))}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form hands on unseen: lists and the moment."""
        told = [(name, v) for name, field in LISTS.items() for v in getattr(self.search, field)]
        if self.search.as_of:
            told += [("as_of", link(Search(as_of=self.search.as_of)).partition("=")[2])]
        return told

    @property
    def empty(self) -> bool:
        """Whether nothing is asked: the page of a search that begins."""
        return self.search == Search(order=self.search.order)

    def by(self, order: str) -> str:
        """Return where the same is in another order."""
        return f"/search?{link(replace(self.search, order=Order(order)))}"

    def days(self, since: Any, until: Any) -> str:
        """Return where the same is, of a few days."""
        return f"/search?{link(replace(self.search, since=since, until=until, months=()))}"

    def of(self, query: str) -> str:
        """Return where another query is, narrowed alike."""
        return f"/search?{link(replace(self.search, query=query))}"

    @property
    def now(self) -> str:
        """Return where it is asked of the archive as it is now."""
        return f"/search?{link(replace(self.search, as_of=None))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One thing that narrows a search."""

    title: str
    label: str
    without: str
    """Where it is taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet."""

    label: str
    count: int
    chosen: bool
    href: str
    """Where it narrows the search, or where it is taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A facet."""

    title: str
    field: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    """Those that are folded."""
    more: int
    """Further values that are not listed."""


def chips(asked: Search, names: Mapping[str, Mapping[str, str]]) -> Iterator[Chip]:
    """Yield what narrows *asked*."""
    for name, field in LISTS.items():
        values = getattr(asked, field)
        known = names.get({"topic": "topics", "source": "sources"}.get(name, ""), {})
        for value in values:
            rest = tuple(each for each in values if each != value)
            label = known.get(value) or _named(name, value)
            yield _chip(_TITLES[name], label, _with(asked, field, rest))
    if asked.since:
        yield _chip("Since", day_of(asked.since), replace(asked, since=None))
    if asked.until:
        yield _chip("Until", day_of(asked.until), replace(asked, until=None))
    if asked.as_of:
        yield _chip("As of", utc(asked.as_of), replace(asked, as_of=None))


def _with(asked: Search, field: str, values: tuple[str, ...]) -> Search:
    told: dict[str, Any] = {field: values}
    return replace(asked, **told)


def _chip(title: str, label: str, without: Search) -> Chip:
    return Chip(title=title, label=label, without=f"/search?{link(without)}")


def facets(asked: Search, found: tuple[Facet, ...]) -> list[Choices]:
    """Return the facets that have something to choose, in the order of the page."""
    by_field = {facet.field: facet for facet in found}
    told = []
    for name, title in _TITLES.items():
        facet = by_field.get(name)
        if facet is None or not facet.counts:
            continue
        every = [_choice(asked, name, count) for count in facet.counts]
        if name == "story":  # of one document, it narrows to what is seen already
            every = [each for each in every if each.count > 1 or each.chosen]
        first = max(_SHOWN, sum(each.chosen for each in every))
        every.sort(key=lambda each: not each.chosen)
        if every:
            told.append(
                Choices(
                    title=title,
                    field=name,
                    choices=tuple(every[:first]),
                    rest=tuple(every[first:]),
                    more=facet.more if name != "story" else 0,
                )
            )
    return told


def _choice(asked: Search, name: str, count: Count) -> Choice:
    field = LISTS[name]
    values = getattr(asked, field)
    chosen = count.value in values
    rest = tuple(each for each in values if each != count.value)
    to = _with(asked, field, rest if chosen else (*values, count.value))
    return Choice(
        label=_named(name, count.label),
        count=count.count,
        chosen=chosen,
        href=f"/search?{link(to)}",
    )


def _named(name: str, label: str) -> str:
    """Return what a value is called on the page, where the library has no name for it."""
    if name == "lang":
        return name_of(label)
    if name == "month":
        return day_of(date.fromisoformat(f"{label}-01")).partition(" ")[2]
    return {"article": "Articles", "report": "Reports"}.get(label, label)


def period(asked: Search, begun: datetime | None, now: datetime) -> str:
    """Return the period in which counts over the time of *asked* are easily read."""
    first = asked.since or (begun or now).date()
    last = asked.until or (asked.as_of or now).date()
    return next((name for most, name in _PERIODS if last - first <= most), "year")
