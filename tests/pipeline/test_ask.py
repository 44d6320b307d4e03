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


def sitemaps(site: Site, *names: str) -> None:
    """Serve an index of the sitemaps /a.xml and /b.xml, the first with pages of *names*."""
    named = "".join(f"<sitemap><loc>{site.base}/{each}.xml</loc></sitemap>" for each in "ab")
    site.put("/sitemap", f"<sitemapindex>{named}</sitemapindex>".encode(), "application/xml")
    pages = "".join(f"<url><loc>{site.base}/page/{name}</loc></url>" for name in names)
    site.put("/a.xml", f"<urlset>{pages}</urlset>".encode(), "application/xml")
    for name in names:
        site.article(f"/page/{name}", name)


async def test_index_of_sitemaps_is_followed_as_far_as_it_can_be_read(world: World) -> None:
    sitemaps(world.site, "Aston")
    workers = Watched()

    report = await world.poll(watching(world.site, "sitemap", kind=Kind.SITEMAP), workers=workers)

    assert "/b.xml" in world.site.asked
    assert report.polls[0].result is PollResult.NEW
    assert world.titles() == ["Aston"]
    assert ("children", f"{world.site.base}/sitemap") in workers.ran


async def test_index_that_stays_as_it_is_hides_no_new_page(world: World) -> None:
    source = watching(world.site, "sitemap", kind=Kind.SITEMAP)
    sitemaps(world.site, "Aston")
    await world.poll(source)
    sitemaps(world.site, "Aston", "Barton")

    await world.poll(source)

    assert world.titles() == ["Aston", "Barton"]


async def test_index_of_which_no_sitemap_can_be_read_has_failed(world: World) -> None:
    sitemaps(world.site)
    del world.site.paths["/a.xml"]

    report = await world.poll(watching(world.site, "sitemap", kind=Kind.SITEMAP))

    assert report.polls[0].result is PollResult.MISSING


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
