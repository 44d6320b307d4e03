"""The last pages of each host are remembered, and no more."""

from monitor.archive import pages
from monitor.archive.store import Archive
from monitor.model.seen import Seen


def test_last_pages_of_a_host_are_remembered_each_once(archive: Archive) -> None:
    for number in range(pages.MOST + 3):
        blocks = (number, 2**60 - 1)
        pages.remember(
            archive, "post.example", f"/{number}", Seen(title=f"{number}", blocks=blocks)
        )
    pages.remember(archive, "other.example", "/1", Seen(title="other", blocks=()))
    again = Seen(title="again", blocks=(7,))
    pages.remember(archive, "post.example", "/9", again)

    found = pages.of_host(archive, "post.example")

    assert len(found) == pages.MOST
    assert found[0] == Seen(title="3", blocks=(3, 2**60 - 1))
    assert found[-1] == again
    assert "9" not in [each.title for each in found]
    assert len(pages.of_host(archive, "other.example")) == 1
    assert pages.of_host(archive, "third.example") == ()
