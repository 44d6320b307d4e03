"""Lines of an article that are not of it: headline, byline, calls to the reader, credits."""

import re
from collections.abc import Iterable, Sequence

from monitor.extract import datewords
from monitor.extract.headline import levelled

# Each is a whole line. What follows its first words is at most a sentence long.
_REST = r"\b.{0,200}"
_PLACES = (
    r"(?:twitter|facebook|x|instagram|linkedin|youtube|whatsapp|telegram|pinterest|reddit|"
    r"flipboard|bluesky)"
)
_SHARING = rf"(?:share|save|print|copy(?: link)?|tweet|e-?mail|teilen|partager|compartir|{_PLACES})"
_ELSEWHERE = (
    rf"(?:see|watch|learn|find out|read) more{_REST}",
    rf"(?:also|must) read{_REST}",
    rf"read (?:next|also|this){_REST}",
    r"(?:more|related|read|watch|listen|see also|recommended|don['’]t miss)\s*(?:[:>»|].{0,200})?",
    r"(?:more|related) (?:stor(?:y|ies)|articles?|news|coverage|content|topics?|links?|reading|"
    r"from)\b.{0,60}",
    r"(?:most|more) (?:read|popular|viewed|shared)\b.{0,40}",
    r"popular|trending(?: now)?|top stories|latest news|(?:auf dieser seite|on this page)\W*",
    r"das könnte (?:dich|dir|sie|ihnen|euch) auch (?:interessieren|gefallen)\b.{0,200}",
    r"(?:siehe auch|mehr zum thema|ver también|lees ook)\s*(?:[:>»|].{0,200})?",
    rf"\W*(?:leggi anche|(?:à )?lire aussi|lesen sie (?:auch|mehr)|lea también|read also){_REST}",
    rf"(?:les også|läs (?:också|mer|även)|læs også|czytaj (?:więcej|też|także)|lees meer){_REST}",
)
_CALLS = (
    r"(?:click|tap|swipe) (?:here|left|right)\b.{0,160}",
    r".{0,80}\bby clicking here\W*",
    r"(?:please )?(?:sign|log) (?:up|in)\b.{0,160}",
    r".{0,40}\bsign up (?:for|to) (?:our|the|a|its|\w+['’]s)\b.{0,160}",
    r"(?:please )?subscribe\b.{0,160}",
    r"(?:please )?(?:register|donate|support us) (?:here|now|today|for free|to)\b.{0,160}",
    r"donate|support us|subscribe now|newsletters?",
    r"(?:get|receive|join|subscribe|have|want)\b.{0,100}\b(?:newsletters?|to your inbox)\b.{0,120}",
    r"get .{0,160}\b(?:in|to|through) your (?:inbox|letterbox)\b.{0,160}",
    r"(?:\d+ |leave a |add a |post a |view |show |hide )?comments?(?: \(?\d+\)?)?",
    r"(?:no comments yet|please read our comment policy)\b.{0,80}",
    r"(?:would you like to|you must|please) (?:\w+ ){0,4}comment\b.{0,120}",
    rf"{_SHARING}(?:[\s,/|·•+]+(?:{_SHARING}|this|on|via|to|by|the|article|story|page|link)\b)*\W*",
    rf"(?:follow|like|find) .{{0,80}}\bon {_PLACES}\b.{{0,120}}",
    r"(?:got|have|do you have) a (?:news )?(?:story|tip|question)\b.{0,160}",
    r"(?:are|is|was|do) .{0,80}\? get in touch\b.{0,120}|get in touch (?:with|at|by|via)\b.{0,160}",
    r"(?:tell us what you think|for more stories like this|fehler gefunden)\b.{0,120}",
)  # fmt: skip
_NOTICES = (
    r"(?:ads?|advertisement|advertising|anzeige|werbung|publicité|publicidad)\W*",
    r"sponsored(?: content)?\W*",
    r"(?:story|article) continues (?:below|after)\b.{0,40}|scroll (?:down )?to continue\b.{0,60}",
    r"loading\W*|skip (?:to|past)\b.{0,60}|back to top|go to top|nach oben",
    r"(?:page )?\d+ of \d+|\d+ min(?:ute)?s? read|reading time:?.{0,20}|\d+ minuten lesezeit",
    r".{0,40}\bthis (?:site|website|page) uses cookies\b.{0,300}",
    r"we (?:and our partners )?(?:use|store) cookies\b.{0,300}",
    r"(?:accept|manage|reject)(?: all| your)? cookies?\b.{0,200}",
    r"cookie (?:settings|preferences|policy)\b.{0,100}",
    r"(?:empfohlener redaktioneller inhalt|ein klick für den datenschutz|mehr infos?)",
    r"javascript (?:is|must be)\b.{0,160}|(?:please )?enable javascript\b.{0,160}",
    r"il vous reste [\d.,]+ ?% de cet article\b.{0,100}",
    r"your browser does not support\b.{0,120}",
)
_CREDITS = (
    r"(?:image|photo|picture|video|foto|bild)s?(?: (?:source|credit|caption|by))?\s*[:©].{0,160}",
    r"(?:image|photo|picture|media) (?:source|credit|caption),.{0,160}",
    r"(?:©|copyright\b|\(c\)).{0,200}|all rights reserved\b.{0,100}",
    r"(?:this (?:article|story) was )?originally published (?:on|by|in|at)\b.{0,80}",
    r"our standards:.{0,80}|(?:quelle|sources?|fuente):.{0,60}",
    r"\(?(?:additional )?(?:reporting|writing|editing) by [^.]{1,300}\.?\)?",
)
# Of lines in lower case: to ignore case takes several times as long.
_CHAFF = re.compile("|".join((*_ELSEWHERE, *_CALLS, *_NOTICES, *_CREDITS)))

# A sentence about a picture, and who took it: "The farm from the air. (AP/Jane Roe)".
_CAPTION = re.compile(
    r".{0,200}\((?:[^()\d/]{1,40}(?:/[^()\d/]{1,40}){1,2}|"
    r"(?:photo|image|picture|foto|bild|symbolbild)\b[^()]{1,80})\)"
)

# Among so many first lines the headline, the byline and the dateline come again.
_TOP = 5
_BYLINE = 90
_BY = re.compile(r"(?:by|von|par|por|di|door|av|text|autor(?:in)?)\b:?\s+\S+(?:\s+\S+){0,6}", re.I)
_WHEN = re.compile(
    r"(?:published|updated|posted|last|first|uppdaterad|stand|veröffentlicht)\b", re.I
)
_SENTENCE_ENDS = (".", "!", "?", ":", "”", '"', "»", "“")
# A paragraph of more characters that comes twice is a pull quote; shorter lines may come twice.
_REPEATED = 120
# No pattern above matches as many characters.
_LONGEST = 500
_LETTER = re.compile(r"[^\W_]")


def without(
    lines: Iterable[str], *, titles: Sequence[str] = (), authors: Sequence[str] = ()
) -> list[str]:
    """Return *lines* without headline, byline and dateline, calls to the reader and repetitions."""
    heads = [head for title in titles if (head := levelled(title))]
    kept: list[str] = []
    seen: set[str] = set()
    for line in lines:
        if line in seen or (len(line) < _LONGEST and _is_chaff(line.lower())):
            continue
        if len(kept) < _TOP and (_is_headline(levelled(line), heads) or _is_byline(line, authors)):
            continue
        if len(line) > _REPEATED:
            seen.add(line)
        elif not _LETTER.search(line):
            continue
        kept.append(line)
    return kept


def _is_chaff(line: str) -> bool:
    if line.endswith(")") and _CAPTION.fullmatch(line):
        return True
    return _CHAFF.fullmatch(line) is not None


def _is_headline(bare: str, heads: Sequence[str]) -> bool:
    """Whether a line is the headline, perhaps with the words that stand over it."""
    return any(bare == head or (head in bare and len(bare) < 2 * len(head)) for head in heads)


def _is_byline(line: str, authors: Sequence[str]) -> bool:
    """Whether a short line says who wrote, or when, and nothing else."""
    if len(line) > _BYLINE or line.endswith(_SENTENCE_ENDS):
        return False
    if any(author.casefold() in line.casefold() for author in authors):
        return True
    if _BY.fullmatch(line) or datewords.is_bare(line):
        return True
    return _WHEN.match(line) is not None and datewords.states_day(line)
