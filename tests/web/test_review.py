"""The review queue: what is shown, what judging does, and taking it back."""

from __future__ import annotations

import getpass
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, select
from starlette.testclient import TestClient

from onrecord.resolve.identities.comparing import Verdict
from onrecord.resolve.identities.doubts import Doubt, find_doubts, find_judged_pairs
from onrecord.resolve.identities.ledger import read_ledger, standing
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.web import review
from onrecord.web.app import make_app
from tests.web.browsing import browse, call, take_token


@pytest.fixture
def app(filled: Path, tmp_path: Path) -> Iterator[FastAPI]:
    path = tmp_path / "store.db"
    shutil.copy(filled, path)
    with open_store(path) as store:
        yield make_app(store)


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    client = browse(app, follow_redirects=False)
    take_token(client, "/review")
    return client


def look(app: FastAPI, query: str = "") -> dict[str, Any]:
    told: dict[str, Any] = call(app).get(f"/api/review{query}").json()
    return told


def judge(browser: TestClient, shown: dict[str, Any], verdict: str) -> int:
    pair = shown["pair"]
    ends = {"left": pair["left"]["entity"], "right": pair["right"]["entity"]}
    return browser.post("/review", data={**ends, "judgement": verdict, "at": str(shown["at"])}).status_code


def test_the_first_pair_is_the_one_that_is_worth_most(app: FastAPI, browser: TestClient) -> None:
    store: Store = app.state.store
    with store.reading() as connection:
        doubts = find_doubts(connection, 500)
    shown = look(app)
    assert (shown["number"], shown["total"], shown["last"]) == (1, len(doubts), None)
    assert tuple(shown["pair"]["reasons"]) == doubts[0].reasons
    page = browser.get("/review").text
    for key in "sduk":
        assert f'data-key="{key}"' in page
        assert f'accesskey="{key}"' in page
    assert 'data-key="z"' not in page


def test_judging_goes_on_and_is_written_down(app: FastAPI, browser: TestClient) -> None:
    store: Store = app.state.store
    for verdict in ("same", "different", "unsure"):
        shown = look(app)
        assert judge(browser, shown, verdict) == 303
        after = look(app)
        assert after["pair"] != shown["pair"]
        assert after["last"]["judgement"] == verdict
        assert after["total"] < shown["total"]
    with store.reading() as connection:
        held = standing(read_ledger(connection))
        logged = connection.execute(select(schema.audit)).all()
    assert [one.judgement for one in held] == ["unsure", "different", "same"]
    assert {one.by for one in held} == {getpass.getuser()}
    assert [one.note for one in logged] == ["same", "different", "unsure"]


def test_the_last_judgement_is_taken_back(app: FastAPI, browser: TestClient) -> None:
    first = look(app)
    judge(browser, first, "same")
    judge(browser, look(app), "unsure")
    for _ in range(2):
        answered = browser.post("/review/undo")
        assert answered.status_code == 303
        assert "This pair once more" in browser.get(answered.headers["location"]).text
    again = look(app)
    assert again["pair"]["left"]["identity"] == first["pair"]["left"]["identity"]
    assert (again["total"], again["last"]) == (first["total"], None)
    assert browser.post("/review/undo").status_code == 400


def test_skipping_leads_on_and_to_an_end(app: FastAPI, browser: TestClient) -> None:
    first = look(app)
    second = look(app, f"?after={first['after']}")
    assert second["number"] == 2
    assert second["pair"] != first["pair"]
    assert look(app, "?after=9999")["pair"] is None
    assert "Nothing is left to judge" in browser.get("/review?after=9999").text


def test_the_ledger_is_read_once_however_many_pairs_are_passed_over(
    app: FastAPI, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = look(app)
    for shown in (first, look(app, f"?after={first['after']}")):
        judge(browser, shown, "unsure")
    asked: list[Connection] = []

    def find(connection: Connection) -> set[tuple[str, str]]:
        asked.append(connection)
        return find_judged_pairs(connection)

    monkeypatch.setattr(review, "find_judged_pairs", find)
    assert look(app)["at"] == 0
    assert len(asked) == 1


def test_a_pair_is_shown_as_it_is_compared_now(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    look(app)
    monkeypatch.setattr(review, "compare_bearers", lambda *_: Verdict(0.42, "unsure", ("as of now",)))
    pair = look(app)["pair"]
    assert (pair["score"], pair["reasons"]) == (0.42, ["as of now"])


def test_others_get_the_former_queue_while_it_is_made_anew(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    store: Store = app.state.store
    queue = review.ReviewQueue()
    asked, goes_on = threading.Event(), threading.Event()

    def find(*_: object) -> list[Doubt]:
        asked.set()
        assert goes_on.wait(60)
        return []

    with store.reading() as connection, ThreadPoolExecutor(1) as pool:
        former = queue.find(connection)
        monkeypatch.setattr(review, "_FRESH", -1.0)
        monkeypatch.setattr(review, "find_doubts", find)
        made = pool.submit(queue.find, connection)
        assert asked.wait(60)
        try:
            with store.reading() as other:
                assert queue.find(other) is former
        finally:
            goes_on.set()
        assert made.result(60) is not former


def test_who_judges_needs_no_name(app: FastAPI, browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise KeyError("getpwuid(): uid not found: 1234")

    monkeypatch.setattr(getpass, "getuser", fail)
    assert judge(browser, look(app), "same") == 303
    store: Store = app.state.store
    with store.reading() as connection:
        assert {one.by for one in read_ledger(connection)} == {"local"}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"judgement": "withdrawn"}, 400),
        ({"judgement": "same", "right": "e0000000000000000000000"}, 404),
        ({"left": "", "judgement": "same"}, 404),
    ],
)
def test_what_is_no_judgement_is_refused(
    app: FastAPI, browser: TestClient, form: dict[str, str], status: int
) -> None:
    pair = look(app)["pair"]
    ends = {"left": pair["left"]["entity"], "right": pair["right"]["entity"]}
    answered = browser.post("/review", data={**ends, **form})
    assert answered.status_code in (status, 422)
    store: Store = app.state.store
    with store.reading() as connection:
        assert read_ledger(connection) == []


def test_judging_needs_a_token(app: FastAPI) -> None:
    assert browse(app).post("/review", data={"left": "a", "right": "b"}).status_code == 403


def test_words_in_context_are_marked_with_the_spaces_around_them(app: FastAPI, browser: TestClient) -> None:
    context = next(one for one in look(app)["pair"]["left"]["contexts"] if one["before"].endswith(" "))
    assert f" <mark>{context['words']}</mark>" in browser.get("/review").text
