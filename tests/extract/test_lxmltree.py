"""Pages as lxml trees."""

from collections.abc import Callable

import pytest

from monitor.errors import ExtractError
from monitor.extract import lxmltree
from monitor.model.page import Page


def test_what_xml_cannot_hold_is_left_out(answered: Callable[..., Page]) -> None:
    page = answered("<p>one\x00two&#0;three&#x1;four</p><p>rest</p>", media_type="text/html")

    assert lxmltree.words(lxmltree.tree(page)) == "onetwothreefour rest"


def test_no_element_is_refused(answered: Callable[..., Page]) -> None:
    with pytest.raises(ExtractError):
        lxmltree.tree(answered("no tags", media_type="text/html"))
