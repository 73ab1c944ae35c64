"""The reconciliation endpoint, asked as OpenRefine asks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import event, select
from starlette.testclient import TestClient

from onrecord.model.folding import fold_name
from onrecord.query import naming
from onrecord.store import schema
from onrecord.store.opening import Store
from onrecord.web.app import make_app
from onrecord.web.reconcile import candidates
from onrecord.web.reconcile.candidates import Searching, find_by_ids
from onrecord.web.reconcile.properties import PROPERTIES, tell
from tests.web.browsing import call


@pytest.fixture
def program(web_store: Store) -> TestClient:
    return call(make_app(web_store))


@pytest.fixture
def somebody(program: TestClient) -> dict[str, Any]:
    """Whom the store knows, by a name of two words."""
    for letter in "abcdefghijklmnoprstuvw":
        for one in program.get("/reconcile/suggest/entity", params={"prefix": letter}).json()["result"]:
            if one["notable"][0]["id"] == "person" and " " in one["name"]:
                found: dict[str, Any] = one
                return found
    raise AssertionError("the store knows nobody")


def ask(program: TestClient, **queries: dict[str, Any]) -> dict[str, Any]:
    answered = program.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answered.status_code == 200, answered.text
    told: dict[str, Any] = answered.json()
    return told


def test_the_service_says_what_it_is(program: TestClient) -> None:
    told = program.get("/reconcile").json()
    assert told["versions"] == ["0.2"]
    assert told["view"]["url"] == "http://127.0.0.1:8321/identities/{{id}}"
    assert {"id": "person", "name": "Person"} in told["defaultTypes"]


def test_a_name_is_matched_and_a_misspelt_one_only_suggested(
    program: TestClient, somebody: dict[str, Any]
) -> None:
    name = somebody["name"]
    told = ask(program, q0={"query": name, "type": "person"}, q1={"query": name + "s"}, q2={"query": "?"})
    best = told["q0"]["result"][0]
    assert (best["id"], best["score"], best["match"]) == (somebody["id"], 100.0, True)
    misspelt = told["q1"]["result"][0]
    assert misspelt["id"] == somebody["id"]
    assert 70 < misspelt["score"] < 100
    assert not misspelt["match"]
    assert told["q2"]["result"] == []


def test_types_and_limits_are_heeded(program: TestClient, somebody: dict[str, Any]) -> None:
    name = somebody["name"]
    told = ask(
        program,
        a={"query": name, "type": "place"},
        b={"query": name, "type": ["place", "person"], "limit": 1, "properties": [{"pid": "x", "v": "y"}]},
        c={"query": name, "type": "ship"},
    )
    assert somebody["id"] not in [one["id"] for one in told["a"]["result"]]
    assert [one["id"] for one in told["b"]["result"]] == [somebody["id"]]
    assert told["c"]["result"] == []


def test_a_table_is_extended(program: TestClient, somebody: dict[str, Any]) -> None:
    proposed = program.get("/reconcile/properties?type=person").json()["properties"]
    wanted = {"ids": [somebody["id"], "unknown"], "properties": [{"id": one["id"]} for one in proposed]}
    told = program.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    assert told["meta"] == proposed
    row = told["rows"][somebody["id"]]
    assert row["type"] == [{"str": "person"}]
    assert row["entities"][0]["int"] >= 1
    assert set(map(tuple, told["rows"]["unknown"].values())) == {()}


def test_many_are_told_of_by_as_many_questions_as_one(web_store: Store) -> None:
    with web_store.reading() as connection:
        ids = list(connection.execute(select(schema.identities.c.id).limit(40)).scalars())
        several = list(find_by_ids(connection, ids).values())
        asked: list[str] = []
        event.listen(connection, "before_cursor_execute", lambda *given: asked.append(given[2]))
        rows = tell(connection, several, list(PROPERTIES))
        assert len(asked) == 2
        for one in several:
            assert rows[one.id] == tell(connection, [one], list(PROPERTIES))[one.id]
        assert {len(rows[one.id]["first"]) for one in several} == {1}
        assert any(row["position"] for row in rows.values())


def test_names_spelled_alike_are_found_among_those_that_the_store_has_folded(
    web_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "fold_name", pytest.fail)
    with web_store.reading() as connection:
        identities = schema.identities
        several = connection.execute(select(identities).where(identities.c.type == "place")).all()
        assert several
        for one in several:
            assert one.id in Searching(connection)._find_spelled(f"{fold_name(one.name)}x")


def test_of_more_names_than_are_compared_the_oldest_are(
    web_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "_READ", 3)
    with web_store.reading() as connection:
        oldest = connection.execute(select(schema.names.c.folded).order_by(schema.names.c.key).limit(3))
        assert list(naming.read_names(connection)) == list(oldest.scalars())


def test_a_preview_may_stand_in_a_frame_of_the_same_machine(
    program: TestClient, somebody: dict[str, Any]
) -> None:
    answered = program.get("/reconcile/preview", params={"id": somebody["id"]})
    assert somebody["name"] in answered.text
    assert "frame-ancestors http://127.0.0.1:*" in answered.headers["content-security-policy"]
    assert program.get("/reconcile/preview?id=nobody").status_code == 404


@pytest.mark.parametrize("field", ["queries", "extend"])
@pytest.mark.parametrize("given", ["{bad", "[]", '{"q": 1}', "[" * 5_000])
def test_what_cannot_be_understood_is_told(program: TestClient, field: str, given: str) -> None:
    answered = program.post("/reconcile", data={field: given})
    assert answered.status_code == 400
    assert answered.json()["title"] == "Bad Request"


def test_other_sites_are_not_told(program: TestClient) -> None:
    from_elsewhere = {"origin": "https://elsewhere.example"}
    answered = program.get("/reconcile", headers=from_elsewhere)
    assert "access-control-allow-origin" not in answered.headers
    assert program.post("/reconcile", data={"queries": "{}"}, headers=from_elsewhere).status_code == 403
