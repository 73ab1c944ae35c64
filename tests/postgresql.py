"""Fixtures: one real PostgreSQL server for all tests, and an empty database for each."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bench.postgresql import Server, drop_database, find_programs, new_database

NEEDED = "ONRECORD_NEEDS_POSTGRESQL"
"""Set to 1, as CI does, a missing server is a failure; else the tests that want one are skipped."""

__all__ = ["new_database", "postgresql_database", "postgresql_url"]


def require_programs() -> None:
    """Skip the test where no server is installed, or fail it where one is needed."""
    if find_programs() is not None:
        return
    reason = "no PostgreSQL server is installed (Debian: apt install postgresql)"
    if os.environ.get(NEEDED) == "1":
        pytest.fail(f"{reason}, and {NEEDED} is set")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a server that lives as long as the tests; it leads to its database `postgres`."""
    require_programs()
    with Server() as server:
        yield server.url


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[str]:
    """The address of an empty database for one test, deleted behind it."""
    url = new_database(postgresql_url)
    yield url
    drop_database(url)
