"""Descriptions with hyphens, which stand in the parse as several tokens."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.analyse.mentions import find_mentions
from onrecord.analyse.parse import Parse
from tests.analyse.parsing import index_of, parse


def test_an_age_whose_hyphens_the_parser_hung_elsewhere_stays_whole() -> None:
    text = "Ida Voss, a 49-year-old baker from Hull, left."
    parsed = parse(text)
    hyphen, name = index_of(parsed, "old") - 1, index_of(parsed, "Voss")
    tokens = [replace(token, head=name) if token.index == hyphen else token for token in parsed.tokens]
    mended = Parse(text, tokens, parsed.sentences, parsed.names)
    found = {mended.span(one.first, one.last).slice(text) for one in find_mentions(mended)}
    assert "a 49-year-old baker from Hull" in found
