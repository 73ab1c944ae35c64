"""Processes of this machine, as Linux tells of them in /proc."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path


def find_descendants(pid: int) -> list[int]:
    """The processes that descend from one, which is not among them."""
    children: dict[int, list[int]] = {}
    for one, parent in _read_parents().items():
        children.setdefault(parent, []).append(one)
    return list(_walk(pid, children))


def read_memory(pid: int) -> float:
    """The resident memory of a process in MiB, 0 where it has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def _walk(pid: int, children: Mapping[int, list[int]]) -> Iterator[int]:
    for one in children.get(pid, ()):
        yield one
        yield from _walk(one, children)


def _read_parents() -> dict[int, int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    return parents
