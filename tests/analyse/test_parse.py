from __future__ import annotations

from onrecord.analyse.tokens import parse_text
from onrecord.model.span import Span
from tests.analyse.parsing import index_of, parse


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


def test_text_outside_the_stretches_gets_no_tokens() -> None:
    text = "One two. SKIP THIS. Three four."
    parsed = parse_text(text, [Span(start=0, end=8), Span(start=20, end=31)])
    assert [token.text for token in parsed.tokens] == ["One", "two", ".", "Three", "four", "."]


def test_tokens_in_a_span() -> None:
    parsed = parse("Ann Lee went home.")
    assert list(parsed.tokens_in(Span(start=4, end=12))) == [1, 2]
    assert list(parsed.tokens_in(Span(start=5, end=6))) == [1]
