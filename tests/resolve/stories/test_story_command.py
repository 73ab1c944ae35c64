"""`onrecord story`, from its arguments to what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from sqlalchemy import delete
from typer.testing import CliRunner, Result

from onrecord.commands.stories import register
from onrecord.resolve.stories.deriving import name_story
from onrecord.store import schema
from onrecord.store.opening import open_store
from tests.resolve.stories.invented import Sample, compare_all

_SAMPLES = [Sample("ferry", "2031-03-04", 0), Sample("ferry", "2031-03-05", 1)]
_SAMPLES += [Sample("merger", "2031-04-01", 0), Sample("merger", "2031-04-02", 1)]


@pytest.fixture(name="filled")
def fill(tmp_path: Path) -> tuple[str, list[str]]:
    """The name of a store with two stories, and the ids of its articles."""
    path = str(tmp_path / "store.db")
    records = [one.make() for one in _SAMPLES]
    with open_store(path, create=True) as store, store.writing() as connection:
        compare_all(connection, records, 50)
        connection.execute(delete(schema.unresolved))  # the other rooms have their own tests
    return path, [one.document.id for one in records]


def _run(*arguments: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return CliRunner().invoke(app, ["story", *arguments])


def test_stories_are_listed(filled: tuple[str, list[str]]) -> None:
    path, ids = filled
    result = _run("--store", path)
    assert result.exit_code == 0
    lines = [line.split("\t")[0] for line in result.stdout.splitlines()]
    assert lines == ["id", name_story(ids[2]), name_story(ids[0])]


def test_there_is_more_behind_a_page(filled: tuple[str, list[str]]) -> None:
    path, ids = filled
    result = _run("--store", path, "-n", "1", "--json")
    assert [one["id"] for one in json.loads(result.stdout)] == [name_story(ids[2])]
    assert f"--after {name_story(ids[2])}" in result.stderr
    after = _run("--store", path, "--json", "--after", name_story(ids[2]))
    assert [one["id"] for one in json.loads(after.stdout)] == [name_story(ids[0])]
    assert not after.stderr


def test_nothing_found_is_said(filled: tuple[str, list[str]]) -> None:
    result = _run("--store", filled[0], "--articles", "9", "--json")
    assert (result.exit_code, result.stdout, "nothing was found" in result.stderr) == (0, "[]\n", True)


def test_a_story_is_shown(filled: tuple[str, list[str]]) -> None:
    path, ids = filled
    result = _run(ids[1], "--store", path)
    assert result.exit_code == 0
    assert "2 articles, 2 independent, 4 March 2031 to 5 March 2031" in result.stdout
    shown = json.loads(_run(name_story(ids[0])[:9], "--store", path, "--json").stdout)
    assert [one["id"] for one in shown["articles"]] == ids[:2]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("y0000000",), 2), (("--since", "soon"), 2), (("--store", "/no/such/store.db"), 1)],
)
def test_failures_have_their_codes(
    filled: tuple[str, list[str]], arguments: tuple[str, ...], code: int
) -> None:
    result = _run("--store", filled[0], *arguments)
    assert result.exit_code == code
    assert result.stderr.startswith("onrecord: ")
