"""Articles into groups by how alike they are, and groups into happenings."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.stories.grouping import find_centre, group
from onrecord.resolve.stories.likeness import JOINED
from onrecord.resolve.stories.parting import part
from onrecord.resolve.stories.terms import Terms, find_terms

_Pairs = dict[tuple[int, int], float]


def _mirror(pairs: _Pairs) -> dict[int, dict[int, float]]:
    likeness: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), score in pairs.items():
        likeness[one][other] = likeness[other][one] = score
    return likeness


def test_the_most_alike_are_joined_first() -> None:
    assert group([1, 2, 3], _mirror({(1, 2): 0.3, (2, 3): 0.9})) == [[1], [2, 3]]


def test_groups_are_joined_by_their_mean() -> None:
    """A chain of articles that are each like the next is no story."""
    chain = _mirror({(1, 2): 0.3, (2, 3): 0.3, (3, 4): 0.3, (4, 5): 0.3, (5, 6): 0.3})
    assert group([1, 2, 3, 4, 5, 6], chain) == [[1, 2], [3, 4], [5, 6]]


def test_what_is_hardly_alike_stays_apart() -> None:
    assert group([1, 2], _mirror({(1, 2): JOINED - 0.01})) == [[1], [2]]
    assert group([1, 2], _mirror({(1, 2): JOINED})) == [[1, 2]]
    assert group([], {}) == []


@given(
    st.dictionaries(
        st.sampled_from(list(combinations(range(8), 2))), st.floats(0, 1).map(lambda value: round(value, 4))
    )
)
def test_groups_are_a_partition_in_order(pairs: _Pairs) -> None:
    groups = group(range(8), _mirror(pairs))
    assert sorted(one for story in groups for one in story) == list(range(8))
    assert all(story == sorted(story) for story in groups)
    assert [story[0] for story in groups] == sorted(story[0] for story in groups)


def test_the_centre_is_most_like_the_others() -> None:
    assert find_centre([1, 2, 3], _mirror({(1, 2): 0.5, (2, 3): 0.6})) == [2, 3, 1]
    assert find_centre([3, 1], _mirror({(1, 3): 0.5})) == [3, 1]


_SHARED = "The Marlinda ran aground off Tessaly on the Skerrow reef."
_WRECK = "Coastguards launched lifeboats in fog while tugs circled and passengers shivered."
_INQUEST = "The coroner Imke Stroud opened the inquest and named drowned sailors at the chapel."


def _terms(texts: list[str]) -> dict[int, Terms]:
    return {place: find_terms(None, f"{_SHARED} {text}") for place, text in enumerate(texts)}


def test_happenings_that_follow_on_one_another_are_told_apart() -> None:
    terms = _terms([_WRECK] * 4 + [_INQUEST] * 4)
    days = [1, 1, 1, 2, 5, 5, 6, 6]
    assert part(range(8), terms, days.__getitem__) == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_what_differs_in_words_alone_is_one_happening() -> None:
    terms = _terms([_WRECK] * 4 + [_INQUEST] * 4)
    assert part(range(8), terms, [1, 2, 1, 2, 2, 1, 2, 1].__getitem__) == [list(range(8))]
    assert part(range(8), terms, lambda _: 0) == [list(range(8))]


def test_what_differs_in_time_alone_is_one_happening() -> None:
    terms = _terms([f"{_WRECK} {_INQUEST}"] * 8)
    assert part(range(8), terms, [1, 1, 1, 2, 5, 5, 6, 6].__getitem__) == [list(range(8))]


def test_small_groups_are_never_parted() -> None:
    terms = _terms([_WRECK] * 2 + [_INQUEST] * 3)
    assert part(range(5), terms, [1, 1, 9, 9, 9].__getitem__) == [list(range(5))]
