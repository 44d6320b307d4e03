"""What follows an article in the same column: readers' comments, and links to other articles."""

import re
from collections.abc import Sequence

_COMMENTS = """comments|leave a (?:comment|reply)|comentarios|comentar|deja tu comentario
    |comentários|commentaires|kommentare|kommentarer|commenti|reacties|komentarze|komentáře
    |hozzászólások|comentarii|yorumlar|komentar|kommentit|σχόλια|комментарии|коментарі|коментари
    |التعليقات|تعليقات|نظرات|دیدگاه‌ها|تبصرے|תגובות|टिप्पणियां|टिप्पणियाँ|评论|網友評論|网友评论
    |コメント|댓글|ความคิดเห็น|bình luận"""
_RELATED = """related (?:stories|articles|news)|artículos relacionados|noticias relacionadas
    |te puede interesar|à lire aussi|lire aussi|sur le même sujet|mehr zum thema|lesen sie auch
    |leggi anche|leia também|notícias relacionadas|lees ook|läs också|læs også|les også
    |czytaj także|czytaj też|przeczytaj także|čtěte také|citește și|i̇lgili haberler
    |ilgili haberler|διαβάστε επίσης|σχετικά άρθρα|читайте также|по теме|читайте також
    |مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضاً|أخبار ذات صلة|مطالب مرتبط|اخبار مرتبط|יש גם|כתבות נוספות
    |संबंधित खबरें|यह भी पढ़ें|相关新闻|相关阅读|延伸阅读|相關新聞|延伸閱讀|関連記事
    |あわせて読みたい|관련기사|관련 기사|เรื่องที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|baca juga"""


def _heading(names: str) -> re.Pattern[str]:
    listed = re.sub(r"\s*\n\s*", "", names)
    return re.compile(rf"\W*(?:\d+\s+)?(?:{listed})\W*(?:\d+\W*)?", re.IGNORECASE)


_OF_COMMENTS, _OF_RELATED = _heading(_COMMENTS), _heading(_RELATED)
_ENDED = re.compile(r"[.!?…。．！？؟۔।။።][\"'”’»)\]」』]*$")
# Characters; a headline has fewer.
_LONG = 160
# Characters before a heading of comments: an article begins above them.
_FEWEST = 200


def without(lines: Sequence[str]) -> list[str]:
    """Return *lines* without comments at their end, and without lists under "Read also"."""
    kept: list[str] = []
    listed = False
    for line in lines:
        if _OF_COMMENTS.fullmatch(line) and sum(map(len, kept)) >= _FEWEST:
            break
        listed = _OF_RELATED.fullmatch(line) is not None or (listed and _is_headline(line))
        if not listed:
            kept.append(line)
    return kept


def _is_headline(line: str) -> bool:
    return len(line) < _LONG and not _ENDED.search(line)
