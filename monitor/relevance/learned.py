"""Order the queue by what people decided: a linear model over words, source and matched terms.

It is used only where it beats the order that the queries give, by average precision in repeated
stratified cross-validation, and by more than chance would. scikit-learn and skops are the
``[learn]`` extra: they are imported when something is learned or read, never before.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from math import sqrt
from pathlib import Path
from statistics import fmean, variance
from typing import Any

from monitor import files
from monitor.errors import LearnError
from monitor.model.verdict import Field, Verdict
from monitor.text.counted import counted
from monitor.text.telling import telling

NEEDED = 40
"""Decisions below which nothing is learned: five folds then test on eight."""
NEEDED_EACH = 10
"""Of these the accepted, and the rejected: two of each in every fold."""
FOLDS, REPEATS = 5, 4
MAX_FEATURES = 5_000
FORMAT = 1
_SEED = 20_260_301
# Twice the standard error: a difference that chance alone gives once in twenty times.
_MARGIN = 2.0
_FIRST = f"run monitor review learn once there are {NEEDED} decisions"
_MISSING = "needs scikit-learn and skops; pip install 'news-report-monitor[learn]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What the model sees of a document, and how the queries place it."""

    features: tuple[str, ...]
    """Made by ``features``."""
    promise: float
    """Made by ``promise``: higher is more probably ours."""
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Average precision in repeated stratified cross-validation, 0 to 1."""

    ours: float
    queries: float
    sure: bool
    """Whether the model is better, by more than chance would give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A model with what was found out about it."""

    used: bool
    told: str
    """One line for a person: whether it is used, and why."""
    decisions: int
    model: Any = None
    """A scikit-learn pipeline; None where there were too few decisions."""

    def scores(self, examples: Sequence[Example]) -> tuple[float, ...]:
        """Return how probably each is ours, 0 to 1; it must have a model."""
        if not examples:
            return ()
        found = self.model.predict_proba([_line(each) for each in examples])
        return tuple(float(row[1]) for row in found)


def features(
    title: str, lead: str, language: str, source_id: str, terms: Sequence[str]
) -> tuple[str, ...]:
    """Return what the model may go by: telling stems, those of the title again, source, terms."""
    return (
        *sorted(f"word {stem}" for stem in telling(f"{title}\n{lead}", language)),
        *sorted(f"title {stem}" for stem in telling(title, language)),
        *sorted(f"term {term}" for term in set(terms)),
        f"source {source_id}",
    )


def promise(verdict: Verdict) -> float:
    """Return the queries' own order: terms in the title before terms in the text, then how many."""
    in_title = {each.term for each in verdict.matches if each.field is Field.TITLE}
    every = {each.term for each in verdict.matches}
    return len(in_title) + len(every) / (len(every) + 1)


def learn(examples: Sequence[Example]) -> Learned:
    """Return what can be learned of *examples*, and whether it beats the queries' order.

    Raises:
        LearnError: scikit-learn is not installed.
    """
    accepted = sum(each.accepted for each in examples)
    few = _too_few(len(examples), accepted)
    if few:
        return Learned(used=False, told=f"not used: {few}", decisions=len(examples))
    found = compared(examples)
    against = (
        f"average precision {_figure(found.ours)} against {_figure(found.queries)} of the queries "
        f"in {FOLDS}-fold cross-validation over {len(examples)} decisions"
    )
    told = f"used: {against}" if found.sure else f"not used: {against} is no more than chance"
    model = _pipeline().fit(*_table(examples))
    return Learned(used=found.sure, told=told, decisions=len(examples), model=model)


def save(learned: Learned, path: Path) -> None:
    """Write *learned* to *path*, without pickle.

    Raises:
        LearnError: skops is not installed.
        OSError: It cannot be written.
    """
    try:
        from skops import io
    except ImportError as fault:
        raise LearnError(str(path), _MISSING) from fault
    told = {
        "format": FORMAT,
        "scikit-learn": version("scikit-learn"),
        "used": learned.used,
        "told": learned.told,
        "decisions": learned.decisions,
    }
    files.put(path, io.dumps({"about": json.dumps(told), "model": learned.model}))


def load(path: Path) -> Learned:
    """Return what ``save`` wrote.

    Raises:
        LearnError: There is none, it cannot be trusted, or it was made by another version.
    """
    if not path.is_file():
        raise LearnError(str(path), f"nothing was learned yet; {_FIRST}")
    try:
        from skops import io

        installed = version("scikit-learn")
    except (ImportError, PackageNotFoundError) as fault:
        raise LearnError(str(path), _MISSING) from fault
    again = "run monitor review learn to make it anew"
    try:
        data = path.read_bytes()
        # What skops knows of itself is plain scikit-learn and numpy; a model of ours has no more.
        strange = sorted(io.get_untrusted_types(data=data))
        if strange:
            raise LearnError(str(path), f"holds {strange[0]}, which no model of ours has; {again}")
        held = io.loads(data)
        about = json.loads(held["about"])
        if about["format"] != FORMAT or about["scikit-learn"] != installed:
            made = about["scikit-learn"]
            reason = f"was made with scikit-learn {made}, here is {installed}; {again}"
            raise LearnError(str(path), reason)
        learned = Learned(
            used=bool(about["used"]),
            told=str(about["told"]),
            decisions=int(about["decisions"]),
            model=held["model"],
        )
        learned.scores([Example(features=("source",), promise=0.0)])  # another's model cannot
        return learned
    except LearnError:
        raise
    except Exception as fault:  # a damaged archive of theirs raises whatever it meets
        raise LearnError(str(path), f"cannot be read ({type(fault).__name__}); {again}") from fault


def _too_few(decisions: int, accepted: int) -> str:
    if decisions < NEEDED:
        return f"{counted(decisions, 'decision')}, {NEEDED} needed"
    fewer, name = min((accepted, "accepted"), (decisions - accepted, "rejected"))
    return f"{fewer} {name}, {NEEDED_EACH} needed" if fewer < NEEDED_EACH else ""


def compared(examples: Sequence[Example]) -> Compared:
    """Return how the model orders documents that it has not seen, and how the queries do.

    The folds share most of their training, so the variance of their differences is widened as
    Nadeau and Bengio (2003) do: by 1/n + test/train instead of 1/n.
    """
    from sklearn.metrics import average_precision_score
    from sklearn.model_selection import RepeatedStratifiedKFold

    lines, labels = _table(examples)
    promises = [each.promise for each in examples]
    folds = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=_SEED)
    ours, queries = [], []
    for train, test in folds.split(lines, labels):
        model = _pipeline().fit([lines[i] for i in train], [labels[i] for i in train])
        truth = [labels[i] for i in test]
        found = model.predict_proba([lines[i] for i in test])[:, 1]
        ours.append(float(average_precision_score(truth, found)))
        queries.append(float(average_precision_score(truth, [promises[i] for i in test])))
    gained = [a - b for a, b in zip(ours, queries, strict=True)]
    error = sqrt(variance(gained) * (1 / len(gained) + 1 / (FOLDS - 1)))
    gain = fmean(gained)
    sure = gain > 0 and gain > _MARGIN * error
    return Compared(ours=fmean(ours), queries=fmean(queries), sure=sure)


def _pipeline() -> Any:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
    except ImportError as fault:
        raise LearnError("learning", _MISSING) from fault
    return make_pipeline(
        TfidfVectorizer(
            token_pattern=r"[^\n]+",  # noqa: S106 - no password: a feature a line
            lowercase=False,
            max_features=MAX_FEATURES,
            sublinear_tf=True,
        ),
        LogisticRegression(C=10.0, class_weight="balanced", max_iter=1_000),
    )


def _table(examples: Sequence[Example]) -> tuple[list[str], list[int]]:
    return [_line(each) for each in examples], [int(each.accepted) for each in examples]


def _line(example: Example) -> str:
    return "\n".join(each.replace("\n", " ") for each in example.features)


def _figure(value: float) -> str:
    return f"{value:.2f}".lstrip("0")
