"""Dossiers and identities as pages and as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.web.bars import HEIGHT, draw_bars

JSON = {"accept": "application/json"}


def ask(client: TestClient, path: str, **query: str) -> Any:
    answer = client.get(f"/api{path}", params=query, headers=JSON)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_dossier_says_who_speaks_and_what_happened(client: TestClient) -> None:
    found = ask(client, "/who", name="Karim Bensalah")
    assert found["whom"]["name"] == "Karim Bensalah"
    assert found["whom"]["identity"]["type"] == "person"
    assert {form for form, _ in found["forms"]} <= {"direct", "indirect", "mixed"}
    assert found["said"][0]["speakers"] == ["Karim Bensalah"]
    page = client.get("/who", params={"name": "Karim Bensalah"}).text
    assert f'href="/items/{found["said"][0]["id"]}"' in page
    assert f'href="/identities/{found["whom"]["identity"]["id"]}"' in page
    assert page.count("<h1") == 1


def test_keys_of_rows_are_not_told(client: TestClient) -> None:
    whom = ask(client, "/who", name="Karim Bensalah")["whom"]
    assert set(whom["names"][0]) == {"name", "articles"}


def test_what_was_so_on_a_day(client: TestClient) -> None:
    found = ask(client, "/who", name="Karim Bensalah", on="2019-03-14")["then"]
    assert found["day"] == "2019-03-14"
    assert [(one["type"], one["standing"]) for one in found["held"]] == [("post", "so")]
    assert found["held"][0]["what"] in client.get("/who?name=Karim+Bensalah&on=2019-03-14").text
    assert ask(client, "/who", name="Peter Hollis")["then"] is None
    assert client.get("/who", params={"name": "Peter Hollis", "on": "soon"}).status_code == 400


def test_whom_nobody_is_called_brings_suggestions(client: TestClient) -> None:
    answer = client.get("/who", params={"name": "Karim Bensala"})
    assert answer.status_code == 404
    assert "Karim Bensalah" in answer.text


def test_an_identity_has_its_names_its_reasons_and_its_entities(client: TestClient) -> None:
    identity = ask(client, "/who", name="Karim Bensalah")["whom"]["identity"]["id"]
    found = ask(client, f"/identities/{identity}")
    assert found["identity"]["name"] == "Karim Bensalah"
    assert found["identity"]["entities"] == len(found["entities"])
    assert not found["parts"][0]["reasons"]
    page = client.get(f"/identities/{identity}").text
    assert f'href="/who?name={identity}"' in page
    assert f'href="/items/{found["entities"][0]["id"]}"' in page
    assert client.get("/identities/i00000000").status_code == 404


def test_months_without_any_have_their_place_in_a_chart() -> None:
    chart = draw_bars([("2018-11", 2), ("2019-02", 8), ("", 4)])
    assert chart is not None
    assert [(one.label, one.number) for one in chart.bars] == [
        *(("2018-11", 2), ("2018-12", 0), ("2019-01", 0), ("2019-02", 8)),
    ]
    assert (chart.highest.label, chart.highest.height, chart.highest.y) == ("2019-02", HEIGHT, 0)
    assert chart.bars[0].height == HEIGHT / 4
    assert chart.bars[-1].x + chart.bars[-1].width <= 100


@pytest.mark.parametrize("numbers", [[], [("2018-11", 2)], [("2018-11", 2), ("2018-12", 0)]])
def test_a_single_month_is_no_chart(numbers: list[tuple[str, int]]) -> None:
    assert draw_bars(numbers) is None


def test_many_months_are_drawn_as_years() -> None:
    chart = draw_bars([("1998-11", 2), ("1998-12", 1), ("2018-12", 3), ("2018", 4)])
    assert chart is not None
    assert chart.by == "year"
    assert [(one.label, one.number) for one in chart.bars if one.number] == [("1998", 3), ("2018", 7)]
