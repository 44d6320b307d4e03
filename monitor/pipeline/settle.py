"""Decide what becomes of a lead, and keep it: reading → outcome."""

from dataclasses import dataclass, replace

from monitor import urls
from monitor.archive import pages, readings, states
from monitor.archive.rows import Pending
from monitor.extract import repeats
from monitor.extract.version import extractor
from monitor.model.document import Document, DocumentKind, document_id
from monitor.model.lead import Lead
from monitor.model.outcome import Outcome
from monitor.model.reading import Origin, Quality, Reading
from monitor.model.source import Content, Kind, Source
from monitor.model.verdict import Tier
from monitor.pipeline.moved import earlier, revised
from monitor.pipeline.read import Attempt, Later, Read, Unread, Unwanted
from monitor.pipeline.tools import Tools
from monitor.query.subject import Subject
from monitor.relevance.judge import judge
from monitor.relevance.window import lead_of
from monitor.revision.compare import compare
from monitor.revision.schedule import first_turn
from monitor.story.fingerprint import fingerprint
from monitor.story.place import place
from monitor.story.window import Window
from monitor.text import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How a lead ended."""

    outcome: Outcome
    fact: str
    document_id: str | None = None


def identity(source: Source, lead: Lead) -> str:
    """Return what makes two leads the same document: the address, for a watched page its state."""
    return lead.key if source.kind is Kind.PAGE else lead.canonical_url


def settle(
    tools: Tools, window: Window, source: Source, pending: Pending, attempt: Attempt
) -> Settled | Later:
    """Decide about *pending*, and keep its document if it is ours or nearly."""
    match attempt:
        case Later():
            return attempt
        case Unwanted(outcome=Outcome() as outcome, fact=fact):
            return Settled(outcome=outcome, fact=fact)
        case _:
            pass
    document = born(source, pending, _own_words(tools, attempt))
    addresses = _addresses(source, pending.lead, attempt)
    for address in (*addresses, pending.lead.canonical_url, _hearsay(source, pending.lead)):
        if (known := tools.archive.known(address)) is not None:
            return _duplicate(tools, known, addresses, pending.lead)
    verdict = judge(subject(document, source), source, tools.rules)
    if verdict.tier is Tier.NONE:
        if isinstance(attempt, Unread):
            return Settled(outcome=attempt.outcome, fact=attempt.fact)
        return Settled(outcome=Outcome.NOT_RELEVANT, fact=verdict.reason)
    print_ = fingerprint(document)
    placement = place(print_, window)
    if source.kind is not Kind.PAGE and (before := earlier(tools, document, placement)) is not None:
        now, state = tools.clock(), revised(before, document)
        states.revise(tools.archive, state, compare(before, state), now, now)
        return _duplicate(tools, before.id, addresses, pending.lead)
    tools.archive.add(document, verdict, print_, placement, tools.clock())
    readings.set_turn(tools.archive, document.id, first_turn(document))
    window.add(print_, placement)
    for address in addresses:
        tools.archive.add_url(document.id, address, pending.lead)
    outcome = Outcome.KEPT if verdict.tier.included else Outcome.QUEUED
    return Settled(outcome=outcome, fact=document.note or verdict.reason, document_id=document.id)


def _own_words(tools: Tools, attempt: Read | Unread | Unwanted) -> Read | Unread | Unwanted:
    """Return *attempt* without what its site repeats, and remember its page for the next ones.

    It is done here, where leads come in their order: the same leads give the same texts.
    """
    if not isinstance(attempt, Read) or attempt.reading.origin is not Origin.PAGE:
        return attempt
    host = urls.host(attempt.url)
    known = repeats.repeated(pages.of_host(tools.archive, host))
    pages.remember(tools.archive, host, attempt.url, repeats.seen(attempt.reading))
    reading = repeats.without(attempt.reading, known)
    left_out = len(attempt.reading.text) - len(reading.text)
    return replace(attempt, reading=reading, left_out=left_out)


def subject(document: Document, source: Source) -> Subject:
    """Return what relevance looks at: the title and the opening, as a reader of news would."""
    lead = lead_of(document.title, document.description, document.text)
    return Subject.of_document(document, text=lead, topics=source.topics)


def born(source: Source, pending: Pending, attempt: Read | Unread | Unwanted) -> Document:
    """Return the document of a lead: from its page, or from the feed's own words, marked so."""
    lead = pending.lead
    if isinstance(attempt, Read):
        read = _document(source, lead, attempt.reading, pending, attempt.url, attempt.evidence)
        return replace(read, left_out=attempt.left_out)
    headline = isinstance(attempt, Unwanted)
    words = "" if headline else (lead.text or lead.summary)
    reading = Reading(
        title=lead.title,
        text=words,
        origin=Origin.FEED if words else Origin.NONE,
        authors=lead.authors,
        language=lead.language,
        published=lead.published,
        updated=lead.updated,
        description="" if headline else lead.summary,
    )
    note = "" if headline else f"the page was not read: {attempt.fact}"
    return _document(source, lead, reading, pending, lead.url, "", note)


def _document(  # noqa: PLR0913 - one place where everything known comes together
    source: Source,
    lead: Lead,
    reading: Reading,
    pending: Pending,
    url: str,
    evidence: str,
    note: str = "",
) -> Document:
    canonical = (
        lead.key
        if source.kind is Kind.PAGE
        else urls.canonical(reading.canonical_url) or urls.canonical(url)
    )
    declared = reading.language or lead.language or source.language
    return Document(
        id=document_id(
            canonical
            if canonical and (evidence or source.kind is Kind.PAGE)
            else _hearsay(source, lead)
        ),
        source_id=source.id,
        publisher=source.publisher,
        kind=DocumentKind.REPORT if reading.origin is Origin.PDF else DocumentKind.ARTICLE,
        url=urls.untracked(url),
        canonical_url=canonical,
        title=reading.title or lead.title or url,
        text=reading.text,
        description=reading.description
        or ("" if source.content is Content.HEADLINE else lead.summary),
        authors=reading.authors or lead.authors,
        language=language.detect(f"{reading.title}. {reading.text}", declared),
        published=reading.published or lead.published,
        updated=reading.updated or lead.updated,
        first_seen_at=pending.first_seen_at,
        content=source.content,
        rights=source.rights,
        origin=reading.origin,
        quality=reading.quality,
        pages=reading.pages,
        sections=reading.sections,
        evidence=evidence,
        extractor=extractor() if evidence else "",
        backfill=pending.backfill,
        note=note or quality_note(reading.quality),
    )


def quality_note(quality: Quality) -> str:
    """Return why a document's text is less than it should be; empty where it is not."""
    match quality:
        case Quality.SCAN:
            return (
                "a scan: pictures of pages, no text that could be read "
                "(where tesseract-ocr is installed, scans are recognised)"
            )
        case Quality.OCR:
            return "a scan, recognised by OCR: letters may be wrong, see the page"
        case Quality.GARBLED:
            return "the PDF's text layer is garbled and is not quoted"
        case _:
            return ""


def _addresses(source: Source, lead: Lead, attempt: Attempt) -> tuple[str, ...]:
    if source.kind is Kind.PAGE:
        return (lead.key,)
    if not isinstance(attempt, Read):
        return (_hearsay(source, lead),)
    return tuple(dict.fromkeys((*attempt.seen_as, lead.canonical_url)))


def _hearsay(source: Source, lead: Lead) -> str:
    """Return what a page that was not read is known by: the publisher's word, nobody else's.

    Else a feed could list another's address, say what it likes of it, and hide the page itself.
    """
    return f"{source.publisher}: {lead.canonical_url or f'{source.id} {lead.key}'}"


def _duplicate(tools: Tools, known: str, addresses: tuple[str, ...], lead: Lead) -> Settled:
    for address in addresses:
        tools.archive.add_url(known, address, lead)
    return Settled(
        outcome=Outcome.DUPLICATE, fact=f"the archive has it as {known}", document_id=known
    )
