"""Check that nobody sees half an article: one process writes to a store while others ask it.

    python -m bench.concurrency [--minutes 5] [--readers 8] [--only sqlite|postgresql] [--seed N]

The writer adds ready records and analyses known ones anew, which takes all their rows away and puts others
there. The readers (`concurrency_checks.py`) read whole articles and hold them against their digests, count
rows without those that belong to them, and ask as `onrecord search`, `dossier`, `timeline` and `count` do.
Printed are reads and writes a second; the exit code is 1 if anything failed or was half there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import queue
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from bench.concurrency_checks import CHECKS
from bench.postgresql import Server, find_programs, new_database
from bench.store_inputs import cut_record, make_ready
from onrecord.intake import Manner, take_in
from onrecord.model.record import Record
from onrecord.query.verify import Failure, verify_store
from onrecord.store.opening import open_store

_ARTICLES, _BEGUN, _MOST = 300, 40, 8
_FAULTS = 20
"""How many faults of a process are told."""
_PATIENCE = 120.0


@dataclass(slots=True)
class Done:
    """What a process did: how often by what it did, what was wrong, and the longest wait in seconds."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    longest: float = 0.0

    def attempt(self, name: str, act: Callable[[], Sequence[str]], count: int = 1) -> None:
        """Do something, or several things, and note what is wrong behind it or that it failed."""
        begin = time.monotonic()
        try:
            wrong = list(act())
        except Exception as error:
            wrong = [f"{type(error).__name__}: {error}"]
        self.longest = max(self.longest, time.monotonic() - begin)
        self.counts[name] += count
        if len(self.faults) < _FAULTS:
            self.faults += [f"{name}: {one}" for one in wrong]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run on both databases and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5.0, metavar="N", help="for how long, on each (5)")
    parser.add_argument("--readers", type=int, default=8, metavar="N", help="how many processes ask (8)")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="run on one database only")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args(arguments)
    print(f"seed {options.seed}")
    faults: list[str] = []
    if options.only != "postgresql":
        with tempfile.TemporaryDirectory(prefix="onrecord-concurrency-") as folder:
            location = str(Path(folder) / "store.db")
            faults += report("SQLite", location, options.minutes * 60, options.readers, options.seed)
    if options.only != "sqlite" and find_programs() is None:
        print("PostgreSQL: skipped, since no server is installed")
    elif options.only != "sqlite":
        with Server() as server:
            location = new_database(server.url)
            faults += report("PostgreSQL", location, options.minutes * 60, options.readers, options.seed)
    return 1 if faults else 0


def report(name: str, location: str, seconds: float, readers: int, seed: int) -> list[str]:
    """Run on one database, print what was done, and give what was wrong."""
    written, read = run(location, seconds, readers, seed)
    faults = [*written.faults, *read.faults, *check_end(location)]
    print(f"\n{name}: one writer and {readers} readers for {seconds:.0f} s")
    for what, one in (("articles written", written), ("questions answered", read)):
        print(f"  {one.counts.total() / seconds:8.1f} {what} a second, the longest wait {one.longest:.2f} s")
    print(f"  {dict(written.counts)} {dict(read.counts)}")
    print(f"  {len(faults)} faults", flush=True)
    for fault in faults[:_FAULTS]:
        print(f"    {fault}")
    return faults


def run(location: str, seconds: float, readers: int, seed: int) -> tuple[Done, Done]:
    """Write and read for so long: what the writer did, and what all readers did."""
    with open_store(location, create=True) as store:
        records = make_ready(_ARTICLES, seed)
        list(take_in(store, records[:_BEGUN], Manner()))
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    common = (location, seconds, results)
    processes = [context.Process(target=_write, args=(*common, seed, records), daemon=True)]
    processes += [
        context.Process(target=_read, args=(*common, seed + n), daemon=True) for n in range(readers)
    ]
    for process in processes:
        process.start()
    try:
        done = dict(_gather(results, len(processes), seconds + _PATIENCE))
    finally:
        for process in processes:
            process.join(10)
            process.kill()
    missing = [f"{len(processes) - len(done)} processes gave no answer"] if len(done) < len(processes) else []
    read = Done(faults=missing)
    for one in (one for name, one in done.items() if name != "writer"):
        read.counts += one.counts
        read.faults += one.faults
        read.longest = max(read.longest, one.longest)
    return done.get("writer", Done()), read


def check_end(location: str) -> list[str]:
    """What `verify` finds when all is done."""
    with open_store(location) as store:
        return [f"in the end: {one.tell()}" for one in verify_store(store) if isinstance(one, Failure)]


def _gather(results: Any, count: int, patience: float) -> Iterator[tuple[str, Done]]:
    deadline = time.monotonic() + patience
    for _ in range(count):
        try:
            yield results.get(timeout=max(deadline - time.monotonic(), 0.1))
        except queue.Empty:
            return


def _write(location: str, seconds: float, results: Any, seed: int, records: list[Record]) -> None:
    rng, done = Random(seed), Done()
    known, fresh = records[:_BEGUN], records[_BEGUN:]
    until = time.monotonic() + seconds
    with open_store(location) as store:
        while time.monotonic() < until:
            if fresh and rng.random() < 0.3:
                some = [fresh.pop(0) for _ in range(min(len(fresh), rng.randint(1, _MOST)))]
                known += some
                name = "added"
            else:
                some = [_vary(one, rng) for one in rng.sample(known, rng.randint(1, _MOST))]
                name = "analysed anew"
            done.attempt(
                name,
                lambda some=some: [  # type: ignore[misc]
                    one.message or "" for one in take_in(store, some, Manner(reanalyse=True)) if one.message
                ],
                len(some),
            )
    results.put(("writer", done))


def _vary(record: Record, rng: Random) -> Record:
    """What another engine might find: fewer or all statements and events."""
    fewer = cut_record(record, rng.randint(1, 5), rng.randint(1, 6))
    return msgspec.structs.replace(fewer, engine=f"0.0.{rng.randrange(4)}+made")


def _read(location: str, seconds: float, results: Any, seed: int) -> None:
    rng, done = Random(seed), Done()
    until = time.monotonic() + seconds
    with open_store(location) as store:
        while time.monotonic() < until:
            name, check = rng.choice(list(CHECKS.items()))
            done.attempt(name, lambda check=check: list(check(store, rng)))  # type: ignore[misc]
    results.put((f"reader {seed}", done))


if __name__ == "__main__":
    sys.exit(main())
