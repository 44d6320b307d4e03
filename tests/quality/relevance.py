"""Figures of relevance that no prediction holds: what is explained, and what can be learned."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from monitor.model.verdict import Verdict
from monitor.relevance.learned import FOLDS, Example, compared, features, promise
from monitor.text.language import detect
from tests.quality.measures import mean

Judge = Callable[[str, str, str], Verdict]


def explained(items: Sequence[dict[str, Any]], judge: Judge) -> dict[str, float]:
    """Return the share of the hard negatives left out whose false friend the verdict names."""
    verdicts = [judge(*_facts(item)) for item in items if item["label"] == "irrelevant"]
    out = [each for each in verdicts if not each.tier.included]
    return {"explained": mean([float(bool(each.against)) for each in out])}


def learned(
    items: Sequence[dict[str, Any]], judge: Judge, rank: Callable[[Verdict], float]
) -> dict[str, float]:
    """Return average precision in cross-validation with the labels as a person's decisions.

    ``learned_order`` is that of the model, ``queries_order`` that of the tiers and, within them,
    of the terms. Nothing where scikit-learn is missing, or there are too few of a label.
    """
    examples = []
    for item in items:
        title, lead, language = _facts(item)
        verdict = judge(title, lead, language)
        terms = [each.term for each in verdict.matches]
        examples.append(
            Example(
                features=features(title, lead, language, item.get("domain", ""), terms),
                promise=10 * rank(verdict) + promise(verdict),
                accepted=item["label"] == "relevant",
            )
        )
    accepted = sum(each.accepted for each in examples)
    if find_spec("sklearn") is None or min(accepted, len(examples) - accepted) < FOLDS:
        return {}
    found = compared(examples)
    return {"learned_order": found.ours, "queries_order": found.queries}


def _facts(item: dict[str, Any]) -> tuple[str, str, str]:
    title, lead = item["title"] or "", item["lead"] or ""
    return title, lead, detect(f"{title}. {lead}", item["lang"] or "")
