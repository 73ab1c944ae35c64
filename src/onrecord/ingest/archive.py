"""From a location to what stands there, one at a time: a file, its lines or rows, an archive, a folder."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.errors import EmptyDocument, InputError, MalformedInput
from onrecord.ingest.fetch import (
    STANDARD_INPUT,
    Clock,
    fetch,
    name_location,
    open_location,
    printable,
    read_limited,
)
from onrecord.ingest.folders import expand_pattern, is_folder, is_pattern, walk_folder
from onrecord.ingest.office import find_media_type
from onrecord.ingest.skipped import Skipped
from onrecord.ingest.stored import begins_record, read_record, read_records
from onrecord.ingest.tables import Reading, read_table
from onrecord.ingest.warc import read_warc
from onrecord.model.capture import Capture
from onrecord.model.clock import now_utc
from onrecord.model.document import Source
from onrecord.model.record import Record

LINE_LIMIT = 16 * 1024 * 1024
Item = Source | Record | Skipped | InputError
_LINES = frozenset({".jsonl", ".ndjson"})
_PACKED_LINES = (".jsonl.gz", ".ndjson.gz")
_TABLES = frozenset({".csv", ".tsv"})
_ARCHIVES = (".warc", ".warc.gz", ".wet", ".wet.gz")
_SNIFFED = 4096
_AS_GUESSED = Reading()
# What programs write as a date where they have none.
_PLACEHOLDERS = frozenset({"", "none", "null", "nan", "nat", "n/a", "undefined", "unknown"})


class _Line(msgspec.Struct, frozen=True):
    """An article of JSONL; other keys are passed over."""

    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | list[str] | None = None


def find_sources(location: str, reading: Reading = _AS_GUESSED) -> Iterator[Source | InputError]:
    """The articles at `location`, in order and one at a time; what cannot be read comes as its error.

    They are those of `find_items`, without their captures, and without the bytes of those whose text the
    format gave. What is passed over there is passed over here without a word; a record comes as an error.
    """
    for item in find_items(location, reading):
        if isinstance(item, Source):
            content = item.content if item.text is None else b""
            media_type = item.media_type if item.text is None else None
            yield msgspec.structs.replace(item, content=content, media_type=media_type, capture=None)
        elif isinstance(item, Record):
            where = name_location(item.document.location)
            yield MalformedInput(
                f"{where}: this is a record that was read already: add it to a store as it is"
            )
        elif isinstance(item, InputError):
            yield item


def find_items(location: str, reading: Reading = _AS_GUESSED, *, clock: Clock = now_utc) -> Iterator[Item]:
    """What stands at `location`, in order and one at a time; what cannot be read comes as its error.

    A folder gives what its files do, and so does a pattern of names (`folders.py`). A file named `*.jsonl` or
    `*.ndjson`, also in gzip, gives one source for each line that is not blank, and so does standard input
    when its first line is a JSON object with `text`; their locations are `path:LINE`. Lines, and files of
    JSON, that are records as `onrecord read` writes them give these. A `*.csv` or `*.tsv` gives a source for
    each row, a WARC file one for each article, and what is no article there as `Skipped`. Any other file
    gives one source; a PDF or DOCX file is known by its bytes. Sources have a capture that says when they
    were read or archived.

    Nothing is raised: an error of the location itself is yielded too, and what comes behind it goes on.
    """
    if is_folder(location):
        yield from _read_found(walk_folder(location), reading, clock)
    elif is_pattern(location):
        yield from _read_found(expand_pattern(location), reading, clock)
    else:
        yield from _read_file(location, reading, clock)


def find_some(location: str, reading: Reading = _AS_GUESSED) -> Iterator[Item]:
    """As `find_items`; where there is nothing at all, the error that says so."""
    empty = True
    for item in find_items(location, reading):
        empty = False
        yield item
    if empty:
        yield EmptyDocument(f"{name_location(location)}: there is no article in it")


def _read_found(
    found: Iterable[str | Skipped | InputError], reading: Reading, clock: Clock
) -> Iterator[Item]:
    for one in found:
        if isinstance(one, str):
            yield from _read_file(one, reading, clock)
        else:
            yield one


def _read_file(location: str, reading: Reading, clock: Clock) -> Iterator[Item]:
    """What stands in one file, each source with its capture."""
    try:
        for item in _read_kind(location, reading, clock):
            if isinstance(item, Source) and item.capture is None:
                item = msgspec.structs.replace(item, capture=Capture(fetched=clock()))
            yield item
    except InputError as error:
        yield error


def _read_kind(location: str, reading: Reading, clock: Clock) -> Iterator[Item]:
    suffix = Path(location).suffix.lower()
    if location == STANDARD_INPUT:
        yield from _read_standard_input()
    elif suffix in _LINES:
        with open_location(location) as stream:
            yield from read_lines(stream, location)
    elif location.lower().endswith(_PACKED_LINES):
        yield from read_packed_lines(location)
    elif suffix in _TABLES:
        with open_location(location) as stream:
            yield from read_table(stream, location, reading)
    elif location.lower().endswith(_ARCHIVES):
        yield from read_warc(location, clock)
    elif suffix == ".json":
        yield from _read_json(location)
    else:
        yield _with_type(fetch(location))


def _with_type(source: Source) -> Source:
    media_type = find_media_type(source.content)
    return msgspec.structs.replace(source, media_type=media_type) if media_type else source


def _read_json(location: str) -> Iterator[Item]:
    """The records in a file of JSON; one that holds no records is an article like any other file."""
    with open_location(location) as stream:
        head = stream.read(_SNIFFED)
        if begins_record(head):
            yield from read_records(stream, location, head)
        else:
            yield Source(location=printable(location), content=read_limited(stream, location, head))


def _read_standard_input() -> Iterator[Item]:
    with open_location(STANDARD_INPUT) as stream:
        head = _read_head(stream)
        if _begins_jsonl(head):
            yield from read_lines(stream, STANDARD_INPUT, head)
            return
        content = read_limited(stream, STANDARD_INPUT, b"".join(head))
        if begins_record(content[:_SNIFFED]):
            yield from read_records(io.BytesIO(content), STANDARD_INPUT)
        else:
            yield _with_type(Source(location=STANDARD_INPUT, content=content))


def _read_head(stream: BinaryIO) -> list[bytes]:
    """The blank lines that `stream` opens with, and the first line that is not blank."""
    head: list[bytes] = []
    size = 0
    while size <= LINE_LIMIT and (line := stream.readline(LINE_LIMIT + 1)):
        head.append(line)
        size += len(line)
        if _without_mark(line).strip():
            break
    return head


def _begins_jsonl(head: list[bytes]) -> bool:
    line = _without_mark(head[-1]).strip() if head else b""
    if not line.startswith(b"{") or len(line) > LINE_LIMIT:
        return False
    try:
        fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        return "text" in fields or begins_record(line)
    except (ValueError, RecursionError):
        # Strange escapes in some other field must not turn a stream of articles into one plain text.
        return _loads(line) is not None


def _loads(line: bytes) -> dict[str, object] | None:
    """The object that the standard library's more lenient reader finds in `line`, if it has a text."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and "text" in value else None


def read_lines(
    stream: BinaryIO, location: str, head: list[bytes] | None = None
) -> Iterator[Source | Record | InputError]:
    """The articles and records in lines of JSON, each at `location:LINE`; a bad line comes as its error.

    `head` are lines that were already read from the stream.
    """
    for number, line in enumerate(_split_lines(stream, head or []), start=1):
        where = f"{printable(location)}:{number}"
        article = _without_mark(line).strip() if number == 1 else line.strip()
        if article:
            yield _read_line(article, where, f"{name_location(location)}:{number}")


def read_packed_lines(path: str, location: str | None = None) -> Iterator[Source | Record | InputError]:
    """As `read_lines` of a file in gzip, which is called `location` where that is given.

    Where it is cut off or broken, what stands before that is read, and then comes the error.
    """
    called = path if location is None else location
    with open_location(path) as packed, gzip.GzipFile(fileobj=packed, mode="rb") as stream:
        try:
            yield from read_lines(stream, called)  # type: ignore[arg-type]
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield MalformedInput(
                f"{name_location(called)}: its gzip data is cut off or broken ({error}): what stands before "
                "is read"
            )


def _split_lines(stream: BinaryIO, head: list[bytes]) -> Iterator[bytes]:
    """The lines of `head`, then of `stream`; of one that is over the limit, only what shows that it is."""
    for line in head:
        yield line
        if len(line) > LINE_LIMIT:
            _skip_line(stream, line)
    while line := stream.readline(LINE_LIMIT + 1):
        yield line
        if len(line) > LINE_LIMIT:
            _skip_line(stream, line)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1024 * 1024)


def _read_line(line: bytes, location: str, where: str) -> Source | Record | MalformedInput:
    if len(line) > LINE_LIMIT:
        return MalformedInput(f"{where}: the line is longer than {LINE_LIMIT // 1024**2} MiB")
    if begins_record(line):
        return read_record(line, where)
    try:
        article = msgspec.json.decode(line, type=_Line)
    except UnicodeDecodeError:
        return MalformedInput(f"{where}: the line is not UTF-8, which JSON is written in")
    except msgspec.ValidationError as error:
        return MalformedInput(f"{where}: not an article: {error}")
    except msgspec.DecodeError as error:
        return MalformedInput(f"{where}: {_explain(line, error)}")
    except RecursionError:
        return MalformedInput(f"{where}: the JSON is nested too deeply")
    byline = [article.byline] if isinstance(article.byline, str) else article.byline or []
    return Source(
        location=location,
        content=line,
        media_type="application/json",
        text=article.text,
        url=article.url or None,
        outlet=article.outlet or None,
        title=article.title or None,
        byline=tuple(name for name in byline if name.strip()),
        published=without_placeholder(article.published),
        published_basis="metadata",
    )


def without_placeholder(published: str | None) -> str | None:
    """A date as it was given; None where what stands there says that there is none."""
    return None if published is None or published.strip().lower() in _PLACEHOLDERS else published


def _explain(line: bytes, error: msgspec.DecodeError) -> str:
    if _loads(line) is not None:
        # msgspec refuses half of a surrogate pair, which the standard library lets through.
        return "an escape such as \\ud800 is half of a pair, and no character on its own"
    return f"not JSON: {error}"


def _without_mark(line: bytes) -> bytes:
    return line.removeprefix(codecs.BOM_UTF8)
