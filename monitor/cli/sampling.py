"""monitor sample and samples."""

import argparse
import json
import os
from typing import TYPE_CHECKING, Any

from monitor.cli.command import Commands, add
from monitor.cli.opened import opened
from monitor.cli.person import who_is
from monitor.cli.research import count
from monitor.cli.searched import add_filters, search_of
from monitor.cli.terminal import colour, plain

if TYPE_CHECKING:
    from monitor.model.coding import Sample


def register(commands: Commands) -> None:
    """Add the commands of this module."""
    sample = add(
        commands,
        "sample",
        run_sample,
        "draw a sample of a search that anyone can draw again",
        """\
monitor sample 'modern slavery' --size 200 --seed 7 --name slavery-2026
monitor sample 'labour topic:labour' --share 20% --name check --since 2026-10-01
monitor sample --size 100 --by source --by month --name press""",
    )
    sample.add_argument(
        "query", metavar="QUERY", nargs="?", default="", help="in quotes; none: every document"
    )
    how_many = sample.add_mutually_exclusive_group(required=True)
    how_many.add_argument("--size", type=count, metavar="N", help="how many documents")
    how_many.add_argument("--share", type=percent, metavar="P%", help="of all, rounded up")
    sample.add_argument("--name", required=True, metavar="NAME", help="to keep it under")
    sample.add_argument("--seed", metavar="S", help="any word or number (default: the name)")
    sample.add_argument(
        "--by",
        action="append",
        choices=("source", "month", "topic"),
        default=[],
        help="draw from each of these in proportion",
    )
    sample.add_argument("--who", metavar="NAME", default="", help="who draws (default: you)")
    sample.add_argument("--json", action="store_true", help="one JSON object")
    add_filters(sample)
    listed = add(
        commands,
        "samples",
        run_samples,
        "list the samples, or show one",
        """\
monitor samples
monitor samples slavery-2026              its search, its seed, its documents""",
    )
    listed.add_argument("name", metavar="NAME", nargs="?")
    listed.add_argument("--json", action="store_true", help="one JSON object")


def percent(told: str) -> float:
    """Return a share in percent.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    try:
        number = float(told.removesuffix("%"))
    except ValueError:
        number = 0.0
    if not 0 < number <= 100:
        raise argparse.ArgumentTypeError(f"{told} is no share; write it such as 20%")
    return number


def run_sample(asked: argparse.Namespace) -> int:
    """monitor sample: again with the same name it is the same sample, or an error."""
    from monitor import settings, wiring
    from monitor.library.sampling import Wanted, draw_sample
    from monitor.model.coding import Stratum

    setting = settings.load(asked.home, os.environ)
    wanted = Wanted(
        name=asked.name,
        seed=asked.seed or asked.name,
        size=asked.size,
        percent=asked.share or 0.0,
        by=tuple(Stratum(each) for each in dict.fromkeys(asked.by)),
        who=who_is(asked.who, setting, "--who"),
    )
    with opened(setting, writes=True) as library:
        sample = draw_sample(library, search_of(asked), wanted, wiring.now_of(setting)())
    if asked.json:
        print(json.dumps(sample_facts(sample), ensure_ascii=False, indent=2))
    else:
        _print(sample)
    return 0


def run_samples(asked: argparse.Namespace) -> int:
    """monitor samples: all, or one with its documents."""
    from monitor import settings
    from monitor.library import sampling

    setting = settings.load(asked.home, os.environ)
    with opened(setting) as library:
        if asked.name:
            found: tuple[Sample, ...] = (sampling.find(library, asked.name),)
            ids = [each.document_id for each in found[0].drawn]
            titles = {each.id: each.title for each in library.archive.documents(ids)}
        else:
            found = sampling.every(library)
    if asked.json:
        told = [sample_facts(each) for each in found]
        shown: Any = told[0] if asked.name else {"samples": told}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
        return 0
    for each in found:
        _print(each)
    for drawn in found[0].drawn if asked.name else ():
        aside = f"  [{plain(drawn.stratum)}]" if drawn.stratum else ""
        print(f"{drawn.document_id}  {colour(plain(titles[drawn.document_id]), '1')}{aside}")
    if not found:
        print("no sample was drawn yet; monitor sample draws one")
    return 0


def sample_facts(sample: "Sample") -> dict[str, Any]:
    """Return a sample as plain facts, for JSON."""
    from monitor.library.permalink import link
    from monitor.plainly import plain as plainly

    return {
        "name": sample.name,
        "permalink": link(sample.search),
        "as_of": plainly(sample.search.as_of),
        "seed": sample.seed,
        "by": plainly(sample.by),
        "population": sample.population,
        "size": len(sample.drawn),
        "made_at": plainly(sample.made_at),
        "who": sample.who,
        "documents": plainly(sample.drawn),
    }


def _print(sample: "Sample") -> None:
    from monitor.library.permalink import link

    by = f", in proportion by {' and '.join(sample.by)}" if sample.by else ""
    print(
        f"{colour(sample.name, '1')}  {len(sample.drawn)} of {sample.population} documents"
        f"{by}, seed {plain(sample.seed)}, drawn on {sample.made_at:%Y-%m-%d}"
        f" by {plain(sample.who)}"
    )
    print(f"    {plain(link(sample.search))}")
