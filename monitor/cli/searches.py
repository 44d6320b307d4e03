"""monitor searches: searches under a name, as topics and feeds, and what is new in each."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.cli.command import Commands, add
from monitor.cli.opened import opened
from monitor.cli.research import count
from monitor.cli.searched import add_filters, search_of
from monitor.cli.terminal import colour, plain, table
from monitor.errors import SettingsError, SourceError

if TYPE_CHECKING:
    from monitor.library.library import Library
    from monitor.model.saved import News, SavedSearch
    from monitor.model.search import Hit, Search
    from monitor.settings import Settings


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    searches = add(
        commands,
        "searches",
        run_list,
        "keep searches by name; ask them again, and for what is new",
        """\
monitor searches save care 'care worker* visa' --topic labour
monitor searches                          what is kept
monitor searches run care                 ask it again, with a link that always gives the same
monitor searches new care                 what it gained since you last asked
monitor searches topic care --append      make it a topic of sources.yaml
monitor searches feed care -o care.atom   as a feed for any reader
monitor searches remove care""",
    )
    searches.set_defaults(json=False)
    parts = searches.add_subparsers(
        metavar="save | list | show | run | new | remove | topic | feed"
    )
    _register_save(parts)
    _listing(add(parts, "list", run_list, "list what is kept", "monitor searches list"))
    for name, run, about in (
        ("show", run_show, "show what a search asks for"),
        ("run", run_run, "ask a search again"),
        ("new", run_new, "show what a search gained since it was last asked, and mark it as told"),
        ("remove", run_remove, "keep a search no more"),
        ("topic", run_topic, "write a search as a topic of sources.yaml"),
        ("feed", run_feed, "write a search as a feed"),
    ):
        part = add(parts, name, run, about, f"monitor searches {name} care")
        part.add_argument("name", metavar="NAME")
        if name in ("show", "run", "new"):
            _listing(part)
        if name == "run":
            part.add_argument("--limit", type=count, default=20, metavar="N", help="default: 20")
        if name == "new":
            part.add_argument("--keep", action="store_true", help="do not mark them as told")
        if name == "topic":
            part.add_argument("--title", metavar="TEXT", default="", help="the topic's name")
            part.add_argument("--append", action="store_true", help="write it into sources.yaml")
        if name == "feed":
            part.add_argument("--format", choices=("atom", "json"), default="atom")
            part.add_argument("-o", metavar="FILE", dest="file", type=Path, help="not to stdout")


def _register_save(parts: Commands) -> None:
    save = add(
        parts,
        "save",
        run_save,
        "keep a search under a name, in place of what was there",
        """\
monitor searches save visas 'care worker* visa OR sponsor*'
monitor searches save reports-2026 --kind report --since 2026
monitor searches save frozen slavery --as-of 2026-11-24""",
    )
    save.add_argument("name", metavar="NAME", help="small letters, digits and hyphens")
    save.add_argument("query", metavar="QUERY", nargs="?", default="")
    add_filters(save)
    save.add_argument("--newest", action="store_true", help="newest first, not best first")


def _listing(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object")


def run_save(asked: argparse.Namespace) -> int:
    """monitor searches save: nothing that the archive knows by now is news to it."""
    from monitor import wiring
    from monitor.archive.saved import every
    from monitor.library import saved
    from monitor.library.permalink import link

    with _project(asked, writes=True) as (setting, library):
        search = search_of(asked, order="newest" if asked.newest else "best")
        before = {each.name: each for each in every(library.archive)}.get(asked.name)
        kept = saved.save(library, asked.name, search, wiring.now_of(setting)())
    print(f"{kept.name} is kept: /search?{plain(link(search))}")
    if before and before.search != search:
        print(f"in place of: /search?{plain(link(before.search))}")
    return 0


def run_list(asked: argparse.Namespace) -> int:
    """monitor searches: 0 whether or not any is kept."""
    from monitor.archive.saved import every

    with _project(asked, rules=False) as (_, library):
        kept = every(library.archive)
    if asked.json:
        _print_json({"searches": [_facts(each) for each in kept]})
    elif kept:
        rows = [(s.name, f"{s.asked_at or s.created_at:%Y-%m-%d %H:%MZ}", _told(s)) for s in kept]
        print(table(("name", "last asked", "search"), rows))
    else:
        print("no search is kept; monitor searches save NAME QUERY keeps one")
    return 0


def run_show(asked: argparse.Namespace) -> int:
    """monitor searches show: what it asks for."""
    from monitor.library.saved import standing

    with _project(asked, rules=False) as (_, library):
        facts = _facts(standing(library, asked.name))
    if asked.json:
        _print_json(facts)
        return 0
    for name, value in facts.items():
        if value not in ("", None, []):
            told = ", ".join(value) if isinstance(value, list) else str(value)
            print(f"{name:10} {plain(told)}")
    return 0


def run_run(asked: argparse.Namespace) -> int:
    """monitor searches run: with a link that gives the same documents for good."""
    from monitor.library.permalink import link
    from monitor.library.saved import standing

    with _project(asked) as (_, library):
        found = library.search(standing(library, asked.name).search, limit=asked.limit)
    place = f"/search?{link(found.search)}"
    if asked.json:
        rows = [_row(hit) for hit in found.hits]
        _print_json({"total": found.total, "permalink": place, "documents": rows})
        return 0
    _print_hits(found.hits)
    shown = f", {len(found.hits)} shown" if len(found.hits) < found.total else ""
    print(f"{found.total} found{shown}; again and always the same: {plain(place)}")
    return 0


def run_new(asked: argparse.Namespace) -> int:
    """monitor searches new: 0 whether or not there is any."""
    from monitor import wiring
    from monitor.library.saved import news

    with _project(asked, writes=not asked.keep) as (setting, library):
        told = news(library, asked.name, wiring.now_of(setting)(), marks=not asked.keep)
    gone = sum(not each.holds for each in told.entered)
    hits = [each.hit for each in told.entered if each.holds]
    if asked.json:
        rows = [_row(hit) for hit in hits]
        _print_json({"new": len(hits), "gone_again": gone, **_stretch(told), "documents": rows})
        return 0
    _print_hits(hits)
    print(f"{len(hits)} new" + (f", {gone} came and do not match any more" if gone else ""))
    return 0


def run_remove(asked: argparse.Namespace) -> int:
    """monitor searches remove: its feed says from now on that it is gone."""
    from monitor import wiring
    from monitor.library.saved import remove

    with _project(asked, writes=True, rules=False) as (setting, library):
        remove(library, asked.name, wiring.now_of(setting)())
    print(f"{asked.name} is kept no more")
    return 0


def run_topic(asked: argparse.Namespace) -> int:
    """monitor searches topic: on stdout, or into sources.yaml, which is read again before."""
    from monitor import files
    from monitor.library.saved import query_of, standing
    from monitor.model.watchlist import Topic
    from monitor.source.topics import added, entry

    with _project(asked, rules=False) as (setting, library):
        found = standing(library, asked.name)
    title = plain(asked.title) or found.name.replace("-", " ").replace("_", " ").capitalize()
    topic = Topic(id=found.name, name=title, section=title, query=query_of(found))
    if not asked.append:
        print(entry(topic), end="")
        return 0
    path = setting.sources_path.resolve()  # what a link leads to, not the link
    try:
        text = path.read_bytes().decode("utf-8")
        files.put(path, added(text, str(setting.sources_path), topic).encode())
    except (OSError, UnicodeDecodeError) as fault:
        reason = f"cannot be read or written ({fault}); check that it is a text file of yours"
        raise SourceError(str(path), reason) from fault
    print(f"{setting.sources_path} has the topic {topic.id}; monitor poll judges by it from now on")
    return 0


def run_feed(asked: argparse.Namespace) -> int:
    """monitor searches feed: on stdout, or into a file."""
    from monitor import files, wiring
    from monitor.export.feeds import atom, json_feed
    from monitor.library.feed import saved_feed
    from monitor.library.saved import standing

    with _project(asked) as (setting, library):
        now = wiring.now_of(setting)()
        made = saved_feed(library, standing(library, asked.name), now)
    body = atom(made) if asked.format == "atom" else json_feed(made)
    if asked.file is None:
        sys.stdout.buffer.write(body)
        return 0
    try:
        files.put(asked.file, body)
    except OSError as fault:
        reason = f"cannot be written ({fault.strerror}); check the folder and who owns it"
        raise SettingsError(f"{asked.file}: {reason}") from fault
    print(f"{asked.file}: {len(made.items)} documents")
    return 0


@contextmanager
def _project(
    asked: argparse.Namespace, *, writes: bool = False, rules: bool = True
) -> "Iterator[tuple[Settings, Library]]":
    """Open the project; without *rules* sources.yaml is not read, which takes most of a second."""
    from monitor import settings

    setting = settings.load(asked.home, os.environ)
    with opened(setting, writes=writes, rules=rules) as library:
        yield setting, library


def _facts(kept: "SavedSearch") -> dict[str, Any]:
    from monitor.library.permalink import LISTS, link

    asked: Search = kept.search
    return {
        "name": kept.name,
        "query": asked.query,
        **{name: list(getattr(asked, field)) for name, field in LISTS.items()},
        "since": asked.since.isoformat() if asked.since else None,
        "until": asked.until.isoformat() if asked.until else None,
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "order": asked.order.value,
        "link": f"/search?{link(asked)}",
        "saved": kept.created_at.isoformat(),
        "asked": kept.asked_at.isoformat() if kept.asked_at else None,
    }


def _told(kept: "SavedSearch") -> str:
    from monitor.library.permalink import pairs

    filters = (f"{name}:{value}" for name, value in pairs(kept.search) if name != "q")
    return " ".join([kept.search.query, *filters]).strip() or "every document"


def _stretch(told: "News") -> dict[str, int]:
    return {"after": told.after, "upto": told.upto}


def _row(hit: "Hit") -> dict[str, Any]:
    document = hit.document
    return {
        "id": document.id,
        "revision": hit.revision,
        "title": document.title,
        "publisher": document.publisher,
        "source": document.source_id,
        "url": document.url,
        "published": document.published.at.isoformat() if document.published else None,
        "first_seen": document.first_seen_at.isoformat(),
        "topics": list(hit.topics),
    }


def _print_hits(hits: "Iterable[Hit]") -> None:
    for row in map(_row, hits):
        day = (row["published"] or "undated")[:10]
        print(f"{row['id']}  {day:10}  {colour(plain(row['title']), '1')}")
        print(f"    {plain(row['publisher'])}  {plain(row['url'])}")


def _print_json(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=2))
