"""Shards: the files that a run reads, found in a folder, by a pattern, or in a list; here or in a cloud."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from onrecord.errors import InputError, LocationNotFound
from onrecord.ingest.folders import expand_pattern, is_folder, is_pattern, walk_folder
from onrecord.ingest.skipped import Skipped
from onrecord.scale.storage import find_info, is_remote, open_remote

KINDS = (".warc", ".warc.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".parquet")
"""How the names of shards end."""
_LISTS = (".txt", ".paths", ".paths.gz", ".txt.gz")
# What a folder gives of files that other commands do not read.
_COLUMNS = "a file of kind .parquet"
_LIST_LIMIT = 64 * 1024 * 1024
_LONGEST_SLUG = 80
_MAGIC = re.compile(r"[*?\[]")


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """A file of articles.

    `name` is how the user calls it, with which the locations of its articles begin; `path` is absolute, or
    the address of an object. `size` is in bytes, and `stamp` changes when the file does: its ETag, or when it
    was last modified.
    """

    name: str
    path: str
    size: int
    stamp: str

    @property
    def key(self) -> str:
        """What the outputs of the shard are called: words of its name, and a digest of its path."""
        name = PurePosixPath(self.path).name
        kind = max((one for one in KINDS if name.lower().endswith(one)), key=len, default="")
        stem = name[: len(name) - len(kind)] if kind else name
        slug = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.")[:_LONGEST_SLUG] or "shard"
        return f"{slug}-{hashlib.sha256(self.path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def find_shards(location: str, *, prefix: str = "") -> tuple[Shard, ...]:
    """The shards at a location, sorted by path: a folder, a pattern, one shard, or a list of shards.

    A list is a file of text (`.txt`, `.paths`, also in gzip) with a path or an address on each line, which
    `prefix` is put before where it is no address and not absolute.

    Raises:
        LocationNotFound: there is nothing at the location, or no file at a path of the list.
        InputError: the location holds no shard, or cannot be read.
    """
    names = list(_read_list(location, prefix) if location.lower().endswith(_LISTS) else _find_names(location))
    if not names:
        raise InputError(f"{location}: no shard is in it: names of shards end with {', '.join(KINDS)}")
    shards = {shard.path: shard for shard in map(_describe, names)}
    return tuple(shards[path] for path in sorted(shards))


def check_apart(location: str, output: str) -> None:
    """Check that the output of a run is not within the folder that it reads.

    Raises:
        InputError: it is, so that the next run would read what this one wrote.
    """
    if is_remote(location) != is_remote(output) or _MAGIC.search(location):
        return
    inner, outer = _absolute(output), _absolute(location)
    if inner == outer or inner.startswith(f"{outer.rstrip('/')}/"):
        raise InputError(f"{output}: the output is within the folder that is read: name a folder beside it")


def _absolute(location: str) -> str:
    return location.rstrip("/") if is_remote(location) else str(Path(location).resolve())


def _is_shard(name: str) -> bool:
    return name.lower().endswith(KINDS)


def _find_names(location: str) -> Iterator[str]:
    if is_remote(location):
        yield from _find_remote(location)
    elif is_folder(location) or is_pattern(location):
        yield from _find_local(walk_folder(location) if is_folder(location) else expand_pattern(location))
    elif _is_shard(location):
        yield location
    else:
        raise InputError(
            f"{location}: neither a folder, nor a pattern, nor a shard ({', '.join(KINDS)}), nor a list of "
            f"shards ({', '.join(_LISTS)})"
        )


def _find_local(found: Iterable[object]) -> Iterator[str]:
    for one in found:
        if isinstance(one, Skipped) and one.reason == _COLUMNS:
            yield one.location
        elif isinstance(one, str) and _is_shard(one):
            yield one
        elif isinstance(one, InputError):
            raise one


def _find_remote(location: str) -> Iterator[str]:
    if _is_shard(location) and not _MAGIC.search(location):
        yield location
        return
    system, path = open_remote(location)
    scheme = location.partition("://")[0]
    try:
        found: list[str] = system.glob(path) if _MAGIC.search(path) else system.find(path)
    except FileNotFoundError as error:
        raise LocationNotFound(f"{location}: there is nothing there") from error
    for one in filter(_is_shard, sorted(found)):
        yield one if is_remote(one) else f"{scheme}://{one}"


def _read_list(location: str, prefix: str) -> Iterator[str]:
    try:
        content = _read_all(location)
    except FileNotFoundError as error:
        raise LocationNotFound(f"{location}: there is no such file") from error
    except (OSError, EOFError) as error:
        raise InputError(f"{location}: the list cannot be read: {error}") from error
    for line in content.decode("utf-8", "replace").splitlines():
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        if not _is_shard(name):
            raise InputError(f"{location}: {name!r} is no shard: names end with {', '.join(KINDS)}")
        yield name if is_remote(name) or Path(name).is_absolute() else f"{prefix}{name}"


def _read_all(location: str) -> bytes:
    if is_remote(location):
        system, path = open_remote(location)
        content: bytes = system.cat_file(path)
    else:
        content = Path(location).read_bytes()
    if len(content) > _LIST_LIMIT:
        raise InputError(f"{location}: larger than {_LIST_LIMIT // 1024**2} MiB: split the list")
    return gzip.decompress(content) if location.lower().endswith(".gz") else content


def _describe(name: str) -> Shard:
    try:
        if is_remote(name):
            info = find_info(name)
            return Shard(name=name, path=name, size=info["size"], stamp=_stamp(info))
        status = Path(name).stat()
    except FileNotFoundError as error:
        raise LocationNotFound(f"{name}: there is no such file") from error
    except OSError as error:
        raise InputError(f"{name}: cannot be looked at: {error.strerror or error}") from error
    return Shard(
        name=name, path=str(Path(name).resolve()), size=status.st_size, stamp=str(status.st_mtime_ns)
    )


def _stamp(info: dict[str, Any]) -> str:
    found = (info.get(one) for one in ("ETag", "etag", "mtime", "LastModified", "last_modified"))
    return str(next(filter(None, found), "")).strip('"')
