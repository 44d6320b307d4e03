"""What was kept is looked at again: an edit is a revision, and nothing else is."""

import random
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from monitor import urls
from monitor.archive import readings, states
from monitor.demo.pdf import pdf
from monitor.model.document import Document
from monitor.model.reading import Quality
from monitor.model.revision import ChangeKind
from monitor.model.source import Content
from monitor.pipeline.reread import RereadReport, reread
from monitor.revision.schedule import PER_HOST
from tests.pipeline.conftest import World, villages, watching
from tests.site import Answer

PDF = "application/pdf"


MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def again(world: World, after: timedelta = DAY, **changes: object) -> RereadReport:
    """Let time pass and look again."""
    world.hands.forward(after + MINUTE)
    async with world.tools([watching(world.site, **changes)]) as tools:  # type: ignore[arg-type]
        return await reread(tools)


async def twice(world: World) -> RereadReport:
    """Look again after a day, and once more to be sure."""
    await again(world)
    return await again(world, 15 * MINUTE)


def answering(status: int) -> Answer:
    """Return an answer without content."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def leading(location: str) -> Answer:
    """Return a redirect."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", location)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def only(world: World) -> Document:
    (document,) = world.archive.documents(world.archive.find(""))
    return document


async def test_unchanged_page_costs_one_request_and_no_revision(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))

    report = await again(world)

    assert (report.looked, report.revised) == (1, ())
    assert world.site.asked.count("/page/Aston") == 2
    assert len(world.archive.revisions(only(world).id)) == 1


async def test_silent_edit_is_a_revision_of_the_same_document(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    before = only(world)
    world.site.article("/page/Aston", "Aston Magna")

    report = await twice(world)

    now = only(world)
    assert report.revised == (before.id,)
    assert now.id == before.id
    assert "Aston Magna" in now.text
    assert world.archive.document(before.id, 1).text == before.text
    assert now.evidence != before.evidence
    assert world.archive.evidence(now.evidence) is not None
    first, second = states.history(world.archive, now.id)
    assert (first.kind, second.kind) == (None, ChangeKind.HEADLINE)
    assert second.read_at - second.seen_at == 16 * MINUTE


async def test_other_bytes_with_the_same_text_are_no_revision(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    body = world.archive.evidence(only(world).evidence)
    assert body is not None
    world.site.put("/page/Aston", body + b"<!-- 4711 views -->", "text/html; charset=utf-8")

    report = await again(world)

    assert report.revised == ()


async def test_what_is_seen_once_is_suspected_and_no_revision(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    before = only(world)
    world.site.article("/page/Aston", "Aston Magna")

    report = await again(world)

    assert (report.revised, report.suspected) == ((), (before.id,))
    assert only(world) == before
    held = readings.watch_of(world.archive, before.id).suspicion
    assert held is not None
    assert held.document is not None
    assert world.archive.evidence(held.document.evidence) is not None
    assert (await again(world, 10 * MINUTE)).looked == 0


@pytest.mark.parametrize("passing", ["other", "error", "cut off", "gone", "home"])
async def test_what_passes_is_no_revision(world: World, passing: str) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    before, answer = only(world), world.site.paths["/page/Aston"]
    match passing:
        case "other":
            world.site.article("/page/Aston", "Aston Magna")
        case "error":
            world.site.paths["/page/Aston"] = answering(503)
        case "cut off":
            world.site.put("/page/Aston", b"<html><title>Aston</title><body><p>Elev", "text/html")
        case "gone":
            world.site.paths["/page/Aston"] = answering(404)
        case "home":
            world.site.paths["/page/Aston"] = leading("/")
            world.site.article("/", "Latest news")
    await again(world)
    world.site.paths["/page/Aston"] = answer

    async with world.tools([watching(world.site)]) as tools:
        for _ in range(12):
            world.hands.forward(HOUR)
            await reread(tools)

    assert only(world) == before
    assert len(world.archive.revisions(before.id)) == 1
    assert states.removals(world.archive, [before.id]) == {}
    assert readings.watch_of(world.archive, before.id).suspicion is None


async def test_page_that_is_shown_in_two_versions_settles(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    answer = world.site.paths["/page/Aston"]
    chance = random.Random(7)

    async with world.tools([watching(world.site)]) as tools:
        for _ in range(32 * 24):
            world.site.paths["/page/Aston"] = answer
            if chance.random() < 0.5:
                world.site.article("/page/Aston", "Aston Magna")
            world.hands.forward(HOUR)
            await reread(tools)

    # Two looks that agree by chance would make one in two turns a revision.
    assert len(world.archive.revisions(only(world).id)) <= 3


async def test_page_that_goes_on_changing_keeps_the_state_that_two_looks_agree_on(
    world: World,
) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    held = only(world)
    page = world.archive.evidence(held.evidence)
    assert page is not None
    for number in (1, 2, 3):
        more = "".join(f"<p>Update {n} says that inquiries go on.</p>" for n in range(number))
        body = page.replace(b"</article>", f"{more}</article>".encode())
        world.site.put("/page/Aston", body, "text/html; charset=utf-8")
        await again(world, DAY if number == 1 else 15 * MINUTE)

    texts = [world.archive.document(held.id, n).text for n in (1, 2, 3)]
    assert [text.count("inquiries go on") for text in texts] == [0, 1, 2]


@pytest.mark.parametrize("way", ["404", "410", "451", "home", "section", "soft", "other page"])
async def test_page_that_is_gone_is_a_removal_and_its_text_stays(world: World, way: str) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    before = only(world)
    match way:
        case "home":
            world.site.paths["/page/Aston"] = leading("/")
            world.site.article("/", "Latest news")
        case "section":
            world.site.paths["/page/Aston"] = leading("/page/")
            world.site.article("/page/", "All about villages")
        case "soft":
            text = "<title>Page not found</title><p>Sorry, the page is not here any more.</p>"
            world.site.put("/page/Aston", text.encode(), "text/html")
        case "other page":
            text = "<p>Win a holiday by the sea with our great autumn prize draw for readers. "
            body = f"<title>Prize draw</title><article><h1>Prize draw</h1>{text * 5}</article>"
            world.site.put("/page/Aston", body.encode(), "text/html")
        case status:
            world.site.paths["/page/Aston"] = answering(int(status))

    first = await again(world)
    second = await again(world, 15 * MINUTE)

    assert (first.removed, first.suspected) == ((), (before.id,))
    assert (second.removed, second.revised) == ((before.id,), ())
    assert only(world) == before
    (told,) = states.removals(world.archive, [before.id])[before.id]
    assert told.gone_at - told.first_at == 16 * MINUTE
    assert told.back_at is None
    assert told.fact


async def test_page_that_comes_back_is_noted(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    before, answer = only(world), world.site.paths["/page/Aston"]
    world.site.paths["/page/Aston"] = answering(404)
    await twice(world)
    world.site.paths["/page/Aston"] = answer

    await again(world, 2 * DAY)
    report = await again(world, 15 * MINUTE)

    assert report.returned == (before.id,)
    (told,) = states.removals(world.archive, [before.id])[before.id]
    assert told.back_at == world.hands.at
    assert only(world) == before


async def test_only_the_beginning_of_a_text_is_taken_for_a_wall(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    before = only(world)
    start = before.text.split("\n\n")[0]
    body = f"<html lang=en><title>Aston</title><article><h1>Aston</h1><p>{start}</p></article>"
    world.site.put("/page/Aston", body.encode(), "text/html")

    await twice(world)

    assert only(world) == before
    assert (await again(world, 15 * MINUTE)).suspected == ()


async def test_report_that_its_landing_page_leads_elsewhere_for_is_followed(world: World) -> None:
    def report(number: str) -> bytes:
        said = "Inspectors found workers in forced labour in all of the farms that they saw. " * 12
        return pdf("Farm work in Aston", "Post", "2026", [f"{number} farms were seen. {said}"])

    def land(path: str) -> None:
        text = (
            "<html lang=en><title>Farm work in Aston</title><main><h1>Farm work in Aston</h1>"
            "<p>The forced labour report of the inspectors.</p>"
            f'<p><a href="{path}">Download the report: Farm work in Aston (PDF)</a></p></main>'
        )
        world.site.put("/page/Aston", text.encode(), "text/html")

    world.site.feed("/feed", {"/page/Aston": "Farm work in Aston"})
    world.site.put("/media/one.pdf", report("Nine"), PDF)
    world.site.put("/media/two.pdf", report("Eleven"), PDF)
    land("/media/one.pdf")
    await world.poll(watching(world.site))
    before = only(world)
    land("/media/two.pdf")

    report_ = await twice(world)

    assert before.url.endswith("/media/one.pdf")
    assert report_.revised == (before.id,)
    assert only(world).url.endswith("/media/two.pdf")
    assert "Eleven farms" in only(world).text
    assert world.archive.known(urls.canonical(f"{world.site.base}/media/two.pdf")) == before.id
    asked = world.site.asked.count("/page/Aston")
    assert (await again(world, 5 * HOUR)).looked == 1
    assert world.site.asked.count("/page/Aston") == asked + 1


async def test_report_that_came_back_garbled_says_so(world: World) -> None:
    villages(world.site, ["Aston"])
    world.site.put("/page/Aston", pdf("Aston", "Post", "2026", ["Nine are free. " * 40]), PDF)
    await world.poll(watching(world.site))
    before = only(world)
    world.site.put("/page/Aston", pdf("Aston", "Post", "2026", ["xq!zv#k(p " * 80]), PDF)

    await twice(world)

    assert before.note == ""
    assert only(world).quality is Quality.GARBLED
    assert "garbled" in only(world).note


async def test_damaged_evidence_does_not_stop_the_round(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    (kept,) = world.archive.kept.folder.rglob("*.warc.gz")
    kept.write_bytes(b"rust")
    world.site.article("/page/Aston", "Aston Magna")

    report = await twice(world)

    assert report.revised == (only(world).id,)


async def test_turns_come_at_growing_distances_and_end(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    began, turns = world.hands.at, []

    async with world.tools([watching(world.site)]) as tools:
        for _ in range(32 * 12):
            world.hands.forward(2 * HOUR)
            if (await reread(tools)).looked:
                turns.append((world.hands.at - began) / HOUR)

    assert turns == [2, 4, 12, 24, 48, 96, 192, 384, 720]
    assert world.site.asked.count("/page/Aston") == 1 + len(turns)


async def test_one_host_is_not_asked_for_all_its_pages_in_a_round(world: World) -> None:
    villages(world.site, [f"Village{n}" for n in range(PER_HOST + 5)])
    await world.poll(watching(world.site))

    looked = [(await again(world, 2 * HOUR)).looked, (await again(world, timedelta())).looked]

    assert looked == [PER_HOST, 5]


async def test_named_documents_are_looked_at_whenever(world: World) -> None:
    villages(world.site, ["Aston", "Barton"])
    await world.poll(watching(world.site))
    key = world.archive.find("")[0]

    async with world.tools([watching(world.site)]) as tools:
        assert (await reread(tools)).looked == 0
        assert (await reread(tools, only=[key])).looked == 1


async def test_source_that_may_not_be_read_any_more_is_left_alone(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    asked = len(world.site.asked)

    report = await again(world, content=Content.HEADLINE)

    assert report.revised == ()
    assert len(world.site.asked) == asked
    assert (await again(world)).looked == 0
