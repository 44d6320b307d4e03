"""The monitor watches what is published, keeps it as evidence, and writes a weekly digest.

    sources.yaml ─▶ due ─▶ fetch ─▶ parse ─▶ fetch ─▶ extract ─▶ judge ─▶ place ─▶ summarise
        Source            Page     Lead     Page    Reading    Verdict  Placement   Summary
                                                       └────▶ Document ─▶ the archive

    ─▶ compose ─▶ render ─▶ digests/
        Digest     files

``source`` says who is watched, ``fetch`` gets bytes, ``extract`` takes their meaning,
``relevance`` says whether it is ours, ``story`` which event it is about, ``summary`` what it
says, ``digest`` makes the week's issue, ``delivery`` hands it over, ``archive`` keeps everything.
``pipeline`` calls them in this order and is their only caller. Each arrow has one frozen type in
``model``. Imports go down only; pyproject.toml lists the layers and a test keeps them.

For programs and notebooks, ``monitor.open(folder)`` opens an archive (docs/python.md).
"""

from monitor.errors import MonitorError
from monitor.library.entrance import open_project as open  # noqa: A004 - monitor.open is its name

__version__ = "0.1.0"
__all__ = ["MonitorError", "__version__", "open"]
