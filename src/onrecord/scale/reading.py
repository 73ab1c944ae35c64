"""A shard to its items, and to batches of them; what a batch holds depends on the shard alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from onrecord.errors import InputError, MalformedInput
from onrecord.ingest.archive import read_lines, read_packed_lines
from onrecord.ingest.fetch import open_location, printable
from onrecord.ingest.skipped import Skipped
from onrecord.ingest.warc import read_warc
from onrecord.model.document import Source
from onrecord.model.record import Record
from onrecord.scale.columns import read_parquet
from onrecord.scale.parts import Rejected, Stretch
from onrecord.scale.shards import Shard
from onrecord.scale.storage import download, is_remote

BATCH_ARTICLES = 16
BATCH_ITEMS = 400
BATCH_BYTES = 8 * 1024 * 1024
SHARD_LIMIT = 50 * 1024**3
"""Bytes that a shard in a cloud may have: it is copied to the disk of the machine that reads it."""
_LEFT_FREE = 1024**3
Item = Source | Skipped | Rejected
Found = Source | Record | Skipped | InputError


class Batch(msgspec.Struct, frozen=True):
    """Items of a shard that one worker works on."""

    stretch: Stretch
    items: tuple[Item, ...]


def cut_batches(shard: Shard) -> Iterator[Batch]:
    """The items of a shard in order, in batches that bound what is in memory at once.

    Raises:
        InputError: the shard is not there, or cannot be copied here.
    """
    first, size, articles = 0, 0, 0
    items: list[Item] = []
    for item in read_items(shard):
        items.append(item)
        if isinstance(item, Source):
            articles, size = articles + 1, size + len(item.content) + 4 * len(item.text or "")
        if articles >= BATCH_ARTICLES or len(items) >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield Batch(Stretch(first, len(items)), tuple(items))
            first, size, articles = first + len(items), 0, 0
            items = []
    if items:
        yield Batch(Stretch(first, len(items)), tuple(items))


def read_items(shard: Shard) -> Iterator[Item]:
    """What stands in a shard, one at a time: articles, what is none, and faults; raises as `cut_batches`."""
    with _copied(shard) as path:
        here = printable(path)
        for found in _read_kind(path, shard.name):
            yield _make_item(found, shard, here)


def _read_kind(path: str, name: str) -> Iterator[Found]:
    kind = name.lower()
    if kind.endswith((".warc", ".warc.gz")):
        yield from read_warc(path)
    elif kind.endswith(".parquet"):
        yield from read_parquet(path, printable(name))
    elif kind.endswith(".gz"):
        yield from read_packed_lines(path, name)
    else:
        with open_location(path) as stream:
            yield from read_lines(stream, name)


def _make_item(found: Found, shard: Shard, here: str) -> Item:
    """What was found in the file `here`, with the shard's own name in its place."""
    name = printable(shard.name)
    if isinstance(found, Source):
        return msgspec.structs.replace(found, location=_rename(found.location, here, name))
    if isinstance(found, Skipped):
        return msgspec.structs.replace(found, location=_rename(found.location, here, name))
    if isinstance(found, Record):
        error: InputError = MalformedInput("this is a record that was read already: add it to a store")
        return Rejected(shard=name, location=found.document.location, kind=_name(error), reason=str(error))
    return Rejected(shard=name, location=name, kind=_name(found), reason=_rename(str(found), here, name))


def _rename(told: str, here: str, name: str) -> str:
    return name + told.removeprefix(here) if told.startswith(here) else told


def _name(error: InputError) -> str:
    return type(error).__name__


@contextmanager
def _copied(shard: Shard) -> Iterator[str]:
    """The shard as a file of this machine: itself, or a copy while the block runs."""
    if not is_remote(shard.path):
        with open_location(shard.path):  # where it is not there, this says so
            yield shard.path
        return
    suffix = shard.name[len(shard.name) - 12 :].rpartition("/")[2]
    with tempfile.TemporaryDirectory(prefix="onrecord-shard-") as folder:
        path = Path(folder, f"copy-{suffix}")
        _check_room(shard, Path(folder))
        try:
            download(shard.path, path)
        except OSError as error:
            raise InputError(f"{shard.name}: cannot be copied here: {error}") from error
        if (came := path.stat().st_size) != shard.size:
            raise InputError(
                f"{shard.name}: {came:,} bytes came, but it had {shard.size:,}: it changed, or the "
                "connection broke off: run the same command again"
            )
        yield str(path)


def _check_room(shard: Shard, folder: Path) -> None:
    if shard.size > SHARD_LIMIT:
        raise InputError(f"{shard.name}: larger than {SHARD_LIMIT // 1024**3} GiB: split it")
    free = shutil.disk_usage(folder).free
    if free < shard.size + _LEFT_FREE:
        raise InputError(
            f"{shard.name}: {shard.size:,} bytes, and {folder.parent} has room for {free:,}: make room, or "
            "set TMPDIR to a folder on a larger disk"
        )
