"""The start page: what is there, and where to begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.store.opening import open_store
from onrecord.web.app import make_app

EXAMPLE = Path(__file__).parents[2] / "examples" / "diplomacy" / "article.txt"


@pytest.fixture
def empty(tmp_path: Path) -> TestClient:
    return TestClient(
        make_app(open_store(tmp_path / "empty.db", create=True)),
        base_url="http://127.0.0.1:8321",
        headers={"accept": "text/html"},
    )


def test_an_empty_store_says_how_to_begin(empty: TestClient) -> None:
    page = html.fromstring(empty.get("/").text)
    assert "There is nothing in this store yet" in page.text_content()
    assert page.xpath("//form[@action='/read']//button")


def test_the_example_is_the_one_of_the_examples(empty: TestClient) -> None:
    page = html.fromstring(empty.get("/").text)
    (text,) = page.xpath("//textarea[@name='text']")
    assert text.text.strip() == EXAMPLE.read_text(encoding="utf-8").strip()


def test_the_start_page_lists_what_is_new(client: TestClient) -> None:
    answer = client.get("/", headers={"accept": "text/html"})
    shown = html.fromstring(answer.text)
    told = client.get("/api").json()
    assert told["stats"]["articles"] > 1
    links = set(shown.xpath("//a[starts-with(@href, '/articles/')]/@href"))
    assert links == {f"/articles/{one['id']}" for one in told["articles"]}
