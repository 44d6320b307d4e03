"""The tables of evidence: files, exchanges, and what others confirm. ``schema`` has them, too."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from monitor.archive.columns import Instant, metadata

warc = Table(
    "warc",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),  # its path in the folder of evidence
    Column("software", String, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("gone", Boolean, nullable=False),  # written anew under another name
    Index("uq_warc_name", "name", unique=True),
)

# Every exchange on the wire. A row whose bytes were removed stays, with its hashes and times.
record = Table(
    "record",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("warc_id", Integer, ForeignKey("warc.id"), nullable=False),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("request_length", Integer, nullable=False),  # it follows; 0: there is none
    Column("kind", String, nullable=False),  # response, revisit, resource
    Column("url", Text, nullable=False),
    Column("url_hash", String, nullable=False),  # URLs may be longer than an index takes
    Column("at", Instant, nullable=False),
    Column("status", Integer, nullable=False),
    Column("peer", String, nullable=False),
    Column("sha256", String, nullable=False),  # of the unpacked body; empty: not what was asked for
    Column("size", Integer, nullable=False),
    Column("payload", String, nullable=False),  # SHA-256 of the body as received; empty: none
    Column("truncated", String, nullable=False),
    Column("body_id", Integer),  # of the record that has the body, where it was there already
    Column("removed_at", Instant),
    Index("ix_record_sha256", "sha256"),
    Index("ix_record_payload", "payload"),
    Index("ix_record_url_hash", "url_hash"),
    Index("ix_record_warc_id", "warc_id"),
    Index("ix_record_at", "at"),
)

# A day's evidence, and what a time stamp authority signed of it.
stamp = Table(
    "stamp",
    metadata,
    Column("day", String, primary_key=True),
    Column("authority", Text, nullable=False),
    Column("digest", String, nullable=False),  # SHA-256 of what was signed
    Column("token", LargeBinary),  # the authority's whole answer; null: there is none yet
    Column("at", Instant),  # as the authority says
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Instant),  # null: it is there, or given up
    Column("fact", Text, nullable=False),
)

copy = Table(
    "copy",
    metadata,
    Column("document_id", String, ForeignKey("document.id"), primary_key=True),
    Column("url", Text, nullable=False),
    Column("archive", Text, nullable=False),
    Column("copy_url", Text, nullable=False),  # empty: there is none
    Column("at", Instant, nullable=False),  # of the last try
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Instant),  # null: it is there, or given up
    Column("fact", Text, nullable=False),
)
