"""How often the language of recorded texts is told: ``python -m tests.quality.languages``.

The truth is what a page of ``extraction_fundus`` declares in its ``html`` tag, put right where a
person saw that it is wrong, and what the pages of ``extraction_newspaper4k`` are named after.
Asked are the whole text, the first 60 characters of it, and the title, with nothing declared and
with English declared, which half of all templates do.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from monitor.text.language import UNKNOWN, detect
from tests.quality.measure import data_folder
from tests.quality.sets import extraction_fundus, extraction_newspaper4k

_DECLARED = re.compile(rb"<html[^>]*\blang=[\"']?([A-Za-z]{2,3})")
_PUT_RIGHT = {"Ilanga": "zu", "Isolezwe": "zu"}
"""Publishers whose templates say English."""
_NAMED = {
    "arabic": "ar", "burmese": "my", "chinese": "zh", "japanese": "ja", "latvian": "lv",
    "spanish": "es", "thai": "th",
}  # fmt: skip
_NORWEGIAN = {"nb": "no", "nn": "no"}

Text = tuple[str, str, str]
"""Language, title and body."""


def texts(folder: Path) -> Iterator[Text]:
    """Yield the texts with a known language."""
    for item in extraction_fundus.items(folder):
        body = gzip.decompress((folder / extraction_fundus.SET / item["file"]).read_bytes())
        stated = _DECLARED.search(body)
        language = _PUT_RIGHT.get(item["publisher"]) or (
            stated[1].decode().lower() if stated else ""
        )
        if language:
            yield language, item["title"] or "", item["body_text"] or ""
    for item in extraction_newspaper4k.items(folder):
        language = _NAMED.get(item["id"].partition("_")[0], "")
        if language and item.get("text"):
            yield language, item.get("title") or "", item["text"]


def _plain(text: str) -> str:
    from py3langid import classify

    return str(classify(text)[0])


def _figures(
    listed: list[Text], asked: Callable[[str, str], str], told: Callable[[str], str]
) -> str:
    found = Counter(
        "unsaid" if answer == UNKNOWN else "right" if _same(answer, language) else "wrong"
        for language, title, body in listed
        if (text := asked(title, body))
        for answer in [told(text)]
    )
    return f"{found['right']} / {found['wrong']} / {found['unsaid']}"


def _same(one: str, other: str) -> bool:
    return _NORWEGIAN.get(one, one) == _NORWEGIAN.get(other, other)


def main() -> int:
    """Print the table."""
    listed = list(texts(data_folder(None, {})))
    asked: dict[str, Callable[[str, str], str]] = {
        "whole text": lambda _, body: body,
        "first 60 characters": lambda _, body: body[:60],
        "title": lambda title, _: title,
    }
    ways: dict[str, Callable[[str], str]] = {
        "ours": detect,
        "ours, “en” declared": lambda text: detect(text, "en"),
        "py3langid": _plain,
    }
    lines = [f"| asked | language | texts | {' | '.join(ways)} |", "|---" * (3 + len(ways)) + "|"]
    languages = Counter(language for language, _, _ in listed)
    for name, ask in asked.items():
        rows: list[tuple[str, Callable[[str], bool]]] = [
            ("English", lambda code: code == "en"),
            ("German", lambda code: code == "de"),
            (f"{len(languages) - 2} others", lambda code: code not in ("en", "de")),
        ]
        for label, holds in rows:
            some = [each for each in listed if holds(each[0]) and ask(each[1], each[2])]
            cells = " | ".join(_figures(some, ask, told) for told in ways.values())
            lines.append(f"| {name} | {label} | {len(some)} | {cells} |")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
