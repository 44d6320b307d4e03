"""Time stamps (RFC 3161): asked for, read, and checked. The library is an optional extra."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


class Untrue(Exception):  # noqa: N818 - a verdict; the message says why
    """A time stamp is none, is of something else, or not by whom it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What a time stamp says."""

    at: datetime
    trusted: bool
    """Whether its signature leads to a root that was given; False where none was."""


def available() -> bool:
    """Whether the library is installed."""
    return find_spec("rfc3161_client") is not None


def request(message: bytes) -> bytes:
    """Return the question for a time stamp of *message*, which only its hash leaves."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes()


def stamped(answer: bytes, digest: bytes, roots: bytes) -> Stamped:
    """Return what *answer* says of the message with that SHA-256.

    *roots* are PEM certificates of authorities that are trusted; without any, the signature is not
    looked at.

    Raises:
        Untrue: It does not say that.
    """
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    from rfc3161_client.tsp import PKIStatus

    try:
        told = decode_timestamp_response(answer)
        granted = PKIStatus(told.status) is PKIStatus.GRANTED
        info = told.tst_info if granted else None
    except ValueError as fault:
        raise Untrue(f"is no time stamp ({fault})") from None
    if info is None:
        raise Untrue(f"was refused by the authority ({told.status_string or told.status})")
    if info.message_imprint.message != digest:
        raise Untrue("is of something else")
    if roots:
        try:
            certificates = load_pem_x509_certificates(roots)
            builder = VerifierBuilder(roots=list(certificates))
            builder.build().verify(told, digest)
        except (VerificationError, ValueError) as fault:
            raise Untrue(f"is not by a trusted authority ({fault})") from None
    return Stamped(at=info.gen_time.astimezone(UTC), trusted=bool(roots))
