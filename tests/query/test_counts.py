"""Tables of numbers and the figures of a store, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.query.counts import BY, CountTable, count
from onrecord.query.question import KINDS, Kind, Question
from onrecord.query.stats import find_stats
from onrecord.store.opening import Store
from tests.query.press import add, happening, quote
from tests.records import Sketch


def tally(store: Store, *by: str, **fields: Any) -> CountTable:
    with store.reading() as connection:
        return count(connection, Question(**fields), by)


@pytest.fixture
def press(store: Store) -> Store:
    add(
        store,
        quote("a", "Ann Lee", "“The bridge.”", day="2018-08-05", about="Bob Marsh"),
        quote("b", "Ann Lee", "“No bridge.”", day="2018-08-06", outlet="Herald", act="deny"),
        quote("c", "Bob Marsh", "“Toll.”", day="2018-09", outlet="Herald"),
        quote("d", "Bob Marsh", "“Undated.”", day=None, outlet=None),
        happening(
            "e",
            "Police arrested [e:lee Ann Lee] and [e:marsh Bob Marsh].",
            [
                Sketch("arrest", "arrested", {"person": "lee"}),
                Sketch("search", "Police", {"target": "marsh"}),
            ],
            {"lee": "Ann Lee", "marsh": "Bob Marsh"},
        ),
    )
    return store


def test_rows_are_sorted_and_say_what_is_counted(press: Store) -> None:
    table = tally(press, "outlet", "month", kind="statements")
    assert table.columns == ("outlet", "month", "statements")
    assert table.rows == (
        ("", "", 1),
        ("Herald", "2018-08", 1),
        ("Herald", "2018-09", 1),
        ("Meridian Wire", "2018-08", 1),
    )


def test_columns_tell_what_is_counted_where_nothing_else_does(press: Store) -> None:
    assert tally(press).rows == ((5,),)
    assert tally(press, "speaker").rows == (("Ann Lee", 2), ("Bob Marsh", 2))
    assert tally(press, "type").rows == (("arrest", 1), ("search", 1))
    assert tally(press, "role", "who").rows == (("person", "Ann Lee", 1), ("target", "Bob Marsh", 1))
    assert tally(press, "year").columns == ("year", "articles")
    assert tally(press, "form", speaker="Ann Lee").rows == (("direct", 2),)


def test_filters_are_those_of_search(press: Store) -> None:
    assert tally(press, "act", speaker="Ann Lee").rows == (("deny", 1), ("say", 1))
    assert tally(press, kind="statements", words="bridge").rows == ((2,),)
    assert tally(press, kind="statements", words="bridge", outlet="Herald", since="2018-08").rows == ((1,),)
    assert tally(press, words="bridge").rows == ((2,),)
    assert tally(press, "about", speaker="Ann Lee").rows == (("", 1), ("Bob Marsh", 1))
    assert tally(press, kind="events", entity="Ann Lee").rows == ((1,),)


def test_one_of_several_speakers_of_one_name_counts_once(press: Store) -> None:
    assert tally(press, "who", kind="articles").rows == (("Ann Lee", 3), ("Bob Marsh", 4))


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_can_be_counted_by(press: Store, kind: Kind) -> None:
    whole = tally(press, kind=kind).rows[0][0]
    for name in BY[kind]:
        rows = tally(press, name, kind=kind).rows
        assert sum(int(row[-1]) for row in rows) >= int(whole), name


def test_columns_that_are_none_are_refused(press: Store) -> None:
    with pytest.raises(InputError, match="no column 'speeker'; there is speaker"):
        tally(press, "speeker", kind="statements")
    with pytest.raises(InputError, match="no column 'speaker'"):
        tally(press, "speaker", kind="events")
    with pytest.raises(InputError, match="twice"):
        tally(press, "outlet", "outlet")


def test_the_figures_of_a_store(press: Store) -> None:
    address = "https://herald.example/1"
    add(press, quote("f", "Ann Lee", "“Yes.”", url=address))
    add(press, quote("g", "Ann Lee", "“No.”", url=address), now="2026-11-28T12:00:00Z")
    with press.reading() as connection:
        stats = find_stats(connection)
    assert (stats.articles, stats.versions, stats.superseded, stats.undated) == (7, 1, 1, 1)
    assert (stats.first, stats.last) == ("2018-08-05", "2018-09")
    assert stats.statements_by_form == (("direct", 6),)
    assert stats.events_by_voice == (("outlet", 2),)
    assert stats.engines == (("unknown", 7),)
    assert (stats.outlets, stats.captures, stats.inputs) == (2, 0, ())
    assert stats.size > 10_000


def test_an_empty_store_has_figures_too(store: Store) -> None:
    with store.reading() as connection:
        stats = find_stats(connection)
    assert (stats.articles, stats.first, stats.captured) == (0, None, 0)
