"""The local server, one for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ingest.web.server import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of no pages yet."""
    with serve() as running:
        yield running
