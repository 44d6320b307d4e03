"""What else tells whether news is of the field: a list of keywords, and a classifier."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# What a person types into the filter of a feed reader, and what such filters do with it: any of
# these, whatever the case, anywhere in title or text.
_KEYWORDS = re.compile(
    r"human trafficking|people trafficking|sex trafficking|child trafficking|trafficked"
    r"|trafficking|traffickers?|modern slavery|modern[- ]day slavery|slavery|slaves?\b"
    r"|forced labou?r"
    r"|debt bondage|domestic servitude|sexual exploitation|labou?r exploitation"
    r"|county lines|forced marriage|organ harvesting",
    re.IGNORECASE,
)
_NARROW = re.compile(
    r"human trafficking|people trafficking|sex trafficking|child trafficking|modern slavery"
    r"|modern[- ]day slavery|forced labou?r|debt bondage|domestic servitude|sexual exploitation",
    re.IGNORECASE,
)
_FOLDS = 5
_SEED = 0


def keywords(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return whether one of a wide list of keywords stands in each item."""
    return [_answer(item, float(bool(_KEYWORDS.search(_text(item))))) for item in items]


def phrases(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return whether one of a short list of plain phrases stands in each item."""
    return [_answer(item, float(bool(_NARROW.search(_text(item))))) for item in items]


def classifier(items: Sequence[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """Return what TF-IDF and logistic regression say, trained on the other folds' labels."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    texts = [_text(item) for item in items]
    labels = [int(item["label"] == "relevant") for item in items]
    if min(labels.count(0), labels.count(1)) < _FOLDS:
        return [_answer(item, 0.0) for item in items]
    model = make_pipeline(
        TfidfVectorizer(stop_words="english", ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=10.0, class_weight="balanced", max_iter=1_000),
    )
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    found = cross_val_predict(model, texts, labels, cv=folds, method="predict_proba")
    return [_answer(item, float(row[1])) for item, row in zip(items, found, strict=True)]


def _text(item: dict[str, Any]) -> str:
    return f"{item['title'] or ''}. {item.get('lead') or item.get('summary') or ''}"


def _answer(item: dict[str, Any], score: float) -> dict[str, Any]:
    relevant = score >= 0.5
    return {
        "id": item["id"],
        "relevant": relevant,
        "tier": "medium" if relevant else "none",
        "score": score,
        "story": item["id"],
        "duplicate_of": None,
    }
