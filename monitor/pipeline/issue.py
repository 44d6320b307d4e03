"""The lower line of the way: a week's stories → one stored record → files in digests/."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.archive.rows import StoredIssue
from monitor.archive.store import Archive
from monitor.delivery.folder import publish
from monitor.digest import record
from monitor.digest.compose import compose
from monitor.digest.material import Material
from monitor.digest.plain import line
from monitor.digest.render import Edge, index, listed, name_of, render
from monitor.digest.week import closed_between, latest_closed
from monitor.errors import ArchiveError, SettingsError
from monitor.model.digest import Digest
from monitor.model.summary import Sentence
from monitor.model.watchlist import Edition, Watchlist
from monitor.model.week import Week
from monitor.pipeline.gather import gather, is_final
from monitor.summary.grounding import untraceable
from monitor.text.counted import counted

MAX_MISSED = 8
"""Closed weeks that are made up for by themselves; ``monitor digest --week`` makes older ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of making an issue."""

    sentence: str
    """One line for a person."""
    paths: tuple[Path, ...]
    """Its files, changed or not."""
    week: str


def make(  # noqa: PLR0913 - what an issue depends on, and nothing else
    archive: Archive,
    watchlist: Watchlist,
    edition: Edition,
    week: Week,
    now: datetime,
    digests_path: Path,
    *,
    draft: bool = False,
) -> Made:
    """Make the issue of *week*, or make it again: it is a new revision only if its record changed.

    The issue of an open week holds what has come so far; made again when the week is over, it is
    the next revision of the same issue. Record and files are stored together or not at all.

    Raises:
        SettingsError: The week has not begun.
        ArchiveError: A sentence does not stand in the archive, or the disk refuses.
        DeliveryError: The files cannot be written; the issue is not stored either.
    """
    if now < week.starts_at:
        reason = "has not begun; monitor digest makes the present one"
        raise SettingsError(f"week {week.key}: {reason}")
    material = gather(archive, watchlist, edition, week, now)
    digest = compose(material)
    _trace(archive, digest, material)
    first = watchlist.editions[0].id
    before = archive.issue(edition.id, week.key)
    if draft:
        name = name_of(edition.id, week.key, first=first)
        edge = Edge(name=name, revision=0, made_at=now, draft=True)
        return _made("draft", digest, _published(digests_path, render(digest, edge)))
    with archive.transaction():
        stored = archive.add_issue(
            edition.id, week.key, record.dump(digest), material.number, now, _considered(material)
        )
        issues = archive.issues()
        every = index(
            watchlist.editions[0].title, [listed(i.record, _edge(i, first)) for i in issues]
        )
        paths = _published(digests_path, {**render(digest, _edge(stored, first)), **every})
        publish(digests_path, _lost(issues, first, digests_path))
    return _made(_word(stored, before), digest, paths)


def missing(archive: Archive, edition: Edition, now: datetime) -> tuple[Week, ...]:
    """Return the closed weeks that wait for their issue, oldest first.

    A week that nobody looked into, because the monitor was not running, has none: in charts it is
    a gap. Only the last closed week has one in any case, so that readers are not left waiting.
    """
    begun = archive.first_poll()
    if begun is None:
        return ()
    last = latest_closed(edition, now)
    found = []
    for week in closed_between(edition, begun, now)[-MAX_MISSED:]:
        issue = archive.issue(edition.id, week.key)
        if issue is not None and is_final(issue, week):
            continue
        if issue or week == last or archive.polls_between(week.starts_at, week.ends_at):
            found.append(week)
    return tuple(found)


def _trace(archive: Archive, digest: Digest, material: Material) -> None:
    """Look up every quoted sentence in the archive, at its place, and every number in its sentence.

    Raises:
        ArchiveError: One is not there.
    """
    texts = {
        key: archive.document(key, before=material.cut).text
        for key in {sentence.document_id for sentence in digest.quoted}
    }
    lost = [
        f"“{each.text[:80]}” does not stand in document {each.document_id} at {each.start}"
        for each in untraceable(digest.quoted, texts)
    ] + [
        f"“{words[:80]}” does not stand in “{said.text[:80]}” of document {said.document_id}"
        for words, said in _excerpts(digest)
        if words not in line(said.text)
    ]
    if lost:
        raise ArchiveError(
            f"issue {digest.edition_id} {digest.week.key}",
            f"is not made: {lost[0]}; monitor doctor says whether the archive is sound",
        )


def _excerpts(digest: Digest) -> Iterator[tuple[str, Sentence]]:
    """Yield what is printed of a sentence beside it: numbers, and what they count."""
    for item in digest.items:
        for each in item.figures:
            yield each.value, each.sentence
    if digest.figure is not None:
        yield digest.figure.value, digest.figure.sentence
        yield digest.figure.definition, digest.figure.sentence


def _considered(material: Material) -> Mapping[str, tuple[str, ...]]:
    """Return all documents that were looked at for the issue, so that the next finds late ones."""
    return {
        story.story_id: tuple(sorted(each.document.id for each in story.members))
        for story in material.stories
    }


def _edge(issue: StoredIssue, first: str) -> Edge:
    name = name_of(issue.edition_id, issue.week, first=first)
    return Edge(name=name, revision=issue.revision, made_at=issue.made_at)


def _lost(issues: Iterable[StoredIssue], first: str, folder: Path) -> Mapping[str, str]:
    """Return the files of those *issues* that *folder* has no page of, so that links lead on."""
    edges = ((each.record, _edge(each, first)) for each in issues)
    return {
        name: text
        for told, edge in edges
        if not (folder / f"{edge.name}.html").exists()
        for name, text in render(record.load(told), edge).items()
    }


def _published(folder: Path, files: Mapping[str, str]) -> tuple[int, tuple[Path, ...]]:
    """Write *files*; return how many had changed, and the paths of all."""
    changed = publish(folder, files)
    return len(changed), tuple(folder / name for name in files)


def _word(stored: StoredIssue, before: StoredIssue | None) -> str:
    if before is None:
        return f"issue {stored.number} made"
    if before.revision == stored.revision:
        return f"issue {stored.number} unchanged"
    return f"issue {stored.number} changed, now revision {stored.revision}"


def _made(word: str, digest: Digest, published: tuple[int, tuple[Path, ...]]) -> Made:
    changed, paths = published
    held = counted(len(digest.items), "story", "stories")
    files = "" if changed else "; its files are as they were"
    so_far = " so far" if digest.open_until else ""
    return Made(
        sentence=f"{digest.edition_id} {digest.week.key}: {word}, {held}{so_far}{files}",
        paths=paths,
        week=digest.week.key,
    )
