from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.span import Span
from onrecord.render.marks import Mark, MarkedText, escape_text
from onrecord.render.visible import picture_controls
from tests.render.pages import read_page


def mark(start: int, end: int, classes: str, rank: int = 0, target: str | None = None) -> Mark:
    return Mark(Span(start=start, end=end), classes, rank, target)


def write(text: str, *marks: Mark) -> str:
    return MarkedText(text).write(0, len(text), marks)


def test_nested_marks_nest_and_crossing_ones_are_cut() -> None:
    assert write("abcd", mark(0, 4, "out"), mark(1, 2, "in")) == (
        '<span class="out">a<span class="in">b</span>cd</span>'
    )
    assert write("abcd", mark(0, 3, "one"), mark(2, 4, "two")) == (
        '<span class="one">ab<span class="two">c</span></span><span class="two">d</span>'
    )


def test_of_marks_with_the_same_words_the_lower_rank_is_outside() -> None:
    html = write("ab", mark(0, 2, "inner", 2), mark(0, 2, "outer", 1))
    assert html == '<span class="outer"><span class="inner">ab</span></span>'


def test_words_lead_to_the_innermost_target_and_are_one_stop_for_the_keyboard() -> None:
    html = write("abc", mark(0, 3, "out", 0, "s1"), mark(1, 2, "in", 0, "e1"))
    assert html == (
        '<span class="out"><a href="#s1">a</a><span class="in"><a href="#e1">b</a></span>'
        '<a href="#s1" tabindex="-1">c</a></span>'
    )


def test_an_anchor_is_set_once_where_its_mark_begins() -> None:
    marked = MarkedText("ab\ncd")
    both = Mark(Span(start=1, end=5), "m", 0, anchor="at-m")
    assert marked.write(0, 2, [both]) == 'a<span class="m" id="at-m">b</span>'
    assert marked.write(3, 5, [both]) == '<span class="m">cd</span>'
    assert marked.anchors == {"at-m"}


def test_text_is_never_markup() -> None:
    assert escape_text("<b>&amp;</b>") == "&lt;b&gt;&amp;amp;&lt;/b&gt;"
    assert escape_text("a\0b\x1bc") == "a␀b␛c"
    assert escape_text("a\r\nb") == "a&#13;\nb"
    assert escape_text("a\u202eb") == 'a<bdi class="control" data-code="U+202E">\u202e</bdi>b'


def test_many_levels_are_no_trouble() -> None:
    text = "x" * 4001
    html = write(text, *(mark(level, 4001 - level, "m") for level in range(2000)))
    assert read_page(html, None).article == text


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(
        st.text(st.characters(exclude_categories=()) | st.sampled_from("<>&\"'\0\r\u202e"), min_size=1)
    )
    bounds = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(bounds, bounds, st.integers(0, 3)), max_size=8))
    return text, [
        mark(min(one, other), max(one, other), f"m{number}", rank, f"t{number}" if rank else None)
        for number, (one, other, rank) in enumerate(pairs)
        if one != other
    ]


@given(marked_texts())
def test_every_character_is_there_once_with_all_of_its_marks(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    page = read_page(write(text, *marks), None)
    assert page.article == picture_controls(text)
    for position, one in enumerate(page.text):
        around = {item.classes for item in marks if item.span.start <= position < item.span.end}
        assert one.classes - {"control"} == around


@given(marked_texts(), st.data())
def test_a_stretch_has_only_its_own_characters(drawn: tuple[str, list[Mark]], data: st.DataObject) -> None:
    text, marks = drawn
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    html = MarkedText(text).write(start, end, marks)
    assert read_page(html, None).article == picture_controls(text[start:end])
