"""Claims and disagreements as they are asked for."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import insert, select, update

from onrecord.comparing import run_claim, run_disagreements
from onrecord.errors import InputError, UnknownId, UnknownName
from onrecord.query.claim_words import write_claim
from onrecord.query.naming import find_name
from onrecord.resolve.claims.reading import find_claim, list_disagreements, read_claim
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from tests.resolve.claims.newsroom import add_articles, arrest, crash, deed, release


def test_a_row_says_who_tells_it_in_which_voice_and_where(store: Store) -> None:
    record = deed(
        "a", "arrest",
        "[source:s1|e:wire Dawn Wire] [cue:s1 said] that [content:s1:indirect [source:s2|e:lee Ann Lee] "
        "[cue:s2 claimed] that [content:s2:indirect [e:who Peter Hollis] was arrested in [e:town Orlen]]].",
        {"person": "who"},
        {
            "who": ("person", "Peter Hollis"), "lee": ("person", "Ann Lee"),
            "wire": ("organisation", "Dawn Wire"), "town": ("place", "Orlen"),
        },
        trigger="arrested", according_to="s2", place="town",
    )  # fmt: skip
    with store.writing() as connection:
        add_articles(connection, [record])
        claim = read_claim(connection, find_claim(connection, "a-v0"))
    (source,) = claim.sources
    assert claim.id == "a-v0"
    assert (source.voice, source.via, source.speaker, source.place) == (
        "statement", ("Dawn Wire",), "Ann Lee", "Orlen",
    )  # fmt: skip
    assert record.document.text[source.start : source.end] == source.words == "arrested"
    assert "according to Dawn Wire > Ann Lee" in write_claim(claim)


def test_agreement_is_told_field_by_field_and_numbers_day_by_day(store: Store) -> None:
    with store.writing() as connection:
        add_articles(
            connection,
            [
                crash("a"),
                crash("b", outlet="Beacon", hurt="45"),
                crash("c", "Nine people", "45", day="2024-03-06", outlet="Post"),
            ],
        )
        claim = read_claim(connection, find_claim(connection, "a-v0"))
    standings = {one.field: one.standing for one in claim.agreements}
    assert standings["date"] == standings["place"] == "agreed"
    assert standings["dead"] == standings["injured"] == "differing"
    steps = {one.of: [(step.published, step.value) for step in one.steps] for one in claim.courses}
    assert steps["dead"][-1] == ("2024-03-06", "Nine people")
    assert len(steps["dead"]) == 3
    assert {one.of for one in claim.disagreements} == {"dead", "injured"}
    assert "Dead, day by day: 2024-03-04: At least four people, 2024-03-06: Nine people" in write_claim(claim)


def test_only_ids_of_events_lead_to_claims(store: Store) -> None:
    with store.writing() as connection:
        add_articles(connection, [arrest("a")])
        with pytest.raises(InputError, match="this is the id of an entity"):
            find_claim(connection, "a-who")
        with pytest.raises(UnknownId):
            find_claim(connection, "v123456789")


def test_disagreements_are_listed_newest_first_and_by_what_is_asked(store: Store) -> None:
    stories = {"a": "rail", "b": "rail", "e": "case", "g": "case"}
    records = [
        crash("a"),
        crash("b", "At least six people", outlet="Beacon"),
        arrest("e", day="2024-03-07"),
        release("g", day="2024-03-09", outlet="Post"),
    ]
    with store.writing() as connection:
        add_articles(connection, records, stories)
        everything = list_disagreements(connection)
        assert [one.kind for one in everything] == ["reversal", "toll"]
        assert list_disagreements(connection, limit=1) == everything[:1]
        assert list_disagreements(connection, kinds=["toll"]) == everything[1:]
        assert list_disagreements(connection, since="2024-03-08") == everything[:1]
        assert list_disagreements(connection, until="2024-03-08") == everything[1:]
        for name, expected in (("Peter Hollis", everything[:1]), ("Dunmore", everything[1:])):
            names = find_name(connection, name).keys
            assert list_disagreements(connection, names=names) == expected
        with pytest.raises(InputError, match="there is no kind 'mood'"):
            list_disagreements(connection, kinds=["mood"])


def test_names_of_one_identity_find_each_others_disagreements(store: Store) -> None:
    records = [arrest("e", day="2024-03-07"), release("g", day="2024-03-09", outlet="Post")]
    lone = arrest("x", "Pjotr Holliss", day="2020-01-02", on_day="2020-01-01")
    with store.writing() as connection:
        add_articles(connection, [*records, lone], {"e": "case", "g": "case", "x": "far"})
        names = find_name(connection, "Pjotr Holliss").keys
        assert list_disagreements(connection, names=names) == ()
        entities, table = schema.entities, schema.identity_entities
        keys = dict(connection.execute(select(entities.c.id, entities.c.key)).tuples().all())
        row = {column.name: 2 for column in schema.identities.c if not column.nullable}
        connection.execute(insert(schema.identities), row | {"id": "e-who", "type": "person", "name": "x"})
        row = {column.name: 0 for column in table.c if not column.nullable}
        connection.execute(
            insert(table),
            [row | {"entity": keys[one], "identity": "e-who"} for one in ("e-who", "x-who")],
        )
        assert len(list_disagreements(connection, names=names)) == 1


def test_what_was_superseded_disagrees_no_more(store: Store) -> None:
    with store.writing() as connection:
        keys = add_articles(connection, [crash("a"), crash("b", "At least six people", outlet="Beacon")])
        documents = schema.documents
        connection.execute(update(documents).where(documents.c.key == keys[0]).values(status="superseded"))
        assert list_disagreements(connection) == ()
        claim = read_claim(connection, find_claim(connection, "a-v0"))
    assert claim.articles == 1
    assert {one.status for one in claim.sources} == {"current", "superseded"}


def test_the_commands_print_text_and_json(store_location: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(store_location, create=True) as store, store.writing() as connection:
        add_articles(connection, [crash("a"), crash("b", "At least six people", outlet="Beacon")])
    assert run_claim(store_location, "a-v0", as_json=False) == 0
    printed = capsys.readouterr().out
    assert "2 articles, 2 independent" in printed
    assert "How many were dead" in printed
    assert run_claim(store_location, "b-v1", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["independent"] == 2
    asked = {"since": None, "until": None, "kinds": (), "limit": 20}
    assert run_disagreements(store_location, about=None, **asked, as_json=False) == 0  # type: ignore[arg-type]
    assert "[a-v0]" in capsys.readouterr().out
    assert run_disagreements(store_location, about="Dunmore", **asked, as_json=True) == 0  # type: ignore[arg-type]
    assert [one["kind"] for one in json.loads(capsys.readouterr().out)] == ["toll"]
    with pytest.raises(UnknownName):
        run_disagreements(store_location, about="Nobody", **asked, as_json=False)  # type: ignore[arg-type]
