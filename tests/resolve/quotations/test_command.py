"""The command `quotation` on a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.comparing import run_quotation
from onrecord.errors import InputError
from onrecord.store.opening import open_store
from tests.resolve.quotations.articles import Saying, add_articles, make_article

BRIDGE = "The northern bridge will stay shut until engineers have replaced every cracked girder"


@pytest.fixture
def location(tmp_path: Path) -> str:
    with open_store(tmp_path / "store.db", create=True) as store, store.writing() as connection:
        add_articles(connection, [make_article(number, Saying(BRIDGE)) for number in range(2)])
    return str(tmp_path / "store.db")


def run(
    location: str, identity: str | None = None, *, speaker: str | None = None, as_json: bool = False
) -> int:
    return run_quotation(
        location, identity, speaker=speaker, since="2019", until=None, limit=5, as_json=as_json
    )


def test_a_list_and_one_quotation(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(location) == 0
    assert capsys.readouterr().out.splitlines()[1].split("\t")[:3] == ["s0", "2", "2"]
    assert run(location, "s1") == 0
    assert "the same words as 1" in capsys.readouterr().out


def test_json(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(location, as_json=True) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["s0"]
    assert run(location, "s1", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["statements"][1]["kind"] == "same"


def test_nothing_found_is_said(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    run_quotation(location, None, speaker=None, since="2020", until=None, limit=5, as_json=False)
    assert "nothing was found" in capsys.readouterr().err


def test_wrong_questions_are_refused(location: str) -> None:
    with pytest.raises(InputError, match="no date"):
        run_quotation(location, None, speaker=None, since="soon", until=None, limit=5, as_json=False)
    with pytest.raises(InputError):
        run(location, speaker="Bo Ash")
