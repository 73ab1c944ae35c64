"""The codebook says what the schema has, and the examples of SQL run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from onrecord.store.codebook import MARK, list_tables, replace_codebook
from onrecord.store.opening import Store
from onrecord.store.views import DESCRIPTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "store.md").read_text("utf-8")
QUERIES = [
    query.strip() for query in "".join(re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)).split(";")[:-1]
]


def test_the_page_has_the_codebook_of_this_schema() -> None:
    assert MARK in PAGE
    assert replace_codebook(PAGE) == PAGE


def test_every_table_and_column_is_described() -> None:
    bare = [table.name for table in list_tables() if not table.comment]
    bare += [str(column) for table in list_tables() for column in table.columns if not column.comment]
    assert bare == []


def test_every_view_of_the_database_is_described(store: Store) -> None:
    with store.reading() as connection:
        views = set(inspect(connection).get_view_names())
    assert views - {"document_words"} == set(DESCRIPTIONS)


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_examples_of_sql_run(store: Store, query: str) -> None:
    if ("MATCH" in query and not store.is_sqlite) or ("@@" in query and store.is_sqlite):
        pytest.skip("this one is for the other database")
    with store.reading() as connection:
        connection.execute(text(query.replace(":", "\\:"))).all()
