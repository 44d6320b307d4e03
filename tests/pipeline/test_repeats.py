"""What a site repeats is learned on the way, and an edit may make a queued document ours."""

from datetime import timedelta

from monitor.model.document import Document
from monitor.model.source import Filter
from monitor.model.verdict import Tier
from monitor.pipeline.reread import RereadReport, reread
from tests.pipeline.conftest import World, watching

PITCH = "The Harbour Post is free to read because readers like you pay for it. Join them today."
TITLES = ("Nine freed from car wash", "Minister visits border camp", "Fishing vessel detained",
          "Court hears appeal over visas", "Charity opens refuge")  # fmt: skip


def serve(world: World, number: int, *, pitch: str = PITCH, words: str = "forced labour") -> None:
    told = "".join(
        f"<p>Inspectors said in part {part} of their account of matter {number} that {words} was "
        "what they had met there, and that all who were found are safe and well by now.</p>"
        for part in range(4)
    )
    title = TITLES[number]
    article = f"<article><h1>{title}</h1>{told}<p>{pitch}</p></article>"
    page = f"<html lang=en><title>{title}</title>{article}"
    world.site.put(f"/page/{number}", page.encode(), "text/html; charset=utf-8")


def documents(world: World) -> dict[str, Document]:
    return {each.title: each for each in world.archive.documents(world.archive.find(""))}


CONFIRMED = timedelta(minutes=15)
"""After which a second look that agrees confirms an edit."""


async def publish(world: World, *numbers: int) -> None:
    for number in numbers:
        serve(world, number)
    world.site.feed("/feed", {f"/page/{number}": TITLES[number] for number in numbers})
    await world.poll(watching(world.site))
    world.hands.forward(timedelta(hours=5))


async def again(world: World, after: timedelta = timedelta(days=1)) -> RereadReport:
    world.hands.forward(after)
    async with world.tools([watching(world.site)]) as tools:
        return await reread(tools)


async def test_pitch_is_left_out_once_three_pages_had_it(world: World) -> None:
    await publish(world, 0, 1, 2, 3)

    found = documents(world)
    assert [PITCH in found[TITLES[number]].text for number in range(4)] == [True] * 3 + [False]
    assert [found[TITLES[number]].left_out for number in (2, 3)] == [0, len(PITCH) + 2]


async def test_what_was_learned_meanwhile_revises_nothing(world: World) -> None:
    await publish(world, 0, 1, 2, 3)
    for number in range(4):
        serve(world, number, pitch=f"{PITCH}<!-- 4711 views -->")

    report = await again(world)

    assert (report.looked, report.revised) == (4, ())


async def test_edit_is_a_revision_without_the_pitch(world: World) -> None:
    await publish(world, 0, 1, 2, 3)
    serve(world, 0, words="debt bondage")

    await again(world)
    report = await again(world, CONFIRMED)

    now = documents(world)[TITLES[0]]
    assert report.revised == (now.id,)
    assert "debt bondage" in now.text
    assert PITCH not in now.text


async def test_edit_that_names_our_matter_brings_a_queued_document_in(world: World) -> None:
    source = watching(world.site, filter=Filter.TIERED)
    serve(world, 3, words="slavery in the museum")
    item = f"<item><title>{TITLES[3]}</title><link>{world.site.base}/page/3</link></item>"
    feed = f"<rss version='2.0'><channel><title>Post</title>{item}</channel></rss>"
    world.site.put("/feed", feed.encode(), "application/rss+xml")
    await world.poll(source)
    (document,) = documents(world).values()
    assert world.archive.verdict(document.id).tier is Tier.QUEUE
    serve(world, 3, words="forced labour and human trafficking")

    world.hands.forward(timedelta(days=1, minutes=1))
    async with world.tools([source]) as tools:
        await reread(tools)
    world.hands.forward(CONFIRMED)
    async with world.tools([source]) as tools:
        await reread(tools)

    assert world.archive.verdict(document.id).tier is Tier.STRONG
    (member,) = world.archive.members(document.id, world.hands.at + timedelta(seconds=1))
    assert member.ours_at == world.hands.at
