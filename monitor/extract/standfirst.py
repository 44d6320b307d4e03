"""The paragraph under the headline that sums the article up."""

import re
from collections.abc import Sequence

from monitor.extract.headline import levelled
from monitor.extract.outline import Outline

_MARK = re.compile(
    r"(?:^|[\s_-])(?:standfirst|lede?|dek|intro(?:duction)?|sub-?(?:title|head(?:line)?|heading)|excerpt|abstract|"
    r"(?:article|story|content|entry|post)[_-]+(?:lead|summary|intro|description|teaser)|alternativeheadline)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Characters; shorter ones are labels, longer ones the article.
_SHORTEST, _LONGEST = 50, 700
_LINKED = 0.5


def standfirst(page: Outline, *, title: str, description: str, beside: Sequence[bool]) -> str:
    """Return it as the page shows it, or an empty text.

    It is what the page describes itself with, or stands below the headline and is marked as one.
    *beside* says of each block whether it is beside the article.
    """
    headline, wanted = levelled(title), levelled(description)
    wanted = wanted if len(wanted) >= _SHORTEST else ""
    below = False
    for line in page.lines:
        size = len(line.text)
        if not below:
            near = size <= 2 * len(title) and line.tag != "h1"
            below = line.tag == "h1" or (near and levelled(line.text) == headline)
        if beside[line.block] or line.tag in ("h1", "li"):
            continue
        if not _SHORTEST <= size <= _LONGEST or line.linked > _LINKED * size:
            continue
        # One that is cut is a teaser of another article.
        whole = not line.text.endswith(("…", "..."))
        if below and whole and _MARK.search(page.names[line.block]):
            return line.text
        # Levelling takes signs out: a line that is the same is as long or somewhat longer.
        if 0.9 * len(wanted) <= size <= 2 * len(wanted) and levelled(line.text) == wanted:
            return line.text
    return ""
