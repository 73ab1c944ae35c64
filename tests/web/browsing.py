"""A browser and a program, as the tests of pages play them."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

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
