from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluate.coreference import Score, assign


def chains(*groups: str) -> list[frozenset[str]]:
    return [frozenset(group) for group in groups]


def score(wanted: list[frozenset[str]], found: list[frozenset[str]]) -> Score:
    made = Score()
    made.add(wanted, found)
    return made


def test_the_worked_example_of_the_reference_scorer() -> None:
    """The example of Pradhan et al. 2014, section 4."""
    made = score(chains("abc", "defg"), chains("ab", "cd", "fghi"))
    figures = {
        name: (round(tally.precision, 3), round(tally.recall, 3)) for name, tally in made.tallies.items()
    }
    assert figures == {
        "mentions": (0.75, 0.857),
        "muc": (0.4, 0.4),
        "b3": (0.5, 0.417),
        "ceafe": (0.433, 0.65),
    }


def test_the_same_chains_are_all_right() -> None:
    made = score(chains("abc", "de"), chains("de", "abc"))
    assert made.conll == pytest.approx(1.0)


def test_nothing_found_is_nothing_right() -> None:
    made = score(chains("abc", "de"), [])
    assert made.conll == 0.0
    assert made.tallies["b3"].recall == 0.0


def test_documents_add_up_to_one_score() -> None:
    made = score(chains("ab"), chains("ab"))
    made.add(chains("cd", "ef"), chains("cd"))
    assert made.tallies["muc"].recall == pytest.approx(2 / 3)
    assert made.tallies["muc"].precision == 1.0


@given(st.integers(1, 5), st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_matching_is_the_best_there_is(height: int, width: int, random: object) -> None:
    draw = random.random  # type: ignore[attr-defined]
    values = np.array([[round(draw(), 2) for _ in range(width)] for _ in range(height)])
    rows, columns = assign(values)
    assert len(set(rows)) == len(set(columns)) == min(height, width)
    wide = values if height <= width else values.T
    best = max(
        sum(wide[row, column] for row, column in enumerate(picked))
        for picked in itertools.permutations(range(wide.shape[1]), wide.shape[0])
    )
    assert values[rows, columns].sum() == pytest.approx(best)
