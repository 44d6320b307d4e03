"""What a report asks of others: sentences that recommend, call on or say what must be done."""

import re
from collections.abc import Iterator

from monitor.model.document import Document, DocumentKind
from monitor.model.section import SectionKind
from monitor.model.summary import Sentence
from monitor.summary.candidates import UNTOLD, read
from monitor.summary.field import OURS
from monitor.summary.standing import stands_alone
from monitor.text.clip import length
from monitor.text.telling import telling

MOST_WORDS = 60
_LEAST = 0.5
_SHORT = 30
_SAME = 0.6
# Of the telling words of the shorter of two: a summary repeats what the last chapter asks for.
_RECOMMENDS = re.compile(
    r"\b(?:we (?:\w+ )?recommend|recommends|recommend(?:ed)? that|calls? (?:up)?on"
    r"|(?:report|study|paper|inquiry|committee|commission|coalition|and|also) calls for"
    r"|we call for|urges?|(?:is|are) urging"
    r"|recommande(?:nt|ns)?|appelle(?:nt)?|exhorte(?:nt)?|empfiehlt|empfehlen|fordert|fordern"
    r"|recomienda[n]?|recomendamos|insta(?:mos|n)? a|raccomanda(?:no)?|recomenda(?:mos|m)?)\b",
    re.IGNORECASE,
)
_SHOULD = re.compile(
    r"\b(?:should|must|ought to|needs? to|devrai(?:t|ent)|doi(?:t|vent)|sollte[n]?|muss|müssen"
    r"|deber[íi]a[n]?|deben?|dovrebbe(?:ro)?|deve(?:m|ria|riam)?)\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(?:should|must) (?:also )?(?:not )?be (?:noted|read|stressed|remembered|interpreted"
    r"|understood|borne|seen|cited)\b|\bshould have\b|\bif you\b|\bshould (?:you|any)\b"
    r"|\brecommended (?:retail|dose)",
    re.IGNORECASE,
)
_DO = re.compile(
    r"(?:Adopt|Allocate|Allow|Amend|Appoint|Ban|Build|Collect|Commission|Conduct|Consider|Create"
    r"|Develop|Enable|Enact|End|Enforce|Ensure|Establish|Expand|Extend|Fund|Give|Grant|Guarantee"
    r"|Implement|Improve|Include|Increase|Introduce|Invest|Investigate|Issue|Make|Monitor|Prioritise"
    r"|Prioritize|Prohibit|Promote|Protect|Provide|Publish|Put|Ratify|Reform|Remove|Repeal|Replace"
    r"|Require|Restore|Review|Scrap|Secure|Set|Stop|Strengthen|Support|Suspend|Take|Train|Update"
    r"|Urgently|Use|Withdraw|Work)\s"
)
# How points of a list of recommendations begin.
_ACTOR = re.compile(
    r"\b(?:governments?|minist(?:er|ry)\w*|home (?:office|secretary)|departments?|police|parliament"
    r"|prosecut\w+|councils?|authorit\w+|commission(?:er)?|(?:member |participating )?states"
    r"|employers|compan(?:y|ies)|businesses|brands|retailers|supermarkets|regulators?|inspectorates?"
    r"|agenc(?:y|ies)|courts?|eu|united nations|gouvernement|états|regierung|gobierno|estados"
    r"|governo)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:Recommendation|Recommandation|Empfehlung|Recomendaci[óo]n|Recomenda[çc][ãa]o)"
    r"\s+(?:no\.?\s*)?\d{1,3}(?:\.\d{1,2})*\s*[.:–—-]?\s*(?=\S)",
    re.IGNORECASE,
)
_OPEN = re.compile(r"(?:\s*[;,]\s*(?:and|or|et|und|y|e)?)?\s*$")
_ENDED = re.compile(r"[.!?][\"'”’»)\]]*$")


def recommendations(document: Document) -> tuple[Sentence, ...]:
    """Return what the report *document* asks for, best first, each once; none of an article.

    In a section of recommendations it takes "should", "must" or a verb at the beginning; elsewhere
    that the report recommends, urges or calls on somebody who could do it. A guide's "you should"
    is advice and not meant. Weights by judgement, read against the recorded reports.
    """
    if document.kind is not DocumentKind.REPORT or not document.quotable:
        return ()
    rated = sorted(
        ((score, each) for each in _asking(document) if (score := _score(each, document))),
        key=lambda pair: (-pair[0], pair[1].start),
    )
    kept: list[tuple[frozenset[str], Sentence]] = []
    for _, sentence in rated:
        said = telling(sentence.text, document.language)
        if not any(len(said & other) > _SAME * min(len(said), len(other)) for other, _ in kept):
            kept.append((said, sentence))
    return tuple(sentence for _, sentence in kept)


def _asking(document: Document) -> Iterator[Sentence]:
    """Yield the sentences that may be shown by themselves, their numbers and labels left out."""
    for sentence in read(document):
        section = document.section_at(sentence.start)
        if section is not None and section.kind in UNTOLD:
            continue
        listed = section is not None and section.kind is SectionKind.RECOMMENDATIONS
        whole = _trimmed(sentence, listed=listed)
        ended = whole.text if _ENDED.search(whole.text) else f"{whole.text}."
        alone = stands_alone(ended if listed else whole.text, document.language)
        if alone and length(whole.text) <= MOST_WORDS:
            yield whole


def _trimmed(sentence: Sentence, *, listed: bool) -> Sentence:
    label = _LABEL.match(sentence.text)
    start = label.end() if label else 0
    text = sentence.text[start:]
    if listed and not _ENDED.search(text):  # a point of a list ends with "; and", or with nothing
        text = text[: _OPEN.search(text).start()]  # type: ignore[union-attr]
    return Sentence(
        document_id=sentence.document_id,
        start=sentence.start + start,
        end=sentence.start + start + len(text),
        text=text,
        page=sentence.page,
    )


def _score(sentence: Sentence, document: Document) -> float:
    """Return how surely *sentence* is a recommendation, 0 where it is none."""
    text = sentence.text
    section = document.section_at(sentence.start)
    kind = section.kind if section else SectionKind.BODY
    listed = kind is SectionKind.RECOMMENDATIONS
    recommends = _RECOMMENDS.search(text) is not None
    duty = _SHOULD.search(text)
    should = duty is not None
    if duty and not (listed or recommends):
        # Elsewhere a duty is named, too: it is a demand where somebody in charge is its subject.
        should = _ACTOR.search(text[: duty.start()]) is not None
    do = listed and _DO.match(text) is not None
    if not (recommends or should or do) or _NOT_ASKED.search(text):
        return 0.0
    claims = (
        (0.40, listed),
        (0.10, kind in (SectionKind.SUMMARY, SectionKind.FINDINGS, SectionKind.CONCLUSION)),
        (0.35, recommends),
        (0.15, should),
        (0.20, do),
        (0.15, _ACTOR.search(text) is not None),
        (0.10, OURS.search(text) is not None),
        (0.05, length(text) <= _SHORT),
    )
    score = round(sum(share for share, holds in claims if holds), 2)
    return score if score >= _LEAST else 0.0
