"""What is dropped in: read by a real process, shown, kept or not; and records as a stream."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.requests import Request
from starlette.testclient import TestClient

from onrecord.model.document import Source
from onrecord.query.verify import verify
from onrecord.query.verify_outcome import Verified
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.web.app import make_app
from onrecord.web.catching_up import catch_up_later
from onrecord.web.reading.desk import Desk
from onrecord.web.reading.job import Limits
from onrecord.web.reading.outcomes import ArticleRead, File, NotRead, Order
from onrecord.web.reading.process import Leave, read_order, serve
from onrecord.web.reading.worker import Worker
from onrecord.web.settings import Settings
from tests.web.browsing import browse, call, take_token
from tests.web.waiting import PATIENCE, wait

TEXT = "MOSS, March 14 - Ann Lee, the mayor of Moss, resigned on Monday. “I am tired,” Lee told reporters.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("reading") / "store.db", create=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def app(store: Store) -> Iterator[FastAPI]:
    made = make_app(store)
    yield made
    made.state.desk.close()


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    client = browse(app, follow_redirects=False)
    take_token(client, "/read")
    return client


def test_a_text_is_read_shown_and_kept(app: FastAPI, store: Store, browser: TestClient) -> None:
    answered = browser.post("/read", data={"text": TEXT, "published": "2019-03-14", "outlet": "Moss <Post>"})
    assert answered.status_code == 303
    address = answered.headers["location"]
    told = wait(browser, address)
    [article] = told["articles"]
    assert article["record"]["document"]["outlet"] == "Moss <Post>"
    assert article["statements"] >= 1
    assert not article["kept"]
    page = browser.get(address).text
    assert "I am tired" in page
    assert "Moss &lt;Post&gt;" in page
    assert "Keep it?" in page
    with store.reading() as connection:
        assert connection.execute(select(schema.documents.c.id)).all() == []
    kept = browser.post(f"{address}/keep", data={"article": "1"})
    assert kept.headers["location"] == f"/articles/{article['id']}"
    assert browser.get(kept.headers["location"]).status_code == 200
    assert call(app).get(f"/api{address}").json()["articles"][0]["kept"]
    catch_up_later(Request({"type": "http", "app": app})).result(60)
    with store.reading() as connection:
        assert connection.execute(select(schema.story_articles.c.document)).all() != []
        logged = connection.execute(select(schema.audit)).all()
        assert [(one.action, one.target) for one in logged] == [("keep", article["id"])]
    with store.reading() as connection:
        assert [type(one) for one in verify(connection)] == [Verified]
    assert browser.post(f"{address}/drop").headers["location"] == "/read"
    assert browser.get(address).status_code == 404


def test_files_are_read_under_their_names(browser: TestClient) -> None:
    lines = b'{"text": "Ann Lee said she quit."}\n{broken\n{"text": "Bob Roe was arrested."}\n'
    files = [
        ("files", ("../../news.jsonl", lines)),
        ("files", ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)),
    ]
    told = wait(browser, browser.post("/read", files=files).headers["location"])
    assert [one["location"] for one in told["articles"]] == ["news.jsonl:1", "news.jsonl:3"]
    assert told["unread"][0]["message"].startswith("news.jsonl:2: not JSON")
    assert told["unread"][1]["message"].startswith("picture.png: this is a PNG picture")
    assert browser.get(f"/read/{told['id']}?article=2").text.count('aria-current="page"') == 2
    assert browser.get(f"/read/{told['id']}?article=3").status_code == 404
    assert browser.get(f"/api/read/{told['id']}?article=3").status_code == 404
    assert browser.post(f"/read/{told['id']}/keep", data={"article": "9"}).status_code == 400


def test_addresses_are_guarded(browser: TestClient) -> None:
    told = wait(browser, browser.post("/read", data={"url": "http://127.0.0.1/"}).headers["location"])
    assert told["articles"] == []
    assert "127.0.0.1" in told["unread"][0]["message"]
    for address in ("/etc/passwd", "file:///etc/passwd", "https://a b.example/", "ftp://x.example/"):
        assert browser.post("/read", data={"url": address}).status_code == 400


@pytest.mark.parametrize(
    "form",
    [{}, {"text": "  \n"}, {"text": "A", "url": "https://x.example"}, {"text": "A", "published": "soon"}],
)
def test_what_cannot_be_read_is_refused_at_once(browser: TestClient, form: dict[str, str]) -> None:
    answered = browser.post("/read", data=form)
    assert answered.status_code == 400
    assert "<h1>Bad Request</h1>" in answered.text


def test_nothing_is_taken_without_a_token(app: FastAPI) -> None:
    assert browse(app).post("/read", data={"text": TEXT}).status_code == 403


PLAIN = {"content-type": "text/plain"}


def test_records_come_as_lines(app: FastAPI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lines = b'{"text": "Ann Lee said she quit."}\n{broken\n{"text": "Bob Roe was arrested."}\n'
    answered = call(app).post("/read.jsonl", content=lines, headers={"content-type": "application/jsonl"})
    assert answered.headers["content-type"] == "application/jsonl"
    first, second, third = map(json.loads, answered.text.splitlines())
    assert first["document"]["text"] == "Ann Lee said she quit."
    assert (second["status"], second["location"]) == (400, "article.jsonl")
    assert second["detail"].startswith("article.jsonl:2: ")
    assert third["document"]["text"] == "Bob Roe was arrested."
    page = f"<html><body><article><h1>Moss</h1><p>{TEXT}</p></article></body></html>"
    answered = call(app).post(
        "/read.jsonl?outlet=Post", content=page, headers={"content-type": "text/html; charset=utf-8"}
    )
    assert json.loads(answered.text)["document"]["outlet"] == "Post"
    answered = call(app).post("/read.jsonl", content=TEXT, headers={"content-type": "text/plain"})
    assert json.loads(answered.text)["document"]["text"] == TEXT
    assert call(app).post(f"/read.jsonl?title={'t' * 501}", content=TEXT, headers=PLAIN).status_code == 422
    assert not list(tmp_path.glob("onrecord-*"))


def test_a_stream_is_refused_that_is_no_article_or_too_large(store: Store) -> None:
    program = call(make_app(store, Settings(most_bytes=1000)))
    for kind, content, status in (("image/png", b"x", 415), ("text/plain", b"a " * 600, 413)):
        answered = program.post("/read.jsonl", content=content, headers={"content-type": kind})
        assert answered.status_code == status
        assert answered.json()["status"] == status
    for given in ("published=soon", "language=fr"):
        assert program.post(f"/read.jsonl?{given}", content="A", headers=PLAIN).status_code == 400


def test_who_is_late_is_asked_to_come_again(store: Store) -> None:
    app = make_app(store)
    app.state.desk = Desk(Limits(waiting=0))
    browser = browse(app)
    take_token(browser, "/read")
    answered = browser.post("/read", files=[("files", ("a.txt", TEXT.encode()))])
    assert (answered.status_code, answered.headers["retry-after"]) == (503, "30")
    answered = call(app).post("/read.jsonl", content=TEXT, headers={"content-type": "text/plain"})
    assert (answered.status_code, answered.headers["retry-after"]) == (503, "30")


def test_a_process_that_dies_costs_one_article() -> None:
    worker = Worker()
    two = (Source(location="a", text="Ann Lee quit."), Source(location="b", text="Bob Roe quit."))
    order = Order(sources=two)
    first = worker.step("k", order, location="x", taken=0, limit=PATIENCE)
    assert isinstance(first, ArticleRead)
    before = worker.pid
    assert before is not None
    os.kill(before, signal.SIGSTOP)
    late = worker.step("k", order, location="x", taken=1, limit=0.1)
    assert isinstance(late, NotRead)
    assert "longer than" in late.message
    again = worker.step("k", order, location="x", taken=1, limit=PATIENCE)
    assert isinstance(again, ArticleRead)
    assert again.location == "b"
    assert worker.pid != before
    os.kill(worker.pid or 0, signal.SIGKILL)
    time.sleep(0.2)
    assert worker.step("k", order, location="x", taken=2, limit=PATIENCE) is None
    worker.close()
    assert isinstance(worker.step("k", order, location="x", taken=0, limit=1), NotRead)


def test_reading_needs_no_niceness_where_a_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "nice")
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # which this process is not to ignore
    mine, theirs = multiprocessing.Pipe()
    mine.send(Leave("nothing"))
    mine.close()
    serve(theirs)


def test_names_of_files_tell_no_folder_of_the_server(tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_text('{"text": 1}\n')
    [outcome] = read_order(Order(files=(File(str(path), "mine.jsonl"),)))
    assert isinstance(outcome, NotRead)
    assert outcome.message.startswith("mine.jsonl:1: ")
    assert str(tmp_path) not in msgspec.json.encode(outcome).decode()
