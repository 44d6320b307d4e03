"""Sentences that do not stand in the archive are found."""

from dataclasses import replace

import pytest

from monitor.model.summary import Sentence
from monitor.summary.grounding import untraceable

TEXT = "One thing. Another thing."
SENTENCE = Sentence(document_id="d", start=11, end=25, text="Another thing.")


def test_verbatim_sentence_is_traced() -> None:
    assert untraceable([SENTENCE], {"d": TEXT}) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SENTENCE, text="Another Thing."),
        replace(SENTENCE, text="Another thing"),
        replace(SENTENCE, start=10),
        replace(SENTENCE, end=26),
        replace(SENTENCE, end=99),
        replace(SENTENCE, start=-14, end=-1),
        replace(SENTENCE, start=25, end=25, text=""),
        replace(SENTENCE, start=30, end=20, text=""),
        replace(SENTENCE, document_id="other"),
    ],
)
def test_what_was_changed_or_lies_elsewhere_is_not(wrong: Sentence) -> None:
    assert untraceable([SENTENCE, wrong], {"d": TEXT}) == (wrong,)
