"""What is learned of decisions, when it is used, and how it is kept."""

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.errors import LearnError
from monitor.model.verdict import Field, Match, Tier, Verdict
from monitor.relevance.learned import Example, features, learn, load, promise, save

sklearn = pytest.importorskip("sklearn", reason="scikit-learn is not installed")
skops_io = pytest.importorskip("skops.io", reason="skops is not installed")


def examples(number: int, *, telling: bool, good_queries: bool = False) -> list[Example]:
    """Return decisions in which the words tell, the queries tell, or nothing does."""
    dice = random.Random(7)
    found = []
    for n in range(number):
        accepted = n % 3 == 0
        word = "farm" if accepted and telling else "match"
        noise = " ".join(dice.sample(["one", "two", "three", "four", "five", "six"], 3))
        found.append(
            Example(
                features=features(f"{word} {noise}", "", "en", dice.choice(["post", "echo"]), ()),
                promise=float(accepted) if good_queries else dice.random(),
                accepted=accepted,
            )
        )
    return found


def test_few_decisions_teach_nothing_and_it_says_how_many_are_wanted() -> None:
    assert learn(examples(14, telling=True)).told == "not used: 14 decisions, 40 needed"
    assert learn(examples(1, telling=True)).told == "not used: 1 decision, 40 needed"
    alike = [Example(features=("word x",), promise=1.0, accepted=n < 3) for n in range(50)]
    assert learn(alike).told == "not used: 3 accepted, 10 needed"
    assert learn([]).model is None


def test_words_that_tell_beat_the_queries_and_order_the_queue() -> None:
    learned = learn(examples(60, telling=True))

    assert learned.used, learned.told
    assert learned.told.startswith("used: average precision 1.00 against .")
    assert learned.told.endswith("in 5-fold cross-validation over 60 decisions")
    ours, other = learned.scores(
        [
            Example(features=features(t, "", "en", "post", ()), promise=0.0)
            for t in ("Farm", "Match")
        ]
    )
    assert ours > other


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(examples(60, telling=False), id="nothing tells"),
        pytest.param(examples(60, telling=True, good_queries=True), id="the queries are as good"),
    ],
)
def test_what_is_no_better_than_the_queries_is_not_used(told: list[Example]) -> None:
    learned = learn(told)

    assert not learned.used
    assert learned.told.startswith("not used: average precision ")


def test_the_same_decisions_teach_the_same() -> None:
    told = examples(60, telling=True)

    assert learn(told).scores(told[:5]) == learn(told).scores(told[:5])


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    told = examples(60, telling=True)
    learned = learn(told)
    save(learned, tmp_path / "m.skops")

    again = load(tmp_path / "m.skops")

    assert (again.used, again.told, again.decisions) == (True, learned.told, 60)
    assert again.scores(told) == learned.scores(told)


def test_file_of_another_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(learn(examples(60, telling=True)), tmp_path / "m.skops")
    monkeypatch.setattr("monitor.relevance.learned.version", lambda name: "0.0")

    with pytest.raises(LearnError, match=r"was made with scikit-learn .*, here is 0\.0; run"):
        load(tmp_path / "m.skops")


def test_file_that_holds_anything_else_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "m.skops"
    path.write_bytes(skops_io.dumps({"about": "{}", "model": subprocess.Popen.communicate}))

    with pytest.raises(LearnError, match="which no model of ours has"):
        load(path)


def test_file_whose_model_cannot_order_a_queue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "learned.skops"
    learned = learn(examples(60, telling=True))
    for model in (None, ["x"], sklearn.base.clone(learned.model)):
        save(replace(learned, model=model), path)

        with pytest.raises(LearnError, match="make it anew"):
            load(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"\x80\x04pickle"])
def test_damaged_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "m.skops").write_bytes(data)

    with pytest.raises(LearnError, match="cannot be read"):
        load(tmp_path / "m.skops")
    with pytest.raises(LearnError, match="once there are 40 decisions"):
        load(tmp_path / "none.skops")


def test_titles_come_before_texts_in_the_queries_order() -> None:
    def of(*fields: Field) -> float:
        matches = tuple(
            Match(term=f"t{n}", field=field, start=n, end=n + 1) for n, field in enumerate(fields)
        )
        return promise(Verdict(tier=Tier.QUEUE, topics=(), matches=matches))

    assert of(Field.TITLE) > of(*[Field.TEXT] * 5)
    assert of(Field.TITLE, Field.TEXT) > of(Field.TITLE) > of()


def test_nothing_of_it_is_loaded_before_it_is_asked() -> None:
    code = "import sys, monitor.relevance.learned; print({'sklearn', 'skops'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
