"""Words that tell that a sentence is about our field."""

import re

OURS = re.compile(
    r"traffick|slavery|slave|exploit|forced labou?r|referr|national referral|\bNRM\b|servitude"
    r"|victim|survivor|bondage|conclusive grounds"
    r"|traite des|esclavag|menschenhandel|zwangsarbeit|ausbeutung|trata de|esclavitud",
    re.IGNORECASE,
)
"""Wherever they stand in it."""
