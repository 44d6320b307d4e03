"""The HTTP library, imported here and nowhere else.

httpx 0.28 is the last of its line; a successor with the same names is a change of one line.
"""

import httpx as http

__all__ = ["http"]
