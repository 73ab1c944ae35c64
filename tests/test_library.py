"""Stores from Python, and the example that asks a real question from end to end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import UnknownName
from onrecord.model.document import Published
from tests.records import make_record

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.fixture
def store(tmp_path: Path) -> onrecord.Store:
    return onrecord.open_store(tmp_path / "news.db", create=True)


def test_records_are_added_and_asked_for(store: onrecord.Store) -> None:
    record = make_record(
        "[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:direct “The bridge is shut.”]",
        entities={"lee": ("person", "Ann Lee")},
        outlet="The Argus",
        published=Published(value="2019-03-14", basis="given"),
    )
    with store:
        assert [taken.outcome for taken in onrecord.add(store, [record])] == ["added"]
        (hit,) = onrecord.search(store, onrecord.Question(speaker="ann lee", form="direct")).hits
        assert (hit.id, hit.outlet) == ("s1", "The Argus")
        table = onrecord.count(store, onrecord.Question(kind="statements"), by=("outlet", "form"))
        assert table.rows == (("The Argus", "direct", 1),)
        assert onrecord.dossier(store, "Ann Lee").said[0].id == "s1"
        assert [entry.hit.id for entry in onrecord.timeline(store, "Ann Lee").entries] == ["s1"]
        with pytest.raises(UnknownName, match="did you mean 'Ann Lee'"):
            onrecord.search(store, onrecord.Question(speaker="Ann Le"))


def test_what_cannot_be_read_is_told(store: onrecord.Store, tmp_path: Path) -> None:
    with store:
        (taken,) = onrecord.add(store, [tmp_path / "none.txt"])
        assert (taken.outcome, taken.ours) == ("failed", False)


def test_the_example_says_whom_outlets_quote(tmp_path: Path) -> None:
    script, store = EXAMPLES / "whom_they_quote.py", tmp_path / "bridge.db"
    command = [sys.executable, "-W", "error", str(script), "bridge", str(store)]
    expected = (EXAMPLES / "bridge" / "whom_they_quote.tsv").read_text("utf-8")
    for _ in range(2):  # the second run finds its articles in the store
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
        assert (done.stdout, done.stderr) == (expected, "")


def test_the_example_is_short() -> None:
    lines = (EXAMPLES / "whom_they_quote.py").read_text("utf-8").splitlines()
    code = [line for line in lines if line.strip() and not line.strip().startswith(("#", '"'))]
    assert len(code) <= 24
