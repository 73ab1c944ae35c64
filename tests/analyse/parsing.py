"""Parses for tests: a text's lines as its stretches, cached since the model is slow."""

from __future__ import annotations

import re
from functools import cache

from onrecord.analyse.parse import Parse
from onrecord.analyse.tokens import parse_text
from onrecord.analyse.words import cut_words
from onrecord.model.document import Segment
from onrecord.model.span import trimmed


def lines_of(text: str) -> list[Segment]:
    """The lines of a text, each as a body segment."""
    spans = (trimmed(text, match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    return [Segment(start=span.start, end=span.end, kind="body") for span in spans if span]


def words_of(text: str) -> list[list[tuple[int, int]]]:
    """The words of each line."""
    return [list(cut_words(text, line.start, line.end)) for line in lines_of(text)]


@cache
def parse(text: str) -> Parse:
    """The parse of a text, line by line."""
    return parse_text(text, lines_of(text))


def index_of(parsed: Parse, word: str) -> int:
    """The index of the first token with that text."""
    return next(token.index for token in parsed.tokens if token.text == word)
