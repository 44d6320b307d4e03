"""Each example of docs/api.md does what the page says."""

import re
import shlex
from pathlib import Path

import pytest

from monitor.web.gate import Rules
from tests.conftest import ROOT
from tests.web.small import client, secrets, site

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CURLS = re.findall(r"^curl .*$", PAGE, re.M)


@pytest.mark.parametrize("line", CURLS)
async def test_example_is_answered(fresh: Path, line: str) -> None:
    needs = "TOKEN" in line
    if needs:
        line = line.replace("TOKEN", secrets(fresh)["token"])
    words = iter(shlex.split(line)[1:])
    address, options = next(words), dict(zip(words, words, strict=True))
    headers = dict([options["-H"].split(": ", 1)]) if "-H" in options else {}
    user, _, password = options.get("-u", "").partition(":")

    async with client(site(fresh, Rules(token=needs))) as api:
        answer = await api.request(
            "POST" if "-d" in options else "GET",
            address,
            content=options.get("-d", "").encode(),
            headers=headers,
            auth=(user, password) if user else None,
        )

    assert answer.status_code == 200, answer.text
    assert answer.content


def test_there_are_examples_and_every_address_is_named() -> None:
    from tests.web.test_access import WITH_TOKEN

    assert len(CURLS) > 10
    for path in WITH_TOKEN:
        if path.startswith("/api/v1/") and path not in ("/api/v1/openapi.json", "/api/v1/docs"):
            last = [part for part in path.split("/")[3:] if "{" not in part][-1]
            assert f"`{last}" in PAGE or f"/{last}" in PAGE, path
