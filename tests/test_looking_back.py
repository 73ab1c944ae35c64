"""What the commands answer for a moment and for a day."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import typer
from typer.testing import CliRunner, Result

from onrecord.commands import asking, exporting, keeping
from onrecord.store.opening import open_store
from onrecord.store.writer import add_record
from tests.query.press import add, happening, quote
from tests.records import Sketch

app = typer.Typer()
for commands in (asking, exporting, keeping):
    commands.register(app)
JANUARY, FEBRUARY = "2026-01-10T12:00:00Z", "2026-02-10T12:00:00Z"


@pytest.fixture(scope="module", params=["as they were", "analysed anew"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store to which one article was added in January, another in February."""
    path = tmp_path_factory.mktemp("then") / "press.db"
    post = Sketch("post", "minister", {"person": "lee", "position": "minister"}, phase="holds")
    first = happening("a", "[e:lee Ann Lee] is minister.", [post], {"lee": "Ann Lee"}, day="2018-08-01")
    with open_store(path, create=True) as opened:
        add(opened, first, now=JANUARY)
        add(opened, quote("b", "Ann Lee", "“The bridge is shut.”", day="2018-08-05"), now=FEBRUARY)
        if request.param == "analysed anew":
            with opened.writing() as connection:
                newer = msgspec.structs.replace(first, engine="later", events=())
                add_record(connection, newer, now="2026-03-01T12:00:00Z", reanalyse=True)
    return str(path)


def run(store: str, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, [command, "--store", store, *arguments])


def ids(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [line.split("\t")[0] for line in result.stdout.splitlines()[1:]]


def test_search_and_count_answer_for_a_moment(store: str) -> None:
    assert ids(run(store, "search", "-k", "statements", "--as-of", "2026-01-31")) == []
    assert ids(run(store, "search", "-k", "statements", "--as-of", FEBRUARY)) == ["b-s"]
    assert ids(run(store, "search", "-k", "events", "--as-of", "2026-01-31")) == ["a-v0"]
    assert run(store, "count", "--as-of", "2026-01", "--format", "csv").stdout == "articles\n1\n"
    assert run(store, "count", "--as-of", "2026", "--format", "csv").stdout == "articles\n2\n"


def test_a_timeline_and_a_dossier_answer_for_a_moment_and_a_day(store: str) -> None:
    assert ids(run(store, "timeline", "Ann Lee", "--as-of", "2026-01-31")) == ["a-v0"]
    assert ids(run(store, "timeline", "Ann Lee", "--as-of", "2026-02-15", "--on", "2018-08-05")) == [
        "a-v0",
        "b-s",
    ]
    told = json.loads(run(store, "dossier", "Ann Lee", "--as-of", "2026-01-31", "--json").stdout)
    assert told["said"] == []
    then = json.loads(
        run(store, "dossier", "Ann Lee", "--on", "2018-08-05", "--as-of", "2026-02-28", "--json").stdout
    )
    assert then["taken"]["names"] == [{"name": "Ann Lee", "articles": 2}]
    assert [(one["standing"], one["what"], one["accounts"]) for one in then["held"]] == [
        ("so", "minister", ["a-v0"])
    ]
    assert [hit["id"] for hit in then["said"]] == ["b-s"]
    table = run(store, "dossier", "Ann Lee", "--on", "2018-08-05", "--as-of", "2026-02-28").stdout
    assert "# Ann Lee on 2018-08-05\nstanding\ttype\twhat" in table
    assert "so\tpost\tminister\t\ttold before\ta-v0\t\tMeridian Wire\t1\n" in table


def test_a_day_of_which_nothing_is_told(store: str) -> None:
    result = run(store, "dossier", "Ann Lee", "--on", "1990-01-01", "--as-of", "2025-01-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nobody and nothing of this name" in result.stderr
    empty = run(store, "search", "-k", "statements", "--on", "1990-01-01")
    assert empty.stderr == "onrecord: nothing was found\n"


def test_show_cite_and_stats_answer_for_a_moment(store: str) -> None:
    assert "by onrecord unknown" in run(store, "cite", "a-v0", "--as-of", "2026-01-31").stdout
    assert "unknown" in run(store, "show", "a-v0", "--as-of", "2026-01-31").stdout
    unknown = run(store, "cite", "b-s", "--as-of", "2026-01-31")
    assert unknown.exit_code == 2
    assert "give at least" in unknown.stderr
    stats = json.loads(run(store, "stats", "--as-of", "2026-01-31", "--json").stdout)
    assert (stats["articles"], stats["statements"], stats["events"]) == (1, 0, 1)
    assert stats["size"] == json.loads(run(store, "stats", "--json").stdout)["size"]


def test_an_export_is_that_of_the_moment(store: str, tmp_path: Path) -> None:
    out = tmp_path / "then.jsonl"
    result = run(store, "export", "--to", "jsonl", "--out", str(out), "--as-of", "2026-01-31")
    assert result.exit_code == 0
    [record] = out.read_text().splitlines()
    assert [one["id"] for one in json.loads(record)["events"]] == ["a-v0"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", "--as-of", "yesterday"), "no moment"),
        (("search", "--on", "2018-08"), "no day"),
        (("dossier", "Ann Lee", "--on", "soon"), "no day"),
        (("timeline", "Ann Lee", "--on", "2018"), "no day"),
        (("cite", "a-v0", "--as-of", "2026-13"), "no moment"),
        (("stats", "--as-of", "now"), "no moment"),
    ],
)
def test_what_is_no_moment_or_day_is_refused(store: str, arguments: tuple[str, ...], words: str) -> None:
    result = run(store, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
