"""What kind a change is of; most of it is measured by ``tests.quality revisions``."""

import pytest

from monitor.model.revision import ChangeKind
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
