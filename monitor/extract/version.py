"""Which reader read a text: so that another reading years later is not taken for another page."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from monitor import __version__

_LIBRARIES = ("beautifulsoup4", "lxml", "pypdfium2", "selectolax", "trafilatura")


@cache
def extractor() -> str:
    """Return the name of what reads pages and reports here, such as ``0.1.0+3f2a9c1b7d04``.

    It is made of the code itself and of the libraries' versions, so nobody has to count it up.
    """
    told = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        told.update(path.name.encode() + path.read_bytes())
    for name in _LIBRARIES:
        told.update(f"{name} {version(name)}".encode())
    return f"{__version__}+{told.hexdigest()[:12]}"
