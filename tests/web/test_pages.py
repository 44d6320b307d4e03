"""What each page tells, over the demo's archive."""

import hashlib
import html
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest
from markupsafe import escape

from monitor import settings
from monitor.archive import states
from monitor.archive.store import Archive
from tests.archive.conftest import HOUR
from tests.conftest import Run
from tests.web.small import client, site

EDITED = "eiydrvnrmum4"
"""A document of the demo whose text was changed by its publisher."""
STORY = "jbwrp2qolit6"
REPORT = "flclgcnofxfe"


def _words(page: httpx.Response) -> str:
    """Return what a reader sees of *page*, with single blanks."""
    told = re.sub(r"<(?:style|title).*?</(?:style|title)>", " ", page.text, flags=re.S)
    told = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", told)).split())
    return re.sub(r" (?=[,.:;?])", "", told)


async def test_first_page_has_the_latest_issue_the_newest_documents_and_who_fails(
    web: httpx.AsyncClient,
) -> None:
    words = _words(await web.get("/"))

    assert "Latest digest · No. 5" in words
    assert "Safe house for trafficked women opens after ten years of planning" in words
    assert "Broken Herald failing: answered with a web page, not a feed" in words


async def test_issues_are_listed_and_shown_inside_the_site(web: httpx.AsyncClient) -> None:
    listed = await web.get("/digests")
    issue = await web.get("/digests/weekly/2026-W46")

    assert 'href="/digests/weekly/2026-W42"' in listed.text
    assert "<style" not in issue.text
    assert 'href="/stories/' in issue.text
    assert "Peers voted on Wednesday to put guardians" in _words(issue)
    assert issue.text.count("<main") == issue.text.count("<footer") == 1


async def test_earlier_issues_are_behind_a_link(web: httpx.AsyncClient) -> None:
    words = _words(await web.get("/digests?before=2026-W44"))

    assert "No. 2" in words
    assert "No. 3" not in words


@pytest.mark.parametrize("form", ["txt", "md", "json"])
async def test_issue_has_its_other_forms(web: httpx.AsyncClient, form: str) -> None:
    answer = await web.get(f"/digests/weekly/2026-W46.{form}")

    assert answer.status_code == 200
    assert not answer.headers["content-type"].startswith("text/html")
    assert "guardians" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/documents/nothere",
        f"/documents/{EDITED}?revision=9",
        f"/documents/{EDITED}?revision=x",
        f"/documents/{EDITED}?revision=" + "9" * 5000,
        "/stories/nothere",
        "/sources/nothere",
        "/digests/weekly/2020-W01",
        "/digests/weekly/2026-W46.exe",
        "/digests/weekly/..%2f..%2fetc%2fpasswd",
    ],
)
async def test_what_the_archive_does_not_have_is_a_404(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(path)).status_code == 404


async def test_document_tells_its_text_why_it_is_here_and_where_it_came_from(
    web: httpx.AsyncClient,
) -> None:
    page = await web.get(f"/documents/{EDITED}")
    words = _words(page)

    assert "found in <mark>forced labour</mark> at the fish plant" in page.text
    assert "matched “forced labour” in the text" in words
    assert re.search(r"Revision 2 number read \d+ Oct 2026, 12:00 UTC", words)
    assert "fetched" in words
    assert "issue 1 (2026-W42, revision 1) named it" in words
    assert 'rel="external noopener noreferrer"' in page.text


async def test_earlier_revision_is_shown_and_says_so(web: httpx.AsyncClient) -> None:
    before = _words(await web.get(f"/documents/{EDITED}?revision=1"))
    now = _words(await web.get(f"/documents/{EDITED}"))

    assert "This is revision 1, as it was read on 13 Oct 2026, 12:00 UTC" in before
    assert before.split("What it says")[1][:200] != now.split("What it says")[1][:200]


async def test_page_that_was_taken_away_is_said_to_be(newsroom: Path) -> None:
    taken = datetime(2026, 11, 14, 8, tzinfo=UTC)
    found = settings.load(newsroom, {})
    with Archive.open(
        found.database_path, evidence=found.evidence_path, index=found.index_path
    ) as archive:
        states.remove(archive, EDITED, "HTTP 410, gone for good", taken + HOUR, taken)
    async with client(site(newsroom)) as web:
        gone = _words(await web.get(f"/documents/{EDITED}"))
    with Archive.open(
        found.database_path, evidence=found.evidence_path, index=found.index_path
    ) as archive:
        states.bring_back(archive, EDITED, taken + 2 * HOUR)
    async with client(site(newsroom)) as web:
        back = _words(await web.get(f"/documents/{EDITED}"))

    assert "Taken away. Its page was not there any more on 14 Nov 2026, 08:00 UTC" in gone
    assert "Taken away" not in back
    assert "not there from 14 Nov 2026, 08:00 UTC to 14 Nov 2026, 10:00 UTC" in back


async def test_two_revisions_are_compared_by_sentence_within_the_rights(
    web: httpx.AsyncClient,
) -> None:
    page = await web.get(f"/documents/{EDITED}/compare/1/2")
    back = await web.get(f"/documents/{EDITED}/compare/2/1")

    assert "<del>Nine</del> workers were found" in page.text
    assert "<ins>Eleven</ins> workers were found" in page.text
    assert "<ins>Nine</ins>" in back.text
    assert "“Nine” became “Eleven”" in page.text
    assert "1 further sentence differs and may not be shown" in _words(page)
    for wrong in ("1/9", "x/2", "1/" + "9" * 4000):
        assert (await web.get(f"/documents/{EDITED}/compare/{wrong}")).status_code == 404


async def test_document_is_cited_in_the_version_that_is_shown(web: httpx.AsyncClient) -> None:
    page = _words(await web.get(f"/documents/{EDITED}?revision=1"))
    ris = await web.get(f"/documents/{EDITED}/cite/ris")
    old = await web.get(f"/documents/{EDITED}/cite/bibtex?revision=1")

    assert "Version 1 of eiydrvnrmum4, read 2026-10-13T12:00:00Z" in page
    assert "ID  - eiydrvnrmum4-r2" in ris.text
    assert "@article{eiydrvnrmum4-r1," in old.text
    assert old.headers["content-disposition"] == 'attachment; filename="eiydrvnrmum4-r1.bib"'
    assert (await web.get(f"/documents/{EDITED}/cite/exe")).status_code == 404


@pytest.mark.parametrize("form", ["csv", "jsonl", "ris", "bibtex", "csl", "markdown"])
async def test_search_is_exported_whole(web: httpx.AsyncClient, form: str) -> None:
    page = await web.get("/search", params={"q": "trafficking"})
    answer = await web.get(f"/search/export/{form}", params={"q": "trafficking"})

    assert f'href="/search/export/{form}?q=trafficking' in page.text
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="trafficking_')
    assert answer.text.count("Owner of Saltmere fish plant charged") == 1
    assert answer.text.count("What a guardian does on a Tuesday") == 1


async def test_export_with_its_manifest_is_a_zip_file_that_proves_itself(
    web: httpx.AsyncClient,
) -> None:
    answer = await web.get("/search/export/csv.zip", params={"q": "trafficking"})
    again = await web.get("/search/export/csv.zip", params={"q": "trafficking"})

    with ZipFile(BytesIO(answer.content)) as bundle:
        assert bundle.testzip() is None
        name, told = bundle.namelist()
        manifest = json.loads(bundle.read(told))
        content = bundle.read(name)
    assert answer.headers["content-disposition"].endswith(f'"{name}.zip"')
    assert manifest["files"][0]["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["counts"]["found"] == 25
    assert again.content == answer.content
    assert (await web.get("/search/export/csv.exe?q=visa")).status_code == 404


async def test_export_that_cannot_be_made_is_a_fault_and_no_file(web: httpx.AsyncClient) -> None:
    answer = await web.get("/search/export/csv?q=slavery+OR")

    assert answer.status_code == 400
    assert "content-disposition" not in answer.headers


async def test_issues_are_a_feed_with_whole_addresses(web: httpx.AsyncClient) -> None:
    feed = await web.get("/digests/feed.atom")

    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert 'href="http://127.0.0.1/digests/weekly/2026-W46"' in feed.text


async def test_report_has_its_figures_with_pages(web: httpx.AsyncClient) -> None:
    words = _words(await web.get(f"/documents/{REPORT}"))

    assert "5,214 Between 1 July and 30 September" in words
    assert "p. 1" in words


async def test_story_folds_copies_and_says_what_is_new(web: httpx.AsyncClient) -> None:
    words = _words(await web.get(f"/stories/{STORY}"))

    assert "8 documents of 6 publishers" in words
    assert "1 copy of the same text" in words
    assert "New: it went on charged with" in words
    assert words.index("Eleven people found") < words.index("began it")


async def test_source_has_its_state_its_polls_and_its_rights(web: httpx.AsyncClient) -> None:
    words = _words(await web.get("/sources/broken-herald"))

    assert "failing: answered with a web page, not a feed" in words
    assert "22 Oct 2026, 12:00 UTC unreachable: HTTP 503, service unavailable" in words
    assert "invented for the demo; licensed like the program" in words


async def test_search_marks_what_it_found(web: httpx.AsyncClient) -> None:
    page = await web.get("/search", params={"q": "trafficking", "order": "newest"})

    assert "<mark>trafficked</mark>" in page.text
    assert "25 documents" in _words(page)


async def test_what_narrows_a_search_can_be_taken_away(web: httpx.AsyncClient) -> None:
    page = await web.get("/search", params={"q": "trafficking", "source": "valley-echo"})

    assert 'href="/search?q=trafficking"><span class="what">Source</span>' in page.text
    assert '<input type="hidden" name="source" value="valley-echo">' in page.text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("slavery OR", "slavery <mark>OR</mark></code></p>\n<p>Column 9: OR needs something"),
        ('"debt bondage', "a closing &#34; is missing"),
        ("sorce:bbc", "did you mean source:"),
        ("a*", "needs at least 2 letters"),
    ],
)
async def test_query_that_cannot_be_read_is_a_400_with_its_place(
    web: httpx.AsyncClient, query: str, told: str
) -> None:
    answer = await web.get("/search", params={"q": query})

    assert answer.status_code == 400
    assert told in answer.text
    assert str(escape(query)) in answer.text  # still in the box, to be mended


@pytest.mark.parametrize(
    "asked", ["order=sideways", "since=yesterday", "nope=1", "month=2026", "cursor=nonsense"]
)
async def test_search_that_cannot_be_asked_is_a_400(web: httpx.AsyncClient, asked: str) -> None:
    answer = await web.get(f"/search?q=visa&{asked}")

    assert answer.status_code == 400
    assert "This cannot be read as a search" in answer.text


async def test_facets_narrow_and_are_taken_away_again(web: httpx.AsyncClient) -> None:
    page = await web.get("/search", params={"q": "trafficking"})
    narrowed = await web.get("/search", params={"q": "trafficking", "kind": "report"})

    assert 'href="/search?q=trafficking&amp;kind=report"' in page.text
    assert "Reports 2" in _words(page)
    assert "October 2026 14" in _words(page)
    assert "2 documents" in _words(narrowed)
    assert '<a href="/search?q=trafficking" aria-current="true">' in narrowed.text


async def test_pages_of_a_search_hold_each_document_once(web: httpx.AsyncClient) -> None:
    first = await web.get("/search", params={"q": "trafficking"})
    link = html.unescape(first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0])
    second = await web.get(link)
    ids = [re.findall(r'<article class="hit">\n<h3><a href="/documents/(\w+)"', page.text)
           for page in (first, second)]  # fmt: skip

    assert [len(found) for found in ids] == [20, 5]
    assert len({*ids[0], *ids[1]}) == 25
    assert "First page" in _words(second)


async def test_counts_over_time_are_drawn_told_in_words_and_say_what_is_missing(
    web: httpx.AsyncClient,
) -> None:
    page = await web.get("/search", params={"q": "trafficking"})
    words = _words(page)

    assert "Documents by day in which they were first seen" in page.text
    assert "12 October 2026 3 no answer from Broken Herald" in words
    assert "/search?q=trafficking&amp;since=2026-10-12&amp;until=2026-10-12" in page.text
    assert 'fill="url(#hatch)"' in page.text


async def test_permalink_is_of_a_moment_and_gives_the_same(web: httpx.AsyncClient) -> None:
    page = await web.get("/search", params={"q": "trafficking"})
    link = html.unescape(page.text.split('<p class="copy"><a href="')[1].split('"')[0])
    again = await web.get(link)

    assert "as_of=2026-11-" in link
    assert "25 documents" in _words(again)
    assert "The same in the archive as it is now" in _words(again)


async def test_misspelt_word_has_a_suggestion(web: httpx.AsyncClient) -> None:
    page = await web.get("/search", params={"q": "traficking"})

    assert "Did you mean trafficking?" in _words(page)
    assert "Nothing in the archive matches this" in _words(page)


async def test_document_names_others_like_it_that_are_not_of_its_story(
    web: httpx.AsyncClient,
) -> None:
    page = await web.get("/documents/flclgcnofxfe")
    others = page.text.split('id="similar"')[1].split("</section>")[0]

    assert "/documents/" in others
    assert "Record number of people referred" not in others


async def test_searches_that_are_kept_are_offered_with_their_feeds(
    newsroom: Path, monitor: Run
) -> None:
    monitor("-C", newsroom, "searches", "save", "visas", "visa", "--topic", "immigration")
    async with client(site(newsroom)) as web:
        page = await web.get("/search")
        feed = await web.get("/feeds/visas.atom")

    assert 'href="/search?q=visa&amp;topic=immigration">visas</a>' in page.text
    assert 'href="/feeds/visas.atom"' in page.text
    assert feed.status_code == 200


async def test_as_of_is_said_and_can_be_taken_away(web: httpx.AsyncClient) -> None:
    page = await web.get("/search?q=visa&as_of=2026-11-01T00:00Z")

    assert "1 Nov 2026, 00:00 UTC" in _words(page)
    assert 'href="/search?q=visa"' in page.text


class _Names(HTMLParser):
    """The ids of a page, and what refers to them."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.named: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("for", "aria-labelledby", "aria-describedby"):
                self.named += (value or "").split()
            if name == "href" and (value or "").startswith("#"):
                self.named.append((value or "")[1:])


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/about",
        "/digests",
        "/digests/weekly/2026-W43",
        "/search",
        "/search?q=trafficking",
        "/search?q=OR",
        f"/documents/{EDITED}",
        f"/documents/{REPORT}",
        f"/stories/{STORY}",
        "/sources",
        "/sources/ministry",
    ],
)
async def test_every_name_inside_a_page_is_there_once(web: httpx.AsyncClient, path: str) -> None:
    names = _Names()
    names.feed((await web.get(path)).text)

    assert len(names.ids) == len(set(names.ids))
    assert set(names.named) <= set(names.ids)
