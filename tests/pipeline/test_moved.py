"""An article at a second address of its publisher."""

from datetime import timedelta

import pytest

from monitor.model.outcome import Outcome
from tests.pipeline.conftest import World, watching

TITLE = "Nine people freed from car wash in Marlow"
TEXT = " ".join(
    f"Sentence {number} tells what the {word} saw at the car wash in Marlow on Tuesday."
    for number, word in enumerate(
        ("neighbour", "officer", "judge", "nurse", "driver", "owner", "clerk", "cook", "teacher")
    )
)


def page(title: str, text: str) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>{text}</p></article></body></html>"
    )


async def seen_again(world: World, title: str, text: str, *, days: int = 1) -> None:
    world.site.feed("/feed", {"/a": TITLE})
    world.site.put("/a", page(TITLE, TEXT).encode(), "text/html; charset=utf-8")
    await world.poll(watching(world.site))
    world.hands.forward(timedelta(days=days))
    world.site.feed("/feed", {"/b": title})
    world.site.put("/b", page(title, text).encode(), "text/html; charset=utf-8")
    await world.poll(watching(world.site))


async def test_an_article_that_moved_is_a_revision(world: World) -> None:
    await seen_again(world, f"{TITLE}, police say", TEXT + " Two men were charged.")

    (key,) = world.archive.find("")
    assert {each[1:] for each in world.outcomes()} == {(Outcome.KEPT, 1), (Outcome.DUPLICATE, 1)}
    assert [each.number for each in world.archive.revisions(key)] == [1, 2]
    assert "Two men were charged." in world.archive.document(key).text
    assert world.archive.document(key).url.endswith("/b")
    assert "charged" not in world.archive.document(key, 1).text


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        pytest.param("What the neighbour of a raid remembers", TEXT, 1, id="another title"),
        pytest.param("Owner of a car wash in Marlow in court", TEXT, 1, id="much the same title"),
        pytest.param(TITLE, TEXT, 9, id="long after"),
    ],
)
async def test_what_may_be_another_article_stays_one(
    world: World, title: str, text: str, days: int
) -> None:
    await seen_again(world, title, text, days=days)

    assert len(world.archive.find("")) == 2
