from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from onrecord.analyse.parse import Parse
from tests.analyse.parsing import SYNTAX, index_of, relation_of

spacy = pytest.importorskip("spacy")
tokens = pytest.importorskip("onrecord.spacy.tokens")


@cache
def parse(text: str) -> Parse:
    from onrecord.spacy import parse_of

    if not spacy.util.is_package(tokens.MODEL):
        pytest.skip(f"{tokens.MODEL} is not installed")
    return parse_of(_load()(text))


@cache
def _load() -> Any:
    return spacy.load(tokens.MODEL)


@pytest.mark.parametrize(("text", "word", "wanted"), SYNTAX)
def test_relations_and_heads(text: str, word: str, wanted: tuple[str, str]) -> None:
    assert relation_of(parse(text), word) == wanted


def test_hoped_is_a_form_of_hope() -> None:
    parsed = parse("She hoped it would end.")
    assert parsed.tokens[index_of(parsed, "hoped")].lemma == "hope"
