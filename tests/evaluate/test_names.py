from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.evaluate.marked import Marked, is_glued, read_dwie, read_newswire
from onrecord.evaluate.names import Score, find, outermost
from onrecord.model.span import Span

NEWSWIRE = """\
The\tO
Oslo\tB-Organization\tB-Location
Harbour\tI-Organization
Board\tI-Organization
paid\tO
US\tB-Money\tB-Location
$\tI-Money
5\tI-Money
,\tO
Ina\tB-Person
Roe\tI-Person
said\tO
.\tO

Norwegian\tB-NORP
Danes\tB-NORP
left\tO
.\tO
"""


def names_of(article: Marked) -> list[tuple[str, str]]:
    return [(span.slice(article.text), kind) for span, kind in article.names]


def test_newswire_is_put_together_from_its_tokens(tmp_path: Path) -> None:
    path = tmp_path / "one.tsv"
    path.write_text(NEWSWIRE, encoding="utf-8")
    article = read_newswire(path)
    assert article.text == "The Oslo Harbour Board paid US $5, Ina Roe said.\nNorwegian Danes left.\n"
    assert [line.slice(article.text) for line in article.lines] == article.text.splitlines()
    assert names_of(article) == [
        ("Oslo Harbour Board", "organisation"),
        ("Oslo", "place"),
        ("US", "place"),
        ("Ina Roe", "person"),
        ("Norwegian", "group"),
        ("Danes", "group"),
    ]
    assert [span.slice(article.text) for span, _ in outermost(article.names)] == [
        "Oslo Harbour Board",
        "US",
        "Ina Roe",
        "Norwegian",
        "Danes",
    ]


def test_articles_of_deutsche_welle(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    mention = {"name": "Ina Roe", "pos": [3, 5], "sent_id": 0}
    article = {
        "sents": [["Bridge", "closed", "\n", "Ina", "Roe", "left", "on", "Friday", "."]],
        "vertexSet": [
            [{**mention, "type": "type::person"}],
            [{"name": "Friday", "pos": [7, 8], "sent_id": 0, "type": "type::time"}],
        ],
    }
    path.write_text(json.dumps([article]), encoding="utf-8")
    (read,) = read_dwie(path)
    assert read.text == "Bridge closed\nInaRoe left on Friday.".replace("InaRoe", "Ina Roe")
    assert names_of(read) == [("Ina Roe", "person")]
    assert len(read.lines) == 2


@pytest.mark.parametrize(
    ("before", "token", "glued"),
    [("", "The", True), ("Roe", ",", True), ("Roe", "said", False), ("(", "the", True), ("-", "-", False)],
)
def test_where_spaces_stood(before: str, token: str, glued: bool) -> None:
    assert is_glued(before, token) is glued


def test_a_name_is_right_where_its_characters_and_type_are() -> None:
    score = Score()
    score.add(
        [(Span(start=0, end=3), "person"), (Span(start=9, end=12), "place")],
        [(Span(start=0, end=3), "person"), (Span(start=9, end=12), "organisation")],
    )
    assert score.f1("person") == 1.0
    assert score.f1("place") == score.f1("organisation") == 0.0
    assert score.f1("person", "place", "organisation") == 0.5
    assert score.f1("work") == 0.0


def test_the_encoder_marks_plain_names() -> None:
    text = "President Ina Roe of Norway met the head of the World Health Organization in London."
    article = Marked(text, [Span(start=0, end=len(text))], [])
    assert [(span.slice(text), kind) for span, kind in find(article)] == [
        ("Ina Roe", "person"),
        ("Norway", "place"),
        ("World Health Organization", "organisation"),
        ("London", "place"),
    ]
