"""Writes down what makes the schema as it is now, for a revision that later ones begin from.

python -m onrecord.store.migrations.freeze 0001
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from onrecord.store import schema
from onrecord.store.fulltext import postgresql_statements, sqlite_statements
from onrecord.store.migrations.versions.revision_0001 import SEPARATOR
from onrecord.store.views import view_statements

DIALECTS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}


def list_statements(dialect: str) -> Iterator[str]:
    """What makes the newest schema in an empty database, in order, and its first number."""
    made: list[str] = []

    def note(statement: Any, *_: Any, **__: Any) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine(DIALECTS[dialect], note)
    schema.metadata.create_all(engine, checkfirst=False)
    yield from made
    yield from sqlite_statements() if dialect == "sqlite" else postgresql_statements()
    yield from view_statements(dialect)
    yield "INSERT INTO counter (name, next) VALUES ('key', 1)"


if __name__ == "__main__":
    for revision in sys.argv[1:]:
        for dialect in DIALECTS:
            path = Path(__file__).parent / "versions" / f"schema_{revision}_{dialect}.sql"
            path.write_text(SEPARATOR.join(list_statements(dialect)) + "\n", "utf-8")
