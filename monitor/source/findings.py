"""The entries of a section, each used or explained."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.errors import SourceError
from monitor.model.watchlist import Problem
from monitor.source.complaint import about, meant
from monitor.source.lines import Document

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Found:
    """A usable entry, and where it stands."""

    entry: Any
    section: str
    place: int
    label: str
    """Such as ``source bbc-uk``."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What reading a document brings to light, as it goes on."""

    document: Document
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, label: str, reason: str, *path: str | int) -> None:
        """Write down that the entry *label* cannot be used, because of what is at *path*."""
        self.problems.append(Problem(line=self.document.line(*path), entry=label, reason=reason))

    def fault(self, reason: str, *path: str | int) -> SourceError:
        """Return that the whole file cannot be used, because of what is at *path*."""
        return SourceError(self.document.name, reason, line=self.document.line(*path))

    def section(self, name: str, kind: type[list[Any]] | type[dict[str, Any]]) -> Any:
        """Return the section *name*, empty where it is not written.

        Raises:
            SourceError: It is no list, or no mapping, as it must be.
        """
        told = self.document.value.get(name)
        if told is None:
            return kind()
        if isinstance(told, kind):
            return told
        form = "- at the beginning of each entry" if kind is list else "key: value on each line"
        raise self.fault(f"{name}: is not written as expected; write {form}", name)

    def entries(
        self, section: str, model: type[Model], what: str, below: dict[str, Any] | None = None
    ) -> Iterator[tuple[Found, Model]]:
        """Yield the usable entries of *section*; *below* has values that an entry may leave out.

        Raises:
            SourceError: The section is no list.
        """
        for place, told in enumerate(self.section(section, list)):
            label = f"{what} {_named(told) or place + 1}"
            entry = self._entry(
                model,
                {**(below or {}), **told} if isinstance(told, dict) else told,
                label,
                section,
                place,
            )
            if entry is not None:
                yield Found(entry, section, place, label), entry

    def _entry(
        self, model: type[Model], told: Any, label: str, section: str, place: int
    ) -> Model | None:
        doubled = self.document.doubled(section, place)
        if doubled:
            key, line = doubled
            reason = f"“{key}” is written twice; remove one of them"
            self.problems.append(Problem(line=line, entry=label, reason=reason))
            return None
        try:
            return model.model_validate(told)
        except ValidationError as fault:
            for path, reason in about(fault, _keys(model)):
                self.refuse(label, reason, section, place, *path)
        return None

    def first_of_its_id(self, found: Found, before: dict[str, int]) -> bool:
        """Whether no entry *before* has the id of this one; it is added, with its line."""
        line = self.document.line(found.section, found.place, "id")
        first = before.setdefault(found.entry.id, line)
        if first != line:
            reason = (
                f"the id “{found.entry.id}” is used on line {first} already; "
                "give this entry another one"
            )
            self.refuse(found.label, reason, found.section, found.place, "id")
        return first == line

    def knows_topics(self, found: Found, known: Collection[str]) -> bool:
        """Whether all topics that an entry names are *known*."""
        strange = [topic for topic in found.entry.topics if topic not in known]
        for topic in strange:
            reason = f"topics: “{topic}” is not the id of a topic{meant(topic, known)}"
            self.refuse(found.label, reason, found.section, found.place, "topics")
        return not strange


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(model.model_fields)


def _named(told: Any) -> str:
    """Return what an entry calls itself."""
    if not isinstance(told, dict):
        return ""
    names = (told.get(key) for key in ("id", "name", "title"))
    return next((name[:80] for name in names if isinstance(name, str) and name.strip()), "")
