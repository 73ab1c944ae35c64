"""The commands by which people judge who is who: walked through, and from scripts."""

from __future__ import annotations

import io
import json

import pytest

from onrecord.errors import UnknownName
from onrecord.resolve.identities.ledger import read_ledger
from onrecord.reviewing import run_identity, run_judge, run_review
from onrecord.store.opening import open_store
from tests.resolve.identities.people import Article, add_all, are_one


@pytest.fixture
def filled(store_location: str) -> str:
    """A store of two articles in which only people can tell who John Smith is."""
    with open_store(store_location, create=True) as opened, opened.writing() as connection:
        add_all(connection, [Article(n, {"person": "person: John Smith"}, day=n) for n in (1, 2)])
    return store_location


def review(location: str, keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(keys))
    assert run_review(location, by="Ann", limit=5, as_json=False) == 0


def test_an_answer_joins_two_and_back_takes_it_back(
    filled: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    review(filled, "s\n", monkeypatch)
    assert "John Smith" in capsys.readouterr().out
    with open_store(filled) as opened, opened.reading() as connection:
        assert are_one(connection, "person1", "person2")
        assert [one.by for one in read_ledger(connection)] == ["Ann"]
    assert run_judge(filled, ("person1", "person2"), "withdrawn", by="Ann", note=None) == 0
    with open_store(filled) as opened, opened.reading() as connection:
        assert not are_one(connection, "person1", "person2")


def test_back_returns_to_the_pair_before(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(filled) as opened, opened.writing() as connection:
        add_all(connection, [Article(n, {"person": "person: Mary Jones"}, day=n) for n in (3, 4)])
    review(filled, "d\nb\nu\nq\n", monkeypatch)
    with open_store(filled) as opened, opened.reading() as connection:
        assert [one.judgement for one in read_ledger(connection)] == ["different", "withdrawn", "unsure"]


def test_doubtful_pairs_are_listed_as_json(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_review(filled, by=None, limit=5, as_json=True) == 0
    [pair] = json.loads(capsys.readouterr().out)
    assert {pair["left"]["entity"], pair["right"]["entity"]} == {"person1", "person2"}
    assert pair["left"]["contexts"][0]["words"] == "John Smith"


def test_an_identity_is_shown_with_its_reasons(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    run_judge(filled, ("person1", "person2"), "same", by="Ann", note=None)
    capsys.readouterr()
    assert run_identity(filled, "john smith", why=True, as_json=False) == 0
    shown = capsys.readouterr().out
    assert "2 entities" in shown
    assert "Ann judged so" in shown
    with pytest.raises(UnknownName):
        run_identity(filled, "Nobody", why=False, as_json=False)
