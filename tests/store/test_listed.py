"""Lists as one parameter and as one answer, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

from onrecord.store import schema
from onrecord.store.listed import gathered, is_among
from onrecord.store.opening import Store

OUTLETS = schema.outlets


@pytest.fixture
def outlets(store: Store) -> Store:
    with store.writing() as connection:
        for name in ("Herald", "Wire", 'Post\'s "own"'):
            connection.execute(insert(OUTLETS).values(name=name, folded=name.lower()))
    return store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [([], []), (["Wire"], ["Wire"]), (["Wire", 'Post\'s "own"', "Nobody"], ['Post\'s "own"', "Wire"])],
)
def test_a_question_takes_any_number_of_terms(outlets: Store, wanted: list[str], found: list[str]) -> None:
    query = select(OUTLETS.c.name).where(is_among(OUTLETS.c.name, "names", of_words=True))
    with outlets.reading() as connection:
        assert sorted(connection.execute(query, {"names": wanted}).scalars()) == found


def test_what_is_not_among_keys_is_found_too(outlets: Store) -> None:
    key = OUTLETS.c.key
    with outlets.reading() as connection:
        first, *rest = connection.execute(select(key).order_by(key)).scalars()
        query = select(key).where(~is_among(key, "keys")).order_by(key)
        assert connection.execute(query, {"keys": (first,)}).scalars().all() == rest


def test_an_index_is_used_for_any_number_of_keys(outlets: Store) -> None:
    if not outlets.is_sqlite:
        pytest.skip("PostgreSQL reads a small table as a whole")
    query = select(OUTLETS.c.name).where(is_among(OUTLETS.c.key, "keys"))
    with outlets.reading() as connection:
        written = str(query.compile(dialect=connection.dialect))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}", ("[1]",)).all()
    assert any("SEARCH outlets USING INTEGER PRIMARY KEY" in str(row) for row in plan)


def test_a_column_is_gathered_into_one_answer(outlets: Store) -> None:
    query = select(gathered(OUTLETS.c.name))
    with outlets.reading() as connection:
        assert sorted(connection.execute(query).scalar_one()) == ["Herald", 'Post\'s "own"', "Wire"]
        assert connection.execute(query.where(OUTLETS.c.key < 0)).scalar_one() == []
