"""From a location to the articles in it: one, or one per line of JSONL."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.errors import InputError, MalformedInput
from onrecord.ingest.fetch import STANDARD_INPUT, fetch, name_location, open_location, printable, read_limited
from onrecord.model.document import Source

LINE_LIMIT = 16 * 1024 * 1024
_SUFFIXES = frozenset({".jsonl", ".ndjson"})
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


def find_sources(location: str) -> Iterator[Source | InputError]:
    """The articles at `location`, in order and one at a time; what cannot be read comes as its error.

    A file named `*.jsonl` or `*.ndjson` gives one source for each line that is not blank, and so does
    standard input when its first line is a JSON object with `text`; their locations are `path:LINE`. A line
    that is no article gives a MalformedInput, and the lines after it go on. Any other location gives one
    source. Nothing is raised: an error of the location itself is yielded too.
    """
    try:
        if location == STANDARD_INPUT:
            yield from _read_standard_input()
        elif Path(location).suffix.lower() in _SUFFIXES:
            with open_location(location) as stream:
                yield from _read_lines(stream, location)
        else:
            yield fetch(location)
    except InputError as error:
        yield error


def _read_standard_input() -> Iterator[Source | InputError]:
    with open_location(STANDARD_INPUT) as stream:
        head = _read_head(stream)
        if _begins_jsonl(head):
            yield from _read_lines(stream, STANDARD_INPUT, head)
        else:
            yield Source(
                location=STANDARD_INPUT, content=read_limited(stream, STANDARD_INPUT, b"".join(head))
            )


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
        return "text" in msgspec.json.decode(line, type=dict[str, msgspec.Raw])
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


def _read_lines(
    stream: BinaryIO, location: str, head: list[bytes] | None = None
) -> Iterator[Source | InputError]:
    for number, line in enumerate(_split_lines(stream, head or []), start=1):
        where = f"{printable(location)}:{number}"
        article = _without_mark(line).strip() if number == 1 else line.strip()
        if article:
            yield _read_line(article, where, f"{name_location(location)}:{number}")


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


def _read_line(line: bytes, location: str, where: str) -> Source | MalformedInput:
    if len(line) > LINE_LIMIT:
        return MalformedInput(f"{where}: the line is longer than {LINE_LIMIT // 1024**2} MiB")
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
        text=article.text,
        url=article.url or None,
        outlet=article.outlet or None,
        title=article.title or None,
        byline=tuple(name for name in byline if name.strip()),
        published=_without_placeholder(article.published),
        published_basis="metadata",
    )


def _without_placeholder(published: str | None) -> str | None:
    return None if published is None or published.strip().lower() in _PLACEHOLDERS else published


def _explain(line: bytes, error: msgspec.DecodeError) -> str:
    if _loads(line) is not None:
        # msgspec refuses half of a surrogate pair, which the standard library lets through.
        return "an escape such as \\ud800 is half of a pair, and no character on its own"
    return f"not JSON: {error}"


def _without_mark(line: bytes) -> bytes:
    return line.removeprefix(codecs.BOM_UTF8)
