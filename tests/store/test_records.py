"""A record to rows and back is the same record."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.opening import Store
from onrecord.store.records import read_record
from onrecord.store.writer import add_record
from tests.records import Sketch, Told, make_record
from tests.stores import NOW


@pytest.fixture
def record() -> Record:
    return make_record(
        "[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:direct “[e:lee I] quit [t:2019-03 in March].”] "
        "[e:lee Lee] led \0 Café Söder.",
        entities={"lee": ("person", "Ann Lee")},
        told={"s1": Told(act="announce", addressee=("lee",), about=("lee",), abstained=("time",))},
        events=[Sketch("departure", "quit", {"person": "lee", "position": "led"}, according_to="s1")],
        title="A\0title",
        outlet="Söder Post",
    )


def test_a_record_comes_back_equal(store: Store, record: Record) -> None:
    with store.writing() as connection:
        add_record(connection, record, now=NOW)
    with store.reading() as connection:
        key = connection.execute(select(schema.documents.c.key)).scalar_one()
        again = read_record(connection, key)
    assert again == record
    assert again.to_json() == record.to_json()
