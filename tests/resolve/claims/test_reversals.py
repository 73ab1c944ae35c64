"""What was undone is one reversal, whether those whom it happened to are named, described, or both."""

from __future__ import annotations

from itertools import permutations

from sqlalchemy import Connection, insert, select

from onrecord.model.record import EntityType, Record
from onrecord.resolve.claims.reading import list_disagreements
from onrecord.store import claim_tables as tables
from onrecord.store import schema
from onrecord.store.opening import Store
from tests.resolve.claims.newsroom import add_articles, arrest, deed, read_derived, release

_BOTH: dict[str, tuple[EntityType, str]] = {"who": ("person", "Peter Hollis"), "boy": ("person", "the boy")}


def of_both(mark: str, kind: str, verb: str, *, day: str, name: bool = True) -> Record:
    """An article on somebody with a name and on a boy without one, or on the boy alone."""
    named = "[e:who Peter Hollis] and " if name else ""
    people = _BOTH if name else {"boy": _BOTH["boy"]}
    sentence = f"{named}[e:boy the boy] were {verb}. Then [e:boy the boy] wept, and [e:boy the boy] slept."
    roles = {f"person {number}": one for number, one in enumerate(people)}
    return deed(mark, kind, sentence, roles, people, trigger=verb, day=day)


def test_who_is_named_and_described_is_undone_once_in_whatever_order_articles_come(store: Store) -> None:
    records = [
        of_both("a", "arrest", "arrested", day="2024-03-04"),
        of_both("b", "release", "released", day="2024-03-09"),
        *(release(mark, day="2024-03-09", outlet="Post") for mark in "cd"),
    ]
    stories = {"a": "one", "b": "one", "c": "two", "d": "three"}
    states = []
    with store.writing() as connection:
        for order in permutations(records):
            transaction = connection.begin_nested()
            for record in order:
                add_articles(connection, [record], stories)
            states.append(read_derived(connection))
            transaction.rollback()
    assert all(state == states[0] for state in states)
    assert len(states[0]["disagreements"]) == 1


def test_who_is_only_described_is_undone_within_a_story(store: Store) -> None:
    records = [
        of_both("a", "arrest", "arrested", day="2024-03-04", name=False),
        of_both("b", "release", "released", day="2024-03-09"),
    ]
    with store.writing() as connection:
        add_articles(connection, records)
        (found,) = list_disagreements(connection)
    assert [said.event for said in found.said] == ["a-v0", "b-v0"]


def test_what_an_older_rule_took_for_undone_is_passed_over(store: Store) -> None:
    """Turns of articles that were compared before a rule changed are still there when others come."""
    sentence, people = "[e:who Peter Hollis] was divorced.", {"who": _BOTH["who"]}
    divorce = deed("b", "divorce", sentence, {"person": "who"}, people, trigger="divorced", day="2024-03-09")
    stories = {"a": "one", "b": "two", "c": "three"}
    with store.writing() as connection:
        add_articles(connection, [arrest("a", day="2024-03-06"), divorce], stories)
        keys = dict(connection.execute(select(schema.events.c.id, schema.events.c.key)).tuples().all())
        turn = find_turn(connection, keys["a-v0"])
        row = {"reversal": turn, "event": keys["b-v0"], "undoes": True}
        connection.execute(insert(tables.reversal_keys), row)
        add_articles(connection, [arrest("c", day="2024-03-07", outlet="Post")], stories)
        assert list_disagreements(connection) == ()


def find_turn(connection: Connection, event: int) -> int:
    turns = tables.reversal_keys
    return int(connection.execute(select(turns.c.reversal).where(turns.c.event == event)).scalar_one())
