from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.cover import Cover
from onrecord.model.span import Span


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 30))
    return Span(start=start, end=start + draw(st.integers(1, 12)))


@given(st.lists(spans(), max_size=12), spans())
def test_the_smallest_stretch_that_holds_the_span_is_found(stretches: list[Span], span: Span) -> None:
    sized = [(s, s.end - s.start, i) for i, s in enumerate(stretches)]
    holding = [size for s, size, _ in sized if s.covers(span)]
    found = Cover(sized).smallest(span)
    if found is None:
        assert not holding
    else:
        assert stretches[found].covers(span)
        assert sized[found][1] == min(holding)


def test_one_stretch_can_be_left_out() -> None:
    cover = Cover([(Span(start=0, end=9), 9, "outer"), (Span(start=2, end=5), 3, "inner")])
    assert cover.smallest(Span(start=3, end=4)) == "inner"
    assert cover.smallest(Span(start=3, end=4), without="inner") == "outer"
