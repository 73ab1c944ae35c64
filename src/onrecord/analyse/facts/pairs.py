"""What two mentions of one sentence have in common, as numbers: what the classifier of facts looks at.

Training and running share this module, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.lexicon import geography
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# fmt: off
_KINDS = (
    "person", "organisation", "place", "work", "product", "group", "event", "other",
    "time", "nation", "he", "it", "they",
)
# fmt: on
_PRONOUNS = {
    **dict.fromkeys("he him his himself she her hers herself i me my you your who whom whose".split(), "he"),
    **dict.fromkeys("it its itself which that".split(), "it"),
    **dict.fromkeys("they them their theirs themselves we us our ourselves".split(), "they"),
}
_RELATIONS = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "appos",
    "compound", "flat", "amod", "acl", "acl:relcl", "advcl", "conj", "xcomp", "ccomp", "parataxis",
    "csubj", "dep", "nummod",
)  # fmt: skip
_DISTANCES = (0, 1, 2, 4, 8, 16, 32)
_LENGTHS = (0, 1, 2, 3, 4, 6)
_NO_SUBJECTS = frozenset({"time", "nation", "place", "event"})
"""Of these no relation is stated: they are only its other end."""
_REACH = 60
"""No further apart, in words, are two that are looked at together."""
_MOST = 60
"""At most so many points of one sentence are looked at, which bounds the work."""

_RELATION_NUMBERS = {name: number for number, name in enumerate(_RELATIONS)}
_UP = 2 * len(_KINDS)
_DOWN = _UP + len(_RELATIONS) + 1
_APART = _DOWN + len(_RELATIONS) + 1
_STEPS = _APART + len(_DISTANCES)
_OTHERS = _STEPS + len(_LENGTHS)
"""Where the features begin: of the path up and down, of distance, of the path's length, and the rest."""
PAIR = _OTHERS + 8
"""Width of what is told of two."""


@dataclass(frozen=True, slots=True)
class Point:
    """A word that a fact may be about: the head of a mention, a time, a pronoun or a word for a nation."""

    index: int
    kind: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs of points as columns, with the words between the two and those on the path in the tree.

    `between` is half-open `[pairs, 2]`; `path_rows` and `path_words` list, row by row, the words on the
    path without its ends.
    """

    points: Sequence[Point]
    subjects: Ints
    objects: Ints
    between: Ints
    path_rows: Ints
    path_words: Ints
    features: Floats


def find_points(parse: Parse, types: Mapping[int, EntityType], times: Iterable[int]) -> list[Point]:
    """The points of a document in text order; `types` are the mentions' by their heads, `times` heads too."""
    dated = frozenset(times)
    points = []
    for token in parse.tokens:
        kind = _kind(token, types, dated)
        if kind is not None:
            points.append(Point(token.index, kind))
    return points


def _kind(token: Token, types: Mapping[int, EntityType], times: frozenset[int]) -> str | None:
    if token.index in times:
        return "time"
    if token.pos in ("PRON", "DET") and token.text != "US":
        kind = _PRONOUNS.get(token.lower)
        if token.lower == "that" and token.core not in ("nsubj", "obj"):
            return None
        return kind
    kind = types.get(token.index)
    if kind is None and token.pos in ("ADJ", "PROPN", "NOUN") and geography.by_demonym(token.text):
        return "nation"
    return kind


def pair_points(parse: Parse, points: Sequence[Point]) -> Pairs:
    """All pairs of near points of one sentence whose first may be a subject (not a time or a place)."""
    ways = _Ways()
    for group in _by_sentence(parse, points):
        _join_points(parse, points, group, ways)
    subjects, objects = np.array(ways.subjects, dtype=np.int64), np.array(ways.objects, dtype=np.int64)
    places = np.array([point.index for point in points], dtype=np.int64)
    one, other = places[subjects], places[objects]
    between = np.stack([np.minimum(one, other) + 1, np.maximum(one, other)], axis=1)
    return Pairs(
        points=points,
        subjects=subjects,
        objects=objects,
        between=between,
        path_rows=np.repeat(np.arange(len(subjects)), np.array(ways.inner, dtype=np.int64)),
        path_words=np.array(ways.path_words, dtype=np.int64),
        features=_features(parse, points, subjects, objects, between, ways),
    )


@dataclass(frozen=True, slots=True)
class _Ways:
    """Pairs as growing columns: their points, the words on the path, and the features of each step on it.

    `lengths` counts the steps and `inner` the words of each pair, `tops` is the lowest common word.
    """

    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    path_words: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)


def _join_points(parse: Parse, points: Sequence[Point], group: Sequence[int], ways: _Ways) -> None:
    """Add the pairs of one sentence."""
    indices = [points[number].index for number in group]
    chains = [_chain(parse, index) for index in indices]
    depths = list(map(_depths, chains))
    relations = {index: _relation(parse.tokens[index]) for chain in chains for index in chain}
    ups = [[_UP + relations[index] for index in chain] for chain in chains]
    downs = [[_DOWN + relations[index] for index in chain] for chain in chains]
    for number, one, chain, up in zip(group, indices, chains, ups, strict=True):
        if points[number].kind in _NO_SUBJECTS:
            continue
        for second, other, way, depth, down in zip(group, indices, chains, depths, downs, strict=True):
            if one == other or abs(one - other) > _REACH:
                continue
            rises, falls = _meet(chain, depth)
            ways.subjects.append(number)
            ways.objects.append(second)
            ways.path_words.extend(chain[1 : rises + 1])
            ways.path_words.extend(way[1:falls])
            ways.inner.append(rises + max(falls - 1, 0))
            ways.steps.extend(up[:rises])
            ways.steps.extend(down[:falls])
            ways.lengths.append(rises + falls)
            ways.tops.append(chain[rises])


def _by_sentence(parse: Parse, points: Sequence[Point]) -> Iterator[list[int]]:
    groups: dict[int, list[int]] = {}
    for number, point in enumerate(points):
        groups.setdefault(parse.tokens[point.index].sentence, []).append(number)
    for group in groups.values():
        yield group[:_MOST]


def path_between(parse: Parse, one: int, other: int) -> tuple[list[int], list[int]]:
    """The words on the way between two in the tree: up to the lowest common one, which is last, and down.

    Each list begins with its own end; the second is without the common one.
    """
    chain, way = _chain(parse, one), _chain(parse, other)
    rises, falls = _meet(chain, _depths(way))
    return chain[: rises + 1], way[:falls]


def _chain(parse: Parse, index: int) -> list[int]:
    return [index, *(token.index for token in parse.ancestors(index))]


def _depths(chain: Sequence[int]) -> dict[int, int]:
    """Where each word of a chain stands in it."""
    return {index: depth for depth, index in enumerate(chain)}


def _meet(chain: Sequence[int], depths: Mapping[int, int]) -> tuple[int, int]:
    """Where the lowest common word stands in the one chain and in the other; `depths` are its places there.

    Where there is none it is taken to be the root of the first, above that of the second.
    """
    for place, index in enumerate(chain):
        if index in depths:
            return place, depths[index]
    return len(chain) - 1, len(depths)


def _relation(token: Token) -> int:
    """The number of a token's relation, with its subtype where that has one of its own."""
    number = _RELATION_NUMBERS.get(token.relation)
    return number if number is not None else _RELATION_NUMBERS.get(token.core, len(_RELATIONS))


def _features(
    parse: Parse, points: Sequence[Point], subjects: Ints, objects: Ints, between: Ints, ways: _Ways
) -> Floats:
    found = np.zeros((len(subjects), PAIR), dtype=np.float32)
    if not len(subjects):
        return found
    each, tokens = np.arange(len(subjects)), [parse.tokens[point.index] for point in points]
    kinds = np.array([_KINDS.index(point.kind) for point in points])
    found[each, kinds[subjects]] = 1
    found[each, len(_KINDS) + kinds[objects]] = 1
    lengths = np.array(ways.lengths)
    found[np.repeat(each, lengths), np.array(ways.steps, dtype=np.int64)] = 1
    low, high = between.T
    found[each, _APART + np.searchsorted(_DISTANCES[1:], high - low)] = 1
    found[each, _STEPS + np.searchsorted(_LENGTHS[1:], lengths)] = 1
    places, tops = np.array([token.index for token in tokens]), np.array(ways.tops)
    owned = np.array([token.relation == "nmod:poss" for token in tokens])
    named = np.array([token.pos == "PROPN" for token in tokens])
    brackets = np.cumsum([0, *(token.text in ("(", "[") for token in parse.tokens)])
    found[:, _OTHERS:] = np.stack(
        [
            places[subjects] < places[objects],
            tops == places[subjects],
            tops == places[objects],
            owned[subjects],
            owned[objects],
            named[subjects],
            named[objects],
            brackets[high] > brackets[low],
        ],
        axis=1,
    )
    return found
