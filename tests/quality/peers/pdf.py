"""PDF to text: poppler's pdftotext, pdfminer.six and pypdfium2's own text.

Title and date are those of the file's metadata: none of them looks for them on the pages.
"""

import io
import re
import subprocess
from pathlib import Path
from typing import Any

_DAY = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?")


def pdftotext(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Ask poppler for the text in the order of reading, its default, and pdfinfo for the rest."""
    path = str(folder / "pdf_reports" / item["file"])
    done = subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, check=False)
    if done.returncode:
        return _answer(item, status="unreadable")
    told = subprocess.run(["pdfinfo", "-isodates", path], capture_output=True, check=False)
    facts = dict(
        line.split(":", 1) for line in told.stdout.decode("utf-8", "replace").splitlines()
        if ":" in line
    )  # fmt: skip
    return _answer(
        item,
        text=done.stdout.decode("utf-8", "replace"),
        title=facts.get("Title", "").strip(),
        created=facts.get("CreationDate", "").strip(),
    )


def pdfminer(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Ask pdfminer.six with its layout analysis."""
    from pdfminer.high_level import extract_text
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    body = (folder / "pdf_reports" / item["file"]).read_bytes()
    try:
        text = extract_text(io.BytesIO(body))
        facts: dict[str, Any] = next(iter(PDFDocument(PDFParser(io.BytesIO(body))).info), {})
    except Exception:  # of many classes, RecursionError and IndexError among them
        return _answer(item, status="unreadable")
    return _answer(
        item,
        text=text,
        title=_string(facts.get("Title")),
        created=_string(facts.get("CreationDate")),
    )


def pdfium(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Ask pypdfium2 for each page's text as it is."""
    import pypdfium2 as pdfium2

    try:
        document = pdfium2.PdfDocument((folder / "pdf_reports" / item["file"]).read_bytes())
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        facts = document.get_metadata_dict()
    except pdfium2.PdfiumError:
        return _answer(item, status="unreadable")
    return _answer(item, text=text, title=facts["Title"], created=facts["CreationDate"])


def _answer(
    item: dict[str, Any], *, text: str = "", title: str = "", created: str = "", status: str = ""
) -> dict[str, Any]:
    found = _DAY.match(created)
    day = "-".join(part for part in found.groups() if part) if found else None
    # The fair reading of a text of nothing: it is a scan.
    said = status or ("good" if len(text.strip()) >= 60 else "scan")
    return {"file": item["file"], "text": text, "title": title, "date": day, "status": said}


def _string(told: object) -> str:
    if isinstance(told, bytes):
        return told.decode(
            "utf-16" if told[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace"
        )
    return ""
