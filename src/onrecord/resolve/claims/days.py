"""Days on which something was done or undone: read from the store for many digests at once.

Digests and keys are whole numbers and stand in the questions themselves; a cross join has each looked up in
the index, however many events a digest has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import Connection

from onrecord.resolve.questions import MANY
from onrecord.store.keys import make_key, split_key

Day = tuple[int, int]
"""A digest, and the lowest key that a day has."""
_DAY = make_key("1800-01-02", 0) - make_key("1800-01-01", 0)
_TURNS = (
    "SELECT wanted.reversal, wanted.low, turns.event, turns.undoes "
    "FROM wanted CROSS JOIN reversal_keys AS turns WHERE turns.reversal = wanted.reversal "
    "AND turns.event >= wanted.low AND turns.event < wanted.high"
)
_AFTER = (
    "SELECT wanted.reversal, wanted.low, (SELECT min(turns.event) FROM reversal_keys AS turns "
    "WHERE turns.reversal = wanted.reversal AND turns.event >= wanted.high) FROM wanted"
)
_BEFORE = (
    "SELECT wanted.reversal, wanted.low, (SELECT max(turns.event) FROM reversal_keys AS turns "
    "WHERE turns.reversal = wanted.reversal AND turns.event < wanted.low) FROM wanted"
)


def day_of_event(key: int) -> int:
    """The lowest key of the day of an event's article."""
    return key - split_key(key)


def read_turns(connection: Connection, days: Collection[Day]) -> dict[Day, tuple[list[int], list[int]]]:
    """The events of each day that did something, and those that undid it."""
    found: dict[Day, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for reversal, low, event, undoes in _ask(connection, _TURNS, days):
        found[reversal, low][bool(undoes)].append(event)
    return found


def find_days_after(connection: Connection, days: Collection[Day]) -> dict[Day, Day]:
    """Of each day the next one of its digest that has any events."""
    return _find_neighbours(connection, _AFTER, days)


def find_days_before(connection: Connection, days: Collection[Day]) -> dict[Day, Day]:
    """Of each day the last one of its digest before it that has any events."""
    return _find_neighbours(connection, _BEFORE, days)


def _find_neighbours(connection: Connection, query: str, days: Collection[Day]) -> dict[Day, Day]:
    return {
        (reversal, low): (reversal, day_of_event(event))
        for reversal, low, event in _ask(connection, query, days)
        if event is not None
    }


def _ask(connection: Connection, query: str, days: Collection[Day]) -> Iterator[tuple[int, ...]]:
    ordered = sorted(days)
    for first in range(0, len(ordered), MANY):
        some = ordered[first : first + MANY]
        values = ",".join(f"({reversal},{low},{low + _DAY})" for reversal, low in some)
        asked = f"WITH wanted(reversal, low, high) AS (VALUES {values}) {query}"
        yield from map(tuple, connection.exec_driver_sql(asked).all())
