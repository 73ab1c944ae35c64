from __future__ import annotations

import random

import numpy as np
import pytest

from onrecord.analyse.attribution.learned import read_attributions
from onrecord.analyse.encoder import Encoder, load_encoder
from onrecord.analyse.pieces import Pieces, cut_pieces, cut_windows
from onrecord.analyse.quotes import find_quotes
from tests.analyse.parsing import lines_of

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
    return cut_pieces(encoder.tokenizer, text, lines, find_quotes(text, lines))


def test_what_a_window_gives_does_not_depend_on_its_batch(encoder: Encoder) -> None:
    generator = random.Random(7)
    text = "\n".join(generator.choice(PARAGRAPHS) for _ in range(120))
    pieces = pieces_of(encoder, text)
    whole = cut_windows(pieces.breaks, size=200, context=24)
    alone, together, all_at_once = (encoder.read(pieces, whole, room=room) for room in (1, 900, 10**6))
    for other in (together, all_at_once):
        assert np.abs(alone.tags - other.tags).max() < 1e-4
        assert np.abs(alone.pointers - other.pointers).max() < 1e-4


def test_a_short_window_is_the_same_beside_a_long_one(encoder: Encoder) -> None:
    short = pieces_of(encoder, PARAGRAPHS[0])
    both = pieces_of(encoder, "\n".join([PARAGRAPHS[0], *PARAGRAPHS * 8]))
    window = cut_windows(short.breaks)[0]
    long = cut_windows(both.breaks, size=300, context=20)
    padded = encoder.read(both, [window, *(w for w in long if w.own_start)], room=10**6)
    assert np.abs(padded.tags[: len(short)] - encoder.read(short, [window]).tags).max() < 1e-4


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
        contents = [a.contents[0].span.slice(text) for a in read_attributions(encoder, encoding, [0]).attributions]
        assert any(content.strip("“”,") == "We cannot pay for this" for content in contents), count


def test_nothing_gives_nothing(encoder: Encoder) -> None:
    encoding = encoder.encode("", [], [])
    assert len(encoding.tags) == 0
    assert not read_attributions(encoder, encoding, [0]).attributions
