from __future__ import annotations

import numpy as np

from onrecord.analyse.facts.classifier import between_means, path_means
from onrecord.analyse.facts.pairs import PAIR, Pairs, Point, find_points, pair_points
from onrecord.analyse.parse import Parse
from tests.analyse.parsing import parse

SENTENCE = "Ada Brook, who was born in Leeds in 1961, runs a French bakery and its shop."


def index_of(parsed: Parse, word: str) -> int:
    return next(token.index for token in parsed.tokens if token.text == word)


def points_of(parsed: Parse) -> list[Point]:
    types = {index_of(parsed, "Brook"): "person", index_of(parsed, "Leeds"): "place"}
    return find_points(parsed, types, [index_of(parsed, "1961")])  # type: ignore[arg-type]


def test_points_are_mentions_times_pronouns_and_nations() -> None:
    parsed = parse(SENTENCE)
    kinds = {parsed.tokens[point.index].text: point.kind for point in points_of(parsed)}
    assert kinds == {
        "Brook": "person",
        "who": "he",
        "Leeds": "place",
        "1961": "time",
        "French": "nation",
        "its": "it",
    }


def test_no_pair_begins_with_a_time_a_place_or_a_nation() -> None:
    parsed = parse(SENTENCE)
    pairs = pair_points(parsed, points_of(parsed))
    firsts = {pairs.points[n].kind for n in pairs.subjects}
    assert firsts == {"person", "he", "it"}
    assert len(pairs.subjects) == 3 * 5
    assert pairs.features.shape == (15, PAIR)


def test_no_pair_reaches_over_a_sentence() -> None:
    parsed = parse("Ada Brook left. He stayed.")
    points = [Point(index_of(parsed, "Brook"), "person"), Point(index_of(parsed, "He"), "he")]
    assert len(pair_points(parsed, points).subjects) == 0


def test_means_are_of_the_words_between_and_on_the_path() -> None:
    parsed = parse("Ada Brook lives in Leeds.")
    brook, leeds, lives = (index_of(parsed, word) for word in ("Brook", "Leeds", "lives"))
    pairs = pair_points(parsed, [Point(brook, "person"), Point(leeds, "place")])
    vectors = np.eye(len(parsed.tokens), dtype=np.float32)
    row = next(n for n in range(len(pairs.subjects)) if pairs.points[pairs.subjects[n]].index == brook)
    between = between_means(pairs, vectors)[row]
    assert np.flatnonzero(between).tolist() == list(range(brook + 1, leeds))
    assert between.sum() == np.float32(1)
    assert np.flatnonzero(path_means(pairs, vectors)[row]).tolist() == [lives]


def test_a_document_without_points_has_no_pairs() -> None:
    pairs: Pairs = pair_points(parse("It rained."), [])
    assert pairs.features.shape == (0, PAIR)
    assert path_means(pairs, np.zeros((3, 4), dtype=np.float32)).shape == (0, 4)
