"""The data's way, in order; the only caller of the stages.

    sources.yaml ─▶ ask ─▶ leads ─▶ read ─▶ settle: judge, place, keep ─▶ archive
                                                                            │
    digests/ ◀─ publish ◀─ render ◀─ compose ◀─ summarise ◀─ stories of the week

``poll`` is the upper line, ``issue`` the lower one, ``reread`` looks again at what was kept.
"""
