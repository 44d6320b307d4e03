"""Real feeds of real sites: as many entries as a reference parser found, with their dates."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.errors import ExtractError
from monitor.extract import entries
from monitor.model.dated import Dated
from monitor.model.lead import Lead
from monitor.model.page import Page, Validators
from monitor.model.source import Kind, Source

SET = "feeds_real"
_SEEN_AT = datetime(2030, 1, 1, tzinfo=UTC)


def items(folder: Path) -> list[dict[str, Any]]:
    """Return the feeds of the set."""
    lines = (folder / SET / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def predict(item: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the entries that we read in one feed; ``failed`` says why there are none."""
    body = (folder / SET / item["file"]).read_bytes()
    # The reference counts an entry as often as the feed repeats it.
    base = f"https://feeds.example/{item['id']}"
    try:
        leads = entries.listed(_page(base, body), _source(base))
    except ExtractError as fault:
        return {"id": item["id"], "entries": [], "failed": fault.reason}
    return {"id": item["id"], "entries": [_entry(lead) for lead in leads]}


def score(
    items: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the shares of feeds with as many entries as the reference, and of dates."""
    by_id = {prediction["id"]: prediction["entries"] for prediction in predictions}
    counted = [item for item in items if item.get("n_items") is not None]
    found = [(len(by_id.get(item["id"], ())), item) for item in counted]
    dated = [
        (
            sum(entry["published"] is not None for entry in by_id.get(item["id"], ())),
            item["items_with_date"],
        )
        for item in counted
        if item.get("items_with_date")
    ]
    return {
        "at_least": _share(n >= item["n_items"] for n, item in found),
        "equal": _share(n == item["n_items"] for n, item in found),
        "entries": sum(min(n, item["n_items"]) for n, item in found)
        / max(1, sum(item["n_items"] for item in counted)),
        "dates": sum(min(ours, theirs) for ours, theirs in dated)
        / max(1, sum(theirs for _, theirs in dated)),
    }


def _share(claims: Iterable[bool]) -> float:
    listed = list(claims)
    return sum(listed) / max(1, len(listed))


def _entry(lead: Lead) -> dict[str, Any]:
    stated: Dated | None = lead.published or lead.updated
    return {
        "id": lead.key,
        "title": lead.title,
        "link": lead.url,
        "published": stated.at.isoformat() if stated else None,
    }


def _page(url: str, body: bytes) -> Page:
    return Page(
        url=url,
        final_url=url,
        status=200,
        headers=(),
        body=body,
        media_type="",
        charset="",
        fetched_at=_SEEN_AT,
        sha256=hashlib.sha256(body).hexdigest(),
        peer="",
        validators=Validators(),
    )


def _source(url: str) -> Source:
    return Source(id="feed", name="Feed", publisher="Feed", kind=Kind.FEED, url=url)
