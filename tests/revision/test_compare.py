"""What kind a change is of; most of it is measured by ``tests.quality revisions``."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.revision import ChangeKind, Comparison
from monitor.plainly import plain, whole
from monitor.revision.compare import compare
from monitor.revision.noise import level
from tests.digest.conftest import document
from tests.quality.edits import EDITS, Edit
from tests.quality.measure import floors
from tests.quality.sets import revisions


@pytest.mark.parametrize("edit", [e for e in EDITS if not e.kinds], ids=lambda e: e.id)
def test_noise_makes_no_revision(edit: Edit) -> None:
    language, title, text, new_title, new_text = edit.states()

    found = compare(
        document("a", title, text, language=language),
        document("a", new_title, new_text, language=language),
    )

    assert found.findings == ()
    assert found.kind is None


def test_findings_begin_with_the_most_serious_and_name_the_words() -> None:
    found = compare(
        document("a", "Nine freed", "Nine people were freed in Marlow, said Jane Roe."),
        document("a", "Raid", "Eleven people were freed in Marlow, said Jane Doe."),
    )

    assert [each.kind for each in found.findings] == [
        ChangeKind.NUMBER,
        ChangeKind.NAME,
        ChangeKind.HEADLINE,
    ]
    assert found.summary.startswith("“Nine” became “Eleven”; “Jane Roe” became “Jane Doe”")
    assert found.findings[0].after == "Eleven people were freed in Marlow, said Jane Doe."


def test_a_text_that_is_gone_is_all_taken_out() -> None:
    found = compare(document("a", "T", "One is said. Two is said."), document("a", "T", ""))

    assert found.summary == "2 sentences taken out"


def test_signs_that_look_alike_are_the_same() -> None:
    assert level("« Oui » — l’État…") == level('"oui" - l\'État...')


def test_edits_written_for_the_set_are_as_well_told_as_measured() -> None:
    items = revisions.items(revisions.MATERIAL.parent)
    found = revisions.score(items, [revisions.predict(i, revisions.MATERIAL) for i in items])

    assert len(items) >= 40
    for name, floor in floors()["revisions"].items():
        assert found[name] >= floor, name


@settings(max_examples=120, deadline=None)
@given(
    before=st.text(max_size=120),
    after=st.text(max_size=120),
    language=st.sampled_from(("en", "de", "ar", "zh", "ja", "ru", "und", "xx")),
)
def test_any_texts_can_be_compared(before: str, after: str, language: str) -> None:
    one, other = (document("a", t[:20], t, language=language) for t in (before, after))

    assert compare(one, one).findings == ()
    found = compare(one, other)
    assert whole(Comparison, plain(found)) == found


def test_names_of_a_long_report_are_compared_in_seconds() -> None:
    def report(*names: str) -> str:
        told = "In district {} of the region {} Kowalsk{} was found by officers in raids."
        return " ".join(told.format(n, names[n % len(names)], n) for n in range(3000))

    began = time.process_time()
    found = compare(
        document("a", "T", report("Adam", "Berta")), document("a", "T", report("Carla", "Dora"))
    )

    assert {each.kind for each in found.findings} == {ChangeKind.NAME}
    assert time.process_time() - began < 20  # measured: 2 s; looked for text by text, 25 s
