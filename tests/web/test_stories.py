"""Stories, claims and disagreements as pages and as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.query.contrasts import show_value
from tests.web.test_who import ask


def find_toll(client: TestClient) -> Any:
    (found,) = ask(client, "/disagreements", kind="toll")["contrasts"]
    return found


def test_stories_are_read_page_by_page(client: TestClient) -> None:
    whole = ask(client, "/stories")["stories"]
    assert all(one["articles"] > 1 for one in whole)
    first = ask(client, "/stories", limit="2")
    assert first["stories"] == whole[:2]
    assert ask(client, "/stories", limit="200", after=first["next"])["stories"] == whole[2:]
    page = client.get("/stories").text
    assert all(f'href="/stories/{one["id"]}"' in page for one in whole)


def test_a_story_has_outlets_claims_and_disagreements(client: TestClient) -> None:
    claim = ask(client, f"/claims/{find_toll(client)['claim']}")["claim"]
    found = ask(client, f"/stories/{claim['story']}")
    dates = [one["published"] for one in found["story"]["articles"]]
    assert dates == sorted(dates)
    assert {one["kind"] for one in found["contrasts"]} >= {"toll", "date", "time", "number", "name"}
    assert claim["id"] in {one["id"] for one in found["story"]["claims"]}
    page = client.get(f"/stories/{claim['story']}").text
    for one in found["story"]["articles"]:
        assert f'href="/articles/{one["id"]}"' in page
    assert page.count(">independent</span>") == found["story"]["independent"]


def test_a_disagreement_has_a_row_for_each_value_with_links(client: TestClient) -> None:
    found = find_toll(client)
    assert found["title"] == "How many were dead"
    assert [(one["shown"], one["articles"], one["independent"]) for one in found["values"]] == [
        *(("at least 4", 1, 1), ("at least 6", 1, 1), ("9", 1, 1)),
    ]
    page = client.get("/disagreements?kind=toll").text
    for value in found["values"]:
        assert f'href="/items/{value["told"][0]["event"]}"' in page
    assert f'href="/claims/{found["claim"]}"' in page


def test_disagreements_are_narrowed_and_paged(client: TestClient) -> None:
    whole = ask(client, "/disagreements", limit="200")["contrasts"]
    assert len(ask(client, "/disagreements", about="", since="", kind="", limit="200")["contrasts"]) == len(
        whole
    )
    first = ask(client, "/disagreements", limit="3")
    behind = ask(client, "/disagreements", limit="200", after=first["next"])
    assert first["contrasts"] + behind["contrasts"] == whole
    assert behind["next"] is None
    hollis = ask(client, "/disagreements", about="Peter Hollis", limit="200")["contrasts"]
    assert {"place", "reversal"} <= {one["kind"] for one in hollis} < {one["kind"] for one in whole}
    assert {one["nature"] for one in ask(client, "/disagreements", kind="development")["contrasts"]} == {
        "development"
    }


@pytest.mark.parametrize("query", ["kind=weather", "since=soon", "after=none"])
def test_what_makes_no_sense_is_told(client: TestClient, query: str) -> None:
    assert client.get(f"/api/disagreements?{query}").status_code == 400


def test_a_claim_has_a_row_a_source(client: TestClient) -> None:
    found = ask(client, f"/claims/{find_toll(client)['claim']}")["claim"]
    page = client.get(f"/claims/{found['id']}").text
    for one in found["sources"]:
        assert f'href="/items/{one["event"]}"' in page
    assert "Nine people" in page
    assert {one["of"] for one in found["courses"]} == {"dead", "injured"}
    assert client.get("/claims/v0000000000").status_code == 404


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("amount", "2100000000", "2,100,000,000"),
        ("date", "2024-03-03", "3 March 2024"),
        ("date", "2024-03", "March 2024"),
        ("time", "2024-03-03T21:40", "21:40 on 3 March 2024"),
        ("date", "2024-W10", "2024-W10"),
        ("name", "elena marsh", "Elena Marsh"),
        ("toll", "at least 4", "at least 4"),
    ],
)
def test_values_are_shown_as_people_write_them(kind: str, value: str, shown: str) -> None:
    assert show_value(kind, value, "Elena Marsh") == shown
