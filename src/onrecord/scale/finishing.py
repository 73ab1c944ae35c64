"""A shard whose parts are all there, to its outputs and its entry in the ledger."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.export.parquet_tables import write as write_tables
from onrecord.model.kept import Kept
from onrecord.model.record import Record
from onrecord.scale.ledger import Entry, Output, enter
from onrecord.scale.parts import Part, Read, Rejected, read_staged
from onrecord.scale.settings import STAGING, Settings
from onrecord.scale.shards import Shard
from onrecord.scale.storage import Storage

_LEVEL = 6


def finish_shard(storage: Storage, shard: Shard, settings: Settings, total: int) -> Entry:
    """Write the outputs of a shard of `total` items from its parts, then its entry; then the parts can go.

    Each file appears whole; where this ends before the entry is there, it is done once more, with the same
    bytes. Memory is bounded by a part and a group of rows of each table.

    Raises:
        OnrecordError: a part is missing.
        OSError: the storage fails, or a disk is full.
    """
    folder = storage.work_folder(f"{STAGING}/{shard.key}")
    try:
        tally = _Tally()
        parts = read_staged(storage, shard.key, total)
        with (
            _Packed(folder / "records") as records,
            _Packed(folder / "rejected") as rejected,
        ):
            write_tables(_go_through(parts, tally, records, rejected, settings.engine), folder / "tables")
        outputs = list(_put_all(storage, shard.key, folder, tally))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    entry = Entry(
        shard=shard,
        engine=settings.engine,
        articles=tally.articles,
        repeated=tally.repeated,
        words=tally.words,
        rejected=dict(sorted(tally.rejected.items())),
        ours=tally.ours,
        skipped=dict(sorted(tally.skipped.items())),
        outputs=tuple(outputs),
    )
    enter(storage, entry)
    storage.remove(f"{STAGING}/{shard.key}")
    return entry


@dataclass(slots=True)
class _Tally:
    """What was gone through."""

    articles: int = 0
    repeated: int = 0
    words: int = 0
    ours: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)


class _Packed:
    """A file in gzip that is the same whenever and under whatever name it is made."""

    def __init__(self, path: Path) -> None:
        self._raw: BinaryIO = path.open("wb")
        self._packed = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=self._raw, mtime=0)

    def __enter__(self) -> _Packed:
        return self

    def __exit__(self, *_: object) -> None:
        with self._raw:
            self._packed.close()

    def write(self, line: bytes) -> None:
        self._packed.write(line + b"\n")


def _go_through(
    parts: Iterator[Part], tally: _Tally, records: _Packed, rejected: _Packed, engine: str
) -> Iterator[Kept]:
    """Each article of the parts for the tables, once it is written as a line; repeated ones are left out."""
    seen: set[str] = set()
    for part in parts:
        tally.skipped.update(part.skipped)
        for fault in part.rejected:
            _count_rejected(fault, tally)
            rejected.write(msgspec.json.encode(fault))
        for read in part.read:
            kept = _keep(read, engine)
            if kept.record.document.id in seen:
                tally.repeated += 1
                continue
            seen.add(kept.record.document.id)
            tally.articles, tally.words = tally.articles + 1, tally.words + read.words
            records.write(read.record)
            yield kept


def _count_rejected(fault: Rejected, tally: _Tally) -> None:
    tally.rejected[fault.kind] += 1
    tally.ours += fault.ours


def _keep(read: Read, engine: str) -> Kept:
    # Nothing was added to a store: a time here would be another in each run.
    return Kept(
        record=Record.from_json(read.record),
        engine=engine,
        added="",
        capture=read.capture,
        fetched=read.fetched,
    )


def _put_all(storage: Storage, key: str, folder: Path, tally: _Tally) -> Iterator[Output]:
    yield _put(storage, folder / "records", f"records/{key}.jsonl.gz")
    if tally.rejected:
        yield _put(storage, folder / "rejected", f"rejected/{key}.jsonl.gz")
    for path in sorted((folder / "tables").iterdir()):
        if path.stem == "codebook":  # it is the same for all shards
            _put(storage, path, "tables/codebook.parquet")
        else:
            yield _put(storage, path, f"tables/{path.stem}/{key}.parquet")


def _put(storage: Storage, path: Path, name: str) -> Output:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    output = Output(name=name, size=path.stat().st_size, digest=digest)
    storage.put_file(path, name)
    return output
