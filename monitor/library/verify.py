"""Prove an archive: bytes, hashes, readings and quotations, each from what it is made of."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from monitor.archive import attested, proving, rfc3161
from monitor.archive.proving import Version
from monitor.archive.store import Archive
from monitor.digest import record
from monitor.errors import ArchiveError, ExtractError
from monitor.extract.read import read
from monitor.extract.version import extractor
from monitor.model.digest import Digest
from monitor.model.document import Document
from monitor.model.lead import Lead
from monitor.model.page import Page
from monitor.model.proof import Check, Finding, Verification
from monitor.model.reading import Quality
from monitor.model.summary import Sentence
from monitor.pipeline.again import page_of
from monitor.pipeline.progress import Progress, quiet
from monitor.pipeline.tools import Workers

_AT_ONCE = 8
"""Versions read again at the same time: enough to keep the parsers' processes at work."""
_NAMED = 4
_ILLEGIBLE = (ArchiveError, ValueError, LookupError, TypeError)
"""What damaged rows raise."""
_DATABASE = "restore monitor.db from a backup"
_EVIDENCE = "restore evidence/ from a backup"
_BUG = "restore monitor.db from a backup; if it says the same, report it, it is a bug"


@dataclass(slots=True)
class _Proof:
    """What has been proved so far."""

    archive: Archive
    workers: Workers
    progress: Progress
    findings: list[Finding] = field(default_factory=list)
    recognised: list[str] = field(default_factory=list)
    """Versions whose text was recognised in pictures."""
    versions: int = 0
    unread: int = 0
    records: int = 0
    issues: int = 0
    sentences: int = 0

    def find(self, check: Check, subject: str, fact: str, next_step: str) -> None:
        self.findings.append(Finding(check=check, subject=subject, fact=fact, next_step=next_step))

    def note(self, check: Check, subject: str, fact: str, next_step: str) -> None:
        self.findings.append(
            Finding(check=check, subject=subject, fact=fact, next_step=next_step, fails=False)
        )


async def verify(
    archive: Archive,
    workers: Workers,
    ids: Sequence[str] | None = None,
    progress: Progress = quiet,
    *,
    roots: bytes = b"",
) -> Verification:
    """Prove the documents *ids*, or all of the archive with every record of evidence.

    *roots* are the certificates (PEM) of time stamp authorities that are trusted.

    Raises:
        ArchiveError: The database cannot be read at all.
    """
    chosen = proving.ids(archive) if ids is None else tuple(ids)
    proof = _Proof(archive, workers, progress)
    await _versions(proof, chosen)
    _records(proof, None if ids is None else _bodies(archive, chosen))
    _issues(proof, None if ids is None else frozenset(chosen))
    stamps = _stamps(proof, roots, None if ids is None else _days(archive, chosen))
    return Verification(
        documents=len(chosen),
        versions=proof.versions,
        unread=proof.unread,
        records=proof.records,
        issues=proof.issues,
        sentences=proof.sentences,
        stamps=stamps,
        removed=proving.counted(archive)[1] if ids is None else 0,
        findings=tuple(proof.findings),
    )


async def _versions(proof: _Proof, ids: Sequence[str]) -> None:
    done = 0
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        versions = _legible(proof, some)
        found = await asyncio.gather(*(_version(proof, each) for each in versions))
        proof.findings += [each for findings in found for each in findings]
        proof.versions += len(versions)
        done += len(some)
        proof.progress("documents", done, len(ids))
    if proof.recognised:
        fact = "recognised in pictures, which is not done again; their bytes hold"
        named = ", ".join(proof.recognised[:_NAMED]) + " …" * (len(proof.recognised) > _NAMED)
        proof.note(Check.READING, named, fact, "look at the pages themselves")


def _legible(proof: _Proof, ids: Sequence[str]) -> list[Version]:
    """Return the versions of some documents, and find those that cannot be read at all."""
    try:
        return list(proving.versions(proof.archive, ids))
    except _ILLEGIBLE as fault:
        if len(ids) > 1:
            return [version for each in ids for version in _legible(proof, [each])]
        fact = f"what the database holds of it cannot be read ({type(fault).__name__})"
        proof.find(Check.TEXT, ids[0], fact, _DATABASE)
        return []


async def _version(proof: _Proof, version: Version) -> list[Finding]:
    """Return what is wrong with one version."""
    document, subject = version.document, f"{version.document.id} version {version.number}"
    if document.text_sha256 != version.sha256:
        fact = "its text has not the hash that was written with it"
        return [Finding(check=Check.TEXT, subject=subject, fact=fact, next_step=_DATABASE)]
    if not document.evidence:
        proof.unread += 1
        return []
    try:
        page = page_of(proof.archive, document.evidence, by=version.read_at)
    except ArchiveError as fault:
        return [
            Finding(check=Check.BYTES, subject=subject, fact=fault.args[0], next_step=_EVIDENCE)
        ]
    if page is None:
        fact = f"the bytes that it was read from ({document.evidence[:12]}…) are gone"
        return [Finding(check=Check.BYTES, subject=subject, fact=fact, next_step=_EVIDENCE)]
    return await _reading(proof, document, page, subject)


async def _reading(proof: _Proof, document: Document, page: Page, subject: str) -> list[Finding]:
    """Return whether *page*, read again, gives the text of *document*."""
    if document.quality is Quality.OCR:
        proof.recognised.append(subject)
        return []
    told = "could not be had: no entry leads to it"
    for lead in proving.leads_to(proof.archive, document.id):
        told = await _told(proof, document, page, lead)
        if not told:
            return []
    if document.extractor != extractor():
        then = document.extractor or "an older one"
        fact = f"extractor changed ({then} then, {extractor()} now), the source did not: {told}"
        return [_remark(subject, fact, "nothing; the bytes and the text are both kept")]
    fact = f"its bytes, read again by the same extractor, give another text: {told}"
    return [Finding(check=Check.READING, subject=subject, fact=fact, next_step=_BUG)]


def _remark(subject: str, fact: str, step: str) -> Finding:
    return Finding(check=Check.READING, subject=subject, fact=fact, next_step=step, fails=False)


async def _told(proof: _Proof, document: Document, page: Page, lead: Lead) -> str:
    """Return how what *page* says to *lead* differs from *document*; empty where it does not.

    What the site repeats was left out at the text's end or start, and how much that was is kept.
    """
    try:
        reading = await proof.workers.run(read, page, lead)
    except ExtractError as fault:
        return f"it cannot be read ({fault.reason})"
    if document.text not in reading.text:
        return f"it differs {_where(document.text, reading.text)}"
    if len(reading.text) - len(document.text) != document.left_out:
        more = len(reading.text) - len(document.text)
        return f"{more} characters were left out, not {document.left_out}"
    if reading.title and reading.title != document.title:
        return f"it is headed “{reading.title[:60]}”"
    return ""


def _where(kept: str, read: str) -> str:
    """Return the first words in which two texts differ."""
    same = next(
        (n for n, (one, other) in enumerate(zip(kept, read, strict=False)) if one != other),
        min(len(kept), len(read)),
    )
    start = max(same - 10, 0)
    return f"at “{kept[start : same + 20]}”, which reads “{read[start : same + 20]}”"


def _bodies(archive: Archive, ids: Sequence[str]) -> list[str]:
    try:
        found = [version.document.evidence for version in proving.versions(archive, ids)]
    except _ILLEGIBLE:
        return []  # found already
    return sorted({sha256 for sha256 in found if sha256})


def _records(proof: _Proof, bodies: Sequence[str] | None) -> None:
    """Read every record, or those that brought *bodies*, as it lies in its file."""
    total = proving.counted(proof.archive)[0] if bodies is None else 0
    for row in proving.records(proof.archive, bodies):
        proof.records += 1
        try:
            proof.archive.kept.examine(row)
        except ArchiveError as fault:
            subject = f"{row['name']} at {row['offset']}"
            fact = f"{fault.reason.partition(';')[0]} ({row['url']})"
            proof.find(Check.RECORD, subject, fact, _EVIDENCE)
        proof.progress("records", proof.records, total or proof.records)


def _issues(proof: _Proof, only: frozenset[str] | None) -> None:
    """Look up every sentence of every issue, or those of *only* some documents."""
    for stored in proving.issues(proof.archive):
        subject = f"{stored.edition_id} {stored.week} revision {stored.revision}"
        proof.issues += 1
        if hashlib.sha256(stored.record.encode()).hexdigest() != stored.sha256:
            fact = "its record has not the hash that was written with it"
            proof.find(Check.ISSUE, subject, fact, _DATABASE)
            continue
        try:
            digest = record.load(stored.record)
        except ValueError as fault:
            proof.find(Check.ISSUE, subject, f"its record cannot be read ({fault})", _DATABASE)
            continue
        quoted = [each for each in digest.quoted if only is None or each.document_id in only]
        proof.sentences += len(quoted)
        for sentence in _untrue(proof.archive, digest, quoted):
            fact = (
                f"“{sentence.text[:60]}” does not stand in document {sentence.document_id} at "
                f"{sentence.start}, as it was quoted from"
            )
            proof.find(Check.QUOTE, subject, fact, _BUG)


def _untrue(archive: Archive, digest: Digest, quoted: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences that do not stand in the version that *digest* quoted."""
    cut = digest.open_until or digest.week.ends_at
    texts: dict[str, str | None] = {}
    for each in quoted:
        if each.document_id not in texts:
            try:
                texts[each.document_id] = archive.document(each.document_id, before=cut).text
            except _ILLEGIBLE:
                texts[each.document_id] = None
        text = texts[each.document_id]
        if text is None or text[each.start : each.end] != each.text:
            yield each


def _days(archive: Archive, ids: Sequence[str]) -> frozenset[str]:
    """Return the days on which versions of some documents were read."""
    try:
        versions = list(proving.versions(archive, ids))
    except _ILLEGIBLE:
        return frozenset()  # found already
    return frozenset(f"{version.read_at:%Y-%m-%d}" for version in versions)


def _stamps(proof: _Proof, roots: bytes, days: frozenset[str] | None) -> int:
    """Look whether each time stamp is of what its day holds now; return how many there are."""
    stamps = [s for s in attested.stamps(proof.archive) if days is None or s.day in days]
    if stamps and not rfc3161.available():
        fact = f"{len(stamps)} time stamps are not looked at: rfc3161-client is not installed"
        step = "pip install 'news-report-monitor[stamps]'"
        proof.note(Check.STAMP, "stamps", fact, step)
        return 0
    trusted = True
    for each in stamps:
        message = attested.manifest(proof.archive, date.fromisoformat(each.day))
        digest = bytes.fromhex(attested.digest_of(message))
        try:
            trusted &= rfc3161.stamped(each.token or b"", digest, roots).trusted
        except rfc3161.Untrue as fault:
            fact = f"its time stamp {fault}"
            proof.find(Check.STAMP, each.day, fact, "restore monitor.db from a backup")
    if not trusted:
        fact = "time stamps fit their days; who signed them was not looked at"
        proof.note(Check.STAMP, "stamps", fact, "set timestamp_root (docs/settings.md)")
    return len(stamps)
