"""Sources, topics, issues, kept searches and health of the API."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from monitor import __version__
from monitor.archive import lookups
from monitor.archive.saved import every, last_seq
from monitor.digest import record
from monitor.digest.render import Listed
from monitor.errors import SearchError
from monitor.library import editions, saved, watch
from monitor.library.library import Library
from monitor.library.news import MOST, news
from monitor.model.saved import SavedSearch
from monitor.web import shapes_about, views
from monitor.web.desk import desk
from monitor.web.openapi import paged, parameter
from monitor.web.telling import answered, only, page, told, turned, whole

router = APIRouter(prefix="/api/v1")

_ALL_ISSUES = 100_000


@router.get(
    "/sources",
    response_model=shapes_about.Sources,
    operation_id="sources",
    summary="Who is watched",
    tags=["sources"],
    openapi_extra=paged(),
)
def sources(request: Request) -> Response:
    """List the sources with their rights, and how each is doing."""
    now = desk(request).clock()
    with desk(request).open() as library:
        found = watch.watched(library, now)
    made, next_ = page(request, [(each.source.id, views.source(each)) for each in found])
    return told(request, shapes_about.Sources(sources=made, next=next_), next_=next_)


@router.get(
    "/sources/{source_id}",
    response_model=shapes_about.Source,
    operation_id="source",
    summary="One source",
    tags=["sources"],
)
def source(request: Request, source_id: str) -> Response:
    """Tell a source, and how it is doing."""
    only(request)
    with desk(request).open() as library:
        found = watch.one(library, source_id, desk(request).clock())
    if found is None:
        raise HTTPException(404, "there is no source of that id; /api/v1/sources lists them")
    return told(request, views.source(found))


@router.get(
    "/topics",
    response_model=shapes_about.Topics,
    operation_id="topics",
    summary="What is followed",
    tags=["sources"],
    openapi_extra=paged(),
)
def topics(request: Request) -> Response:
    """List the topics with their queries."""
    with desk(request).open() as library:
        known = library.watchlist.topics if library.watchlist else ()
    every_ = [
        (t.id, shapes_about.Topic(id=t.id, name=t.name, section=t.section, query=t.query))
        for t in known
    ]
    made, next_ = page(request, every_)
    return told(request, shapes_about.Topics(topics=made, next=next_), next_=next_)


@router.get(
    "/issues",
    response_model=shapes_about.Issues,
    operation_id="issues",
    summary="The issues that were made",
    tags=["issues"],
    openapi_extra=paged(),
)
def issues(request: Request) -> Response:
    """List the newest revision of each issue, newest week first."""
    with desk(request).open() as library:
        keys = lookups.weeks(library.archive, _ALL_ISSUES)
        few, next_ = page(request, [("/".join(key), key) for key in keys])
        found = [(key, editions.summed(library, *key)) for key in few]
    made = tuple(_brief(week, each) for (_, week), each in found if each)
    return told(request, shapes_about.Issues(issues=made, next=next_), next_=next_)


def _brief(week: str, listed: Listed) -> shapes_about.IssueBrief:
    return shapes_about.IssueBrief(
        edition=listed.edition_id,
        week=week,
        title=listed.title,
        number=listed.number,
        revision=listed.revision,
        made_at=listed.made_at,
        stories=listed.stories,
        open=listed.open,
    )


@router.get(
    "/issues/{edition}/{week}",
    operation_id="issue",
    summary="One issue",
    tags=["issues"],
    response_model=dict[str, object],
)
def issue(request: Request, edition: str, week: str) -> Response:
    """Tell an issue as it was made last: the record that page, text and Markdown are made from."""
    only(request)
    with desk(request).open() as library:
        found = editions.issue(library, edition, week)
    if found is None:
        raise HTTPException(404, "there is no such issue; /api/v1/issues lists them")
    return answered(request, record.dump(found[0]).encode(), "application/json")


@router.get(
    "/searches",
    response_model=shapes_about.SavedAll,
    operation_id="savedSearches",
    summary="The searches that are kept by name",
    tags=["searches"],
    openapi_extra=paged(),
)
def searches(request: Request) -> Response:
    """List the searches that are kept, with their feeds."""
    with desk(request).open() as library:
        found = every(library.archive)
    made, next_ = page(request, [(each.name, views.saved(each)) for each in found])
    return told(request, shapes_about.SavedAll(searches=made, next=next_), next_=next_)


@router.get(
    "/searches/{name}",
    response_model=shapes_about.Saved,
    operation_id="savedSearch",
    summary="One search that is kept",
    tags=["searches"],
)
def search(request: Request, name: str) -> Response:
    """Tell what a kept search asks for."""
    only(request)
    with desk(request).open() as library:
        found = kept(library, name)
    return told(request, views.saved(found))


@router.get(
    "/searches/{name}/new",
    response_model=shapes_about.News,
    operation_id="savedSearchNews",
    summary="What a kept search gained since a change",
    tags=["searches"],
    openapi_extra={
        "parameters": [
            parameter(
                "after",
                "`upto` of the answer before; nothing: since it was last asked.",
                {"type": "integer", "minimum": 0},
            )
        ]
    },
)
def search_news(request: Request, name: str) -> Response:
    """Tell what came to match behind a change of the archive's log, and how far that goes.

    Nothing is marked: whoever asks keeps `upto`, and loses no document and is told none twice.
    """
    only(request, "after")
    with desk(request).open() as library:
        found = kept(library, name)
        after = whole("after", request.query_params.get("after"), found.seq)
        gained = news(library, found.search, after, MOST)
    next_ = turned(request, [("after", gained.upto)]) if gained.more else None
    return told(request, views.news(gained, next_), next_=next_)


@router.get(
    "/health",
    response_model=shapes_about.Health,
    operation_id="health",
    summary="Whether the archive answers",
    tags=["health"],
)
def health(request: Request) -> Response:
    """Answer ok, or 503; needs no token."""
    only(request)
    with desk(request).open() as library:
        last_seq(library.archive)
    return told(request, shapes_about.Health(status="ok", version=__version__))


def kept(library: Library, name: str) -> SavedSearch:
    """Return the search of that name.

    Raises:
        HTTPException: There is none (404), or it was removed (410).
    """
    try:
        found = saved.find(library, name)
    except SearchError as fault:
        raise HTTPException(404, str(fault)) from fault
    if found.removed_at is not None:
        raise HTTPException(410, f"{name} was removed on {found.removed_at:%Y-%m-%d}")
    return found
