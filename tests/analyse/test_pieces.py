from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.encoder import load_encoder
from onrecord.analyse.pieces import CONTEXT, WINDOW, Pieces, casing_of, cut_pieces, cut_windows
from onrecord.analyse.quotes import find_quotes
from tests.analyse.parsing import lines_of, words_of


def cut(text: str) -> Pieces:
    lines = lines_of(text)
    return cut_pieces(load_encoder().tokenizer, text, words_of(text), find_quotes(text, lines))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_pieces_lie_in_order_within_their_lines(text: str) -> None:
    pieces = cut(text)
    spans = list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= other[0] for one, other in pairwise(spans))
    assert not any("\n" in text[start:end] for start, end in spans)


def test_every_letter_is_in_a_piece() -> None:
    text = "Ólafur said “naïve” 😀 plans, e.g. £3.5m, won’t work.\nНовости: 新聞"
    pieces = cut(text)
    held = {
        place for start, end in zip(pieces.starts, pieces.ends, strict=True) for place in range(start, end)
    }
    assert [c for place, c in enumerate(text) if place not in held and not c.isspace()] == []


def test_offsets_count_code_points_behind_astral_characters() -> None:
    text = "😀😀 resign"
    pieces = cut(text)
    assert text[pieces.starts[-1] : pieces.ends[-1]] == "resign"


def test_pieces_know_their_quotation_and_their_paragraph() -> None:
    text = "Lee left.\n“I go,” he said of ‘the old house’."
    pieces = cut(text)
    at = {text[s:e]: i for i, (s, e) in enumerate(zip(pieces.starts, pieces.ends, strict=True))}
    assert [pieces.quoting[at[word]] for word in ("left", "go", "said", "house")] == [0, 1, 0, 2]
    assert [pieces.breaks[at[word]] for word in ("Lee", "“", "go")] == [2, 1, 0]


@pytest.mark.parametrize(
    ("word", "casing"),
    [("the", 1), ("Lee", 2), ("NATO", 3), ("McKay", 4), ("1984", 5), ("A", 6), ("“", 0), ("新聞", 4)],
)
def test_casing(word: str, casing: int) -> None:
    assert casing_of(word) == casing


@given(
    st.lists(st.integers(1, 700), max_size=12),
    st.integers(0, 300),
)
def test_windows_cover_all_pieces_once_and_read_around_themselves(lengths: list[int], shift: int) -> None:
    breaks = np.zeros(sum(lengths), dtype=np.int64)
    breaks[np.cumsum([0, *lengths])[:-1].astype(int)] = 1
    windows = cut_windows(breaks, shift=shift)
    owned = [place for window in windows for place in range(window.own_start, window.own_end)]
    assert owned == list(range(len(breaks)))
    for window in windows:
        assert window.end - window.start <= WINDOW - 2
        assert window.start == max(window.own_start - CONTEXT, 0) or len(windows) == 1
        assert window.end == min(window.own_end + CONTEXT, len(breaks)) or len(windows) == 1


def test_windows_are_cut_between_paragraphs_where_they_can() -> None:
    breaks = np.zeros(600, dtype=np.int64)
    breaks[[0, 250, 500]] = 1
    assert [window.own_start for window in cut_windows(breaks)] == [0, 250, 500]
