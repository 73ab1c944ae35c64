"""The start page: what is there, and where to begin."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.resolve.catching_up import catch_up, let_go
from onrecord.store.erasing import erase_document
from onrecord.store.finding import find_document
from onrecord.store.opening import open_store
from onrecord.web import remembering
from onrecord.web.app import make_app
from tests.web.conftest import ADDRESS

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
    assert f"Search {told['stats']['articles']} articles, {told['stats']['statements']} statement" in (
        shown.text_content()
    )
    links = set(shown.xpath("//a[starts-with(@href, '/articles/')]/@href"))
    assert links == {f"/articles/{one['id']}" for one in told["articles"]}


def test_disagreements_are_told_as_everywhere(client: TestClient) -> None:
    told = client.get("/api").json()["contrasts"]
    page = html.fromstring(client.get("/", headers={"accept": "text/html"}).text).text_content()
    assert told
    assert all(one["title"] in page for one in told)


def test_what_was_erased_is_on_no_page_that_remembers(
    tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "_LONG", 0.0)  # as if all took long to find
    with open_store(shutil.copy(filled, tmp_path / "news.db")) as store:
        asking = TestClient(make_app(store), base_url=ADDRESS)
        before = asking.get("/api").json()
        gone = before["contrasts"][0]["values"][0]["told"][0]["document"]
        with store.writing() as connection:
            key = find_document(connection, gone).key
            erase_document(connection, key, now="2026-11-28T12:00:00Z", let_go=let_go)
        for _ in catch_up(store):
            pass
        assert gone in str(before["contrasts"])
        assert gone not in str(asking.get("/api").json()["contrasts"])


@pytest.mark.parametrize(
    "path",
    ["/who?name=%00", "/disagreements?about=%00", "/quotations?speaker=a%00", "/items/%00", "/claims/v%00"],
)
def test_a_zero_character_is_refused(client: TestClient, path: str) -> None:
    assert client.get(f"/api{path}").status_code == 422
