from __future__ import annotations

import json
from pathlib import Path

from onrecord.analyse.pipeline import analyse
from onrecord.evaluate.relations import GROUPS, Related, read_related, score_related
from onrecord.evaluate.tally import Tally
from onrecord.model.document import Article, make_document
from onrecord.model.span import Span

TEXT = "Ada Brook is the chief executive of Globex. Globex praised Ben Park."


def spans(*words: str) -> list[Span]:
    return [
        Span(start=start, end=start + len(word))
        for word in words
        for start in range(len(TEXT))
        if TEXT.startswith(word, start)
    ]


def test_a_relation_is_found_where_an_event_has_both_entities() -> None:
    record = analyse(Article(document=make_document(TEXT, location="test")))
    article = Related(
        TEXT, [spans("Ada Brook"), spans("Globex"), spans("Ben Park")], [("head_of", 0, 1), ("head_of", 2, 1)]
    )
    scores = score_related(article, record)
    assert scores["office or member"] == Tally(1, 1, 1, 2)
    assert scores["family"] == Tally(0, 0, 0, 0)
    assert set(scores) == set(GROUPS)


def test_an_event_between_unrelated_entities_is_wrong() -> None:
    record = analyse(Article(document=make_document(TEXT, location="test")))
    article = Related(TEXT, [spans("Ada Brook"), spans("Globex")], [])
    assert score_related(article, record)["office or member"] == Tally(0, 1, 0, 0)


def test_articles_are_read_with_their_relations(tmp_path: Path) -> None:
    path = tmp_path / "articles.json"
    person, firm = (
        [{"name": name, "pos": [at, at + 1], "sent_id": 0, "type": f"type::{kind}"}]
        for name, at, kind in (("Brook", 0, "person"), ("Globex", 2, "organization"))
    )
    labels = [{"r": "head_of", "h": 0, "t": 1, "evidence": [0]}]
    path.write_text(
        json.dumps(
            [{"title": "A", "sents": [["Brook", "runs", "Globex", "."]], "vertexSet": [person, firm],
              "labels": labels}]
        ),
        "utf-8",
    )  # fmt: skip
    [article] = read_related(path)
    assert article.text == "Brook runs Globex."
    assert article.relations == [("head_of", 0, 1)]
