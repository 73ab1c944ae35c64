"""What kind of thing a word stands for, as the restrictions of the event vocabulary ask it."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.events.candidates import Reading
from onrecord.analyse.events.vocabulary import Restriction, read_vocabulary
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.parse import Token
from onrecord.analyse.predicates import preposition
from onrecord.analyse.timex.numbers import parse_number

_PERSONAL = frozenset({"person", "actor", "pronoun"})
_COLLECTIVE = frozenset({"person", "group", "organisation", "actor", "pronoun"})
_IMPERSONAL = frozenset({"organisation", "place", "product", "work", "thing", "actor", "pronoun"})
_PRONOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys("he him she her i me you who whom himself herself myself".split(), _PERSONAL),
    **dict.fromkeys("someone somebody anyone anybody everyone everybody nobody one".split(), _PERSONAL),
    **dict.fromkeys("his hers my mine your".split(), _PERSONAL),
    **dict.fromkeys("they them we us themselves ourselves their our those others".split(), _COLLECTIVE),
    **dict.fromkeys("it itself its which that this".split(), _IMPERSONAL),
}
_ACTORS = frozenset({"person", "organisation", "group", "place"})
_NO_POSTS = frozenset({"founder", "co-founder", "owner", "co-owner"})
_WORD_KINDS = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective"}
_INDEFINITE = frozenset({"a", "an", "another"})
_SIGNS = frozenset("$£€¥%")
_DEPTH = 2
"""How many "of" phrases are followed to find what a number counts."""


def fits(reading: Reading, index: int, restriction: Restriction) -> bool:
    """Whether the word at `index` is as the restriction asks."""
    token = reading.parse.tokens[index]
    lemmas = restriction.lemmas
    is_so = (
        token.lemma in lemmas
        or token.lower in lemmas
        or not restriction.kinds.isdisjoint(kinds(reading, index))
    )
    return is_so != restriction.negated


def is_time(reading: Reading, token: Token) -> bool:
    """Whether the word names a time or a span of time, which fills no role of a participant."""
    if reading.kind_of(token.index) in _ACTORS:
        return False
    if token.pos == "NUM":
        return len(token.text) == 4 and token.text[:2] in ("19", "20") and token.text.isdecimal()
    return token.lemma in read_vocabulary().sets["time"]


def is_post(token: Token) -> bool:
    """Whether the word denotes the holder of a post, or a post ("minister", "presidency")."""
    if token.pos not in ("NOUN", "PROPN", "ADJ") or token.lower in _NO_POSTS:
        return False
    return token.lemma in read_vocabulary().sets["post"] or persons.is_post(token.lower)


def kinds(reading: Reading, index: int, depth: int = _DEPTH) -> frozenset[str]:
    """All kinds that the word belongs to: of entity, and those that the vocabulary's head lists."""
    token = reading.parse.tokens[index]
    if token.pos in ("PRON", "DET") and token.lower in _PRONOUNS and token.text != "US":
        return _PRONOUNS[token.lower]
    found = reading.kinds.get((index, depth))
    if found is None:
        found = reading.kinds[index, depth] = frozenset(_kinds(reading, token, depth))
    return found


def _kinds(reading: Reading, token: Token, depth: int) -> Iterator[str]:
    sets = read_vocabulary().sets
    kind = reading.kind_of(token.index)
    if kind in (None, "other"):
        kind = _kind_of_noun(token) or kind
    if kind is not None:
        yield kind
    if kind == "place" and geography.country_of(token.text):
        yield "country"
    if kind in _ACTORS:
        yield "actor"
    if token.pos == "PROPN" and kind in (None, "other"):
        yield "proper"
    if token.feats.get("Number") == "Plur":
        yield "plural"
    if is_time(reading, token):
        yield "time"
    elif token.pos in ("NOUN", "PROPN") and kind in (None, "other", "product", "work"):
        yield "thing"
    if token.pos in _WORD_KINDS:
        yield _WORD_KINDS[token.pos]
    if is_post(token):
        yield "post"
    if token.lemma in read_vocabulary().nouns and kind is None:
        yield "event-noun"
    yield from _quantities(reading, token, depth, sets["quantity"], sets["currency"])
    yield from ("indefinite" for t in reading.parse.children_by(token.index, "det") if t.lower in _INDEFINITE)


def _kind_of_noun(token: Token) -> str | None:
    """What a noun denotes by itself, where no mention tells it ("*Man* arrested in Leeds")."""
    if token.pos not in ("NOUN", "PROPN"):
        return None
    if persons.is_person_noun(token.lemma):
        return "person"
    return "organisation" if persons.is_institution(token.lemma) else None


def _quantities(
    reading: Reading, token: Token, depth: int, quantity: frozenset[str], currency: frozenset[str]
) -> Iterator[str]:
    """The kinds of a number, or of what it counts ("dozens of *people*")."""
    parse = reading.parse
    below = [parse.tokens[child] for child in parse.children[token.index]]
    if token.lemma in currency or token.text in _SIGNS or any(child.text in _SIGNS for child in below):
        yield "amount"
        return
    if is_time(reading, token) or (token.pos != "NUM" and token.lemma not in quantity):
        return
    counted = [t.index for t in parse.children_by(token.index, "nmod") if preposition(parse, t.index) == "of"]
    if not counted and (token.pos != "NUM" or parse_number([token.lower]) is not None):
        yield "number"
    if depth:
        for index in counted:
            yield from kinds(reading, index, depth - 1)
