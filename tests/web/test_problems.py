"""What goes wrong: which headers the answer has, and that no words of an article are told."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from onrecord.errors import StoreError
from onrecord.store.opening import Store, open_store
from onrecord.web.app import make_app
from onrecord.web.headers import POLICY
from tests.web.browsing import browse, call


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.db", create=True) as opened:
        yield opened


@pytest.fixture
def server(store: Store) -> FastAPI:
    app = make_app(store)

    @app.get("/fault")
    def fail() -> None:
        raise ZeroDivisionError("words of an article")

    return app


@pytest.mark.parametrize("path", ["/", "/fault", "/nowhere", "/articles/none", "/search?limit=x"])
def test_every_answer_has_the_headers(server: FastAPI, path: str) -> None:
    for asking in (browse, call):
        answered = asking(server, raise_server_exceptions=False).get(path)
        assert answered.headers["content-security-policy"] == POLICY
        assert answered.headers["x-content-type-options"] == "nosniff"
        assert answered.headers["cache-control"] == "no-store"
        assert answered.headers["referrer-policy"] == "same-origin"


def test_a_fault_is_told_without_its_words(server: FastAPI) -> None:
    page = browse(server, raise_server_exceptions=False).get("/fault")
    assert page.status_code == 500
    assert page.headers["content-type"].startswith("text/html")
    told = call(server, raise_server_exceptions=False).get("/fault")
    assert told.json()["detail"] == "a fault of onrecord's own (ZeroDivisionError); please report it"
    for answered in (page, told):
        assert "words of an article" not in answered.text


def test_what_the_database_refuses_holds_no_words(store: Store) -> None:
    given = {"words": " ".join(("Ann", "Lee", "left"))}  # so that no line of this file has them either
    with pytest.raises(StoreError) as raised, store.reading() as connection:
        connection.execute(text("SELECT * FROM no_such_table WHERE a = :words"), given)
    told = "".join(traceback.format_exception(raised.value))
    assert "no_such_table" in told
    assert "Ann Lee" not in told
