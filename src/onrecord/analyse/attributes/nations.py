"""The country that a word in front of a noun, or a word for one of a people, tells of."""

from __future__ import annotations

from functools import cache

from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Parse, Token

_NOT_COUNTRIES = frozenset(
    {"latin", "north", "south", "central", "east", "west", "northern", "southern", "native"}
)
"""Words that make a demonym behind them another's: "*Latin* American"."""
_WRITTEN_AS_NAMES = frozenset({"GB", "US"})
"""States whose names are their adjectives too: "a *US* bank"."""
_WITHIN = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "ADV"})
Nation = tuple[int, int, geography.Country]
"""The first and last token of the words, and the country."""


def code_of(country: geography.Country) -> str:
    """The country's code in lower case, as FollowTheMoney writes it."""
    return country.code.lower()


def nation_at(parse: Parse, index: int) -> Nation | None:
    """The country whose adjective or people the token at `index` names; None where that is in doubt."""
    tokens = parse.tokens
    token = tokens[index]
    if not token.text[:1].isupper():
        return None
    before = tokens[index - 1] if index and tokens[index - 1].sentence == token.sentence else None
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    if behind is not None and behind.text in ("-", "–"):
        return None  # "Russian-backed", "Italian-American"
    if before is not None and before.pos != "DET" and before.text[:1].isupper():
        country = _adjective(f"{before.text} {token.text}")
        if country is not None:
            return index - 1, index, country
        if before.lower in _NOT_COUNTRIES:
            return None
    if before is not None and before.text in ("-", "–") and not tokens[index - 2].text[:1].isupper():
        return None  # "pro-Russian"
    country = _adjective(token.text)
    return (index, index, country) if country is not None else None


def _adjective(words: str) -> geography.Country | None:
    country = geography.by_demonym(words)
    if country is not None:
        named = country == geography.country_of(words)  # Hong Kong: who lives there, not who is of there
        return None if named or country.kind == "organisation" else country
    country = geography.country_of(words)
    return country if country is not None and country.code in _WRITTEN_AS_NAMES and _is_short(words) else None


def _is_short(words: str) -> bool:
    return words.replace(".", "").isupper()


def nation_before(parse: Parse, index: int, *more: int) -> Nation | None:
    """The country that a modifier of the noun at `index`, or of one of `more`, tells of."""
    first = min(index, *more) if more else index
    for noun in (index, *more):
        for token in parse.children_by(noun, "amod", "compound", "nmod:desc"):
            nation = nation_at(parse, token.index) if token.index < first else None
            if nation is not None and _is_adjective(parse, nation):
                return nation if _is_beside(parse, token, first) and not _goes_with(parse, token) else None
    return None


def _is_adjective(parse: Parse, nation: Nation) -> bool:
    """Whether the words can stand in front of a noun: "Danish", not "Dane", which is a given name there."""
    first, last, country = nation
    words = geography.plain_name(parse.span(first, last).slice(parse.text))
    return words in country.adjectives or geography.by_demonym(words) is None


def _is_beside(parse: Parse, token: Token, noun: int) -> bool:
    """Whether only what can stand within one phrase lies between an adjective and its noun."""
    return all(t.pos in _WITHIN or t.text in ("-", "–") for t in parse.tokens[token.index + 1 : noun])


def _goes_with(parse: Parse, token: Token) -> bool:
    """Whether the word right behind takes the adjective to itself: "*American football* player"."""
    behind = parse.tokens[token.index + 1]
    if behind.index == token.head or behind.pos != "NOUN":
        return False
    return behind.lemma in _words("things") or persons.is_institution(behind.lemma)


def tells_nationality(noun: Token) -> bool:
    """Whether a country's adjective in front of a noun for a person says where the person is from."""
    lemma = noun.lemma
    if not persons.is_person_noun(lemma) or persons.is_post(noun.lower) or lemma in _words("other"):
        return False
    return persons.classes_of(lemma).isdisjoint(_words("classes"))


@cache
def _words(key: str) -> frozenset[str]:
    """The words of a key of `nationality` in `people.toml`."""
    return frozenset(str(read_lexicon("people")["nationality"][key]).split())
