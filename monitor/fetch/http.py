"""The HTTP library, imported here and nowhere else.

httpx 0.28 is the last of its line; a successor with the same names is a change of one line.
"""

from httpx import (
    URL,
    AsyncBaseTransport,
    AsyncByteStream,
    AsyncClient,
    InvalidURL,
    Request,
    Response,
    create_ssl_context,
)

__all__ = [
    "URL",
    "AsyncBaseTransport",
    "AsyncByteStream",
    "AsyncClient",
    "InvalidURL",
    "Request",
    "Response",
    "create_ssl_context",
]
