"""A browser and a program, as the tests of pages play them."""

from __future__ import annotations

import re
from typing import Any

from fastapi import Depends, FastAPI, Form, Request
from starlette.testclient import TestClient

from onrecord.store.opening import Store
from onrecord.web.app import make_app
from onrecord.web.security.guards import User, audit, require_editor
from onrecord.web.settings import Settings

PASSWORD = "correct horse battery"
"""Of the users of `kept_users`."""
BASE = "http://127.0.0.1:8321"
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"|"X-CSRF-Token": "([0-9a-f]{64})"')


def browse(app: FastAPI, **options: Any) -> TestClient:
    """A browser of somebody: it asks for pages, and keeps cookies.

    What changes anything is refused until it carries a token: `take_token` gives it one.
    """
    return TestClient(app, base_url=BASE, headers={"accept": "text/html"}, **options)


def call(app: FastAPI, **options: Any) -> TestClient:
    """A program, which asks for JSON; without accounts what it sends in JSON needs no token."""
    return TestClient(app, base_url=BASE, headers={"accept": "application/json"}, **options)


def take_token(browser: TestClient, page: str = "/") -> str:
    """The token that a page carries; from now on the browser sends it in the header, as htmx does."""
    found = _TOKEN.search(browser.get(page).text)
    assert found is not None
    token = found.group(1) or found.group(2)
    browser.headers["x-csrf-token"] = token
    return token


def make_server(store: Store, settings: Settings | None = None) -> FastAPI:
    """The pages, and one that only editors may use."""
    app = make_app(store, settings)

    @app.post("/thing")
    def change(request: Request, user: User = Depends(require_editor)) -> str:  # noqa: B008
        audit(request, "judge", "a1", "b2")
        return user.name

    @app.post("/worded")
    def take(words: str = Form()) -> str:
        return words

    return app


def log_in(app: FastAPI, name: str = "ann", password: str = PASSWORD) -> TestClient:
    """The browser of somebody who has logged in."""
    browser = browse(app, follow_redirects=False)
    token = take_token(browser, "/login")
    answered = browser.post("/login", data={"name": name, "password": password, "csrf": token})
    assert answered.status_code == 303, answered.text
    return browser
