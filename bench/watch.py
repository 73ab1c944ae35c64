"""Measure what a watchlist costs an article that is added.

    python bench/watch.py [--articles N] [--names N] [--store URL] [--seed N] [--json]

Records made at random (`made_records.py`) are added to a store, and matched as `onrecord add` does at the end
of a batch: without a list, with one of 1,000 names, and with one of 100,000. Names of lists are made of the
same words as those of the articles, and one in a hundred is of somebody in that world, so that some articles
tell of them ("few hits"); a further list has all 85,000 people and organisations of the world, so that every
article tells of a dozen ("all hits"). A list's cost is the time beside that without one, with all that is
read and written.

Aims: 5 ms an article with 100,000 names of which some are met, and 30 s to add the list, its file read. The
exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random

import msgspec
from sqlalchemy import select

from bench.made_records import World, make_records, make_world
from onrecord.model.clock import now_utc
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.store.writer import add_record
from onrecord.watch.entries import read_list
from onrecord.watch.lists import drop_list, keep_list
from onrecord.watch.matching import BATCH, match_documents

_AIM, _AIMED_ADDING = 5.0, 30.0
_MET = 100
"""One in so many names of a list with few hits is of somebody in the world."""


class Cost(msgspec.Struct, frozen=True):
    """What a list costs: seconds to add it and milliseconds an article, by the clock and on a processor.

    On a machine that does other things besides, the latter (`busy`) is what a store in a file takes; a
    server's time is not in it.
    """

    list: str
    names: int
    adding: float
    adding_busy: float
    article: float
    article_busy: float
    alerts: int
    aim: float | None


def write_list(path: Path, world: World, names: int, *, everybody: bool, seed: int) -> None:
    """Write a list of so many names: a tenth with a country, and with the name in another order as an alias.

    In every hundredth the alias has an initial alone, which many people in the articles share.
    """
    rng = Random(seed)
    there = [(kind, name) for kind, name in world.names if kind != "place"]
    parts = [name.split() for kind, name in there if kind == "person"]
    known = {name for _, name in there}
    chosen = there if everybody else rng.sample(there, names // _MET)
    named = dict.fromkeys((kind, name) for kind, name in chosen[:names])
    while len(named) < names:
        name = f"{rng.choice(parts)[0]} {rng.choice(parts)[1]}"
        if name not in known:
            named["person", name] = None
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "name", "aliases", "type", "country"))
        for number, (kind, name) in enumerate(named):
            first, *rest = name.split()
            alias = "" if number % 10 else f"{' '.join(rest)}, {first if number % 100 else first[0]}"
            writer.writerow((f"w{number}", name, alias, kind, "" if number % 10 else "fr"))


def match_all(store: Store, documents: Sequence[int]) -> tuple[float, float, int]:
    """Seconds, by the clock and of this process's own, that matching takes, and how many alerts there are."""
    begun, busy, alerts = time.perf_counter(), time.process_time(), 0
    for start in range(0, len(documents), BATCH):
        with store.writing() as connection:
            alerts += len(match_documents(connection, documents[start : start + BATCH]))
    return time.perf_counter() - begun, time.process_time() - busy, alerts


def measure(store: Store, path: Path, label: str, documents: Sequence[int], aim: float | None) -> Cost:
    """Add a list, match the articles with it, and take it away again."""
    begun, busy = time.perf_counter(), time.process_time()
    entries = read_list(path)
    with store.writing() as connection:
        keep_list(connection, label, entries, now=now_utc(), match=False)
    adding, adding_busy = time.perf_counter() - begun, time.process_time() - busy
    seconds, busy, alerts = match_all(store, documents)
    with store.writing() as connection:
        drop_list(connection, label)
    bare, bare_busy, _ = match_all(store, documents)
    each = 1_000 / len(documents)
    return Cost(
        label,
        len(entries),
        adding,
        adding_busy,
        (seconds - bare) * each,
        (busy - bare_busy) * each,
        alerts,
        aim,
    )


def run(store: Store, articles: int, names: int, seed: int) -> list[Cost]:
    """Add articles to a store, and measure lists on them."""
    world = make_world(seed)
    for record in make_records(world, articles):
        with store.writing() as connection:
            add_record(connection, record, now=now_utc())
    with store.reading() as connection:
        documents = [row.key for row in connection.execute(select(schema.documents.c.key))]
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for label, count, everybody in (
            ("few hits, small", min(1_000, names), False),
            ("few hits", names, False),
            ("all hits", names, True),
        ):
            path = Path(folder) / "list.csv"
            write_list(path, world, count, everybody=everybody, seed=seed)
            costs.append(measure(store, path, label, documents, None if everybody else _AIM))
    return costs


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000, help="how many articles")
    parser.add_argument("--names", type=int, default=100_000, help="how many names the large lists have")
    parser.add_argument("--store", help="postgresql://… of an empty database instead of a file")
    parser.add_argument("--seed", type=int, default=7, help="what the articles and lists are drawn with")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        location = given.store or str(Path(folder) / "watch.db")
        store = stack.enter_context(open_store(location, create=True))
        costs = run(store, given.articles, given.names, given.seed)
    if given.json:
        print(msgspec.json.encode(costs).decode())
    else:
        _print_table(costs)
    missed = [
        one for one in costs if (one.aim is not None and one.article > one.aim) or one.adding > _AIMED_ADDING
    ]
    return 1 if missed else 0


def _print_table(costs: Sequence[Cost]) -> None:
    heads = ("list", "names", "adding s", "busy", "ms an article", "busy", "alerts")
    print("{:16} {:>8} {:>9} {:>7} {:>14} {:>7} {:>8}".format(*heads))
    for one in costs:
        print(
            f"{one.list:16} {one.names:8,} {one.adding:9.1f} {one.adding_busy:7.1f} {one.article:14.2f} "
            f"{one.article_busy:7.2f} {one.alerts:8,}"
        )


if __name__ == "__main__":
    sys.exit(main())
