"""What was kept is looked at again: an edit is a revision, and nothing else is."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from monitor.demo.pdf import pdf
from monitor.model.document import Document
from monitor.model.reading import Quality
from monitor.model.source import Content
from monitor.pipeline.reread import RereadReport, reread
from tests.pipeline.conftest import World, villages, watching

PDF = "application/pdf"


async def again(world: World, **changes: object) -> RereadReport:
    """Let a day pass and look again."""
    world.hands.forward(timedelta(days=1, minutes=1))
    async with world.tools([watching(world.site, **changes)]) as tools:  # type: ignore[arg-type]
        return await reread(tools)


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

    report = await again(world)

    now = only(world)
    assert report.revised == (before.id,)
    assert now.id == before.id
    assert "Aston Magna" in now.text
    assert world.archive.document(before.id, 1).text == before.text
    assert now.evidence != before.evidence
    assert world.archive.evidence(now.evidence) is not None


async def test_other_bytes_with_the_same_text_are_no_revision(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    body = world.archive.evidence(only(world).evidence)
    assert body is not None
    world.site.put("/page/Aston", body + b"<!-- 4711 views -->", "text/html; charset=utf-8")

    report = await again(world)

    assert report.revised == ()


async def test_page_that_is_gone_leaves_what_was_kept(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    before = only(world)

    def gone(request: BaseHTTPRequestHandler) -> None:
        request.send_response(404)
        request.send_header("Content-Length", "0")
        request.end_headers()

    world.site.paths["/page/Aston"] = gone

    report = await again(world)

    assert (report.looked, report.revised) == (1, ())
    assert only(world) == before


@pytest.mark.parametrize(("status", "asked_again"), [(404, 1), (410, 0)])
async def test_page_gone_for_good_is_not_asked_for_again(
    world: World, status: int, asked_again: int
) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))

    def gone(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", "0")
        request.end_headers()

    world.site.paths["/page/Aston"] = gone
    await again(world)
    asked = world.site.asked.count("/page/Aston")

    for _ in range(3):
        await again(world)

    assert world.site.asked.count("/page/Aston") == asked + asked_again


async def test_report_that_came_back_garbled_says_so(world: World) -> None:
    villages(world.site, ["Aston"])
    world.site.put("/page/Aston", pdf("Aston", "Post", "2026", ["Nine are free. " * 40]), PDF)
    await world.poll(watching(world.site))
    before = only(world)
    world.site.put("/page/Aston", pdf("Aston", "Post", "2026", ["xq!zv#k(p " * 80]), PDF)

    await again(world)

    assert before.note == ""
    assert only(world).quality is Quality.GARBLED
    assert "garbled" in only(world).note


async def test_damaged_evidence_does_not_stop_the_round(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    (kept,) = world.archive.kept.folder.rglob("*.warc.gz")
    kept.write_bytes(b"rust")
    world.site.article("/page/Aston", "Aston Magna")

    report = await again(world)

    assert report.revised == (only(world).id,)


async def test_turns_come_at_growing_distances_and_end(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))

    looked = [(await again(world)).looked for _ in range(20)]

    assert looked == [1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


async def test_source_that_may_not_be_read_any_more_is_left_alone(world: World) -> None:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    asked = len(world.site.asked)

    report = await again(world, content=Content.HEADLINE)

    assert report.revised == ()
    assert len(world.site.asked) == asked
    assert (await again(world)).looked == 0
