"""Sentences of two states side by side. Its time grows with the text, not with its square."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from monitor.model.revision import Mark, Piece, Row
from monitor.revision.noise import level, noisy
from monitor.text.sentences import spans
from monitor.text.words import words

_ALIKE = 0.5
"""Least share of words that a sentence has in common with what it became, twice both / all."""
_TRIED = 16
# Sentences that one is compared with at most; those nearest to where it stood.
_CELLS = 40_000
# Words times words of the parts that differ, up to which they are compared word by word.


@dataclass(frozen=True, slots=True)
class _Side:
    """A state in sentences."""

    sentences: tuple[str, ...]
    keys: tuple[str, ...]
    opens: tuple[bool, ...]
    noise: frozenset[int]

    @classmethod
    def of(cls, text: str, language: str) -> "_Side":
        places = spans(text, language)
        sentences = tuple(text[start:end] for start, end in places)
        starts = (0, *(end for _, end in places))
        opens = tuple(
            "\n\n" in text[before:start] or not before
            for before, (start, _) in zip(starts, places, strict=False)
        )
        keys = tuple(map(level, sentences))
        return cls(sentences, keys, opens, noisy(sentences, language))


def align(before: str, after: str, language: str) -> tuple[Row, ...]:
    """Return the sentences of both texts in rows, in the order of *after*."""
    old, new = _Side.of(before, language), _Side.of(after, language)
    same = dict(_same(old.keys, new.keys))
    partner = dict(same)
    taken = set(partner.values())
    moved = dict(_moved(old.keys, new.keys, partner, taken))
    partner |= moved
    taken |= set(moved.values())
    partner |= _changed(old, new, partner, taken, language)
    return tuple(_rows(old, new, partner, _Kinds(same, moved), language))


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Pairs of places whose sentences are the same: in order, and elsewhere."""

    same: dict[int, int]
    moved: dict[int, int]


def _rows(
    old: _Side, new: _Side, partner: dict[int, int], kinds: _Kinds, language: str
) -> Iterator[Row]:
    """Yield the rows; what was removed stands before what stood behind it and is still there."""
    source = {there: here for here, there in partner.items()}
    fixed = {there: here for here, there in kinds.same.items()}
    lost = [n for n in range(len(old.keys)) if n not in partner]
    ahead = _ahead(fixed, len(new.keys), len(old.keys))
    behind, told = -1, 0
    for place in range(len(new.keys)):
        here = source.get(place)
        if here is not None and behind < here <= ahead[place]:
            while told < len(lost) and lost[told] < here:
                yield _removed(old, lost[told])
                told += 1
        if place in fixed:
            behind = fixed[place]
        is_moved = here is not None and kinds.moved.get(here) == place
        yield _row(old, new, here, place, moved=is_moved, language=language)
    for here in lost[told:]:
        yield _removed(old, here)


def _ahead(fixed: dict[int, int], places: int, last: int) -> list[int]:
    """Return where the next sentence that stayed in its order stood, for each place."""
    found = [last] * places
    for place in reversed(range(places)):
        last = fixed.get(place, last)
        found[place] = last
    return found


def _row(
    old: _Side, new: _Side, here: int | None, place: int, *, moved: bool, language: str
) -> Row:
    said, opens = new.sentences[place], new.opens[place]
    if here is None:
        piece = (Piece(text=said, changed=True),)
        noise = place in new.noise
        return Row(mark=Mark.ADDED, before=(), after=piece, noise=noise, opens=opens)
    was = old.sentences[here]
    if old.keys[here] == new.keys[place]:
        mark = Mark.MOVED if moved else Mark.SAME
        plain = Piece(text=was, changed=False), Piece(text=said, changed=False)
        return Row(mark=mark, before=plain[:1], after=plain[1:], opens=opens)
    before, after = pieces(was, said, language)
    noise = here in old.noise and place in new.noise
    return Row(mark=Mark.CHANGED, before=before, after=after, noise=noise, opens=opens)


def _removed(old: _Side, here: int) -> Row:
    piece = (Piece(text=old.sentences[here], changed=True),)
    noise, opens = here in old.noise, old.opens[here]
    return Row(mark=Mark.REMOVED, before=piece, after=(), noise=noise, opens=opens)


def _same(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of sentences that stand in both, as many as can in one order.

    The longest increasing run of places; of one that comes several times, the n-th is the n-th.
    """
    there = {key: place for place, key in enumerate(_numbered(new))}
    pairs = [(here, there[k]) for here, k in enumerate(_numbered(old)) if k in there]
    ends: list[int] = []  # the least last place of a run of each length
    last: list[int] = []  # which pair it is
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            last.append(number)
        else:
            ends[length], last[length] = place, number
    number = last[-1] if last else -1
    while number >= 0:
        yield pairs[number]
        number = before[number]


def _numbered(keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    seen: defaultdict[str, int] = defaultdict(int)
    for key in keys:
        seen[key] += 1
        yield key, seen[key]


def _moved(
    old: Sequence[str], new: Sequence[str], partner: dict[int, int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield what stands in both, though not in one order."""
    free: defaultdict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(new))):
        if place not in taken:
            free[new[place]].append(place)
    for here, key in enumerate(old):
        if here not in partner and free.get(key):
            yield here, free[key].pop()


def _changed(
    old: _Side, new: _Side, partner: dict[int, int], taken: set[int], language: str
) -> dict[int, int]:
    """Return which sentence became which: the likest first, each once."""
    lost = {n: _bag(old.sentences[n], language) for n in range(len(old.keys)) if n not in partner}
    gained = {n: _bag(new.sentences[n], language) for n in range(len(new.keys)) if n not in taken}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, bag in gained.items():
        for word in bag:
            having[word].append(place)
    anchors = sorted(partner.items())
    found = []
    for here, bag in lost.items():
        at = bisect_left(anchors, (here, -1))
        near = anchors[at - 1][1] + (here - anchors[at - 1][0]) if at else here
        for place in _near(bag, having, near):
            other = gained[place]
            alike = 2 * len(bag & other) / (len(bag) + len(other))
            if alike >= _ALIKE:
                found.append((-alike, abs(place - near), here, place))
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _, _, here, place in sorted(found):
        if here not in chosen and place not in used:
            chosen[here] = place
            used.add(place)
    return chosen


def _near(bag: frozenset[str], having: dict[str, list[int]], near: int) -> set[int]:
    """Return the places worth comparing with: those of its rarest words, nearest first."""
    tried: set[int] = set()
    for word in sorted(bag & having.keys(), key=lambda w: len(having[w])):
        places = having[word]
        middle = bisect_left(places, near)
        tried.update(places[max(0, middle - 2) : middle + 2])
        if len(tried) >= _TRIED:
            break
    return tried


def _bag(sentence: str, language: str) -> frozenset[str]:
    """Return the words of a sentence; all numbers are one, for it is they that are corrected."""
    found = words(sentence, language)
    forms = ["#" if form[0].isdigit() else form for form in found.forms]
    if " " not in sentence.strip() and len(forms) > 1:  # without blanks: pairs of characters
        forms = [one + other for one, other in pairwise(forms)]
    return frozenset(forms) or frozenset((level(sentence),))


def pieces(before: str, after: str, language: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both sentences in pieces: which words of each do not stand in the other."""
    old, new = _tokens(before, language), _tokens(after, language)
    keys = [[level(each) or " " for each in side] for side in (old, new)]
    head = 0
    while head < min(len(old), len(new)) and keys[0][head] == keys[1][head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and keys[0][-1 - tail] == keys[1][-1 - tail]:
        tail += 1
    inner = keys[0][head : len(old) - tail], keys[1][head : len(new) - tail]
    flags = [False] * len(old), [False] * len(new)
    for start, end, other, until in _different(*inner):
        flags[0][head + start : head + end] = [True] * (end - start)
        flags[1][head + other : head + until] = [True] * (until - other)
    return _joined(old, flags[0]), _joined(new, flags[1])


def _different(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    if len(old) * len(new) > _CELLS:
        yield 0, len(old), 0, len(new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, other, until in matcher.get_opcodes():
        if tag != "equal":
            yield start, end, other, until


def _tokens(sentence: str, language: str) -> list[str]:
    """Return the words of a sentence and what stands between them."""
    found, last = [], 0
    for start, end in words(sentence, language).spans:
        if start > last:
            found.append(sentence[last:start])
        found.append(sentence[start:end])
        last = end
    return [*found, sentence[last:]] if last < len(sentence) else found


def _joined(tokens: Sequence[str], changed: Sequence[bool]) -> tuple[Piece, ...]:
    """Return neighbours of one kind as one piece; a blank between two changed words is, too."""
    flags = list(changed)
    for place in range(1, len(tokens) - 1):
        if not tokens[place].strip() and flags[place - 1] and flags[place + 1]:
            flags[place] = True
    found: list[tuple[str, bool]] = []
    for token, flag in zip(tokens, flags, strict=True):
        if found and found[-1][1] == flag:
            found[-1] = (found[-1][0] + token, flag)
        else:
            found.append((token, flag))
    return tuple(Piece(text=text, changed=flag) for text, flag in found)
