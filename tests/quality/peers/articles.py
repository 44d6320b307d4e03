"""Peers that take the article out of a web page."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from monitor.extract import markup
from tests.quality import pages
from tests.quality.peer import Peer

_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2})")
# jusText names its lists of stop words in English.
_STOPLISTS = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian",
    "ko": "Korean", "lv": "Latvian", "nb": "Norwegian_Bokmal", "nl": "Dutch",
    "nn": "Norwegian_Nynorsk", "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
}  # fmt: skip

Answer = dict[str, Any]


def _trafilatura(source: str, url: str, **options: Any) -> Answer:
    import trafilatura

    return {"text": trafilatura.extract(source, url=url, include_comments=False, **options) or ""}


def _with_facts(source: str, url: str) -> Answer:
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        source, url=url, include_comments=False, with_metadata=True
    )
    if found is None:
        return {}
    return {
        "text": found.text or "",
        "title": found.title or "",
        "authors": [name.strip() for name in (found.author or "").split(";") if name.strip()],
        "published": found.date,
    }


def _readability(source: str, url: str) -> Answer:
    from lxml import html
    from readability import Document

    document = Document(source, url=url)
    body = html.fromstring(document.summary(html_partial=True))
    for tag in body.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr", "blockquote"):
        tag.tail = f"\n{tag.tail or ''}"
    return {"text": body.text_content(), "title": document.short_title()}


def _newspaper(source: str, url: str) -> Answer:
    import newspaper

    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=source)
    article.parse()
    return {
        "text": article.text,
        "title": article.title or "",
        "authors": list(article.authors),
        "published": article.publish_date.isoformat() if article.publish_date else None,
    }


def _justext(source: str, _url: str) -> Answer:
    import justext

    stated = _LANGUAGE.search(source)
    name = _STOPLISTS.get(stated.group(1).lower() if stated else "", "English")
    found = justext.justext(source.encode(), justext.get_stoplist(name), encoding="utf-8")
    return {"text": "\n\n".join(each.text for each in found if not each.is_boilerplate)}


def _resiliparse(source: str, _url: str) -> Answer:
    from resiliparse.extract.html2text import extract_plain_text

    return {
        "text": extract_plain_text(source, main_content=True, alt_texts=False, list_bullets=False)
    }


def _answer(
    read: Callable[[str, str], Answer], name: str, key: str, item: Answer, folder: Path
) -> Answer:
    """Return what *read* finds on the page of one item of the set *name*, empty where it fails."""
    page = pages.page(folder / name / item["file"], item.get("url") or "https://recorded.example/a")
    empty: Answer = {key: item[key], "text": "", "title": "", "authors": [], "published": None}
    try:
        return {**empty, **read(markup.decoded(page), page.url)}
    except Exception as fault:  # a peer that fails has answered nothing
        return {**empty, "failed": repr(fault)}


def peers(
    name: str, *, key: str = "id", text: tuple[str, ...] = ("f1", "not_low"), facts: bool = False
) -> Mapping[str, Peer]:
    """Return the peers for the set *name*, which tells its items apart by *key*.

    *text* are its figures about text; *facts*: whether it has title, authors and day, too.
    """
    titled = (*text, "title") if facts else text
    all_of_it = (*titled, "authors", "day") if facts else text

    def peer(
        read: Callable[[str, str], Answer], package: str, figures: tuple[str, ...] = text
    ) -> Peer:
        return Peer(answer=partial(_answer, read, name, key), package=package, figures=figures)

    return {
        "trafilatura": peer(_trafilatura, "trafilatura"),
        "trafilatura fast": peer(partial(_trafilatura, fast=True), "trafilatura"),
        "trafilatura precision": peer(partial(_trafilatura, favor_precision=True), "trafilatura"),
        "trafilatura recall": peer(partial(_trafilatura, favor_recall=True), "trafilatura"),
        "trafilatura with metadata": peer(_with_facts, "trafilatura", all_of_it),
        "readability-lxml": peer(_readability, "readability-lxml", titled),
        "newspaper4k": peer(_newspaper, "newspaper4k", all_of_it),
        "jusText": peer(_justext, "justext"),
        "resiliparse": peer(_resiliparse, "resiliparse"),
    }
