"""Can a sentence be read without those around it?

Rules of form, language by language. They are strict: a summary without a sentence is better than
one that begins with "However, he said".
"""

import re
import unicodedata

from monitor.summary.pointing import POINTING, UNSPACED
from monitor.text.clip import length
from monitor.text.language import UNKNOWN

_FEWEST_WORDS = 5
_MOST_NUMBERS = 0.35
# The share of words that are bare numbers; rows of tables have more.
_MOST_CAPITALS = 0.6

_ENDED = re.compile(r"[.!。．！؟۔।။។៕።։][\"'”’»)\]」』]*(?:\[\d+\])?$")
_UNPUNCTUATED = frozenset(["th", "lo"])
# They end sentences with a blank.
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"'”’»)\]]*$")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|Rev|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Hon|No|Nos|Adm|Fmr|vs|cf|e\.g|i\.e"
    r"|pp?|para|paras|art|fig|approx|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_PAIRS = (("«", "»"), ("(", ")"), ("[", "]"), ("「", "」"), ("『", "』"),
          ("（", "）"), ("《", "》"), ("【", "】"))  # fmt: skip
_GERSHAYIM = re.compile(r"(?<=[\u05d0-\u05ea])\"(?=[\u05d0-\u05ea])")
# In Hebrew initials, where it is no quotation mark.
_LEADERS = re.compile(r"\.{4,}|(?:\. ){3,}|…{2,}|_{3,}")
_BROKEN_LINE = re.compile(r"[^.,;:\s]\s*\n\s*[A-Z0-9•▪●◦‣*–—-]")
_BARE_NUMBER = re.compile(r"[\W_]*\d[\d.,:%/–-]*[\W_]*")
_QUOTED_ALONE = re.compile(r"[\"“«'‘][^\"”»]*[\"”»'’]\W*")

# Opening words that point at an earlier sentence, without accents, in lower case.
_POINTING = {
    "en": r"""he|she|they|him|her|his|hers|their|theirs|its|that|those(?! (?:who|whose)\b)
        |the (?:latter|former)
        |it(?! (?:is|was|has been) (?:estimated|thought|believed|understood|feared|claimed|alleged
        |reported|hoped|expected) )(?! has long been an? \w+ that\b)
        |this(?! (?:week|month|year|summer|autumn|winter|spring|morning|report|study|guidance
        |strategy|plan|statement|bulletin|paper|briefing|publication|release|inquiry|review)\b)
        |these|such|another|others|both|neither|i|i'm|i've|my|me|we're|you|your
        |(?:one|two|three|several|some|many|most|all|none|each|half|either) of (?:them|these|those)
        |(?:some|many|most|few|all|none) (?:are|were|is|was|have|had|will|would|say|said|also)
        |(?:when|while|after|before|as|if|although|though|since|once|until|where|asked (?:if|why))
         (?:he|she|they|it|this|that|those|these)
        |however|but|and|or|nor|so|yet|also|then|thus|hence|therefore|moreover|furthermore|besides
        |instead|otherwise|nevertheless|nonetheless|still|indeed|similarly|likewise|consequently
        |additionally|accordingly|conversely|meanwhile|elsewhere|afterwards
        |(?:later|earlier)(?! this (?:week|month|year))
        |finally|secondly|thirdly|lastly|here|because|which|who|whose
        |in (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:of the )?(?:other )?cases
        |in (?:addition|contrast|turn|fact|response|other words|particular|this|that|these|both)
        |as (?:a result|such|well|noted|mentioned|explained)
        |for (?:example|instance|this|that|these)
        |by (?:contrast|comparison|then)|on (?:the other hand|this|that|top)
        |at (?:the same time|that)|after (?:that|this|all)|since then
        |(?:of|among|despite|to|with|under|from|behind|beyond|before|for|about|between)
         (?:this|that|these|them|there|those(?! (?:who|whose|\w+ed)\b))
        |to (?:do (?:this|so)|that end)|of course|even so|not only that
        |all (?:this|that|two|three|four|five|six)\b(?! \w+s\b)
        |the (?:same|other|others|pair|two|three|four|trio|couple)""",
    "fr": r"""il|elle|ils|elles|lui|leur|leurs|son|sa|ses|cela|ceci|celui|celle|ceux|celles
        |ce dernier|cette derniere|mais|et|ou|donc|or|car|aussi|ainsi|puis|ensuite|cependant
        |toutefois|pourtant|neanmoins|enfin|de plus|en outre|par ailleurs|par exemple|en effet
        |en revanche|plus particulierement|notamment|en particulier|c'est|je|j'ai""",
    "de": r"""er|sie|es|sein|seine|ihr|ihre|dieser|diese|dieses|dies|aber|und|oder|doch|denn|auch
        |jedoch|dann|danach|deshalb|daher|darum|dennoch|trotzdem|ausserdem|zudem|dabei|damit|dagegen
        |allerdings|hingegen|so|ich|zum beispiel""",
    "es": r"""ella|ellos|ellas|su|sus|esto|eso|este ultimo|pero|y|o|tambien|ademas|luego|entonces
        |asi|con es[aeo]s?|con est[aeo]s?|sin embargo|no obstante|por ello|por eso|por otra parte
        |por ejemplo|yo""",
    "it": r"""lui|lei|loro|egli|essi|suo|sua|cio|questo|questa|ma|e|o|anche|inoltre|poi|quindi
        |tuttavia|il tutto|pero|infatti|per esempio|io""",
    "pt": r"""ele|ela|eles|elas|seu|sua|seus|suas|isso|isto|mas|e|ou|tambem|alem disso|entao|assim
        |no entanto|contudo|porem|por exemplo|eu""",
    "nl": r"""hij|zij|ze|hun|zijn|haar|dit|dat|deze|maar|en|of|ook|daarna|daarom|echter|bovendien
        |toch|dus|ik""",
    "sv": r"""han|hon|denna|detta|dessa|hans|hennes|deras|men|och|eller|ocksa|sa|darfor
        |darmed|dock|daremot|samtidigt|sedan|jag""",
    "no": r"""han|hun|denne|dette|disse|hans|hennes|deres|men|og|eller|ogsa|sa|derfor
        |dermed|derimot|samtidig|imidlertid|jeg""",
    "da": r"""han|hun|denne|dette|disse|hans|hendes|deres|men|og|eller|ogsa|sa|derfor
        |dermed|derimot|samtidig|imidlertid|jeg""",
    "pl": r"""on|ona|ono|oni|one|jego|jej|ich|to|ten|ta|te|ale|lecz|i|oraz|a|jednak|dlatego|wiec
        |potem|rowniez|takze|ponadto|natomiast|ja""",
    "ru": r"""он|она|оно|они|его|ее|её|их|это|этот|эта|эти|но|и|а|однако|также|затем|поэтому
        |кроме того|при этом|тем не менее|я""",
    "ar": r"""لكن|ولكن|كما|وكان|وكانت|وقال|وقالت|وأضاف|وأضافت|وأوضح|هو|هي|هم|وهو|وهي|وهم|لذلك|ثم""",
}
_POINTING |= POINTING
_OPENING = 60
"""Characters that the longest of them takes."""
_DATELINE = re.compile(
    r"[A-Z][\w.,/' ]{1,40}(?:\([A-Z][\w. ]+\)\s*[-–—]*|\s[-–—]{1,2})\s*(?=[A-Z])"
)
_UNPOINTED = re.compile(r"(?:his|her) (?:majesty|royal|excellency)", re.IGNORECASE)
_SAID_BY_SOMEBODY = re.compile(
    r"[,!?.][\"”']? (?:he|she|they) (?:has |have |had )?(?:\w+ly )?"
    r"(?:said|says|added|adds|told|tells|wrote|explained|recalled|continued|warned|claimed|insisted)\b"
    r"|^(?:\"|“)[^\"”]*[,!?](?:\"|”) (?:said|added) (?:he|she|they)\b",
    re.IGNORECASE,
)
_DOES_SO = re.compile(r"\b(?:do|did|does|done|doing) (?:that|this|so|it)[.”\"’]*$")
# What pages and reports say about themselves and to their readers.
_ABOUT_THE_PAGE = re.compile(
    r"""\b(?:cookies?\ (?:policy|settings|are|to)|(?:accept|use\ of|use|uses)\ cookies
    |sign\ up\ (?:to|for|here)\ |signing\ up\b|newsletters?\b.{0,40}\bsubscri|subscribers?\ only
    |paying\ subscribers
    |(?:paper|report|document|guide|article)\ is\ (?:structured|organi[sz]ed)\ as
    |(?:unsubscribe|subscribe)\b|(?:read|find\ out|learn)\ more\b|click\ (?:here|on|the)
    |follow\ us|share\ this|skip\ to\ |log\ ?in\ to|download\ (?:the|our|this)|javascript
    |all\ rights\ reserved|copyright|affiliate\ links?
    |this\ (?:article|story|post|page|video|content|interview|press\ release|e-?mail)\b
    |(?:first|originally)\ (?:published|appeared)|last\ (?:updated|modified)
    |image\ (?:caption|source|credit)|(?:photo|photograph|picture|image|video|graphic)s?
        (?:\ (?:by|credit|courtesy)|:)|file\ (?:photo|picture)|getty\ images|shutterstock
    |^pictured\b
    |\bpictured,?\ (?:left|right|above|below|here|together)\b
    |editing\ by\ [A-Z]|our\ standards|open\ government\ licen[cs]e|any\ enquir(?:y|ies)|isbn|issn
    |available\ (?:at|from)\ (?:www|http|gov)|contact\ (?:us|the\ (?:press|media))|press\ office
    |for\ (?:more|further)\ (?:information|details)|notes?\ (?:to|for)\ editors
    |terms\ (?:of\ use|and\ conditions)|privacy\ (?:policy|notice)|get\ in\ touch
    |whatsapp\ channel|(?:like|wish)\ to\ thank|tenons\ à\ remercier
    |call\ (?:us\ )?(?:on\ )?0\d|external\ (?:sites|links)|page\ \d+\ of|ibid
    )|op\.\ cit|©|https?://|www\.|\w@\w|\(pictured,|\((?:left|right|above|below)[,)]""",
    re.IGNORECASE | re.VERBOSE,
)
_ASIDE = re.compile(
    r"""(?:[Bb]y(?:,?\ (?:and\ )?[A-Z][\w'’.-]*){2,8}\W*$|(?:Table|Figure|Fig\.|Chart|Box|Annex
    |Appendix|Source|Sources|Notes?|NOTES?|Credit|Caption|Image|Photo|Picture|Video|Watch|Listen|Related
    |Updated|Published|Correction|Editor['’]s\ note|Contents|Advertisement)\b\s*[\d:.–—|-]
    |(?:Additional\ )?[Rr]eporting\ by\ |Presented\ to|Laid\ before|Tel\b
    |(?:Listen|Watch|See|Cf\.?|Donate|Sign\ up|Follow)[ ]
    |(?:(?:An?|The|Several|Some|Undated|Two|Three)\ )?(?:\w+\ )?
        (?i:photo(?:graph)?|picture|image|handout|screenshot)s?
        \ (?:provided|released|issued|taken|obtained|supplied|posted|shows?)\ )""",
    re.VERBOSE,
)


def stands_alone(text: str, language: str) -> bool:
    """Whether the sentence *text* can be read by itself, and says something."""
    return is_prose(text, language) and not points_back(text, language)


def is_prose(text: str, language: str) -> bool:
    """Whether *text* is a whole sentence that says something, if only beside those around it."""
    return _is_sentence(text, language) and _is_whole(text)


def _is_sentence(text: str, language: str) -> bool:
    """Whether *text* is running prose: no heading, row, caption, contents line or notice."""
    ended = _ENDED.search(text) or language in _UNPUNCTUATED
    if length(text) < _FEWEST_WORDS or not ended or _CUT.search(text) or "!!" in text:
        return False
    if _LEADERS.search(text) or _BROKEN_LINE.search(text):
        return False
    if _ABOUT_THE_PAGE.search(text) or _ASIDE.match(text) or not _has_plain_words(text):
        return False
    return not (_shouts(text) or _is_row(text))


def _has_plain_words(text: str) -> bool:
    """Whether *text* has two words in small letters, as every sentence in an alphabet has."""
    words = text.split()
    letters = [char for char in text if char.isalpha()]
    cased = sum(char.isupper() or char.islower() for char in letters) > 0.5 * len(letters)
    return (
        not cased
        or not any(map(str.isupper, letters))
        or sum(len(word) > 1 and word.islower() for word in words) > 1
    )


def _is_whole(text: str) -> bool:
    """Whether *text* begins at a sentence's beginning and cuts no quotation or bracket."""
    first = next((char for char in text if char.isalnum()), "")
    if not first or first.islower() or text[0] in ",;:.)]}%&/|*•–—-":
        return False
    if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS):
        return False
    if _cuts_double_quotes(text):
        return False
    if (
        _GERSHAYIM.sub("", text).count('"') % 2
        or _cuts_single_quotes(text)
        or _QUOTED_ALONE.fullmatch(text)
    ):
        return False
    return not _ABBREVIATED.search(text)


def points_back(text: str, language: str) -> bool:
    """Whether *text* needs an earlier sentence to say whom or what it means."""
    opening = text.lstrip("\"'“‘«(")
    if _UNPOINTED.match(opening):
        return False
    known = _OPENINGS.get("en" if language == UNKNOWN else language)
    plain = _plain(_DATELINE.sub("", opening, count=1)[:_OPENING])
    said = _SAID_BY_SOMEBODY.search(text) or _DOES_SO.search(text)
    return bool(said or (known and known.match(plain)))


def _shouts(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(map(str.isupper, letters)) > _MOST_CAPITALS * len(letters)


def _is_row(text: str) -> bool:
    pieces = text.split()
    numbers = sum(_BARE_NUMBER.fullmatch(piece) is not None for piece in pieces)
    return numbers > max(2, _MOST_NUMBERS * len(pieces))


def _cuts_double_quotes(text: str) -> bool:
    """Whether a quotation is opened or closed only; German and Polish open low and may end so “."""
    low, high, end = (text.count(mark) for mark in "„“”")
    return low != high + end if low else high != end


def _cuts_single_quotes(text: str) -> bool:
    """Whether a single quotation is opened and not closed; apostrophes close nothing."""
    opened = len(re.findall(r"(?:^|[\s(])[‘'](?=\w)", text))
    closed = len(re.findall(r"(?<=[\w.,!?])[’'](?=[\s,.;:)!?]|$)", text))
    return opened > closed


def _plain(text: str) -> str:
    """Return *text* in lower case, without accents and with straight apostrophes."""
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _opening_words(listed: str, ending: str) -> re.Pattern[str]:
    one_line = re.sub(r"\s*\n\s*", " ", re.sub(r"\s*\n\s*\|", "|", _plain(listed)))
    return re.compile(rf"(?:{one_line}){ending}")


_OPENINGS = {
    language: _opening_words(listed, "" if language in UNSPACED else r"(?![\w-])")
    for language, listed in _POINTING.items()
}
