from __future__ import annotations

import random

import numpy as np
import pytest

from onrecord.analyse.attribution.learned import read_attributions
from onrecord.analyse.encoder import Encoder, load_encoder
from onrecord.analyse.pieces import Pieces, cut_pieces, cut_windows
from onrecord.analyse.quotes import find_quotes
from tests.analyse.parsing import lines_of, words_of

PARAGRAPHS = [
    "“We cannot pay for this,” Ms Aldo told the council on Friday.",
    "The harbour master, who has said that the wall is safe, was not there.",
    "According to a report by the Meridian Wire, two of the engineers had warned the mayor in March.",
    "It rained.",
    "He denied it. “Nobody wrote to me,” he said, “and nobody called.”",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def pieces_of(encoder: Encoder, text: str) -> Pieces:
    lines = lines_of(text)
    return cut_pieces(encoder.tokenizer, text, words_of(text), find_quotes(text, lines))


def test_what_a_window_gives_does_not_depend_on_the_others(encoder: Encoder) -> None:
    generator = random.Random(7)
    pieces = pieces_of(encoder, "\n".join(generator.choice(PARAGRAPHS) for _ in range(120)))
    windows = cut_windows(pieces.breaks, size=200, context=24)
    together = encoder.read(pieces, windows)
    for number in (0, 3, len(windows) - 1):
        alone, own = encoder.read(pieces, [windows[number]]), together.window == number
        assert np.array_equal(alone.tags, together.tags[own])
        assert np.array_equal(alone.pointers, together.pointers[own])


def test_a_short_article_is_the_same_after_a_long_one(encoder: Encoder) -> None:
    short, long = pieces_of(encoder, PARAGRAPHS[0]), pieces_of(encoder, "\n".join(PARAGRAPHS * 9))
    before = encoder.read(short, cut_windows(short.breaks))
    encoder.read(long, cut_windows(long.breaks))
    after = encoder.read(short, cut_windows(short.breaks))
    assert np.array_equal(before.tags, after.tags)


def test_all_of_a_long_article_is_read(encoder: Encoder) -> None:
    filler = "\n".join([PARAGRAPHS[3]] * 900)
    text = f"{filler}\n{PARAGRAPHS[0]}\n{filler}"
    lines = lines_of(text)
    encoding = encoder.encode(text, lines, find_quotes(text, lines))
    found = [a.contents[0].span.slice(text) for a in read_attributions(encoder, encoding, [0]).attributions]
    assert len(encoding.tags) == len(encoding.pieces)
    assert any("cannot pay" in content for content in found)


def test_a_statement_on_the_edge_of_a_window_is_not_cut(encoder: Encoder) -> None:
    for count in range(100, 120):  # some of these put the edge of the first window into the quotation
        text = "It rained. " * count + PARAGRAPHS[0]
        lines = lines_of(text)
        encoding = encoder.encode(text, lines, find_quotes(text, lines))
        contents = [
            part.span.slice(text)
            for attribution in read_attributions(encoder, encoding, [0]).attributions
            for part in attribution.contents
        ]
        assert any(content.strip("“”,") == "We cannot pay for this" for content in contents), count


def test_nothing_gives_nothing(encoder: Encoder) -> None:
    encoding = encoder.encode("", [], [])
    assert len(encoding.tags) == 0
    assert not read_attributions(encoder, encoding, [0]).attributions
