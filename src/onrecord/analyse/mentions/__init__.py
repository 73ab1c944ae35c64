"""Mentions: the words of a text that stand for people, organisations, places and other things.

Names come from the parser's model, mended by rule; descriptions ("the ministry", "a 16-year-old girl") from
vocabularies of person and institution nouns; pronouns from their form.
"""

from __future__ import annotations

from collections.abc import Collection

from onrecord.analyse.mentions.candidate import Candidate, span_of
from onrecord.analyse.mentions.descriptions import describe, find_description
from onrecord.analyse.mentions.names import find_names
from onrecord.analyse.mentions.others import find_others
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType

__all__ = ["Candidate", "find_mentions", "span_of"]


_PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("you", "your", "yours", "yourself", "yourselves"), "you"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
}


def find_mentions(parse: Parse, speakers: Collection[int] = (), *, others: bool = False) -> list[Candidate]:
    """All mentions, by their first token; they may be nested, but no two have the same tokens.

    `speakers` are tokens that stand for the source of a statement: their phrases are mentions, whatever
    the noun ("the poll", "her office"). With `others` come phrases for anything at all, as minor ones.
    """
    names = find_names(parse)
    heads = {name.head for name in names}
    nominals = [
        candidate
        for token in parse.tokens
        if token.index not in heads and (candidate := find_description(parse, token)) is not None
    ]
    described = {candidate.head for candidate in nominals} | heads
    nominals += [
        describe(parse, parse.tokens[index], "other")
        for index in sorted(set(speakers) - described)
        if parse.tokens[index].pos in ("NOUN", "PROPN")
    ]
    pronouns = [candidate for token in parse.tokens if (candidate := _pronoun(token)) is not None]
    if others:
        taken = heads | {candidate.head for candidate in (*nominals, *pronouns)}
        nominals += find_others(parse, taken)
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in (*names, *nominals, *pronouns):
        found.setdefault((candidate.first, candidate.last), candidate)
    return sorted(found.values(), key=lambda c: (c.first, -c.last))


def _pronoun(token: Token) -> Candidate | None:
    gender = _PRONOUNS.get(token.lower)
    if gender is None or token.pos not in ("PRON", "DET") or (token.text == "US"):
        return None
    kind: EntityType = "person" if gender in ("m", "f", "i", "you") else "other"
    return Candidate(
        token.index,
        token.index,
        token.index,
        kind,
        "pronoun",
        gender,
        plural=gender in ("they", "we"),
        definite=True,
    )
