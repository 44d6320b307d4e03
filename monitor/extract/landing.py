"""Landing pages: short pages that exist to offer one report as a PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from monitor import urls
from monitor.errors import ExtractError
from monitor.extract import lxmltree, plain
from monitor.extract.headline import levelled
from monitor.extract.lxmltree import Element
from monitor.model.page import Page

# Characters of a page's own text, without links. Of 200 recorded news articles 9 in 10 have more
# than 1,900, half of them more than 4,800; a landing page holds an abstract.
_SHORT, _LONGEST = 1_500, 4_500
# A page that offers more PDFs is a list of them, unless one of them is what the page is called.
_MANY = 6
_ALIKE = 0.6

_FRAME = (
    "nav",
    "footer",
    "aside",
    "form",
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "button",
)
_PDF_PATH = re.compile(r"\.pdf$", re.IGNORECASE)
_PDF_WORD = re.compile(r"\bpdf\b", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:download|read|view|open|get|see|access)\b.{0,40}\b(?:report|document|publication|paper|"
    r"file|pdf|study|briefing|guide|review|brief|full text|here|now)\b|"
    r"\bdownload\b|\bfull (?:report|text|document)\b|"
    r"\b(?:herunterladen|t[ée]l[ée]charger|descargar|scarica|downloaden)\b|^\W*pdf\b|\bpdf\W*$|\(pdf\b",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"(?:^|[\s_-])(?:attachments?|documents?|downloads?|publications?|files?|resources?|wp-block-file|report)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Not the report itself, though a page about it may offer it as well.
_BESIDE = re.compile(
    r"\b(?:summary|easy[ -]?read|accessib\w+|large print|annex\w*|appendi\w+|welsh|cymraeg|"
    r"translation|(?:press|media) release|terms|privacy|policy|cookies?|infographics?|poster|"
    r"leaflet|factsheet|order form|methodology|registration|brochure|programme|agenda|cv)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """A PDF that the page links, and how it does."""

    url: str
    likeness: float
    """0 to 1: how much of the page's title is in the link's words or the file's name."""
    prominent: bool
    """It stands alone and says that it is to be downloaded, or in a part for files."""
    beside: bool

    @property
    def rank(self) -> tuple[bool, float, bool]:
        """The higher, the more it is the report itself."""
        return not self.beside, self.likeness, self.prominent


def report_link(page: Page) -> str:
    """Return the address of the PDF that *page* exists to offer; empty where it is no such page."""
    try:
        root = lxmltree.tree(page)
    except ExtractError:
        return ""
    stated = root.xpath("//meta[@name='citation_pdf_url']/@content")
    main = _main(root)
    title = _title(root)
    base = _base_url(root, page)
    offers = _distinct(_offers(main, title, base))
    if not offers:
        return urls.absolute(base, str(stated[0])) if stated and _own_text(main) < _SHORT else ""
    best = max(offers, key=lambda offer: offer.rank)
    return best.url if _is_about(best, offers, _own_text(main)) else ""


def _base_url(root: Element, page: Page) -> str:
    stated = next(iter(root.xpath("//base/@href")), "")
    return (urls.absolute(page.final_url, str(stated)) if stated else "") or page.final_url


def _is_about(best: _Offer, offers: list[_Offer], text: int) -> bool:
    """Whether a page with *text* characters of its own is there for *best*."""
    named = best.likeness >= _ALIKE
    if not best.prominent or text > _LONGEST or (best.beside and not named):
        return False
    if len(offers) > _MANY and not named:
        return False
    rivals = [o for o in offers if o is not best and o.prominent and not o.beside]
    if text <= _SHORT:
        return named or len(rivals) < 2
    return named and not any(o.likeness >= best.likeness for o in rivals)


def _main(root: Element) -> Element:
    """Return the part of the page that is its own, without what frames it. *root* is changed."""
    for tag in list(root.iter(*_FRAME)):
        if tag.getparent() is not None:
            tag.drop_tree()
    for tag in list(root.iter("header")):
        if not tag.xpath("ancestor::main | ancestor::article"):
            tag.drop_tree()
    for path in ("//main", "//*[@role='main']", "//article", "//*[@id='content' or @id='main']"):
        found = root.xpath(path)
        if len(found) == 1:
            return found[0]
    return root


def _title(root: Element) -> str:
    for path in ("//h1", "//meta[@property='og:title']", "//title"):
        for tag in root.xpath(path)[:1]:
            words = plain.clean_line(tag.get("content") or "") or lxmltree.words(tag)
            if words:
                return words
    return ""


def _own_text(main: Element) -> int:
    """Return how many characters stand outside of links."""
    links = sum(len(lxmltree.words(link)) for link in main.iter("a"))
    return max(0, len(lxmltree.words(main)) - links)


def _offers(main: Element, title: str, base: str) -> Iterator[_Offer]:
    for link in main.iter("a"):
        url = urls.absolute(base, link.get("href") or "")
        words = " ".join(
            (lxmltree.words(link), link.get("title") or "", link.get("aria-label") or "")
        )
        if url and _is_pdf(link, url, words):
            yield _Offer(
                url=url,
                likeness=_likeness(title, f"{words} {_file_name(url)}"),
                prominent=_is_prominent(link, words),
                beside=_BESIDE.search(f"{words} {_file_name(url)}") is not None,
            )
    for frame in main.iter("iframe", "embed", "object"):
        url = urls.absolute(base, frame.get("src") or frame.get("data") or "")
        if url and _PDF_PATH.search(urlsplit(url).path):
            likeness = _likeness(title, _file_name(url))
            yield _Offer(url=url, likeness=likeness, prominent=True, beside=False)


def _distinct(offers: Iterator[_Offer]) -> list[_Offer]:
    """Return one offer a file: a cover and a line of text often lead to the same."""
    best: dict[str, _Offer] = {}
    for offer in offers:
        key = urls.canonical(offer.url)
        if key not in best or offer.rank > best[key].rank:
            best[key] = offer
    return list(best.values())


def _is_pdf(link: Element, url: str, words: str) -> bool:
    path = urlsplit(url).path
    if _PDF_PATH.search(path) or (link.get("type") or "").lower() == "application/pdf":
        return True
    return _PDF_WORD.search(words) is not None and _OFFER.search(words) is not None


def _is_prominent(link: Element, words: str) -> bool:
    """Whether a link is more than a mention in a paragraph."""
    above = list(link.iterancestors())[:5]
    paragraph = next((tag for tag in above if tag.tag in ("p", "li", "td")), None)
    if (
        paragraph is not None
        and len(lxmltree.words(paragraph)) > 2 * len(lxmltree.words(link)) + 60
    ):
        return False
    if _OFFER.search(words) or _PDF_WORD.search(
        lxmltree.words(paragraph) if paragraph is not None else ""
    ):
        return True
    return any(
        _ATTACHED.search(f"{tag.get('class', '')} {tag.get('id', '')}") for tag in (link, *above)
    )


def _file_name(url: str) -> str:
    return _PDF_PATH.sub("", unquote(urlsplit(url).path).rsplit("/", 1)[-1])


def _likeness(title: str, words: str) -> float:
    """Return which share of the title's words, short ones aside, stands in *words*."""
    wanted = {word for word in levelled(title).split() if len(word) > 3}
    return (
        len(wanted & set(levelled(words.replace("_", " ")).split())) / len(wanted)
        if wanted
        else 0.0
    )
