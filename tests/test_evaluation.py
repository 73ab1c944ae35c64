from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli import main
from tests.evaluate.test_chains import CONLLU
from tests.evaluate.test_names import NEWSWIRE
from tests.evaluate.test_times import TIMEML


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "mill.conllu").write_text(CONLLU, encoding="utf-8")
    (tmp_path / "a.tsv").write_text(NEWSWIRE, encoding="utf-8")
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.tml").write_text(TIMEML, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["evaluate", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("kind", "told", "rows"),
    [
        ("coreference", "1 articles, 4 mentions annotated; F1", {"as read", "by rule alone"}),
        (
            "mentions",
            "1 articles, 5 names annotated",
            {"person", "place", "group", "organisation", "all three"},
        ),
        ("syntax", "1 documents, 9 words", {"words", "sentences", "upos", "feats", "lemmas", "uas", "las"}),
        ("times", "3 articles, 6 expressions annotated, 3 found", {"strict", "relaxed", "type", "value"}),
    ],
)
def test_each_command_prints_its_figures(
    corpus: Path, capsys: pytest.CaptureFixture[str], kind: str, told: str, rows: set[str]
) -> None:
    code, out, _ = run(capsys, kind, corpus, "--format", "json")
    figures = json.loads(out)
    assert code == 0
    assert figures.pop("measured") == told
    assert set(figures) == rows
    assert all(0 <= value <= 100 for row in figures.values() for value in row.values())
    code, out, _ = run(capsys, kind, corpus)
    assert code == 0
    assert out.splitlines()[0] == told
    assert len(out.splitlines()) == 2 + len(rows)


def test_what_is_read_as_annotated_is_all_right(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "coreference", corpus, "--format", "json")
    assert json.loads(out)["as read"]["muc"] > 0
    _, out, _ = run(capsys, "syntax", corpus, "--format", "json")
    assert json.loads(out)["words"]["F1"] == 100.0


def test_held_out_takes_what_training_never_saw(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "times", corpus, "--held-out")
    assert out.startswith("1 articles, 2 expressions")
    code, _, err = run(capsys, "coreference", corpus, "--held-out")
    assert code == 1
    assert "no file of it ends in" in err


@pytest.mark.parametrize("kind", ["coreference", "mentions", "syntax", "times"])
def test_a_corpus_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    for place in (tmp_path / "nowhere", tmp_path):
        code, out, err = run(capsys, kind, place)
        assert (code, out) == (1, "")
        assert err.startswith(f"onrecord: {place}: ")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("syntax", "x.conllu"), ("times", "x.tml"), ("coreference", "x.json"), ("mentions", "x.json")],
)
def test_a_corpus_that_is_something_else_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str
) -> None:
    (tmp_path / name).write_text("1\twhat is this\n", encoding="utf-8")
    code, _, err = run(capsys, kind, tmp_path / name)
    assert code == 1
    assert err.startswith("onrecord: ")
    assert "as it should be" in err
