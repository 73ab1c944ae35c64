"""Each measure that needs no large store, on small invented corpora."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.suite import across, layers, slow, speed, statements
from bench.suite.catalogue import MEASURES
from bench.suite.material import read_dev
from bench.suite.measure import Material, Measure, Row, Table
from bench.suite.peer_runs import make_record, run_peer
from onrecord.evaluate.attribution import judge_record
from tests.bench.suite_corpora import MADE, make_shared

_LONG = {"copies"}
_NEED_SPACY = {"names-newswire", "names-dwie", "speed"}
SMALL = [one for one in MEASURES if one.speed == "fast" and one.name not in _LONG]


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    folder = Path(tmp_path_factory.mktemp("suite"))
    (folder / "work").mkdir()
    return Material(make_shared(folder / "shared"), folder / "work")


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "_ROUNDS", 1)
    monkeypatch.setattr(speed, "_PAIRS", 1)
    monkeypatch.setattr(across, "_ORIGINALS", 2)


@pytest.mark.parametrize("measure", SMALL, ids=lambda one: one.name)
def test_each_measure_gives_tables(material: Material, measure: Measure) -> None:
    if measure.name in _NEED_SPACY:
        pytest.importorskip("spacy")
    assert measure.missing(material.shared) == ()
    tables = list(measure.run(material))
    assert tables
    for table in tables:
        assert table.columns
        assert table.rows or measure.name == "errors"
        assert {len(row.values) for row in table.rows} <= {len(table.columns)}
        assert set(table.places) <= set(table.columns)


def rows_of(table: Table) -> dict[str, Row]:
    return {row.of: row for row in table.rows}


def test_statements_are_scored_as_marked(material: Material) -> None:
    [whole] = statements.measure_statements(material)  # without the corpus's own scorer there are no spans
    assert rows_of(whole)["onrecord"].values == (100.0,) * 6
    first, *_, last = next(iter(statements.measure_confidence(material))).rows
    assert first.values[:3] == (100.0, 100.0, 100.0)
    assert isinstance(last.values[2], float)
    assert last.values[2] <= 100.0


def test_the_curve_of_confidences() -> None:
    table = statements.curve("sources", [(0.95, True), (0.5, False), (0.5, True), (0.2, False)], "Sources")
    rows = rows_of(table)
    assert rows["≥ 0"].values == (50.0, 100.0)
    assert rows["≥ 0.5"].values == (66.7, 75.0)
    assert rows["≥ 0.95"].values == (100.0, 25.0)
    assert statements.curve("none", [], "None").rows[0].values == (None, None)


def test_names_are_held_against_spacy(material: Material) -> None:
    pytest.importorskip("spacy")
    [table] = layers.measure_newswire(material)
    assert [row.of for row in table.rows] == ["organisation", "person", "place", "those three"]
    assert rows_of(table)["person"].values[-1] == 1


def test_mentions_are_right_where_their_antecedent_is(material: Material) -> None:
    mentions, bins = layers.measure_mention_confidence(material)
    assert mentions.rows[0].values[1] == 100.0
    assert sum(int(str(row.values[1])) for row in bins.rows) >= 2


def test_reasons_that_a_program_fails_are_told(material: Material) -> None:
    with pytest.raises(RuntimeError, match="no_such_program"):
        list(slow.run_program("bench.no_such_program")(material))
    lines = ["12 faults   in all", "", "no figure"]
    assert [row.of for row in slow.tabulate_lines(lines).rows] == ["12 faults in all"]


def test_a_peer_runs_by_its_own_python(material: Material, tmp_path: Path) -> None:
    """A stand-in for the Python that has textacy: it is what peers.py would print that is read."""
    python = tmp_path / "python"
    start = MADE.index("Roe")
    found = {"source": [start, start + 3], "cue": [start + 4, start + 8], "content": [[35, 59]]}
    lines = [{"peer": "quoter 1", "seconds": 2.0, "words": 50}, *[{"statements": [found, found]}] * 2]
    python.write_text(f"#!{sys.executable}\nimport json\nfor one in {lines!r}: print(json.dumps(one))\n")
    python.chmod(0o755)
    peer = Material(material.shared, material.work, python)
    [whole] = statements.measure_statements(peer)
    assert rows_of(whole)["quoter 1"] == Row("quoter 1", (100.0, 50.0, 66.7, 100.0, 100.0, 100.0), "peer")
    articles, _ = read_dev(material)
    run = run_peer(python, "textacy", [one.text for one in articles])
    assert run.words_a_second == 25.0
    assert len(run.records[0].statements) == 1


def test_textacy_finds_a_quotation() -> None:
    pytest.importorskip("textacy")
    [record] = run_peer(Path(sys.executable), "textacy", [MADE]).records
    [statement] = record.statements
    assert statement.content[0].slice(MADE) == "“We have no grain left,”"


def test_a_record_of_a_peer_is_judged_like_ours(material: Material) -> None:
    articles, _ = read_dev(material)
    assert judge_record(make_record(articles[0].text, []), articles[0]).judged == ()
