"""From a file to a catalogue: CSV, JSON lines, or FollowTheMoney entities."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from onrecord.catalogue.entries import Catalogue, Entry
from onrecord.catalogue.jsonlines import read_json_line
from onrecord.catalogue.lines import Line
from onrecord.catalogue.table import read_table
from onrecord.errors import InputError, LocationNotFound, MalformedCatalogue

LINE_LIMIT = 1024 * 1024
"""Bytes that a line of a catalogue may have."""
_JSON = frozenset({".jsonl", ".ndjson", ".ijson", ".json", ".ftm"})


def read_catalogue(location: str | Path) -> Catalogue:
    """The catalogue in the file at `location`, in UTF-8.

    A file whose first character is `{`, or whose suffix is one of JSON lines, has an object a line: an entry
    of our own, or an entity of FollowTheMoney. Any other is a table (CSV) whose first line names the columns.
    docs/command.md has the keys. Entities of FollowTheMoney that are neither people nor organisations are
    passed over.

    Raises:
        LocationNotFound: there is no such file.
        MalformedCatalogue: a line is not as it should be, or there is no entry; the message names the line.
        InputError: the file cannot be read.
    """
    where = str(location).encode("utf-8", "backslashreplace").decode("utf-8")
    with _open(Path(location), where) as stream:
        lines = _read_lines(stream, where)
        first = next(lines, None)
        if first is None:
            raise MalformedCatalogue(f"{where}: the catalogue is empty: give a table or JSON lines")
        whole = chain([first], lines)
        in_json = Path(location).suffix.lower() in _JSON or first.text.lstrip().startswith("{")
        entries = map(read_json_line, whole) if in_json else read_table(whole)
        return Catalogue(_check_entries(entries, where))


def _check_entries(entries: Iterable[tuple[Line, Entry | None]], where: str) -> list[Entry]:
    lines: dict[str, int] = {}
    found: list[Entry] = []
    for line, entry in entries:
        if entry is None:
            continue
        if entry.id in lines:
            line.refuse(f"the id {entry.id!r} stands in line {lines[entry.id]} already: give each its own")
        lines[entry.id] = line.number
        found.append(entry)
    if not found:
        raise MalformedCatalogue(f"{where}: there are no people and no organisations in this catalogue")
    return found


def _read_lines(stream: BinaryIO, where: str) -> Iterator[Line]:
    """The lines of the file from the first that is not blank, decoded, with their ends."""
    begun = False
    number = 0
    while content := stream.readline(LINE_LIMIT + 1):
        number += 1
        if len(content) > LINE_LIMIT:
            Line(where, number).refuse(
                f"longer than {LINE_LIMIT // 1024**2} MiB: a catalogue has one entry a line"
            )
        if number == 1:
            content = content.removeprefix(codecs.BOM_UTF8)
        begun = begun or bool(content.strip())
        if begun:
            yield Line(where, number, _decode(content, where, number))


def _decode(content: bytes, where: str, number: int) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        Line(where, number).refuse("not text in UTF-8: save the catalogue as CSV in UTF-8, or as JSON lines")
    return text


@contextmanager
def _open(path: Path, where: str) -> Iterator[BinaryIO]:
    try:
        if path.is_dir():
            raise InputError(f"{where}: this is a directory: name the file of the catalogue in it")
        with path.open("rb") as stream:
            yield stream
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        # open() has a ValueError for names that no file can have.
        raise LocationNotFound(f"{where}: there is no such file to take as a catalogue") from error
    except OSError as error:
        raise InputError(f"{where}: the catalogue cannot be read: {error.strerror or error}") from error
