"""Writes down what the newest revision adds to those before it, so that later ones have it to begin from.

python -m onrecord.store.migrations.freeze 0002

It is for a revision that is not released yet, and can be run again as long as that is so. What earlier
revisions made is read from their files, which stay as they are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from onrecord.store import schema
from onrecord.store.fulltext import postgresql_statements, sqlite_statements
from onrecord.store.migrations.versions.revision_0001 import SEPARATOR
from onrecord.store.opening import REVISION
from onrecord.store.views import view_statements

DIALECTS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
_INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (\w+)")
_VERSIONS = Path(__file__).parent / "versions"


def list_statements(dialect: str) -> Iterator[str]:
    """What makes the newest schema in an empty database, in order, and its first number."""
    made: list[str] = []

    def note(statement: Any, *_: Any, **__: Any) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine(DIALECTS[dialect], note)
    schema.metadata.create_all(engine, checkfirst=False)
    yield from _sort_indexes(made)
    yield from sqlite_statements() if dialect == "sqlite" else postgresql_statements()
    yield from view_statements(dialect)
    yield "INSERT INTO counter (name, next) VALUES ('key', 1)"


def _sort_indexes(statements: Iterable[str]) -> Iterator[str]:
    """The same with the indexes of each table by their names: SQLAlchemy has them in any order."""
    for is_index, group in groupby(statements, lambda one: _INDEX.match(one) is not None):
        some = list(group)
        yield from sorted(some, key=_name_index) if is_index else some


def _name_index(statement: str) -> str:
    found = _INDEX.match(statement)
    return found[1] if found else ""


def read_frozen(dialect: str, *, before: str | None = None) -> list[str]:
    """What the revisions make that are written down, or those before one, in order."""
    return [
        statement
        for path in sorted(_VERSIONS.glob(f"schema_*_{dialect}.sql"))
        if before is None or path.name < f"schema_{before}"
        for statement in path.read_text("utf-8").strip().split(SEPARATOR)
    ]


def list_added(dialect: str, revision: str) -> list[str]:
    """What makes the newest schema of that of the revisions before this one, in order.

    Raises:
        ValueError: they made something that is otherwise now, which a step by hand has to change.
    """
    before, now = set(read_frozen(dialect, before=revision)), list(list_statements(dialect))
    if changed := before - set(now):
        raise ValueError(f"what was made before {revision} is otherwise now: {min(changed)}")
    return [statement for statement in now if statement not in before]


def freeze(revision: str) -> None:
    """Write the files of the newest revision.

    Raises:
        ValueError: it is not the newest, or more than additions would be needed.
    """
    if revision != REVISION:
        raise ValueError(f"{revision} is as it was released; what is not yet is {REVISION}")
    added = {dialect: list_added(dialect, revision) for dialect in DIALECTS}
    for dialect, statements in added.items():
        path = _VERSIONS / f"schema_{revision}_{dialect}.sql"
        path.write_text(SEPARATOR.join(statements) + "\n", "utf-8")


if __name__ == "__main__":
    for one in sys.argv[1:]:
        try:
            freeze(one)
        except ValueError as error:
            sys.exit(f"freeze: {error}")
