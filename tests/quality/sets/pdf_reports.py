"""Real PDF reports: snippets that must be there, in this order, and that must be gone."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from monitor.errors import ExtractError
from monitor.extract import ocr, report
from monitor.model.lead import Lead
from monitor.model.page import Page, Validators
from tests.quality.peer import Peer
from tests.quality.peers import pdf

SET = "pdf_reports"
# Whether a file holds text is judged by what pdftotext finds in it, so no peer is rated by that.
_RATED = ("with", "order", "without", "titles", "dates")
PEERS = {
    "pdftotext": Peer(answer=pdf.pdftotext, program="pdftotext", figures=_RATED),
    "pdfminer.six": Peer(answer=pdf.pdfminer, package="pdfminer.six", figures=_RATED),
    "pypdfium2": Peer(answer=pdf.pdfium, package="pypdfium2", figures=_RATED),
}
_SEEN_AT = datetime(2030, 1, 1, tzinfo=UTC)
# A file whose pages hold next to no characters for pdftotext is one that we should call no text.
_FEW = 60
_SAME_TITLE = 0.8
# Pages of a scan that are recognised, if phrases of it were annotated.
_OCR = 3


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the files of the set, with the notes of those that were annotated."""
    notes = {note["file"]: note for note in _lines(folder / SET / "annotations.jsonl")}
    return [
        {**item, "note": notes.get(item["file"])}
        for item in _lines(folder / SET / "manifest.jsonl")
    ]


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what we read in one file; status is the text's quality, or ``unreadable``."""
    url = f"https://reports.example/{item['file']}"
    body = (folder / SET / item["file"]).read_bytes()
    lead = Lead(source_id="reports", key=url, url=url, canonical_url=url, title="")
    try:
        reading = report.read(_page(url, body), lead)
    except ExtractError as fault:
        return _prediction(item, status="unreadable", failed=fault.reason)
    if (item.get("note") or {}).get("ocr") and ocr.available():
        texts = [ocr.recognise(_page(url, body), n + 1) for n in range(min(item["pages"], _OCR))]
        reading = replace(ocr.recognised(reading, texts), quality=reading.quality)
    day = reading.published.at.date().isoformat() if reading.published else None
    return _prediction(
        item, text=reading.text, title=reading.title, date=day, status=str(reading.quality)
    )


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the shares of snippets, titles and dates that are right, and of files told apart."""
    by_file = {prediction["file"]: prediction for prediction in predictions}
    pairs = [(item["note"], by_file[item["file"]]) for item in items if item.get("note")]
    texts = [(note, levelled(found["text"])) for note, found in pairs]
    asked = [(s, text) for note, text in texts for s in note.get("ocr") or ()]
    figures = {
        "with": _share(levelled(s) in text for note, text in texts for s in note["with"]),
        "order": _share(ok for note, text in texts for ok in in_order(note["order"], text)),
        "without": _share(levelled(s) not in text for note, text in texts for s in note["without"]),
        "titles": _share(_titled(n["title"], f["title"]) for n, f in pairs if n["title"]),
        "dates": _share((f["date"] or "").startswith(n["date"]) for n, f in pairs if n["date"]),
        "statuses": _share(_told(item, by_file[item["file"]]) for item in items),
    }
    if asked and ocr.available():  # without tesseract there is nothing to score
        figures["ocr"] = _share(levelled(snippet) in text for snippet, text in asked)
    return figures


def levelled(text: str) -> str:
    """Return the letters of *text*, which blanks, hyphens, ligatures and notes do not change."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W\d_]+", "", folded)


def in_order(snippets: Sequence[str], text: str) -> list[bool]:
    """Return for each snippet but the first whether it follows the one before it in *text*."""
    found, at = [], text.find(levelled(snippets[0])) if snippets else -1
    for snippet in snippets[1:]:  # each is looked for behind the one before it
        place = text.find(levelled(snippet), max(at, 0))
        found.append(at >= 0 and place >= 0)
        at = place if place >= 0 else at
    return found


def _told(item: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether a file that cannot be read, or holds no text, was called so, and no other."""
    if item["pages"] is None:
        return bool(found["status"] == "unreadable")
    empty = item["text_chars_pdftotext"] < _FEW
    return bool((found["status"] == "good") != empty)


def _titled(stated: str, found: str) -> bool:
    one, other = levelled(stated), levelled(found)
    return SequenceMatcher(None, one, other).ratio() >= _SAME_TITLE


def _share(claims: Iterable[bool]) -> float:
    listed = list(claims)
    return sum(listed) / max(1, len(listed))


def _prediction(
    item: dict[str, Any],
    *,
    status: str,
    text: str = "",
    title: str = "",
    date: str | None = None,
    failed: str = "",
) -> dict[str, Any]:
    found = {
        "file": item["file"], "text": text, "title": title, "date": date, "status": status,
    }  # fmt: skip
    return {**found, "failed": failed} if failed else found


def _lines(path: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def _page(url: str, body: bytes) -> Page:
    return Page(
        url=url,
        final_url=url,
        status=200,
        headers=(),
        body=body,
        media_type="application/pdf",
        charset="",
        fetched_at=_SEEN_AT,
        sha256=hashlib.sha256(body).hexdigest(),
        peer="",
        validators=Validators(),
    )
