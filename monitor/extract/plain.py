"""Plain text out of HTML fragments and of whatever else sources put into text fields."""

import html
import re
import unicodedata

import nh3

# What html5ever may keep: enough to see where blocks and lines end, nothing else.
_BLOCKS = {
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_CELLS = {"td", "th"}
_KEPT = _BLOCKS | _CELLS | {"br"}
# Elements whose content is not for readers.
_DROPPED = {"script", "style", "iframe", "object", "template", "svg", "math", "title", "noembed"}

MAX_TAGS = 10_000
"""Tags of a fragment that are read. Time grows with the square of their nesting: 0.2 s for so many,
22 s for 100,000; the largest page recorded has 6,749 elements."""

_LOOKS_LIKE_MARKUP = re.compile(
    r"<[a-zA-Z/!?]|&(?:[a-zA-Z]\w{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});"
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]\w{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_KEPT_TAG = re.compile(r"</?([a-z][a-z0-9]*)>")
# Controls but tab and newline, soft hyphen, zero-width space, byte-order mark, bidi marks
# and overrides (they can show "exe.pdf" for "fdp.exe"), annotations, tag characters (hidden text),
# lone surrogates (databases refuse them) and non-characters (PDF libraries write U+FFFE for a
# hyphen). Joiners U+200C and U+200D stay: Persian and emoji need them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_NEWLINE = re.compile(r" ?\n ?")
_MANY_NEWLINES = re.compile(r"\n{2,}")


def clean(text: str) -> str:
    """Return *text*, which is no markup, fit to be kept: paragraphs parted by one blank line."""
    # Most texts have nothing to take out, which is asked in a tenth of the time.
    if not text.replace("\n", "").isprintable() or not unicodedata.is_normalized("NFC", text):
        text = _LINE_ENDS.sub("\n", _UNWANTED.sub("", text))
        text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    elif "  " in text:
        text = _BLANKS.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _AROUND_NEWLINE.sub("\n", text)
    return (_MANY_NEWLINES.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def clean_line(text: str) -> str:
    """Return *text*, which is no markup, on one line."""
    line = " ".join(text.split())
    if line.isprintable() and unicodedata.is_normalized("NFC", line):
        return line  # nothing to take out: three times as fast
    return " ".join(clean(text).split())


def text_of(markup: str) -> str:
    """Return what a reader sees of an HTML fragment: paragraphs parted by one blank line."""
    if not _LOOKS_LIKE_MARKUP.search(markup):
        return clean(markup)
    markup = _bounded(markup)
    # nh3 parses as browsers do and writes well-formed tags without attributes, with every other
    # "<" escaped: only after that are regular expressions safe on it.
    # A CDATA mark that was escaped along with its content would hide it as a comment.
    markup = markup.replace("<![CDATA[", "").replace("]]>", "")
    kept = nh3.clean(
        _UNWANTED.sub("", markup),
        tags=_KEPT,
        clean_content_tags=_DROPPED,
        attributes={},
        link_rel=None,
    )
    flowing = " ".join(kept.split())
    return clean(html.unescape(_KEPT_TAG.sub(_break, flowing)))


def _bounded(markup: str) -> str:
    """Return *markup* up to as many tags as a text may have."""
    parts = markup.split("<", MAX_TAGS)
    return markup if len(parts) <= MAX_TAGS else "<".join(parts[:MAX_TAGS])


def line_of(markup: str) -> str:
    """Return what a reader sees of an HTML fragment, on one line."""
    return " ".join(text_of(markup).split())


def unescaped_line(text: str) -> str:
    """Return *text* on one line, with entities that were escaped once too often resolved."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return clean_line(text)


MAX_TITLE = 500
"""Characters; what is longer is no headline."""


def shorten(text: str, limit: int) -> str:
    """Return *text*, cut at a blank so that at most *limit* characters are left."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:at] if at > limit // 2 else cut).rstrip(" \n,;:–-") + "…"


def _break(tag: re.Match[str]) -> str:
    name = tag.group(1)
    if name == "br":
        return "\n"
    return " " if name in _CELLS else "\n\n"
