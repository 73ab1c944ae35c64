"""`onrecord add` while another program writes to the store, for less and for more than it waits."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.crash_adding import Adding, add_here, start_adding
from bench.crash_disk import Case
from bench.crash_kills import Reference
from bench.store_rows import copy_store, look_into

SHORT, PATIENT, LONG = 5.0, 30.0, 60.0
"""Seconds for which a writer holds the store: less than onrecord waits, what it waits, and more."""


def lock_out(reference: Reference, folder: Path) -> Iterator[Case]:
    """Each case, in words, and what was wrong in it."""
    store = str(folder / "locked.db")
    for begun in (False, True):
        copy_store(str(folder / "no such store"), store)
        yield _wait_for_writer(reference, store, folder, begun=begun)
        copy_store(str(folder / "no such store"), store)
        yield _give_up(reference, store, folder, begun=begun)


def _wait_for_writer(reference: Reference, store: str, folder: Path, *, begun: bool) -> Case:
    with _lock_at(reference, store, folder, begun=begun) as adding:
        time.sleep(SHORT)
        ended = adding.process.poll()
    wrong = [] if ended is None else [f"it did not wait, and ended with exit code {ended}"]
    code = adding.wait()
    wrong += [] if code == 0 else [f"exit code {code}: {adding.read_said()}"]
    wrong += look_into(store, reference.rows, told=adding.read_kept(), whole=True).faults
    return f"another writer for {SHORT:.0f} s, {_when(begun)}: it waits and goes on", wrong


def _give_up(reference: Reference, store: str, folder: Path, *, begun: bool) -> Case:
    begin = time.monotonic()
    with _lock_at(reference, store, folder, begun=begun) as adding:
        code = adding.wait(LONG * 2)
    seconds, said, kept = time.monotonic() - begin, adding.read_said(), adding.read_kept()
    wrong = [] if code == 1 else [f"exit code {code}"]
    if "another program is writing" not in said or "\n" in said:
        wrong.append(f"it said: {said[-600:]}")
    wrong += [] if PATIENT - 2 < seconds < LONG else [f"it gave up after {seconds:.0f} s"]
    wrong += look_into(store, reference.rows, told=kept).faults
    again = add_here(reference.source, store)
    wrong += [] if again == 0 else [f"adding again ended with exit code {again}"]
    wrong += look_into(store, reference.rows, whole=True).faults
    return f"another writer for too long, {_when(begun)}: it gives up after {seconds:.0f} s", wrong


@contextmanager
def _lock_at(reference: Reference, store: str, folder: Path, *, begun: bool) -> Iterator[Adding]:
    """Start to add, and hold the store's lock before it has begun or when it has added some."""
    _make_store(store)
    with closing(sqlite3.connect(store, timeout=PATIENT, isolation_level=None)) as other:
        if not begun:
            other.execute("BEGIN IMMEDIATE")
        adding = start_adding(reference.source, store, folder)
        try:
            if begun:
                adding.wait_until(lambda: bool(adding.told.stat().st_size))
                other.execute("BEGIN IMMEDIATE")
            yield adding
        finally:
            other.execute("ROLLBACK")


def _make_store(store: str) -> None:
    from onrecord.store.opening import open_store

    open_store(store, create=True).close()


def _when(begun: bool) -> str:
    return "when some is added" if begun else "from the start"
