"""Weeks to compose and render, made by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from monitor.digest.choose import ordered
from monitor.digest.compose import cite, compose
from monitor.digest.material import Counted, Material, Member, PastWeek, StoryMaterial
from monitor.digest.week import week
from monitor.model.dated import Dated, Provenance
from monitor.model.digest import Changed, Correction, Coverage, Digest, SourceReport
from monitor.model.document import Document, DocumentKind
from monitor.model.reading import Origin, PageSpan, Quality
from monitor.model.revision import ChangeKind
from monitor.model.source import Content
from monitor.model.story import Placement, Role
from monitor.model.summary import Sentence, Summary
from monitor.model.verdict import Field, Match, Tier, Verdict
from monitor.model.watchlist import ComingUp, Edition, HelpEntry, Topic
from monitor.story.gain import gains

EDITION = Edition(id="weekly", title="Forced labour: the week", intro="In the sources' own words.")
TOPICS = (
    Topic(id="courts", name="Courts", section="Prosecutions and policing", query="court"),
    Topic(id="labour", name="Labour", section="Labour and supply chains", query="labour"),
    Topic(id="reports", name="Reports", section="Research and reports", query="report"),
)
WEEK = week(EDITION, "2026-W47")
MONDAY = WEEK.starts_at
RAID = (
    "Nine people were freed from a car wash in Marlow on Tuesday, police said. Two men were "
    "arrested.\n\nThe nine, all from Vietnam, were taken to a place of safety. A trial is not "
    "expected before spring."
)


def document(key: str, title: str = "", text: str = RAID, **changes: Any) -> Document:
    """A document of Monday, nine o'clock, a page of the Harbour Post unless told otherwise."""
    url = f"https://post.example/{key}"
    plain = Document(
        id=key,
        source_id="post",
        publisher="Harbour Post",
        kind=DocumentKind.ARTICLE,
        url=url,
        canonical_url=url,
        title=title or f"Title of {key}",
        text=text,
        description="",
        authors=(),
        language="en",
        published=None,
        updated=None,
        first_seen_at=MONDAY + timedelta(hours=9),
        content=Content.EXTRACT,
        rights="",
        origin=Origin.PAGE,
        quality=Quality.GOOD,
        pages=(),
        evidence="",
        backfill=False,
    )
    return replace(plain, **changes)


def day(number: int, of: int = 11) -> Dated:
    """A day of 2026, as a source stated it."""
    return Dated(
        at=datetime(2026, of, number, tzinfo=UTC),
        provenance=Provenance.FEED,
        confidence=0.9,
        day_only=True,
        raw=f"{number}.{of}.",
    )


def member(
    held: Document,
    *topics: str,
    role: Role = Role.FIRST,
    tier: Tier = Tier.STRONG,
    told: bool = False,
    matches: tuple[Match, ...] = (),
) -> Member:
    """A document of a story."""
    return Member(
        document=held,
        verdict=Verdict(
            tier=tier, topics=topics, matches=matches, reason="matched “forced labour”"
        ),
        placement=Placement(
            document_id=held.id, story_id="story", role=role, like=None, similarity=0.0
        ),
        told=told,
    )


def sentence(held: Document, words: str, page: int | None = None) -> Sentence:
    """A sentence of a document, at its place."""
    start = held.text.index(words)
    return Sentence(document_id=held.id, start=start, end=start + len(words), text=words, page=page)


def story(key: str, *members: Member, publishers: int = 1, **changes: Any) -> StoryMaterial:
    """A story whose summary is the first two sentences of its leading document."""
    held = ordered(members)
    lead = held[0].document
    opening = lead.text.split("\n\n")[0].rstrip(".")
    first = [f"{each}." for each in opening.split(". ") if each]
    plain = StoryMaterial(
        story_id=key,
        members=held,
        summary=Summary(sentences=tuple(sentence(lead, each) for each in first)),
        publishers=publishers,
    )
    made = replace(plain, **changes)
    told = sorted(held, key=lambda each: (not each.told, each.document.first_seen_at))
    fresh = {each.document.id for each in held if not each.told}
    found = gains((each.document, each.placement) for each in told)
    grown = tuple(each for each in found if each.document_id in fresh)
    return replace(made, gains=grown if made.told_in else ())


def simple(key: str, *topics: str, publishers: int = 1, hours: float = 9) -> StoryMaterial:
    """A story of one document."""
    held = document(key, first_seen_at=MONDAY + timedelta(hours=hours))
    return story(key, member(held, *topics), publishers=publishers)


COVERAGE = Coverage(
    watched=13,
    answered=11,
    failed=(SourceReport(source_id="herald", name="Broken Herald", fact="HTTP 500"),),
    silent=(SourceReport(source_id="trust", name="Quiet Trust", fact="nothing new for 41 days"),),
    unpolled=(),
    outcomes=(("kept", 14), ("not-relevant", 7), ("unreachable", 1)),
    backfill=3,
    limited=0,
)


def material(*stories: StoryMaterial, **changes: Any) -> Material:
    """The material of 2026-W47."""
    plain = Material(
        edition=EDITION,
        topics=TOPICS,
        week=WEEK,
        number=5,
        cut=WEEK.ends_at,
        today=date(2026, 11, 23),
        stories=stories,
        figures=(),
        past=(),
        coverage=COVERAGE,
        corrections=(),
        coming_up=(),
        help=(),
    )
    return replace(plain, **changes)


HOSTILE = (
    'Owner "denies" <script>alert(1)</script> [all](javascript:x) *charges* & `more`\x07\x1b[31m'
    "\u202egnp.exe</style></title>\u2028| next __line__ https://evil.example www.evil.example"
)


def _hostile_stories() -> tuple[StoryMaterial, ...]:
    text = f"{HOSTILE.replace(chr(0x2028), ' ')} said so. It was <b>heard</b> & written down."
    lead = document(
        "hostile", HOSTILE, text, url='javascript:alert("x")', publisher="<i>Post</i> & [Sons]"
    )
    quoted = Sentence(document_id="hostile", start=0, end=len(text), text=text)
    other = document("quoted", "Plain", url='https://post.example/?a="><script>', publisher="Echo")
    both = (member(lead, "courts"), member(other, "courts", role=Role.JOINS))
    return (story("hostile", *both, summary=Summary(sentences=(quoted,))),)


def _busy_stories() -> tuple[StoryMaterial, ...]:
    raid = document("raid", "Nine freed from Marlow car wash", published=day(17))
    echo = document(
        "raid-echo", "Marlow raid: two arrested", publisher="Valley Echo", published=day(18)
    )
    copy = document("raid-copy", "Nine freed", publisher="Quayside Times")
    found = (Match(term="forced labour", field=Field.TEXT, start=0, end=4),)
    report = document(
        "report",
        "Referral statistics, July to September 2026",
        "In the third quarter 4,913 potential victims were referred, up from 4,316 a year before.",
        kind=DocumentKind.REPORT,
        origin=Origin.PDF,
        publisher="Ministry of Home Affairs",
        url="https://ministry.example/statistics.pdf",
        pages=(PageSpan(number=1, start=0, end=400),),
        published=day(19),
    )
    number = sentence(report, report.text, page=1)
    arabic = document(
        "arabic",
        "الإفراج عن تسعة عمال",
        "قالت الشرطة إن تسعة عمال أُفرج عنهم.",
        language="ar",
        publisher="صحيفة الميناء",
        url="https://mina.example/a",
    )
    headline = document(
        "headline",
        "Trawler owners appeal",
        "",
        content=Content.HEADLINE,
        origin=Origin.NONE,
        publisher="Capital Courier",
    )
    feed = document(
        "feed", "Fields of debt", "Growers were warned.", origin=Origin.FEED,
        publisher="Northern Ledger", note="the page was not read: HTTP 503",
    )  # fmt: skip
    nothing = Summary(sentences=())
    return (
        story(
            "raid",
            member(raid, "courts", "labour", matches=found),
            member(echo, "courts", role=Role.JOINS),
            member(copy, "courts", role=Role.REPRINT),
            publishers=2,
            summary=Summary(
                sentences=(
                    sentence(raid, "Two men were arrested."),
                    sentence(raid, "A trial is not expected before spring."),
                    sentence(echo, "The nine, all from Vietnam, were taken to a place of safety."),
                )
            ),
        ),
        story("report", member(report, "reports"), summary=Summary(sentences=(number,))),
        story("arabic", member(arabic, "labour")),
        story("headline", member(headline, "courts"), summary=nothing, told_in=("2026-W45",)),
        story("feed", member(feed, "labour")),
        story("other", member(document("other", "A museum reopens"))),
    )


def _corrections() -> tuple[Correction, ...]:
    """One as older records have it, an edit of what was quoted, and a page that is gone."""
    plant = document("plant", "Eleven workers found at fish plant", publisher="Quayside Times")
    gone = document("gone", "تحرير عمال", publisher="صحيفة الميناء", language="ar")
    edited = Changed(
        kind=ChangeKind.NUMBER,
        reason="“Nine” became “Eleven”",
        said="Nine workers were found at the plant in Saltmere.",
        now="Eleven workers were found at the plant in Saltmere.",
        quoted=True,
    )
    headline = Changed(
        kind=ChangeKind.HEADLINE,
        reason="the headline is another one",
        said="Nine workers found at fish plant",
        now="Eleven workers found at fish plant",
        quoted=True,
    )
    missing = Changed(kind=ChangeKind.REMOVAL, reason="HTTP 410, gone for good", said="", now="")
    return (
        Correction(
            week="2026-W45",
            text="Harbour Post changed the headline “Nine” to “Eleven”.",
            made_on=date(2026, 11, 18),
        ),
        Correction(
            week="2026-W46",
            text="Quayside Times, “Eleven workers found at fish plant”: “Nine” became “Eleven”.",
            made_on=date(2026, 11, 18),
            citation=cite(plant),
            story_id="plant",
            changes=(edited, headline),
            more=2,
        ),
        Correction(
            week="2026-W46",
            text="صحيفة الميناء, “تحرير عمال”: HTTP 410, gone for good.",
            made_on=date(2026, 11, 19),
            citation=cite(gone),
            changes=(missing,),
        ),
    )


def busy(**changes: Any) -> Digest:
    """A week with one of everything."""
    stories = _busy_stories()
    report = stories[1].lead.document
    counted = Counted(
        value="4,913",
        definition="potential victims were referred in the third quarter",
        sentence=sentence(report, report.text, page=1),
    )
    full = material(
        *stories,
        edition=replace(EDITION, max_per_section=2),
        figures=(counted,),
        past=(
            PastWeek(week="2026-W44", stories=(("Prosecutions and policing", 3),)),
            PastWeek(week="2026-W46", stories=(("Labour and supply chains", 5),)),
        ),
        corrections=_corrections(),
        coming_up=(
            ComingUp(date=date(2026, 12, 2), title="Abolition Day", url="https://un.example/day"),
            ComingUp(date=date(2027, 6, 12), title="Too far away"),
        ),
        help=(
            HelpEntry(name="Helpline", phone="08000 000 000", verified_on=date(2026, 11, 1)),
            HelpEntry(name="Old line", phone="0300 000 000", verified_on=date(2026, 1, 1)),
            HelpEntry(name="In an emergency", phone="999"),
        ),
    )
    return compose(replace(full, **changes))


def hostile() -> Digest:
    """A week whose outside text tries everything."""
    return compose(
        material(
            *_hostile_stories(),
            coming_up=(
                ComingUp(date=date(2026, 12, 2), title=HOSTILE, url="javascript:x", note=HOSTILE),
            ),
            help=(HelpEntry(name=HOSTILE, url="data:text/html,x", note=HOSTILE),),
            corrections=(
                Correction(week="2026-W46", text=HOSTILE, made_on=date(2026, 11, 18)),
                Correction(
                    week="2026-W46",
                    text=HOSTILE,
                    made_on=date(2026, 11, 18),
                    citation=cite(document("hostile", HOSTILE, url='javascript:alert("x")')),
                    story_id="hostile",
                    changes=(
                        Changed(kind=ChangeKind.NAME, reason=HOSTILE, said=HOSTILE, now=HOSTILE),
                    ),
                    more=1,
                ),
            ),
            coverage=replace(
                COVERAGE, failed=(SourceReport(source_id="x", name=HOSTILE, fact=HOSTILE),)
            ),
        )
    )


def empty(**changes: Any) -> Digest:
    """A week in which nothing was found."""
    return compose(material(**changes))


@pytest.fixture(params=["busy", "hostile", "empty"])
def digest(request: pytest.FixtureRequest) -> Digest:
    """Each kind of week."""
    makers = {"busy": busy, "hostile": hostile, "empty": empty}
    return makers[request.param]()
