"""Results, one file of JSON a measure: what was measured, when, on what, of which state of the code."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from bench.suite.measure import ROOT, Material, Measure, Table

SCORES = ROOT / "bench" / "scores"
_PACKAGE = ROOT / "src" / "onrecord"
_COMMAND = "python -m bench.suite --only"


class Hardware(msgspec.Struct, frozen=True, kw_only=True):
    """The machine; `memory` in GiB."""

    processor: str
    cores: int
    memory: float
    python: str
    onnxruntime: str


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a measure gave.

    `command` makes it anew. `date` is when it was done, in UTC; `code` has a digest of each part of the
    package that it rests on; `load` is the machine's before it began, a mean of a minute. `run` is False for
    a figure taken over from what the project published before: its hardware is None, its commit unknown.
    """

    measure: str
    command: str
    date: str
    commit: str
    code: dict[str, str]
    tables: tuple[Table, ...]
    seconds: float | None = None
    load: float | None = None
    hardware: Hardware | None = None
    run: bool = True


def take(measure: Measure, material: Material) -> Result:
    """Run a measure; raises what it raises."""
    load, begun, code = os.getloadavg()[0], time.perf_counter(), digest_code(measure)
    tables = tuple(measure.run(material))
    return Result(
        measure=measure.name,
        command=f"{_COMMAND} {measure.name}",
        date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        commit=find_commit(),
        code=code,
        tables=tables,
        seconds=round(time.perf_counter() - begun, 1),
        load=round(load, 2),
        hardware=find_hardware(),
    )


def keep(result: Result, folder: Path) -> Path:
    """Write a result, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.measure}.json"
    part = path.with_suffix(".part")
    part.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n")
    return part.replace(path)


def read_results(folder: Path) -> dict[str, Result]:
    """The kept results by measure; files that are none of the suite's are passed over."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            result = msgspec.json.decode(path.read_bytes(), type=Result)
        except msgspec.DecodeError:
            continue
        found[result.measure] = result
    return found


def read_others(folder: Path) -> dict[str, Mapping[str, Any]]:
    """What other programs left in the folder, such as `bench/scale.py`: objects of JSON, by file."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        content = msgspec.json.decode(path.read_bytes())
        if isinstance(content, dict) and not {"measure", "tables"} <= content.keys():
            found[path.stem] = content
    return found


def digest_code(measure: Measure) -> dict[str, str]:
    """The digest of each part of the package that a measure rests on, weights included."""
    return digest_parts(measure.rests_on)


def digest_parts(parts: Iterable[str]) -> dict[str, str]:
    """Twelve digits of a SHA-256 for each part of the package, by its name."""
    return {part: _digest_part(part) for part in sorted(parts)}


@cache
def _digest_part(part: str) -> str:
    return _digest_files(
        p for p in (_PACKAGE / part).rglob("*") if p.is_file() and "__pycache__" not in p.parts
    )


def _digest_files(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def find_commit() -> str:
    """The commit that lies here, with "+" where files differ from it; empty outside of a repository."""
    found = _ask_git("rev-parse", "--short=10", "HEAD")
    changed = _ask_git("diff-index", "--name-only", "HEAD", "--", "src")
    return f"{found}+" if found and changed else found


def _ask_git(*arguments: str) -> str:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def find_hardware() -> Hardware:
    """This machine."""
    return Hardware(
        processor=_find_processor(),
        cores=os.cpu_count() or 1,
        memory=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        python=platform.python_version(),
        onnxruntime=_version("onnxruntime"),
    )


def _find_processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
