"""Agreement by the published examples of each coefficient."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.corrections.agreement import (
    find_agreed,
    find_alpha,
    find_interval,
    find_kappa,
    judge,
    score_sheets,
)
from onrecord.errors import InputError

_OBSERVERS = """
    1 2 3 3 2 1 4 1 2 . . .
    1 2 3 3 2 2 4 1 2 5 . 3
    . 3 3 3 2 3 4 2 2 5 1 .
    1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Four observers, from Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C."""


def test_alpha_is_that_of_its_author() -> None:
    rows = [line.split() for line in _OBSERVERS.strip().split("\n")]
    units = [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]
    assert find_alpha(units) == pytest.approx(0.743, abs=0.0005)


def test_kappa_of_fifty_proposals() -> None:
    """Of 50 both say yes to 20 and no to 15; 5 and 10 are between: 0.7 observed, 0.5 by chance."""
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    first = {str(number): one for number, (one, _) in enumerate(pairs)}
    second = {str(number): one for number, (_, one) in enumerate(pairs)}
    assert find_kappa(first, second) == pytest.approx(0.4)
    assert find_agreed(pairs) == pytest.approx(0.7)


def test_the_interval_is_wilsons() -> None:
    assert find_interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=0.0001)
    assert find_interval(0, 10) == pytest.approx((0.0, 0.2775), abs=0.0001)
    assert find_interval(10, 10) == pytest.approx((0.7225, 1.0), abs=0.0001)
    assert find_interval(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share(judged: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, judged))
    low, high = find_interval(right, judged)
    assert 0 <= low <= right / judged <= high <= 1


def test_nothing_is_told_where_nothing_varies() -> None:
    assert find_alpha([[True, True], [True, True]]) is None
    assert find_alpha([[True], [False]]) is None
    assert find_kappa({"a": True}, {"a": True}) is None
    assert find_kappa({"a": True}, {"b": True}) is None
    assert find_agreed([[True]]) is None


@given(st.lists(st.lists(st.booleans(), min_size=2, max_size=2), min_size=2))
def test_coders_who_agree_have_one_and_none_has_more(units: list[list[bool]]) -> None:
    alpha = find_alpha(units)
    same = find_alpha([[first, first] for first, _ in units])
    assert alpha is None or alpha <= 1
    assert same is None or same == pytest.approx(1)


def sheet(**said: str) -> list[dict[str, str]]:
    return [{"item": item, "right": value} for item, value in said.items()]


def test_sheets_are_scored_by_column() -> None:
    (score,) = score_sheets(
        {
            "ann": sheet(a="yes", b="no", c="y", d=""),
            "bo": sheet(a="1", b="0", c="no", d="yes"),
            "cy": sheet(a="true", b="yes"),
        }
    )
    assert (score.column, score.items, score.ties) == ("right", 3, 1)
    assert score.kappa is None
    assert score.agreed == pytest.approx((3 + 1 + 0) / 7)
    assert {coder: (one.right, one.judged) for coder, one in score.by_coder.items()} == {
        "ann": (2, 3),
        "bo": (2, 4),
        "cy": (2, 2),
    }
    assert score.majority is not None
    assert (score.majority.right, score.majority.judged) == (2, 3)


def test_two_sheets_have_a_kappa() -> None:
    (score,) = score_sheets({"ann": sheet(a="yes", b="no"), "bo": sheet(a="yes", b="no")})
    assert (score.kappa, score.alpha, score.agreed) == (1, 1, 1)


def test_cells_that_say_something_else_are_refused() -> None:
    assert judge(" Yes ", "x") is True
    assert judge("", "x") is None
    with pytest.raises(InputError, match="ann, line 2, right: 'perhaps' is neither yes nor no"):
        score_sheets({"ann": sheet(a="perhaps")})
    with pytest.raises(InputError, match="a is there twice"):
        score_sheets({"ann": sheet(a="yes") + sheet(a="no")})
