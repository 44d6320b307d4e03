"""Bytes, politely: one URL in, one page out.

``client`` is the only face; it raises nothing but ``FetchError`` and its children.
"""
