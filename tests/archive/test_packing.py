"""What is packed comes back as it was; what was damaged is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.archive.packing import (
    pack_fingerprint,
    pack_json,
    pack_text,
    unpacked,
    whole_fingerprint,
)
from tests.archive.conftest import a_document, a_print

some_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(text=st.text() | st.just("Nine people. " * 400))
def test_text(text: str) -> None:
    assert unpacked(pack_text(text)).decode() == text


@given(value=some_json)
def test_json(value: object) -> None:
    assert json.loads(unpacked(pack_json(value))) == value


def test_what_was_packed_by_this_version_can_be_read_by_every_later_one() -> None:
    assert unpacked(bytes.fromhex("02ab468fd25a00")) == b'{"kind":"article"}'
    assert unpacked(b"\x00abc") == b"abc"
    assert unpacked(bytes.fromhex("014b4c4a241b0200")) == b"ab" * 30


def test_fingerprint() -> None:
    told = a_print(a_document(title="Écho\n"))
    assert whole_fingerprint(pack_fingerprint(told)) == told


@pytest.mark.parametrize("packed", [b"", b"\x03abc", b"\x01abc", pack_text("ab" * 99)[:-3]])
def test_what_is_damaged_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="packed value"):
        unpacked(packed)
