"""monitor searches and monitor tokens, as a person meets them."""

import json
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from monitor.archive.store import Archive
from monitor.cli.app import main
from tests.archive.conftest import HOUR, START, a_document, keep

SOURCES = """\
sources:
  - {id: post, name: Post, kind: feed, url: "https://post.example/feed"}
topics:
  - id: labour
    name: Labour
    query: visa
"""
Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    return tmp_path


@pytest.fixture
def put(home: Path) -> Callable[..., None]:
    def kept(key: str, **changes: object) -> None:
        with Archive.open(
            home / "monitor.db", evidence=home / "evidence", index=home / "index"
        ) as archive:
            keep(archive, a_document(key, **changes))

    return kept


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["-C", str(home), *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_a_search_that_takes_the_place_of_another_says_so(
    cli: Cli, put: Callable[..., None]
) -> None:
    put("old")
    assert "in place of" not in cli("searches", "save", "care", "visa")[1]
    assert "in place of" not in cli("searches", "save", "care", "visa")[1]

    assert cli("searches", "save", "care", "nurse")[1].endswith("in place of: /search?q=visa\n")


def test_the_life_of_a_search(home: Path, cli: Cli, put: Callable[..., None]) -> None:
    put("old", text="A visa for a care worker.")
    code, out, _ = cli("searches", "save", "care", "visa", "--source", "post", "--since", "2026-11")
    assert (code, out) == (0, "care is kept: /search?q=visa&source=post&since=2026-11-01\n")
    assert "care  2" in cli("searches")[1]
    assert "link       /search?q=visa" in cli("searches", "show", "care")[1]

    put("new", text="Another visa.", first_seen_at=START + HOUR)
    put("other", text="Weather.", first_seen_at=START + 2 * HOUR)

    told = json.loads(cli("searches", "run", "care", "--json")[1])
    assert told["total"] == 2
    assert told["permalink"].startswith("/search?q=visa&source=post&since=2026-11-01")
    assert "old" in cli("searches", "run", "care", "--limit", "2")[1]
    assert json.loads(cli("searches", "new", "care", "--keep", "--json")[1])["new"] == 1
    code, out, _ = cli("searches", "new", "care")
    assert out.startswith("new  ")
    assert out.endswith("1 new\n")
    assert cli("searches", "new", "care")[1] == "0 new\n"

    assert cli("searches", "remove", "care")[:2] == (0, "care is kept no more\n")
    code, _, err = cli("searches", "run", "care")
    assert (code, "was removed on" in err) == (2, True)
    assert "no search is kept" in cli("searches", "list")[1]


def test_a_search_becomes_a_topic_and_a_feed(
    home: Path, cli: Cli, put: Callable[..., None]
) -> None:
    put("a", text="A visa.")
    cli("searches", "save", "care-visas", "visa", "--lang", "en")

    query = """query: '(visa) lang:"en"'"""
    assert cli("searches", "topic", "care-visas")[1] == (
        f"- id: care-visas\n  name: Care visas\n  {query}\n"
    )
    assert cli("searches", "topic", "care-visas", "--append")[0] == 0
    assert query in (home / "sources.yaml").read_text()
    code, _, err = cli("searches", "topic", "care-visas", "--append")
    assert (code, "has a topic care-visas already" in err) == (2, True)

    for form in ("atom", "json"):
        file = home / f"care.{form}"
        code, out, _ = cli("searches", "feed", "care-visas", "--format", form, "-o", str(file))
        assert (code, out) == (0, f"{file}: 1 documents\n")
    assert feedparser.parse((home / "care.atom").read_bytes()).entries[0].title == "Title of a"
    assert json.loads((home / "care.json").read_text())["items"][0]["title"] == "Title of a"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["searches", "save", "A b", "visa"], "write a-b"),
        (["searches", "save", "x", "visa OR"], "column 6"),
        (["searches", "save", "x", "visa", "--month", "May"], "is not a month"),
        (["searches", "show", "x"], "is no saved search"),
        (["tokens", "add", "A b"], "write a-b"),
        (["tokens", "revoke", "nobody"], "there is no token nobody"),
    ],
)
def test_wrong_use_is_told(
    cli: Cli, put: Callable[..., None], arguments: list[str], said: str
) -> None:
    put("a")
    code, _, err = cli(*arguments)
    assert code == 2
    assert said in err


def test_a_token_is_shown_once_and_listed_without_it(
    home: Path, cli: Cli, put: Callable[..., None]
) -> None:
    put("a")
    assert "nobody has a token" in cli("tokens")[1]
    code, out, err = cli("tokens", "add", "press", "--expires", "30")
    secret = out.strip()

    assert code == 0
    assert len(secret) > 40
    assert "shown this once" in err
    assert secret not in cli("tokens")[1]
    assert secret.encode() not in b"".join(p.read_bytes() for p in home.glob("monitor.db*"))
    assert cli("tokens", "add", "press")[0] == 2
    assert cli("tokens", "revoke", "press")[1] == "press reads no more\n"
    assert "press" in cli("tokens")[1]
    assert "revoked" in cli("tokens")[1]


@pytest.mark.parametrize("days", ["0", "-1", "x", "99999", "²"])
def test_days_of_a_token_are_days(cli: Cli, days: str) -> None:
    with pytest.raises(SystemExit):
        cli("tokens", "add", "a", "--expires", days)
