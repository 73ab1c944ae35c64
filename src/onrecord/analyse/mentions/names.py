"""Proper names: as the parser's model marks them, mended by rule, with one type for all their occurrences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.lexicon.acts import act_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.mentions.candidate import Candidate
from onrecord.analyse.mentions.descriptions import describe, is_one_of_a_people, key_of
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType

_NOT_IN_NAME = frozenset(
    {"'s", "’s", "'", "’", "the", "The", ",", ".", '"', "“", "”", "‘", "(", ")", ":", ";", "-", "–", "—"}
)
_CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday christmas easter jan feb mar apr jun jul aug sept sep oct nov
    dec""".split()
)
_OF_COUNTRIES = frozenset("citizen citizenship national nationality native resident capital".split())
"""Nouns that, with a preposition, a place follows ("a citizen of Norland")."""


def find_names(parse: Parse) -> list[Candidate]:
    """The proper names of the text, by first token, each with a type."""
    spans = [
        span
        for name in parse.names
        for first, last in _apart(parse, name.first, name.last)
        if (span := _trim_name(parse, first, last, name.type))
    ]
    covered = {index for first, last, _ in spans for index in range(first, last + 1)}
    spans += [(first, last, "") for first, last in _unmarked_names(parse, covered)]
    kinds = _vote(parse, spans)
    described = {
        _words(parse, first, last): kind for first, last, _ in spans if (kind := _told(parse, first, last))
    }
    names = []
    for first, last, _ in spans:
        words = _words(parse, first, last)
        kind = described.get(words) or kinds[words]
        if kind is not None:
            names.append(_name(parse, first, last, kind))
    return names


def _told(parse: Parse, first: int, last: int) -> EntityType | None:
    """The type that a noun in front of a name, or in apposition to it, gives ("television station Norte")."""
    head = parse.tokens[parse.head_of(first, last)]
    if geography.country_of(_words(parse, first, last)) is not None:
        return None
    above = parse.tokens[head.head]
    if head.core == "nmod" and above.lemma in ("share", "stock") and parse.child(head.index, "case"):
        return "organisation"
    if head.core == "nmod" and above.lemma in _OF_COUNTRIES and parse.child(head.index, "case"):
        return "place"
    nouns = [
        t for t in parse.children_by(head.index, "appos", "compound") if t.pos == "NOUN" and t.text.islower()
    ]
    if head.relation == "appos" and parse.tokens[head.head].pos == "NOUN":
        nouns.append(parse.tokens[head.head])
    nouns.sort(key=lambda noun: noun.index != first - 1)  # the one right in front is surest
    if nouns and persons.is_institution(nouns[0].lemma) and _is_body(_words(parse, first, last)):
        return "organisation"
    for noun in nouns:
        if noun.feats.get("Number") != "Plur" and persons.classes_of(noun.lemma) - {"person"}:
            return "person"
        if persons.is_institution(noun.lemma):
            return "organisation"
        if noun.lemma in read_words("statements", "works"):
            return "work"
    return None


def _is_body(words: str) -> bool:
    """Whether a name is no person's by its form: an outlet's, or an acronym ("the broadcaster *NRK*")."""
    return persons.is_outlet(words) or (words.isupper() and words.isalpha() and len(words) > 1)


def _apart(parse: Parse, first: int, last: int) -> list[tuple[int, int]]:
    """A pair of states or peoples as two names ("Russian-US"); anything else as it is."""
    if last == first + 2 and parse.tokens[first + 1].text in ("-", "–"):
        ends = (parse.tokens[first].text, parse.tokens[last].text)
        if all(geography.country_of(word) or geography.by_demonym(word) for word in ends):
            return [(first, first), (last, last)]
    return [(first, last)]


def _words(parse: Parse, first: int, last: int) -> str:
    return " ".join(parse.tokens[i].text for i in range(first, last + 1))


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
    if first > last or not any(c.isalpha() for c in tokens[first].text):
        return None
    if all(persons.gender_of_title(tokens[i].text) or tokens[i].text == "." for i in range(first, last + 1)):
        return None  # "Mr" alone
    return first, last, kind


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
    return persons.is_title(_words(parse, first, last)) or persons.is_post(parse.tokens[last].lower)


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


def _vote(parse: Parse, spans: list[tuple[int, int, str]]) -> dict[str, EntityType | None]:
    """One type for all occurrences of a name: what its form says, else what the model says most often."""
    votes: dict[str, Counter[str]] = {}
    for first, last, kind in sorted(spans):
        votes.setdefault(_words(parse, first, last), Counter())[kind] += 1 if kind else 0
    titled = {_words(parse, first, last) for first, last, _ in spans if _has_title(parse, first)}
    surnames = Counter[str]()
    firms: set[str] = set()
    for words, counts in votes.items():
        front, *rest = words.split()
        named = _kind_of_name(words, counts, surnames, titled) if rest else None
        if named == "person" and rest[-1] not in firms:
            surnames[rest[-1]] += 1
        elif named == "organisation" and front not in surnames and len(front) > 3:
            firms.add(front)
    decided: dict[str, EntityType | None] = {}
    for words, counts in votes.items():
        decided[words] = (
            "organisation" if words in firms - titled else _kind_of_name(words, counts, surnames, titled)
        )
    return decided


def _has_title(parse: Parse, first: int) -> bool:
    before = parse.tokens[first - 1] if first else None
    if before is not None and before.text == "." and first > 1:
        before = parse.tokens[first - 2]
    return (
        before is not None
        and persons.is_title(before.text)
        and before.sentence == parse.tokens[first].sentence
    )


def _kind_of_name(
    words: str, counts: Counter[str], surnames: Counter[str], titled: set[str]
) -> EntityType | None:
    country = geography.country_of(words)
    if country is not None:
        return "organisation" if country.kind == "organisation" else "place"
    if geography.by_demonym(words):
        return "group"
    if geography.by_capital(words) is not None:
        return "place"
    first, *rest = words.split()
    if words in titled or (not rest and words in surnames):
        return "person"
    if (
        _is_club(words)
        or persons.has_corporate_suffix(words)
        or persons.is_institution(words.split()[-1].lower())
    ):
        return "organisation"
    if (
        rest
        and persons.gender_of_given_name(first)
        and counts["person"] == 0
        and len(rest) <= 2
        and not counts["work"]
    ):
        return "person"
    if geography.is_place_name(words) and counts["person"] == 0 and counts["organisation"] == 0:
        return "place"
    counted = [(number, kind) for kind, number in counts.items() if number]
    if counted:
        return max(counted)[1]  # type: ignore[return-value]
    if persons.is_outlet(words):
        return "organisation"
    return "other" if len(words) > 1 else None


def _is_club(words: str) -> bool:
    """Whether a name has a word that only sports clubs have ("Tyne Rovers", "FC Basel")."""
    first, *rest = words.split()
    return (bool(rest) and first in read_words("statements", "club_fronts")) or (
        words.split()[-1] in read_words("statements", "club_ends")
    )


def _name(parse: Parse, first: int, last: int, kind: EntityType) -> Candidate:
    head = parse.head_of(first, last)
    words = _words(parse, first, last)
    country = geography.country_of(words) or geography.by_demonym(words)
    if kind == "group" and first == last and is_one_of_a_people(parse, parse.tokens[first]):
        return describe(parse, parse.tokens[first], "person")
    if kind == "group" and country is not None and _is_adjective(parse, head):
        kind = "place"
    gender = None
    if kind == "person":
        gender = persons.gender_of_title(parse.tokens[first - 1].text) if first else None
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
