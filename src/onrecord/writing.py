"""Output that is whole or not there: standard output, or a file that takes its place when it is done."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

STANDARD_OUTPUT = Path("-")


class Sink(Protocol):
    """Where bytes are written to."""

    def write(self, content: bytes) -> None:
        """Write all of `content`."""


class _Stream:
    """A stream whose reader sees every record as soon as it is there."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, content: bytes) -> None:
        self._stream.write(content)
        self._stream.flush()


class _NewFile:
    """A temporary file beside the one that it will replace."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        number, name = tempfile.mkstemp(
            dir=self._path.parent, prefix=f".{self._path.name[:64]}.", suffix=".part"
        )
        self._name = Path(name)
        self._stream = os.fdopen(number, "wb")
        self._is_empty = True

    def write(self, content: bytes) -> None:
        self._is_empty = False
        self._stream.write(content)

    def close(self, *, keep: bool) -> None:
        """Put the file into its place if it is to be kept and anything was written; else remove it."""
        try:
            with self._stream:
                if keep and not self._is_empty:
                    self._stream.flush()
                    os.fsync(self._stream.fileno())
            if keep and not self._is_empty:
                self._name.chmod(find_permissions(self._path))
                self._name.replace(self._path)
        finally:
            with suppress(FileNotFoundError):
                self._name.unlink()


@contextmanager
def open_sink(path: Path | None) -> Iterator[Sink]:
    """Standard output where `path` is None or `-`; else the file, which appears when all is written.

    A file that was there stays as it was if the block raises, or writes nothing. A device or a pipe is
    written to as it stands.

    Raises:
        OSError: the file cannot be made or written.
    """
    if path is None or path == STANDARD_OUTPUT:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "it is closed")
        yield _Stream(sys.stdout.buffer)
    elif path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield _Stream(stream)
    else:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a directory", str(path))
        new = _NewFile(path)
        done = False
        try:
            yield new
            done = True
        finally:
            new.close(keep=done)


def find_permissions(path: Path) -> int:
    """The permissions of the file at a path that is replaced, or those that a new one would have."""
    with suppress(FileNotFoundError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
