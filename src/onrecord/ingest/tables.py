"""Articles from a table: CSV or TSV whose first line names the columns."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

import msgspec

from onrecord.errors import InputError, MalformedInput, NotText
from onrecord.ingest.decode import check_kind, is_damaged_utf8
from onrecord.ingest.fetch import name_location, printable
from onrecord.model.document import Source

ROW_LIMIT = 16 * 1024 * 1024
"""Bytes that a row may have, and characters that a cell may."""
_REREAD_LIMIT = 64 * 1024 * 1024
_DELIMITERS = ",;\t|"
_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PLACEHOLDERS = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "undefined", "unknown"})
# What columns are usually called, the likeliest first; case, spaces, hyphens and underscores do not matter.
# fmt: off
_NAMES = {
    "text": (
        "text", "articletext", "fulltext", "maintext", "bodytext", "body", "content", "articlebody",
        "articlecontent", "story", "storytext", "article", "plaintext", "contents", "paragraphs",
    ),
    "title": ("title", "headline", "articletitle", "head", "heading", "storytitle"),
    "url": ("url", "link", "articleurl", "weburl", "address", "permalink", "uri", "sourceurl", "href"),
    "outlet": (
        "outlet", "publication", "publisher", "newspaper", "sourcename", "source", "outletname", "medium",
        "site", "sitename", "domain", "paper",
    ),
    "published": (
        "published", "publishedat", "publisheddate", "publisheddatetime", "datepublished", "publicationdate",
        "publishdate", "pubdate", "date", "articledate", "datetime", "timestamp",
    ),
    "byline": ("byline", "author", "authors", "writer", "reporter", "by", "authorname", "journalist"),
}
# fmt: on


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How the files at a location are to be read.

    The columns are those of tables; None has them guessed from their usual names, and "" says that there is
    none.
    """

    text_column: str | None = None
    title_column: str | None = None
    url_column: str | None = None
    outlet_column: str | None = None
    published_column: str | None = None
    byline_column: str | None = None


class _Line(NamedTuple):
    """A line of the file: its bytes, and the same in an encoding that ASCII can be looked for in."""

    raw: bytes
    plain: bytes


class _Row(NamedTuple):
    number: int
    raw: bytes
    cells: list[str]


def read_table(stream: BinaryIO, location: str, reading: Reading) -> Iterator[Source | InputError]:
    """The articles in the rows of a table, one at a time, each at `path:LINE` where its row begins.

    Cells are set apart by commas, semicolons, tabs or bars, whichever the first line has most of. A row that
    cannot be read comes as its error, and the lines behind the first of it go on. A source's `content` are
    the bytes of its row. Without a column for the text there is only the error that says so.
    """
    lines = _Lines(stream, location)
    try:
        header = lines.read_header()
        columns = _find_columns(header, location, reading)
    except InputError as error:
        yield error
        return
    for row in lines.read_rows():
        if isinstance(row, InputError):
            yield row
        elif any(cell.strip() for cell in row.cells):
            yield _read_row(row, columns, len(header), location)


class _Lines:
    """The lines of a table and the rows made of them, with what has to be read again after a bad row."""

    def __init__(self, stream: BinaryIO, location: str) -> None:
        self._stream = stream
        self._where = name_location(location)
        self._pending: list[_Line] = []
        self._taken: list[_Line] = []
        self._number = 0
        self._size = 0
        self._reread = 0
        self._delimiter = ","
        self._encoding: str | None = None

    def read_header(self) -> list[str]:
        """The names of the columns; the delimiter is told by them."""
        first = self._stream.readline(ROW_LIMIT)
        check_kind(first, self._where)
        for mark, encoding in _WIDE_MARKS:
            if first.startswith(mark):
                self._encoding = encoding
                first = first.removeprefix(mark)
        head = self._complete(first.removeprefix(codecs.BOM_UTF8))
        self._delimiter = max(_DELIMITERS, key=lambda mark: head.plain.count(mark.encode()))
        self._pending.append(head)
        for row in self.read_rows():
            if isinstance(row, InputError):
                raise row
            if any(cell.strip() for cell in row.cells):
                return [_decode_cell(cell, f"{self._where}:{row.number}").strip() for cell in row.cells]
        raise MalformedInput(f"{self._where}: the table is empty: its first line must name the columns")

    def read_rows(self) -> Iterator[_Row | InputError]:
        """The rows that are left, or why one is none."""
        while True:
            self._number += len(self._taken)
            self._taken, self._size = [], 0
            reader = csv.reader(self._feed(), delimiter=self._delimiter, strict=True)
            try:
                with _raised_field_limit():
                    cells = next(reader, None)
            except (csv.Error, InputError) as error:
                yield self._refuse(error)
                continue
            if cells is None:
                return
            yield _Row(self._number + 1, b"".join(line.raw for line in self._taken), cells)

    def _feed(self) -> Iterator[str]:
        """The lines for the next row, as characters that stand for single bytes."""
        while line := self._next_line():
            self._taken.append(line)
            self._size += len(line.raw)
            if self._size > ROW_LIMIT:
                raise MalformedInput(f"the row is longer than {ROW_LIMIT // 1024**2} MiB")
            yield line.plain.decode("latin-1")

    def _next_line(self) -> _Line | None:
        if self._pending:
            return self._pending.pop()
        content = self._stream.readline(ROW_LIMIT + 2)
        return self._complete(content) if content else None

    def _complete(self, content: bytes) -> _Line:
        """The line that begins with `content`; in UTF-16 the line end's byte may stand anywhere."""
        if self._encoding is None:
            return _Line(content, content)
        end = "\n".encode(self._encoding)
        while len(content) <= ROW_LIMIT and not (len(content) % 2 == 0 and content.endswith(end)):
            more = self._stream.read(1) if content.endswith(b"\n") and len(content) % 2 else b""
            more = more or self._stream.readline(ROW_LIMIT + 2 - len(content))
            if not more:
                break
            content += more
        return _Line(content, content.decode(self._encoding, "replace").encode("utf-8", "replace"))

    def _refuse(self, error: Exception) -> MalformedInput:
        """The error of the row, with the lines behind its first put back, unless that would take long."""
        number = self._number + 1
        again = self._taken[1:]
        self._reread += sum(len(line.raw) for line in again)
        if self._reread <= _REREAD_LIMIT:
            self._pending.extend(reversed(again))
            self._taken = self._taken[:1]
        if self._taken and self._size > ROW_LIMIT and not self._taken[-1].raw.endswith(b"\n"):
            self._skip_line()
        hint = "" if isinstance(error, InputError) else "; is a quotation mark missing or too many?"
        return MalformedInput(f"{self._where}:{number}: not a row of a table: {error}{hint}")

    def _skip_line(self) -> None:
        while (piece := self._stream.readline(1024 * 1024)) and not piece.endswith(b"\n"):
            pass


@contextmanager
def _raised_field_limit() -> Iterator[None]:
    # The limit is the whole process's, so that it is put back at once.
    before = csv.field_size_limit(ROW_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _find_columns(header: Sequence[str], location: str, reading: Reading) -> dict[str, int]:
    """Which column holds what; the text's is always among them."""
    columns: dict[str, int] = {}
    for field, usual in _NAMES.items():
        asked: str | None = getattr(reading, f"{field}_column")
        number = _guess(header, usual, columns) if asked is None else _look_up(header, asked, field, location)
        if number is not None:
            columns[field] = number
    if "text" not in columns:
        raise MalformedInput(
            f"{name_location(location)}: none of the columns is known to hold the articles' text; name it "
            f"with --text-column; there are: {_list_names(header)}"
        )
    return columns


def _guess(header: Sequence[str], usual: Sequence[str], columns: dict[str, int]) -> int | None:
    keys = ["".join(filter(str.isalnum, name.casefold())) for name in header]
    taken = set(columns.values())
    found = (keys.index(name) for name in usual if name in keys)
    return next((number for number in found if number not in taken), None)


def _look_up(header: Sequence[str], name: str, field: str, location: str) -> int | None:
    if not name:
        return None
    if header.count(name) == 1:
        return header.index(name)
    which = "two columns have" if name in header else "no column has"
    raise MalformedInput(
        f"{name_location(location)}: {which} the name {name!r} that --{field}-column gives; "
        f"there are: {_list_names(header)}"
    )


def _list_names(header: Sequence[str]) -> str:
    names = ", ".join(map(repr, header[:30]))
    return f"{names} and {len(header) - 30} more" if len(header) > 30 else names


def _read_row(row: _Row, columns: dict[str, int], width: int, location: str) -> Source | InputError:
    where = f"{name_location(location)}:{row.number}"
    if any(cell.strip() for cell in row.cells[width:]):
        return MalformedInput(
            f"{where}: {len(row.cells)} cells, but the first line names {width} columns: put a cell that has "
            "the delimiter in it between quotation marks"
        )
    try:
        found = {
            field: _decode_cell(row.cells[number], where)
            for field, number in columns.items()
            if number < len(row.cells)
        }
    except NotText as error:
        return error
    named = {field: _without_placeholder(cell) for field, cell in found.items() if field != "text"}
    byline = named.get("byline") or ""
    return Source(
        location=f"{printable(location)}:{row.number}",
        content=row.raw,
        media_type="text/csv",
        text=found.get("text", ""),
        title=named.get("title"),
        url=named.get("url"),
        outlet=named.get("outlet"),
        published=named.get("published"),
        published_basis="metadata",
        byline=tuple(name.strip() for name in byline.split(";") if name.strip()),
    )


def _decode_cell(cell: str, where: str) -> str:
    """The cell's text, from characters that stand for its bytes: UTF-8, and else Windows-1252."""
    content = cell.encode("latin-1")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        if not is_damaged_utf8(content):
            return content.decode("cp1252")
    except UnicodeDecodeError:
        pass
    raise NotText(f"{where}: a cell is neither UTF-8 nor Windows-1252: save the table as CSV in UTF-8")


def _without_placeholder(cell: str) -> str | None:
    return None if cell.strip().lower() in _PLACEHOLDERS else cell.strip()
