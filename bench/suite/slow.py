"""Measures that take long: each runs a program of `bench` and keeps the lines with figures that it prints."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

from bench.suite.measure import ROOT, Material, Row, Table

_FIGURE = re.compile(r"\d")
_LONGEST = 160


def run_program(*arguments: str) -> Callable[[Material], Iterator[Table]]:
    """A measure that runs `python -m ...`; "{shared}" and "{records}" stand for what lies there."""

    def run(material: Material) -> Iterator[Table]:
        from bench.suite.material import read_real

        places = {"shared": str(material.shared)}
        if any("{records}" in one for one in arguments):
            places["records"] = str(read_real(material))
        command = [one.format(**places) for one in arguments]
        # Status 1 is a figure that misses what is asked of it, which is a result like any other.
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, 1) or not done.stdout.strip():
            raise RuntimeError(f"python -m {' '.join(command)} failed: {done.stderr[-400:]}")
        yield tabulate_lines(done.stdout.splitlines())

    return run


def tabulate_lines(lines: Sequence[str]) -> Table:
    """The lines that have a figure, as they are."""
    told = [" ".join(line.split())[:_LONGEST] for line in lines if _FIGURE.search(line)]
    return Table(name="printed", columns=(), rows=tuple(Row(line, ()) for line in told))
