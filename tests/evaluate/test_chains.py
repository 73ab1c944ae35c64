from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.evaluate.chains import Chained, read_chains

CONLLU = """\
# newdoc id = mill
# newpar
1\tAda\tAda\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1
2\tRoe\tRoe\tPROPN\tNNP\t_\t1\tflat\t_\tDiscourse=x|Entity=1)
3\tsold\tsell\tVERB\tVBD\t_\t0\troot\t_\t_
4\ther\ther\tPRON\tPRP\t_\t5\tnmod:poss\t_\tEntity=(2(1)
5\tmill\tmill\tNOUN\tNN\t_\t3\tobj\t_\tEntity=2)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(2)
2\tburnt\tburn\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""
CONLL = """\
#begin document (mill); part 000
mill 0 0 Ada NNP * - - - - * (1
mill 0 1 Roe NNP * - - - - * 1)
mill 0 2 sold VBD * - - - - * -
mill 0 3 her PRP * - - - - * (2|(1)
mill 0 4 mill NN * - - - - * 2)
mill 0 5 . . * - - - - * -

mill 0 0 It PRP * - - - - * (2)
mill 0 1 burnt VBD * - - - - * -
mill 0 2 . . * - - - - * -

#end document
"""
DWIE = [
    {
        "title": "DW_1",
        "sents": [["Ada", "Roe", "left", "Oslo", ".", "\n", "Roe", "won", "on", "Monday", "."]],
        "vertexSet": [
            [
                {"name": "Ada Roe", "pos": [0, 2], "sent_id": 0, "type": "type::person"},
                {"name": "Roe", "pos": [6, 7], "sent_id": 0, "type": "type::person"},
            ],
            [{"name": "Oslo", "pos": [3, 4], "sent_id": 0, "type": "type::location"}],
            [{"name": "Monday", "pos": [9, 10], "sent_id": 0, "type": "type::time"}],
        ],
    }
]


def words_of(article: Chained) -> list[list[str]]:
    return sorted([span.slice(article.text) for span in chain] for chain in article.chains)


@pytest.mark.parametrize(("name", "content"), [("mill.conllu", CONLLU), ("mill.conll", CONLL)])
def test_mentions_are_read_by_entity(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (article,) = read_chains(tmp_path)
    assert words_of(article) == [["Ada Roe", "her"], ["her mill", "It"]]
    assert article.text.split() == ["Ada", "Roe", "sold", "her", "mill.", "It", "burnt."]
    assert not article.named


def test_of_dwie_the_names_are_read_with_those_told_once(tmp_path: Path) -> None:
    (tmp_path / "dev.json").write_text(json.dumps(DWIE), encoding="utf-8")
    (article,) = read_chains(tmp_path / "dev.json")
    assert words_of(article) == [["Ada Roe", "Roe"], ["Oslo"]]
    assert (article.name, article.named) == ("DW_1", True)
    assert [line.slice(article.text) for line in article.lines] == [
        "Ada Roe left Oslo.",
        "Roe won on Monday.",
    ]


def test_a_folder_can_be_cut_down_to_names(tmp_path: Path) -> None:
    for name in ("mill", "pond"):
        (tmp_path / f"{name}.conllu").write_text(CONLLU, encoding="utf-8")
    assert [article.name for article in read_chains(tmp_path, ["pond"])] == ["pond"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LocationNotFound, match="no such file"):
        list(read_chains(tmp_path / "nowhere"))
    with pytest.raises(LocationNotFound, match="no file of it ends in"):
        list(read_chains(tmp_path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[{}]"),
        ("a.json", "{"),
        ("a.conllu", "1\tword\n"),
        ("a.conll", "#begin document (x)\nx 0\n"),
    ],
)
def test_a_file_of_another_kind_is_an_error_of_the_input(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(MalformedInput, match="coreference"):
        list(read_chains(tmp_path / name))
