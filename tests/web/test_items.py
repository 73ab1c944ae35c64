"""The permanent address of an item, and its citation."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from tests.records import Sketch, make_record
from tests.web.conftest import ADDRESS, PAGE


@pytest.fixture
def small(tmp_path: Path) -> TestClient:
    """A statement within a statement, and an event that it tells of."""
    record = make_record(
        "[source:s1|e:herald The Herald] [cue:s1 reported] that [content:s1:indirect "
        "[source:s2|e:lee Ann Lee] [cue:s2 said] [content:s2:indirect Bo Ash was arrested]].",
        entities={"herald": ("organisation", "The Herald"), "lee": ("person", "Ann Lee")},
        events=[Sketch("arrest", "arrested", voice="statement", according_to="s2")],
    )
    store = open_store(tmp_path / "s.db", create=True)
    onrecord.add(store, [record])
    return TestClient(make_app(store), base_url=ADDRESS, headers=PAGE)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def test_a_statement_says_who_and_through_whom(small: TestClient) -> None:
    page = small.get("/items/s2").text
    (heading,) = re.findall("<h1>(.*?)</h1>", page)
    assert words_of(heading) == "Statement by Ann Lee , via The Herald"
    assert "<mark>Bo Ash was arrested</mark>" in page
    assert "said <mark>" in page


def test_an_item_leads_to_its_place_and_to_its_neighbours(small: TestClient) -> None:
    answer = small.get("/api/items/s2").json()
    assert answer["place"].endswith("#at-s2")
    page = small.get(answer["place"]).text
    assert 'id="at-s2"' in page
    related = {(one["relation"], one["id"]) for one in answer["related"]}
    assert related == {("said by", "lee"), ("reported within", "s1"), ("tells of", "v0")}
    told = small.get("/api/items/v0").json()["related"]
    assert [(one["relation"], one["id"]) for one in told] == [("told by", "s2")]
    said = small.get("/api/items/lee").json()["related"]
    assert [(one["relation"], one["id"]) for one in said] == [("says", "s2")]


def test_a_citation_is_there_to_copy_in_three_forms(small: TestClient) -> None:
    page = small.get("/items/s2").text
    answer = small.get("/api/items/s2").json()
    for words in (answer["text"], answer["markdown"]):
        assert html.escape(words, quote=False) in page
    assert '"text_digest"' in html.unescape(page)
    assert answer["shown"]["citation"]["who"] == ["Ann Lee"]


def test_every_kind_of_item_of_an_article_has_its_page(client: TestClient) -> None:
    (hit,) = client.get("/api/search?kind=articles&words=trawler&limit=1").json()["page"]["hits"]
    record = client.get(f"/api/articles/{hit['id']}").json()["kept"]["record"]
    for kind in ("statements", "events", "entities", "mentions", "times"):
        item = record[kind][-1]
        page = client.get(f"/items/{item['id']}")
        assert page.status_code == 200
        assert f'rel="canonical" href="/items/{item["id"]}"' in page.text
        assert client.get(f"/api/items/{item['id'][:12]}").json()["shown"]["citation"]["id"] == item["id"]
    assert client.get(f"/items/{hit['id']}").status_code == 200


def test_what_is_wrong_with_an_id_is_told(small: TestClient) -> None:
    assert small.get("/api/items/abc").status_code == 404
    assert small.get("/api/items/abc").json()["title"] == "Not Found"
