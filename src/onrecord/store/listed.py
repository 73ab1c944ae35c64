"""Any number of values as one parameter or one answer, so that a question is the same however many they are.

SQLAlchemy puts a question together, and each database plans it, once for all, where lists of parameters would
make another of it for each length. In SQLite lists are JSON, in PostgreSQL arrays.
"""

from __future__ import annotations

from typing import Any, Self

import msgspec
from sqlalchemy import BigInteger, Boolean, ColumnElement, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

_decoder = msgspec.json.Decoder(list[Any])


class _Listed(TypeDecorator[list[Any]]):
    """A list of whole numbers or, with `of_words`, of terms."""

    impl = Text
    cache_ok = True

    def __init__(self, *, of_words: bool = False) -> None:
        super().__init__()
        self.of_words = of_words

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(Text() if self.of_words else BigInteger()))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return msgspec.json.encode(value).decode() if dialect.name == "sqlite" else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return _decoder.decode(value) if dialect.name == "sqlite" else value or []


class _Among(FunctionElement[bool]):
    inherit_cache = True
    type = Boolean()

    def self_group(self, against: OperatorType | None = None) -> Self:  # noqa: ARG002
        """Itself: of "IN (...) = 1", which would be written otherwise, SQLite uses no index."""
        return self


class _Gathered(FunctionElement[list[Any]]):
    inherit_cache = True
    type = _Listed()


def is_among(value: ColumnElement[Any], name: str, *, of_words: bool = False) -> ColumnElement[bool]:
    """Whether a value is in the list that is given with the question under this name."""
    return _Among(value, bindparam(name, type_=_Listed(of_words=of_words)))


def gathered(value: ColumnElement[Any]) -> ColumnElement[list[Any]]:
    """All values of a column in one answer, in the order of their rows; truth is 1 or 0 in SQLite."""
    return _Gathered(value)


@compiles(_Among, "sqlite")
def _write_among_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    value, listed = (compiler.process(one, **options) for one in element.clauses)
    return f"{value} IN (SELECT value FROM json_each({listed}))"


@compiles(_Among, "postgresql")
def _write_among_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    value, listed = (compiler.process(one, **options) for one in element.clauses)
    return f"{value} = ANY ({listed})"


@compiles(_Gathered, "sqlite")
def _write_gathered_json(element: _Gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **options)})"


@compiles(_Gathered, "postgresql")
def _write_gathered_array(element: _Gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"array_agg({compiler.process(element.clauses, **options)})"
