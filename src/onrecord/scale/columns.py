"""Articles out of the columns of a Parquet file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from onrecord.errors import InputError, MalformedInput
from onrecord.ingest.archive import without_placeholder
from onrecord.model.document import Source

NAMES = ("text", "title", "published", "outlet", "url", "byline")
_ROWS = 64


def read_parquet(path: str, name: str) -> Iterator[Source | InputError]:
    """The articles of a Parquet file, each at `name:ROW` counted from 1, a few rows at a time.

    The columns are `text`, and where they are there `title`, `published` (a text or a date), `outlet`, `url`
    and `byline` (a text, or a list of them); others are passed over. What is broken comes as its error.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        import pyarrow  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(f"{name}: Parquet needs pyarrow: pip install 'onrecord[ray]'") from error
    row = 0
    try:
        with parquet.ParquetFile(path) as file:
            there = [column for column in NAMES if column in file.schema_arrow.names]
            if "text" not in there:
                yield MalformedInput(f"{name}: there is no column that is called text")
                return
            for batch in file.iter_batches(batch_size=_ROWS, columns=there):
                for cells in batch.to_pylist():
                    row += 1
                    yield _read_row(cells, f"{name}:{row}")
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield MalformedInput(f"{name}: broken behind row {row}: {' '.join(str(error).split())[:300]}")


def _read_row(cells: Mapping[str, Any], location: str) -> Source | MalformedInput:
    text = cells["text"]
    if not isinstance(text, str):
        return MalformedInput(f"{location}: not an article: its text is {_name_type(text)}")
    plain = {name: cells.get(name) for name in ("title", "outlet", "url")}
    for name, cell in plain.items():
        if cell is not None and not isinstance(cell, str):
            return MalformedInput(f"{location}: not an article: its {name} is {_name_type(cell)}")
    byline = cells.get("byline") or []
    names = [byline] if isinstance(byline, str) else byline
    return Source(
        location=location,
        text=text,
        title=plain["title"] or None,
        outlet=plain["outlet"] or None,
        url=plain["url"] or None,
        byline=tuple(str(one) for one in names if str(one).strip()),
        published=_read_date(cells.get("published")),
        published_basis="metadata",
    )


def _read_date(cell: object) -> str | None:
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return None if cell is None else without_placeholder(str(cell))


def _name_type(cell: object) -> str:
    return "missing" if cell is None else f"a {type(cell).__name__}"
