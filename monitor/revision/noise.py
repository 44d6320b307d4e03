"""What changes on a page and says nothing: signs, times of updates, counters, teasers, pitches."""

import re
import unicodedata
from collections.abc import Sequence

from monitor.text import calendar
from monitor.text.numerals import numerals
from monitor.text.words import fold, words

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂「」『』″", '"'),
        **dict.fromkeys("‘’‚‛‹›`´′ʼ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        "…": "...",
    }
)
# Seen by nobody: soft hyphens, zero-width blanks and joiners, marks of direction.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]")
_GUILLEMETS = re.compile(r"(?<=«)\s+|\s+(?=»)")
_DASH = re.compile(r"\s*-\s+|\s+-\s*")
_META = 120
# Characters; a line about the page itself is no longer.
_TEASER = 16
# Words; headlines of other articles under a text have no more.
_LISTED = 2
# So many lines without a full stop at the end of a text are a list.

# Words that stand in lines about the page itself and say nothing of its subject.
_META_WORDS = """
    updated update last first published publication posted modified edited revised amended at
    on by of the am pm gmt utc bst est edt pst pdt cet cest ago just now yesterday today time
    date read reading reads min mins minute minutes hour hours hr hrs day days week weeks
    month months second seconds views view viewed seen watched comments comment replies reply
    shares share shared likes like reactions people are readers times followers listen save
    print from and a in was been this article story page to aktualisiert aktualisierung
    zuletzt stand veröffentlicht geändert uhr vor stunde stunden tag tage tagen minuten
    lesezeit kommentare kommentar aufrufe geteilt am um der die das mis mise à jour le publié
    publiée modifié il y a heure heures jour jours temps de lecture commentaires commentaire
    partages vues lu fois par actualizado actualizada actualización publicado publicada hace
    hora horas día días minuto minutos comentarios comentario compartido veces leído lectura
    el la de a las atualizado atualizada em há às comentários comentário leituras partilhas
    tempo leitura aggiornato aggiornata pubblicato il alle ore fa giorni minuti commenti
    commento letture condivisioni bijgewerkt laatst gepubliceerd op om geleden uur uren dagen
    minuten reacties reactie gelezen keer uppdaterad publicerad senast för sedan timmar dagar
    minuter kommentarer opdateret publiceret oppdatert publisert kl klokken zaktualizowano
    opublikowano komentarze komentarzy godzin temu udostępnień обновлено опубликовано назад
    час часа часов минут минуты дней комментариев комментарии просмотров прочитали раз в
    güncellendi yayınlandı güncelleme saat önce dakika gün yorum تحديث آخر نشر نشرت منذ ساعات
    ساعة دقيقة دقائق يوم أيام تعليق تعليقات مشاهدة في بتاريخ
"""
_ABOUT_PAGE = frozenset(map(fold, _META_WORDS.split()))
_MONTHS = frozenset(fold(name) for names in calendar.MONTHS for name in names.split())
_DAYS = frozenset(fold(name) for name in calendar.WEEKDAYS.split())
_KNOWN = _ABOUT_PAGE | _MONTHS | _DAYS
_ODD = 2
_DATED = re.compile(
    r"(?:last |first |zuletzt |dernière )?(?:updated|published|posted|modified|aktualisiert|"
    r"veröffentlicht|stand|mise? à jour|publié|actualizado|publicado|atualizado|aggiornato|"
    r"pubblicato|bijgewerkt|gepubliceerd|uppdaterad|publicerad|zaktualizowano|обновлено|"
    r"опубликовано|güncellendi|آخر تحديث|تم التحديث)\b",
    re.IGNORECASE,
)
_HAN_META = re.compile(
    r"(?:更新|发布|發布|发表|時間|时间|公開|最終更新|配信|于|於|入力|수정|입력|등록|기사|최종|조회|댓글|阅读|"
    r"閱讀|评论|評論|浏览|瀏覽|次|数|量|コメント|件|[:：\d年月日時时分秒前午上下後后/.\-\s년월일시분전수])+"
)
_HEADS = re.compile(
    r"(?:the )?(?:most[ -](?:read|popular|viewed|shared|watched|commented)|trending|top stories|"
    r"popular|related|more (?:on|from|in|like|news|stories)|read (?:more|next|also)|also read|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|recommended|editor['’]?s'? picks?|latest|"
    r"see also|in other news|don['’]?t miss|up next|"
    r"meistgelesen|mehr zum thema|das könnte|lesen sie auch|auch interessant|empfohlen|top-themen|"
    r"les plus lus|à lire aussi|lire aussi|sur le même (?:sujet|thème)|en ce moment|"
    r"lo más (?:leído|visto)|te puede interesar|lea también|más noticias|noticias relacionadas|"
    r"mais lidas|leia (?:também|mais)|veja também|i più letti|leggi anche|potrebbe interessarti|"
    r"meest gelezen|lees ook|mest läst|läs (?:också|mer)|mest lest|mest læste|les også|"
    r"najczęściej czytane|czytaj (?:też|także|również)|"
    r"читайте также|самое (?:читаемое|популярное)|по теме|çok okunanlar|ilgili haberler|"
    r"الأكثر قراءة|اقرأ أيضا|مواضيع ذات صلة|相关(?:新闻|阅读|报道)|热门|推荐阅读|猜你喜欢|"
    r"関連(?:記事|ニュース)|人気(?:記事)?|ランキング|많이 본|관련 ?기사|인기)",
    re.IGNORECASE,
)
_PITCH = re.compile(
    r"(?:advertisements?|advertorial|sponsored|anzeige|werbung|publicité|publicidad|publicidade|"
    r"pubblicità|advertentie|annons|annonse|реклама|reklam|reklama|إعلان|广告|広告|광고)\b.{0,120}|"
    r"(?:please )?(?:subscribe|sign up|sign in|log in|register|donate|support (?:us|our)|"
    r"download (?:our|the) app|get (?:our|the) (?:app|newsletter)|follow us|join our|"
    r"jetzt abonnieren|newsletter|abonnieren|abonnez-vous|suivez-nous|suscríbete|suscríbase|"
    r"síguenos|assine|inscreva-se|iscriviti|abonneer|prenumerera|подпишитесь|подписывайтесь|"
    r"abone ol|اشترك|订阅|关注我们|登録|구독)\b.{0,200}",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…:;。！？؟।።]['\"”’»)\]]*$")


def level(text: str) -> str:
    """Return *text* as it reads whatever its blanks, quotes, dashes and capitals are.

    >>> level("“Nine” —\\u00a0 they said…")
    '"nine" - they said...'
    """
    bare = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    bare = _GUILLEMETS.sub("", bare).translate(_SIGNS)
    return _DASH.sub(" - ", " ".join(bare.split())).strip().casefold()


def is_about_page(sentence: str, language: str) -> bool:
    """Whether a line says when its page was updated, or how many read it, and nothing else."""
    if len(sentence) > _META:
        return False
    if _HAN_META.fullmatch(sentence.strip()) or _PITCH.fullmatch(sentence.strip()):
        return True
    found = numerals(sentence, language)
    forms = words(sentence, language).forms
    if not forms or (not found and len(forms) > 3):
        return False
    spelled = {fold(word) for n in found for word in sentence[n.start : n.end].split()}
    rest = [f for f in forms if not f.isdecimal() and f not in spelled]
    unknown = [f for f in rest if f not in _KNOWN and not (len(f) == 1 and f.isascii())]
    # A month of a language that is not known here, or a zone, may stand beside "updated".
    return not unknown or (len(unknown) <= _ODD and _DATED.match(sentence.strip()) is not None)


def noisy(sentences: Sequence[str], language: str) -> frozenset[int]:
    """Return the places of those *sentences* of a text that say nothing of its subject.

    Lines about the page, pitches, and the headlines of other articles: those under a heading such
    as "Most read", and two or more without a full stop at the end.
    """
    found = {n for n, each in enumerate(sentences) if is_about_page(each, language)}
    listing = False
    for place, each in enumerate(sentences):
        if _is_head(each):
            listing = True
        elif not _is_line(each, language):
            listing = False
        if listing:
            found.add(place)
    last = len(sentences)
    while last and (last - 1 in found or _is_line(sentences[last - 1], language)):
        last -= 1
    trailing = [n for n in range(last, len(sentences)) if n not in found]
    if last and len(trailing) >= _LISTED:
        found.update(trailing)
    return frozenset(found)


def _is_head(sentence: str) -> bool:
    return (
        len(sentence) <= 60
        and _HEADS.match(sentence.strip()) is not None
        and (not _ENDS.search(sentence) or sentence.rstrip().endswith((":", "：", "…")))
    )


def _is_line(sentence: str, language: str) -> bool:
    """Whether it is short and does not end as a sentence does."""
    if _ENDS.search(sentence.rstrip()) and not sentence.rstrip().endswith((":", ";")):
        return sentence.rstrip().endswith(("?", "!", "？", "！")) and _short(sentence, language, 12)
    return _short(sentence, language, _TEASER)


def _short(sentence: str, language: str, most: int) -> bool:
    return len(sentence) <= 160 and len(words(sentence, language).forms) <= most * (
        1 if " " in sentence else 3
    )
