"""Fixtures: an empty store, in SQLite and in PostgreSQL, and records of one's own to fill it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store.opening import Store, open_store

NOW = "2026-11-27T12:00:00Z"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store can be made; a test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    return str(request.getfixturevalue("postgresql_database"))


@pytest.fixture
def store(store_location: str) -> Iterator[Store]:
    """An empty store that is open; a test that asks for it runs on both databases."""
    with open_store(store_location, create=True) as opened:
        yield opened
