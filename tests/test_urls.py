"""When two addresses are one, and how a sentence is pointed at."""

import doctest
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor import urls

WORDS = st.text(alphabet="abcXYZ09-_.~%/?&=#:;,+@!'()é語 \t", max_size=40)
ADDRESSES = st.one_of(
    st.builds(
        lambda scheme, host, port, path, query, fragment: (
            f"{scheme}://{host}{port}/{path}?{query}#{fragment}"
        ),
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(
            ["example.org", "www.Example.org", "www.org", "bücher.example", "[2001:db8::1]", "a.b."]
        ),
        st.sampled_from(["", ":80", ":443", ":8080"]),
        WORDS,
        WORDS,
        WORDS,
    ),
    st.text(max_size=60),
    WORDS.map(lambda text: f"https://example.org/{text}"),
)


def test_examples_in_the_docstrings_run() -> None:
    assert doctest.testmod(urls) == (0, doctest.testmod(urls).attempted)
    assert doctest.testmod(urls).attempted >= 2


@given(ADDRESSES)
@example("https://example.org//a//..//b/")
@example("https://example.org/a%2Fb%2f..%2Fc")
@example("https://example.org/%E9%ZZ")
@example("https://www.www.example.org/")
@example("https://example.org/a?b=%20+c&utm_source=x#!/page")
@example("http://example.org:443/a;b=c")
def test_identity_of_an_identity_is_itself(url: str) -> None:
    once = urls.canonical(url)

    assert urls.canonical(once) == once


@given(ADDRESSES)
def test_identity_is_an_address_or_nothing(url: str) -> None:
    identity = urls.canonical(url)

    assert identity == "" or (identity.startswith("https://") and urls.host(identity))
    assert identity.isascii()


@pytest.mark.parametrize(
    "same",
    [
        "https://example.org/news/a",
        "http://example.org/news/a",
        "HTTPS://WWW.EXAMPLE.ORG/news/a",
        "https://example.org:443/news/a",
        "http://example.org:80/news/a",
        "https://example.org./news/a",
        "https://example.org/news/a/",
        "https://example.org//news/./a",
        "https://example.org/news/b/../a",
        "https://example.org/news/a#section-2",
        "https://example.org/news/a#0",
        "https://example.org/news/a?utm_source=rss&utm_medium=feed",
        "https://example.org/news/a?at_medium=RSS&at_campaign=rss",
        "https://example.org/news/a?fbclid=1&gclid=2&CMP=share&ref_src=x",
        "  https://example.org/news/a\n",
        "https://user:secret@example.org/news/a",
        "https://example.org/news/%61",
    ],
)
def test_one_page_has_one_identity(same: str) -> None:
    assert urls.canonical(same) == "https://example.org/news/a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://example.org/a/b"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a?page=1", "https://example.org/a"),
        ("https://example.org/a", "https://news.example.org/a"),
        ("https://example.org/a", "https://example.org:8080/a"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/a?q=x%26y", "https://example.org/a?q=x&y"),
        ("https://example.org/a?atlas=1", "https://example.org/a"),
    ],
)
def test_other_pages_have_another(one: str, other: str) -> None:
    assert urls.canonical(one) != urls.canonical(other)


def test_order_of_parameters_is_of_no_matter_and_none_is_lost() -> None:
    one = urls.canonical("https://example.org/a?b=2&a=1&a=0&c=")

    assert one == urls.canonical("https://example.org/a?c=&a=0&b=2&a=1")
    kept = parse_qsl(urlsplit(one).query, keep_blank_values=True)
    assert kept == [("a", "0"), ("a", "1"), ("b", "2"), ("c", "")]


@pytest.mark.parametrize(
    "no_address",
    ["", "   ", "ftp://example.org/a", "mailto:a@example.org", "javascript:alert(1)", "/a", "a b",
     "http://", "https:///a", "http://[::1", "http://example.org:99999/a", "http://example.org:x/"],
)  # fmt: skip
def test_what_cannot_be_opened_has_no_identity(no_address: str) -> None:
    assert urls.canonical(no_address) == ""


def test_names_of_other_scripts_are_written_as_the_network_has_them() -> None:
    assert urls.canonical("https://bücher.example/Ä") == "https://xn--bcher-kva.example/%C3%84"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("b", "https://example.org/a/b"),
        ("/b", "https://example.org/b"),
        ("../b", "https://example.org/b"),
        ("//other.example/b", "https://other.example/b"),
        ("https://other.example/b", "https://other.example/b"),
        ("?page=2", "https://example.org/a/?page=2"),
        (" b \n", "https://example.org/a/b"),
        ("mailto:a@example.org", ""),
        ("javascript:void(0)", ""),
        ("data:text/plain,a", ""),
        ("http://[::1", ""),
    ],
)
def test_link_is_seen_from_its_page(href: str, expected: str) -> None:
    assert urls.absolute("https://example.org/a/", href) == expected


@pytest.mark.parametrize(
    ("url", "host", "site"),
    [
        ("https://News.Example.ORG:8080/a", "news.example.org", "example.org"),
        ("https://www.gov.uk/a", "www.gov.uk", "gov.uk"),
        ("https://a.police.uk/b", "a.police.uk", "a.police.uk"),
        ("https://news.bbc.co.uk/a", "news.bbc.co.uk", "bbc.co.uk"),
        ("https://www.abc.net.au/", "www.abc.net.au", "abc.net.au"),
        ("nothing", "", ""),
        ("http://[::1", "", ""),
    ],
)
def test_host_and_site(url: str, host: str, site: str) -> None:
    assert (urls.host(url), urls.site(url)) == (host, site)


def test_short_sentence_is_pointed_at_whole() -> None:
    assert urls.text_fragment("https://example.org/a#b", "Well-known, & sad.") == (
        "https://example.org/a#:~:text=Well%2Dknown%2C%20%26%20sad."
    )


def test_long_sentence_is_pointed_at_by_its_ends() -> None:
    sentence = "Eleven people were found in forced labour at a plant, police said."

    assert urls.text_fragment("https://example.org/a", sentence) == (
        "https://example.org/a#:~:text=Eleven%20people%20were%20found,a%20plant%2C%20police%20said."
    )


def test_no_sentence_no_fragment() -> None:
    assert urls.text_fragment("https://example.org/a#b", " ") == "https://example.org/a"
