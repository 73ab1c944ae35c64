"""A store of articles of `examples/`, compared with each other, and who asks for its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.resolve.catching_up import catch_up
from onrecord.store.opening import Store, open_store
from onrecord.web.app import make_app
from onrecord.web.security.users import Users
from tests.web.browsing import PASSWORD

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ADDRESS = "http://127.0.0.1:8321"
"""Where the pages are, as a browser on the same machine asks for them."""
PAGE = {"accept": "text/html"}
"""What a browser says that it wants, and a program does not."""


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nobody writes to: a test that changes it copies the file."""
    path = tmp_path_factory.mktemp("web") / "news.db"
    with open_store(path, create=True) as store, chdir(EXAMPLES):  # pages tell where a file was
        onrecord.add(store, ["disagreements/articles.jsonl", "bridge/articles.jsonl"])
        onrecord.add(store, ["diplomacy/article.txt"], outlet="Meridian Wire", published="2019-03-14")
        for _ in catch_up(store):
            pass
    return path


@pytest.fixture(scope="session")
def web_store(filled: Path) -> Iterator[Store]:
    """That store, open; to look at and not to write to."""
    with open_store(filled) as store:
        yield store


@pytest.fixture(scope="session")
def client(web_store: Store) -> Iterator[TestClient]:
    """Who asks for pages of that store, and is not logged in."""
    with TestClient(make_app(web_store), base_url=ADDRESS, headers=PAGE) as asking:
        yield asking


@pytest.fixture(scope="session")
def kept_users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two users, made once, since that takes a while."""
    path = tmp_path_factory.mktemp("users") / "users.json"
    users = Users(path)
    users.add("ann", "editor", PASSWORD)
    users.add("bo", "reader", PASSWORD)
    return path


@pytest.fixture
def users(kept_users: Path, tmp_path: Path) -> Users:
    path = tmp_path / "users.json"
    path.touch(0o600)
    path.write_bytes(kept_users.read_bytes())
    return Users(path)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store.db", create=True) as store:
        yield store
