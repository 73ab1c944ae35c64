"""`onrecord scale run` as a process, with its workers found and killed, or the driver itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.processes import find_descendants

WORKER, DRIVER = "worker", "driver"
_OURS = ("ray::work_on", "ray::Reader", "ray::finish", "ray::IDLE", "ray::give_up")
"""What Ray calls its processes that work for the run."""
_PATIENCE = 10.0


@dataclass(slots=True)
class Running:
    """A run that was begun, with what it says in a file."""

    process: subprocess.Popen[bytes]
    log: Path

    def find_workers(self) -> list[tuple[int, str]]:
        """The processes that work for the run, with what Ray calls them."""
        found = ((pid, _read_title(pid)) for pid in find_descendants(self.process.pid))
        return [(pid, title) for pid, title in found if title.startswith(_OURS)]

    def kill_driver(self) -> list[str]:
        """Kill the driver and give the workers that are there `_PATIENCE` seconds later."""
        below = {pid: _read_title(pid)[:60] for pid in find_descendants(self.process.pid)}
        self.process.kill()
        self.process.wait()
        end = time.monotonic() + _PATIENCE
        while (left := list(filter(_is_alive, below))) and time.monotonic() < end:
            time.sleep(0.1)
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        # Ray's own helpers end too, when they find after a minute that nobody answers them.
        return [f"{pid} ({below[pid]})" for pid in left if below[pid].startswith(_OURS)]


@dataclass(slots=True)
class Kills:
    """What was killed, by what Ray called it, and what was wrong."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many of a kind were killed."""
        return sum(number for name, number in self.counts.items() if (name == DRIVER) == (kind == DRIVER))

    def add(self, name: str) -> None:
        """Count a kill."""
        self.counts[name] = self.counts.get(name, 0) + 1


def start(shards: Path, output: Path, workers: int) -> Running:
    """Begin a run of the command, in a session of its own."""
    log = output.parent / f"{output.name}.log"
    command = [sys.executable, "-m", "onrecord", "scale", "run", str(shards), str(output), "--json"]
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [*command, "--workers", str(workers)],
            stdout=stream,
            stderr=stream,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    return Running(process, log)


def run_disturbed(
    begin: Callable[[], Running], plan: list[str], pause: float, rng: Random
) -> tuple[Kills, int]:
    """Run until it comes to its end, killing what the plan says, about `pause` seconds apart.

    Gives what was killed, and the exit code of the last run.
    """
    kills = Kills()
    running = begin()
    left = list(plan)
    try:
        while left:
            if not _wait(running, rng.uniform(0.2, 1.8) * pause):
                kills.faults.append(f"the run ended with {len(left)} kills to come")
                break
            kind = left.pop(0)
            if kind == DRIVER:
                kills.faults += [f"process {pid} outlived its driver" for pid in running.kill_driver()]
                kills.add(DRIVER)
                running = begin()
            else:
                _kill_worker(running, rng, kills)
        return kills, running.process.wait()
    finally:
        if running.process.poll() is None:
            running.kill_driver()


def _wait(running: Running, seconds: float) -> bool:
    """Wait until there are workers, and then some time; whether the run goes on."""
    end: float | None = None
    while running.process.poll() is None:
        if end is None and any(title == "ray::work_on" for _, title in running.find_workers()):
            end = time.monotonic() + seconds
        if end is not None and time.monotonic() >= end:
            return True
        time.sleep(0.05)
    return False


def _kill_worker(running: Running, rng: Random, kills: Kills) -> None:
    workers = running.find_workers()
    if not workers:
        return
    pid, title = rng.choice(workers)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        kills.add(title.partition(".")[0])


def _read_title(pid: int) -> str:
    with suppress(OSError):
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
        )
    return ""


def _is_alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
