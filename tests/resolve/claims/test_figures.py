"""Numbers of dead and injured as the reader of figures takes them from words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.claims.figures import (
    DEAD,
    INJURED,
    Figure,
    agree,
    read_count,
    read_number,
    read_tolls,
    tell_figure,
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "At least seven people died and more than 50 were hurt.",
            ["dead at least 7", "injured at least 50"],
        ),
        (
            "A bomb went off, killing at least six civilians and wounding 120.",
            ["dead at least 6", "injured 120"],
        ),
        ("Strikes which killed 30 civilians in Orlen", ["dead 30"]),
        ("The death toll rose to 14 on Tuesday.", ["dead 14"]),
        (
            "The death toll from a bombing in the city of Orlen rose to at least six Friday.",
            ["dead at least 6"],
        ),
        ("The fire left two people dead.", ["dead 2"]),
        ("Dozens more were injured.", ["injured 20 to 120"]),
        ("Fifty-one people were injured.", ["injured 51"]),
        ("Up to 32 civilians were killed.", ["dead at most 32"]),
        ("1,200 people were killed.", ["dead 1200"]),
    ],
)
def test_tolls_are_read(sentence: str, told: list[str]) -> None:
    found = read_tolls(sentence, 0, len(sentence))
    assert [f"{one.of} {tell_figure(one)}" for one in found] == told
    assert all(sentence[one.start : one.end] == one.words for one in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "The crash killed two soldiers.",
        "Four are seriously injured.",
        "Several of the injured spoke.",
        "She died aged 35.",
        "Six trains were cancelled, and nobody was hurt.",
        "Two women passengers and the driver died.",
        "The other three people killed were on their way to work.",
    ],
)
def test_numbers_of_some_and_of_other_things_are_no_toll(sentence: str) -> None:
    assert read_tolls(sentence, 0, len(sentence)) == ()


def test_men_and_women_are_added_up_and_others_are_not() -> None:
    found = read_count("A total of six men and one woman", DEAD, 7)
    assert found is not None
    assert (found.least, found.most, found.start) == (7, 7, 7)
    assert read_count("two soldiers and three guards", DEAD, 0) is None
    assert read_count("two women and the driver", DEAD, 0) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two hundred and five", 205),
        ("a dozen", 12),
        ("3 million", 3_000_000),
        ("12,500", 12_500),
        ("x", None),
    ],
)
def test_number_words(words: str, number: float | None) -> None:
    assert read_number(words) == number


def figure(least: float | None, most: float | None) -> Figure:
    exact = least == most
    return Figure(of=INJURED, least=least, most=most, exact=exact, start=0, end=1, words="x")


def test_round_bounds_agree_with_what_they_are_said_for() -> None:
    assert agree(figure(50, None), figure(57, 57))
    assert agree(figure(20, 120), figure(51, 51))
    assert not agree(figure(50, None), figure(90, 90))
    assert not agree(figure(5, None), figure(7, 7))
    assert not agree(figure(30, 30), figure(32, 32))


bounds = st.tuples(st.integers(1, 5_000), st.one_of(st.none(), st.integers(0, 900)))


@given(bounds, bounds)
def test_agreeing_is_mutual(one: tuple[int, int | None], other: tuple[int, int | None]) -> None:
    first, second = (figure(low, None if more is None else low + more) for low, more in (one, other))
    assert agree(first, second) == agree(second, first)
    assert agree(first, first)
