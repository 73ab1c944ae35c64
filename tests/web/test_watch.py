"""Watchlists on pages: given, looked at, followed as a feed, and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from starlette.requests import Request
from starlette.testclient import TestClient

from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.web import watchlists as watch_pages
from onrecord.web.app import make_app
from onrecord.web.catching_up import catch_up_later
from tests.watch.press import add, arrest
from tests.web.browsing import browse, call, take_token

_LIST = (
    b'id,name,aliases,type,country,born\nw1,"Lee, Ann",,person,fr,1977\nw2,Police in Moss,,organisation,,\n'
)


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with open_store(tmp_path_factory.mktemp("watch") / "store.db", create=True) as store:
        add(store, arrest())
        yield make_app(store)


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    client = browse(app, follow_redirects=False)
    take_token(client, "/watch")
    return client


def give(app: FastAPI, browser: TestClient, **form: str) -> str:
    """Add the list, and give the address of its page when its articles are matched."""
    answered = browser.post("/watch", data=form, files={"file": ("people.csv", _LIST)})
    assert answered.status_code == 303, answered.text
    catch_up_later(Request({"type": "http", "app": app})).result(60)
    return answered.headers["location"]


def test_a_list_is_added_and_has_its_alerts(app: FastAPI, browser: TestClient) -> None:
    assert give(app, browser) == "/watch/people"
    [line] = call(app).get("/api/watch").json()["lists"]
    assert (line["name"], line["entries"], line["alerts"], line["waiting"]) == ("people", 2, 4, False)
    told = call(app).get("/api/watch/people").json()
    arrested = next(one for one in told["alerts"] if one["type"] == "arrest" and one["role"] == "person")
    assert arrested["voice"] == "outlet"
    assert arrested["independent"] == 1
    page = browser.get("/watch/people").text
    assert f'href="/items/{arrested["item"]}"' in page
    assert "in the voice of Meridian Wire" in page
    assert "1 article" in page


def test_only_sure_alerts_and_page_by_page(app: FastAPI, browser: TestClient) -> None:
    give(app, browser)
    sure = call(app).get("/api/watch/people?least=certain").json()["alerts"]
    assert {one["match"]["decision"] for one in sure} == {"certain"}
    everything = call(app).get("/api/watch/people").json()["alerts"]
    assert 0 < len(sure) < len(everything)
    assert call(app).get("/api/watch/people?after=0").json()["alerts"] == []
    assert call(app).get("/api/watch/people?least=maybe").status_code == 422


def test_no_alert_is_out_of_reach_however_many_are_not_sure(
    app: FastAPI, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(app, browser)
    whole = call(app).get("/api/watch/people?least=certain").json()
    assert whole["next"] is None
    monkeypatch.setattr(watch_pages, "_LOOKED_AT", 1)
    reached, after, pages = [], 2**62, 0
    while after is not None:
        told = call(app).get(f"/api/watch/people?least=certain&after={after}").json()
        reached += told["alerts"]
        after, pages = told["next"], pages + 1
    assert reached == whole["alerts"]
    assert pages == 4
    assert "None of the newest alerts is so sure" in "".join(
        browser.get(f"/watch/people?least=certain&after={after}").text for after in range(2, 6)
    )


def test_alerts_come_page_by_page(app: FastAPI, browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    give(app, browser)
    whole = call(app).get("/api/watch/people").json()["alerts"]
    monkeypatch.setattr(watch_pages, "_PER_PAGE", 2)
    first = call(app).get("/api/watch/people").json()
    second = call(app).get(f"/api/watch/people?after={first['next']}").json()
    assert first["alerts"] + second["alerts"] == whole
    assert second["next"] is None


def test_a_list_is_found_whatever_it_is_called(app: FastAPI, browser: TestClient) -> None:
    address = give(app, browser, name="who? #1 100%")
    assert address == "/watch/who%3F%20%231%20100%25"
    assert "Police in Moss" in browser.get(address).text


def test_alerts_are_a_feed(app: FastAPI, browser: TestClient) -> None:
    give(app, browser, name="a b/ü")
    answered = call(app).get("/watch/a b/ü.atom")
    assert answered.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answered.content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 4
    assert browser.get("/watch/a%20b/%C3%BC").status_code == 200
    assert call(app).get("/watch/nobody.atom").status_code == 404


def test_a_list_is_taken_away(app: FastAPI, browser: TestClient) -> None:
    give(app, browser)
    assert browser.post("/watch/remove", data={"name": "people"}).status_code == 303
    assert browser.get("/watch/people").status_code == 404
    assert browser.post("/watch/remove", data={"name": "people"}).status_code == 404
    store: Store = app.state.store
    with store.reading() as connection:
        logged = connection.execute(select(schema.audit).order_by(schema.audit.c.key)).all()
    assert [(one.action, one.target) for one in logged] == [
        ("watch add", "people"),
        ("watch remove", "people"),
    ]


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ({}, b"x,y\n1,2\n"),
        ({"name": "a\nb"}, _LIST),
        ({"name": "x" * 201}, _LIST),
        ({"name": "x.atom"}, _LIST),
        ({"since": "soon"}, _LIST),
    ],
)
def test_a_list_that_is_none_is_refused(browser: TestClient, form: dict[str, str], content: bytes) -> None:
    answered = browser.post("/watch", data=form, files={"file": ("people.csv", content)})
    assert answered.status_code == 400
    assert "/tmp" not in answered.text
    assert "There is no list yet" in browser.get("/watch").text


def test_markup_in_names_stays_words(browser: TestClient) -> None:
    content = b'id,name,type\nw1,"<script>alert(1)</script> Lee",person\n'
    browser.post("/watch", data={"name": "<b>x"}, files={"file": ("people.csv", content)})
    page = browser.get("/watch/%3Cb%3Ex").text
    assert "<b>x" not in page
    assert "<script>alert" not in page
