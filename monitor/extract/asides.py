"""What a class or an id says of a part of a page: that it is beside the article."""

import re
from functools import lru_cache

# All of names in lower case: to ignore case takes several times as long.
# A whole class or id: perhaps a prefix, the word for an aside, words for boxes. WordPress gives
# its articles classes such as "tag-court", which are about the matter.
_ASIDE = re.compile(
    r"(?:[a-z\d]+[_-]+){0,6}(?:related|recommended|recommendations?|newsletters?|sign-?up|subscribe|"
    r"subscription|promos?|promotion|shar(?:e|ing)|sharedaddy|social|comments|disqus|cookies?|consent|gdpr|"
    r"adverts?|advertisement|ads?|sponsored|outbrain|taboola|most-?(?:read|popular|viewed)|popular|"
    r"trending|read-?(?:more|next|also)|see-?also|more-?(?:from|stories|news)|tags|breadcrumbs?|"
    r"captions?|figcaption|(?:image|photo)-?credit|author[_-]?(?:bio|box|info|card|section|details|profile)|bio|biography|"
    r"about-?(?:the-)?author|donat(?:e|ions?)|comments?[_-](?:list|form|respond|section|area|thread|text|info)|commentlist|"
    r"paywall-?(?:box|offer|banner)|sidebar|"
    r"visually-?hidden|sr-only|screen-reader-text|no-?print)"
    r"(?:[_-]+(?:articles?|stor(?:y|ies)|content|posts?|links?|topics?|news|media|box|list|container|"
    r"wrap(?:per)?|block|section|widget|row|items?|area|module|bar|buttons?|icons?|inner|text|form|"
    r"banner|cta|panel|notice|popup|modal|grid|group|title|heading|header|body|combined|card|new|page|"
    r"template|disclaimer|placeholder|\d+))*"
)
# How each of those above and below begins. Asking first takes a tenth of the time.
_HINT = re.compile(
    r"(?:^|[_-])(?:relat|recomm|newsl|sign-?up|subscri|promo|shar|social|comment|disqus|cookie|"
    r"consent|gdpr|ads?(?:$|[_-])|advert|sponsored|outbrain|taboola|most|popular|trending|read|see|"
    r"more|tags|breadcrumb|caption|figcaption|image|photo|author|bio|about|donat|paywall|sidebar|"
    r"visually|sr-only|screen|no-?print|respond|onetrust)"
)
# Of these a page may well have more than of its article.
_CERTAIN = re.compile(
    r"(?:[a-z\d]+[_-]+){0,3}(?:comments|comments?[_-](?:list|form|respond|section|area|thread|text|info)|commentlist|"
    r"disqus|respond|cookie[a-z]*|consent|onetrust)"
    r"(?:[_-]+(?:list|section|area|form|respond|wrap(?:per)?|container|thread|box|block|"
    r"articles?|stor(?:y|ies)|posts?|news|content|items?|banner|popup|sdk|row|table|description|"
    r"cat|\d+))*"
)
_ARTICLE = re.compile(r"(?:^|\s)(?:hentry|type-post|article-?body|entry-content)(?:$|\s)", re.I)
# CSS modules end their classes with a hash: "newsletter__x9CMX".
_HASH = re.compile(r"_{1,2}(?=[A-Za-z]*[A-Z\d])\w{5,6}$")
_LONGEST = 500
_KNOWN = 20_000


def is_aside(names: str) -> bool:
    """Whether classes or an id, parted by blanks, say that it is beside the article."""
    return _are_aside(names[:_LONGEST])


def is_certain(names: str) -> bool:
    """Whether they say it of a part that may be larger than the article."""
    return _are_certain(names[:_LONGEST])


# What is remembered is short: names of a megabyte each would fill the memory of a process.
@lru_cache(_KNOWN)
def _are_aside(names: str) -> bool:
    return any(map(_is_aside, names.split())) and not _ARTICLE.search(names)


@lru_cache(_KNOWN)
def _are_certain(names: str) -> bool:
    return any(map(_is_certain, names.split()))


@lru_cache(_KNOWN)
def _is_aside(name: str) -> bool:
    if not _HINT.search(name.lower()):
        return False
    bare = _HASH.sub("", name).lower()
    return _ASIDE.fullmatch(bare) is not None or _CERTAIN.fullmatch(bare) is not None


@lru_cache(_KNOWN)
def _is_certain(name: str) -> bool:
    bare = _HASH.sub("", name).lower()
    return _HINT.search(bare) is not None and _CERTAIN.fullmatch(bare) is not None
