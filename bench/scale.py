"""Check that a run on Ray gives the same bytes whatever is killed, and measure it.

    python -m bench.scale                        20 shards of 8 articles; 10 workers and 2 drivers are killed
    python -m bench.scale --kills 30 --drivers 4 --seed 3
    python -m bench.scale --kills 0 --drivers 0 --articles 100    only the figures

A run that nobody disturbs is compared with one whose workers are killed at random moments (`kill -9`: those
that analyse, read, write outputs or wait), and whose driver is killed and begun again. All files of the
output have to be the same: records, tables, what was rejected, and the ledger. The exit code is 1 if anything
is not as it should be.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bench.scale_kills import DRIVER, WORKER, run_disturbed, start
from bench.scale_shards import write_shards

_VARYING = {"summary.json", ".lock"}
"""What tells of one run and not of the articles."""
_TOLD = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for and print what became of it."""
    options = _read_options(arguments)
    seed = options.seed if options.seed is not None else int.from_bytes(os.urandom(4))
    print(f"seed {seed}; {os.cpu_count()} CPUs, {platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="onrecord-scale-", dir=options.folder) as name:
        folder = Path(name)
        articles = write_shards(folder / "shards", options.shards, options.articles)
        size = sum(path.stat().st_size for path in (folder / "shards").iterdir())
        print(f"{options.shards} shards, {articles} articles, {size:,} bytes")
        seconds = _run_plain(folder, options.workers)
        if options.kills + options.drivers == 0:
            return 0
        faults = _run_killed(folder, options, Random(seed), seconds)
    for fault in faults[:_TOLD]:
        print(f"FAULT: {fault}")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shards", type=int, default=20, metavar="N", help="how many shards (20)")
    parser.add_argument("--articles", type=int, default=8, metavar="N", help="articles in each (8)")
    parser.add_argument("--kills", type=int, default=10, metavar="N", help="workers that are killed (10)")
    parser.add_argument("--drivers", type=int, default=2, metavar="N", help="drivers that are killed (2)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="workers of a run (2)")
    parser.add_argument("--seed", type=int, default=None, help="of the moments; another each time")
    parser.add_argument("--folder", type=Path, default=None, help="where to put shards and outputs")
    return parser.parse_args(arguments)


def _run_plain(folder: Path, workers: int) -> float:
    """Run without any disturbance, tell the figures, and give how many seconds its work took."""
    running = start(folder / "shards", folder / "plain", workers)
    code = running.process.wait()
    summary = read_summary(folder / "plain")
    if code not in (0, 1) or summary is None:
        raise RuntimeError(f"the undisturbed run ended with {code}: {running.log.read_text()[-2000:]}")
    tell(summary)
    return float(summary["seconds"])


def _run_killed(folder: Path, options: argparse.Namespace, rng: Random, seconds: float) -> list[str]:
    plan = [WORKER] * options.kills + [DRIVER] * options.drivers
    rng.shuffle(plan)
    begin = partial(start, folder / "shards", folder / "killed", options.workers)
    begun = time.monotonic()
    kills, code = run_disturbed(begin, plan, seconds / (2 * len(plan)), rng)
    told = ", ".join(f"{number} {name}" for name, number in sorted(kills.counts.items()))
    print(f"killed: {told}; {time.monotonic() - begun:.0f} s in all, exit code {code}")
    faults = [*kills.faults, *compare(folder / "plain", folder / "killed")]
    if kills.count(WORKER) < options.kills or kills.count(DRIVER) < options.drivers:
        faults.append(f"fewer were killed than asked for: {told}")
    if faults:
        print((folder / "killed.log").read_text()[-4000:])
    return faults


def read_summary(output: Path) -> dict[str, Any] | None:
    """The summary of the last run in an output, if it came to its end."""
    path = output / "summary.json"
    return json.loads(path.read_text()) if path.exists() else None


def tell(summary: dict[str, Any]) -> None:
    """Print the figures of a run."""
    done, seconds = summary["done"], max(summary["seconds"], 1e-9)
    size = done["bytes_written"] / max(done["articles"], 1)
    print(
        f"undisturbed: {done['articles']} articles, {done['words']:,} words in {seconds:.1f} s with "
        f"{summary['workers']} workers: {done['articles'] / seconds:.2f} articles/s, "
        f"{done['words'] / seconds:,.0f} words/s; {size:,.0f} bytes written an article; "
        f"{done['repeated']} repeated, rejected {done['rejected']}"
    )


def compare(one: Path, other: Path) -> list[str]:
    """How the files of two outputs differ."""
    first, second = dict(digest_files(one)), dict(digest_files(other))
    print(f"compared: {len(first)} files")
    return [
        f"{name}: {'differs' if name in first and name in second else 'is in one of the outputs only'}"
        for name in sorted(first.keys() | second.keys())
        if first.get(name) != second.get(name)
    ]


def digest_files(output: Path) -> Iterator[tuple[str, str]]:
    """The name and the SHA-256 of each file of an output that tells of articles."""
    for path in sorted(output.rglob("*")):
        if path.is_file() and path.name not in _VARYING:
            yield str(path.relative_to(output)), hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
