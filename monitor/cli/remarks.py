"""monitor tag and note."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from monitor.cli.command import Commands, add
from monitor.cli.opened import opened
from monitor.cli.person import who_is
from monitor.cli.research import count, resolved
from monitor.cli.terminal import colour, plain, table
from monitor.errors import SettingsError


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    tag = add(
        commands,
        "tag",
        run_tag,
        "put tags on a document, or list what is tagged",
        """\
monitor tag 4k7qz2m5w3xa car-wash follow-up
monitor tag 4k7q car-wash --remove        your own; another's with --who
monitor tag 4k7q                          its tags, with who and when
monitor tag                               all tags
monitor tag --csv > tags.csv              the whole history""",
    )
    tag.add_argument("id", metavar="ID", nargs="?", help="of a document, or its beginning")
    tag.add_argument("tags", metavar="TAG", nargs="*", help="letters, digits, - _ and .")
    tag.add_argument("--remove", action="store_true", help="take them off again")
    note = add(
        commands,
        "note",
        run_note,
        "write a note on a document, or list notes",
        """\
monitor note 4k7qz2m5w3xa 'the owner was charged before, in 2019'
monitor note 4k7q --remove 12             its row stays, as taken back
monitor note 4k7q                         its notes
monitor note                              all notes""",
    )
    note.add_argument("id", metavar="ID", nargs="?", help="of a document, or its beginning")
    note.add_argument("text", metavar="TEXT", nargs="?", help="in quotes")
    note.add_argument("--remove", metavar="N", type=count, help="take the note of that number back")
    for command in (tag, note):
        command.add_argument("--who", metavar="NAME", default="", help="whose (default: yours)")
        command.add_argument("--json", action="store_true", help="one JSON object")
        command.add_argument("--csv", action="store_true", help="all, with history, as CSV")


def run_tag(asked: argparse.Namespace) -> int:
    """monitor tag: with tags it writes, without it lists."""
    from monitor import settings, wiring
    from monitor.library import remarks

    setting = settings.load(asked.home, os.environ)
    if asked.tags:
        who, at = who_is(asked.who, setting, "--who"), wiring.now_of(setting)()
        with opened(setting, writes=True) as library:
            document_id = resolved(library.archive, asked.id)
            changed = remarks.tag(library, document_id, asked.tags, who, at, on=not asked.remove)
            told = remarks.tags(library, document_id)
        if not changed:
            print(
                "nothing changed: "
                + ("it has no such tag of yours" if asked.remove else "it has them already")
            )
    elif asked.remove:
        raise SettingsError(
            "--remove: name the tags to take off, such as monitor tag 4k7q car-wash"
        )
    else:
        with opened(setting) as library:
            if asked.csv:
                return _csv(remarks.tag_rows(library))
            if not asked.id:
                return _list_tags(asked, remarks.tag_counts(library))
            document_id = resolved(library.archive, asked.id)
            told = remarks.tags(library, document_id)
    if asked.json:
        return _json({"document": document_id, "tags": [_facts(each) for each in told]})
    for each in told:
        print(f"{colour(plain(each.tag), '1')}  {plain(each.who)}, {each.at:%Y-%m-%d}")
    if not told:
        print(f"{document_id} has no tags")
    return 0


def _list_tags(asked: argparse.Namespace, counts: Sequence[tuple[str, int]]) -> int:
    if asked.json:
        return _json({"tags": [{"tag": name, "documents": number} for name, number in counts]})
    if not counts:
        print("nothing is tagged yet; monitor tag ID TAG does it")
        return 0
    print(table(("tag", "documents"), counts))
    return 0


def run_note(asked: argparse.Namespace) -> int:
    """monitor note: with a text it writes, without it lists."""
    from monitor import settings, wiring
    from monitor.library import remarks

    setting = settings.load(asked.home, os.environ)
    document_id = None
    if asked.text is not None or asked.remove is not None:
        if not asked.id or (asked.text is not None and asked.remove is not None):
            raise SettingsError("note: name a document, and either a text or --remove N")
        who, at = who_is(asked.who, setting, "--who"), wiring.now_of(setting)()
        with opened(setting, writes=True) as library:
            document_id = resolved(library.archive, asked.id)
            if asked.text is not None:
                remarks.write_note(library, document_id, asked.text, who, at)
            else:
                remarks.remove_note(library, document_id, asked.remove, who, at)
            told = remarks.notes(library, document_id)
    else:
        with opened(setting) as library:
            if asked.csv:
                return _csv(remarks.note_rows(library))
            document_id = resolved(library.archive, asked.id) if asked.id else None
            told = remarks.notes(library, document_id)
    if asked.json:
        return _json({"notes": [_facts(each) for each in told]})
    for each in told:
        where = "" if document_id else f"{each.document_id}  "
        print(f"{each.number:4}  {where}{plain(each.who)}, {each.at:%Y-%m-%d}: {plain(each.text)}")
    if not told:
        print("no notes")
    return 0


def _facts(told: object) -> dict[str, Any]:
    from monitor.plainly import plain as plainly

    facts: dict[str, Any] = plainly(told)
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _json(told: dict[str, Any]) -> int:
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def _csv(rows: Iterable[Sequence[str]]) -> int:
    from monitor.export.csvrows import csv_lines

    for line in csv_lines(rows):
        sys.stdout.write(line.replace("\r\n", "\n"))
    return 0
