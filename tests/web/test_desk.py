"""The desk: how many jobs it takes, how they are carried out, and what it forgets and when."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request

from onrecord.adding import Fetching
from onrecord.api import Given
from onrecord.errors import InputError, UnknownId
from onrecord.ingest.skipped import Skipped
from onrecord.intake import Item
from onrecord.model.document import Source
from onrecord.resolve.catching_up import let_go
from onrecord.store.erasing import erase_document
from onrecord.store.finding import find_document
from onrecord.store.opening import Store, open_store
from onrecord.web.app import make_app
from onrecord.web.reading import carrying
from onrecord.web.reading.desk import Desk, desk_of
from onrecord.web.reading.job import MOST_LOST, DeskFull, Limits
from onrecord.web.reading.outcomes import File, Order
from onrecord.web.reading.worker import Worker
from tests.web.browsing import browse, take_token
from tests.web.test_reading import TEXT
from tests.web.waiting import settle, wait, wait_until


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.db", create=True) as opened:
        yield opened


@pytest.fixture
def app(store: Store) -> Iterator[FastAPI]:
    made = make_app(store)
    yield made
    made.state.desk.close()


def erase(store: Store, identity: str) -> None:
    with store.writing() as connection:
        key = find_document(connection, identity).key
        erase_document(connection, key, now="2026-11-28T12:00:00Z", let_go=let_go)


def test_a_server_has_one_desk_from_the_beginning(app: FastAPI) -> None:
    desk = desk_of(Request({"type": "http", "app": app}))
    assert desk is app.state.desk
    assert desk.carrier.worker.pid is None


def test_what_was_erased_from_the_store_is_not_shown_any_more(app: FastAPI, store: Store) -> None:
    browser = browse(app, follow_redirects=False)
    take_token(browser, "/read")
    lines = b'{"text": "Ann Lee said she quit."}\n{"text": "Bob Roe was arrested."}\n'
    address = browser.post("/read", files=[("files", ("news.jsonl", lines))]).headers["location"]
    first, second = wait(browser, address)["articles"]
    browser.post(f"{address}/keep", data={"article": "1"})
    erase(store, first["id"])
    [left] = browser.get(f"/api{address}").json()["articles"]
    assert (left["id"], left["number"]) == (second["id"], 2)
    assert "Ann Lee" not in browser.get(address).text
    assert browser.post(f"{address}/keep", data={"article": "1"}).status_code == 400
    assert browser.post(f"{address}/keep").headers["location"] == f"/articles/{second['id']}"
    erase(store, second["id"])
    assert address not in browser.get("/read").text
    assert browser.get(address).status_code == 404
    address = browser.post("/read", files=[("files", ("again.jsonl", lines))]).headers["location"]
    assert wait(browser, address)["status"] == 410
    assert browser.get(address).status_code == 404


def test_an_idle_job_is_gone_without_anybody_asking() -> None:
    desk = Desk(Limits(idle=0.0))
    desk.take("ann", "x", Order(sources=(Source(location="a", text=TEXT),)))
    wait_until(lambda: not desk._jobs)
    desk.close()


def test_an_idle_job_is_gone_for_who_asks_for_it() -> None:
    desk = Desk()
    job = settle(desk.take("ann", "x", Order(sources=(Source(location="a", text=TEXT),))))
    assert not job.order.sources
    job.seen -= 3600
    with pytest.raises(UnknownId):
        desk.find(job.id, "ann")
    desk.close()


class _Web:
    """In the place of a client for the web."""

    closed_on: str | None = None

    def close(self) -> None:
        self.closed_on = threading.current_thread().name


def test_pages_are_fetched_past_the_cache_by_a_client_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    web, asked = _Web(), list[Fetching]()

    def open_web(fetching: Fetching) -> _Web:
        asked.append(fetching)
        return web

    monkeypatch.setattr(carrying, "open_web", open_web)
    monkeypatch.setattr(carrying, "find_on_web", lambda *_, **__: iter([InputError("no page there")]))
    desk = Desk()
    settle(desk.take("ann", "page", Order(), url="https://x.example/"))
    assert [one.cache for one in asked] == [False]
    desk.close()
    wait_until(lambda: web.closed_on == "onrecord-fetching")


def test_as_many_are_held_as_are_said() -> None:
    desk = Desk(Limits(kept=3))
    jobs = [settle(desk.take("ann", f"{number}", Order())) for number in range(4)]
    assert desk.list_jobs("ann") == [jobs[3], jobs[2], jobs[1]]
    desk.close()


def test_a_job_is_its_owners() -> None:
    desk = Desk(Limits(waiting=1))
    job = desk.take("ann", "x", Order(files=(File("/nowhere/x.txt", "x.txt"),)))
    with pytest.raises(DeskFull):
        desk.take("bob", "y", Order())
    with pytest.raises(UnknownId):
        desk.find(job.id, "bob")
    assert desk.find(settle(job).id, "ann") is job
    assert desk.list_jobs("bob") == []
    desk.close()


def test_what_is_done_is_forgotten_in_time() -> None:
    desk = Desk(Limits(idle=0.0))
    job = settle(desk.take("ann", "x", Order()))
    time.sleep(0.01)
    assert desk.list_jobs("ann") == []
    with pytest.raises(UnknownId):
        desk.find(job.id, "ann")
    desk.close()


def test_a_job_over_which_the_process_is_lost_again_and_again_ends() -> None:
    desk = Desk(Limits(step=0.0))
    job = settle(desk.take("ann", "x", Order(sources=(), files=(File("/nowhere", "x"),) * 5)))
    assert len(job.unread) == MOST_LOST
    desk.close()


def test_a_long_job_lets_others_have_their_turn() -> None:
    many = Order(files=tuple(File(f"/nowhere/{number}", f"{number}") for number in range(2000)))
    desk = Desk(Limits(articles=5000))
    long = desk.take("ann", "many", many)
    short = desk.take("bob", "one", Order(files=(File("/nowhere/x", "x"),)))
    settle(short)
    assert len(long.outcomes) < 2000
    settle(long)
    assert len(long.outcomes) == 2000
    desk.close()


@pytest.mark.parametrize(("there", "is_cut"), [(9, True), (5, True), (4, False)])
def test_of_many_articles_so_many_are_read(there: int, is_cut: bool) -> None:
    many = Order(files=tuple(File(f"/nowhere/{number}", f"{number}") for number in range(there)))
    desk = Desk(Limits(articles=4))
    job = settle(desk.take("ann", "many", many))
    assert (len(job.outcomes), job.is_cut) == (4, is_cut)
    desk.close()


def test_a_feed_is_cut_where_it_leads_to_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(_url: str, _web: object, *, most: int) -> Iterator[Item]:
        yield from [InputError("no page there")] * most
        yield Skipped("https://x.example/feed", "more")

    monkeypatch.setattr(carrying, "find_on_web", find)
    desk = Desk(Limits(pages=2))
    job = settle(desk.take("ann", "feed", Order(), url="https://x.example/feed"))
    assert (len(job.unread), job.is_cut) == (2, True)
    monkeypatch.setattr(carrying, "find_on_web", lambda *_, most: iter([InputError("no page there")] * most))
    job = settle(desk.take("ann", "feed", Order(), url="https://x.example/feed"))
    assert (len(job.unread), job.is_cut) == (2, False)
    desk.close()


def test_a_job_that_fails_as_nobody_thought_of_is_done_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(*_: object, **__: object) -> Iterator[Item]:
        yield InputError("no page there")
        raise RuntimeError("as nobody thought of")

    def step(*_: object, **__: object) -> None:
        raise RuntimeError("as nobody thought of")

    monkeypatch.setattr(carrying, "find_on_web", find)
    monkeypatch.setattr(Worker, "step", step)
    desk = Desk()
    for job in (
        desk.take("ann", "feed", Order(), url="https://x.example/feed"),
        desk.take("ann", "x", Order()),
    ):
        told = settle(job).unread[-1]
        assert told.ours
        assert "as nobody thought of" in told.message
    desk.close()


def test_fetched_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [
        Source(location=f"https://x.example/{number}", content=TEXT.encode(), media_type="text/plain")
        for number in range(3)
    ]
    monkeypatch.setattr(carrying, "find_on_web", lambda *_, **__: iter([*pages, InputError("no page there")]))
    desk = Desk(Limits(pages=10), fetching=Fetching(cache=False))
    job = settle(desk.take("ann", "feed", Order(given=Given(outlet="X")), url="https://x.example/feed"))
    assert [one.location for one in job.articles] == [one.location for one in pages]
    assert [one.message for one in job.unread] == ["no page there"]
    assert not job.is_cut
    desk.close()
