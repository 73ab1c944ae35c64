"""From a location to the bytes that stand there."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import InputError, LocationNotFound
from onrecord.model.document import Source

STANDARD_INPUT = "-"
SIZE_LIMIT = 64 * 1024 * 1024
_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def fetch(location: str) -> Source:
    """The bytes of the file at `location`, or of standard input where it is `-`.

    Raises:
        LocationNotFound: there is no such file.
        InputError: a directory, a web address, a file that may not be read or is over `SIZE_LIMIT` bytes.
    """
    with open_location(location) as stream:
        return Source(location=printable(location), content=read_limited(stream, location))


@contextmanager
def open_location(location: str) -> Iterator[BinaryIO]:
    """Open the file at `location`, or standard input where it is `-`, for reading bytes.

    Failures to open and to read both become onrecord's own errors; standard input is left open.
    """
    try:
        if location == STANDARD_INPUT:
            yield _standard_input()
            return
        with _checked_path(location).open("rb") as stream:
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
    if _WEB_ADDRESS.match(location):
        raise InputError(
            f"{printable(location)}: this version does not fetch pages: save the page and give the saved file"
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


def _is_encodable(location: str) -> bool:
    try:
        location.encode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
    except UnicodeEncodeError:
        return False
    return True
