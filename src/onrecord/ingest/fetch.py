"""From a location to the bytes that stand there."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError, LocationNotFound
from onrecord.model.document import Source

STANDARD_INPUT = "-"
SIZE_LIMIT = 64 * 1024 * 1024
Clock = Callable[[], str]
"""Says what time it is: a date-time of ISO 8601 in UTC."""
# What a shell hands over with `<(command)`: a pipe that somebody writes to already.
_DESCRIPTOR = re.compile(r"/dev/(?:stdin|fd/\d+)|/proc/(?:self|\d+)/fd/\d+")
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def fetch(location: str) -> Source:
    """The bytes of the file at `location`, or of standard input where it is `-`.

    Raises:
        LocationNotFound: there is no such file.
        InputError: a directory, a device, a web address, a file that may not be read or is over `SIZE_LIMIT`
            bytes.
    """
    with open_location(location) as stream:
        return Source(location=printable(location), content=read_limited(stream, location))


def is_address(location: str) -> bool:
    """Whether the location is a web address and no file."""
    return _WEB_ADDRESS.match(location) is not None


@contextmanager
def open_location(location: str) -> Iterator[BinaryIO]:
    """Open the file at `location`, or standard input where it is `-`, for reading bytes.

    Failures to open and to read both become onrecord's own errors; standard input is left open. Devices and
    pipes with a name are refused, since they may never end, or never begin.
    """
    try:
        if location == STANDARD_INPUT:
            yield _standard_input()
            return
        with open(_checked_path(location), "rb", opener=_open_file) as stream:
            yield stream
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LocationNotFound(f"{name_location(location)}: there is no such file") from error
    except PermissionError as error:
        raise InputError(f"{name_location(location)}: you are not allowed to read this file") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{name_location(location)}: the file cannot be read: {reason}") from error


def read_limited(stream: BinaryIO, location: str, head: bytes = b"") -> bytes:
    """What is left in `stream`, behind the `head` that was already read from it.

    Raises:
        InputError: it all comes to more than `SIZE_LIMIT` bytes.
    """
    content = head + stream.read(SIZE_LIMIT + 1 - min(len(head), SIZE_LIMIT))
    if len(content) > SIZE_LIMIT:
        raise InputError(
            f"{name_location(location)}: larger than {SIZE_LIMIT // 1024**2} MiB, too much for one article; "
            "split it, or give many articles as JSONL (a .jsonl file, one article a line)"
        )
    return content


def name_location(location: str) -> str:
    """The location as a message names it."""
    return "standard input" if location == STANDARD_INPUT else printable(location)


def printable(location: str) -> str:
    """The location without lone surrogates, which Python uses for file names that are not UTF-8."""
    return location.encode("utf-8", "backslashreplace").decode("utf-8")


def _standard_input() -> BinaryIO:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        raise InputError("standard input is not open: give the name of a file")
    opened: BinaryIO = stream
    return opened


def _checked_path(location: str) -> Path:
    if is_address(location):
        raise InputError(
            f"{printable(location)}: only `onrecord add` fetches web addresses: "
            f"run onrecord add {printable(location)}, or save the page and give the saved file"
        )
    # open() has a ValueError, not an OSError, for names that no file can have.
    if not location or "\0" in location or not _is_encodable(location):
        raise LocationNotFound(f"{printable(location)!r}: no file can have this name")
    path = Path(location)
    if path.is_dir():
        raise InputError(
            f"{printable(location)}: this is a directory: name the files in it, "
            f"for example {printable(str(path / '*.txt'))}"
        )
    return path


def _open_file(path: str | Path, flags: int) -> int:
    """A descriptor of the file; nothing is waited for, so that a pipe without a writer cannot stall it."""
    location = os.fspath(path)
    _check_kind(Path(location).stat().st_mode, location)
    descriptor = os.open(location, flags | getattr(os, "O_NONBLOCK", 0))
    try:
        # What stands at the path may have changed since.
        mode = os.fstat(descriptor).st_mode
        _check_kind(mode, location)
        if not stat.S_ISREG(mode):
            os.set_blocking(descriptor, True)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _check_kind(mode: int, location: str) -> None:
    if stat.S_ISREG(mode) or _DESCRIPTOR.fullmatch(location):
        return
    kind = "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"
    raise InputError(
        f"{printable(location)}: this is {kind}, not a file: to read what comes from it, "
        f"let it be standard input and give - as the location"
    )


def _is_encodable(location: str) -> bool:
    try:
        location.encode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    except UnicodeEncodeError:
        return False
    return True
