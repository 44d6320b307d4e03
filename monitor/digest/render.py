"""Every form of an issue, made from its record and nothing else; the only user of jinja2."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.digest import record, wording
from monitor.digest.chart import chart
from monitor.digest.markdown import markdown
from monitor.digest.plain import address, line
from monitor.digest.text import text
from monitor.model.digest import Digest
from monitor.model.week import Week
from monitor.text.counted import counted

ISSUE = "issue.html.j2"
_IN_FEED = 100
"""Issues: about two years of weeks, so that a reader who comes back late has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What an issue is called and when it was made; none of it stands in the record."""

    name: str
    """Of its files, without the ending."""
    revision: int
    made_at: datetime
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where the page of an issue leads to."""

    page: str
    index: str
    feed: str
    text: str
    markdown: str
    data: str
    stories: str = ""
    """Before the id of a story; empty where the archive is not beside the page."""
    documents: str = ""


def name_of(edition_id: str, week: str, *, first: str) -> str:
    """Return what an issue's files are called: the week, for later editions their id before it."""
    return week if edition_id == first else f"{edition_id}-{week}"


def render(digest: Digest, edge: Edge) -> Mapping[str, str]:
    """Return the files of an issue: name to text; a draft's names say so."""
    made = _made(digest, edge)
    stem = f"{edge.name}.draft" if edge.draft else edge.name
    html = _environment().get_template(ISSUE)
    links = Links(
        page=f"{stem}.html",
        index="index.html",
        feed="feed.atom",
        text=f"{stem}.txt",
        markdown=f"{stem}.md",
        data=f"{stem}.json",
    )
    return {
        f"{stem}.html": html.render(frame="base.html.j2", **told(digest, edge, links)),
        f"{stem}.txt": text(digest, made),
        f"{stem}.md": markdown(digest, made, f"{edge.name}.html"),
        f"{stem}.json": record.dump(digest),
    }


def told(digest: Digest, edge: Edge, links: Links) -> dict[str, Any]:
    """Return what the template ``ISSUE`` needs beside the frame that it stands in."""
    return {
        "d": digest,
        "links": links,
        "made": _made(digest, edge),
        "draft": edge.draft,
        "chart": chart(digest.volume),
        "sections": {i.story_id: s.title for s in digest.sections for i in s.items},
    }


def _made(digest: Digest, edge: Edge) -> str:
    when = wording.moment(edge.made_at, digest.week.timezone)
    if edge.draft:
        return f"Draft of {when}."
    if edge.revision > 1:
        return f"Revision {edge.revision}, made {when}."
    return f"Made {when}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An issue as the index and the feed name it."""

    name: str
    edition_id: str
    title: str
    number: int
    revision: int
    made_at: datetime
    week: Week
    open: bool
    stories: int
    changes: tuple[str, ...]

    @property
    def id(self) -> str:
        """The same for all revisions of the issue, wherever it is published."""
        return _urn(f"{self.edition_id}/{self.week.key}")

    @property
    def updated(self) -> str:
        """When the newest revision was made (RFC 3339)."""
        return _stamp(self.made_at)

    @property
    def summary(self) -> str:
        """What changed, in one line."""
        told = "; ".join(self.changes)
        return told or counted(self.stories, "story", "stories")


def listed(stored: str, edge: Edge) -> Listed:
    """Return what the index needs of a stored record.

    The record is not made whole: an index of five years holds hundreds.
    """
    facts: dict[str, Any] = json.loads(stored)
    week = facts["week"]
    return Listed(
        name=edge.name,
        edition_id=facts["edition_id"],
        title=line(facts["title"]),
        number=facts["number"],
        revision=edge.revision,
        made_at=edge.made_at,
        week=Week(
            key=week["key"],
            starts_at=datetime.fromisoformat(week["starts_at"]),
            ends_at=datetime.fromisoformat(week["ends_at"]),
            closes_at=datetime.fromisoformat(week["closes_at"]),
            timezone=week["timezone"],
        ),
        open=facts["open_until"] is not None,
        stories=sum(len(section["items"]) for section in facts["sections"]),
        changes=tuple(line(sentence) for _, sentence in facts["changes"]),
    )


def index(title: str, issues: Sequence[Listed]) -> Mapping[str, str]:
    """Return the page and the Atom feed of all *issues*, newest week first.

    Where the folder will be published is not known, so links are relative to the file itself, as
    RFC 3986 reads them, and ids are UUIDs of edition and week.
    """
    newest = sorted(issues, key=lambda each: (each.week.ends_at, each.edition_id), reverse=True)
    several = len({each.edition_id for each in issues}) > 1
    known: dict[str, Any] = {"title": line(title), "issues": newest, "several": several}
    return {
        "index.html": _environment().get_template("index.html.j2").render(known),
        "feed.atom": atom(
            title,
            newest,
            here="feed.atom",
            home="index.html",
            leads=lambda each: f"{each.name}.html",
        ),
    }


def atom(
    title: str, newest: Sequence[Listed], *, here: str, home: str, leads: Callable[[Listed], str]
) -> str:
    """Return the Atom feed of the *newest* issues, newest first.

    *here* is its own address, *home* that of the page of all issues; *leads* tells each one's.
    """
    last = max((each.made_at for each in newest), default=datetime(1970, 1, 1, tzinfo=UTC))
    return (
        _environment()
        .get_template("feed.atom.j2")
        .render(
            title=line(title),
            issues=newest[:_IN_FEED],
            id=_urn("feed"),
            updated=_stamp(last),
            here=here,
            home=home,
            leads=leads,
        )
    )


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"news-report-monitor/{name}").urn


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


@cache
def _environment() -> Environment:
    loader = PackageLoader("monitor.digest")
    made = environment(loader)
    # Our own file, without "</style>" in it; the only text that is not escaped.
    made.globals["style"] = Markup(loader.get_source(made, "style.css")[0])  # noqa: S704
    return made


def environment(loader: BaseLoader) -> Environment:
    """Return the templates of *loader*; everything is escaped, in HTML and XML alike."""
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in ("span", "chosen", "emptiness", "place", "page", "quotes", "source_of", "copies",
                 "moment", "short_day", "day", "looked_at",
                 "not_looked_at", "tongue", "kind_of", "was", "now_at", "earlier",
                 "CHANGED"):  # fmt: skip
        made.globals[name] = getattr(wording, name)
    made.globals["counted"] = counted
    made.filters.update(
        address=address, line=line, direction=wording.direction, dated=wording.dated
    )
    return made
