from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.syntax.punctuation import attach_marks
from onrecord.analyse.words import is_mark

MARKS = [",", ".", "“", "”", "(", ")", '"', "-", "?"]


def attached(nodes: list[tuple[str, int]]) -> list[str | None]:
    """The heads of the marks, words being given with their heads and marks with -1."""
    words = [word for word, _ in nodes]
    marks = [is_mark(word) for word in words]
    heads = attach_marks(words, marks, [head if head >= 0 else 0 for _, head in nodes])
    return [words[head] for head, mark in zip(heads, marks, strict=True) if mark]


def test_a_full_stop_hangs_on_the_root() -> None:
    assert attached([("Nobody", 1), ("left", 1), (".", -1)]) == ["left"]


def test_a_comma_hangs_on_the_clause_that_it_sets_off() -> None:
    nodes = [("If", 2), ("she", 2), ("goes", 5), (",", -1), ("I", 5), ("stay", 5), (".", -1)]
    assert attached(nodes) == ["goes", "stay"]


def test_a_comma_between_conjuncts_hangs_on_the_one_behind() -> None:
    nodes = [("Tea", 0), (",", -1), ("milk", 0), ("and", 4), ("rum", 0)]
    assert attached(nodes) == ["milk"]


def test_both_marks_of_a_pair_hang_on_what_they_enclose() -> None:
    nodes = [("“", -1), ("We", 2), ("pay", 6), (",", -1), ("”", -1), ("she", 6), ("said", 6), (".", -1)]
    assert attached(nodes) == ["pay", "pay", "pay", "said"]
    nodes = [("The", 1), ("club", 6), ("(", -1), ("of", 4), ("Oslo", 1), (")", -1), ("won", 6)]
    assert attached(nodes) == ["Oslo", "Oslo"]


def test_marks_alone_keep_their_heads() -> None:
    assert attach_marks(["-", "-"], [True, True], [0, 0]) == [0, 0]


@given(st.data(), st.integers(1, 14))
def test_no_tree_gets_a_cycle_and_nothing_hangs_on_a_mark(data: st.DataObject, size: int) -> None:
    marks = [*data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), False]
    words = [data.draw(st.sampled_from(MARKS)) if mark else "dog" for mark in marks]
    order = data.draw(st.permutations([i for i, mark in enumerate(marks) if not mark]))
    heads = [order[0]] * len(marks)
    for place, word in enumerate(order[1:], 1):
        heads[word] = order[data.draw(st.integers(0, place - 1))]
    found = attach_marks(words, marks, heads)
    assert all(not marks[head] for head in found)
    assert [h for h, mark in zip(found, marks, strict=True) if not mark] == [
        h for h, mark in zip(heads, marks, strict=True) if not mark
    ]
