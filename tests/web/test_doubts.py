"""What was not read and what is not sure, and the page about the API."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.model.record import Record
from onrecord.model.span import Span
from onrecord.query import unsure
from onrecord.store.inputs import note_input
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from tests.records import Told, make_record
from tests.web.conftest import ADDRESS, PAGE


def quote(key: str, confidence: float, abstained: tuple[str, ...] = ()) -> Record:
    return make_record(
        f"[source:{key} Ann Lee] [cue:{key} said] [content:{key}:direct “Number {key}.”]",
        told={key: Told(confidence=confidence, abstained=abstained)},
    )


@pytest.fixture
def doubtful(tmp_path: Path) -> TestClient:
    records = [quote(f"s{n}", 0.3 if n % 2 else 0.9, ("time",) if n == 4 else ()) for n in range(8)]
    unread = msgspec.structs.replace(records[0].document, unread=(Span(start=0, end=7),))
    records[0] = msgspec.structs.replace(records[0], document=unread)
    store = open_store(tmp_path / "s.db", create=True)
    onrecord.add(store, records)
    with store.writing() as connection:
        note_input(connection, "d", "/news/bad.pdf", now="2026-11-27T12:00:00Z", message="no text in it")
    return TestClient(make_app(store), base_url=ADDRESS, headers=PAGE)


def ids_of(client: TestClient, query: str) -> tuple[list[str], str | None]:
    (listed,) = client.get(f"/api/doubts?{query}").json()["lists"]
    return [one["hit"]["id"] for one in listed["entries"]], listed["next"]


def test_each_kind_of_doubt_is_listed(doubtful: TestClient) -> None:
    lists = {one["doubt"]: one for one in doubtful.get("/api/doubts").json()["lists"]}
    (stretch,) = lists["unread"]["unread"]
    assert (stretch["start"], stretch["end"], stretch["opening"]) == (0, 7, "Ann Lee")
    assert {one["hit"]["id"] for one in lists["statements"]["entries"]} == {"s1", "s3", "s5", "s7"}
    assert [(one["hit"]["id"], one["abstained"]) for one in lists["abstained"]["entries"]] == [
        ("s4", ["time"])
    ]
    assert [one["location"] for one in lists["failed"]["failed"]] == ["/news/bad.pdf"]
    page = doubtful.get("/doubts").text
    assert f"/articles/{stretch['document']}" in page
    assert "left open: time" in page
    assert "no text in it" in page


def test_doubts_go_on_from_page_to_page(doubtful: TestClient) -> None:
    seen: list[str] = []
    after = ""
    for _ in range(4):
        found, token = ids_of(doubtful, f"only=statements&limit=3{after}")
        seen += found
        if token is None:
            break
        after = f"&after={token}"
    assert sorted(seen) == ["s1", "s3", "s5", "s7"]


def test_a_page_looks_at_so_many_rows_and_leads_on(
    doubtful: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsure, "LOOKED_AT", 2)
    seen: list[str] = []
    after, pages = "", 0
    while True:
        found, token = ids_of(doubtful, f"only=statements{after}")
        seen, pages = seen + found, pages + 1
        if token is None:
            break
        assert pages < 10
        after = f"&after={token}"
    assert sorted(seen) == ["s1", "s3", "s5", "s7"]
    assert pages > 3


def test_a_wrong_token_is_told(doubtful: TestClient) -> None:
    assert doubtful.get("/api/doubts?only=events&after=s1").status_code == 400
    assert doubtful.get("/api/doubts?only=nothing").status_code == 422


def test_the_api_is_told_whole_and_its_examples_work(client: TestClient) -> None:
    told = client.get("/api/about-api").json()
    operations = [one for topic in told["operations"].values() for one in topic]
    document = client.get("/api/openapi.json").json()
    paths = {(method.upper(), path) for path, at in document["paths"].items() for method in at}
    assert {(one["method"], one["path"]) for one in operations} == paths
    page = html.unescape(re.sub("<[^>]+>", "", client.get("/about-api").text))
    own = [one for one in operations if one["method"] == "GET" and is_own(one["path"])]
    assert len(own) >= 5
    for one in own:
        assert one["example"] in page
        answer = client.get(*read_command(one["example"]))
        assert answer.status_code == 200, one["example"]


def test_examples_send_fields_that_there_are(client: TestClient) -> None:
    told = client.get("/api/about-api").json()
    document = client.get("/api/openapi.json").json()
    sent = 0
    for one in (one for topic in told["operations"].values() for one in topic if one["method"] == "POST"):
        words = shlex.split(one["example"])
        fields = {words[n + 1].partition("=")[0] for n, word in enumerate(words) if word == "-F"}
        body = document["paths"][one["path"]]["post"].get("requestBody", {"content": {}})["content"]
        forms = [kind["schema"] for media, kind in body.items() if "form" in media]
        known: set[str] = set()
        for form in forms:
            shape = (
                document["components"]["schemas"][form["$ref"].rpartition("/")[2]] if "$ref" in form else form
            )
            known |= set(shape["properties"])
            assert set(shape.get("required", ())) <= fields, one["example"]
        assert fields <= known, one["example"]
        assert bool(fields) == bool(forms), one["example"]
        sent += len(fields)
    assert sent > 5


def is_own(path: str) -> bool:
    return path.startswith(("/api/articles", "/api/items", "/api/search", "/api/doubts", "/api/about"))


def read_command(example: str) -> tuple[str]:
    """The address that a command of curl asks for."""
    words = shlex.split(example)
    query = [words[n + 1] for n, word in enumerate(words) if word == "--data-urlencode"]
    return (words[-1] + ("?" + "&".join(query) if query else ""),)
