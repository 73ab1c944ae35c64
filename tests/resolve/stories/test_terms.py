"""What articles are compared by."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.stories.frequencies import weigh
from onrecord.resolve.stories.likeness import FLOOR, WINDOW, compare, fade
from onrecord.resolve.stories.terms import KEPT, MEETING, find_terms, read_terms, split_words

_WORDS = st.lists(
    st.sampled_from("Tessaly ferry reef Vael tugs harbour fog 90 the of said".split()), max_size=40
)


def test_words_lose_case_possessive_and_plural() -> None:
    words = "ferry vael tug the captain bus 1,200 glass".split()
    assert split_words("Ferries: Vael’s TUGS, the captain's bus; 1,200 glass") == words


def test_words_that_every_article_has_weigh_nothing() -> None:
    assert weigh("the") == weigh("said") == 0
    assert 0 < weigh("police") < weigh("grandmaster") <= weigh("quillfeather")


def test_what_is_only_of_such_words_has_no_terms() -> None:
    terms = find_terms(None, "the of said")
    assert not len(terms.digests)
    assert not terms.meeting()
    assert compare(terms, [terms]) == [0.0]


def test_a_word_of_the_title_weighs_more_than_one_of_the_text() -> None:
    titled = find_terms("Marlinda", "Skerrow fog.")
    assert titled.meeting()[0] == find_terms("Marlinda", "").meeting()[0]


def test_a_name_weighs_more_than_a_word_as_rare() -> None:
    terms = find_terms(None, "There Quillfeather and dunmarsh met.")
    assert terms.meeting()[0] == find_terms("Quillfeather", "").meeting()[0]


def test_only_so_many_terms_are_kept() -> None:
    terms = find_terms(None, " ".join(f"word{number}x" for number in range(3 * KEPT)))
    assert len(terms.digests) == KEPT
    assert len(terms.meeting()) == MEETING


@given(_WORDS)
def test_terms_are_kept_as_they_are(words: list[str]) -> None:
    terms = find_terms("Tessaly", " ".join(words))
    again = read_terms(terms.to_bytes())
    assert np.array_equal(terms.digests, again.digests)
    assert np.array_equal(terms.weights, again.weights)
    assert again.meeting() == terms.meeting()


@given(st.lists(_WORDS, min_size=2, max_size=5))
def test_likeness_is_the_same_from_both_sides_whatever_else_is_compared(texts: list[list[str]]) -> None:
    terms = [find_terms(None, " ".join(words)) for words in texts]
    together = compare(terms[0], terms[1:])
    assert together == [compare(other, [terms[0]])[0] for other in terms[1:]]
    assert all(-1e-6 <= value <= 1 + 1e-6 for value in together)


def test_an_article_is_all_alike_to_itself() -> None:
    terms = find_terms("Ferry runs aground", "The Marlinda hit a reef in fog.")
    assert compare(terms, [terms])[0] == pytest.approx(1, abs=1e-6)


def test_likeness_fades_with_the_days() -> None:
    values = [fade(0.8, days) for days in range(WINDOW + 2)]
    assert values[0] == values[1] == 0.8
    assert values[1:] == sorted(values[1:], reverse=True)
    assert values[WINDOW] > FLOOR
    assert values[WINDOW + 1] == 0
