"""The results that are kept, the page that is made of them, and the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bench.suite import __main__ as command
from bench.suite import catalogue, keeping, page
from bench.suite.catalogue import MEASURES, RUN, find_measure
from bench.suite.keeping import SCORES, Result, keep, read_results
from bench.suite.measure import ROOT, Material, Measure, Row, Table
from bench.suite.page import flatten, write_page, write_table
from onrecord.errors import InputError

TABLE = Table(
    name="whole",
    columns=("precision", "records", "kappa"),
    rows=(Row("onrecord", (79.0, 1200, 1.0)), Row("another", (None, 3, 0.5), "peer")),
    note="Two articles",
    places={"kappa": 2},
)


def result(name: str, *, code: str = "a", date: str = "2026-01-02T03:04:05Z", run: bool = True) -> Result:
    return Result(
        measure=name,
        command=f"python -m bench.suite --only {name}",
        date=date,
        commit="0123abc",
        code={"analyse": code} if run else {},
        tables=(TABLE,),
        seconds=1.5,
        load=0.2,
        hardware=keeping.find_hardware() if run else None,
        run=run,
    )


def test_the_page_is_what_the_kept_results_give() -> None:
    assert (ROOT / "docs" / "scores.md").read_text(encoding="utf-8") == write_page(SCORES), (
        "run: python -m bench.suite --page"
    )


def test_results_are_of_measures_and_have_figures() -> None:
    kept = read_results(SCORES)
    assert len(kept) > 30
    assert set(kept) <= {one.name for one in MEASURES} == set(RUN)
    for one in kept.values():
        assert all(table.rows for table in one.tables), one.measure
        assert one.command
        assert one.run is (one.hardware is not None)


def test_results_hold_no_text_of_articles() -> None:
    for one in read_results(SCORES).values():
        for table in one.tables:
            words = [row.of for row in table.rows] + [
                v for row in table.rows for v in row.values if isinstance(v, str)
            ]
            assert max(map(len, words)) < 161, one.measure


def test_the_kept_gate_is_on_its_floors() -> None:
    [table] = read_results(SCORES)["examples"].tables
    floors = msgspec.json.decode((ROOT / "bench" / "floors.json").read_bytes())["floors"]
    assert {row.of for row in table.rows} == set(floors)
    for row in table.rows:
        *_, f1, floor = row.values
        assert isinstance(f1, float)
        assert isinstance(floor, float)
        assert f1 >= round(floor, 1) - 0.05, row.of


def test_figures_of_others_have_the_columns_of_ours() -> None:
    kept = read_results(SCORES)
    for measure in MEASURES:
        for name, rows in (measure.beside or {}).items() if measure.name in kept else ():
            [table] = [one for one in kept[measure.name].tables if one.name == name]
            assert {len(row.values) for row in rows} == {len(table.columns)}
            assert {row.by for row in rows} <= {"people", "others", "published", "variant"}


def test_a_result_is_kept_and_read_back(tmp_path: Path) -> None:
    path = keep(result("times"), tmp_path / "new")
    assert read_results(tmp_path / "new") == {"times": result("times")}
    assert [one.name for one in path.parent.iterdir()] == ["times.json"]


def test_what_another_program_left_is_shown_and_no_result(tmp_path: Path) -> None:
    (tmp_path / "scale.json").write_text(
        json.dumps({"words": 12_000, "kills": {"of_workers": [3, 4]}, "none": None})
    )
    (tmp_path / "list.json").write_text("[1]")
    assert read_results(tmp_path) == {}
    told = write_page(tmp_path)
    assert "### `scale.json`" in told
    assert "| words | 12,000 |" in told
    assert "| kills, of workers, 2 | 4 |" in told
    assert "none" not in dict(flatten({"none": None}))


def test_a_table_marks_whose_figures_are_whose() -> None:
    lines = list(write_table(TABLE, [Row("annotators", (76.7, None, None), "people")]))
    assert lines == [
        "| | precision | records | kappa |",
        "|---|---:|---:|---:|",
        "| onrecord | 79.0 | 1,200 | 1.00 |",
        "| *peer* another |  | 3 | 0.50 |",
        "| *people* annotators | 76.7 |  |  |",
        "",
        "Two articles.",
    ]


def test_what_a_program_printed_stands_as_it_is() -> None:
    printed = Table(name="printed", columns=(), rows=(Row("3 faults", ()),))
    assert list(write_table(printed)) == ["```", "3 faults", "```"]


def test_what_is_not_measured_is_said(tmp_path: Path) -> None:
    keep(result("syntax"), tmp_path)
    told = write_page(tmp_path)
    assert "**Not measured yet**: `python -m bench.suite --only jobs`" in told
    assert "--only syntax`" in told
    assert "**Not measured yet**: `python -m bench.suite --only syntax`" not in told


def test_old_results_are_marked(tmp_path: Path) -> None:
    keep(result("syntax", code="old", date="2026-01-01T00:00:00Z"), tmp_path)
    keep(result("times", code="new", date="2026-01-02T00:00:00Z"), tmp_path)
    keep(result("crash", run=False), tmp_path)
    syntax, _, times = write_page(tmp_path).partition("Time expressions")
    assert "**An earlier state of the code**: 2026-01-01, commit 0123abc" in syntax
    assert "An earlier state" not in times
    assert "**Not run anew**" in times


def measure(name: str, table: Table | None = TABLE, needs: tuple[str, ...] = ()) -> Measure:
    def run(_: Material) -> Iterator[Table]:
        if table is None:
            raise ValueError("nothing to measure")
        yield table

    return Measure(
        name=name,
        layer="Statements",
        title=name,
        told=name,
        run=run,
        seconds=1,
        needs=needs,
        rests_on=("model",),
    )


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> list[Measure]:
    """A few measures in the place of the suite's."""
    made = [measure("good"), measure("bad", None), measure("far", needs=("corpora/none",))]
    for module in (command, page, catalogue):
        monkeypatch.setattr(module, "MEASURES", made)
    return made


def run_suite(tmp_path: Path, *options: str) -> int:
    folders = ("--out", "out", "--work", "work", "--write", "scores.md", "--shared", "shared")
    return command.main(
        [*options, *(one if one.startswith("--") else str(tmp_path / one) for one in folders)]
    )


@pytest.mark.usefixtures("measures")
def test_one_that_fails_costs_the_others_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_suite(tmp_path) == 1
    said = capsys.readouterr()
    assert "good: done" in said.out
    assert "far: left out, since there is no corpora/none" in said.out
    assert "failed: bad" in said.out
    assert "nothing to measure" in said.err
    assert "| onrecord | 79.0 |" in (tmp_path / "scores.md").read_text(encoding="utf-8")
    assert set(read_results(tmp_path / "out")) == {"good"}


def test_an_interrupted_run_goes_on(
    tmp_path: Path, measures: list[Measure], capsys: pytest.CaptureFixture[str]
) -> None:
    del measures[1:]
    assert run_suite(tmp_path) == 0
    assert run_suite(tmp_path) == 0
    assert "nothing has changed" in capsys.readouterr().out
    assert run_suite(tmp_path, "--again") == 0
    assert "good: done" in capsys.readouterr().out
    kept = read_results(tmp_path / "out")["good"]
    keep(msgspec.structs.replace(kept, code={"model": "earlier"}), tmp_path / "out")
    assert run_suite(tmp_path, "--list") == 0
    assert "of an earlier state of the code" in capsys.readouterr().out
    assert run_suite(tmp_path) == 0
    assert "good: done" in capsys.readouterr().out


def test_records_stay_outside_of_the_repository(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="within the repository"):
        command.main(["--work", str(ROOT / "bench" / "work"), "--out", str(tmp_path)])
    assert not (ROOT / "bench" / "work").exists()


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--only", "nothing"])
    assert "there is no measure nothing" in capsys.readouterr().err
    assert find_measure("nothing") is None
