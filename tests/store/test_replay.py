"""A store that is made anew for a moment holds what had been added, said and judged by then."""

from __future__ import annotations

from sqlalchemy import delete, select

from onrecord.resolve.catching_up import catch_up
from onrecord.resolve.identities.ledger import Judgement, append
from onrecord.store import schema
from onrecord.store.moments import moment_store
from onrecord.store.opening import Store
from onrecord.store.records import read_kept
from tests.query.press import add, quote
from tests.query.shelf import THIRD, fill, key_of
from tests.store.histories import time_of


def test_the_store_of_a_moment_is_a_store_of_its_own(store: Store) -> None:
    filled = fill(store)
    with moment_store(store, THIRD) as then:
        with then.writing() as connection:
            connection.execute(delete(schema.inputs))
        with then.reading() as connection, store.reading() as real:
            keys = [key_of(one, filled.document.id) for one in (then, store)]
            assert read_kept(connection, keys[0]) == read_kept(real, keys[1])
            waiting = set(connection.execute(select(schema.unresolved.c.document)).scalars())
            assert waiting == set(connection.execute(select(schema.documents.c.key)).scalars())
            for table in (schema.former_items, schema.corrections, schema.tombstones, schema.feeds):
                assert connection.execute(select(table)).all() == real.execute(select(table)).all()
            assert connection.execute(select(schema.inputs)).all() == []
            assert real.execute(select(schema.inputs)).all() != []


def test_who_is_who_then_is_as_people_had_judged_by_then(store: Store) -> None:
    add(store, *(quote(mark, "Ann Lee", f"“{mark}.”") for mark in "abc"), now=time_of(1))
    said = [
        Judgement(left="a-who", right=right, judgement="different", by="Bo Ash", at=at)
        for right, at in (("b-who", time_of(2)), ("c-who", time_of(4)))
    ]
    with store.writing() as connection:
        for one in said:
            append(connection, one)
    with moment_store(store, time_of(3)) as then:
        list(catch_up(then))
        with then.reading() as connection, store.reading() as real:
            judged = select(schema.judgements).order_by(schema.judgements.c.key)
            assert connection.execute(judged).all() == real.execute(judged).all()[:1]
            entities, who = schema.entities, schema.identity_entities
            query = select(entities.c.id, who.c.identity).join(who, who.c.entity == entities.c.key)
            found = {row.id: row.identity for row in connection.execute(query)}
    assert found["a-who"] != found["b-who"]
