"""Claims, disagreements and reversals as articles come and go."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import Connection, func, select

from bench.orders import Rows
from onrecord.errors import InputError
from onrecord.model.record import EntityType, Record
from onrecord.resolve.claims import updating
from onrecord.resolve.claims.reading import (
    find_claim,
    list_disagreements,
    list_of_story,
    page_disagreements,
    read_claim,
)
from onrecord.store import claim_tables as tables
from onrecord.store import schema
from onrecord.store.opening import Store
from tests.resolve.claims.newsroom import (
    add_articles,
    arrest,
    crash,
    deed,
    make_copies,
    put_into_story,
    read_derived,
    release,
    store_articles,
    take_away,
)


def kinds_of(connection: Connection) -> list[tuple[str, str, str]]:
    rows = tables.disagreements
    query = select(rows.c.kind, rows.c.nature, rows.c.of).order_by(rows.c.kind, rows.c.of)
    return [tuple(row) for row in connection.execute(query)]


def test_one_happening_is_one_claim_with_copies_counted_once(store: Store) -> None:
    with store.writing() as connection:
        keys = store_articles(
            connection, [crash("a"), crash("b", outlet="Beacon"), crash("c", outlet="Post")]
        )
        make_copies(connection, keys[:2])
        updating.update(connection, keys)
        claim = read_claim(connection, find_claim(connection, "c-v1"))
    assert (claim.articles, claim.independent) == (3, 2)
    assert len(claim.sources) == 9
    assert not claim.disagreements


def test_different_tolls_of_one_day_are_a_disagreement(store: Store) -> None:
    with store.writing() as connection:
        add_articles(connection, [crash("a"), crash("b", "At least six people", outlet="Beacon")])
        found = list_disagreements(connection)
    assert [(one.kind, one.nature, one.of) for one in found] == [("toll", "disagreement", "dead")]
    assert {(one.outlet, one.value) for one in found[0].said} == {
        ("Meridian Wire", "at least 4"),
        ("Beacon", "at least 6"),
    }


def test_a_number_that_rises_is_a_development_and_one_that_falls_is_none(store: Store) -> None:
    with store.writing() as connection:
        add_articles(connection, [crash("a"), crash("b", "Nine people", day="2024-03-06", outlet="Beacon")])
        assert kinds_of(connection) == [("toll", "development", "dead")]
        assert list_disagreements(connection) == ()
        assert len(list_disagreements(connection, kinds=["development"])) == 1
        add_articles(connection, [crash("c", "Five people", day="2024-03-07", outlet="Post")])
        assert kinds_of(connection) == [("toll", "disagreement", "dead")]


def test_copies_do_not_disagree(store: Store) -> None:
    with store.writing() as connection:
        keys = store_articles(connection, [crash("a"), crash("b", "At least six people", outlet="Beacon")])
        make_copies(connection, keys)
        updating.update(connection, keys)
        assert kinds_of(connection) == []


def test_numbers_of_an_earlier_crash_are_not_held_against_these(store: Store) -> None:
    older = "In [t:2016-05 May 2016] 19 people were killed in another crash."
    with store.writing() as connection:
        more = crash("a", more=older)
        add_articles(connection, [more, crash("b", outlet="Beacon")])
        assert kinds_of(connection) == []


def test_different_days_are_a_disagreement_and_weeks_apart_are_none(store: Store) -> None:
    with store.writing() as connection:
        add_articles(connection, [crash("a"), crash("b", when="2024-03-01", outlet="Beacon")])
        assert ("date", "disagreement", "date") in kinds_of(connection)


def test_what_one_tells_and_another_denies(store: Store) -> None:
    people: dict[str, tuple[EntityType, str]] = {
        "keller": ("person", "Anna Keller"),
        "brandt": ("person", "Victor Brandt"),
    }
    one = deed(
        "b", "arrest", "[e:keller Anna Keller] was arrested.", {"person": "keller"},
        {"keller": ("person", "Anna Keller")}, trigger="arrested",
    )  # fmt: skip
    other = deed(
        "c", "arrest",
        "[source:s|e:brandt Victor Brandt] [cue:s denied] that "
        "[content:s:indirect [e:keller Anna Keller] was arrested].",
        {"person": "keller"}, people, trigger="arrested",
        according_to="s", polarity="negative", outlet="Post",
    )  # fmt: skip
    with store.writing() as connection:
        add_articles(connection, [one, other])
        assert kinds_of(connection) == [("whether", "disagreement", "arrest")]


def test_a_number_of_things_has_the_voice_of_who_says_it(store: Store) -> None:
    people: dict[str, tuple[EntityType, str]] = {"brandt": ("person", "Victor Brandt")}
    said = deed(
        "a", "rescue",
        "[source:s|e:brandt Victor Brandt] [cue:s said] [content:s:indirect five rescue units came].",
        {}, people, trigger="came", according_to="s",
    )  # fmt: skip
    own = deed(
        "b", "rescue",
        "Nine rescue units came, [source:s officials] [cue:s said] [content:s:indirect it was too late].",
        {}, {}, trigger="came", outlet="Post",
    )  # fmt: skip
    with store.writing() as connection:
        add_articles(connection, [said, own])
        (found,) = list_disagreements(connection)
    assert (found.kind, found.of) == ("number", "units")
    assert [(one.outlet, one.words, one.speaker) for one in found.said] == [
        ("Meridian Wire", "five rescue units", "Victor Brandt"),
        ("Post", "Nine rescue units", None),
    ]


def test_release_undoes_arrest_across_stories_and_goes_with_it(store: Store) -> None:
    stories = {"a": "one", "b": "two", "c": "three"}
    records = [arrest("a"), release("b", day="2024-05-01", outlet="Post"), arrest("c", "Joan Hollis")]
    with store.writing() as connection:
        keys = add_articles(connection, records, stories)
        found = list_disagreements(connection)
        assert [(one.kind, one.of, [said.event for said in one.said]) for one in found] == [
            ("reversal", "arrest, release", ["a-v0", "b-v0"])
        ]
        assert read_claim(connection, "a-v0").disagreements == found
        take_away(connection, [keys[0]])
        assert list_disagreements(connection) == ()


def test_disagreements_are_read_page_by_page_and_by_story(store: Store) -> None:
    records = [
        *(crash("a"), crash("b", "At least six people", outlet="Beacon")),
        *(arrest("c"), release("d", day="2024-05-01", outlet="Post")),
    ]
    stories = {"a": "one", "b": "one", "c": "two", "d": "three"}
    with store.writing() as connection:
        add_articles(connection, records, stories)
        first = page_disagreements(connection, limit=1)
        behind = page_disagreements(connection, limit=1, after=first.next)
        assert [one.kind for one in first.disagreements] == ["reversal"]
        assert [one.kind for one in behind.disagreements] == ["toll"]
        assert behind.next is None
        told = {one: [two.kind for two in list_of_story(connection, one)] for one in ("one", "two", "three")}
        assert told == {"one": ["toll"], "two": ["reversal"], "three": ["reversal"]}
        with pytest.raises(InputError, match="no token of a page"):
            page_disagreements(connection, after="none")


def test_a_release_before_the_arrest_undoes_nothing(store: Store) -> None:
    with store.writing() as connection:
        records = [arrest("a", day="2024-05-04", on_day="2024-05-03"), release("b", day="2024-05-01")]
        add_articles(connection, records, {"a": "one", "b": "two"})
        assert kinds_of(connection) == []


def test_stories_with_one_day_and_participant_make_one_claim(store: Store) -> None:
    stories = {"a": "one", "b": "two", "c": "three"}
    with store.writing() as connection:
        records = [arrest("a"), arrest("b", outlet="Post"), arrest("c", on_day="2023-02-02", outlet="Beacon")]
        add_articles(connection, records, stories)
        assert (
            find_claim(connection, "b-v0") == find_claim(connection, "a-v0") != find_claim(connection, "c-v0")
        )


def test_what_too_many_stories_have_joins_none_of_them(store: Store) -> None:
    most = updating.MOST_CROSSING
    records = [arrest(f"x{number}", outlet=f"Outlet {number}") for number in range(most + 1)]
    stories = {f"x{number}": f"story {number}" for number in range(most + 1)}
    with store.writing() as connection:
        keys = add_articles(connection, records[:most], stories)
        assert count_claims(connection) == 1
        last = add_articles(connection, records[most:], stories)
        assert count_claims(connection) == most + 1
        take_away(connection, last)
        assert count_claims(connection) == 1
        take_away(connection, keys)
        assert count_claims(connection) == 0


def count_claims(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(tables.claims)).scalar_one())


def make_press() -> tuple[list[Record], dict[str, str]]:
    """Articles of five stories that disagree in several ways, and their stories by mark."""
    records = [
        crash("a"),
        crash("b", "At least six people", "45", outlet="Beacon"),
        crash("c", "Nine people", "45", day="2024-03-06", outlet="Post"),
        crash("d", "Nine people", "45", day="2024-03-06", when="2024-03-02", outlet="Courier"),
        arrest("e"),
        arrest("f", outlet="Post", day="2024-03-07"),
        release("g", outlet="Beacon", day="2024-03-09"),
        arrest("h", day="2024-04-02", on_day="2024-04-01", outlet="Courier"),
        release("i", day="2024-04-09", outlet="Courier"),
        crash("j", place="Orlen", when="2024-01-05", day="2024-01-06"),
    ]
    stories = dict.fromkeys("abcd", "rail") | dict.fromkeys("eg", "case") | {"f": "other", "h": "again"}
    return records, stories | {"i": "free", "j": "far"}


def derive(store: Store, order: list[int], size: int) -> Rows:
    """What is derived of the press that came in an order and in batches, in a store that is emptied again."""
    records, stories = make_press()
    with store.writing() as connection:
        transaction = connection.begin_nested()
        for first in range(0, len(order), size):
            add_articles(connection, [records[one] for one in order[first : first + size]], stories)
        found = read_derived(connection)
        transaction.rollback()
    return found


def test_the_order_of_arrival_changes_nothing(store: Store) -> None:
    order = list(range(len(make_press()[0])))
    first = derive(store, order, len(order))
    assert {row[3] for row in first["disagreements"]} == {"toll", "date", "reversal"}
    for seed in range(8):
        shuffled = random.Random(seed).sample(order, len(order))
        assert derive(store, shuffled, seed % 4 + 1) == first


def test_taking_away_and_adding_again_gives_the_former_state(store: Store) -> None:
    records, stories = make_press()
    with store.writing() as connection:
        keys = add_articles(connection, records, stories)
        full = read_derived(connection)
        for seed in range(6):
            gone = random.Random(seed).sample(keys, seed + 1)
            marks = {key: links for key, links in story_rows(connection) if key in gone}
            take_away(connection, gone)
            assert not _rows_of(connection, gone)
            for key, story in marks.items():
                put_into_story(connection, key, story)
            updating.update(connection, gone)
            assert read_derived(connection) == full


def story_rows(connection: Connection) -> list[tuple[int, str]]:
    links = schema.story_articles
    return [(row.document, row.story) for row in connection.execute(select(links))]


def _rows_of(connection: Connection, documents: list[int]) -> list[object]:
    """Rows that refer to events of articles, of which there must be none when these are erased."""
    events = select(schema.events.c.key).where(schema.events.c.document.in_(documents))
    return [
        row
        for table in (tables.claim_events, tables.disagreement_events, tables.reversal_keys)
        for row in connection.execute(select(table).where(table.c.event.in_(events)))
    ]


def test_an_article_that_changes_its_story_leaves_the_other_as_if_it_had_never_been_there(
    store: Store,
) -> None:
    records = [crash("a"), crash("b", "At least six people", outlet="Beacon"), crash("c", outlet="Post")]
    with store.writing() as connection:
        transaction = connection.begin_nested()
        add_articles(connection, records, {"a": "one", "b": "two", "c": "one"})
        expected = read_derived(connection)
        transaction.rollback()
        keys = add_articles(connection, records, dict.fromkeys("abc", "one"))
        put_into_story(connection, keys[1], "two")
        updating.update(connection, [keys[1]])
        assert read_derived(connection) == expected
