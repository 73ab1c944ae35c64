"""What each table, column and view of a store holds, made from the schema itself.

`python -m onrecord.store.codebook docs/store.md` writes it behind the line that names this command.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Integer, LargeBinary, Table
from sqlalchemy.types import Boolean, Float, TypeEngine

from onrecord.store import schema
from onrecord.store.views import DESCRIPTIONS

MARK = "<!-- made by: python -m onrecord.store.codebook docs/store.md -->\n"


def list_tables() -> Iterator[Table]:
    """The tables, in the order in which the schema has them."""
    yield from schema.metadata.tables.values()


def render_codebook() -> str:
    """The codebook as Markdown: a section for each table, a row for each column."""
    parts = [part for table in list_tables() for part in _render_table(table)]
    parts += ["### Views", ""]
    parts += [f"- `{name}`: {description}" for name, description in DESCRIPTIONS.items()]
    return "\n".join(parts) + "\n"


def _render_table(table: Table) -> Iterator[str]:
    yield f"### `{table.name}`"
    yield ""
    yield f"{table.comment}"
    yield ""
    yield "| column | type | holds |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_kind_of(column.type)}{_optional(column)} | {_describe(column)} |"
    yield ""


def _optional(column: Column[object]) -> str:
    return ", may be null" if column.nullable else ""


def _describe(column: Column[object]) -> str:
    described = (column.comment or "").replace("|", "\\|")
    targets = sorted({key.target_fullname for key in column.foreign_keys})
    return f"{described} → `{targets[0]}`" if targets else described


def _kind_of(kind: TypeEngine[object]) -> str:
    if isinstance(kind, LargeBinary):
        return "bytes"
    if isinstance(kind, Boolean):
        return "yes or no"
    if isinstance(kind, Float):
        return "number"
    return "whole number" if isinstance(kind, Integer) else "text"


def replace_codebook(page: str) -> str:
    """The page with the codebook behind `MARK`, in the place of what stood there."""
    head, mark, _ = page.partition(MARK)
    return f"{head}{mark}\n{render_codebook()}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(replace_codebook(path.read_text("utf-8")), "utf-8")
