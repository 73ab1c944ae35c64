"""`onrecord add` killed at random moments, and the store looked into after each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.crash_adding import Adding, add_here, start_adding
from bench.store_rows import Looked, Rows, copy_store, look_into, read_rows
from onrecord.store.opening import open_store

MOMENTS = ("any", "creation", "commit", "checkpoint")
_WEIGHTS = (5, 2, 2, 1)
_ANEW = 0.4
"""How often a kill is the first one of a store."""
_CREATION, _WRITING = 0.15, 0.004
"""About how many seconds it takes to make a store, and to write a transaction of it."""
_VERIFIED_WHOLE = 10
"""A store that was completed is verified once in so many times: its rows are compared each time."""


@dataclass(slots=True)
class Tally:
    """What became of a series of kills: counts by moment, and what was wrong."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, moment: str, looked: Looked, expected: int) -> None:
        """Count a kill by how much was in the store behind it."""
        there = len(looked.documents)
        kind = "all" if there == expected else "some" if there else "empty" if looked.made else "no store"
        self.counts[moment, kind] += 1
        self.counts[moment, "kills"] += 1

    def kills(self) -> int:
        """How many kills met a process that was at work."""
        return sum(count for (_, kind), count in self.counts.items() if kind == "kills")

    def rows(self) -> Iterator[str]:
        """The counts as lines of a table."""
        kinds = ("kills", "no store", "empty", "some", "all")
        yield f"{'killed at':<14}" + "".join(f"{kind:>10}" for kind in kinds)
        for moment in dict.fromkeys(moment for moment, _ in self.counts):
            yield f"{moment:<14}" + "".join(f"{self.counts[moment, kind]:>10}" for kind in kinds)


@dataclass(frozen=True, slots=True)
class Reference:
    """An undisturbed run: what is added, the rows that it leaves, and how many seconds it takes."""

    source: Path
    rows: Rows
    seconds: float

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return len(self.rows) - 1


def run_undisturbed(source: Path, folder: Path, store: str | None = None) -> Reference:
    """Add all to a new store and read its rows.

    Raises:
        RuntimeError: that failed.
    """
    location = store or str(folder / "reference.db")
    begin = time.monotonic()
    adding = start_adding(source, location, folder)
    if adding.wait() != 0:
        raise RuntimeError(f"the undisturbed run failed: {adding.read_said()}")
    seconds = time.monotonic() - begin
    with open_store(location) as opened, opened.reading() as connection:
        rows = read_rows(connection)
    faults = look_into(location, rows, whole=True).faults
    if faults:
        raise RuntimeError(f"the undisturbed run leaves a store that is not right: {faults[0]}")
    return Reference(source, rows, seconds)


@dataclass(slots=True)
class Killing:
    """A series of kills on stores in `folder`; `options` are given to each `onrecord add` in turn."""

    reference: Reference
    folder: Path
    rng: Random
    options: tuple[tuple[str, ...], ...] = ((),)
    tally: Tally = field(default_factory=Tally)
    _kept: set[str] = field(default_factory=set)
    """The articles that must be in the store, since they were told of or seen there."""
    _tried: int = 0

    @property
    def store(self) -> str:
        """Where the store is that is killed."""
        return str(self.folder / "killed.db")

    def run(self, kills: int, say: Callable[[str], None] = print) -> Tally:
        """Kill so often; runs that came to their end before do not count."""
        self._begin_anew()
        while self.tally.kills() < kills:
            if self.rng.random() < _ANEW:
                self._begin_anew()
            before = len(self.tally.faults)
            told = self._kill_once()
            for fault in self.tally.faults[before:]:
                say(f"FAULT after kill {self.tally.kills()}: {fault}")
            if told and self.tally.kills() % 10 == 0:
                say(f"{self.tally.kills()} kills, {len(self.tally.faults)} faults")
        return self.tally

    def _begin_anew(self) -> None:
        copy_store(str(self.folder / "no such store"), self.store)
        self._kept.clear()

    def _kill_once(self) -> bool:
        """Start, kill and look; whether the kill came before the end."""
        moment = self._choose_moment()
        options = self.options[self._tried % len(self.options)]
        self._tried += 1
        adding = start_adding(self.reference.source, self.store, self.folder, *options)
        try:
            killed = adding.wait_until(self._reach(moment))
            if killed:
                self._wait_a_little(moment)
                killed = adding.process.poll() is None
        finally:
            adding.kill()
        self._kept |= adding.read_kept()
        self.tally.faults += [f"process {pid} outlived its parent" for pid in adding.find_orphans()]
        looked = self._look(whole=not killed)
        if killed:
            self.tally.count(" ".join([moment, *options]), looked, self.reference.articles)
            self._complete_copy()
        else:
            self._check_end(adding)
        return killed

    def _check_end(self, adding: Adding) -> None:
        if adding.process.returncode not in (0, -9):
            self.tally.faults.append(
                f"onrecord add ended by itself with {adding.process.returncode}: {adding.read_said()}"
            )
        self._begin_anew()

    def _look(self, *, whole: bool) -> Looked:
        """Look into a copy, since whoever opens the store itself mends it before the next kill."""
        copy = str(self.folder / "copy.db")
        copy_store(self.store, copy)
        looked = look_into(copy, self.reference.rows, told=self._kept, whole=whole)
        self._kept |= looked.documents
        self.tally.faults += looked.faults
        return looked

    def _complete_copy(self) -> None:
        copy = str(self.folder / "copy.db")
        code = add_here(self.reference.source, copy)
        if code != 0:
            self.tally.faults.append(f"adding again ended with exit code {code}")
        verify = self.tally.kills() % _VERIFIED_WHOLE == 0
        looked = look_into(copy, self.reference.rows, whole=True, verify=verify)
        self.tally.faults += [f"added again: {fault}" for fault in looked.faults]

    def _choose_moment(self) -> str:
        moment = self.rng.choices(MOMENTS, _WEIGHTS)[0]
        return "any" if moment == "creation" and Path(self.store).exists() else moment

    def _reach(self, moment: str) -> Callable[[], bool]:
        """What says that the moment has come, as the clock or the store's files show it."""
        if moment == "any":
            at = time.monotonic() + self.rng.uniform(0, self.reference.seconds)
            return lambda: time.monotonic() >= at
        if moment == "creation":
            return Path(self.store).exists
        wal = moment == "commit"
        # The first change of the file itself is that it is made.
        wanted = self.rng.randint(1, 6) if wal else self.rng.randint(2, 4)
        return _count_changes(Path(self.store + ("-wal" if wal else "")), wanted)

    def _wait_a_little(self, moment: str) -> None:
        if moment != "any":
            time.sleep(self.rng.uniform(0, _CREATION if moment == "creation" else _WRITING))


def _count_changes(path: Path, wanted: int) -> Callable[[], bool]:
    seen, last = 0, _describe(path)

    def reached() -> bool:
        nonlocal seen, last
        now = _describe(path)
        if now != last:
            seen, last = seen + 1, now
        return seen >= wanted

    return reached


def _describe(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
