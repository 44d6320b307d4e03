"""Fourteen languages from the page to the digest: told, kept, grouped, summed up, found, marked.

Each file of ``languages`` has titles and texts of a report, of another account of the same event
and of another event, then a word and a phrase of the first.
"""

import html
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.cli.app import main
from tests.site import NOW, THEN, Site, serving

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = {
    "ar": "Arabic", "el": "Greek", "fa": "Persian", "he": "Hebrew", "hi": "Hindi",
    "ja": "Japanese", "ko": "Korean", "my": "Burmese", "pl": "Polish", "ru": "Russian",
    "th": "Thai", "tr": "Turkish", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
PAPERS = {"one": (0,), "two": (1, 2), "three": (0,)}
"""By source, which of a language's three texts it prints; the third is the first again."""
SOURCES = """\
editions:
  - {id: weekly, title: The week, max_items: 200, max_per_section: 200}
sources:
"""


@dataclass(frozen=True, slots=True)
class World:
    """A project folder after a poll and its issue."""

    folder: Path
    issue: dict[str, Any]
    page: str
    text: str
    markdown: str

    def search(self, query: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
        """Return what the command line finds; in this process, for a new one costs a second."""
        capsys.readouterr()
        assert main(["-C", str(self.folder), "search", query, "--json"]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found


def _told(language: str) -> list[str]:
    return (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()


def _run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={
            "PATH": "", "LANG": "C.UTF-8", "MONITOR_NOW": NOW, "HOME": str(folder),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _publish(site: Site, paper: str, places: tuple[int, ...]) -> None:
    """Serve a paper's feed and pages; every page claims to be English."""
    items = ""
    for language in LANGUAGES:
        told = _told(language)
        for place in places:
            title, text = told[2 * place], told[2 * place + 1]
            path = f"/{paper}/{language}/{place}"
            body = (
                f"<!doctype html><html lang=en><title>{html.escape(title)}</title><meta "
                f"property=og:type content=article><body><article><h1>{html.escape(title)}</h1>"
                f"<p>{html.escape(text)}</p></article></body></html>"
            )
            site.put(path, body.encode(), "text/html; charset=utf-8")
            items += (
                f"<item><title>{html.escape(title)}</title><link>{site.base}{path}</link>"
                f"<pubDate>{format_datetime(THEN)}</pubDate></item>"
            )
    feed = f'<rss version="2.0"><channel><title>{paper}</title>{items}</channel></rss>'
    site.put(f"/{paper}", feed.encode(), "application/rss+xml")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("languages") / "watch"
    folder.mkdir()
    (folder / "settings.yaml").write_text(
        "contact: tests\nallow_networks: [127.0.0.0/8]\npace: 0\ndeadline: 60\n", encoding="utf-8"
    )
    with serving() as site:
        entries = ""
        for paper, places in PAPERS.items():
            _publish(site, paper, places)
            entries += (
                f"  - {{id: {paper}, name: {paper}, publisher: {paper}, kind: feed, filter: none, "
                f'rights: made by a test, url: "{site.base}/{paper}"}}\n'
            )
        (folder / "sources.yaml").write_text(SOURCES + entries, encoding="utf-8")
        _run(folder, "poll")
    _run(folder, "digest")
    name = folder / "digests" / "2026-W47"
    texts = {
        each: name.with_suffix(f".{each}").read_text("utf-8") for each in ("html", "txt", "md")
    }
    issue = json.loads(name.with_suffix(".json").read_text("utf-8"))
    return World(folder, issue, texts["html"], texts["txt"], texts["md"])


def _items(world: World, language: str) -> list[dict[str, Any]]:
    items = (item for section in world.issue["sections"] for item in section["items"])
    return [item for item in items if item["lead"]["language"] == language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_accounts_and_a_reprint_are_one_story_and_another_event_is_not(
    world: World, language: str
) -> None:
    event, other = sorted(_items(world, language), key=lambda item: -len(item["also"]))

    assert {each["publisher"] for each in (event["lead"], *event["also"])} == set(PAPERS)
    assert event["reprints"] == 1
    assert other["also"] == []
    assert other["lead"]["title"] == _told(language)[4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_extract_is_whole_sentences_word_for_word(world: World, language: str) -> None:
    texts = "\n".join(_told(language))

    for item in _items(world, language):
        assert item["extract"], item["lead"]["title"]
        for sentence in item["extract"]:
            assert sentence["text"] in texts
            assert language == "th" or sentence["text"][-1] in ".。।။۔"


@pytest.mark.parametrize(("language", "name"), LANGUAGES.items())
def test_digest_marks_the_language_and_its_direction(
    world: World, language: str, name: str
) -> None:
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    title = html.escape(_told(language)[4]).replace("&#x27;", "&#39;")

    assert f'<span class="tag">{name}</span>' in world.page
    assert re.search(
        rf'<a [^>]*lang="{language}" dir="{direction}">{re.escape(title)}</a>', world.page
    )
    assert f'<blockquote lang="{language}" dir="{direction}">' in world.page
    assert f", in {name}" in " ".join(world.text.split())
    assert f", in {name}*" in world.markdown


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_word_phrase_and_language(
    world: World, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    word, phrase = _told(language)[6:]

    found = world.search(f'{word} "{phrase}" lang:{language}', capsys)

    assert found["total"] >= 2
    assert {hit["language"] for hit in found["documents"]} == {language}
