from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InvalidSpan
from onrecord.model.span import Span, trimmed


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_a_span_is_never_empty_reversed_or_negative(start: int, end: int) -> None:
    with pytest.raises(InvalidSpan):
        Span(start=start, end=end)


def test_covers_and_overlaps() -> None:
    outer, inner, beside = Span(start=2, end=9), Span(start=2, end=5), Span(start=9, end=11)
    assert outer.covers(inner)
    assert not inner.covers(outer)
    assert outer.overlaps(inner)
    assert not outer.overlaps(beside)


@given(st.text(), st.data())
def test_trimming_gives_the_stripped_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = trimmed(text, start, end)
    assert (span.slice(text) if span else "") == text[start:end].strip()
