"""Runs of `onrecord add` that crash runs watch and kill, and runs that nobody disturbs."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.adding import Order, run_add
from onrecord.intake import Manner, Taken

_PATIENCE = 600.0
_SOON = 10.0
_STEP = 0.001
IN_STORE = ("added", "known", "reanalysed")


@dataclass(slots=True)
class Adding:
    """A process that runs `onrecord add`, or another command, with what it tells in two files."""

    process: subprocess.Popen[bytes]
    told: Path
    said: Path

    def kill(self) -> None:
        """End it at once, so that it can do nothing more; what it started is left alone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def wait(self, seconds: float = _PATIENCE) -> int:
        """Wait for its end and give its exit code; one that does not come to an end is killed."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def wait_until(self, reached: Callable[[], bool]) -> bool:
        """Wait for a moment of it; whether it came before the end."""
        while self.process.poll() is None:
            if reached():
                return True
            time.sleep(_STEP)
        return False

    def read_told(self) -> list[Taken]:
        """What it told of, as far as its lines are whole."""
        lines = self.told.read_bytes().split(b"\n")[:-1]
        return [msgspec.json.decode(line, type=Taken) for line in lines]

    def read_kept(self) -> set[str]:
        """The ids of the articles that it told are in the store."""
        return {one.document for one in self.read_told() if one.document and one.outcome in IN_STORE}

    def read_said(self) -> str:
        """What it wrote to standard error."""
        return self.said.read_text(errors="replace").strip()

    def find_orphans(self) -> list[int]:
        """What it started and is alive a while after its end."""
        deadline = time.monotonic() + _SOON
        while (alive := list(_find_session(self.process.pid))) and time.monotonic() < deadline:
            time.sleep(0.05)
        return alive


def start_adding(
    source: Path, store: str, folder: Path, *options: str, before: Callable[[], None] | None = None
) -> Adding:
    """Start `onrecord add SOURCE --store STORE --json` in a session of its own; `before` runs in it first.

    Articles are compared only where the options have `--compare`.
    """
    arguments = ("add", str(source), "--store", store, "--json", "--no-compare", *options)
    return start(arguments, folder, before=before)


def start(arguments: Sequence[str], folder: Path, *, before: Callable[[], None] | None = None) -> Adding:
    """Start onrecord with some arguments in a session of its own; `before` runs in it first."""
    told, said = folder / "told.jsonl", folder / "said.txt"
    command = [sys.executable, "-m", "onrecord", *arguments]
    with told.open("wb") as output, said.open("wb") as errors:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
            preexec_fn=before,
        )
    return Adding(process, told, said)


def add_here(source: Path, store: str) -> int:
    """Add all in this process, which has everything loaded, and give the command's exit code."""
    with contextlib.redirect_stdout(io.StringIO()):
        return run_add(Order(locations=(str(source),), store=store, manner=Manner()))


def _find_session(leader: int) -> Iterator[int]:
    """The living processes of a session, where the system tells them in /proc."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if fields[3] == str(leader) and fields[0] not in "ZX" and int(entry.name) != os.getpid():
                yield int(entry.name)
