"""Records that `onrecord read` wrote, read back instead of being made anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

import msgspec

from onrecord.errors import InputError, MalformedInput
from onrecord.ingest.fetch import name_location, read_limited
from onrecord.model.record import Record

RECORD_LIMIT = 64 * 1024 * 1024
"""Bytes that the record of one article may have."""
_HEAD = re.compile(rb'[\s\xef\xbb\xbf]*\[?\s*\{\s*"schema"\s*:\s*"onrecord/')
_SCHEMA = re.compile(rb'\s*\{\s*"schema"\s*:\s*"onrecord/(?!1")')


def begins_record(head: bytes) -> bool:
    """Whether this is how a record begins, or a list of records, as `onrecord read` writes them."""
    return bool(_HEAD.match(head))


def read_record(encoded: bytes, where: str) -> Record | MalformedInput:
    """The record in `encoded`, or what is wrong with it; `where` is for the message."""
    if _SCHEMA.match(encoded):
        return MalformedInput(f"{where}: a record in a form that this version does not know: use a newer one")
    try:
        return Record.from_json(encoded)
    except MalformedInput as error:
        return MalformedInput(f"{where}: {error}")
    except UnicodeDecodeError:
        return MalformedInput(f"{where}: the record is not UTF-8, which JSON is written in")
    except RecursionError:
        return MalformedInput(f"{where}: the JSON is nested too deeply")


def read_records(stream: BinaryIO, location: str, head: bytes = b"") -> Iterator[Record | InputError]:
    """The records in a file of JSON: one alone, or a list of them.

    A list that has each record on its own line, as `--format json` writes it, is read a line at a time and
    may be of any length; one in another layout may be as large as an article's file. `head` was already read
    from the stream.
    """
    first = head + stream.readline(RECORD_LIMIT)
    if first.strip() == b"[":
        second = stream.readline(RECORD_LIMIT)
        if _is_whole(second):
            yield from _read_lines(chain([second], _lines(stream)), location)
            return
        first += second
    yield from _read_whole(read_limited(stream, location, first), location)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(RECORD_LIMIT + 1):
        yield line


def _is_whole(line: bytes) -> bool:
    """Whether the line holds a value of JSON and not only the beginning of one."""
    try:
        msgspec.json.decode(_bare(line), type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return True


def _bare(line: bytes) -> bytes:
    return line.strip().removesuffix(b",")


def _read_lines(lines: Iterator[bytes], location: str) -> Iterator[Record | MalformedInput]:
    for number, line in enumerate(lines, start=2):
        encoded = _bare(line)
        if encoded and encoded != b"]":
            yield read_record(encoded, f"{name_location(location)}:{number}")


def _read_whole(content: bytes, location: str) -> Iterator[Record | MalformedInput]:
    where = name_location(location)
    content = content.strip().removeprefix(b"\xef\xbb\xbf").strip()
    if not content.startswith(b"["):
        yield read_record(content, where)
        return
    try:
        several = msgspec.json.decode(content, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        yield MalformedInput(f"{where}: not JSON: {error}")
        return
    for number, one in enumerate(several, start=1):
        yield read_record(bytes(one), f"{where}: record {number}")
