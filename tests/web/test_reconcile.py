"""The reconciliation endpoint, asked as OpenRefine asks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.store.opening import Store
from onrecord.web.app import make_app
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
