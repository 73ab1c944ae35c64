from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import MalformedInput
from onrecord.evaluate.factuality import (
    head_within,
    join_words,
    judge_sentence,
    main,
    read_sentences,
    score_pairs,
)
from onrecord.model.span import Span
from tests.analyse.parsing import parse
from tests.shared import SHARED, needs_shared

LINES: list[dict[str, Any]] = [
    {"text": "The mayor did n't resign .", "targets": [{"span1": [4, 5], "label": -3.0}]},
    {"text": "Lee sang .", "targets": [{"span1": [1, 2], "label": 3.0}]},
    {"text": "Roe may pay .", "targets": [{"span1": [2, 3], "label": 1.0}]},
    {"text": "Nothing is marked here .", "targets": []},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return path


def test_sentences_without_targets_are_left_out(corpus: Path) -> None:
    sentences = list(read_sentences(corpus))
    assert [sentence.text for sentence in sentences] == [line["text"] for line in LINES[:3]]
    assert sentences[0].targets[0].span1 == (4, 5)
    assert sentences[0].targets[0].label == -3.0


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "A .", "targets": []}\n{"text": 1}\n', encoding="utf-8")
    with pytest.raises(MalformedInput, match="line 2"):
        list(read_sentences(path))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Lee did n't go , Roe said .", "Lee didn't go, Roe said."),
        ("`` Go ! '' she said", '"Go!" she said'),
        ('" Go , " she said , " now . "', '"Go," she said, "now."'),
        ("Roe 's bank -LRB- in Oslo -RRB- paid $ 3", "Roe's bank (in Oslo) paid $3"),
    ],
)
def test_words_are_joined_as_they_were_printed(words: str, text: str) -> None:
    joined, places = join_words(words.split())
    assert joined == text
    assert len(places) == len(words.split())
    assert all(place.slice(joined).strip() == place.slice(joined) for place in places)
    assert [place.slice(joined) for place in places if place.slice(joined).isalpha()] == [
        word for word in words.split() if word.isalpha()
    ]


def test_a_trigger_of_several_tokens_is_its_last_word() -> None:
    parsed = parse("The bomb-blast hurt nobody.")
    head = head_within(parsed, Span(start=4, end=14))
    assert head is not None
    assert parsed.tokens[head].text == "blast"


def test_a_trigger_without_words_has_no_head() -> None:
    assert head_within(parse("Lee sang."), Span(start=8, end=9)) is None


def test_a_sentence_is_judged_at_its_targets(corpus: Path) -> None:
    denied, sung, _ = (judge_sentence(sentence)[0] for sentence in read_sentences(corpus))
    assert denied[0] == -3.0
    assert denied[1] < -1
    assert sung[0] == 3.0
    assert sung[1] > 2


def test_perfect_agreement() -> None:
    score = score_pairs([(3.0, 3.0), (-2.0, -2.0), (0.0, 0.0)])
    assert score.pearson == pytest.approx(1)
    assert (score.events, score.mean_absolute_error, score.negative_f1) == (3, 0.0, 100.0)


def test_the_negative_class_starts_at_minus_one() -> None:
    # One hit, one miss (-0.9 is not negative), one false alarm: 2 of 4.
    score = score_pairs([(-1.0, -1.0), (-2.0, -0.9), (-0.5, -1.5), (3.0, 2.0)])
    assert score.negative_f1 == pytest.approx(50)
    assert score.mean_absolute_error == pytest.approx((0 + 1.1 + 1.0 + 1.0) / 4)


def test_opposite_scores_correlate_negatively() -> None:
    assert score_pairs([(3.0, -3.0), (-3.0, 3.0)]).pearson == pytest.approx(-1)


@pytest.mark.parametrize("pairs", [[], [(1.0, 2.0)], [(1.0, 2.0), (2.0, 2.0)]])
def test_what_is_not_defined_is_nought(pairs: list[tuple[float, float]]) -> None:
    score = score_pairs(pairs)
    assert (score.pearson, score.negative_f1) == (0.0, 0.0)


def test_the_command_prints_the_scores(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(corpus)])
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["events", "3"]
    assert printed[1].startswith("Pearson r")
    assert float(printed[1].split()[-1]) > 0.9
    assert printed[3].split() == ["negative", "F1", "100.0"]


@needs_shared
def test_the_scores_on_news_do_not_fall() -> None:
    """A fixed part of the corpus, since all of it takes too long for a test."""
    sentences = list(read_sentences(SHARED / "corpora" / "factuality" / "uw.dev.jsonl"))[::8]
    score = score_pairs([pair for sentence in sentences for pair in judge_sentence(sentence)])
    assert score.pearson > 0.7
    assert score.negative_f1 > 65
