from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.tokens import CHUNK, parse_text
from onrecord.model.span import Span
from tests.analyse.parsing import index_of, lines_of, parse


def relation(text: str, word: str) -> tuple[str, str]:
    parsed = parse(text)
    token = parsed.tokens[index_of(parsed, word)]
    return token.relation, parsed.tokens[token.head].text


def test_prepositions_hang_on_their_nouns() -> None:
    text = "The mayor lives in the old harbour."
    assert relation(text, "in") == ("case", "harbour")
    assert relation(text, "harbour") == ("obl", "lives")


def test_a_preposition_below_another_shares_its_noun() -> None:
    text = "The boy fell out of the boat."
    assert relation(text, "out") == ("case", "boat")
    assert relation(text, "of") == ("case", "boat")


def test_the_predicate_is_the_head_of_its_copula() -> None:
    text = "Ann Lee is a former minister."
    assert relation(text, "is") == ("cop", "minister")
    assert relation(text, "Lee") == ("nsubj", "minister")
    assert relation(text, "minister")[0] == "root"


def test_conjuncts_hang_on_the_first_and_conjunctions_on_the_next() -> None:
    text = "She met Tom, Dick and Harry."
    assert relation(text, "Dick") == ("conj", "Tom")
    assert relation(text, "Harry") == ("conj", "Tom")
    assert relation(text, "and") == ("cc", "Harry")


def test_a_passive_has_its_agent() -> None:
    text = "The bridge was closed by the council."
    assert relation(text, "bridge") == ("nsubj:pass", "closed")
    assert relation(text, "council") == ("obl:agent", "closed")


def test_what_exists_is_the_subject() -> None:
    assert relation("There is a man outside.", "man") == ("nsubj", "is")


def test_hoped_is_a_form_of_hope() -> None:
    parsed = parse("She hoped it would end.")
    assert parsed.tokens[index_of(parsed, "hoped")].lemma == "hope"


def test_text_outside_the_stretches_gets_no_tokens() -> None:
    text = "One two. SKIP THIS. Three four."
    parsed = parse_text(text, [Span(start=0, end=8), Span(start=20, end=31)])
    assert [token.text for token in parsed.tokens] == ["One", "two", ".", "Three", "four", "."]


def test_a_line_longer_than_a_chunk_is_read_to_its_end() -> None:
    text = "The dog sat on the mat. " * (CHUNK // 10)
    parsed = parse_text(text, lines_of(text))
    assert parsed.tokens[-1].end == len(text.rstrip())
    assert sum(token.text == "dog" for token in parsed.tokens) == CHUNK // 10


def test_tokens_in_a_span() -> None:
    parsed = parse("Ann Lee went home.")
    assert list(parsed.tokens_in(Span(start=4, end=12))) == [1, 2]
    assert list(parsed.tokens_in(Span(start=5, end=6))) == [1]


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_tokens_are_exact_in_order_and_form_trees(text: str) -> None:
    parsed = parse_text(text, lines_of(text))
    for token in parsed.tokens:
        assert text[token.start : token.end] == token.text
    for before, token in pairwise(parsed.tokens):
        assert before.end <= token.start
    for token in parsed.tokens:
        above = list(zip(parsed.ancestors(token.index), range(len(parsed.tokens) + 1), strict=False))
        assert len(above) <= len(parsed.tokens), "a cycle"
    words = "".join(token.text for token in parsed.tokens)
    assert "".join(words.split()) == "".join(text.split())
