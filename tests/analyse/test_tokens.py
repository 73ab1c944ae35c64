from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.syntax.trees import MAX_SENTENCE
from onrecord.analyse.tokens import parse_text
from onrecord.analyse.words import cut_words
from onrecord.model.span import Span
from tests.analyse.parsing import lines_of


def relation(text: str, word: str) -> tuple[str, str]:
    parsed = parse_text(text, lines_of(text))
    token = next(token for token in parsed.tokens if token.text == word)
    return token.relation, parsed.tokens[token.head].text


def test_prepositions_hang_on_their_nouns() -> None:
    text = "The mayor lives in the old harbour."
    assert relation(text, "in") == ("case", "harbour")
    assert relation(text, "harbour") == ("obl", "lives")


def test_the_last_word_of_a_name_is_its_head() -> None:
    text = "On Friday President Ina Roe left the old harbour."
    assert relation(text, "Roe") == ("nsubj", "left")
    assert relation(text, "Ina")[1] == "Roe"


def test_marks_hang_and_nothing_hangs_on_them() -> None:
    parsed = parse_text("“We cannot pay,” she said.", [Span(start=0, end=26)])
    marks = [token for token in parsed.tokens if token.pos == "PUNCT"]
    assert [token.text for token in marks] == ["“", ",", "”", "."]
    assert not any(parsed.children[token.index] for token in marks)


def test_names_have_types() -> None:
    text = "President Ina Roe met the head of the World Health Organization in London."
    parsed = parse_text(text, lines_of(text))
    assert [(parsed.span(n.first, n.last).slice(text), n.type) for n in parsed.names] == [
        ("Ina Roe", "person"),
        ("World Health Organization", "organisation"),
        ("London", "place"),
    ]


def test_text_outside_the_stretches_gets_no_tokens() -> None:
    text = "One two. SKIP THIS. Three four."
    parsed = parse_text(text, [Span(start=0, end=8), Span(start=20, end=31)])
    assert [token.text for token in parsed.tokens] == ["One", "two", ".", "Three", "four", "."]


def test_a_line_longer_than_a_window_is_read_to_its_end() -> None:
    text = "The dog sat on the mat. " * 300
    parsed = parse_text(text, lines_of(text))
    assert parsed.tokens[-1].end == len(text.rstrip())
    assert len(parsed.sentences) == 300


def test_a_sentence_without_end_is_cut() -> None:
    text = "the dog and " * 700
    parsed = parse_text(text, lines_of(text))
    assert len(parsed.tokens) == 2100
    assert max(end - first for first, end in parsed.sentences) <= MAX_SENTENCE


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_tokens_are_exact_in_order_and_form_trees(text: str) -> None:
    parsed = parse_text(text, lines_of(text))
    assert [(token.start, token.end) for token in parsed.tokens] == [
        word for line in lines_of(text) for word in cut_words(text, line.start, line.end)
    ]
    for token in parsed.tokens:
        assert text[token.start : token.end] == token.text
        above = list(zip(parsed.ancestors(token.index), range(len(parsed.tokens) + 1), strict=False))
        assert len(above) <= len(parsed.tokens), "a cycle"
    for first, end in parsed.sentences:
        roots = [t for t in parsed.tokens[first:end] if t.head == t.index]
        assert len(roots) == 1
    for before, name in pairwise(parsed.names):
        assert before.last < name.first <= name.last


def test_would_is_no_had_before_a_participle() -> None:
    text = "The fine would be paid. She'd paid it."
    tokens = parse_text(text, [Span(start=0, end=len(text))]).tokens
    assert [token.lemma for token in tokens if token.text in ("would", "'d")] == ["would", "have"]
