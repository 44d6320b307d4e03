"""Who publishes in the invented newsroom, and in which form."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How an outlet lists what it has."""

    RSS = "rss"
    RSS_FULL = "rss-full"
    """With the whole text in each entry."""
    RSS_TRACKED = "rss-tracked"
    """With tracking parameters on links and a version suffix on guids."""
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    LISTING = "listing"
    """A page without a feed."""
    PUBLICATIONS = "publications"
    """A list that leads to PDFs, some through a landing page."""
    BROKEN = "broken"
    """Answers 503, and later a web page where its feed should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented publisher."""

    id: str
    """Also the name of its file in newsroom/."""
    name: str
    host: str
    form: Form
    path: str
    """Of its feed or list."""


OUTLETS = (
    Outlet(
        id="harbour-post",
        name="Harbour Post",
        host="www.harbour-post.example",
        form=Form.RSS_TRACKED,
        path="/news/rss.xml",
    ),
    Outlet(
        id="northern-ledger",
        name="Northern Ledger",
        host="www.northern-ledger.example",
        form=Form.RSS_FULL,
        path="/feed/",
    ),
    Outlet(
        id="capital-courier",
        name="Capital Courier",
        host="www.capital-courier.example",
        form=Form.ATOM,
        path="/atom.xml",
    ),
    Outlet(
        id="meridian-wire",
        name="Meridian Wire",
        host="wire.meridian.example",
        form=Form.ATOM,
        path="/latest.atom",
    ),
    Outlet(
        id="valley-echo",
        name="Valley Echo",
        host="www.valley-echo.example",
        form=Form.RSS,
        path="/rss",
    ),
    Outlet(
        id="quayside-times",
        name="Quayside Times",
        host="www.quayside-times.example",
        form=Form.RSS,
        path="/feed.xml",
    ),
    Outlet(
        id="continental-monitor",
        name="Continental Monitor",
        host="www.continental-monitor.example",
        form=Form.SITEMAP,
        path="/news-sitemap.xml",
    ),
    Outlet(
        id="safe-passage",
        name="Safe Passage",
        host="safepassage.example",
        form=Form.RSS_FULL,
        path="/feed/",
    ),
    Outlet(
        id="lantern-trust",
        name="Lantern Trust",
        host="www.lantern-trust.example",
        form=Form.LISTING,
        path="/news-and-reports/",
    ),
    Outlet(
        id="ministry",
        name="Ministry of Home Affairs",
        host="www.home-affairs.example",
        form=Form.PUBLICATIONS,
        path="/publications",
    ),
    Outlet(
        id="law-and-labour",
        name="Law and Labour",
        host="lawandlabour.example",
        form=Form.JSON,
        path="/feed.json",
    ),
    Outlet(
        id="commons-record",
        name="Parliament's Record",
        host="record.parliament.example",
        form=Form.ATOM,
        path="/new.atom",
    ),
    Outlet(
        id="broken-herald",
        name="Broken Herald",
        host="www.broken-herald.example",
        form=Form.BROKEN,
        path="/rss.xml",
    ),
)
