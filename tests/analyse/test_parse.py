from __future__ import annotations

import pytest

from onrecord.analyse.tokens import parse_text
from onrecord.model.span import Span
from tests.analyse.parsing import SYNTAX, parse, relation_of


@pytest.mark.parametrize(("text", "word", "wanted"), SYNTAX)
def test_relations_and_heads(text: str, word: str, wanted: tuple[str, str]) -> None:
    assert relation_of(parse(text), word) == wanted


def test_text_outside_the_stretches_gets_no_tokens() -> None:
    text = "One two. SKIP THIS. Three four."
    parsed = parse_text(text, [Span(start=0, end=8), Span(start=20, end=31)])
    assert [token.text for token in parsed.tokens] == ["One", "two", ".", "Three", "four", "."]


def test_tokens_in_a_span() -> None:
    parsed = parse("Ann Lee went home.")
    assert list(parsed.tokens_in(Span(start=4, end=12))) == [1, 2]
    assert list(parsed.tokens_in(Span(start=5, end=6))) == [1]
