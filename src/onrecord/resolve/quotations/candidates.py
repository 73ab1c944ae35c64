"""Which statements of a store may give the same words: those that share digests, near each other in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from onrecord.resolve.questions import MANY, among, ask
from onrecord.resolve.quotations.loading import DAY, Loaded
from onrecord.resolve.quotations.runs import WINDOWS, Family, Run
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

_BEHIND_ALL = 1 << 53
_TOGETHER = 2
"""How many words of the same speaker two statements have to share to be compared; they are common words."""


def add_runs(connection: Connection, statements: Collection[Loaded]) -> None:
    """Enter the digests of statements that have none yet; they never change."""
    rows = [{"run": run.digest, "statement": one.key} for one in statements for run in sorted(one.runs)]
    insert_rows(connection, schema.quotation_keys, rows)


def find_entered(connection: Connection, statements: Iterable[int]) -> set[int]:
    """Those of some statements whose digests are there."""
    return {row.statement for row in ask(connection, _ENTERED, statements)}


_ENTERED = among(select(schema.quotation_keys.c.statement).distinct(), schema.quotation_keys.c.statement)


_Wanted = tuple[int, int, int]
"""A digest, and the range of keys of the statements that are looked for, the last not included."""


def find_candidates(
    connection: Connection, statements: Collection[Loaded]
) -> Iterator[tuple[Loaded, set[int]]]:
    """Each statement with the keys of those of other articles that it is to be compared with."""
    bounds = {day: _bound_families(day) for day in {one.said.day for one in statements}}
    wanted = {
        (digest, *bounds[one.said.day][family])
        for one in statements
        for family, digest in one.runs
        if family in bounds[one.said.day]
    }
    holders = _find_holders(connection, wanted)
    for one in statements:
        yield one, _choose(one.runs, bounds[one.said.day], holders)


def _bound_families(day: int) -> dict[Family, tuple[int, int]]:
    """The keys among which each family is looked for; what has no date meets others only over long runs."""
    return {family: _bound(day, window) for family, window in WINDOWS.items() if window is None or day}


def _bound(day: int, window: int | None) -> tuple[int, int]:
    """The first key of so many days around one, and the first behind them."""
    return (0, _BEHIND_ALL) if window is None else (max(day - window, 1) * DAY, (day + window + 1) * DAY)


def _choose(
    runs: Iterable[Run],
    bounds: Mapping[Family, tuple[int, int]],
    holders: Mapping[tuple[int, int], Sequence[int]],
) -> set[int]:
    shared: dict[int, int] = defaultdict(int)
    for family, digest in runs:
        if family in bounds:
            for holder in holders.get((digest, bounds[family][0]), ()):
                shared[holder] += 1 if family == "speaker" else _TOGETHER
    return {holder for holder, weight in shared.items() if weight >= _TOGETHER}


def _find_holders(connection: Connection, wanted: Collection[_Wanted]) -> dict[tuple[int, int], list[int]]:
    """Who has the digests, by digest and lowest key.

    They are whole numbers and so stand in the question itself; a cross join has them looked up one by one.
    """
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    ordered = sorted(wanted)
    for start in range(0, len(ordered), MANY):
        rows = ",".join(f"({digest},{low},{high})" for digest, low, high in ordered[start : start + MANY])
        asked = (
            f"WITH wanted(run, low, high) AS (VALUES {rows}) "
            "SELECT wanted.run, wanted.low, have.statement FROM wanted CROSS JOIN quotation_keys AS have "
            "WHERE have.run = wanted.run AND have.statement >= wanted.low AND have.statement < wanted.high"
        )
        for digest, low, statement in connection.exec_driver_sql(asked).all():
            found[digest, low].append(statement)
    return found
