"""What a page says about itself, and which of its statements is believed."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.extract import dom, headline, metadata, pagedates
from monitor.extract.metadata import Facts
from monitor.model.dated import Dated, Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page

URL = "https://courier.example/news/gangmaster-jailed"
LEAD = Lead(source_id="courier", key=URL, url=URL, canonical_url=URL, title="")
Stated = Callable[..., Facts]


@pytest.fixture
def stated(answered: Callable[..., Page]) -> Stated:
    """Read the facts of a page with this head and body."""

    def read(
        head: str = "", body: str = "", *, lang: str = "", lead: Lead = LEAD, url: str = URL
    ) -> Facts:
        named = f' lang="{lang}"' if lang else ""
        page = answered(
            f"<!doctype html><html{named}><head>{head}</head>"
            f"<body>{body}<p>Words.</p></body></html>",
            url=url,
            media_type="text/html",
        )
        return metadata.facts(dom.tree(page), page, lead)

    return read


def ld(**facts: Any) -> str:
    record = json.dumps({"@type": "NewsArticle", **facts})
    return f'<script type="application/ld+json">{record}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def feed_date(raw: str, confidence: float = 0.95) -> Dated:
    return Dated(
        at=datetime(2026, 11, 2, 8, tzinfo=UTC),
        provenance=Provenance.FEED,
        confidence=confidence,
        day_only=False,
        raw=raw,
    )


# Headlines


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Gangmaster jailed | The Courier", "Gangmaster jailed"),
        ("Gangmaster jailed - The Courier", "Gangmaster jailed"),
        ("The Courier: Gangmaster jailed", "The Courier: Gangmaster jailed"),
        ("The Courier | Gangmaster jailed", "Gangmaster jailed"),
        ("Gangmaster jailed - Crime - The Courier", "Gangmaster jailed - Crime"),
        ("Gangmaster jailed - Courier.example", "Gangmaster jailed"),
        ("Modern slavery – what we know", "Modern slavery – what we know"),
        ("Ten years on | A special report", "Ten years on | A special report"),
    ],
)
def test_headline_loses_the_name_of_its_site_and_nothing_else(title: str, bare: str) -> None:
    assert headline.without_site(title, sites=["The Courier"], url=URL, headings=[]) == bare


def test_headline_that_a_heading_repeats_is_whole(stated: Stated) -> None:
    body = "<h1>Freed - The Courier</h1>"

    facts = stated(
        meta("og:title", "Freed - The Courier") + meta("og:site_name", "The Courier"), body
    )

    assert facts.title == "Freed - The Courier"


def test_headline_that_only_the_feed_repeats_loses_the_name_of_its_site() -> None:
    title = "Gangmaster jailed | The Courier"

    bare = headline.without_site(
        title, sites=["The Courier"], url=URL, headings=[], announced=title
    )

    assert bare == "Gangmaster jailed"


def test_headline_is_cut_where_the_heading_on_the_page_ends(stated: Stated) -> None:
    facts = stated(
        meta("og:title", "Gangmaster jailed - Region North"), "<h1>Gangmaster jailed</h1>"
    )

    assert facts.title == "Gangmaster jailed"


def test_headline_order_is_social_then_json_ld_then_heading_then_lead(stated: Stated) -> None:
    lead = replace(LEAD, title="From the feed")

    assert (
        stated(meta("og:title", "Social") + ld(headline="Data"), "<h1>Head</h1>").title == "Social"
    )
    assert stated(ld(headline="Data"), "<h1>Head</h1>").title == "Data"
    assert stated("<title>Tab</title>", "<h1>Head</h1>", lead=lead).title == "Head"
    assert stated("<title>Tab</title>", lead=lead).title == "From the feed"
    assert stated("<title>Tab words - Courier</title>").title == "Tab words"


def test_headline_that_stands_in_json_ld_alone_is_the_article_s(stated: Stated) -> None:
    social = meta("og:title", "Farm boss jailed: latest")
    body = "<h1>Farm boss jailed: latest</h1>"

    assert stated(social + ld(headline="Boss of a farm held nine men"), body).title == (
        "Boss of a farm held nine men"
    )
    assert stated(social + ld(headline="Nine men"), body).title == "Farm boss jailed: latest"
    assert stated(social + ld(headline="Nine men", url=URL), body).title == "Nine men"
    assert stated(social + ld(headline="Farm boss"), body).title == "Farm boss jailed: latest"


def test_headline_cut_short_is_completed(stated: Stated) -> None:
    body = "<h1>Gangmaster jailed for holding nine men</h1>"

    assert stated(meta("og:title", "Gangmaster jailed for…"), body).title.endswith("nine men")


def test_headline_home_is_none(stated: Stated) -> None:
    assert (
        stated(meta("og:title", "Home"), "<h1>Gangmaster jailed</h1>").title == "Gangmaster jailed"
    )


def test_headline_has_entities_resolved_once_too_often_escaped(stated: Stated) -> None:
    assert (
        stated(ld(headline="Buyers &amp; sellers &#8217;held&#8217;")).title
        == "Buyers & sellers ’held’"
    )


# Dates


def test_date_of_the_feed_comes_first_and_keeps_its_provenance(stated: Stated) -> None:
    lead = replace(LEAD, published=feed_date("Mon, 02 Nov 2026 08:00:00 GMT"))

    facts = stated(ld(datePublished="2026-11-01T22:00:00Z"), lead=lead)

    assert facts.published == lead.published


def test_half_a_date_of_the_feed_gives_way_to_a_whole_one(stated: Stated) -> None:
    lead = replace(LEAD, published=feed_date("2 November", confidence=0.5))

    facts = stated(ld(datePublished="2026-11-01T22:00:00Z"), lead=lead)

    assert facts.published is not None
    assert facts.published.provenance is Provenance.JSON_LD


def test_date_of_a_listing_gives_way_to_the_page_itself(stated: Stated) -> None:
    lead = replace(LEAD, published=replace(feed_date("2 Nov 2026"), provenance=Provenance.LISTING))

    facts = stated(meta("article:published_time", "2026-11-01T22:00:00Z"), lead=lead)

    assert facts.published is not None
    assert facts.published.provenance is Provenance.META


def test_date_in_json_ld_comes_before_meta_tags_and_keeps_its_zone(stated: Stated) -> None:
    head = meta("article:published_time", "2026-11-03T10:00:00Z")

    found = stated(head + ld(datePublished="2026-11-02T00:30:00+02:00")).published

    assert found is not None
    assert found.at == datetime(2026, 11, 1, 22, 30, tzinfo=UTC)
    assert found.provenance is Provenance.JSON_LD
    assert found.raw == "2026-11-02T00:30:00+02:00"
    assert not found.day_only


@pytest.mark.parametrize(
    ("head", "body", "url", "provenance", "at_most"),
    [
        (meta("article:published_time", "2026-11-02T10:00:00Z"), "", URL, Provenance.META, 1.0),
        ('<meta name="DC.date.issued" content="2026-11-02">', "", URL, Provenance.META, 1.0),
        (
            "",
            '<time itemprop="datePublished" datetime="2026-11-02">x</time>',
            URL,
            Provenance.META,
            1,
        ),
        ("", "", "https://courier.example/2026/11/02/freed", Provenance.URL, 0.9),
        ("", '<div class="entry-date">2 November 2026</div>', URL, Provenance.TEXT, 0.7),
        ("", "<h1>Freed</h1><div>Leeds, 2 November 2026</div>", URL, Provenance.TEXT, 0.6),
    ],
)
def test_date_is_found_where_it_stands(
    stated: Stated, head: str, body: str, url: str, provenance: Provenance, at_most: float
) -> None:
    found = stated(head, body, url=url).published

    assert found is not None
    assert found.at.date().isoformat() == "2026-11-02"
    assert found.provenance is provenance
    assert found.confidence <= at_most


def test_date_of_an_update_or_another_article_is_not_that_of_publication(stated: Stated) -> None:
    body = (
        '<aside><time datetime="2026-10-01">1 October</time></aside>'
        '<div class="related-posts"><time datetime="2026-10-02">x</time></div>'
        '<time class="updated" datetime="2026-11-05">Updated 5 November</time>'
        '<time datetime="2026-11-02">2 November</time>'
    )

    found = stated(body=body).published

    assert found is not None
    assert found.at.date().isoformat() == "2026-11-02"


@pytest.mark.parametrize("raw", ["1970-01-01T00:00:00Z", "2027-08-01", "yesterday", "soon", ""])
def test_date_that_cannot_be_is_none_and_never_now(stated: Stated, raw: str) -> None:
    found = stated(ld(datePublished=raw)).published

    assert found is None or found.provenance is not Provenance.JSON_LD
    assert found is None or found.at.date().isoformat() != "2026-11-20"


def test_page_without_a_date_has_none(stated: Stated) -> None:
    facts = stated(body="<h1>Freed</h1><p>In prose hier and today nothing is dated.</p>")

    assert facts.published is None
    assert facts.updated is None


def test_update_is_read_from_json_ld_then_meta(stated: Stated) -> None:
    head = meta("article:modified_time", "2026-11-04T10:00:00Z")

    by_meta = stated(head).updated
    by_data = stated(head + ld(dateModified="2026-11-05T10:00:00Z")).updated

    assert by_meta is not None
    assert by_meta.at.day == 4
    assert by_data is not None
    assert by_data.at.day == 5


def test_day_in_an_address_must_be_a_day() -> None:
    seen_at = datetime(2026, 11, 20, tzinfo=UTC)

    assert pagedates.in_address("https://a.example/2026/13/40/x", seen_at=seen_at) is None
    assert pagedates.in_address("https://a.example/?d=2026/11/02", seen_at=seen_at) is None
    assert (
        pagedates.in_address("https://a.example/story-20261102.html", seen_at=seen_at) is not None
    )


# JSON-LD, however written


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"Freed"}]}',
        '[{"@type":"BreadcrumbList","name":"no"},{"@type":"Article","headline":"Freed"}]',
        '<!-- {"@type":"Article","headline":"Freed"} -->',
        '//<![CDATA[\n{"@type":"Article","headline":"Freed"}\n//]]>',
        '{"@type":"Article","headline":"Freed",}',
        '{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"Freed"}}',
        '{"@type":"Article","headline":"Freed","articleBody":"a\nb\tc"}',
        '{"@type":"Article","headline":["Freed"]}',
    ],
)
def test_json_ld_is_understood(stated: Stated, script: str) -> None:
    assert stated(f'<script type="application/ld+json">{script}</script>').title == "Freed"


@pytest.mark.parametrize(
    "script",
    ["", "null", "{", "[" * 100_000, '{"@type":7}', '"x"', '{"@type":"Article","headline":{"a":1}}',
     '{"@type":"Article","author":[[[1]]],"datePublished":["x",{}],"publisher":3,"articleBody":5}'],
)  # fmt: skip
def test_json_ld_that_is_none_is_passed_over(stated: Stated, script: str) -> None:
    facts = stated(f'<script type="application/ld+json">{script}</script>', "<h1>Freed</h1>")

    assert facts.title == "Freed"
    assert facts.authors == ()


def test_json_ld_of_the_page_itself_wins_over_that_of_a_teaser(stated: Stated) -> None:
    other = ld(headline="Another", url="https://courier.example/other")

    assert stated(other + ld(headline="Freed", mainEntityOfPage={"@id": URL})).title == "Freed"


# Authors, address, language, description


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "Jane Roe"}, ("Jane Roe",)),
        ([{"name": "Jane Roe"}, {"name": "John Doe"}], ("Jane Roe", "John Doe")),
        ("By Jane Roe and John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe, Crime correspondent", ("Jane Roe",)),
        ("Jane Roe, John Doe", ("Jane Roe", "John Doe")),
        (["Jane Roe", "jane roe"], ("jane roe",)),
        ("admin", ()),
        ("https://facebook.example/jane", ()),
        ("jane@courier.example", ()),
    ],
)
def test_authors_are_names(stated: Stated, author: Any, names: tuple[str, ...]) -> None:
    found = stated(ld(author=author)).authors

    assert tuple(map(str.casefold, found)) == tuple(map(str.casefold, names))


def test_authors_are_people_before_the_site(stated: Stated) -> None:
    head = meta("og:site_name", "The Courier") + '<meta name="author" content="Jane Roe">'

    assert stated(head + ld(author={"name": "The Courier"})).authors == ("Jane Roe",)
    assert stated(meta("og:site_name", "The Courier") + ld(author="The Courier")).authors == (
        "The Courier",
    )


def test_authors_of_the_lead_stand_in(stated: Stated) -> None:
    assert stated(lead=replace(LEAD, authors=("Jane Roe",))).authors == ("Jane Roe",)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/news/freed", "https://courier.example/news/freed"),
        ("https://amp.courier.example/news/freed", "https://amp.courier.example/news/freed"),
        ("https://other.example/news/freed", ""),
        ("https://example/news/freed", ""),
        ("https://courier.example/", ""),
        ("https://www.courier.example", ""),
        ("javascript:alert(1)", ""),
        ("http://[bad", ""),
        ("http://localhost/news/freed", ""),
    ],
)
def test_canonical_address_is_absolute_and_no_home_page(
    stated: Stated, href: str, url: str
) -> None:
    assert stated(f'<link rel="canonical" href="{href}">').canonical_url == url


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("~jane/freed", "~jane/freed?x=1"),
        ("@jane/freed", "@jane/freed/amp"),
        ("freed", "amp/freed"),
    ],
)
def test_canonical_address_stays_with_the_owner_of_its_part_of_the_host(
    stated: Stated, path: str, own: str
) -> None:
    host = "https://pages.example"
    head = f'<link rel="canonical" href="{host}/{path}">'

    assert stated(head, url=f"{host}/{own}").canonical_url == f"{host}/{path}"
    assert stated(head, url=f"{host}/~john/freed").canonical_url == ""


@pytest.mark.parametrize(
    ("lang", "head", "code"),
    [
        ("en-GB", "", "en"),
        ("DE", "", "de"),
        ("", meta("og:locale", "fr_FR"), "fr"),
        ("", ld(inLanguage="cy"), "cy"),
        ("", '<meta http-equiv="content-language" content="nl, en">', "nl"),
        ("english", "", ""),
        ("", "", ""),
    ],
)
def test_language_is_as_declared(stated: Stated, lang: str, head: str, code: str) -> None:
    assert stated(head, lang=lang).language == code


def test_description_is_plain_text(stated: Stated) -> None:
    head = meta("og:description", "Nine men were freed &lt;b&gt;near&lt;/b&gt; Leeds.")

    assert stated(head).description == "Nine men were freed near Leeds."
