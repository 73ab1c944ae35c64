"""What each table, column and view of a store holds, made from the schema itself."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, LargeBinary, Table
from sqlalchemy.types import Boolean, Float, TypeEngine

from onrecord.store import schema
from onrecord.store.columns import Key
from onrecord.store.views import DESCRIPTIONS


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
    return "whole number" if isinstance(kind, type(Key)) else "text"
