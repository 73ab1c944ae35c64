"""A PostgreSQL server killed while `onrecord add` writes to it, and started again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bench.crash_adding import add_here, start_adding
from bench.crash_disk import Case
from bench.crash_kills import Reference, run_undisturbed
from bench.postgresql import Server, drop_database, find_programs, new_database
from bench.store_rows import look_into

_COMPLETED = 0.5
"""How often a store is completed behind a kill; the others are killed again."""


def kill_server(ready: Path, folder: Path, rng: Random, kills: int) -> Iterator[Case]:
    """Each case, in words, and what was wrong in it; fsync is on."""
    if find_programs() is None:
        yield "skipped, since no PostgreSQL server is installed", []
        return
    with Server(fsync=True) as server:
        reference = run_undisturbed(ready, folder, new_database(server.url))
        done, store, kept = 0, new_database(server.url), set[str]()
        while done < kills:
            told, code, said = _kill_once(server, reference, folder, store, rng)
            done += code != 0
            wrong = _check_answer(code, said)
            looked = look_into(store, reference.rows, told=kept | told, whole=code == 0)
            wrong += looked.faults
            kept |= told | looked.documents
            case = f"kill {done}: {len(kept)} articles kept" if code else "killed behind the end, not counted"
            if code == 0 or done == kills or rng.random() < _COMPLETED:
                again = add_here(ready, store)
                wrong += [] if again == 0 else [f"adding again ended with exit code {again}"]
                wrong += look_into(store, reference.rows, whole=True).faults
                case += ", completed"
                drop_database(store)
                store, kept = new_database(server.url), set()
            yield case, wrong


def _kill_once(
    server: Server, reference: Reference, folder: Path, store: str, rng: Random
) -> tuple[set[str], int, str]:
    """Kill the server in a run and start it again; gives what was told, the exit code, and what was said."""
    at = time.monotonic() + rng.uniform(0, reference.seconds)
    adding = start_adding(reference.source, store, folder)
    adding.wait_until(lambda: time.monotonic() >= at)
    server.kill()
    code = adding.wait()
    server.start()
    return adding.read_kept(), code, adding.read_said()


def _check_answer(code: int, said: str) -> list[str]:
    if code == 0:
        return []
    wrong = [] if code == 1 else [f"exit code {code}"]
    if "cannot be" not in said or "\n" in said:
        wrong.append(f"it said: {said[-600:]}")
    return wrong
