"""What a site repeats is known by its other pages, and content never is."""

import pytest

from monitor.extract.repeats import repeated, seen, without
from monitor.model.reading import Origin, Reading

PITCH = "The Harbour Post is free to read because readers like you support it. Donate today."
TITLES = ("Nine freed from a car wash", "Minister visits border camp", "Fishing vessel detained",
          "Court hears appeal over visas", "Charity opens refuge in Saltmere")  # fmt: skip


def story(number: int) -> str:
    return f"Paragraph of story {number}, which nobody else tells in these words. " * 6


def page(title: str, *blocks: str, origin: Origin = Origin.PAGE) -> Reading:
    return Reading(title=title, text="\n\n".join(blocks), origin=origin)


def learned(*readings: Reading) -> frozenset[int]:
    return repeated([seen(each) for each in readings])


def three(*blocks: str) -> frozenset[int]:
    return learned(*(page(TITLES[i], story(i), *blocks) for i in range(3)))


def test_paragraph_at_the_end_of_three_different_pages_is_taken_out() -> None:
    reading = page("A new one", PITCH.upper(), story(9), story(10), PITCH)

    assert without(reading, three(PITCH)).text == f"{story(9)}\n\n{story(10)}"


@pytest.mark.parametrize("pages", [1, 2])
def test_fewer_pages_prove_nothing(pages: int) -> None:
    assert not learned(*(page(TITLES[i], story(i), PITCH) for i in range(pages)))


def test_follow_ups_of_one_case_do_not_make_its_background_a_pitch() -> None:
    background = "The gang held nine people at the car wash in Saltmere for two years."
    titles = ("Car wash gang charged", "Car wash gang in court", "Car wash gang jailed")

    assert not learned(*(page(t, story(i), background) for i, t in enumerate(titles)))


def test_one_text_under_several_addresses_and_headlines_is_one() -> None:
    assert not learned(*(page(title, story(1), story(2), PITCH) for title in TITLES))


def test_paragraph_of_few_among_many_pages_is_content() -> None:
    many = [page(f"{chr(97 + i) * 5} {chr(98 + i) * 6}", story(i)) for i in range(24)]

    assert not learned(*many, *(page(TITLES[i], story(50 + i), PITCH) for i in range(3)))


def test_short_phrase_is_never_learned() -> None:
    assert not three("He denied it.")


def test_what_stands_in_the_midst_of_a_text_stays() -> None:
    reading = page("A new one", story(8), PITCH, story(9))

    assert without(reading, three(PITCH)) == reading


def test_short_text_is_never_emptied() -> None:
    reading = page("A new one", "Nine people were freed on Monday.", PITCH)

    assert without(reading, three(PITCH)) == reading


def test_text_that_is_mostly_repeated_is_left_whole() -> None:
    reading = page("A new one", story(9), *[f"{PITCH} {i} " * 9 for i in range(3)])

    assert without(reading, three(*[f"{PITCH} {i} " * 9 for i in range(3)])) == reading


def test_report_is_left_as_it_is() -> None:
    reading = page("A report", story(8), story(9), PITCH, origin=Origin.PDF)

    assert without(reading, three(PITCH)) == reading
