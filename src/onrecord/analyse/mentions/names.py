"""Proper names: as the parser's model marks them, mended by rule, with one type for all their occurrences."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.lexicon.acts import act_of
from onrecord.analyse.mentions.candidate import Candidate
from onrecord.analyse.mentions.descriptions import describe, is_one_of_a_people, key_of
from onrecord.analyse.mentions.kinds import told_type, vote_types, words_of
from onrecord.analyse.mentions.states import name_states
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType

_NOT_IN_NAME = frozenset(
    {"'s", "’s", "'", "’", "the", "The", ",", ".", '"', "“", "”", "‘", "(", ")", ":", ";", "-", "–", "—"}
)
_IN_POST = frozenset(
    """majority minority deputy vice assistant associate senior chief managing executive press prime
    communications attorney""".split()
)
_CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday christmas easter jan feb mar apr jun jul aug sept sep oct nov
    dec""".split()
)


def find_names(parse: Parse) -> list[Candidate]:
    """The proper names of the text, by first token, each with a type."""
    spans = [
        span
        for name in parse.names
        for first, last in _apart(parse, name.first, name.last)
        if not _is_pronoun(parse, first, last) and (span := _trim_name(parse, first, last, name.type))
    ]
    spans = _with_openers(parse, spans)
    covered = {index for first, last, _ in spans for index in range(first, last + 1)}
    spans += [(first, last, "") for first, last in _unmarked_names(parse, covered)]
    kinds = vote_types(parse, spans)
    described = {
        words_of(parse, first, last): kind
        for first, last, marked in spans
        if (kind := told_type(parse, first, last, marked))
    }
    names = []
    families = {parse.tokens[last].text for first, last, _ in spans if first < last}
    for first, last, _ in spans:
        words = words_of(parse, first, last)
        kind = described.get(words) or kinds[words]
        if kind is not None and not (first == last and _is_said_of_name(parse, parse.tokens[first])):
            names.append(_name(parse, first, last, kind, families))
    return name_states(parse, names)


def _is_pronoun(parse: Parse, first: int, last: int) -> bool:
    """Whether what was taken for a name only stands for one: "*She* left"."""
    return first == last and parse.tokens[first].pos == "PRON" and not parse.tokens[first].text.isupper()


def _with_openers(parse: Parse, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The names, each with the word in front that only outlets' names begin with: "*TV* Norte"."""
    found = []
    for first, last, kind in spans:
        before = parse.tokens[first - 1] if first else None
        opened = before is not None and persons.opens_outlet(before.text) and before.pos != "ADP"
        if opened and kind != "work" and parse.tokens[first - 1].sentence == parse.tokens[first].sentence:
            found.append((first - 1, last, "organisation"))
        else:
            found.append((first, last, kind))
    taken = {first for first, last, _ in found if first < last}
    return [(first, last, kind) for first, last, kind in found if first < last or first not in taken]


def _apart(parse: Parse, first: int, last: int) -> list[tuple[int, int]]:
    """A pair of states or peoples as two names ("Russian-US"); anything else as it is."""
    if last == first + 2 and parse.tokens[first + 1].text in ("-", "–"):
        ends = (parse.tokens[first].text, parse.tokens[last].text)
        if all(geography.country_of(word) or geography.by_demonym(word) for word in ends):
            return [(first, first), (last, last)]
    return [(first, last)]


def _trim_name(parse: Parse, first: int, last: int, kind: str) -> tuple[int, int, str] | None:
    """The name without article, possessive mark, quotation marks and a person's titles."""
    tokens = parse.tokens
    while first <= last and tokens[last].text in _NOT_IN_NAME:
        last -= 1
    while first <= last and (
        tokens[first].text in _NOT_IN_NAME or (tokens[first].lower == "the" and kind != "work")
    ):
        first += 1
    if kind == "person":
        while first < last and (persons.is_title(tokens[first].text) or _tells_trade(tokens[first])):
            first += 1
            if tokens[first].text == ".":
                first += 1
        for index in range(first, last + 1):
            if tokens[index].text in ("'s", "’s"):
                last = index - 1
                break
    if kind == "organisation":
        while first <= last and _belongs_to_post(parse, last):
            last -= 1
    if first > last or not any(c.isalpha() for c in tokens[first].text):
        return None
    if all(_is_address(tokens[i].text) for i in range(first, last + 1)):
        return None  # "Mr" alone
    return first, last, kind


def _belongs_to_post(parse: Parse, index: int) -> bool:
    """Whether a word opens the name of the post behind it ("Senate *Majority* Leader")."""
    behind = parse.tokens[index + 1] if index + 1 < len(parse.tokens) else None
    return behind is not None and parse.tokens[index].lower in _IN_POST and persons.is_post(behind.lower)


def _is_said_of_name(parse: Parse, token: Token) -> bool:
    """Whether a word only says what the one named behind it is: "*Frenchman* Luc Roe", "*President* Roe"."""
    behind = parse.tokens[token.index + 1] if token.index + 1 < len(parse.tokens) else token
    if token.relation != "compound" or behind.pos != "PROPN" or token.head < token.index:
        return False
    is_person = geography.by_demonym(token.text) is not None and persons.is_person_noun(token.text)
    return is_person or (persons.is_post(token.lower) and persons.is_title(token.text))


def _is_address(word: str) -> bool:
    return word == "." or (persons.is_title(word) and persons.gender_of_title(word) is not None)


def _tells_trade(token: Token) -> bool:
    """Whether the first word of a marked name is a noun for people ("Goalkeeper Sam Roe"), no given name."""
    return persons.is_person_noun(token.lower) and persons.gender_of_given_name(token.text) is None


def _unmarked_names(parse: Parse, covered: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised proper nouns that the model passed over."""
    index = 0
    while index < len(parse.tokens):
        first = index
        while index < len(parse.tokens) and index not in covered and _is_name_word(parse, index, first):
            index += 1
        if index > first and not _modifies_noun(parse, index - 1) and not _is_post(parse, first, index - 1):
            while first < index - 1 and persons.is_title(parse.tokens[first].text):
                first += 1
            yield first, index - 1
        index += 1


def _is_post(parse: Parse, first: int, last: int) -> bool:
    """Whether the words are a title that stands alone or before a name ("Foreign Minister")."""
    return persons.is_title(words_of(parse, first, last)) or persons.is_post(parse.tokens[last].lower)


def _modifies_noun(parse: Parse, last: int) -> bool:
    """Whether the words only begin a longer phrase ("*Foreign* ministry") and name nothing alone."""
    token = parse.tokens[last]
    return (
        token.relation in ("compound", "amod")
        and token.head == last + 1
        and parse.tokens[last + 1].pos == "NOUN"
    )


def _is_name_word(parse: Parse, index: int, first: int) -> bool:
    token = parse.tokens[index]
    if token.pos != "PROPN" or not token.text[:1].isupper() or not token.text[:2].isalnum():
        return False
    if token.lower.rstrip(".") in _CALENDAR:
        return False
    if index > first and token.sentence != parse.tokens[first].sentence:
        return False
    return not persons.is_title(token.text) or index > first


def _name(parse: Parse, first: int, last: int, kind: EntityType, families: Collection[str]) -> Candidate:
    """A name as a mention; what ends others (`families`) is hardly a given name when it stands alone."""
    head = parse.head_of(first, last)
    words = words_of(parse, first, last)
    country = geography.country_of(words) or geography.by_demonym(words)
    if kind == "group" and first == last and is_one_of_a_people(parse, parse.tokens[first]):
        return describe(parse, parse.tokens[first], "person")
    if kind == "group" and country is not None and _is_adjective(parse, head):
        kind = "place"
    gender = None
    if kind == "person":
        gender = persons.gender_of_title(parse.tokens[first - 1].text) if first else None
        if first < last or parse.tokens[first].text not in families:
            gender = gender or persons.gender_of_given_name(parse.tokens[first].text)
    if country is None and kind == "place":
        country = _state_meant(parse, head, words)
    candidate = Candidate(first, last, head, kind, "name", gender, country=key_of(country))
    if kind == "organisation":
        return _with_owner(parse, candidate)
    return candidate


def _state_meant(parse: Parse, head: int, words: str) -> geography.Country | None:
    """The state for which its capital or seat stands as a speaker: "Rabat denied", "the Kremlin hopes"."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head]
    speaks = token.relation == "nsubj" and any(
        act_of(verb.lemma, kind) for kind in ("clause", "object", "infinitive")
    )
    return (geography.by_capital(words) or geography.by_seat(words)) if speaks else None


def _is_adjective(parse: Parse, head: int) -> bool:
    """Whether a word for a people is used as the adjective of its state ("the French border")."""
    token = parse.tokens[head]
    return token.core in ("amod", "compound") or (token.pos == "ADJ" and not parse.child(head, "det"))


def _with_owner(parse: Parse, candidate: Candidate) -> Candidate:
    """An institution with whoever stands in front of it, as one mention: "Lee's foreign ministry"."""
    owner = parse.child(candidate.head, "nmod:poss")
    if owner is not None and owner.pos == "PROPN" and owner.index < candidate.first:
        first, _ = parse.run(owner.index)
        return replace(candidate, first=first, owner=owner.index)
    return candidate
