"""Whether the order of arrival matters: the same records, shuffled, must give the same stories and claims.

    python -m bench.orders ../shared/articles/records.jsonl --orders 10

Takes records as `onrecord read --format jsonl` writes them. Each order goes into a new store, in batches of
random sizes, which are compared as they come; what was derived is then held against the first order's by
permanent ids, table by table. The exit code is 1 where anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, select

from onrecord.model.record import Record
from onrecord.resolve.catching_up import DERIVED, compare_waiting
from onrecord.store import schema
from onrecord.store.opening import open_store
from onrecord.store.writer import add_record

Rows = Mapping[str, Counter[tuple[Any, ...]]]
_NOW = "2026-11-28T12:00:00Z"
_NAMED = (schema.documents, schema.entities, schema.statements, schema.events)
_KEYS = frozenset("document other origin parent event statement entity last".split())
"""Columns that hold keys, which a store gives in the order of arrival."""
_LARGEST_BATCH = 40


def main() -> int:
    """Add the records in so many orders, and tell which tables differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("records", type=Path, help="records, one JSON a line")
    parser.add_argument("--orders", type=int, default=10)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    with arguments.records.open("rb") as lines:
        records = [Record.from_json(line) for line in lines if line.strip()]
    rng = Random(arguments.seed)
    differing = 0
    first: Rows | None = None
    for number in range(arguments.orders):
        derived = derive(records, rng)
        if first is None:
            first = derived
            for table, rows in derived.items():
                print(f"{table}: {rows.total():,} rows")
        for table in compare(first, derived):
            differing += 1
            print(f"order {number + 1}: {table} differs", flush=True)
        rng.shuffle(records)
    print(f"{len(records)} articles in {arguments.orders} orders: {differing or 'no'} tables differ")
    return min(differing, 1)


def derive(records: Sequence[Record], rng: Random) -> Rows:
    """What is derived from records that come in this order, in batches of random sizes, by permanent ids."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store.db", create=True) as store:
        for batch in _cut(records, rng):
            with store.writing() as connection:
                for record in batch:
                    add_record(connection, record, now=_NOW)
                while compare_waiting(connection):
                    pass
        with store.reading() as connection:
            return read_derived(connection)


def _cut(records: Sequence[Record], rng: Random) -> Iterator[Sequence[Record]]:
    start = 0
    while start < len(records):
        size = rng.randint(1, _LARGEST_BATCH)
        yield records[start : start + size]
        start += size


def read_derived(connection: Connection) -> Rows:
    """The rows of all tables that are derived, with permanent ids where they have keys."""
    ids = {row.key: row.id for table in _NAMED for row in connection.execute(select(table.c.key, table.c.id))}
    found: dict[str, Counter[tuple[Any, ...]]] = {}
    for table in schema.metadata.sorted_tables:
        if table in DERIVED:
            found[str(table.name)] = Counter(
                _name_row(dict(zip(table.columns.keys(), row, strict=True)), ids)
                for row in connection.execute(select(table))
            )
    return found


def _name_row(row: dict[str, Any], ids: Mapping[int, str]) -> tuple[Any, ...]:
    """A row with permanent ids in the place of keys, whose order within a day is that of arrival.

    So which of a pair has the lower key says nothing.
    """
    for name in _KEYS & row.keys():
        row[name] = ids.get(row[name], row[name])
    if {"document", "other", "score"} <= row.keys():
        row["document"], row["other"] = sorted((row["document"], row["other"]))
    return tuple(row.values())


def compare(first: Rows, other: Rows) -> Iterator[str]:
    """The names of the tables whose rows differ."""
    return (table for table in first if first[table] != other[table])


if __name__ == "__main__":
    sys.exit(main())
