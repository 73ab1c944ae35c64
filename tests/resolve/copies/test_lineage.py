"""Where articles come from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.copies.lineage import Descent, Member, Pair, trace


def follow(members: list[Member], pairs: list[Pair]) -> dict[int, int]:
    return {key: descent.origin for key, descent in trace(members, pairs).items()}


def test_the_earliest_is_the_origin_and_the_closest_the_parent() -> None:
    members = [Member(3, "c", 12), Member(1, "a", 10), Member(2, "b", 11)]
    pairs = [Pair(2, 1, 0.6, 0.6), Pair(3, 2, 0.9, 0.9), Pair(3, 1, 0.5, 0.5)]
    assert trace(members, pairs) == {1: Descent(None, 1), 2: Descent(1, 1), 3: Descent(2, 1)}


def test_of_one_day_the_id_decides_and_no_date_is_last() -> None:
    assert min(Member(9, "a", 10), Member(1, "b", 10), Member(2, "0", 0), key=lambda one: one.order).key == 9


def test_the_agency_itself_comes_before_others_of_its_day_but_not_of_earlier_ones() -> None:
    agency = Member(9, "z", 10, "AP", "AP")
    assert agency.order < Member(1, "a", 10, "AP").order
    assert agency.order > Member(1, "a", 9, "AP").order


def test_a_round_up_does_not_make_one_of_two_stories() -> None:
    members = [Member(1, "a", 10), Member(2, "b", 10), Member(3, "c", 11)]
    assert follow(members, [Pair(3, 1, 0.4, 1.0), Pair(3, 2, 0.3, 1.0)]) == {1: 1, 2: 2, 3: 1}


def test_copies_that_credit_one_agency_have_one_origin() -> None:
    members = [
        Member(1, "a", 10, "AP"),
        Member(2, "b", 10, "EFE"),
        Member(3, "c", 11, "AP"),
        Member(4, "d", 12, "AP"),
    ]
    pairs = [Pair(3, 1, 0.3, 0.3), Pair(3, 2, 0.4, 0.4)]
    assert follow(members, pairs) == {1: 1, 2: 1, 3: 1, 4: 4}
    unnamed = [Member(one.key, one.id, one.day, "agencies") for one in members]
    assert follow(unnamed, pairs) == {1: 1, 2: 2, 3: 2, 4: 4}


@given(st.data())
def test_the_order_in_which_things_are_given_does_not_matter(data: st.DataObject) -> None:
    days = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=8))
    agencies = data.draw(st.lists(st.sampled_from((None, "AP", "EFE")), min_size=8, max_size=8))
    members = [Member(key, f"{key:02}", day, agencies[key]) for key, day in enumerate(days)]
    linked = data.draw(st.sets(st.tuples(st.sampled_from(members), st.sampled_from(members))))
    shares = st.sampled_from((0.3, 0.5, 1.0))
    pairs = [
        Pair(later.key, other.key, data.draw(shares), data.draw(shares))
        for later, other in sorted(linked, key=lambda pair: (pair[0].key, pair[1].key))
        if later.order > other.order
    ]
    found = trace(members, pairs)
    assert trace(data.draw(st.permutations(members)), data.draw(st.permutations(pairs))) == found
    order = {member.key: member.order for member in members}
    assert all(order[descent.origin] <= order[key] for key, descent in found.items())
    assert all(found[descent.origin].origin == descent.origin for descent in found.values())
