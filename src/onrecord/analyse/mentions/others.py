"""Phrases for anything at all: mentions only where the article comes back to it ("the bridge ... it")."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from onrecord.analyse.mentions.candidate import Candidate
from onrecord.analyse.mentions.descriptions import describe
from onrecord.analyse.parse import Parse

_WITHIN = frozenset({"compound", "amod", "flat", "fixed", "goeswith", "case", "cc", "advmod", "det"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})


def find_others(parse: Parse, taken: Collection[int]) -> Iterator[Candidate]:
    """The nouns and demonstratives that head a phrase of their own and are in no mention yet, in order.

    `taken` are the tokens that head a mention already.
    """
    for token in parse.tokens:
        if token.index in taken or token.core in _WITHIN:
            continue
        if token.pos in ("NOUN", "PROPN"):
            yield describe(parse, token, "other", minor=True)
        elif token.pos in ("PRON", "DET") and token.lower in _DEMONSTRATIVES and token.core != "mark":
            yield Candidate(
                token.index,
                token.index,
                token.index,
                "other",
                "pronoun",
                "this",
                plural=token.lower in ("these", "those"),
                definite=True,
                minor=True,
            )
