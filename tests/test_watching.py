"""The commands `onrecord watch ...` and `onrecord screen`, from their arguments to what they print."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner, Result

from onrecord.commands import watching
from onrecord.store.opening import open_store
from tests.watch.press import add, arrest, match
from tests.watch.receiver import receive

_LIST = (
    'id,name,aliases,type,country,born\nw1,"Lee, Ann",,person,fr,1977\nw2,Police in Moss,,organisation,,\n'
)
_TEXT = (
    "MOSS, March 14 - Ann Lee, the mayor of Moss, was arrested on Monday, the police said. "
    "“I did nothing,” Lee told reporters."
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A list of two."""
    path = tmp_path / "people.csv"
    path.write_text(_LIST)
    return path


def run(*arguments: str | Path, code: int = 0, **environment: str) -> Result:
    app = typer.Typer()

    @app.callback()
    def _all() -> None:
        """All commands."""

    watching.register(app)
    result = CliRunner().invoke(app, [str(one) for one in arguments], env=environment)
    assert result.exit_code == code, result.output
    return result


def test_a_list_from_adding_to_alerts_and_away(store_location: str, people: Path, tmp_path: Path) -> None:
    at = ("--store", store_location)
    with open_store(store_location, create=True) as store:
        add(store, arrest())
    told = run("watch", "add", people, *at).output
    assert "people: 2 entries (2 new" in told
    assert "1 articles were matched; 4 new alerts" in told
    assert "people\t2\t4\t" in run("watch", "list", *at).output
    assert json.loads(run("watch", "list", "--json", *at).output)[0]["entries"] == 2
    assert "w1\tLee, Ann" in run("watch", "show", "people", *at).output
    assert json.loads(run("watch", "show", "people", "--json", *at).output)[0]["births"] == ["1977"]
    lines = run("watch", "alerts", "--format", "jsonl", *at).output.splitlines()
    assert {json.loads(line)["entry"]["id"] for line in lines} == {"w1", "w2"}
    least = run("watch", "alerts", "--format", "jsonl", "--least", "certain", *at).output
    assert {json.loads(line)["entry"]["id"] for line in least.splitlines()} == {"w1"}
    assert "is named as the person arrested" in run("watch", "alerts", "--list", "people", *at).output
    out = tmp_path / "alerts.xml"
    run("watch", "alerts", "--format", "atom", "--out", out, *at)
    assert len(ElementTree.parse(out).getroot()) == 5 + 4
    assert run("watch", "alerts", "--since", "2999-01-01", *at).output == ""
    assert "0 new alerts" in run("watch", "run", "--again", *at).output
    run("watch", "remove", "people", *at)
    assert run("watch", "alerts", *at).output == ""


def test_webhooks_from_adding_to_sending(store_location: str, people: Path, tmp_path: Path) -> None:
    at = ("--store", store_location)
    key = tmp_path / "webhook.key"
    key.write_text("a secret that is long enough")
    run("watch", "add", people, *at)
    with receive() as receiver:
        hook = ("watch", "webhook", "add", receiver.url, "--list", "people", *at)
        assert "--allow-private" in run(*hook, code=2).output
        added = run(*hook, "--allow-private", "--secret-file", key)
        with open_store(store_location) as store:
            match(store, add(store, arrest()))
        sent = run("watch", "send", *at)
        assert "4 alerts were delivered, 0 could not be" in sent.output
        assert len(receiver.got) == 4
        listed = run("watch", "webhook", "list", *at)
        assert f"people\t{receiver.url}\t{key}\t4\t0\t0" in listed.output
        as_json = run("watch", "webhook", "list", "--json", *at)
        assert json.loads(as_json.output)[0]["delivered"] == 4
        for result in (added, sent, listed, as_json):
            assert "a secret" not in result.output
        run("watch", "webhook", "remove", receiver.url, *at)
        assert "0 alerts were delivered" in run("watch", "send", *at).output


def test_what_could_not_be_delivered_is_told(store_location: str, people: Path) -> None:
    at = ("--store", store_location)
    run("watch", "add", people, *at)
    run("watch", "webhook", "add", "https://desk.example/", "--list", "people", *at)
    told = run("watch", "send", *at, code=1, ONRECORD_WEBHOOK_SECRET="").output
    assert "holds no secret" in told


def test_wrong_usage(store_location: str, people: Path, tmp_path: Path) -> None:
    at = ("--store", store_location)
    assert "no such file" in run("watch", "add", tmp_path / "none.csv", *at, code=2).output
    assert "no date" in run("watch", "add", people, "--since", "May", *at, code=2).output
    run("watch", "add", people, *at)
    assert "no date" in run("watch", "alerts", "--since", "2024-13-45", *at, code=2).output
    assert "no list is called so" in run("watch", "show", "persons", *at, code=2).output
    assert "nothing is sent" in run("watch", "webhook", "remove", "https://a.example/", *at, code=2).output


def test_screening_a_text_keeps_nothing(
    people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_STORE", raising=False)
    found = json.loads(run("screen", _TEXT, "--list", people, "--language", "en", "--json").output)
    assert {one["entry"]["id"] for one in found} == {"w1"}
    assert {"accused", "speaker"} <= {one["side"] for one in found}
    assert all(one["quote"] in _TEXT for one in found)
    article = tmp_path / "article.txt"
    article.write_text(_TEXT)
    assert "is named as the person arrested" in run("screen", article, "--list", people).output
    assert (
        "nobody" in run("screen", "It rained in Moss on Monday.", "--list", people, "--language", "en").output
    )
    assert not list(tmp_path.glob("*.db*"))
    assert run("screen", _TEXT, code=1).exit_code == 1


def test_screening_with_the_lists_of_a_store(store_location: str, people: Path) -> None:
    at = ("--store", store_location)
    run("watch", "add", people, "--name", "mayors", *at)
    for lists in ((), ("--list", "mayors")):
        assert "list mayors" in run("screen", _TEXT, "--language", "en", *lists, *at).output
