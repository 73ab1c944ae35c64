"""Where each of some articles comes from, which follows from the pairs that are alike and from their dates.

Each article descends from the earlier one that has most of its words, and so on to one that has none before
it: the origin. A round-up that holds two stories thus descends from one of them, and does not make them one.
What credits the same agency and is alike has one origin, since both come from the agency's story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from onrecord.resolve.copies.agency_names import UNNAMED

Order = tuple[int, bool, str]
_UNDATED = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """An article with what its place in time is told from.

    `day` is the number of its day of publication, 0 where that is not known; `agency` is whom it credits and
    `publisher` the agency that published it itself.
    """

    key: int
    id: str
    day: int
    agency: str | None = None
    publisher: str | None = None

    @property
    def order(self) -> Order:
        """Sorts by time: what has no date comes last, and an agency's own text before others of that day."""
        return self.day or _UNDATED, self.publisher is None, self.id

    @property
    def source(self) -> str | None:
        """The agency whose story it is, if one is named."""
        named = self.publisher or self.agency
        return None if named == UNNAMED else named


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that are alike, the later one first, and the shares of each that the other has."""

    document: int
    other: int
    contained: float
    kept: float


@dataclass(frozen=True, slots=True)
class Descent:
    """Where an article comes from: the earlier one that has most of its words, and the origin of both."""

    parent: int | None
    origin: int


def trace(members: Collection[Member], pairs: Collection[Pair]) -> dict[int, Descent]:
    """The descent of each article by its key; it does not depend on the order in which anything is given."""
    order = {member.key: member.order for member in members}
    parents = _find_parents(pairs, order)
    roots: dict[int, int] = {}
    for key in sorted(order, key=order.__getitem__):  # parents come before their children
        parent = parents.get(key)
        roots[key] = key if parent is None else roots[parent]
    joined = _join(roots, _sharing_agency(members, pairs), order)
    return {key: Descent(parents.get(key), joined[roots[key]]) for key in order}


def _find_parents(pairs: Iterable[Pair], order: Mapping[int, Order]) -> dict[int, int]:
    earlier = defaultdict(list)
    for pair in pairs:
        earlier[pair.document].append(pair)
    return {
        key: min(each, key=lambda pair: (-pair.contained, order[pair.other])).other
        for key, each in earlier.items()
    }


def _sharing_agency(members: Iterable[Member], pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    sources = {member.key: member.source for member in members}
    return [
        (pair.document, pair.other)
        for pair in pairs
        if sources[pair.document] is not None and sources[pair.document] == sources[pair.other]
    ]


def _join(
    roots: Mapping[int, int], alike: Iterable[tuple[int, int]], order: Mapping[int, Order]
) -> dict[int, int]:
    """The origin of each root, where roots that share a story count as one: the earliest of them."""
    leaders = {root: root for root in roots.values()}

    def lead(root: int) -> int:
        while leaders[root] != root:
            root = leaders[root]
        return root

    for first, second in alike:
        one, other = sorted((lead(roots[first]), lead(roots[second])), key=order.__getitem__)
        leaders[other] = one
    return {root: lead(root) for root in leaders}
