"""A site edits and takes away what was read: as those see it who use the command line."""

import json
from pathlib import Path

from tests.conftest import Run
from tests.e2e.conftest import watch
from tests.pipeline.conftest import villages
from tests.site import Site

OTHER = b"""<!doctype html><html lang=en><title>Barton</title><body><article><h1>Barton</h1>
<p>A court in Barton has sentenced two brothers who kept a cook in debt bondage for six years.</p>
<p>The judge said that forced labour had been hidden behind the kitchen door of a hotel. The cook
told the jury that she slept beside the ovens and never held her own wages or her passport.</p>
</article></body></html>"""


def test_edit_is_noticed_by_polls_listed_compared_and_told_in_the_next_issue(
    folder: Path, site: Site, monitor: Run
) -> None:
    def run(at: str, *arguments: str) -> str:
        return monitor("-C", folder, *arguments, MONITOR_NOW=at).stdout

    villages(site, ["Aston", "Barton"])
    site.put("/page/Barton", OTHER, "text/html")  # a copy of Aston might stand behind it, uncited
    watch(folder, post=f"{site.base}/feed")
    run("2026-11-18T08:00Z", "poll")
    run("2026-11-23T09:00Z", "digest", "--week", "2026-W47")
    site.put("/page/Aston", edited(site), "text/html")
    del site.paths["/page/Barton"]

    first = run("2026-11-24T08:00Z", "poll")
    second = run("2026-11-24T08:20Z", "poll")

    assert "2 documents looked at again: 2 to be confirmed" in first
    assert "2 documents looked at again: 1 changed, 1 vanished" in second
    found = json.loads(run("2026-11-24T09:00Z", "search", "forced labour", "--json"))
    keys = {each["title"]: each["id"] for each in found["documents"]}
    told = json.loads(run("2026-11-24T09:00Z", "revisions", keys["Aston"], "--json"))
    assert [each["kind"] for each in told["versions"]] == [None, "number"]
    assert told["versions"][1]["findings"][0]["reason"] == "“Eleven” became “Nine”"
    assert "gone: HTTP 404" in run("2026-11-24T09:00Z", "revisions", keys["Barton"])
    assert "{+Nine+} people" in run("2026-11-24T09:00Z", "diff", keys["Aston"])
    assert "it never changed" in run("2026-11-24T09:00Z", "diff", keys["Barton"])
    status = run("2026-11-24T09:00Z", "status")
    assert "last 7 days: 1 document changed (1 number), 1 vanished" in status
    run("2026-11-30T09:00Z", "digest", "--week", "2026-W48")
    issue = (folder / "digests" / "2026-W48.txt").read_text(encoding="utf-8")
    changed = issue.partition("CHANGED SINCE WE SENT IT")[2]
    assert "NUMBER: Aston" in changed
    assert "sound" in run("2026-11-30T09:00Z", "doctor")


def edited(site: Site) -> bytes:
    """Return the page of Aston with another number in it."""
    from urllib.request import urlopen

    with urlopen(f"{site.base}/page/Aston") as answer:  # noqa: S310 - loopback
        body: bytes = answer.read()
    return body.replace(b"Eleven people", b"Nine people").replace(b"eleven people", b"nine people")


def test_documents_are_looked_at_again_by_name(folder: Path, site: Site, monitor: Run) -> None:
    villages(site, ["Aston"])
    watch(folder, post=f"{site.base}/feed")
    monitor("-C", folder, "poll", "--no-reread")
    key = json.loads(monitor("-C", folder, "search", "aston", "--json").stdout)["documents"][0]

    due = monitor("-C", folder, "reread").stdout
    named = json.loads(monitor("-C", folder, "reread", key["id"], "--json").stdout)

    assert "0 documents looked at again" in due
    assert (named["looked"], named["revised"]) == (1, [])
    monitor("-C", folder, "reread", "zzzz", code=2)
