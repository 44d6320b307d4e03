"""Which entry is which, from poll to poll."""

import pytest

from monitor.extract import identity
from monitor.model.lead import Lead


def lead(key: str, link: str, title: str = "") -> Lead:
    return Lead(source_id="s", key=key, url=link, canonical_url=link, title=title)


@pytest.mark.parametrize(
    ("guid", "link", "expected"),
    [
        (
            "https://bbc.example/news/c1#0",
            "https://bbc.example/news/c1",
            "https://bbc.example/news/c1",
        ),
        ("https://bbc.example/news/c1#12", "", "https://bbc.example/news/c1"),
        ("https://paper.example/a#section", "", "https://paper.example/a#section"),
        ("tag:paper.example,2026:a#1", "", "tag:paper.example,2026:a#1"),
        ("", "https://paper.example/a", "https://paper.example/a"),
        ("  \n", "https://paper.example/a", "https://paper.example/a"),
        ("  item 7 ", "https://paper.example/a", "item 7"),
    ],
)
def test_guid_comes_before_link(guid: str, link: str, expected: str) -> None:
    assert identity.key(guid, link) == expected


def test_revisions_of_one_item_are_one() -> None:
    first = identity.key("https://bbc.example/news/c1#0", "https://bbc.example/news/c1")
    second = identity.key("https://bbc.example/news/c1#1", "https://bbc.example/news/c1")

    assert first == second


def test_without_guid_and_link_the_words_tell() -> None:
    one, other = identity.key("", "", "Title", "1 May"), identity.key("", "", "Title", "2 May")

    assert one != other
    assert one == identity.key("", "", "Title", "1 May")
    assert one.startswith("sha256:")


def test_long_guids_are_hashed() -> None:
    assert identity.key("x" * 400, "") == "x" * 400
    assert len(identity.key("x" * 401, "")) == len("sha256:") + 64


def test_lone_surrogates_can_be_hashed() -> None:
    assert identity.hashed("\ud800").startswith("sha256:")


def test_the_newest_of_two_entries_with_one_key_stays() -> None:
    kept = identity.distinct(
        [lead("k", "https://p.example/a", "new"), lead("k", "https://p.example/a", "old")]
    )

    assert [one.title for one in kept] == ["new"]


def test_one_key_for_all_is_told_apart_by_links() -> None:
    """Some sites write their home page into every guid."""
    home = "https://p.example/"
    kept = identity.distinct([lead(home, f"https://p.example/{n}") for n in range(3)])

    assert [one.key for one in kept] == [f"{home} https://p.example/{n}" for n in range(3)]


def test_order_stays() -> None:
    leads = [lead(k, f"https://p.example/{k}") for k in ("c", "a", "b")]

    assert identity.distinct(leads) == tuple(leads)


def test_joined_keys_stay_short() -> None:
    leads = [lead("k", "https://p.example/" + "x" * 500 + str(n)) for n in range(2)]

    assert len({one.key for one in identity.distinct(leads)}) == 2
    assert all(one.key.startswith("sha256:") for one in identity.distinct(leads))
