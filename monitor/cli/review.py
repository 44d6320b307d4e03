"""monitor review: what nearly came in, and a person's word on it."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from monitor.cli.command import Commands, add
from monitor.cli.person import LONGEST, who_is
from monitor.cli.research import count, day_of, resolved
from monitor.cli.terminal import colour, plain
from monitor.errors import LearnError, SettingsError

if TYPE_CHECKING:
    from monitor.archive.rows import Waiting
    from monitor.archive.store import Archive
    from monitor.model.decision import Decision
    from monitor.relevance.learned import Learned
    from monitor.settings import Settings


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    review = add(
        commands,
        "review",
        run_list,
        "list what nearly came in, and decide about it",
        """\
monitor review                            what waits, newest first
monitor review --order likely --limit 50  what is most probably ours first
monitor review accept 4k7q m5w3 --topic labour --note 'the raid in Saltmere'
monitor review reject 4k7qz2m5w3xa
monitor review undo 4k7q                  as if nobody had decided
monitor review history                    who decided what, and when
monitor review learn                      let decisions order the queue, where that is better""",
    )
    review.add_argument("--source", metavar="ID", action="append", default=[])
    review.add_argument("--topic", metavar="ID", action="append", default=[], dest="topics")
    review.add_argument("--since", metavar="DATE", help="first seen on this day or later")
    review.add_argument(
        "--order", choices=("newest", "likely"), default="newest", help="default: newest"
    )
    review.add_argument("--limit", type=count, default=20, metavar="N", help="default: 20")
    review.add_argument("--skip", type=count, default=0, metavar="N", help="leave out the first N")
    review.add_argument(
        "--old", action="store_true", help="also what was old when its source was first read"
    )
    review.add_argument("--json", action="store_true", help="one JSON object")
    parts = review.add_subparsers(metavar="accept | reject | undo | history | learn | model")
    for name, accepted, about in (
        ("accept", True, "say that documents are ours; the next issue may hold them"),
        ("reject", False, "say that documents are not ours; no issue will hold them"),
        ("undo", None, "take a decision back; what the queries said counts again"),
    ):
        part = add(parts, name, run_decide, about, f"monitor review {name} 4k7qz2m5w3xa m5w3")
        part.set_defaults(accepted=accepted)
        part.add_argument(
            "ids", metavar="ID", nargs="+", help="as review and search print it, or its beginning"
        )
        if accepted:
            part.add_argument(
                "--topic",
                metavar="ID",
                action="append",
                default=[],
                dest="under",
                help="its topic, instead of those that the queries found",
            )
        part.add_argument("--note", metavar="TEXT", default="", help="why, in your own words")
        part.add_argument("--by", metavar="NAME", default="", help="who decides (default: you)")
    _register_history(parts)
    add(
        parts,
        "learn",
        run_learn,
        "learn of all decisions how to order the queue",
        """\
monitor review learn                      says whether it is used, and why""",
    )
    add(parts, "model", run_model, "say whether what was learned is used", "monitor review model")


def _register_history(parts: Commands) -> None:
    past = add(
        parts,
        "history",
        run_history,
        "show who decided what, and when",
        """\
monitor review history                    newest first
monitor review history 4k7qz2m5w3xa       all about one document""",
    )
    past.add_argument("id", metavar="ID", nargs="?", default="")
    past.add_argument("--limit", type=count, default=20, metavar="N", help="default: 20")
    past.add_argument("--json", action="store_true", help="one JSON object")


def run_list(asked: argparse.Namespace) -> int:
    """monitor review: 0 whether or not anything waits."""
    from monitor import settings, wiring
    from monitor.pipeline.review import Asked, queue
    from monitor.source.load import load

    setting = settings.load(asked.home, os.environ)
    watchlist = load(setting.sources_path)
    _refuse_unknown("source", asked.source, [each.id for each in watchlist.sources])
    _refuse_unknown("topic", asked.topics, [each.id for each in watchlist.topics])
    wanted = Asked(
        sources=tuple(asked.source),
        topics=tuple(asked.topics),
        since=_since(asked.since),
        old=asked.old,
    )
    with wiring.reading(setting) as archive:
        likely = asked.order == "likely"
        learned = _learned(setting) if likely else None
        found = queue(archive, wanted, likely=likely, learned=learned)
        every = archive.waiting()
        shown = found[asked.skip : asked.skip + asked.limit]
        rows = _rows(archive, shown)
    older = sum(each.backfill for each in every) if not asked.old else 0
    if asked.json:
        told = {"waiting": len(every), "matching": len(found), "older": older, "documents": rows}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        _print(row)
    _print_total(len(every), len(found), len(shown), older)
    return 0


def _rows(archive: "Archive", shown: "Sequence[Waiting]") -> list[dict[str, Any]]:
    """Return what is told of each: no text, so rights do not matter."""
    facts = []
    for document in archive.documents([each.document_id for each in shown]):
        verdict = archive.verdict(document.id)
        published = document.published
        facts.append(
            {
                "id": document.id,
                "title": document.title,
                "publisher": document.publisher,
                "source": document.source_id,
                "url": document.url,
                "published": published.at.isoformat() if published else None,
                "first_seen": document.first_seen_at.isoformat(),
                "topics": list(verdict.topics),
                "terms": list(dict.fromkeys(each.term for each in verdict.matches)),
                "why": verdict.reason,
                "nearest": verdict.nearest.told if verdict.nearest else "",
                "old": document.backfill,
            }
        )
    return facts


def _print(row: dict[str, Any]) -> None:
    day = (row["published"] or "undated")[:10]
    old = " (old)" if row["old"] else ""
    print(f"{row['id']}  {day:10}  {colour(plain(row['title']), '1')}{old}")
    print(f"    {plain(row['publisher'])}  {plain(row['url'])}")
    print(f"    {plain(row['why'])}")
    if row["nearest"]:
        print(f"    {plain(row['nearest'])}")


def _print_total(every: int, found: int, shown: int, older: int) -> None:
    from monitor.text.counted import counted

    if not every:
        print("nothing waits for a decision")
        return
    aside = f"; {older} of them old when their source was first read (--old)" if older else ""
    match = "" if found == every - older else f"; {found} match"
    print(f"{counted(every, 'document')} waiting{aside}{match}; {shown} shown")
    if shown:
        print("decide with monitor review accept ID… or reject ID…; monitor show ID has the text")


def run_decide(asked: argparse.Namespace) -> int:
    """monitor review accept, reject, undo: all that are named, or none."""
    from monitor import settings, wiring
    from monitor.model.decision import Decision
    from monitor.pipeline.review import decide
    from monitor.source.load import load

    setting = settings.load(asked.home, os.environ)
    topics = tuple(dict.fromkeys(getattr(asked, "under", ())))
    if topics:
        known = [each.id for each in load(setting.sources_path).topics]
        _refuse_unknown("topic", topics, known)
    who, at = who_is(asked.by, setting), wiring.now_of(setting)()
    with wiring.deciding(setting) as archive:
        ids = list(dict.fromkeys(resolved(archive, each) for each in asked.ids))
        told = [
            Decision(
                document_id=each,
                accepted=asked.accepted,
                who=who,
                at=at,
                note=plain(asked.note)[:LONGEST],
                topics=topics,
            )
            for each in ids
        ]
        said = decide(archive, told)
        titles = {each.id: each.title for each in archive.documents(ids)}
    for each, words in zip(ids, said, strict=True):
        print(f"{each}  {colour(plain(titles[each]), '1')}\n    {plain(words)}")
    return 0


def run_learn(asked: argparse.Namespace) -> int:
    """monitor review learn: 0 whether or not what was learned is used."""
    from monitor import settings, wiring
    from monitor.pipeline.review import learned_of
    from monitor.relevance.learned import save

    setting = settings.load(asked.home, os.environ)
    with wiring.reading(setting) as archive:
        learned = learned_of(archive)
    if learned.model is not None:
        save(learned, setting.learned_path)
    else:
        setting.learned_path.unlink(missing_ok=True)
    print(plain(learned.told))
    return 0


def run_model(asked: argparse.Namespace) -> int:
    """monitor review model: whether what was learned is used, with the figures."""
    from monitor import settings
    from monitor.relevance.learned import load

    setting = settings.load(asked.home, os.environ)
    print(plain(load(setting.learned_path).told))
    return 0


def _learned(setting: "Settings") -> "Learned | None":
    """Return what was learned; None, and a word about it, where it cannot be used."""
    from monitor.relevance.learned import load

    if not setting.learned_path.exists():
        return None
    try:
        learned = load(setting.learned_path)
    except LearnError as fault:
        print(f"the queries' order: {plain(str(fault))}", file=sys.stderr)
        return None
    print(f"learned order {plain(learned.told)}", file=sys.stderr)
    return learned


def run_history(asked: argparse.Namespace) -> int:
    """monitor review history: newest first."""
    from monitor import settings, wiring

    setting = settings.load(asked.home, os.environ)
    with wiring.reading(setting) as archive:
        if asked.id:
            told = archive.decisions(resolved(archive, asked.id))[::-1][: asked.limit]
        else:
            told = archive.decision_history(asked.limit)
        titles = {
            each.id: each.title
            for each in archive.documents(list({each.document_id for each in told}))
        }
    if asked.json:
        rows = [decision_facts(each) | {"title": titles[each.document_id]} for each in told]
        print(json.dumps({"decisions": rows}, ensure_ascii=False, indent=2))
        return 0
    for each in told:
        print(f"{each.document_id}  {colour(plain(titles[each.document_id]), '1')}")
        under = f" [{', '.join(each.topics)}]" if each.topics else ""
        print(f"    {plain(each.sentence + under)}")
    if not told:
        print("nothing was decided yet")
    return 0


def decision_facts(decision: "Decision") -> dict[str, Any]:
    """Return a decision as plain facts, for JSON."""
    words = {True: "accepted", False: "rejected", None: "taken back"}
    return {
        "document": decision.document_id,
        "decision": words[decision.accepted],
        "by": decision.who,
        "at": decision.at.isoformat(),
        "topics": list(decision.topics),
        "note": decision.note,
    }


def _since(told: str | None) -> datetime | None:
    if not told:
        return None
    day = day_of("since", told)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _refuse_unknown(what: str, told: Sequence[str], known: Sequence[str]) -> None:
    """Raise SettingsError where one of *told* is not *known*."""
    import difflib

    for each in told:
        if each not in known:
            near = difflib.get_close_matches(each, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
            raise SettingsError(f"there is no {what} {each}; {hint}")
