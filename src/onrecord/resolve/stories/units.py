"""Which articles have to be grouped together: those that are linked by how alike they are.

Nothing else takes part in the grouping of a unit, so that a new article costs what its unit costs, however
large the store is. Whatever two articles are in one story are linked by pairs at least as alike as `JOINED`.
Where more articles are linked so than `LARGEST`, the links have to be stronger, step by step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select, union_all

from onrecord.resolve.stories.batches import split_keys
from onrecord.resolve.stories.likeness import JOINED
from onrecord.store import schema

LARGEST = 200
"""How many articles (without copies) a unit has at most."""
_STEPS = (JOINED, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 0.9)


class Links:
    """How alike articles are, read from a store as far as it is asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, dict[int, float]] = {}

    def load(self, keys: Iterable[int]) -> Mapping[int, Mapping[int, float]]:
        """For these articles and all that were asked for before, the others that are like them."""
        wanted = set(keys) - self._known.keys()
        found: defaultdict[int, dict[int, float]] = defaultdict(dict)
        table = schema.story_pairs
        for batch in split_keys(wanted):
            later = select(table.c.document, table.c.other, table.c.score).where(table.c.document.in_(batch))
            earlier = select(table.c.other, table.c.document, table.c.score).where(table.c.other.in_(batch))
            for key, other, score in self._connection.execute(union_all(later, earlier)):
                found[key][other] = score
        self._known |= {key: found[key] for key in wanted}
        return self._known


class Units:
    """The units of a store as they are, or as they were or will be `without` some articles."""

    def __init__(self, links: Links, without: Collection[int]) -> None:
        self._links = links
        self._without = frozenset(without)
        self._found: dict[int, frozenset[int]] = {}
        self._too_many: defaultdict[float, set[int]] = defaultdict(set)

    def find(self, article: int) -> frozenset[int]:
        """The unit of an article; empty where it is one of those left out."""
        if article in self._without:
            return frozenset()
        if article not in self._found:
            spread = (self._spread(article, step) for step in _STEPS)
            unit = next((one for one in spread if one is not None), frozenset({article}))
            self._found |= dict.fromkeys(unit, unit)
        return self._found[article]

    def _spread(self, article: int, step: float) -> frozenset[int] | None:
        """What is linked with an article by links so strong; None where that is too much."""
        if article in self._too_many[step]:
            return None
        reached, front = {article}, {article}
        while front:
            known = self._links.load(front)
            linked = {other for one in front for other, score in known[one].items() if score >= step}
            front = linked - reached - self._without
            reached |= front
            if len(reached) > LARGEST:
                self._too_many[step] |= reached
                return None
        return frozenset(reached)


def find_affected(links: Links, added: Collection[int], removed: Collection[int]) -> set[int]:
    """The articles whose units change when some are added and others removed, the added among them.

    `links` has those of all of them. A unit changes only where an article that comes or goes is linked with
    one of it, before or after.
    """
    changed = {*added, *removed}
    known = links.load(changed)
    near = changed | {other for one in changed for other, score in known[one].items() if score >= JOINED}
    before, after = Units(links, added), Units(links, removed)
    return {one for article in sorted(near) for units in (before, after) for one in units.find(article)}
