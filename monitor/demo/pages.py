"""What the newsroom's outlets serve: feeds, lists, pages."""

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as xml

from monitor.demo.newsroom import Item, Version
from monitor.demo.outlets import OUTLETS, Form, Outlet

_NAMES = {outlet.id: outlet.name for outlet in OUTLETS}


def address(outlet: Outlet, item: Item) -> str:
    """Return where *item* stands."""
    if item.pdf and not item.landing:
        return f"http://{outlet.host}/media/{item.slug}.pdf"
    return f"http://{outlet.host}/{item.published:%Y/%m}/{item.slug}"


def listing(outlet: Outlet, items: Sequence[Item], now: datetime) -> tuple[str, str]:
    """Return media type and text of what *outlet* lists at *now*."""
    told = [(item, item.at(now)) for item in items]
    match outlet.form:
        case Form.ATOM:
            return "application/atom+xml", _atom(outlet, told, now)
        case Form.JSON:
            return "application/feed+json", _json(outlet, told)
        case Form.SITEMAP:
            return "application/xml", _sitemap(outlet, told)
        case Form.LISTING | Form.PUBLICATIONS:
            return "text/html; charset=utf-8", _list(outlet, told)
        case _:
            return "application/rss+xml", _rss(outlet, told)


def _rss(outlet: Outlet, told: Sequence[tuple[Item, Version]]) -> str:
    entries = []
    for item, version in told:
        link = guid = address(outlet, item)
        if outlet.form is Form.RSS_TRACKED:
            guid = f"{link}#0"
            link += "?at_medium=RSS&at_campaign=rss"
        full = ""
        if outlet.form is Form.RSS_FULL:
            full = f"<content:encoded>{xml(_paragraphs(version))}</content:encoded>"
        entries.append(
            f"<item><title>{xml(version.title)}</title><link>{xml(link)}</link>"
            f'<guid isPermaLink="false">{xml(guid)}</guid>'
            f"<pubDate>{format_datetime(item.published, usegmt=True)}</pubDate>"
            f"<description>{xml(version.summary)}</description>{full}</item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{xml(outlet.name)}</title><link>http://{outlet.host}/</link>"
        f"<description>{xml(outlet.name)}</description><language>en-gb</language>"
        + "".join(entries)
        + "</channel></rss>"
    )


def _atom(outlet: Outlet, told: Sequence[tuple[Item, Version]], now: datetime) -> str:
    entries = "".join(
        f"<entry><title>{xml(version.title)}</title><id>tag:{outlet.host},2026:{item.slug}</id>"
        f'<link href="{xml(address(outlet, item))}"/>'
        f"<published>{item.published.isoformat()}</published>"
        f"<updated>{version.since.isoformat()}</updated>"
        f"<summary>{xml(version.summary)}</summary></entry>"
        for item, version in told
    )
    newest = told[0][1].since if told else now
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>{xml(outlet.name)}</title><id>tag:{outlet.host},2026:feed</id>"
        f"<updated>{newest.isoformat()}</updated>{entries}</feed>"
    )


def _json(outlet: Outlet, told: Sequence[tuple[Item, Version]]) -> str:
    entries = [
        {
            "id": item.slug,
            "url": address(outlet, item),
            "title": version.title,
            "summary": version.summary,
            "date_published": item.published.isoformat(),
        }
        for item, version in told
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"http://{outlet.host}/",
        "items": entries,
    }
    return json.dumps(feed, ensure_ascii=False)


def _sitemap(outlet: Outlet, told: Sequence[tuple[Item, Version]]) -> str:
    entries = "".join(
        f"<url><loc>{xml(address(outlet, item))}</loc><news:news><news:publication>"
        f"<news:name>{xml(outlet.name)}</news:name><news:language>en</news:language>"
        "</news:publication>"
        f"<news:publication_date>{item.published.isoformat()}</news:publication_date>"
        f"<news:title>{xml(version.title)}</news:title></news:news></url>"
        for item, version in told
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">' + entries + "</urlset>"
    )


def _list(outlet: Outlet, told: Sequence[tuple[Item, Version]]) -> str:
    kind = "Report (PDF)" if outlet.form is Form.PUBLICATIONS else "News"
    entries = "".join(
        f'<li class="entry"><h3><a href="{escape(address(outlet, item))}">{escape(version.title)}'
        f'</a></h3><p class="meta">{kind} · <time datetime="{item.published:%Y-%m-%d}">'
        f"{item.published.day} {item.published:%B %Y}</time></p>"
        f"<p>{escape(version.summary)}</p></li>"
        for item, version in told
    )
    return _page(outlet, "Publications", f'<ul class="entries">{entries}</ul>')


def article(outlet: Outlet, item: Item, now: datetime) -> str:
    """Return the page of *item*; of a report, the page that leads to its PDF."""
    version = item.at(now)
    dateline = (
        f'<p class="dateline"><time datetime="{item.published.isoformat()}">'
        f"{item.published.day} {item.published:%B %Y}</time></p>"
    )
    if item.pdf:
        body = (
            f"<p>{escape(version.summary)}</p><h2>Documents</h2>"
            f'<p><a href="/media/{item.slug}.pdf">{escape(version.title)}</a> '
            "<span>(PDF)</span></p>"
        )
    else:
        credit = f"<p>{_NAMES[item.wire]}</p>" if item.wire else ""
        body = credit + _paragraphs(version)
    head = f"<article><h1>{escape(version.title)}</h1>{dateline}{body}</article>"
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": version.title,
        "datePublished": item.published.isoformat(),
        "publisher": {"@type": "Organization", "name": outlet.name},
    }
    data = "" if item.pdf else json.dumps(facts).replace("<", "\\u003c")
    return _page(outlet, version.title, head, data)


def _paragraphs(version: Version) -> str:
    return "".join(
        f"<h2>{escape(block[3:])}</h2>" if block.startswith("## ") else f"<p>{escape(block)}</p>"
        for block in version.blocks
    )


def _page(outlet: Outlet, title: str, main: str, data: str = "") -> str:
    script = f'<script type="application/ld+json">{data}</script>' if data else ""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}'
        f" | {escape(outlet.name)}</title>{script}</head><body>"
        '<header><a href="/">Home</a> <a href="/about">About us</a> '
        '<a href="/contact">Contact</a></header>'
        f"<main>{main}</main><footer><p>{escape(outlet.name)} is invented, like all that it "
        "reports.</p></footer></body></html>"
    )
