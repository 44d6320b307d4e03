"""RSS and Atom as they are written, and as they attack."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from monitor.errors import ExtractError
from monitor.extract import feed
from monitor.model.dated import Provenance
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.source import Kind, Source

Answered = Callable[..., Page]
Watching = Callable[..., Source]
Leads = Callable[..., tuple[Lead, ...]]


@pytest.fixture
def leads(answered: Answered, watching: Watching) -> Leads:
    """Read a feed's bytes."""
    return lambda body, **page: feed.leads(answered(body, **page), watching(Kind.FEED))


def rss(
    items: str, *, channel: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> str:
    names = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
        'xmlns:atom="http://www.w3.org/2005/Atom"'
    )
    inside = f"<title>Paper</title>{channel}{items}"
    return f'{head}<rss version="2.0" {names}><channel>{inside}</channel></rss>'


def atom(entries: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper</title>{entries}</feed>'


def test_item_of_rss(leads: Leads) -> None:
    (lead,) = leads(
        rss(
            "<item><title>Raid on a &lt;b&gt;farm&lt;/b&gt; &amp;amp; a port</title>"
            "<link>/news/raid?utm_source=rss</link><guid isPermaLink='false'>id-7</guid>"
            "<description>&lt;p&gt;Nine people were &lt;a href='x'&gt;freed&lt;/a&gt;.&lt;/p&gt;"
            "</description>"
            "<pubDate>Thu, 19 Nov 2026 08:30:00 +0100</pubDate><dc:creator>Dana Orme</dc:creator>"
            "<category>Crime</category><category>Crime</category></item>",
            channel="<language>en-gb</language>",
        )
    )

    assert lead.title == "Raid on a farm & a port"
    assert lead.url == "https://paper.example/news/raid?utm_source=rss"
    assert lead.canonical_url == "https://paper.example/news/raid"
    assert lead.key == "id-7"
    assert lead.summary == "Nine people were freed."
    assert lead.text == ""
    assert lead.authors == ("Dana Orme",)
    assert lead.language == "en-gb"
    assert lead.published
    assert lead.published.at == datetime(2026, 11, 19, 7, 30, tzinfo=UTC)
    assert lead.published.provenance is Provenance.FEED
    assert lead.updated is None


def test_entry_of_atom(leads: Leads) -> None:
    (lead,) = leads(
        atom(
            "<entry><title type='html'>Raid &amp;amp; rescue</title><id>tag:p,2026:7</id>"
            "<link rel='self' href='https://paper.example/7.atom'/>"
            "<link rel='alternate' href='https://paper.example/raid'/>"
            "<author><name>Dana Orme</name><email>d@paper.example</email></author>"
            "<published>2026-11-19T08:30:00Z</published><updated>2026-11-19T10:00:00Z</updated>"
            "<summary>Nine freed.</summary></entry>"
        )
    )

    assert lead.title == "Raid & rescue"
    assert lead.url == "https://paper.example/raid"
    assert lead.authors == ("Dana Orme",)
    assert lead.published
    assert lead.updated
    assert (lead.published.at.hour, lead.updated.at.hour) == (8, 10)


def test_atom_that_says_only_when_it_was_updated_has_no_date_of_publication(leads: Leads) -> None:
    (lead,) = leads(atom("<entry><title>A</title><updated>2026-11-19T10:00:00Z</updated></entry>"))

    assert lead.published is None
    assert lead.updated


def test_dc_date_is_the_date_of_publication(leads: Leads) -> None:
    (lead,) = leads(rss("<item><title>A</title><dc:date>2026-11-19</dc:date></item>"))

    assert lead.published
    assert lead.published.day_only
    assert lead.updated is None


def test_full_text_is_kept_beside_the_summary(leads: Leads) -> None:
    (lead,) = leads(
        rss(
            "<item><title>A</title><description>In short.</description><content:encoded>"
            "<![CDATA[<p>The first of two paragraphs.</p><p>And the second.</p>]]>"
            "</content:encoded></item>"
        )
    )

    assert lead.summary == "In short."
    assert lead.text == "The first of two paragraphs.\n\nAnd the second."


def test_where_it_appeared_first_is_no_part_of_the_text(leads: Leads) -> None:
    (lead,) = leads(
        rss(
            "<item><title>A</title>"
            "<description>Nine freed. The post A appeared first on Paper.</description></item>"
        )
    )

    assert lead.summary == "Nine freed."


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("dana@paper.org (Dana Orme)", ("Dana Orme",)),
        ("dana@paper.london (Dana Orme)", ("Dana Orme",)),
        ("Dana Orme &lt;dana@paper.london&gt;", ("Dana Orme",)),
        ("dana@paper.london", ()),
        ("Dana Orme", ("Dana Orme",)),
    ],
)
def test_mail_addresses_are_not_kept(author: str, names: tuple[str, ...], leads: Leads) -> None:
    (lead,) = leads(rss(f"<item><title>A</title><author>{author}</author></item>"))

    assert lead.authors == names


def test_entity_in_a_plain_title_is_resolved(leads: Leads) -> None:
    (lead,) = leads(atom("<entry><title type='text'>Q&amp;amp;A: the law</title></entry>"))

    assert lead.title == "Q&A: the law"


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<guid>https://paper.example/a</guid>", "https://paper.example/a"),
        ("<guid isPermaLink='false'>id</guid>", ""),
        ("<enclosure url='https://paper.example/a.pdf' type='application/pdf'/>", "https://paper.example/a.pdf"),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>https://t.example/x</link><feedburner:origLink>https://paper.example/a</feedburner:origLink>",
         "https://paper.example/a"),
        ("<link> https://paper.example/a\n </link>", "https://paper.example/a"),
    ],
)  # fmt: skip
def test_link(item: str, url: str, leads: Leads) -> None:
    (lead,) = leads(rss(f"<item><title>A</title>{item}</item>"))

    assert lead.url == url


def test_one_item_of_the_bbc_stays_one_through_its_revisions(leads: Leads) -> None:
    body = rss(
        "<item><title>Raid</title><link>https://bbc.example/news/c1?at_medium=RSS&amp;at_campaign=rss</link>"
        "<guid isPermaLink='false'>https://bbc.example/news/c1#0</guid></item>"
    )
    (before,), (after,) = leads(body), leads(body.replace("c1#0", "c1#1"))

    assert before.key == after.key == "https://bbc.example/news/c1"
    assert before.canonical_url == "https://bbc.example/news/c1"


def test_broken_xml_is_read_as_far_as_it_goes(leads: Leads) -> None:
    body = rss(
        "<item><title>A & B</title><link>https://paper.example/a</link></item><item><title>C</title>"
    )

    assert [lead.title for lead in leads(body.removesuffix("</channel></rss>"))] == ["A & B", "C"]


def test_bytes_that_are_not_what_the_header_says(leads: Leads) -> None:
    body = rss(
        "<item><title>Café</title></item>", head='<?xml version="1.0" encoding="ISO-8859-1"?>'
    )

    (lead,) = leads(body.encode("latin-1"))

    assert lead.title == "Café"


@pytest.mark.parametrize("half", ["&#xd800;", "&#xDFFF;", "&#55296;", "&#057343;", "&#xd83d"])
def test_half_a_character_is_shown_as_lost(half: str, leads: Leads) -> None:
    (lead,) = leads(rss(f"<item><title>A {half} B</title><link>/x{half}</link></item>"))

    assert lead.title == "A \ufffd B"
    lead.url.encode()


def test_impossible_date_is_none(leads: Leads) -> None:
    (lead,) = leads(
        rss("<item><title>A</title><pubDate>Thu, 31 Feb 2026 08:30:00 GMT</pubDate></item>")
    )

    assert lead.published is None


def test_dates_of_other_languages_come_from_the_library(leads: Leads) -> None:
    (lead,) = leads(
        rss("<item><title>A</title><pubDate>Πεμ, 19 Νοέ 2026 08:30:00 EET</pubDate></item>")
    )

    assert lead.published
    assert lead.published.at.date().isoformat() == "2026-11-19"


def test_feed_without_entries_is_empty_and_no_error(leads: Leads) -> None:
    assert leads(rss("")) == ()


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        ("", "empty body"),
        (" \n", "empty body"),
        ("<!doctype html><html><body>Moved</body></html>", "it names no feed"),
        (
            "<!doctype html><html><head>"
            "<link rel='alternate' type='application/rss+xml' href='/rss'></head></html>",
            "its page names a feed at https://paper.example/rss",
        ),
        ("%PDF-1.7 binary", "no feed (no media type)"),
        ("<note><to>Dana</to></note>", "no feed"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: str, fact: str, leads: Leads) -> None:
    with pytest.raises(ExtractError) as caught:
        leads(body)

    assert fact in caught.value.reason


def test_entries_are_bounded(leads: Leads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MAX_ENTRIES", 10)

    assert len(leads(rss("".join(f"<item><title>{n}</title></item>" for n in range(50))))) == 10


def test_a_long_author_takes_no_time(leads: Leads) -> None:
    """The library's pattern for addresses is quadratic: 32 kB took 15 s."""
    body = rss(f"<item><title>A</title><author>{'a' * 64_000}</author></item>")
    began = time.process_time()

    (lead,) = leads(body)

    assert time.process_time() - began < 3
    assert len(lead.authors[0]) <= 200


def test_no_file_is_opened(leads: Leads, tmp_path: Path) -> None:
    """The library takes a text that names a file or an address for one."""
    secret = tmp_path / "feed.xml"
    secret.write_text(rss("<item><title>secret</title></item>"))

    with pytest.raises(ExtractError):
        leads(str(secret))


def test_no_entity_reads_a_file(leads: Leads, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'

    found = leads(rss("<item><title>A &x; B</title></item>", head=head))

    assert "secret" not in found[0].title


def test_bombs_are_bounded(shared: Path, leads: Leads) -> None:
    for path in sorted((shared / "hostile/xml-bombs").rglob("*.xml")):
        began = time.process_time()
        try:
            found = leads(path.read_bytes())
        except ExtractError:
            found = ()
        assert time.process_time() - began < 20, path
        assert (
            sum(len(lead.title) + len(lead.summary) + len(lead.text) for lead in found) < 3_000_000
        )


def test_every_payload_of_markup_leaves_plain_text(shared: Path, leads: Leads) -> None:
    payloads = json.loads((shared / "hostile/xss/all.json").read_text(encoding="utf-8"))
    texts = [p if isinstance(p, str) else str(p.get("payload", "")) for p in payloads]
    items = "".join(f"<item><title>{escape(t)}</title></item>" for t in texts[:1000])
    printable = "".join(c for c in items if c >= " " or c in "\n\t")

    for lead in leads(rss(printable)):
        assert "\n" not in lead.title
        assert "\x00" not in lead.title


def test_recorded_suite_is_read_or_refused(shared: Path, leads: Leads) -> None:
    """Two thousand feeds written to be misread: never anything but an ExtractError."""
    paths = sorted((shared / "data/feeds_feedparser_suite").rglob("*.xml"))
    assert len(paths) > 1500
    for path in paths[::3]:
        try:
            found = leads(path.read_bytes())
        except ExtractError:
            continue
        for lead in found:
            assert lead.key, path
            "".join((lead.title, lead.summary, lead.text, lead.key)).encode()
