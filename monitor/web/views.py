"""Answers of the library as shapes of the API."""

from monitor.library.course import Course
from monitor.library.course import Member as OfCourse
from monitor.library.permalink import LISTS, link
from monitor.library.sheet import Sheet
from monitor.library.watch import Watched
from monitor.model.document import Document
from monitor.model.saved import News, SavedSearch
from monitor.model.search import Hit, Result, Search
from monitor.model.summary import Sentence
from monitor.web import shapes, shapes_about
from monitor.web.views_evidence import revision


def found(hit: Hit) -> shapes.Found:
    """Return a hit."""
    snippet = hit.snippet
    return shapes.Found(
        document=of_hit(hit),
        score=round(hit.score, 6),
        snippet=shapes.Snippet(text=snippet.text, marks=snippet.marks) if snippet else None,
    )


def of_hit(hit: Hit) -> shapes.Brief:
    """Return the document of a hit."""
    return brief(hit.document, hit.revision, hit.tier.value, hit.topics, hit.story_id)


def brief(
    document: Document, revision: int, tier: str, topics: tuple[str, ...], story: str
) -> shapes.Brief:
    """Return a document as lists name it."""
    return shapes.Brief(
        id=document.id,
        revision=revision,
        title=document.title,
        publisher=document.publisher,
        source=document.source_id,
        kind=document.kind.value,
        url=document.url,
        authors=document.authors,
        language=document.language,
        published=document.published.at if document.published else None,
        first_seen=document.first_seen_at,
        tier=tier,
        topics=topics,
        story=story,
        content=document.content.value,
        rights=document.rights,
    )


def asked(search: Search) -> shapes.Asked:
    """Return a search as it was understood."""
    return shapes.Asked(
        q=search.query,
        **{name: getattr(search, field) for name, field in LISTS.items()},
        since=search.since,
        until=search.until,
        as_of=search.as_of,
        order=search.order.value,
    )


def results(result: Result, next_: str | None) -> shapes.Results:
    """Return a page of what a search found."""
    timeline = result.timeline
    return shapes.Results(
        search=asked(result.search),
        total=result.total,
        rough=result.rough,
        documents=tuple(map(found, result.hits)),
        facets=tuple(
            shapes.Facet(
                field=facet.field,
                counts=tuple(
                    shapes.Count(value=each.value, label=each.label, count=each.count)
                    for each in facet.counts
                ),
                more=facet.more,
            )
            for facet in result.facets
        ),
        timeline=shapes.Timeline(
            period=timeline.period,
            buckets=tuple(
                shapes.Bucket(
                    starts_on=each.starts_on, count=each.count, gaps=each.gaps, polled=each.polled
                )
                for each in timeline.buckets
            ),
        )
        if timeline
        else None,
        suggestions=result.suggestions,
        unknown=result.unknown,
        permalink=f"/search?{link(result.search)}",
        next=next_,
        cursor=result.cursor,
    )


def full(sheet: Sheet) -> shapes.Full:
    """Return a document with all that was decided about it."""
    document, verdict, placement = sheet.document, sheet.verdict, sheet.placement
    tier, story = verdict.tier.value, placement.story_id
    published = document.published
    return shapes.Full(
        document=brief(document, sheet.revision.number, tier, verdict.topics, story),
        text=sheet.shown.text,
        whole=sheet.whole,
        text_sha256=document.text_sha256,
        evidence=document.evidence,
        published_from=published.provenance.value if published else None,
        published_day_only=bool(published and published.day_only),
        origin=document.origin.value,
        quality=document.quality.value,
        why=verdict.reason,
        role=placement.role.value,
        like=placement.like,
        agency=sheet.agency,
        addresses=tuple(url for url, _ in sheet.addresses),
        revisions=revisions(sheet),
        decisions=tuple(
            shapes.Decision(decision=_WORDS[each.accepted], at=each.at, topics=each.topics)
            for each in sheet.decisions
        ),
        issues=sheet.issues,
        recommendations=tuple(_point(sentence, "") for sentence in sheet.recommendations),
        figures=tuple(_point(sentence, value) for value, sentence in sheet.figures),
        note=document.note,
    )


_WORDS = {True: "accepted", False: "rejected", None: "taken back"}


def revisions(sheet: Sheet) -> tuple[shapes.Revision, ...]:
    """Return the states of a document, oldest first."""
    return tuple(map(revision, sheet.revisions))


def _point(sentence: Sentence, value: str) -> shapes.Point:
    return shapes.Point(text=sentence.text, value=value, page=sentence.page)


def story(course: Course) -> shapes.Story:
    """Return a story."""
    return shapes.Story(
        id=course.story_id,
        title=course.title,
        documents=course.documents,
        publishers=course.publishers,
        issues=course.issues,
        members=tuple(map(_member, course.members)),
    )


def _member(member: OfCourse) -> shapes.Member:
    document = member.document
    return shapes.Member(
        id=document.id,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        first_seen=document.first_seen_at,
        tier=member.tier.value,
        role=member.role.value,
        gains=tuple(
            shapes.Gained(at=gain.at, kind=gain.kind.value, what=gain.what) for gain in member.gains
        ),
        copies=tuple(each.document.id for each in member.copies),
    )


def source(watched: Watched) -> shapes_about.Source:
    """Return a source, and how it is doing."""
    about, state = watched.source, watched.state
    return shapes_about.Source(
        id=about.id,
        name=about.name,
        publisher=about.publisher,
        kind=about.kind.value,
        url=about.url,
        language=about.language,
        country=about.country,
        cadence=about.cadence.value,
        content=about.content.value,
        rights=about.rights,
        topics=about.topics,
        enabled=about.enabled,
        condition=watched.condition.value,
        fact=watched.fact,
        last_polled=state.last_polled_at if state else None,
        last_success=state.last_success_at if state else None,
        last_new=state.last_new_at if state else None,
    )


def saved(kept: SavedSearch) -> shapes_about.Saved:
    """Return a search that is kept."""
    return shapes_about.Saved(
        name=kept.name,
        search=asked(kept.search),
        saved_at=kept.created_at,
        asked_at=kept.asked_at,
        seq=kept.seq,
        feeds=(f"/feeds/{kept.name}.atom", f"/feeds/{kept.name}.json"),
    )


def news(told: News, next_: str | None) -> shapes_about.News:
    """Return what a search gained."""
    return shapes_about.News(
        entered=tuple(
            shapes_about.Entered(document=of_hit(each.hit), seq=each.seq, holds=each.holds)
            for each in told.entered
        ),
        after=told.after,
        upto=told.upto,
        more=told.more,
        next=next_,
    )
