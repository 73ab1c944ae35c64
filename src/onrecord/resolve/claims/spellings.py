"""Names that the articles of a story spell differently: "Noor Faiz" here, "Noor Fayez" there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import msgspec
from rapidfuzz.distance import Levenshtein

from onrecord.resolve.claims.differences import (
    DISAGREEMENT,
    NAME,
    Difference,
    Value,
    make_difference,
    make_said,
)
from onrecord.resolve.claims.settings import Named
from onrecord.resolve.claims.tellings import Telling

_SHORTEST = 4
_FURTHEST = 2


class Spelling(msgspec.Struct, frozen=True, kw_only=True):
    """A name as an article first writes it, and the event whose words stand nearest."""

    document: int
    name: Named
    telling: Telling


class Nearest:
    """Finds the event of an article whose words stand nearest to a place of its text."""

    def __init__(self, events: Iterable[Telling]) -> None:
        self._events = sorted(events, key=lambda one: one.order)
        self._starts = [one.start for one in self._events]

    def find(self, start: int) -> Telling:
        """The nearest event; of two as near the one before the place, of one place the lowest id."""
        behind = bisect_left(self._starts, start)
        if behind == 0:
            return self._events[0]
        before = bisect_left(self._starts, self._starts[behind - 1])
        if behind < len(self._starts) and self._starts[behind] - start < start - self._starts[before]:
            return self._events[behind]
        return self._events[before]


def compare_spellings(
    names: Sequence[tuple[int, Named]], tellings: Iterable[Telling]
) -> Iterator[Difference]:
    """The names of persons and places of which articles write one word a little differently.

    `names` are pairs of an article's key and a name in it. An article that writes a name in both ways is left
    out, since nobody knows which of them it means.
    """
    events: dict[int, list[Telling]] = defaultdict(list)
    for told in tellings:
        events[told.document].append(told)
    near = {document: Nearest(told) for document, told in events.items()}
    found: dict[tuple[str, str], dict[int, Spelling]] = defaultdict(dict)
    for document, name in sorted(names, key=lambda pair: (pair[0], pair[1].start)):
        if document in near and " " in name.folded and document not in found[name.type, name.folded]:
            spelling = Spelling(document=document, name=name, telling=near[document].find(name.start))
            found[name.type, name.folded][document] = spelling
    for one, other in _find_pairs(list(found)):
        mine, theirs = found[one], found[other]
        if set(mine) & set(theirs) or _are_copies(mine.values(), theirs.values()):
            continue
        yield make_difference(NAME, DISAGREEMENT, one[0], map(_value_of, [*mine.values(), *theirs.values()]))


def _find_pairs(
    names: Iterable[tuple[str, str]],
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of names of one type that share a word and differ in one, in order."""
    blocks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for kind, folded in sorted(names):
        for word in set(folded.split()):
            blocks[kind, word].append((kind, folded))
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    for one, other in sorted(pairs):
        if _is_spelling(one[1].split(), other[1].split(), one[0]):
            yield one, other


def _is_spelling(one: Sequence[str], other: Sequence[str], kind: str) -> bool:
    if len(one) != len(other):
        return False
    unlike = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(unlike) != 1 or min(map(len, unlike[0])) < _SHORTEST:
        return False
    first, second = sorted(unlike[0], key=len)
    if second == f"{first}s" and kind != "person":
        return False
    if second.startswith(first):  # "Phil" is short for "Philip"
        return len(second) == len(first) + 1
    return first[0] == second[0] and Levenshtein.distance(first, second) <= _FURTHEST


def _are_copies(mine: Iterable[Spelling], theirs: Iterable[Spelling]) -> bool:
    """Whether all are of one source, whose copies only were edited."""
    return len({one.telling.origin for one in (*mine, *theirs)}) < 2


def _value_of(one: Spelling) -> Value:
    said = make_said(one.telling, one.name.start, one.name.end, one.name.words, one.name.words)
    said = msgspec.structs.replace(said, speaker=None)
    return Value(telling=one.telling, said=said, held=one.name.folded)
