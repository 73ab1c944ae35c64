"""Statements that were found to give the same words, in groups; nothing depends on who arrived first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

Pairs = Collection[tuple[int, int]]
_Neighbours = dict[int, set[int]]


def find_groups(close: Pairs, loose: Pairs, order: Mapping[int, Any]) -> list[list[int]]:
    """Groups of members, each in `order`, whose values are all different and decide where others do not.

    Of members not yet in a group the one with the most close pairs makes one with all that it is paired with.
    So two cuts of one long quotation are together, and a chain of quotations that overlap from one to the
    next is not. What is left then joins the group with which it has the most pairs, close or loose, or else
    makes groups in the same way with others that are left. Every member of a pair is in one group.
    """
    beside = _find_neighbours([*close, *loose])
    groups = _gather(_find_neighbours(close), order)
    lonely = _join(groups, beside, order)
    groups += _gather({one: beside[one] & lonely for one in lonely}, order)
    while _join(groups, beside, order):  # each is paired with one that is in a group by then
        pass
    return [sorted(group, key=lambda one: order[one]) for group in groups]


def _join(groups: list[set[int]], beside: _Neighbours, order: Mapping[int, Any]) -> set[int]:
    """Add each that is in no group to the one with the most of its neighbours; what has none in any."""
    place = {member: number for number, group in enumerate(groups) for member in group}
    lonely = set()
    for member in sorted(beside.keys() - place.keys(), key=lambda one: order[one]):
        near = Counter(place[other] for other in beside[member] if other in place)
        if near:
            groups[max(near, key=lambda number: (near[number], -number))].add(member)
        else:
            lonely.add(member)
    return lonely


def _gather(beside: _Neighbours, order: Mapping[int, Any]) -> list[set[int]]:
    """Groups around those with the most neighbours."""
    left, groups = set(beside), []
    for centre in sorted(beside, key=lambda one: (-len(beside[one]), order[one])):
        near = beside[centre] & left
        if centre in left and near:
            groups.append({centre, *near})
            left -= groups[-1]
    return groups


def _find_neighbours(pairs: Iterable[tuple[int, int]]) -> _Neighbours:
    beside: _Neighbours = {}
    for one, other in pairs:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    return beside
