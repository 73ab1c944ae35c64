"""`onrecord add` where there is no room: on a small disk, and under a limit on the size of files."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.crash_adding import add_here, start_adding
from bench.crash_kills import Reference
from bench.store_rows import copy_store, look_into
from onrecord.errors import StoreError, StoreFull
from onrecord.store.opening import open_store

SIZES = (16, 64, 256, 1024, 2048, 4096, 6144, 8192)
"""Kibibytes of disks and files; a store of 300 articles takes about 9,000, and its journal some more."""
LARGE = 262_144
"""Kibibytes that are enough for all."""
Case = tuple[str, list[str]]


def fill_disks(reference: Reference, folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Case]:
    """Each case, in words, and what was wrong in it."""
    for size in sizes:
        yield fill_disk(reference, folder, size)
    for size in sizes[2:]:
        yield limit_files(reference, folder, size)


def fill_disk(reference: Reference, folder: Path, size: int, options: tuple[str, ...] = ()) -> Case:
    """Add to a store on a disk of so many kibibytes; the case is skipped where nothing can be mounted."""
    with mount(folder / "disk", size) as mounted:
        if not mounted:
            return f"a disk of {size:,} KiB: skipped, since nothing may be mounted here", []
        store = str(folder / "disk" / "full.db")

        def make_room() -> None:
            resize(folder / "disk", LARGE)

        return _run_full(f"a disk of {size:,} KiB", reference, store, folder, make_room, options=options)


def limit_files(reference: Reference, folder: Path, size: int) -> Case:
    """Add to a store while no file may be longer than so many kibibytes."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size * 1024, size * 1024))

    store = str(folder / f"limited{size}.db")
    return _run_full(f"files of at most {size:,} KiB", reference, store, folder, lambda: None, limit)


def _run_full(
    case: str,
    reference: Reference,
    store: str,
    folder: Path,
    make_room: Callable[[], None],
    before: Callable[[], None] | None = None,
    options: tuple[str, ...] = (),
) -> Case:
    adding = start_adding(reference.source, store, folder, *options, before=before)
    code, said, kept = adding.wait(), adding.read_said(), adding.read_kept()
    fits = code == 0 and len(kept) == reference.articles
    wrong = [] if code == 1 or fits else [f"exit code {code}"]
    if not fits and ("no room" not in said or "\n" in said):
        wrong.append(f"it said: {said[-600:]}")
    wrong += _open_full(store) if before is None and kept else []
    copy = str(folder / "copy.db")
    copy_store(store, copy)
    wrong += look_into(copy, reference.rows, told=kept).faults
    make_room()
    again = add_here(reference.source, store)
    wrong += [] if again == 0 else [f"adding again with room ended with exit code {again}"]
    wrong += look_into(store, reference.rows, whole=True).faults
    return f"{case}: {len(kept)} articles kept{', all' if fits else ''}", wrong


def _open_full(store: str) -> list[str]:
    """Open a store while its disk is full; SQLite may need room to do so, and it must say so."""
    try:
        with open_store(store) as opened, opened.reading():
            return []
    except StoreFull:
        return []
    except StoreError as error:
        return [f"on the full disk: {error}"]


def resize(place: Path, size: int) -> None:
    """Give a tmpfs so many kibibytes."""
    subprocess.run(["mount", "-o", f"remount,size={size}k", str(place)], check=True)


@contextlib.contextmanager
def mount(place: Path, size: int) -> Iterator[bool]:
    """A tmpfs of so many kibibytes at a folder, or False where that is not allowed."""
    place.mkdir(exist_ok=True)
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield False
        return
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", str(place)]
    if subprocess.run(command, capture_output=True).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", str(place)], check=True)
