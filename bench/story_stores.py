"""Stores whose articles are put into stories, and what one more article costs in small and in large ones."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median

import msgspec
from sqlalchemy import Connection, select

from bench.made_records import make_records, make_world
from onrecord.model.record import Record
from onrecord.resolve.stories.updating import update
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.store.writer import add_record

_NOW = "2026-11-27T00:00:00Z"
_BATCH = 50
_NEW = 400
"""How many articles are added to measure what one costs."""
_GROWN = 20
"""How many of them at once."""
_FLAT = 1.2


def add_records(connection: Connection, records: Iterable[Record]) -> list[int]:
    """Add and compare records; their keys."""
    table, waiting, done = schema.documents, iter(records), []
    while batch := list(islice(waiting, _BATCH)):
        for record in batch:
            add_record(connection, record, now=_NOW)
        ids = [record.document.id for record in batch]
        keys = list(connection.execute(select(table.c.key).where(table.c.id.in_(ids))).scalars())
        update(connection, keys)
        done += keys
    return done


def run_growth(sizes: Sequence[int]) -> Iterator[str]:
    """The lines of `growth`: CPU milliseconds an article, in stores of so many, and how they compare."""
    costs = measure_costs(sizes)
    for size, cost in zip(sizes, costs, strict=True):
        yield f"{size} articles: {cost:.2f} ms for one more"
    yield f"{costs[-1] / costs[0]:.2f} times as much (at most {_FLAT})"


def measure_costs(sizes: Sequence[int]) -> list[float]:
    """CPU milliseconds to compare an article with a store of so many made ones, over the same years.

    The stores take turns, batch by batch, since a processor that others use too is not always as fast; the
    cost is the median of the batches.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores = [stack.enter_context(open_store(Path(folder) / f"{size}.db", create=True)) for size in sizes]
        batches = [_fill(store, size) for store, size in zip(stores, sizes, strict=True)]
        connections = [stack.enter_context(store.writing()) for store in stores]
        spent: list[list[float]] = [[] for _ in sizes]
        for turn in zip(*batches, strict=True):
            for connection, keys, times in zip(connections, turn, spent, strict=True):
                begun = time.process_time()
                update(connection, keys)
                times.append((time.process_time() - begun) / len(keys) * 1_000)
        return [median(times) for times in spent]


def _fill(store: Store, size: int) -> list[list[int]]:
    """Fill a store with compared articles, and add some that are not; the keys of those, in batches."""
    world = make_world()
    with store.writing() as connection:
        add_records(connection, map(_strip, make_records(world, size)))
    fresh = list(map(_strip, make_records(world, _NEW, first=size)))
    table = schema.documents
    with store.writing() as connection:
        for record in fresh:
            add_record(connection, record, now=_NOW)
        query = select(table.c.key).where(table.c.id.in_([one.document.id for one in fresh]))
        keys = sorted(connection.execute(query).scalars())
    Random(7).shuffle(keys)
    return [keys[start : start + _GROWN] for start in range(0, len(keys), _GROWN)]


def _strip(record: Record) -> Record:
    """The record without what stories are not made from, so that a large store is filled in minutes."""
    return msgspec.structs.replace(record, entities=(), mentions=(), times=(), statements=(), events=())
