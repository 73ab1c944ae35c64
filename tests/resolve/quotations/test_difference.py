"""The difference of two wordings, with places in both texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.span import Span
from onrecord.resolve.quotations.difference import Operation, Side, find_difference, mark_difference
from onrecord.resolve.quotations.wording import read_wording

WORDS = "bridge girder engineer harbour never the of we shut open".split()
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def make_side(words: str, *, before: str = "") -> Side:
    start = len(before)
    return Side(words, read_wording(words, "direct"), [Span(start=start, end=start + len(words))])


def test_what_was_cut_added_and_changed_is_marked() -> None:
    old = "The old bridge will stay shut until engineers have replaced every girder"
    new = "The bridge will stay open until brave engineers have replaced every girder"
    steps = find_difference(make_side(old), make_side(new))
    assert mark_difference(steps) == (
        "The [-old-] bridge will stay [-shut-] {+open+} until {+brave+} engineers have replaced every girder"
    )
    assert [step.change for step in steps if step.change != "kept"] == ["cut", "changed", "added"]


def test_places_are_those_of_the_texts() -> None:
    front, back = "Lee said: ", "On Monday she said: "
    old, new = "the bridge is shut again", "the bridge is open again"
    steps = find_difference(make_side(old, before=front), make_side(new, before=back))
    changed = next(step for step in steps if step.change == "changed")
    assert [span.slice(front + old) for span in changed.before_spans] == ["shut"]
    assert [span.slice(back + new) for span in changed.after_spans] == ["open"]


def test_words_of_several_parts_have_several_places() -> None:
    text = "“The bridge is shut,” said Lee. “Go home.”"
    first, second = Span(start=0, end=21), Span(start=32, end=42)
    words = f"{first.slice(text)} … {second.slice(text)}"
    side = Side(words, read_wording(words, "direct"), [first, second])
    (step,) = find_difference(side, side)
    assert [span.slice(text) for span in step.after_spans] == ["The bridge is shut,”", "“Go home"]


@given(texts, texts)
def test_the_steps_lead_from_one_to_the_other(old: str, new: str) -> None:
    steps = find_difference(make_side(old), make_side(new))
    assert " ".join(step.before for step in steps if step.before) == old
    assert " ".join(step.after for step in steps if step.after) == new
    assert all(_fits(step) for step in steps)
    for step in steps:
        assert [span.slice(old) for span in step.before_spans] == ([step.before] if step.before else [])
        assert [span.slice(new) for span in step.after_spans] == ([step.after] if step.after else [])


def _fits(step: Operation) -> bool:
    sides = {"kept": (True, True), "cut": (True, False), "added": (False, True), "changed": (True, True)}
    return (bool(step.before), bool(step.after)) == sides[step.change]
