"""One bad entry never stops the others, and every complaint says where and what to do."""

from dataclasses import FrozenInstanceError
from datetime import date, time
from pathlib import Path

import pytest

from monitor.errors import SourceError
from monitor.model.source import Cadence, Content, Filter, Kind
from monitor.model.watchlist import Problem, Watchlist
from monitor.source import shipped
from monitor.source.load import DEFAULT_EDITION, load, parse

GOOD = "  - {id: good, name: Good, kind: feed, url: https://good.example/feed}\n"
WITH_GOOD = f"sources:\n{GOOD}"


def read(text: str) -> Watchlist:
    return parse(text, "sources.yaml")


def only(text: str) -> Problem:
    """Return the one problem of a file whose good source is usable all the same."""
    watchlist = read(text)
    assert "good" in [source.id for source in watchlist.sources]
    (problem,) = watchlist.problems
    return problem


def with_entry(*lines: str) -> str:
    entry = ["id: bad", "name: Bad", "kind: feed", "url: https://bad.example/", *lines]
    by_key = {line.split(":")[0]: line for line in entry}
    body = "\n    ".join(by_key.values())
    return f"{WITH_GOOD}  - {body}\n"


def test_file_with_nothing_but_a_source_works() -> None:
    watchlist = read(WITH_GOOD)
    builtin = parse(shipped.text(), "shipped")

    (source,) = watchlist.sources
    assert (source.kind, source.filter, source.content) == (
        Kind.FEED,
        Filter.TIERED,
        Content.EXTRACT,
    )
    assert source.cadence is Cadence.DAILY
    assert source.publisher == "Good"
    assert source.enabled
    assert watchlist.topics == builtin.topics
    assert watchlist.tiers == builtin.tiers
    assert watchlist.macros == builtin.macros
    assert watchlist.editions == (DEFAULT_EDITION,)
    assert not watchlist.help
    assert not watchlist.coming_up
    assert not watchlist.problems


def test_whole_source_is_read() -> None:
    watchlist = read(
        """\
defaults: {language: cy, cadence: weekly, rights: theirs}
topics: [{id: t, name: T, query: word}]
sources:
  - id: whole
    name: "  The   Whole "
    publisher: House
    kind: listing
    url: https://whole.example/list?page=1
    topics: [t]
    filter: strong
    content: headline
    country: GB
    cadence: yearly
    selectors: {item: li, date: time}
    active_from: 2026-01-02
    active_until: "2027-01-02"
    enabled: no
    confidence: B
    verified_on: 2026-11-24
    note: >-
      two
      lines
"""
    )

    (source,) = watchlist.sources
    assert source.name == "The Whole"
    assert source.language == "cy"
    assert source.cadence is Cadence.YEARLY
    assert source.rights == "theirs"
    assert source.selectors.item == "li"
    assert source.selectors.link is None
    assert source.active_from == date(2026, 1, 2)
    assert source.active_until == date(2027, 1, 2)
    assert source.verified_on == date(2026, 11, 24)
    assert not source.enabled
    assert source.topics == ("t",)
    assert source.note == "two lines"


@pytest.mark.parametrize("written", ["07:00", '"07:00"', "7:00", "'7:00'"])
def test_time_of_day_survives_yaml(written: str) -> None:
    (edition,) = read(
        f"{WITH_GOOD}editions:\n  - {{id: e, title: E, time: {written}, weekday: Friday}}\n"
    ).editions

    assert edition.time == time(7, 0)
    assert edition.weekday == "friday"


@pytest.mark.parametrize(
    ("word", "field"), [("NO", "country"), ("no", "language"), ("2026", "rights"), ("true", "note")]
)
def test_text_is_kept_as_written(word: str, field: str) -> None:
    source = read(with_entry(f"{field}: {word}")).sources[1]

    assert getattr(source, field) == word


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("urll: x", "unknown key “urll”; did you mean “url”?"),
        ("poll_hours: 6", "unknown key “poll_hours”; did you mean “cadence”?"),
        ("licence: OGL", "unknown key “licence”; did you mean “rights”?"),
        ("zzz: 1", "unknown key “zzz”; there are id, name, publisher, kind, url"),
        (
            "kind: rss",
            "kind: “rss” is not one of feed, listing, sitemap, page; did you mean “feed”",
        ),
        ("cadence: dayly", "did you mean “daily”?"),
        ("url: ftp://bad.example/", "is not a web address; copy it from the browser"),
        ("url: www.bad.example", "is not a web address"),
        ("url: https://bad.example/{ID}", "is not a web address"),
        ("url: https://[bad/", "is not a web address"),
        ("url:", "“url” is missing; add a line url: …"),
        ('name: ""', "name: is empty; write something after the colon"),
        ("name: [a]", "name: must be a text"),
        ("id: Bad One", "small letters a-z, digits and hyphens only; write bad-one"),
        ("topics: [statistic]", "is not the id of a topic; did you mean “statistics”?"),
        ("topics: statistics", "topics: must be a list, such as [one, two]"),
        ("enabled: maybe", "enabled: “maybe” is neither true nor false"),
        ("active_from: 1 May 2026", "is not a day; write year-month-day"),
        ("verified_on: 2026-02-30", "the calendar has no 2026-02-30"),
        ("active_until: 20260230", "is not a day"),
        ("language: English", "write two small letters, such as en"),
        ("country: uk", "write two capital letters, such as GB"),
        ("confidence: E", "write A, B, C or D"),
        ("content: full", "rights must name the licence that allows it"),
        ("selectors: {itm: li}", "unknown key “selectors.itm”"),
    ],
)
def test_bad_source_is_named_with_its_line_and_the_next_step(line: str, reason: str) -> None:
    text = with_entry(line)
    problem = only(text)

    key = line.split(":")[0]
    assert problem.entry == f"source {'Bad One' if key == 'id' else 'bad'}"
    assert reason in problem.reason
    assert problem.line is not None
    written = text.splitlines()[problem.line - 1]
    if "missing" not in reason and "rights must" not in reason:
        assert key in written
    assert "\n" not in problem.reason
    assert " error" not in problem.reason


def test_time_of_activity_must_run_forward() -> None:
    problem = only(with_entry("active_from: 2026-02-01", "active_until: 2026-01-31"))

    assert "active_from (2026-02-01) is later than active_until (2026-01-31)" in problem.reason


def test_entry_with_several_faults_names_each() -> None:
    watchlist = read(with_entry("kind: rss", "url: nowhere", "colour: red"))

    assert [problem.line for problem in watchlist.problems] == [5, 6, 7]


def test_misspelt_key_is_one_fault_not_two() -> None:
    problem = only(
        f"{WITH_GOOD}  - {{id: bad, name: Bad, kind: feed, ulr: https://bad.example/}}\n"
    )

    assert problem.reason == "unknown key “ulr”; did you mean “url”?"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (f"{WITH_GOOD}  - just words\n", 3, "must be keys with values"),
        (f"{WITH_GOOD}  -\n", 3, "must be keys with values"),
        (f"{WITH_GOOD}  - {{id: a, id: b}}\n", 3, "“id” is written twice"),
        (f"{WITH_GOOD}{GOOD}", 3, "is used on line 2 already"),
        (f"{WITH_GOOD}topics:\n  - {{id: t, name: T, query: '(open'}}\n", 4, "character"),
        (
            f"{WITH_GOOD}topics:\n" + "  - {id: t, name: T, query: a}\n" * 2,
            5,
            "is used on line 4",
        ),
        (f"{WITH_GOOD}macros:\n  NEW: '(open'\n", 4, "character"),
        (f"{WITH_GOOD}macros:\n  A-B: word\n", 4, "is no name"),
        (f"{WITH_GOOD}macros:\n  A:\n", 4, "has no query"),
        (f"{WITH_GOOD}help:\n  - {{phone: '999'}}\n", 4, "“name” is missing"),
        (f"{WITH_GOOD}coming_up:\n  - {{date: soon, title: T}}\n", 4, "is not a day"),
    ],
)
def test_bad_entry_of_any_section_is_a_problem(text: str, line: int, reason: str) -> None:
    problem = only(text)

    assert problem.line == line
    assert reason in problem.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("timezone: London", "is not a time zone; write continent and city"),
        ("timezone: Europe", "is not a time zone"),
        ("timezone: ../etc", "is not a time zone"),
        ("weekday: mon", "is not a day of the week"),
        ("time: 7", "is not a time of day"),
        ("time: 25:00", "is not a time of day"),
        ("max_items: 0", "“0” is too small; write 1 or more"),
        ("max_items: many", "“many” is not a whole number"),
        ("topics: [nowhere]", "is not the id of a topic"),
    ],
)
def test_bad_edition_is_a_problem(line: str, reason: str) -> None:
    problem = only(f"{WITH_GOOD}editions:\n  - id: e\n    title: E\n    {line}\n")

    assert (problem.line, problem.entry) == (6, "edition e")
    assert reason in problem.reason


def test_edition_left_without_usable_topics_does_not_become_one_of_everything() -> None:
    watchlist = read(
        f"{WITH_GOOD}"
        "topics:\n  - {id: t, name: T, query: '('}\n  - {id: u, name: U, query: a}\n"
        "editions:\n  - {id: e, title: E, topics: [t]}\n  - {id: f, title: F, topics: [t, u]}\n"
    )

    assert [problem.entry for problem in watchlist.problems] == ["topic t", "edition e"]
    assert [(edition.id, edition.topics) for edition in watchlist.editions] == [("f", ("u",))]


def test_source_of_a_topic_that_cannot_be_used_is_watched_without_it() -> None:
    watchlist = read(
        "topics: [{id: t, name: T, query: '('}, {id: u, name: U, query: a}]\n"
        "sources: [{id: a, name: A, kind: feed, url: https://a.example, topics: [t, u]}]\n"
    )

    assert watchlist.sources[0].topics == ("u",)
    assert [problem.entry for problem in watchlist.problems] == ["topic t"]


def test_licence_in_defaults_does_not_do_for_a_source_that_shows_all() -> None:
    told = "defaults: {rights: all rights reserved}\n"
    entry = "  - {id: b, name: B, kind: feed, url: https://b.example/,\n     content: full}\n"

    (problem,) = read(f"{told}{WITH_GOOD}{entry}").problems

    assert problem.line == 5
    assert "must name the licence" in problem.reason
    assert not read("defaults: {rights: OGL, content: full}\n" + WITH_GOOD).problems


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", None, "is empty; remove it, and monitor init writes one"),
        ("# nothing\n", None, "is empty"),
        ("just words\n", 1, "begin with a line sources:"),
        ("- a\n", 1, "begin with a line sources:"),
        ("topics: []\n", None, "has no source that can be used"),
        ("sources:\n  - {id: a}\n", 2, "has no source that can be used"),
        ("sources: {id: a}\n", 1, "write - at the beginning of each entry"),
        (f"{WITH_GOOD}sources: []\n", 3, "is written twice"),
        (f"{WITH_GOOD}topcis: []\n", 3, "unknown section “topcis”; did you mean “topics”?"),
        (f"{WITH_GOOD}relevance: {{include: '('}}\n", 3, "relevance, include"),
        (f"{WITH_GOOD}relevance: {{includes: a}}\n", 3, "did you mean “include”?"),
        (f"{WITH_GOOD}relevance: {{unless: a}}\n", 3, "“include” is missing"),
        (f"{WITH_GOOD}relevance: {{include: a, include: b}}\n", 3, "written twice"),
        (f"{WITH_GOOD}macros:\n  STRONG: '('\n", 3, "in macro $STRONG"),
        (f"{WITH_GOOD}macros: {{A: a, A: b}}\n", 3, "written twice"),
        (f"defaults: {{kind: rss}}\n{WITH_GOOD}", 1, "defaults: kind: “rss”"),
        (f"defaults: {{id: rss}}\n{WITH_GOOD}", 1, "is each source's own"),
        (f"defaults: {{kind: feed, kind: page}}\n{WITH_GOOD}", 1, "written twice"),
        (f"{WITH_GOOD}\tx: 1\n", 3, "there is a tab in the line"),
        (f"{WITH_GOOD}topics:\t[]\n", 3, "there is a tab in the line"),
        (f"{WITH_GOOD}  - id: a\n    kind feed\n    name: A\n", 4, "the line has no colon"),
        (f"{WITH_GOOD}  - id: a\n    kind:feed\n    name: A\n", 4, "the line has no colon"),
        (f"{WITH_GOOD}  - id: a\n   kind: feed\n", 4, "is not indented like the lines"),
        (f"{WITH_GOOD}   - id: a\n", 3, "is not indented like the lines"),
        (f"{WITH_GOOD}  - id: a\n     kind: feed\n", 4, "has no colon or is indented otherwise"),
        (f"{WITH_GOOD}    - id: a\n", 3, "is not indented like the lines"),
        (f'{WITH_GOOD}macros:\n  A: "a b" OR c\n', 4, "text follows a closing quotation mark"),
        (f"{WITH_GOOD}macros:\n  A: @b\n", 4, "a text that begins with @ needs quotes"),
        (f"{WITH_GOOD}  - name: a: b\n", 3, "put quotes around"),
        ("sources: [1, 2\n\n\n", 1, "expected ',' or ']'"),
        ("sources: 'open\n\n", 1, "never closed"),
        (f"{WITH_GOOD}---\na: 1\n", 3, "second document"),
        (f"{WITH_GOOD}x: *nowhere\n", 3, "undefined alias"),
        ("sources: \x00", None, "cannot be read as YAML"),
        ("[" * 3000, None, "nested too deep"),
        ("a: &x [*x]", None, "nested too deep"),
    ],
)
def test_file_that_cannot_be_used_at_all_says_so(text: str, line: int | None, reason: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(text)

    assert reason in raised.value.reason
    assert raised.value.line == line
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.yaml", None, "monitor init writes one"),
        ("latin.yaml", b"sources:\n# caf\xe9\n", "save the file as UTF-8"),
        (".", None, "check that it is a file"),
    ],
)
def test_file_that_cannot_be_read_says_so(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SourceError) as raised:
        load(path)

    assert reason in raised.value.reason
    assert raised.value.line == (2 if content else None)


def test_file_is_known_by_the_hash_of_its_bytes(tmp_path: Path) -> None:
    from hashlib import sha256

    path = tmp_path / "sources.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + WITH_GOOD.replace("\n", "\r\n").encode())

    watchlist = load(path)

    assert watchlist.sha256 == sha256(path.read_bytes()).hexdigest()
    assert [source.id for source in watchlist.sources] == ["good"]


def test_own_macro_replaces_the_built_in_one_of_its_name() -> None:
    watchlist = read(f"{WITH_GOOD}macros: {{STRONG: badger}}\n")

    assert watchlist.macros["STRONG"] == "badger"
    assert "FALSE_FRIEND" in watchlist.macros
    assert watchlist.tiers.include == "$STRONG"


def test_own_relevance_without_topics_has_one_topic_of_all_it_includes() -> None:
    watchlist = read(f"{WITH_GOOD}relevance: {{include: badger, include_unless: sett}}\n")

    (topic,) = watchlist.topics
    assert (topic.id, topic.query) == ("all", "(badger) OR (sett)")


def test_file_with_all_its_own_rules_has_no_built_in_macro() -> None:
    watchlist = read(
        f"{WITH_GOOD}macros: {{B: badger}}\nrelevance: {{include: $B}}\n"
        "topics: [{id: t, name: T, query: $B}, {id: u, name: U, query: $STRONG}]\n"
    )

    assert dict(watchlist.macros) == {"B": "badger"}
    assert watchlist.topics[0].section == "T"
    (problem,) = watchlist.problems
    assert "there is no macro $STRONG" in problem.reason


def test_alias_gives_the_same_value_twice() -> None:
    watchlist = read(
        "sources:\n"
        "  - {id: a, name: A, kind: feed, url: https://a.example/, rights: &r theirs}\n"
        "  - {id: b, name: B, kind: feed, url: https://b.example/, rights: *r}\n"
    )

    assert {source.rights for source in watchlist.sources} == {"theirs"}


def test_aliases_of_aliases_cost_nothing() -> None:
    bomb = "".join(f"  - &b{n + 1} [{', '.join([f'*b{n}'] * 9)}]\n" for n in range(12))

    problems = read(f"{WITH_GOOD}  - &b0 [lol]\n{bomb}").problems

    assert len(problems) == 13


def test_watchlist_cannot_be_changed() -> None:
    watchlist = read(WITH_GOOD)

    with pytest.raises(FrozenInstanceError):
        watchlist.sha256 = ""  # type: ignore[misc]
    with pytest.raises(TypeError):
        watchlist.macros["A"] = ""  # type: ignore[index]
