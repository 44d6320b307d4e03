"""Sentences in which a publisher says that something was wrong, or that it takes it back."""

import re

from monitor.model.revision import ChangeKind

_LONGEST = 500
# Characters of a notice; what is longer is a sentence that speaks of somebody else's.
_SHOWN = 60

_RETRACTED = (
    r"^\W*(?:retract(?:ed|ion)|withdrawn|removed|editor['’]s note: retracted)\s*[:–—\-]",
    r"\b(?:this|the) (?:article|story|report|post|page|piece|item|publication|press release|"
    r"statement|study|paper|dataset|video)\b.{0,60}"
    r"\b(?:has been|was|is being|have been|is) (?:formally )?(?:retracted|withdrawn|removed|"
    r"taken down|unpublished|deleted|pulled)\b",
    r"\bwe (?:have|are|hereby)?\s?(?:retract(?:ed|ing)?|withdr(?:awn|ew|aw)|taken down|unpublished"
    r"|removed) (?:this|the|our|an?)\b.{0,30}"
    r"(?:article|story|report|post|piece|publication|statement|claim)",
    r"\b(?:dieser|der|diesen|den) (?:artikel|beitrag|bericht|text)\b.{0,60}"
    r"(?:zurückgezogen|gelöscht|entfernt|offline genommen|depubliziert)",
    r"\b(?:cet|l['’]) ?(?:article|rapport)\b.{0,60}(?:retiré|supprimé|dépublié|rétracté)",
    r"\b(?:este|el) (?:artículo|informe|texto|reportaje)\b.{0,60}(?:retirado|eliminado|retractado)",
    r"\b(?:este|o) (?:artigo|relatório|texto|reportagem)\b.{0,60}"
    r"(?:retirad[oa]|removid[oa]|excluíd[oa])",
    r"\b(?:questo|l['’]) ?(?:articolo|rapporto)\b.{0,60}(?:ritirato|rimosso|cancellato)",
    r"\b(?:dit|het) (?:artikel|bericht|rapport)\b.{0,60}(?:ingetrokken|verwijderd|offline gehaald)",
    r"\b(?:artikeln|artikkelen|artiklen)\b.{0,60}(?:tagits bort|dragits tillbaka|trukket|fjernet|"
    r"avpublicerad|avpublisert)",
    r"\b(?:artykuł|tekst|materiał)\b.{0,60}(?:wycofan\w+|usunięt\w+)",
    r"(?:статья|материал|публикация|новость)\b.{0,60}(?:отозван\w*|удал[её]н\w*|снят\w*)",
    r"(?:haber|makale|yazı)\b.{0,60}(?:kaldırıl\w+|geri çekil\w+|silin\w+)",
    r"(?:تم|جرى) (?:سحب|حذف|إزالة) (?:هذا|هذه)? ?(?:المقال|التقرير|الخبر)",
    r"(?:本文|该文|此文|文章|报道|報道)(?:已|被).{0,6}(?:撤回|撤稿|删除|撤下|刪除)",
    r"(?:この|本)?(?:記事|報告書).{0,8}(?:撤回|取り消|削除)",
    r"(?:기사|보도)(?:를|가|는|은)?.{0,8}(?:철회|삭제)",
)
_CORRECTED = (
    r"^\W*(?:corrections?|clarifications?|corrected|erratum|errata|editor['’]s note|"
    r"correction and clarification|for the record)\b\s*(?:[:–—\-(,]|\d|on\b|appended\b)",
    r"\b(?:this|the) (?:article|story|report|post|page|piece|headline|item|version|document|text|"
    r"table|figures?)\b.{0,60}\b(?:was|were|has been|have been|is) "
    r"(?:amended|corrected|clarified|changed to correct|revised to correct|updated to correct|"
    r"updated to clarify|edited to correct|updated to reflect)",
    r"\b(?:an|a|in an) (?:earlier|previous|original|initial|prior) (?:version|edition|headline)\b",
    r"\bwe (?:apologi[sz]e|regret|are sorry|have corrected|are happy to (?:correct|clarify))\b"
    r".{0,60}(?:error|mistake|confusion|inaccura|this)?",
    r"^\W*(?:korrektur|berichtigung|richtigstellung|korrekturhinweis|anmerkung der redaktion|"
    r"hinweis der redaktion)\b",
    r"\b(?:in einer (?:früheren|vorherigen|ersten|älteren) (?:version|fassung))\b",
    r"^\W*(?:rectificatif|correction|erratum|précision|mise au point|note de la rédaction|ndlr)"
    r"\s*[:–—\-(]",
    r"\b(?:dans une (?:première|précédente) version|une (?:première|précédente) version "
    r"(?:de|affirmait|indiquait))",
    r"^\W*(?:corrección|rectificación|fe de (?:erratas|errores)|aclaración|nota de la redacción)\b",
    r"\b(?:una|en una) versión (?:anterior|previa|inicial)\b",
    r"^\W*(?:correção|errata|erramos|retificação|esclarecimento|nota da redação)\b",
    r"\b(?:uma|na|numa) versão (?:anterior|inicial)\b",
    r"^\W*(?:rettifica|correzione|errata corrige|precisazione|nota della redazione)\b",
    r"\b(?:una|in una) versione precedente\b",
    r"^\W*(?:correctie|rectificatie|herstel|verbetering|noot van de redactie)\s*[:–—\-(]",
    r"\b(?:in een eerdere versie|een eerdere versie)\b",
    r"^\W*(?:rättelse|förtydligande|rettelse|retting|præcisering|presisering)\b",
    r"\b(?:i en tidigare version|en tidigare version|i en tidligere (?:versjon|version)|"
    r"en tidligere (?:versjon|version))\b",
    r"^\W*(?:sprostowanie|korekta|errata|od redakcji)\b|"
    r"\bwe wcześniejszej wersji\b|\bpoprzedniej wersji\b",
    r"^\W*(?:исправление|уточнение|поправка|от редакции)\b|"
    r"\bв (?:предыдущей|первоначальной|более ранней) версии\b",
    r"^\W*(?:düzeltme|tekzip|editörün notu)\b|önceki (?:sürüm|versiyon)",
    r"^\W*(?:تصحيح|تصويب|توضيح|تنويه)\b|(?:نسخة|إصدار) (?:سابق|سابقة)",
    r"^\W*(?:更正|勘误|勘誤|订正|訂正|澄清|编者按)|此前版本|早前版本|早先版本",
    r"^\W*(?:訂正|お詫び|おわび)|以前の(?:版|バージョン)|当初の(?:版|記事)",
    r"^\W*(?:정정|바로잡|알립니다)|이전 (?:버전|기사)",
)  # fmt: skip
_FORMS = tuple(
    (kind, re.compile("|".join(forms), re.IGNORECASE))
    for kind, forms in (
        (ChangeKind.RETRACTION, _RETRACTED),
        (ChangeKind.CORRECTION, _CORRECTED),
    )
)


def notice(sentence: str) -> tuple[ChangeKind, str] | None:
    """Return the kind of notice that *sentence* is, and the words that say so; None for no notice.

    The forms of all languages are tried: a page in one often has its notices in another.
    """
    if len(sentence) > _LONGEST:
        return None
    for kind, form in _FORMS:
        found = form.search(sentence)
        if found:
            said = " ".join(found.group().split())
            return kind, said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
    return None


# What pages that are not there are called, where the answer is 200 all the same.
_MISSING = re.compile(
    r"\W*(?:(?:error )?404\b.{0,60}|(?:the |this )?(?:page|article|story|content|document|item) "
    r"(?:you (?:requested|are looking for) )?(?:is |was |has |could |can )?(?:not|no longer|n['’]t|"
    r"been|be)?\s?(?:be )?(?:found|exist|available|removed|deleted|unavailable)\b.{0,40}|not found|"
    r"page not found.{0,40}|(?:seite|artikel) (?:wurde )?nicht (?:gefunden|mehr verfügbar).{0,40}|"
    r"page (?:introuvable|non trouvée).{0,40}|página no encontrada.{0,40}|"
    r"página não encontrada.{0,40}|pagina non trovata.{0,40}|pagina niet gevonden.{0,40}|"
    r"sidan (?:kunde inte hittas|hittades inte).{0,40}|siden (?:blev )?ikke funnet.{0,40}|"
    r"nie znaleziono strony.{0,40}|страница не найдена.{0,40}|sayfa bulunamadı.{0,40}|"
    r"الصفحة غير موجودة.{0,40}|(?:页面|网页)(?:不存在|未找到|无法找到).{0,20}|"
    r"ページが見つかりません.{0,20}|페이지를 찾을 수 없.{0,20})",
    re.IGNORECASE,
)


def is_missing(title: str) -> bool:
    """Whether *title* is that of a page which says that there is none."""
    return _MISSING.fullmatch(" ".join(title.split())) is not None
