"""The items of the invented newsroom, read from the text files beside this module.

The form of a file: ``@ DATE TIME | SLUG`` opens an item, ``% pdf landing`` says that it is a
report, ``& OUTLET/SLUG`` that it is that outlet's text, printed again; then ``# title``,
``> summary``, ``## heading`` and paragraphs. ``~ DATE TIME`` opens what the item was silently
changed to, and ``! DATE TIME`` says when it was taken away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from monitor.demo.outlets import OUTLETS


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an item said from *since* on."""

    since: datetime
    title: str
    summary: str
    blocks: tuple[str, ...]
    """Paragraphs, and headings as ``## heading``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something an outlet published."""

    outlet: str
    slug: str
    versions: tuple[Version, ...]
    pdf: bool
    landing: bool
    """Its list entry leads to a page that leads to the PDF."""
    wire: str
    """The outlet whose text it repeats; empty where it is its own."""
    gone: datetime | None = None
    """When it was taken away."""

    @property
    def published(self) -> datetime:
        """When it first appeared."""
        return self.versions[0].since

    def at(self, now: datetime) -> Version:
        """Return what it says at *now*."""
        return [v for v in self.versions if v.since <= now][-1]


@cache
def items() -> tuple[Item, ...]:
    """Return all items of all outlets, in the order of their files."""
    own = {outlet.id: list(_read(outlet.id)) for outlet in OUTLETS}
    by_key = {(item.outlet, item.slug): item for found in own.values() for item in found}
    return tuple(_reprint(item, by_key) for found in own.values() for item in found)


def published(outlet: str, now: datetime) -> tuple[Item, ...]:
    """Return what *outlet* has published by *now*, newest first."""
    there = (
        item
        for item in items()
        if item.outlet == outlet and item.published <= now and not is_gone(item, now)
    )
    return tuple(sorted(there, key=lambda item: item.published, reverse=True))


def is_gone(item: Item, now: datetime) -> bool:
    """Whether *item* was taken away by *now*."""
    return item.gone is not None and item.gone <= now


def taken_away(outlet: str, slug: str, now: datetime) -> bool:
    """Whether *outlet* had an item of that name, and has it no more."""
    return any(i.outlet == outlet and i.slug == slug and is_gone(i, now) for i in items())


def _reprint(item: Item, by_key: dict[tuple[str, str], Item]) -> Item:
    """Return *item* with the text it repeats, if it repeats one."""
    if not item.wire:
        return item
    outlet, slug = item.wire.split("/")
    told = by_key[outlet, slug].versions[0]
    version = Version(
        since=item.published, title=told.title, summary=told.summary, blocks=told.blocks
    )
    return Item(
        outlet=item.outlet,
        slug=item.slug,
        versions=(version,),
        pdf=False,
        landing=False,
        wire=outlet,
    )


def _read(outlet: str) -> Iterator[Item]:
    file = files("monitor.demo") / "newsroom" / f"{outlet}.txt"
    if not file.is_file():
        return  # an outlet that never lists anything
    for part in file.read_text(encoding="utf-8").split("@ ")[1:]:
        head, _, body = part.partition("\n")
        when, slug = head.split(" | ")
        marks = [line for line in body.splitlines() if line[:2] in ("% ", "& ", "! ")]
        flags = " ".join(line[2:] for line in marks if line.startswith("% ")).split()
        wire = next((line[2:] for line in marks if line.startswith("& ")), "")
        gone = next((_at(line[2:]) for line in marks if line.startswith("! ")), None)
        texts = "\n".join(line for line in body.splitlines() if line not in marks)
        first, *later = texts.split("\n~ ")
        versions = [_version(when, first)]
        versions += [_version(*text.split("\n", 1)) for text in later]
        yield Item(
            outlet=outlet,
            slug=slug.strip(),
            versions=tuple(versions),
            pdf="pdf" in flags,
            landing="landing" in flags,
            wire=wire,
            gone=gone,
        )


def _at(when: str) -> datetime:
    return datetime.fromisoformat(when.strip()).replace(tzinfo=UTC)


def _version(when: str, text: str) -> Version:
    lines = text.strip().splitlines()
    title = next((line[2:] for line in lines if line.startswith("# ")), "")
    summary = next((line[2:] for line in lines if line.startswith("> ")), "")
    rest = [line for line in lines if line.strip() and not line.startswith(("# ", "> "))]
    return Version(
        since=_at(when),
        title=title,
        summary=summary,
        blocks=tuple(rest),
    )
