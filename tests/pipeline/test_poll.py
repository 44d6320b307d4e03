"""Every lead ends in exactly one outcome, whatever becomes of its page."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

import pytest

from monitor.errors import ExtractError
from monitor.extract.worker import Inline
from monitor.model.outcome import Outcome, PollResult
from monitor.model.reading import Origin
from monitor.model.source import Cadence, Content, Filter
from tests.pipeline.conftest import World, villages, watching
from tests.site import send, serving


class Saboteur(Inline):
    """Meets a bug of ours on one page."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.met = 0

    async def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """Return ``function(*args)``, but for that page."""
        if args[0].url.endswith(self.part):
            self.met += 1
            raise ZeroDivisionError("a bug of ours")
        return await super().run(function, *args)


def refuse(status: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


async def test_new_leads_are_read_and_kept_once(world: World) -> None:
    villages(world.site, ["Aston", "Barton", "Corton"])
    source = watching(world.site)

    first = await world.poll(source)
    before = list(world.site.asked)
    second = await world.poll(source)

    assert first.polls[0].result is PollResult.NEW
    assert world.outcomes() == [("feed", Outcome.KEPT, 3)]
    assert world.titles() == ["Aston", "Barton", "Corton"]
    assert second.polls[0].result is PollResult.NOT_MODIFIED
    # A new process asks what a site allows, and whether the feed has changed.
    assert world.site.asked[len(before) :] == ["/robots.txt", "/feed"]
    assert second.outcomes == ()


async def test_stories_are_the_same_whatever_page_answers_first(world: World) -> None:
    villages(world.site, ["Aston", "Barton", "Corton", "Dalton"])

    report = await world.poll(watching(world.site))

    assert [outcome for _, outcome in report.outcomes] == [Outcome.KEPT] * 4
    ids = world.archive.find("")
    seen = [world.archive.document(each).first_seen_at for each in ids]
    assert set(seen) == {world.hands.at}


async def test_page_seen_through_two_sources_is_one_document(world: World) -> None:
    villages(world.site, ["Aston", "Barton"])
    villages(world.site, ["Barton", "Corton"], "/other")

    await world.poll(watching(world.site), watching(world.site, "other"))

    assert world.outcomes() == [
        ("feed", Outcome.KEPT, 2),
        ("other", Outcome.DUPLICATE, 1),
        ("other", Outcome.KEPT, 1),
    ]
    assert world.site.asked.count("/page/Barton") == 1


async def test_page_that_one_source_misnames_is_kept_for_another(world: World) -> None:
    world.site.feed("/feed", {"/page/Aston": "Aston"})
    item = (
        f"<item><title>Cup draw</title><link>{world.site.base}/page/Aston</link><description>"
        "The second round of the cup will be played in the first week of November at home."
        "</description></item>"
    )
    feed = f"<rss version='2.0'><channel><title>Sport</title>{item}</channel></rss>"
    world.site.put("/sport", feed.encode(), "application/rss+xml")
    world.site.article("/page/Aston", "Aston")

    await world.poll(
        watching(world.site, "sport", filter=Filter.TIERED), watching(world.site, "feed")
    )

    assert world.outcomes() == [("feed", Outcome.KEPT, 1), ("sport", Outcome.NOT_RELEVANT, 1)]


async def test_page_cannot_pass_for_another_hosts(world: World) -> None:
    villages(world.site, ["Aston"])
    text = "We sell what is said against forced labour and human trafficking, said the shop. "
    head = f"<link rel=canonical href={world.site.base}/page/Aston>"
    page = f"<html>{head}<h1>Pills</h1><article><p>{text * 9}</article>"
    with serving("127.0.0.2") as thief:
        thief.feed("/thief", {"/pills": "Pills"})
        thief.put("/pills", page.encode(), "text/html")

        await world.poll(watching(thief, "thief"), watching(world.site))

    assert world.outcomes() == [("feed", Outcome.KEPT, 1), ("thief", Outcome.KEPT, 1)]


@pytest.mark.parametrize("at_once", [True, False])
async def test_feed_cannot_hide_a_page_by_listing_what_it_does_not_let_read(
    world: World, at_once: bool
) -> None:
    villages(world.site, ["Aston"])
    url = f"{world.site.base}/page/Aston".replace("//", "//any:one@")
    item = f"<item><title>Forced labour is a lie</title><link>{url}</link></item>"
    feed = f"<rss version='2.0'><channel><title>Liar</title>{item}</channel></rss>"
    world.site.put("/liar", feed.encode(), "application/rss+xml")
    sources = watching(world.site, "liar"), watching(world.site)

    for some in [sources] if at_once else [sources[:1], sources[1:]]:
        await world.poll(*some)

    assert world.titles() == ["Aston", "Forced labour is a lie"]


async def test_headline_source_is_never_read(world: World) -> None:
    villages(world.site, ["Aston"])

    await world.poll(watching(world.site, content=Content.HEADLINE))

    assert "/page/Aston" not in world.site.asked
    (document,) = world.archive.documents(world.archive.find(""))
    assert (document.title, document.text, document.description) == ("Aston", "", "")
    assert document.origin is Origin.NONE


async def test_what_is_plainly_not_ours_is_not_fetched(world: World) -> None:
    world.site.put(
        "/feed",
        b"<rss version='2.0'><channel><item><title>Cup draw</title><link>%s/cup</link><description>"
        b"The second round of the cup will be played in the first week of November at home."
        b"</description></item></channel></rss>" % world.site.base.encode(),
        "application/rss+xml",
    )

    await world.poll(watching(world.site, filter=Filter.TIERED))

    assert world.outcomes() == [("feed", Outcome.NOT_RELEVANT, 1)]
    assert "/cup" not in world.site.asked


async def test_page_that_fails_for_a_day_is_kept_in_the_feeds_words(world: World) -> None:
    villages(world.site, ["Aston"])
    world.site.paths["/page/Aston"] = refuse(503)
    source = watching(world.site)

    reports = [await world.poll(source)]
    for hours in (1, 6, 24):
        world.hands.forward(timedelta(hours=hours, seconds=1))
        reports.append(await world.poll(source))

    assert [report.postponed for report in reports] == [1, 1, 1, 0]
    assert world.site.asked.count("/page/Aston") == 4
    assert world.outcomes() == [("feed", Outcome.KEPT, 1)]
    (document,) = world.archive.documents(world.archive.find(""))
    assert document.origin is Origin.FEED
    assert "forced labour" in document.text
    assert "503" in document.note


async def test_page_that_comes_back_is_read(world: World) -> None:
    villages(world.site, ["Aston"])
    world.site.paths["/page/Aston"] = refuse(503)
    source = watching(world.site)
    await world.poll(source)
    world.site.article("/page/Aston", "Aston")

    world.hands.forward(timedelta(hours=1, seconds=1))
    await world.poll(source)

    (document,) = world.archive.documents(world.archive.find(""))
    assert document.origin is Origin.PAGE


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, Outcome.MISSING), (410, Outcome.MISSING), (403, Outcome.REFUSED)]
)
async def test_page_that_is_not_ours_by_its_feed_ends_as_it_failed(
    world: World, status: int, outcome: Outcome
) -> None:
    world.site.put(
        "/feed",
        b"<rss version='2.0'><channel><item><title>News</title><link>%s/a</link></item></channel>"
        b"</rss>" % world.site.base.encode(),
        "application/rss+xml",
    )
    world.site.paths["/a"] = refuse(status)

    await world.poll(watching(world.site, filter=Filter.TIERED))

    assert world.outcomes() == [("feed", outcome, 1)]


async def test_bug_sets_its_item_aside_and_the_rest_is_done(world: World) -> None:
    villages(world.site, ["Aston", "Barton", "Corton"])
    source, saboteur = watching(world.site), Saboteur("/page/Barton")

    with pytest.raises(ExceptionGroup) as raised:
        await world.poll(source, workers=saboteur)
    again = await world.poll(source, workers=saboteur)

    assert [type(bug) for bug in raised.value.exceptions] == [ZeroDivisionError]
    assert world.outcomes() == [("feed", Outcome.KEPT, 2), ("feed", Outcome.SET_ASIDE, 1)]
    assert again.outcomes == ()
    assert saboteur.met == 1


async def test_bug_in_a_feed_sets_the_source_aside_and_the_others_are_asked(world: World) -> None:
    villages(world.site, ["Aston"])
    villages(world.site, ["Barton"], "/other")
    saboteur = Saboteur("/feed")

    with pytest.raises(ExceptionGroup):
        await world.poll(watching(world.site), watching(world.site, "other"), workers=saboteur)

    assert world.archive.states()["feed"].last_result is PollResult.SET_ASIDE
    assert "ZeroDivisionError" in world.archive.states()["feed"].last_fact
    assert world.titles() == ["Barton"]


async def test_old_entries_of_a_new_source_are_backfill(world: World) -> None:
    villages(world.site, ["Aston"])
    world.hands.forward(timedelta(days=30))
    await world.poll(watching(world.site))
    villages(world.site, ["Barton", "Aston"])

    world.hands.forward(timedelta(days=1))
    await world.poll(watching(world.site))

    found = {d.title: d.backfill for d in world.archive.documents(world.archive.find(""))}
    assert found == {"Aston": True, "Barton": False}


async def test_unreadable_page_is_data_and_no_bug(world: World) -> None:
    villages(world.site, ["Aston"])
    world.site.put("/page/Aston", b"\x00\x01\x02", "application/octet-stream")

    report = await world.poll(watching(world.site))

    assert [outcome for _, outcome in report.outcomes] == [Outcome.KEPT]
    (document,) = world.archive.documents(world.archive.find(""))
    assert "was not read" in document.note


async def test_failure_of_a_worker_is_data_too(world: World) -> None:
    class Slow(Saboteur):
        async def run(self, function: Callable[..., Any], *args: Any) -> Any:
            if args[0].url.endswith(self.part):
                raise ExtractError(args[0].url, "not read within 30 s; the parser was stopped")
            return await super().run(function, *args)

    villages(world.site, ["Aston", "Barton"])

    await world.poll(watching(world.site), workers=Slow("/page/Aston"))

    notes = {d.title: d.note for d in world.archive.documents(world.archive.find(""))}
    assert "not read within 30 s" in notes["Aston"]
    assert notes["Barton"] == ""


async def test_evidence_of_everything_fetched_is_kept(world: World) -> None:
    villages(world.site, ["Aston"])

    await world.poll(watching(world.site))

    (document,) = world.archive.documents(world.archive.find(""))
    (fetched,) = world.archive.fetched(document.evidence)
    body = world.archive.evidence(document.evidence)
    assert body is not None
    assert b"Aston" in body
    assert fetched.final_url == f"{world.site.base}/page/Aston"
    assert fetched.peer.startswith("127.0.0.1:")


async def test_host_that_hangs_holds_nobody_up(world: World) -> None:
    came = Event()

    def hang(request: BaseHTTPRequestHandler) -> None:
        came.wait(60)
        send(request, b"", "text/html")

    def answer(request: BaseHTTPRequestHandler) -> None:
        came.set()
        send(request, b"<p>Eleven people were found in forced labour at a farm.", "text/html")

    with serving("127.0.0.2") as other:
        slow, well = [f"/slow/{n}" for n in range(30)], "/well"
        links = [world.site.base + path for path in slow] + [other.base + well]
        items = "".join(f"<item><title>Farm</title><link>{link}</link></item>" for link in links)
        feed = f"<rss version='2.0'><channel><title>Farms</title>{items}</channel></rss>"
        world.site.put("/feed", feed.encode(), "application/rss+xml")
        world.site.paths |= dict.fromkeys(slow, hang)
        other.paths[well] = answer

        async with asyncio.timeout(8):  # less than the world's deadline
            await world.poll(watching(world.site))

    assert came.is_set()


async def test_addresses_that_are_none_are_documents_of_their_own(world: World) -> None:
    links = ("http://[::1]:99999/a", "http://p.example:77777/b")
    items = "".join(f"<item><title>Farm {n}</title><link>{n}</link></item>" for n in links)
    feed = f"<rss version='2.0'><channel><title>Farms</title>{items}</channel></rss>"
    world.site.put("/feed", feed.encode(), "application/rss+xml")

    await world.poll(watching(world.site))

    assert world.outcomes() == [("feed", Outcome.KEPT, 2)]


async def test_document_that_breaks_a_rule_of_the_archive_is_set_aside_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    villages(world.site, ["Aston", "Barton", "Corton"])
    monkeypatch.setattr("monitor.pipeline.settle.document_id", lambda _: "one-for-all")

    with pytest.raises(ExceptionGroup):
        await world.poll(watching(world.site))

    assert world.outcomes() == [("feed", Outcome.KEPT, 1), ("feed", Outcome.SET_ASIDE, 2)]


async def test_when_no_host_can_be_reached_none_is_put_off(world: World) -> None:
    deaf = [
        watching(world.site, "a", url="http://a.invalid/feed", cadence=Cadence.HOURLY),
        watching(world.site, "b", url="http://b.invalid/feed", cadence=Cadence.HOURLY),
    ]

    for _ in range(5):
        world.hands.forward(timedelta(hours=1))
        assert (await world.poll(*deaf)).cut_off
    together = world.archive.states()["a"]
    for _ in range(5):
        world.hands.forward(timedelta(hours=1))
        assert not (await world.poll(deaf[0])).cut_off

    assert together.failures == 1
    assert together.next_poll_at - together.last_polled_at == timedelta(hours=1)
    # Alone it is the source's own fault: nothing says that our line is down.
    assert world.archive.states()["a"].failures == 6


async def test_silence_beside_an_answer_is_the_silent_sources_fault(world: World) -> None:
    villages(world.site, ["Aston"])
    deaf = watching(world.site, "a", url="http://a.invalid/feed")

    for _ in range(3):
        world.hands.forward(timedelta(hours=6))
        await world.poll(deaf, watching(world.site))

    assert world.archive.states()["a"].failures == 3
