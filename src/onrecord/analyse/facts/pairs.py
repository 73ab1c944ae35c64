"""What two mentions of one sentence have in common, as numbers: what the classifier of facts looks at.

Training and running share this module, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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

PAIR = 2 * len(_KINDS) + 2 * (len(_RELATIONS) + 1) + len(_DISTANCES) + len(_LENGTHS) + 8
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
    subjects: list[int] = []
    objects: list[int] = []
    between: list[tuple[int, int]] = []
    path_rows: list[int] = []
    path_words: list[int] = []
    rows: list[Floats] = []
    for group in _by_sentence(parse, points):
        chains = {points[n].index: _chain(parse, points[n].index) for n in group}
        for first in group:
            if points[first].kind in _NO_SUBJECTS:
                continue
            for second in group:
                one, other = points[first].index, points[second].index
                if one == other or abs(one - other) > _REACH:
                    continue
                up, down = _path(chains[one], chains[other])
                inner = [*up[1:], *down[1:]]
                row = len(subjects)
                path_rows += [row] * len(inner)
                path_words += inner
                subjects.append(first)
                objects.append(second)
                between.append((min(one, other) + 1, max(one, other)))
                rows.append(_features(parse, points[first], points[second], up, down))
    return Pairs(
        points=points,
        subjects=np.array(subjects, dtype=np.int64),
        objects=np.array(objects, dtype=np.int64),
        between=np.array(between, dtype=np.int64).reshape(-1, 2),
        path_rows=np.array(path_rows, dtype=np.int64),
        path_words=np.array(path_words, dtype=np.int64),
        features=np.array(rows, dtype=np.float32).reshape(-1, PAIR),
    )


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
    return _path(_chain(parse, one), _chain(parse, other))


def _chain(parse: Parse, index: int) -> list[int]:
    return [index, *(token.index for token in parse.ancestors(index))]


def _path(one: Sequence[int], other: Sequence[int]) -> tuple[list[int], list[int]]:
    """The words from each end up to the lowest common one, which stands last in the first list.

    The second list is without it.
    """
    places = {index: place for place, index in enumerate(other)}
    for place, index in enumerate(one):
        if index in places:
            return list(one[: place + 1]), list(other[: places[index]])
    return list(one), list(other)


def _features(parse: Parse, first: Point, second: Point, up: list[int], down: list[int]) -> Floats:
    row = np.zeros(PAIR, dtype=np.float32)
    base = 0
    for point in (first, second):
        row[base + _KINDS.index(point.kind)] = 1
        base += len(_KINDS)
    for way in (up[:-1], down):
        for index in way:
            token = parse.tokens[index]
            name = token.relation if token.relation in _RELATIONS else token.core
            row[base + (_RELATIONS.index(name) if name in _RELATIONS else len(_RELATIONS))] = 1
        base += len(_RELATIONS) + 1
    apart = abs(first.index - second.index) - 1
    row[base + sum(apart > bound for bound in _DISTANCES[1:])] = 1
    base += len(_DISTANCES)
    steps = len(up) - 1 + len(down)
    row[base + sum(steps > bound for bound in _LENGTHS[1:])] = 1
    base += len(_LENGTHS)
    row[base] = first.index < second.index
    row[base + 1] = up[-1] == first.index
    row[base + 2] = up[-1] == second.index
    row[base + 3] = parse.tokens[first.index].relation == "nmod:poss"
    row[base + 4] = parse.tokens[second.index].relation == "nmod:poss"
    row[base + 5] = parse.tokens[first.index].pos == "PROPN"
    row[base + 6] = parse.tokens[second.index].pos == "PROPN"
    middle = range(min(first.index, second.index) + 1, max(first.index, second.index))
    row[base + 7] = any(parse.tokens[i].text in ("(", "[") for i in middle)
    return row
