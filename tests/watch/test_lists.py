"""Lists come from files, are kept, replaced and taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from onrecord.errors import InputError, MalformedCatalogue
from onrecord.store.opening import Store
from onrecord.store.watch_tables import (
    alert_items,
    alerts,
    deliveries,
    watch_entries,
    watch_names,
    watchlists,
    webhooks,
)
from onrecord.watch.entries import birth_years, name_list, read_list
from onrecord.watch.hooks import add_hook
from onrecord.watch.lists import NamesInStore, drop_list, find_list, keep_list, read_entries, tell_lists
from tests.watch.press import LATER, NOW, add, arrest, give, match, watched


def test_a_table_with_dates_of_birth(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,name,type,country,date_of_birth,passport\nw1,Ann Lee,person,fr,1977-06-01,X1\n")
    [one] = read_list(path)
    assert (one.entry.name, one.entry.countries, one.births) == ("Ann Lee", ("FR",), ("1977-06-01",))
    assert birth_years(one.births) == {1977}
    assert name_list(path) == "people"


def test_followthemoney(tmp_path: Path) -> None:
    path = tmp_path / "list.ftm.json"
    path.write_text(
        '{"id":"Q1","schema":"Person","properties":{"name":["Ann Lee"],"birthDate":["1977"]}}\n'
        '{"id":"Q2","schema":"Vessel","properties":{"name":["Moss"]}}\n'
        '{"id":"Q3","schema":"Company","properties":{"name":["Northern Rail"]}}\n'
    )
    assert [(one.entry.id, one.births) for one in read_list(path)] == [("Q1", ("1977",)), ("Q3", ())]


def test_a_broken_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name\nAnn Lee\n")
    with pytest.raises(MalformedCatalogue, match="no column id"):
        read_list(path)


def test_adding_again_replaces_and_keeps_the_ids_that_stay(store: Store) -> None:
    stays, changes, goes = (watched(f"Ann {last}", identity=last) for last in ("Lee", "Roe", "Ode"))
    give(store, stays, changes, goes)
    before = entries_of(store)
    match(store, add(store, arrest(), arrest("Ann Ode", url="https://wire.example/2")))
    renamed = watched("Ruth Roe", identity="Roe")
    with store.writing() as connection:
        change = keep_list(connection, "people", [stays, renamed, watched("Bo Ash")], now=LATER, match=False)
        assert change[1:] == (1, 1, 1, 1)
    after = entries_of(store)
    assert {identity: key for identity, key in after.items() if identity != "w1"} == {
        identity: before[identity] for identity in ("Lee", "Roe")
    }
    with store.reading() as connection:
        index = NamesInStore(connection)
        assert set(index.find({"ruth roe", "ann roe", "ann ode", "bo ash", "b. ash"})) == {
            "ruth roe",
            "bo ash",
            "b. ash",
        }
        kept = connection.execute(select(alerts.c.entry).distinct()).scalars().all()
        assert kept == [after["Lee"]]
        [info] = tell_lists(connection)
        assert (info.entries, info.alerts, info.added, info.waiting) == (3, 2, LATER, False)


def entries_of(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            row.id: row.key for row in connection.execute(select(watch_entries.c.id, watch_entries.c.key))
        }


def test_a_list_that_is_removed_leaves_nothing(store: Store) -> None:
    give(store, watched("Ann Lee"))
    match(store, add(store, arrest()))
    with store.writing() as connection:
        add_hook(
            connection,
            "https://desk.example/",
            "people",
            secret_file=None,
            allow_private=False,
            earlier=True,
            now=NOW,
        )
        assert drop_list(connection, "people") == 1
        tables = (watchlists, watch_entries, watch_names, alerts, alert_items, webhooks, deliveries)
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        ]
        assert counts == [0] * 7
        with pytest.raises(InputError, match="'onrecord watch add' adds one"):
            find_list(connection, "people")


def test_entries_come_back_as_they_were(store: Store) -> None:
    given = [watched("Ann Lee", births=("1977",), countries=("fr",)), watched("Bo Ash", identity="w2")]
    give(store, *given)
    with store.reading() as connection:
        assert list(read_entries(connection, find_list(connection, "people"))) == given
        with pytest.raises(InputError, match="the lists are: people"):
            find_list(connection, "persons")


def test_an_index_of_some_lists(store: Store) -> None:
    give(store, watched("Ann Lee"))
    give(store, watched("Ann Lee", identity="w2"), name="others")
    with store.reading() as connection:
        key = find_list(connection, "others")
        [one] = NamesInStore(connection, [key]).find({"ann lee"})["ann lee"]
        assert (one.list, one.watched.entry.id) == ("others", "w2")
