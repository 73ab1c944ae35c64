"""Tables for people and for other programs."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from onrecord.model.span import Span
from onrecord.render.sheets import Cell, Sheet, draw, write_commas, write_tabs

SHEET = Sheet(("id", "words"), [("s1", Cell("The bridge fell.", [Span(start=4, end=10)])), ("s2", "No.")])


def test_tabs_stand_between_cells_and_titles_above() -> None:
    titled = Sheet(("a",), [(1,)], title="By month")
    assert write_tabs([SHEET, titled]) == ("id\twords\ns1\tThe bridge fell.\ns2\tNo.\n\n# By month\na\n1\n")


def test_what_would_act_on_a_terminal_is_shown_instead() -> None:
    sheet = Sheet(("words",), [("\x1b[2J\ttab\nline\u202e",)])
    assert write_tabs([sheet]) == "words\n␛[2J tab line\\u202e\n"
    out = io.StringIO()
    draw([sheet], Console(file=out, width=80))
    assert "\x1b" not in out.getvalue()
    assert "␛[2J tab line" in out.getvalue()


def test_marked_words_stand_out_and_nothing_is_lost() -> None:
    out = io.StringIO()
    draw(
        [SHEET],
        Console(file=out, width=80, force_terminal=True, color_system="standard", legacy_windows=False),
    )
    assert "The \x1b[1;7mbridge\x1b[0m fell." in out.getvalue()


def test_square_brackets_are_no_markup() -> None:
    out = io.StringIO()
    draw([Sheet(("words",), [("[bold]x[/bold]",)], title="[red]")], Console(file=out, width=80))
    assert "[bold]x[/bold]" in out.getvalue()
    assert "[red]" in out.getvalue()


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers())))
def test_commas_read_back_as_what_a_line_shows(rows: list[tuple[str, int]]) -> None:
    from onrecord.render.visible import show_line

    read = list(csv.reader(io.StringIO(write_commas(Sheet(("name", "number"), rows)))))
    assert read == [["name", "number"], *([show_line(name), str(number)] for name, number in rows)]
