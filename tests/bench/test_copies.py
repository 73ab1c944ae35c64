"""The benchmark of copies and its generator."""

from __future__ import annotations

import pytest

from bench.copies import find_pairs, measure_store, score_pairs
from bench.made_copies import OPERATIONS, found_press, make_articles


def test_the_same_seed_gives_the_same_articles() -> None:
    first, second = (make_articles(found_press(3), 30) for _ in range(2))
    assert [one.text for one in first] == [one.text for one in second]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_so_much_is_changed_as_was_asked_for(operation: str) -> None:
    press = found_press(4)
    report = press.write_happening(1, 1, day=0)[0]
    before = " ".join(report.paragraphs).split()
    after = " ".join(press.copy(report, operation, 0.3).paragraphs).split()
    if operation == "replaced":
        assert len(after) == len(before)
        changed = sum(one != other for one, other in zip(before, after, strict=True)) / len(before)
    else:
        changed = abs(len(after) - len(before)) / len(before)
    assert changed < 0.45
    assert changed > 0.2 or operation == "mixed"


def test_copies_are_found_in_memory_and_in_a_store_alike() -> None:
    made = make_articles(found_press(5), 60, days=20)
    score = score_pairs(made, find_pairs([(one.text, one.day) for one in made]))
    assert score.precision >= 0.99
    assert score.recall >= 0.95
    assert measure_store(made, batch=20).score == score


def test_pairs_that_are_no_copies_count_against_precision() -> None:
    made = make_articles(found_press(6), 40)
    wrong = next(
        (first, second)
        for second in range(len(made))
        for first in range(second)
        if made[first].source != made[second].source
    )
    score = score_pairs(made, [wrong])
    assert (score.precision, score.recall) == (0.0, 0.0)
