"""The site in a real Chromium: read, used by keyboard, and attacked."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.served import Watch, browsing, serving, sideways

PAGES = (
    "/",
    "/about",
    "/api/v1/docs",
    "/digests",
    "/digests/weekly/2026-W43",
    "/search",
    "/search?q=trafficking&source=valley-echo&since=2026-10-01",
    "/search?q=zebra",
    "/search?q=trafficking&as_of=2026-11-01",
    "/search?q=slavery+OR",
    "/documents/eiydrvnrmum4",
    "/documents/flclgcnofxfe",
    "/documents/eiydrvnrmum4?revision=1",
    "/documents/eiydrvnrmum4/compare/1/2",
    "/stories/jbwrp2qolit6",
    "/sources",
    "/sources/broken-herald",
    "/api/v1/docs",
    "/nothing",
)
"""One of each kind over the demo's archive."""
_STATUS = "the server responded with a status of 40"
"""What a browser says of a page that is an error, and should be."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests here: starting it takes a second."""
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def base(demo: Path) -> Iterator[str]:
    """The demo's archive, served."""
    with serving(demo) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_page_is_accessible_fits_its_window_and_asks_nobody_else(
    browser: Browser, base: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    watch, page, faults = Watch(context), context.new_page(), []
    for path in PAGES:
        page.goto(base + path)
        # What is folded has to be accessible, too.
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page).response["violations"]
        faults += [
            f"{path}: {each['id']}: {node['html'][:200]}"
            for each in found
            for node in each["nodes"]
        ]
        if over := sideways(page):
            faults.append(f"{path}: {over} pixels too wide")
    context.close()

    assert not faults, "\n".join(faults)
    assert not watch.elsewhere(base)
    assert [said for said in watch.complaints if _STATUS not in said] == []


@pytest.mark.slow
def test_search_document_and_back_by_keyboard_alone(browser: Browser, base: str) -> None:
    page = browser.new_page()
    page.goto(base + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("trafficking -children")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.hit h3')"):
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    heading = page.text_content("h1")
    page.go_back()

    assert ring == "solid"
    assert heading == title
    assert page.input_value("#q") == "trafficking -children"
    page.close()


@pytest.mark.slow
def test_all_of_it_works_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "/search")
    page.fill("#q", "trafficking")
    page.select_option("#order", "newest")
    page.click("button[type=submit]")
    found = page.text_content("h2.count")
    page.click(".hit >> nth=0 >> a")
    page.click("text=Search")

    assert found == "25 documents"
    assert page.url == f"{base}/search"
    context.close()


def _payloads(shared: Path, count: int) -> list[str]:
    told: list[str] = json.loads((shared / "hostile/xss/all.json").read_text(encoding="utf-8"))
    marked = [each for each in told if "<" in each and "alert" in each]
    return marked[:: max(len(marked) // count, 1)][:count]


@pytest.mark.slow
def test_nothing_that_a_source_or_a_reader_says_becomes_script(
    browser: Browser, shared: Path, tmp_path: Path
) -> None:
    payloads = _payloads(shared, 40)
    ids = hostile(tmp_path, payloads)
    context = browser.new_context(viewport={"width": 320, "height": 800})
    watch, page, faults = Watch(context), context.new_page(), []
    page.set_content("<img src=x onerror=alert(1)>")
    page.wait_for_function("document.images[0].complete")
    assert watch.alarms, "the alarm itself does not work"
    watch.alarms.clear()
    with serving(tmp_path) as base:
        paths = ["/", "/sources", "/sources/s0", "/search?q=payload", f"/stories/{ids[0]}"]
        paths += [f"/documents/{each}" for each in ids]
        paths += [f"/search?{urlencode({'q': payload})}" for payload in payloads]
        paths += [f"/search?{urlencode({'q': 'payload', 'source': each})}" for each in payloads[:9]]
        seen = 0
        for path in paths:
            answer = page.goto(base + path)
            seen += answer is not None and answer.status == 200
            faults += _armed(page, path)
            faults += [f"{path}: {over} pixels too wide"] if (over := sideways(page)) else []
    context.close()

    assert seen >= len(ids) + 5
    assert not watch.alarms
    assert not faults, faults[:5]
    assert not watch.elsewhere(base)
    assert not [said for said in watch.complaints if "Content Security Policy" in said]


def _armed(page: Page, name: str) -> list[str]:
    """Return what in a page could run a script, or load something."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(e =>
            ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'IMG', 'VIDEO', 'AUDIO', 'MATH',
             'STYLE', 'FOREIGNOBJECT', 'ANIMATE', 'SET'].includes(e.tagName.toUpperCase())
            || [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style'
               || /^[\\s\\u0000-\\u001f]*(javascript|vbscript|data:(?!,$))/i.test(a.value)
                  && ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(a.name))
            ).map(e => e.outerHTML.slice(0, 200))"""
    )
    return [f"{name}: {each}" for each in found]


def hostile(folder: Path, payloads: list[str]) -> list[str]:
    """Make an archive in *folder* that has *payloads* everywhere; return its documents' ids."""
    from monitor.archive.store import Archive
    from monitor.model.document import document_id
    from monitor.model.source import Content
    from tests.archive.conftest import HOUR, START, a_document, keep

    ids = []
    with (
        Archive.open(
            folder / "monitor.db", evidence=folder / "evidence", index=folder / "index"
        ) as archive,
        archive.transaction(),
    ):
        for number, payload in enumerate(payloads):
            key = document_id(f"https://post.example/{number}")
            document = a_document(
                key,
                source_id=f"s{number % 9}",
                publisher=payload,
                title=f"payload {payload}",
                text=f"payload {payload}\n\n{payload} " + "longword" * 60,
                authors=(payload,),
                language=payload[:3] if number % 3 else "ar",
                url=payload if number % 2 else f"javascript:alert({number})",
                note=payload,
                rights=payload,
                content=Content.FULL,
                first_seen_at=START + number * HOUR,
            )
            ids.append(keep(archive, document).id)
    sources = "".join(
        f"  - {{id: s{number}, name: {json.dumps(name)}, kind: feed, rights: {json.dumps(name)},"
        f" url: 'https://post.example/{number}', note: {json.dumps(name)}}}\n"
        for number, name in enumerate(p for p in payloads if p.isprintable() and len(p) < 150)
    )
    (folder / "sources.yaml").write_text(f"sources:\n{sources}", encoding="utf-8")
    return ids
