from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from onrecord.render.visible import picture_controls, show_controls, show_line

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_what_would_act_on_a_terminal_is_shown() -> None:
    assert show_controls("a\x1b[31mb\x07\x00\x7f") == "a␛[31mb␇␀␡"
    assert show_controls("\x9b31m") == "\\x9b31m"
    assert show_controls("safe\u202egnp") == "safe\\u202egnp"


def test_layout_and_ordinary_letters_stay() -> None:
    assert show_controls("é 漢\t“x”\n") == "é 漢\t“x”\n"


def test_a_line_is_one_line() -> None:
    assert show_line("  a\r\n\n b\u2028c\x1b ") == "a b c␛"


@given(ANY_TEXT)
def test_nothing_that_is_shown_can_act(text: str) -> None:
    shown = show_controls(text)
    assert {unicodedata.category(character) for character in shown if character not in "\t\n"}.isdisjoint(
        {"Cc", "Cs"}
    )
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert len(show_line(text).splitlines()) <= 1


@given(ANY_TEXT)
def test_pictures_keep_the_length(text: str) -> None:
    assert len(picture_controls(text)) == len(text)
