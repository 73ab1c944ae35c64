"""What the commands that ask a store print, and how they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from onrecord.commands import asking
from onrecord.store.opening import open_store
from tests.query.press import add, on, own_ids, quote
from tests.records import make_record

app = typer.Typer()
asking.register(app)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("asked") / "press.db"
    with open_store(path, create=True) as opened:
        add(
            opened,
            quote("a", "Ann Lee", "“The bridge was safe.”", day="2018-08-05", about="Bob Marsh"),
            quote("b", "Bob Marsh", "“A\x1b\\[2J bridge, and cracks.”", day="2018-09-01", outlet="Herald"),
        )
    return str(path)


def run(store: str, *arguments: str) -> Result:
    command, *rest = arguments
    return CliRunner().invoke(app, [command, "--store", store, *rest])


def test_search_prints_lines_between_tabs_where_it_is_piped(store: str) -> None:
    result = run(store, "search", "bridge", "--kind", "statements")
    head, first, second = result.stdout.splitlines()
    assert head.split("\t")[:4] == ["id", "published", "outlet", "speaker"]
    assert first.split("\t")[:4] == ["b-s", "2018-09-01", "Herald", "Bob Marsh"]
    assert second.split("\t")[0] == "a-s"
    assert "␛[2J" in first
    assert result.exit_code == 0


def test_a_word_behind_a_hyphen_must_not_be_there(store: str) -> None:
    words = ("search", "bridge", "-cracks", "-k", "statements", "-n2")
    assert [line.split("\t")[0] for line in run(store, *words).stdout.splitlines()] == ["id", "a-s"]
    phrase = run(store, "count", '-"and cracks"', "bridge", "-k", "statements", "--format", "csv")
    assert phrase.stdout == "statements\n1\n"


def test_what_begins_with_a_hyphen_may_be_the_value_of_an_option(store: str) -> None:
    assert "Anna Lee" in run(store, "search", "--speaker", "-Anna Lee").stderr
    assert "no token" in run(store, "search", "bridge", "--after", "-cracks").stderr


def test_a_page_names_the_next(store: str) -> None:
    first = run(store, "search", "bridge", "--kind", "statements", "--limit", "1")
    token = first.stderr.split()[-1]
    assert "more: --after" in first.stderr
    second = run(store, "search", "bridge", "--kind", "statements", "--after", token, "--json")
    found = json.loads(second.stdout)
    assert [hit["id"] for hit in found["hits"]] == ["a-s"]
    assert found["next"] is None


def test_nothing_found_is_no_failure(store: str) -> None:
    result = run(store, "search", "elephant")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "onrecord: nothing was found\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", "--speaker", "Anne Lee"), "did you mean 'Ann Lee'"),
        (("search", "--speaker", "Ann Lee", "--type", "arrest"), "ask for one of them"),
        (("search", "--act", "denny"), "there is deny"),
        (("search", "--type", "zzz"), "'onrecord schema --events' lists them"),
        (("search", "--since", "2019", "--until", "2018-12"), "the first date is behind the last"),
        (("search", "--document", "999999"), "no article or item of this store has this id"),
        (("search", "-cracks"), "only says what not to find"),
        (("search", "--role", "person"), "--role takes a role and a name"),
        (("search", "--after", "zzz"), "no token"),
        (("search", "--since", "yesterday"), "no date"),
        (("dossier", "Nobody"), "nobody and nothing of this name"),
        (("timeline", "Ann Lee", "--until", "2018-13"), "no date"),
        (("count", "--by", "weather"), "no column 'weather'"),
    ],
)
def test_wrong_usage_says_what_is_wrong(store: str, arguments: tuple[str, ...], words: str) -> None:
    result = run(store, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert f"Try 'onrecord {arguments[0]} --help'" in result.stderr
    assert result.stdout == ""


def test_a_store_that_is_not_there_is_exit_code_1(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.db"), "search", "bridge")
    assert result.exit_code == 1
    assert "there is no store here" in result.stderr


def test_a_dossier_has_a_table_for_each_part(store: str) -> None:
    result = run(store, "dossier", "Bob Marsh")
    titles = [line for line in result.stdout.splitlines() if line.startswith("# ")]
    assert titles == [
        "# Bob Marsh",
        "# What they said",
        "# What others said of them",
        "# By outlet",
        "# By month",
    ]
    told = json.loads(run(store, "dossier", "Bob Marsh", "--json").stdout)
    assert told["about"][0]["speakers"] == ["Ann Lee"]
    assert told["taken"] == {"given": "Bob Marsh", "names": [{"name": "Bob Marsh", "articles": 2}]}


def test_a_timeline_says_how_its_dates_are_known(store: str) -> None:
    result = run(store, "timeline", "Ann Lee")
    assert result.stdout.splitlines()[1].split("\t")[:4] == [
        "a-s",
        "2018-08-05",
        "published",
        "Meridian Wire",
    ]


def test_counts_come_as_tables_csv_and_json(store: str) -> None:
    by = ("count", "--kind", "statements", "--by", "outlet,month")
    assert run(store, *by).stdout == (
        "outlet\tmonth\tstatements\nHerald\t2018-09\t1\nMeridian Wire\t2018-08\t1\n"
    )
    rows = list(csv.DictReader(io.StringIO(run(store, *by, "--format", "csv").stdout)))
    assert rows[0] == {"outlet": "Herald", "month": "2018-09", "statements": "1"}
    assert json.loads(run(store, *by, "--json").stdout)[1] == {
        "outlet": "Meridian Wire",
        "month": "2018-08",
        "statements": 1,
    }


def test_stats_count_what_is_there(store: str) -> None:
    lines = dict(line.split("\t") for line in run(store, "stats").stdout.splitlines()[1:])
    assert (lines["articles"], lines["statements"], lines["published"]) == (
        "2",
        "2",
        "2018-08-05 to 2018-09-01",
    )
    assert json.loads(run(store, "stats", "--json").stdout)["statements_by_form"] == [["direct", 2]]


def test_a_name_taken_for_several_is_told(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    with open_store(path, create=True) as opened:
        for mark, name in (("a", "Ann Lee"), ("b", "Bob Lee")):
            record = make_record(
                f"[source:s|e:who {name}] [cue:s said] [content:s:direct “Yes.”] [e:who Lee] left.",
                entities={"who": ("person", name)},
                location=f"{mark}.txt",
                published=on("2018-08-05"),
            )
            add(opened, own_ids(record, mark))
    result = run(str(path), "search", "--speaker", "Lee")
    assert "Lee was taken for Ann Lee (1), Bob Lee (1); --exact" in result.stderr
    assert len(result.stdout.splitlines()) == 3


@pytest.mark.parametrize("command", ["search", "dossier", "timeline", "count", "stats"])
def test_help_shows_examples(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert "Examples:" in result.stdout
    assert f"onrecord {command}" in result.stdout
