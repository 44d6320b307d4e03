"""What a page without an article calls itself."""

from monitor.errors import ExtractError
from monitor.extract import lxmltree
from monitor.model.page import Page


def titled(page: Page) -> str:
    """Return the title of *page*, else its first heading; empty where it has neither."""
    try:
        root = lxmltree.tree(page)
    except ExtractError:
        return ""
    found = (lxmltree.words(tag) for path in ("//title", "//h1") for tag in root.xpath(path)[:1])
    return next((words for words in found if words), "")
