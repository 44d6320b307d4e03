"""The bench of the archive does its work, on a few documents."""

import sqlite3
from pathlib import Path

import pytest

from tests.bench.archive import fts, main, ours
from tests.bench.archive.build import built, opened
from tests.bench.archive.corpus import WORDS, Corpus
from tests.bench.archive.kinds import kinds

FEW = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a few documents."""
    folder = tmp_path_factory.mktemp("bench")
    built(folder, FEW)
    return folder


def test_it_prints_every_kind_of_question(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--documents", str(FEW), "--queries", "2", "--folder", str(folder)]) == 0
    told = capsys.readouterr().out

    assert "| 200 documents |" in told
    assert "| p50 / p95 (CPU), ms | index | FTS5 | page of the Library | page of the web |" in told
    rows = [line for line in told.splitlines() if line.count("|") == 6]
    assert len(rows) == 10
    assert [line for line in rows if "common, all facets" in line]


def test_its_documents_are_as_they_are_told_to_be() -> None:
    made = next(Corpus.of(1000).made())
    texts = [each.document.text for each in made]

    assert {len(text.split()) for text in texts} == {WORDS}
    assert sum(map(len, texts)) / len(texts) == pytest.approx(1928, rel=0.03)
    assert next(Corpus.of(1000).made()) == made


def test_index_and_fts5_find_as_many(folder: Path, tmp_path: Path) -> None:
    fts.built(tmp_path / "fts5.db", Corpus.of(FEW), FEW)
    connection = sqlite3.connect(tmp_path / "fts5.db")
    with opened(folder, read_only=True) as archive:
        searcher = ours.searcher(archive)
        for kind, questions in kinds(Corpus.of(FEW), searcher, 3).items():
            if "facets" not in kind:
                for each in questions:
                    mine = ours.answer(searcher, each).count
                    its = len(fts.answer(connection, each))
                    assert min(mine, 20) == pytest.approx(its, abs=2), (kind, each.query)
    connection.close()
