"""Numbers of things, and spellings of names, across the articles of a story."""

from __future__ import annotations

import pytest

from onrecord.resolve.claims.things import Thing, is_clear, may_be_one, read_things


def read(sentence: str) -> list[Thing]:
    return list(read_things(sentence, 0, len(sentence)))


@pytest.mark.parametrize(
    ("sentence", "of", "least"),
    [
        ("The boy fell into an 80m-deep well.", "deep m", 80),
        ("The well is about 40 metres deep.", "deep m", 34),
        ("It fell down a 30-foot-high wall.", "high m", 9.144),
        ("Five fire rescue units came.", "units", 5),
        ("More than 80 diggers came.", "diggers", 80),
    ],
)
def test_things_are_read(sentence: str, of: str, least: float) -> None:
    (found,) = read(sentence)
    assert found.of == of
    assert found.figure.least == pytest.approx(least)
    assert sentence[found.figure.start : found.figure.end] == found.figure.words


@pytest.mark.parametrize(
    "sentence",
    ["He was away for 12 years.", "It cost 20 pounds.", "Seven people died.", "They won 3 of the cups."],
)
def test_times_money_and_people_are_no_things(sentence: str) -> None:
    assert read(sentence) == []


def test_feet_and_metres_of_one_depth_agree() -> None:
    feet, metres, deeper = (
        read(f"The boy fell into a {words} well near the village.")[0]
        for words in ("130-foot-deep", "40-metre-deep", "80-metre-deep")
    )
    assert may_be_one(feet, metres)
    assert is_clear([feet, metres])
    assert not may_be_one(feet, deeper)
    assert not is_clear([feet, deeper])


def test_other_kinds_of_a_thing_are_not_compared() -> None:
    (one,), (other,) = read("Five fire rescue units came."), read("Nine army medical units came.")
    assert may_be_one(one, other)
    (same,) = read("Nine rescue units came.")
    assert not may_be_one(one, same)
