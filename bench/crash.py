"""Check that a store loses nothing: killed, with a full disk, locked, and with its server killed.

    python -m bench.crash --kills 200 [--ready 300]     onrecord add killed while it adds ready records
    python -m bench.crash --analysing 10                the same while it analyses, with 1 and 2 jobs
    python -m bench.crash --comparing 20                onrecord resolve killed, and on a full disk
    python -m bench.crash --disk                        no room: a small tmpfs (as root), and a limit on files
    python -m bench.crash --locked                      another writer, for less and for more than 30 seconds
    python -m bench.crash --server 20                   PostgreSQL killed and started again
    python -m bench.crash --all                         all of these, with these numbers

After each kill the store must open, its file and indexes be sound, each article be there with all its rows or
none, what was told to be added be there, and `verify` pass; adding or comparing again must lead to the rows
of a run that nobody disturbed. A kill ends the process and not the machine: that the disk keeps what it was
told to keep is the business of fsync, which is on. With the same seed the moments are the same, as far as
clocks are.
The exit code is 1 if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

from bench.crash_comparing import compare_undisturbed, fill_comparing, kill_comparing
from bench.crash_disk import Case, fill_disks
from bench.crash_kills import Killing, Reference, run_undisturbed
from bench.crash_locked import lock_out
from bench.crash_server import kill_server
from bench.store_inputs import make_ready, write_articles, write_ready

_ARTICLES = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for and print what became of it."""
    options = _read_options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave nothing behind
    rng = Random(options.seed)
    print(f"seed {options.seed}")
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="onrecord-crash-", dir=options.folder) as name:
        folder = Path(name)
        ready = _write(folder / "ready.jsonl", lambda path: write_ready(path, make_ready(options.ready)))
        if options.kills or options.comparing or options.disk or options.locked:
            reference = run_undisturbed(ready, folder)
            if options.kills:
                faults += _kill(reference, folder, rng, options.kills, "adding ready records")
            if options.comparing:
                faults += _compare(reference, folder, rng, options.comparing)
            if options.disk:
                faults += _tell("a full disk", fill_disks(reference, folder))
            if options.locked:
                faults += _tell("another writer", lock_out(reference, folder))
        if options.analysing:
            faults += _kill_analysing(folder, rng, options.analysing)
        if options.server:
            faults += _tell("PostgreSQL killed", kill_server(ready, folder, rng, options.server))
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ready", type=int, default=300, metavar="N", help="how many ready records (300)")
    parser.add_argument("--kills", type=int, default=0, metavar="N", help="kills while adding them")
    parser.add_argument("--analysing", type=int, default=0, metavar="N", help="kills while analysing")
    parser.add_argument("--comparing", type=int, default=0, metavar="N", help="kills while comparing")
    parser.add_argument("--disk", action="store_true", help="a full disk")
    parser.add_argument("--locked", action="store_true", help="another writer")
    parser.add_argument("--server", type=int, default=0, metavar="N", help="kills of a PostgreSQL server")
    parser.add_argument("--all", action="store_true", help="all of these")
    parser.add_argument("--seed", type=int, default=None, help="of the moments; another each time")
    parser.add_argument("--folder", type=Path, default=None, help="where to put the stores")
    options = parser.parse_args(arguments)
    if options.seed is None:
        options.seed = int(time.time())
    if options.all:
        options.kills, options.analysing, options.comparing, options.server = 200, 10, 20, 20
        options.disk = options.locked = True
    return options


def _kill_analysing(folder: Path, rng: Random, kills: int) -> list[str]:
    texts = _write(folder / "texts.jsonl", lambda path: write_articles(path, _ARTICLES))
    where = folder / "analysing"
    where.mkdir()
    reference = run_undisturbed(texts, where)
    options = (("--jobs", "1"), ("--jobs", "2"))
    return _kill(reference, where, rng, kills, "analysing", options)


def _compare(reference: Reference, folder: Path, rng: Random, kills: int) -> list[str]:
    compared = compare_undisturbed(reference, folder)
    faults = _tell("killed while comparing", kill_comparing(compared, folder, rng, kills))
    return faults + _tell("a full disk while comparing", fill_comparing(compared, folder))


def _kill(
    reference: Reference,
    folder: Path,
    rng: Random,
    kills: int,
    doing: str,
    options: tuple[tuple[str, ...], ...] = ((),),
) -> list[str]:
    print(f"\n{doing}: {reference.articles} articles, {reference.seconds:.1f} s undisturbed", flush=True)
    begin = time.monotonic()
    killing = Killing(reference, folder, rng, options)
    try:
        killing.run(kills, _say)
    finally:  # what an interrupted run has done counts too
        print("\n".join(killing.tally.rows()))
        print(f"{len(killing.tally.faults)} faults in {time.monotonic() - begin:.0f} s", flush=True)
    return killing.tally.faults


def _tell(what: str, cases: Iterable[Case]) -> list[str]:
    """Print what became of each case, and give what was wrong."""
    print(f"\n{what}")
    faults: list[str] = []
    for case, wrong in cases:
        print(f"  {'FAULT' if wrong else 'right':<6} {case}", flush=True)
        for one in wrong:
            print(f"         {one}")
        faults += wrong
    return faults


def _say(line: str) -> None:
    print(line, flush=True)


def _write(path: Path, write: Callable[[Path], None]) -> Path:
    write(path)
    return path


if __name__ == "__main__":
    sys.exit(main())
