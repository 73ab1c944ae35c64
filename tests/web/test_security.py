"""Who may do what: what a browser has to show, roles, tokens, proxies, and the log."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from onrecord.store.opening import Store
from onrecord.web.security.gate import is_host_known
from onrecord.web.security.users import Users
from onrecord.web.settings import Settings
from tests.web.browsing import BASE, browse, call, log_in, make_server, take_token


@pytest.fixture
def local(empty: Store) -> FastAPI:
    return make_server(empty)


@pytest.fixture
def server(empty: Store, users: Users) -> FastAPI:
    return make_server(empty, Settings(users=str(users.path)))


# What a browser has to show


def test_a_page_of_another_site_changes_nothing(local: FastAPI) -> None:
    browser = browse(local)
    token = take_token(browser)
    assert browser.post("/thing").status_code == 200
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://[bad"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert browser.post("/thing", headers=headers).status_code == 403, headers
    assert (
        browser.post("/thing", headers={"origin": BASE, "sec-fetch-site": "same-origin"}).status_code == 200
    )
    assert re.fullmatch("[0-9a-f]{64}", token)


@pytest.mark.parametrize("path", ["/thing", "/worded"])
def test_a_form_carries_the_token_of_the_page(local: FastAPI, path: str) -> None:
    browser = browse(local)
    token = take_token(browser)
    del browser.headers["x-csrf-token"]
    for data in ({"csrf": token, "words": "a"}, {"csrf": token, "words": "é"}):
        assert browser.post(path, data=data).status_code == 200
        assert browser.post(path, data=data, files={"file": b"1"}).status_code == 200
    for data in ({"words": "a"}, {"words": "a", "csrf": "é"}, {"words": "a", "csrf": token[:-1]}):
        assert browser.post(path, data=data).status_code == 403
        assert browser.post(path, data=data, files={"file": b"1"}).status_code == 403


def test_the_token_of_another_browser_is_of_no_use(local: FastAPI) -> None:
    token = take_token(browse(local))
    other = browse(local)
    other.get("/")
    assert other.post("/thing", data={"csrf": token}).status_code == 403


def test_a_program_without_accounts_sends_no_form(local: FastAPI) -> None:
    program = call(local)
    assert program.post("/thing", json={}).status_code == 200
    assert program.post("/thing").status_code == 403
    assert program.post("/thing", content=b"{}", headers={"content-type": "text/plain"}).status_code == 403
    assert program.post("/thing", data={"a": "b"}).status_code == 403
    assert program.post("/thing", json={}, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_program_that_only_asks_may_send_a_form(local: FastAPI) -> None:
    program = call(local)
    assert program.post("/reconcile", data={"queries": "{}"}).status_code == 200
    evil = {"origin": "https://evil.example"}
    assert program.post("/reconcile", data={"queries": "{}"}, headers=evil).status_code == 403
    text = {"content-type": "text/plain"}
    assert program.post("/read.jsonl", content=b"", headers=text).status_code != 403
    assert program.post("/read.jsonl", content=b"", headers={**text, **evil}).status_code == 403


@pytest.mark.parametrize(
    ("host", "bound", "is_known"),
    [
        ("localhost:8321", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8321", "::1", True),
        ("127.0.0.1:9000", "localhost", True),
        ("evil.example:8321", "127.0.0.1", False),
        ("127.0.0.1.evil.example", "127.0.0.1", False),
        ("localhost.", "127.0.0.1", False),
        ("192.168.1.7:8321", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("192.168.1.7:8321", "0.0.0.0", True),
        ("[fe80::1]", "::", True),
        ("news.example", "0.0.0.0", True),
        ("evil.example", "0.0.0.0", False),
        ("localhost", "0.0.0.0", False),
    ],
)
def test_only_a_name_of_its_own_is_answered(host: str, bound: str, is_known: bool) -> None:
    assert is_host_known(host, Settings(host=bound, host_names=("News.example",))) is is_known


def test_a_name_that_was_made_to_lead_here_reads_nothing(local: FastAPI) -> None:
    answered = call(local).get("/api", headers={"host": "evil.example:8321"})
    assert answered.status_code == 421
    assert "--host-name" in answered.json()["detail"]


def test_a_browser_behind_a_proxy_says_the_proxys_name(empty: Store) -> None:
    app = make_server(empty, Settings(host_names=("news.example",), secure=True))
    program = call(app)
    for origin, status in (
        ("https://news.example", 200),
        ("http://news.example", 403),
        ("https://evil.example", 403),
    ):
        assert program.post("/thing", json={}, headers={"origin": origin}).status_code == status


# Roles


def test_nothing_is_seen_without_logging_in(server: FastAPI, empty: Store) -> None:
    twins = set(call(make_server(empty)).get("/api/openapi.json").json()["paths"])
    paths = twins | {path.removeprefix("/api") or "/" for path in twins}
    paths = paths | {"/password", "/logout", "/nowhere", "/api/openapi.json"}
    assert len(paths) > 10
    for path in sorted(paths):
        filled = re.sub(r"{[^}]*}", "x", path)
        assert call(server).get(filled).status_code == 401, path
        assert call(server).post(filled, json={}).status_code == 401, path
    browser = browse(server, follow_redirects=False)
    answered = browser.get("/search?words=a&page=2")
    assert answered.status_code == 303
    assert answered.headers["location"] == "/login?next=%2Fsearch%3Fwords%3Da%26page%3D2"
    assert browser.get("/static/site.css").status_code == 200
    assert browser.get("/login/../search").status_code in (303, 401)


def test_a_reader_only_reads(server: FastAPI) -> None:
    browser = log_in(server, "bo")
    take_token(browser)
    assert browser.get("/").status_code == 200
    answered = browser.post("/thing")
    assert answered.status_code == 403
    assert "editors" in answered.text
    assert browser.get("/audit").status_code == 403
    assert "/audit" not in browser.get("/").text


def test_a_program_sends_its_token(server: FastAPI, users: Users) -> None:
    bearer = users.make_token("ann")
    program = call(server)
    program.headers["authorization"] = f"Bearer {bearer}"
    assert program.get("/api").status_code == 200
    assert program.post("/thing").json() == "ann"
    program.headers["authorization"] = f"Bearer {bearer[:-1]}"
    assert program.get("/api").status_code == 401
    program.headers["authorization"] = f"Bearer {bearer}"
    assert users.drop_tokens("ann") == 1
    assert program.get("/api").status_code == 401
    assert bearer not in users.path.read_text()


# A proxy


def test_a_proxy_is_believed_of_its_own_address_alone(empty: Store, users: Users) -> None:
    settings = Settings(users=str(users.path), proxy_header="X-Remote-User", proxy_addresses=("10.0.0.9",))
    app = make_server(empty, settings)
    through = TestClient(app, base_url=BASE, client=("10.0.0.9", 4000))
    beside = TestClient(app, base_url=BASE, client=("10.0.0.8", 4000))
    assert beside.get("/api", headers={"x-remote-user": "ann"}).status_code == 401
    assert through.get("/api").status_code == 401
    assert through.get("/audit", headers={"x-remote-user": "ann"}).status_code == 200
    assert through.get("/audit", headers={"x-remote-user": "bo"}).status_code == 403
    assert through.get("/", headers={"x-remote-user": "somebody"}).status_code == 200
    assert through.get("/audit", headers={"x-remote-user": "somebody"}).status_code == 403
    twice = [("x-remote-user", "bo"), ("x-remote-user", "ann")]
    assert through.get("/api", headers=twice).status_code == 401


def test_what_a_proxys_user_changes_needs_the_token(empty: Store, users: Users) -> None:
    settings = Settings(users=str(users.path), proxy_header="X-Remote-User", proxy_addresses=("10.0.0.9",))
    app = make_server(empty, settings)
    named = {"accept": "text/html", "x-remote-user": "ann"}
    browser = TestClient(app, base_url=BASE, client=("10.0.0.9", 4000), headers=named)
    assert browser.post("/thing", json={}).status_code == 403
    take_token(browser)
    assert browser.post("/thing", json={}).status_code == 200


# The log


def test_the_log_is_paged(local: FastAPI) -> None:
    program = call(local)
    for _ in range(5):
        program.post("/thing", json={})
    shown = program.get("/api/audit?limit=2").json()
    entry = shown["entries"][0]
    assert (entry["by"], entry["action"], entry["target"], entry["note"]) == ("local", "judge", "a1", "b2")
    seen = len(shown["entries"])
    while shown["next"] is not None:
        shown = program.get(f"/api/audit?limit=2&after={shown['next']}").json()
        seen += len(shown["entries"])
    assert seen == 5
    assert "Earlier" in browse(local).get("/audit?limit=2").text
