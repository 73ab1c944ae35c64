"""What one request may ask for: bodies that are large or slow, long addresses, too many at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request, UploadFile
from starlette.types import Message

from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from onrecord.web.security.rates import Rates
from onrecord.web.security.users import Users
from onrecord.web.settings import Settings
from tests.web.browsing import browse, call, take_token

MOST = 10_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FastAPI]:
    """Pages that take no more than 10,000 bytes, in a quarter of a second."""
    with open_store(tmp_path / "store.db", create=True) as store:
        yield make_server(store, Settings(most_bytes=MOST, body_seconds=0.25))


def make_server(store: Any, settings: Settings) -> FastAPI:
    app = make_app(store, settings)

    @app.post("/stream")
    async def stream(request: Request) -> int:
        return sum([len(piece) async for piece in request.stream()])

    @app.post("/file")
    def keep(file: UploadFile) -> int:
        return len(file.file.read())

    return app


def test_a_large_body_is_refused_before_it_is_read(server: FastAPI) -> None:
    program = call(server)
    octets = {"content-type": "application/octet-stream"}
    assert program.post("/stream", content=b"a" * MOST, headers=octets).json() == MOST
    answered = program.post("/stream", content=b"a" * (MOST + 1), headers=octets)
    assert answered.status_code == 413
    assert "10,000 bytes" in answered.json()["detail"]


def test_a_body_that_does_not_tell_its_size_is_counted(server: FastAPI) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"a" * 1000

    assert asyncio.run(post(server, "/stream", pieces())) == 413


def test_a_large_file_is_refused(server: FastAPI) -> None:
    browser = browse(server)
    take_token(browser)
    assert browser.post("/file", files={"file": b"a" * 5000}).json() == 5000
    assert browser.post("/file", files={"file": b"a" * MOST}).status_code == 413


def test_a_slow_body_is_not_waited_for(server: FastAPI) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b"a"
            await asyncio.sleep(0.1)

    assert asyncio.run(post(server, "/stream", pieces())) == 408


def test_a_long_address_is_refused(server: FastAPI) -> None:
    assert call(server).get(f"/search?words={'a' * 8001}").status_code == 414
    assert call(server).get(f"/{'a' * 8001}").status_code == 414


def test_whoever_sends_too_much_is_told_to_wait(tmp_path: Path) -> None:
    users = Users(tmp_path / "users.json")
    users.add("ann", "editor", "correct horse battery")
    users.add("bo", "editor", "correct horse battery")
    with open_store(tmp_path / "store.db", create=True) as store:
        app = make_server(store, Settings(users=str(users.path), most_posts=5))
        ann, bo = call(app), call(app)
        ann.headers["authorization"] = f"Bearer {users.make_token('ann')}"
        bo.headers["authorization"] = f"Bearer {users.make_token('bo')}"
        codes = [ann.post("/stream", json={}).status_code for _ in range(7)]
        assert codes == [200] * 5 + [429] * 2
        wait = int(ann.post("/stream", json={}).headers["retry-after"])
        assert 1 <= wait <= 12
        assert ann.get("/api").status_code == 200
        assert bo.post("/stream", json={}).status_code == 200


def test_the_user_of_this_machine_may_send_what_they_like(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db", create=True) as store:
        program = call(make_server(store, Settings(most_posts=3)))
        assert {program.post("/stream", json={}).status_code for _ in range(10)} == {200}


def test_counting_many_keys_takes_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.security.rates._MOST_KEYS", 100)
    rates = Rates(1, 60)
    for number in range(1000):
        rates.take(str(number))
    assert len(rates._left) == 100


def test_times_come_back() -> None:
    rates = Rates(2, 10)
    assert [rates.take("a", now=0.0), rates.take("a", now=0.0), rates.take("b", now=0.0)] == [0, 0, 0]
    assert rates.take("a", now=0.0) == 5
    assert rates.take("a", now=4.0) == 1
    assert rates.take("a", now=5.0) == 0
    assert rates.take("a", now=5.0) == 5


async def post(app: FastAPI, path: str, pieces: AsyncIterator[bytes]) -> int:
    """The status of what is sent piece by piece, past any client that would join it."""
    told: list[int] = []

    async def receive() -> Message:
        piece = await anext(pieces, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            told.append(message["status"])

    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/octet-stream")]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": headers,
        "server": ("127.0.0.1", 8321),
        "client": ("127.0.0.1", 4000),
    }
    await app(scope, receive, send)
    return told[0]
