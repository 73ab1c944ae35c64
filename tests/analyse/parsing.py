"""Parses for tests: a text's lines as its stretches, cached since the model is slow."""

from __future__ import annotations

import re
from functools import cache

from onrecord.analyse.parse import Parse
from onrecord.analyse.tokens import parse_text
from onrecord.analyse.words import cut_words
from onrecord.model.document import Segment
from onrecord.model.span import Span, trimmed


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


def spanned(text: str, words: str) -> Span:
    """The span of some words where they stand first in a text."""
    return Span(start=text.index(words), end=text.index(words) + len(words))


def index_of(parsed: Parse, word: str) -> int:
    """The index of the first token with that text."""
    return next(token.index for token in parsed.tokens if token.text == word)


SYNTAX = (
    ("The mayor lives in the old harbour.", "in", ("case", "harbour")),
    ("The mayor lives in the old harbour.", "harbour", ("obl", "lives")),
    ("The boy fell out of the boat.", "out", ("case", "boat")),
    ("The boy fell out of the boat.", "of", ("case", "boat")),
    ("Ann Lee is a former minister.", "is", ("cop", "minister")),
    ("Ann Lee is a former minister.", "Lee", ("nsubj", "minister")),
    ("Ann Lee is a former minister.", "minister", ("root", "minister")),
    ("She met Tom, Dick and Harry.", "Dick", ("conj", "Tom")),
    ("She met Tom, Dick and Harry.", "Harry", ("conj", "Tom")),
    ("She met Tom, Dick and Harry.", "and", ("cc", "Harry")),
    ("The bridge was closed by the council.", "bridge", ("nsubj:pass", "closed")),
    ("The bridge was closed by the council.", "council", ("obl:agent", "closed")),
    ("There is a man outside.", "man", ("nsubj", "is")),
)
"""What every parse has to show, whoever made it: of a word of a text, its relation and its head."""


def relation_of(parsed: Parse, word: str) -> tuple[str, str]:
    """The relation of the first token with that text, and the text of its head."""
    token = parsed.tokens[index_of(parsed, word)]
    return token.relation, parsed.tokens[token.head].text
