"""What stands behind a source's address is asked for, and read where it can be stopped."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from monitor.extract.worker import Inline
from monitor.model.outcome import PollResult
from monitor.model.source import Kind
from tests.pipeline.conftest import World, villages, watching
from tests.site import Site


class Watched(Inline):
    """Writes down which parser is run on which page."""

    def __init__(self) -> None:
        self.ran: list[tuple[str, str]] = []

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Return ``function(*args)``."""
        self.ran.append((function.__name__, args[0].url))
        return await super().run(function, *args)


def listing(site: Site, path: str, names: list[str], following: str = "") -> None:
    """Serve a page that lists *names*, and leads to the page *following* it."""
    rows = "".join(
        f"<li><a href='/page/{name}'>Eleven people found in forced labour in {name}</a>"
        f"<time datetime='2026-11-17'>17 November 2026</time></li>"
        for name in names
    )
    more = f"<a rel=next href='{following}'>Next page</a>" if following else ""
    site.put(path, f"<html><body><ul>{rows}</ul>{more}</body></html>".encode(), "text/html")
    for name in names:
        site.article(f"/page/{name}", name)


FIRST = ["Aston", "Barton", "Corton", "Dalton"]
SECOND = ["Easton", "Felton", "Girton", "Halton"]


async def test_first_look_at_a_listing_reads_the_pages_behind_it(world: World) -> None:
    listing(world.site, "/news", FIRST, "/news/page/2")
    listing(world.site, "/news/page/2", SECOND)
    source = watching(world.site, "news", kind=Kind.LISTING)
    workers = Watched()

    report = await world.poll(source, workers=workers)
    await world.poll(source)

    assert report.polls[0].leads == 8
    assert world.site.asked.count("/news/page/2") == 1
    # A stranger's page is parsed in no other place.
    assert ("next_page", f"{world.site.base}/news") in workers.ran
    assert ("next_page", f"{world.site.base}/news/page/2") in workers.ran


async def test_page_behind_that_fails_costs_nothing_of_the_first(world: World) -> None:
    listing(world.site, "/news", FIRST, "/news/page/2")

    report = await world.poll(watching(world.site, "news", kind=Kind.LISTING))

    assert (report.polls[0].result, report.polls[0].leads) == (PollResult.NEW, 4)


async def test_index_of_sitemaps_is_followed(world: World) -> None:
    base, workers = world.site.base, Watched()
    world.site.put(
        "/sitemap",
        f"<sitemapindex><sitemap><loc>{base}/news.xml</loc></sitemap></sitemapindex>".encode(),
        "application/xml",
    )
    world.site.put(
        "/news.xml",
        f"<urlset><url><loc>{base}/page/Aston</loc></url></urlset>".encode(),
        "application/xml",
    )
    world.site.article("/page/Aston", "Aston")

    await world.poll(watching(world.site, "sitemap", kind=Kind.SITEMAP), workers=workers)

    assert world.titles() == ["Aston"]
    assert ("children", f"{base}/sitemap") in workers.ran


async def test_first_look_is_the_first_that_succeeds(world: World) -> None:
    source = watching(world.site, "news", kind=Kind.LISTING)
    failed = await world.poll(source)
    listing(world.site, "/news", FIRST, "/news/page/2")
    listing(world.site, "/news/page/2", SECOND)

    report = await world.poll(source)

    assert failed.polls[0].result is PollResult.MISSING
    assert report.polls[0].leads == 8


async def test_new_address_of_a_source_floods_no_issue(world: World) -> None:
    villages(world.site, ["Aston"])
    villages(world.site, ["Barton"], "/moved")
    await world.poll(watching(world.site))
    world.hands.forward(timedelta(days=30))

    await world.poll(watching(world.site, url=f"{world.site.base}/moved"))

    found = {d.title: d.backfill for d in world.archive.documents(world.archive.find(""))}
    assert found == {"Aston": False, "Barton": True}
