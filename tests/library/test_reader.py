"""``monitor.open``: whole, repeatable, within rights, and plain about what is wrong."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import monitor
from monitor.errors import ArchiveError, ExportError, QueryError, SearchError, SettingsError
from monitor.library.library import Library
from monitor.library.reader import Reader
from monitor.model.source import Content
from monitor.model.verdict import Tier
from tests.archive.conftest import HOUR, START, a_document, a_verdict, keep

ROOT = Path(__file__).parents[2]
LONG = "Nine people were freed. " + "They had worked for nothing in the yard. " * 40


@pytest.fixture
def reader(library: Library, tmp_path: Path) -> Iterator[Reader]:
    keep(library.archive, a_document("a", first_seen_at=START, source_id="post"))
    keep(
        library.archive,
        a_document("b", source_id="echo", publisher="Echo", first_seen_at=START + HOUR, text=LONG),
        story_id="a",
    )
    keep(
        library.archive,
        a_document("c", first_seen_at=START + 2 * HOUR, content=Content.HEADLINE, text=LONG),
        a_verdict(Tier.STRONG, ("visas",)),
    )
    with monitor.open(tmp_path) as opened:
        yield opened


def ids(found: object) -> list[str]:
    return [each.id for each in found]  # type: ignore[attr-defined]


def test_a_search_is_counted_at_once_and_read_as_often_as_one_likes(reader: Reader) -> None:
    found = reader.search("freed")

    assert len(found) == found.total == reader.count("freed") == 3
    assert sorted(ids(found)) == sorted(ids(found)) == ["a", "b", "c"]
    assert repr(found).startswith("<Results 'freed': 3 documents, as of 2026-11-02T11:00Z")
    assert found.first(1)[0].snippet is not None
    assert not reader.search("zebra")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, "cba"),
        ({"source": "echo"}, "b"),
        ({"source": ["echo", "post"]}, "cba"),
        ({"publisher": "Echo"}, "b"),
        ({"topic": "visas"}, "c"),
        ({"story": "a"}, "ba"),
        ({"language": "en", "kind": "article", "month": "2026-11"}, "cba"),
        ({"since": "2026-11-03"}, ""),
        ({"since": date(2026, 11, 2), "until": "2026-11"}, "cba"),
        ({"as_of": START + HOUR}, "ba"),
        ({"as_of": "2026-11-02T09:00Z"}, "a"),
    ],
)
def test_documents_are_narrowed_by_plain_values(
    reader: Reader, filters: dict[str, object], expected: str
) -> None:
    found = reader.documents(**filters)  # type: ignore[arg-type]  # any of the filters

    assert ids(found) == list(expected)
    assert ids(reader.repeat(found.permalink)) == list(expected)
    assert ids(reader.repeat(f"https://desk.example/search?{found.permalink}")) == list(expected)


def test_what_was_found_stays_though_others_write(reader: Reader, library: Library) -> None:
    found = reader.search("freed")
    keep(library.archive, a_document("d", first_seen_at=START + 9 * HOUR))

    assert sorted(ids(found)) == ["a", "b", "c"]
    assert sorted(ids(reader.repeat(found.permalink))) == ["a", "b", "c"]
    assert reader.count("freed") == 4


def test_text_is_as_much_as_rights_allow(reader: Reader) -> None:
    b, c = reader.document("b"), reader.document("c")

    assert b.withheld
    assert 0 < len(b.text.split()) <= 61
    assert (c.text, c.withheld) == ("", True)
    assert all(LONG not in str(each.to_dict()) for each in reader.documents())
    assert reader.document("a").text == a_document("a").text
    assert repr(b) == "<Document b-r1 undated Echo: Title of b>"


def test_stories_are_whole_and_told_once(reader: Reader) -> None:
    stories = list(reader.stories("freed", source="echo"))

    assert [ids(each.documents) for each in stories] == [["a", "b"]]
    assert stories == [reader.story("a")]
    assert stories[0].publishers == ("Harbour Post", "Echo")
    assert repr(stories[0]) == "<Story a 2026-11-02, 2 documents: Title of a>"


def test_facets_and_timeline_are_of_the_same_search(reader: Reader) -> None:
    found = reader.search("freed")
    counts = {each.field: {c.value: c.count for c in each.counts} for each in found.facets()}

    assert counts["source"] == {"post": 2, "echo": 1}
    assert sum(bucket.count for bucket in found.timeline("day").buckets) == 3


def test_a_frame_has_the_columns_of_exports(reader: Reader) -> None:
    pytest.importorskip("pandas")
    frame = reader.documents().to_frame()

    assert list(frame.index) == ["c-r1", "b-r1", "a-r1"]
    assert list(frame["source"]) == ["post", "echo", "post"]
    assert frame["first_seen"].iloc[2] == START
    assert frame["published"].isna().all()
    assert reader.search("zebra").to_frame().empty


def test_without_pandas_the_next_step_is_told(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(ExportError, match="pip install pandas"):
        reader.documents().to_frame()


def test_exports_are_written_whole_with_their_manifest(reader: Reader, tmp_path: Path) -> None:
    path = reader.export(tmp_path / "freed.ris", "freed", source="echo")

    assert path.read_text(encoding="utf-8").count("TY  - ") == 1
    assert (tmp_path / "freed.ris.manifest.json").exists()
    with pytest.raises(ExportError, match="its ending tells no format"):
        reader.export(tmp_path / "freed.doc", "freed")
    with pytest.raises(ExportError, match="there is no format word"):
        reader.export(tmp_path / "freed", "freed", "word")
    with pytest.raises(ExportError, match="cannot be written"):
        reader.export(tmp_path / "none" / "freed.csv", "freed")


def test_what_is_wrong_is_named(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="column"):
        reader.search("freed OR")
    with pytest.raises(SearchError, match="did you mean source"):
        reader.search("freed", sorce="echo")  # type: ignore[call-arg]  # what the test is about
    with pytest.raises(SearchError, match="is not a month"):
        reader.documents(month="November")
    with pytest.raises(SearchError, match="not in the archive"):
        reader.document("zzz")
    with pytest.raises(SearchError, match="3 begin so"):
        reader.document("")
    with pytest.raises(SearchError, match="has no revision 2"):
        reader.document("a", revision=2)
    with pytest.raises(SearchError, match="there is none of the id"):
        reader.story("zzz")
    with pytest.raises(SearchError, match="there is none"):
        reader.issue("2026-W01")
    with pytest.raises(SettingsError, match="is not a folder"):
        monitor.open(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveError, match="there is no archive yet"):
        monitor.open(tmp_path / "empty")


def test_an_archive_belongs_to_the_thread_that_opened_it(reader: Reader) -> None:
    faults: list[str] = []

    def ask() -> None:
        try:
            reader.count("freed")
        except ArchiveError as fault:
            faults.append(str(fault))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()

    assert "call monitor.open in each thread" in faults[0]


def test_a_closed_archive_says_so(reader: Reader) -> None:
    found = reader.search("freed")
    reader.close()

    with pytest.raises(ArchiveError, match="was closed"):
        reader.count("freed")
    with pytest.raises(monitor.MonitorError):
        list(found)


def test_times_are_aware(reader: Reader) -> None:
    document = reader.document("a")

    assert document.first_seen == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert document.read.tzinfo is not None


def test_importing_costs_next_to_nothing() -> None:
    code = (
        "import sys, monitor; monitor.open\n"
        "heavy = {'sqlalchemy', 'tantivy', 'pydantic', 'lark', 'pandas', 'numpy', 'asyncio'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


SCRIPT = """
import monitor

def titles(folder: str) -> list[str]:
    with monitor.open(folder) as archive:
        found = archive.search("visa", source=["a", "b"], since="2026-11-01", order="newest")
        reveal_type(archive)
        reveal_type(found.first(3))
        return [document.title for document in found]

try:
    titles("watch")
except monitor.MonitorError as fault:
    print(fault)
"""


@pytest.mark.slow
def test_a_script_is_checked_with_the_types_that_are_shipped(tmp_path: Path) -> None:
    good, filter_, field = (tmp_path / f"{name}.py" for name in ("good", "filter", "field"))
    good.write_text(SCRIPT, encoding="utf-8")
    filter_.write_text(SCRIPT.replace("source=", "sorce="), encoding="utf-8")
    field.write_text(SCRIPT.replace("document.title", "document.titel"), encoding="utf-8")

    done = subprocess.run(
        [
            sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent",
            "--cache-dir", str(ROOT / ".mypy_cache" / "script"), good, filter_, field,
        ],
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    errors = sorted(line for line in done.stdout.splitlines() if ": error: " in line)
    assert [line.split(":")[0] for line in errors] == ["field.py", "filter.py"]
    assert 'has no attribute "titel"' in errors[0]
    assert 'Unexpected keyword argument "sorce"' in errors[1]
    assert 'good.py:7: note: Revealed type is "monitor.library.reader.Reader"' in done.stdout
    assert "tuple[monitor.library.views.Document, ...]" in done.stdout
    assert (ROOT / "monitor" / "py.typed").exists()
