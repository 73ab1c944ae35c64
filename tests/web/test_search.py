"""Search on a page: fields, facets, and going on."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.query.asked import Asked
from onrecord.query.facets import find_facets
from onrecord.query.plan import find_keys
from onrecord.query.question import Question
from onrecord.store.opening import Store


def find(client: TestClient, **asked: Any) -> Any:
    answer = client.get("/api/search", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def facets_of(answer: Any) -> dict[str, dict[str, int]]:
    return {
        one["field"]: {value["value"]: value["number"] for value in one["values"]}
        for one in answer["facets"]["facets"]
    }


def test_empty_fields_of_a_form_are_not_asked(client: TestClient) -> None:
    answer = client.get("/search?words=&kind=&speaker=&hedged=&min_confidence=&role=&since=")
    assert answer.status_code == 200
    assert find(client, words="", min_confidence="", role="")["question"] == find(client)["question"]


def test_the_numbers_of_facets_are_those_of_the_search_that_they_lead_to(client: TestClient) -> None:
    answer = find(client, kind="statements")
    assert answer["facets"]["is_all"]
    facets = facets_of(answer)
    assert set(facets) >= {"speaker", "outlet", "form", "act", "document"}
    for field in ("outlet", "form", "act", "document"):
        for value, number in facets[field].items():
            found = find(client, kind="statements", limit=200, **{field: value})
            assert len(found["page"]["hits"]) == number, (field, value)
            assert field not in facets_of(found)


def test_years_narrow_down_to_months(client: TestClient) -> None:
    years = facets_of(find(client, kind="events"))["date"]
    year, number = max(years.items(), key=lambda one: one[1])
    within = find(client, kind="events", since=year, until=year, limit=200)
    assert len(within["page"]["hits"]) == number
    assert all(month.startswith(f"{year}-") for month in facets_of(within).get("date", {}))


def test_of_many_answers_only_the_newest_are_counted(web_store: Store) -> None:
    with web_store.reading() as connection:
        asked = Asked(connection, Question(kind="statements"))
        found = find_facets(connection, asked, find_keys(connection, asked.plan, 11), most=10, limit=2)
    assert (found.counted, found.is_all) == (10, False)
    for facet in found.facets:
        assert len(facet.values) <= 2
        if facet.field == "form":
            assert sum(one.number for one in facet.values) <= 10


def test_pages_neither_repeat_nor_leave_out(client: TestClient) -> None:
    whole = [hit["id"] for hit in find(client, kind="events", limit=200)["page"]["hits"]]
    seen: list[str] = []
    after: str | None = None
    for _ in range(len(whole)):
        page = find(client, kind="events", limit=7, facets="false", **({"after": after} if after else {}))
        assert page["facets"] is None
        seen += [hit["id"] for hit in page["page"]["hits"]]
        after = page["page"]["next"]
        if after is None:
            break
    assert seen == whole


def test_links_of_the_page_add_and_remove_fields(client: TestClient) -> None:
    page = client.get("/search?kind=statements&form=indirect").text
    links = {html.unescape(one) for one in re.findall(r'href="(/search\?[^"]*)"', page)}
    assert "/search?kind=statements" in links  # without the form
    assert any("form=indirect" in one and "outlet=" in one for one in links)
    assert "/search?kind=events" in links
    for link in links:
        assert client.get(link).status_code == 200, link


def test_htmx_is_given_the_results_alone(client: TestClient) -> None:
    part = client.get("/search?kind=statements", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert 'class="facets"' in part
    more = client.get("/search?kind=statements&facets=false", headers={"hx-request": "true"}).text
    assert more.lstrip().startswith("<li")
    back = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in client.get("/search?kind=statements", headers=back).text


def test_words_are_marked(client: TestClient) -> None:
    assert re.search("<mark>trawler</mark>", client.get("/search?kind=statements&words=trawler").text)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=nothing", 422),
        ("min_confidence=3", 422),
        ("limit=0", 422),
        ("words=%00", 422),
        ("speaker=" + "x" * 501, 422),
        ("since=yesterday", 400),
        ("kind=statements&type=arrest", 400),
        ("speaker=a&type=arrest", 400),
        ("role=person", 400),
        ("after=zz", 400),
        ("after=a" + "f" * 40, 400),
        ("words=NOT", 400),
        ("document=ffffffffffffff", 404),
        ("speaker=Nobody%20Whatsoever", 404),
    ],
)
def test_what_cannot_be_asked_is_told(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/api/search?{query}")
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert client.get(f"/search?{query}").status_code == status
