"""What it costs to add an article to a small store and to a large one, with all comparing.

    python -m bench.growth --small 1000 --large 100000

Both stores hold generated articles of the same world, over the same fifteen years. New articles are then
added to both, in turns, so that a slow moment of the machine hits both alike; none to both, since the second
would find the words of the first in memory. What is given is processor time an article, and the ratio. With
--keep PATH the large store stays there and is used again.

A person is as old in an article as somebody of one year of birth would be. With --ages drawn each article has
an age of its own for everybody, as `bench.made_records` draws them: then a name that is often met is that of
many people, who have to be told apart anew with each article. No press is like that; it is the worst case.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zlib import crc32

from msgspec.structs import replace

from bench.made_records import World, make_records, make_world
from onrecord.model.record import Entity, Record
from onrecord.resolve.catching_up import compare_waiting
from onrecord.store.opening import Store, open_store
from onrecord.store.writer import add_record

_NOW = "2026-11-28T12:00:00Z"
_TOGETHER = 50
_ROUNDS = 12
_ALLOWED = 1.2
_FIRST_BIRTH, _LAST_BIRTH = 1930, 1990
_SMALL, _NEW = 2_000_000, 1_000_000
"""Where the addresses of the articles are numbered from, so that none is taken for a version of another."""


def main() -> int:
    """Fill both stores, add to both in turns, print the figures; exit code 1 where the ratio is high."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--ages", choices=("kept", "drawn"), default="kept")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        large = arguments.keep or Path(folder) / "large.db"
        with (
            open_store(Path(folder) / "small.db", create=True) as few,
            open_store(large, create=True) as many,
        ):
            make = partial(make_articles if arguments.ages == "kept" else make_records, make_world())
            fill(few, make(arguments.small, first=_SMALL), arguments.small)
            new = list(make(2 * _TOGETHER * (_ROUNDS + 1), first=_NEW))
            fill(many, make(arguments.large), arguments.large)
            return measure(few, many, new)


def make_articles(world: World, articles: int, *, first: int = 0) -> Iterator[Record]:
    """Generated articles in which everybody has one year of birth."""
    for record in make_records(world, articles, first=first):
        yield replace(record, entities=tuple(_give_age(one, record) for one in record.entities))


def _give_age(entity: Entity, record: Record) -> Entity:
    published = record.document.published
    year = int(published.value[:4]) if published is not None else _LAST_BIRTH
    age = year - _FIRST_BIRTH - crc32(entity.name.encode()) % (_LAST_BIRTH - _FIRST_BIRTH)
    told = (replace(one, value=age) if one.name == "age" else one for one in entity.attributes)
    return replace(entity, attributes=tuple(told))


def fill(store: Store, records: Iterable[Record], total: int) -> None:
    """Add and compare records, those that are there passed over."""
    begun, done = time.perf_counter(), 0
    iterator = iter(records)
    while batch := list(islice(iterator, _TOGETHER)):
        add(store, batch)
        done += len(batch)
        if done % 5_000 == 0:
            print(f"{done:,} of {total:,}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def add(store: Store, records: Sequence[Record]) -> float:
    """Add and compare records; the seconds of the processor that it took."""
    begun = time.process_time()
    with store.writing() as connection:
        for record in records:
            add_record(connection, record, now=_NOW)
    with store.writing() as connection:
        while compare_waiting(connection):
            pass
    return time.process_time() - begun


def measure(few: Store, many: Store, new: Sequence[Record]) -> int:
    """Add new records to both stores, a batch to each in turns."""
    ratios, costs = [], []
    batches = [new[start : start + _TOGETHER] for start in range(0, len(new), _TOGETHER)]
    for number, pair in enumerate(zip(batches[::2], batches[1::2], strict=True)):
        small, large = add(few, pair[0]), add(many, pair[1])
        if number:  # the first fills caches
            ratios.append(large / small)
            costs.append((small, large))
    small, large = (median(pair[at] for pair in costs) / _TOGETHER * 1_000 for at in (0, 1))
    ratio = median(ratios)
    print(f"{small:.1f} ms an article in the small store, {large:.1f} in the large: ratio {ratio:.2f}")
    return int(ratio > _ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
