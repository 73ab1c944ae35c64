"""Groups of pairs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.quotations.grouping import find_groups

numbers = st.integers(0, 9)
pairs = st.sets(st.tuples(numbers, numbers).filter(lambda pair: pair[0] < pair[1]))
ORDER = {number: number for number in range(10)}


def test_two_cuts_of_one_quotation_are_together() -> None:
    assert find_groups([(0, 2), (1, 2)], [], ORDER) == [[0, 1, 2]]


def test_a_chain_is_not_one_group() -> None:
    chain = [(number, number + 1) for number in range(5)]
    assert all(len(group) <= 3 for group in find_groups(chain, [], ORDER))
    assert len(find_groups(chain, [], ORDER)) > 1


def test_what_is_left_joins_where_it_has_most_pairs() -> None:
    assert find_groups([(0, 1), (2, 3)], [(4, 0), (4, 2), (4, 3)], ORDER) == [[0, 1], [2, 3, 4]]


def test_loose_pairs_alone_make_groups() -> None:
    assert find_groups([], [(0, 1)], ORDER) == [[0, 1]]


@given(pairs, pairs, st.permutations(range(10)))
def test_groups_do_not_depend_on_keys_or_the_order_of_pairs(
    close: set[tuple[int, int]], loose: set[tuple[int, int]], names: list[int]
) -> None:
    loose = loose - close
    found = find_groups(sorted(close), sorted(loose), ORDER)
    renamed = find_groups(
        [(names[two], names[one]) for one, two in sorted(close, reverse=True)],
        [(names[one], names[two]) for one, two in sorted(loose, reverse=True)],
        {names[number]: number for number in range(10)},
    )
    assert sorted([names[one] for one in group] for group in found) == sorted(renamed)
    members = [one for group in found for one in group]
    assert len(members) == len(set(members))
    assert all(len(group) >= 2 for group in found)
    assert set(members) == {one for pair in (*close, *loose) for one in pair}
