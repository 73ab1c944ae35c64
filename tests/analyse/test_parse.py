from __future__ import annotations

import pytest

from onrecord.analyse.parse import Parse, Token, kept
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


def sentence(*nodes: tuple[str, int, str]) -> Parse:
    """A parse by the words, heads and relations of one sentence."""
    text = " ".join(word for word, _, _ in nodes)
    tokens, start = [], 0
    for index, (word, head, relation) in enumerate(nodes):
        tokens.append(Token(index, start, start + len(word), word, word, "NOUN", {}, head, relation, 0))
        start += len(word) + 1
    return Parse(text=text, tokens=tokens, sentences=[(0, len(nodes))], names=[])


OWNED = sentence(
    ("mill", 0, "root"),
    ("Roe's", 0, "nmod:poss"),
    ("old", 0, "amod"),
    ("of", 4, "case"),
    ("Leeds", 0, "nmod"),
)


def test_children_by_several_relations_come_in_order_and_once() -> None:
    assert [token.text for token in OWNED.children_by(0, "amod", "nmod:poss", "nmod")] == [
        "Roe's",
        "old",
        "Leeds",
    ]
    assert [token.text for token in OWNED.children_by(0, "nmod")] == ["Roe's", "Leeds"]
    assert list(OWNED.children_by(0, "obj")) == list(OWNED.children_by(1, "nmod")) == []


def test_a_child_by_several_relations_is_the_first_in_the_text() -> None:
    child = OWNED.child(0, "amod", "nmod")
    assert child is not None
    assert child.text == "Roe's"
    assert OWNED.child(0, "obj") is None


def test_a_run_leaves_out_what_it_is_asked_to_each_time() -> None:
    assert OWNED.run(0) == (0, 4)
    assert OWNED.run(0, without=["nmod:poss"]) == (0, 0)
    assert OWNED.run(0) == (0, 4)


def test_a_parse_keeps_what_a_function_finds_for_a_token() -> None:
    asked: list[int] = []

    @kept
    def count_children(parse: Parse, index: int) -> int | None:
        asked.append(index)
        return len(parse.children[index]) or None

    for _ in range(2):
        assert count_children(OWNED, 0) == 3
        assert count_children(OWNED, 1) is None
    assert asked == [0, 1]
