"""Where a run writes to and reads from: a folder of this machine, or objects that fsspec reaches."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from onrecord.errors import InputError
from onrecord.writing import find_permissions, open_sink

_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+://")


class Storage(Protocol):
    """A place of named files; each appears whole or not at all, and replaces the one of its name.

    Names are relative and have "/" in them. Each method raises OSError where the place fails.
    """

    def put(self, content: bytes, name: str) -> None:
        """Let `content` be what stands at `name`."""

    def put_file(self, path: Path, name: str) -> None:
        """Let the file at `path`, which may be moved, be what stands at `name`."""

    def get(self, name: str) -> bytes | None:
        """What stands at `name`; None where nothing does."""

    def list(self, folder: str) -> list[str]:
        """The names of the files in a folder, without the folder's, sorted; none where it is not there."""

    def remove(self, folder: str) -> None:
        """Remove a folder and all that is in it."""

    def work_folder(self, folder: str) -> Path:
        """A new folder of this machine for files that are to be put; whoever asked for it removes it."""


class Folder:
    """A folder of this machine, or of a file system that all machines share."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, content: bytes, name: str) -> None:
        with open_sink(self._place(name)) as sink:
            sink.write(content)

    def put_file(self, path: Path, name: str) -> None:
        place = self._place(name)
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
        path.chmod(find_permissions(place))
        path.replace(place)

    def get(self, name: str) -> bytes | None:
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            return None

    def list(self, folder: str) -> list[str]:
        try:
            with os.scandir(self._root / folder) as entries:
                return sorted(one.name for one in entries if one.is_file() and not one.name.startswith("."))
        except FileNotFoundError:
            return []

    def remove(self, folder: str) -> None:
        shutil.rmtree(self._root / folder, ignore_errors=True)

    def work_folder(self, folder: str) -> Path:
        # On the same disk, so that what is made there only has to be renamed.
        place = self._root / folder
        place.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=place, prefix=".work-"))

    def _place(self, name: str) -> Path:
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


class Objects:
    """Objects below an address, as of S3, where putting one is atomic."""

    def __init__(self, location: str) -> None:
        self._system, path = open_remote(location)
        self._root = path.rstrip("/")

    def put(self, content: bytes, name: str) -> None:
        with _as_os_errors(name):
            self._make_parent(name)
            self._system.pipe_file(self._place(name), content)

    def put_file(self, path: Path, name: str) -> None:
        with _as_os_errors(name):
            self._make_parent(name)
            self._system.put_file(str(path), self._place(name))

    def get(self, name: str) -> bytes | None:
        with _as_os_errors(name):
            try:
                content: bytes = self._system.cat_file(self._place(name))
            except FileNotFoundError:
                return None
            return content

    def list(self, folder: str) -> list[str]:
        with _as_os_errors(folder):
            # Another machine may have written since: what was listed before is not to be trusted.
            self._system.invalidate_cache()
            try:
                found = self._system.ls(self._place(folder), detail=False)
            except FileNotFoundError:
                return []
            return sorted(name for one in found if (name := one.rpartition("/")[2]) and name[0] != ".")

    def remove(self, folder: str) -> None:
        with _as_os_errors(folder), suppress(FileNotFoundError):
            self._system.rm(self._place(folder), recursive=True)

    def work_folder(self, folder: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=f"onrecord-{folder.rpartition('/')[2]}-"))

    def _place(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _make_parent(self, name: str) -> None:
        self._system.makedirs(self._place(name).rpartition("/")[0], exist_ok=True)


def is_remote(location: str) -> bool:
    """Whether the location is an address (`s3://bucket/folder`) and no path."""
    return _REMOTE.match(location) is not None


def open_storage(location: str) -> Storage:
    """The place that a location names.

    Raises:
        InputError: fsspec, or what it needs for addresses of this kind, is not installed.
    """
    return Objects(location) if is_remote(location) else Folder(Path(location).resolve())


@lru_cache(maxsize=8)
def _load_system(scheme: str) -> Any:
    try:
        import fsspec  # type: ignore[import-untyped]

        return fsspec.filesystem(scheme)
    except ImportError as error:
        raise InputError(
            f"{scheme}://: cannot be reached without another library: {error} "
            "(pip install 'onrecord[ray]' s3fs is what s3:// needs)"
        ) from error
    except ValueError as error:
        raise InputError(f"{scheme}://: nothing is known of addresses of this kind: {error}") from error


def open_remote(location: str) -> tuple[Any, str]:
    """The file system of fsspec that an address is of, and the path there; raises as `open_storage`."""
    system = _load_system(location.partition("://")[0])
    return system, str(system._strip_protocol(location))


def find_info(location: str) -> dict[str, Any]:
    """What is known of the object at an address: its size, and what tells its versions apart.

    Raises:
        OSError: there is none, or it cannot be reached.
    """
    system, path = open_remote(location)
    with _as_os_errors(location):
        info: dict[str, Any] = system.info(path)
    return info


def download(location: str, path: Path) -> None:
    """Copy the object at an address to a file of this machine; raises OSError where that fails."""
    system, there = open_remote(location)
    with _as_os_errors(location):
        system.get_file(there, str(path))


@contextmanager
def _as_os_errors(name: str) -> Iterator[None]:
    """Let whatever a library of a cloud raises be an OSError that names the object."""
    try:
        yield
    except (OSError, InputError):
        raise
    except Exception as error:
        raise OSError(f"{name}: {type(error).__name__}: {error}") from error
