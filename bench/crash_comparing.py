"""`onrecord resolve` killed at random moments, and on a full disk: nothing is lost, and all is compared."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.crash_adding import Adding, start
from bench.crash_disk import LARGE, Case, fill_disk, mount, resize
from bench.crash_kills import Reference
from bench.orders import Rows, compare, read_derived
from bench.store_rows import copy_store, look_into
from onrecord.store.opening import open_store

MORE = (0, 64, 512, 1024, 2048, 4096)
"""Kibibytes that are free on the disk when comparing begins; 300 articles take about 6,000."""
SMALL = (4096, 8192, 12288)
"""Kibibytes of disks on which articles are added and then compared by one command."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A store with all articles added, what is derived from them, and how many seconds that takes."""

    reference: Reference
    store: str
    derived: Rows
    seconds: float


def compare_undisturbed(reference: Reference, folder: Path) -> Compared:
    """Compare the articles of the undisturbed run, and read what is derived.

    Raises:
        RuntimeError: that failed.
    """
    store, copy = str(folder / "reference.db"), str(folder / "compared.db")
    copy_store(store, copy)
    begin = time.monotonic()
    resolving = _resolve(copy, folder)
    if resolving.wait() != 0:
        raise RuntimeError(f"the undisturbed run failed: {resolving.read_said()}")
    seconds = time.monotonic() - begin
    return Compared(reference, store, _read(copy), seconds)


def kill_comparing(compared: Compared, folder: Path, rng: Random, kills: int) -> Iterator[Case]:
    """Each kill, in words, and what was wrong behind it; a store is killed until it is compared."""
    store, copy = str(folder / "killed.db"), str(folder / "copy.db")
    copy_store(compared.store, store)
    done = 0
    while done < kills:
        at = time.monotonic() + rng.uniform(0, compared.seconds)
        resolving = _resolve(store, folder)
        killed = resolving.wait_until(lambda: time.monotonic() >= at)  # noqa: B023
        resolving.kill()
        done += killed
        copy_store(store, copy)
        waiting = _count_waiting(copy)
        wrong = [f"process {pid} outlived its parent" for pid in resolving.find_orphans()]
        if not killed and (resolving.process.returncode or waiting):
            wrong.append(f"it ended with {waiting} waiting: {resolving.read_said()}")
        wrong += list(look_into(copy, compared.reference.rows, whole=True).faults)
        wrong += _complete(copy, compared, folder)
        if not waiting:
            copy_store(compared.store, store)
        yield (
            f"kill {done}: {waiting} articles wait" if killed else "ended before the kill, not counted",
            wrong,
        )


def fill_comparing(
    compared: Compared, folder: Path, more: tuple[int, ...] = MORE, small: tuple[int, ...] = SMALL
) -> Iterator[Case]:
    """Compare on a disk on which so much is free; and add to one, comparing, which is full at some moment."""
    for size in more:
        yield _fill(compared, folder, size)
    for size in small:
        yield fill_disk(compared.reference, folder, size, ("--compare",))


def _fill(compared: Compared, folder: Path, more: int) -> Case:
    place = folder / "disk"
    with mount(place, LARGE) as mounted:
        if not mounted:
            return f"{more:,} KiB free: skipped, since nothing may be mounted here", []
        store, copy = str(place / "full.db"), str(folder / "copy.db")
        copy_store(compared.store, store)
        resize(place, Path(store).stat().st_size // 1024 + more)
        resolving = _resolve(store, folder)
        code, said = resolving.wait(), resolving.read_said()
        copy_store(store, copy)
        waiting = _count_waiting(copy)
        wrong = [] if code == (1 if waiting else 0) else [f"exit code {code} with {waiting} waiting"]
        if waiting and ("no room" not in said or "\n" in said):
            wrong.append(f"it said: {said[-600:]}")
        wrong += list(look_into(copy, compared.reference.rows, whole=True).faults)
        resize(place, LARGE)
        wrong += _complete(store, compared, folder)
    return f"{more:,} KiB free: {waiting} articles wait", wrong


def _complete(store: str, compared: Compared, folder: Path) -> list[str]:
    """Compare what waits, and hold what is derived against the undisturbed run."""
    resolving = _resolve(store, folder)
    if resolving.wait() != 0:
        return [f"to compare the rest ended with {resolving.process.returncode}: {resolving.read_said()}"]
    wrong = [f"compared again: {table} differs" for table in compare(compared.derived, _read(store))]
    return [*wrong, *look_into(store, compared.reference.rows, whole=True, verify=False).faults]


def _resolve(store: str, folder: Path) -> Adding:
    return start(("resolve", "--store", store), folder)


def _read(store: str) -> Rows:
    with open_store(store) as opened, opened.reading() as connection:
        return read_derived(connection)


def _count_waiting(store: str) -> int:
    with closing(sqlite3.connect(store)) as file:
        return int(file.execute("SELECT count(*) FROM unresolved").fetchone()[0])
