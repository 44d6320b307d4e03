"""What every citation of a version says, whatever its format."""

from datetime import UTC, datetime

from monitor.export.record import ArchivedCopy, Record

SOFTWARE = "News and report monitor"


def day(at: datetime) -> str:
    """Return the day of *at* in UTC, such as ``2026-11-03``."""
    return at.astimezone(UTC).date().isoformat()


def moment(at: datetime) -> str:
    """Return a time in UTC and whole seconds, such as ``2026-11-03T07:12:44Z``."""
    return f"{at.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def published(record: Record) -> str:
    """Return the day of publication, empty where no source of a date states one."""
    return day(record.published.at) if record.published else ""


def read(record: Record) -> str:
    """Return the day on which this version was read."""
    return day(record.standing.read_at)


def version(record: Record) -> str:
    """Return the sentence that says which version was read, when, and where it is kept."""
    kept = copy_of(record.standing.copy)
    where = f"; archived as {kept}" if kept else ""
    undated = "" if record.published else "; no date of publication stated"
    return (
        f"Version {record.standing.revision} of {record.id}, "
        f"read {moment(record.standing.read_at)}{where}{undated}."
    )


def proof(record: Record) -> str:
    """Return the sentence by which the version can be told from any other."""
    of_bytes = f" SHA-256 of the bytes {record.bytes_sha256}." if record.bytes_sha256 else ""
    return f"SHA-256 of the text {record.text_sha256}.{of_bytes}"


def copy_of(copy: ArchivedCopy | None) -> str:
    """Return where a version is kept, a public place before one of ours; empty where nowhere."""
    if copy is None:
        return ""
    ours = f"{copy.file} (record of {copy.record})" if copy.file else ""
    return " and ".join(place for place in (copy.url, ours) if place)


def host(url: str) -> str:
    """Return whose public archive *url* is in, such as ``web.archive.org``; empty for none."""
    return url.partition("://")[2].partition("/")[0]


def keywords(record: Record) -> list[str]:
    """Return the topics as keywords: commas and semicolons part keywords for those who read them.

    Zotero splits BibTeX keywords at both, and a single one of RIS at its commas.
    """
    names = (name or topic for topic, name in record.standing.topics)
    return list(
        dict.fromkeys(" ".join(n.replace(",", " ").replace(";", " ").split()) for n in names)
    )
