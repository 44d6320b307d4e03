"""A topic is written into sources.yaml, and every other byte stays."""

import difflib

import pytest

from monitor.errors import SourceError
from monitor.model.watchlist import Topic
from monitor.source import shipped
from monitor.source.load import parse
from monitor.source.topics import added, entry

TOPIC = Topic(
    id="care", name="Care: it's work", section="Labour", query="""("a b" OR 'c d') title:visa"""
)
SMALL = """\
# ours
sources:
  - {id: post, name: Post, kind: feed, url: "https://example.org/"}

topics:  # what we follow
  - id: one
    name: One
    query: >-
      visa
      OR sponsor

  # the second
  - id: two
    name: Two
    query: slavery

# How we judge.
relevance:
  include: slavery
"""


def _new(before: str, after: str) -> list[str]:
    diff = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert not [line for line in diff if line.startswith("-")]
    return [line[2:] for line in diff if line.startswith("+")]


@pytest.mark.parametrize("text", [SMALL, shipped.text()], ids=["small", "shipped"])
def test_only_the_topic_is_added(text: str) -> None:
    topic = Topic(id="care", name="Care", section="Care", query='"care worker*" -museum')

    after = added(text, "sources.yaml", topic)

    assert parse(after, "sources.yaml").topics[-1] == topic
    assert [line for line in _new(text, after) if line.strip()] == [
        "  - id: care",
        "    name: Care",
        "    query: '\"care worker*\" -museum'",
    ]


def test_it_stands_before_what_is_said_of_the_next_section() -> None:
    after = added(SMALL, "s", TOPIC)

    assert "\n\n# How we judge.\nrelevance:" in after
    assert parse(after, "s").topics[-1] == TOPIC


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("\n", "\r\n"),
        SMALL[: SMALL.index("\n# How")],
        SMALL[: SMALL.index("\n\n# How")],
        SMALL.replace("  - id", "- id")
        .replace("    name", "  name")
        .replace("    query", "  query"),
    ],
    ids=["CRLF", "last section", "no newline at the end", "not indented"],
)
def test_the_form_of_the_file_does_not_matter(text: str) -> None:
    after = added(text, "s", TOPIC)

    assert [topic.id for topic in parse(after, "s").topics] == ["one", "two", "care"]
    assert ("\r\n" in after) == ("\r\n" in text)
    assert "\n" not in after.replace("\r\n", "") or "\r\n" not in text


@pytest.mark.parametrize(
    ("text", "topic", "said"),
    [
        (SMALL.replace("topics:", "macros: {A: x}\nignored:"), TOPIC, "ignored"),
        (SMALL[: SMALL.index("topics")], TOPIC, "no topics of its own"),
        (SMALL, Topic(id="two", name="T", section="T", query="x"), "has a topic two already"),
        (SMALL, Topic(id="x", name="T", section="T", query="a OR"), "OR needs something after it"),
        (
            SMALL[: SMALL.index("topics")] + "topics: [{id: a, name: A, query: x}]\n",
            Topic(id="x", name="T", section="T", query="a"),
            "add it by hand:\n- id: x",
        ),
    ],
)
def test_what_cannot_be_written_is_told(text: str, topic: Topic, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        added(text, "s", topic)
    assert said in str(refused.value)


def test_an_entry_alone_is_yaml() -> None:
    assert entry(TOPIC).startswith("- id: care\n")
