"""Kinds of columns that the tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Key = BigInteger().with_variant(Integer, "sqlite")
"""A whole number that names a row; SQLite takes only INTEGER for its own row numbers."""
NUL, STAND_IN = "\0", "\U0010fffe"

metadata = MetaData()
"""All tables of a store."""

# What columns of several tables hold.
KEY = "the row's key: day of publication, then a number; internal to this store"
ID = "the permanent id, the same in every store"
DOCUMENT = "the article"
POSITION = "the place in the record's list, from 0"
START = "where it begins in the text, in code points from 0"
END = "where it ends, that character not included"
SEAL = "SHA-256 over what of this row no other digest covers; `onrecord verify` holds it against the row"


class Words(TypeDecorator[str]):
    """Text of any characters.

    PostgreSQL holds no NUL and many tools end a text at one, so that U+10FFFE, which stands for nothing in
    Unicode, takes its place; offsets stay what they are. The writer refuses a text that has that itself.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value.replace(NUL, STAND_IN) if value is not None and NUL in value else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value.replace(STAND_IN, NUL) if value is not None and STAND_IN in value else value


def words(name: str, comment: str, *, required: bool = False, **options: Any) -> Column[str]:
    """A column of words from an article or about it."""
    return Column(name, Words, nullable=not required, comment=comment, **options)


def term(name: str, comment: str, *, required: bool = True, **options: Any) -> Column[str]:
    """A column of terms of ours: a kind, an id, a date."""
    return Column(name, Text, nullable=not required, comment=comment, **options)


def number(name: str, comment: str, *, required: bool = True, **options: Any) -> Column[int]:
    """A column of whole numbers."""
    return Column(name, Key, nullable=not required, comment=comment, **options)


def offset(name: str, comment: str, *, required: bool = True) -> Column[int]:
    """A column of places in a text, of the type that functions on text take in PostgreSQL."""
    return Column(name, Integer, nullable=not required, comment=comment)


def confidence(name: str, comment: str, *, required: bool = False) -> Column[float]:
    """A column of how likely something is right, 0 to 1."""
    return Column(name, Float, nullable=not required, comment=comment)


def flag(name: str, comment: str, *, required: bool = True) -> Column[bool]:
    """A column of yes and no."""
    return Column(name, Boolean, nullable=not required, comment=comment)


def key(comment: str, *, automatic: bool = False) -> Column[int]:
    """The column that names a row within the store."""
    return Column("key", Key, primary_key=True, autoincrement=automatic, comment=comment)


def refer(table: Table, column: str, target: str) -> None:
    """Declare that a column holds a key of another table.

    In SQLite all are declared, since tools draw links from them; they are checked by `verify`, not at each
    row. PostgreSQL checks what it is told of at each row, which without an index for each would take minutes
    for an erasure: there only what hangs on a row with an index is declared (`own`).
    """
    constraint = ForeignKeyConstraint([column], [target])
    constraint.ddl_if(dialect="sqlite")
    table.append_constraint(constraint)


def own(table: Table, column: str, target: str) -> None:
    """Declare that the rows of a table are parts of rows of another, in every database."""
    table.append_constraint(ForeignKeyConstraint([column], [target]))
