"""What classes and ids say: beside the article or of it."""

import tracemalloc

from monitor.extract.asides import is_aside, is_certain


def test_megabytes_of_names_are_not_remembered() -> None:
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(50):
        names = f"part-{number} " * 10_000
        assert not is_aside(names)
        assert not is_certain(names)
    held = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    assert held < 1_000_000
