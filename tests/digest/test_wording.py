"""What the forms of an issue say in common."""

from dataclasses import replace

from monitor.digest.wording import not_looked_at
from monitor.model.digest import SourceReport
from tests.digest.conftest import COVERAGE


def test_sources_with_one_fact_share_a_line() -> None:
    reports = tuple(
        SourceReport(source_id=name.lower(), name=name, fact=fact)
        for name, fact in (("Post", "HTTP 500"), ("Echo", "HTTP 404"), ("Wire", "HTTP 500"))
    )

    told = not_looked_at(replace(COVERAGE, failed=reports, silent=(), unpolled=()))

    assert told == [("Failed when last asked", [("Post; Wire", "HTTP 500"), ("Echo", "HTTP 404")])]
