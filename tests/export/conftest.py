"""Records that the tests of several forms share."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.model.record import Record
from tests.export.records import make_article

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def read_records() -> tuple[Record, ...]:
    """Two articles as the analysis reads them."""
    return tuple(onrecord.read(EXAMPLES / name / "article.txt") for name in ("diplomacy", "politics"))


@pytest.fixture
def record() -> Record:
    """An article made by hand, with a claim within a claim, and events in several voices."""
    return make_article()
