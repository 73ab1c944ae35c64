"""Descriptions of people and organisations: "the ministry", "a 16-year-old girl", "the Dane"."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.mentions.candidate import Candidate
from onrecord.analyse.mentions.hyphens import is_title_of, noun_of, over_hyphens, part_behind, parts_before
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType, MentionForm

_YEAR_OLD = re.compile(r"\d{1,3}-year-olds?$|year-olds?$", re.IGNORECASE)
_BESIDE = ("acl:relcl", "appos", "parataxis", "ccomp", "cc", "conj", "case", "cop", "nsubj", "aux")
_CLAUSES = (
    *(
        "acl",
        "acl:relcl",
        "appos",
        "parataxis",
        "advcl",
        "ccomp",
        "punct",
        "cc",
        "conj",
        "case",
        "cop",
        "advmod",
    ),
    *("nsubj", "mark", "aux", "obl", "expl", "discourse"),
)
_ASIDE = frozenset({"against", "amid", "despite", "during", "after", "before"})
"""Prepositions of what happens around people: no description of them goes on there."""
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "both": 2,
    "five": 5,
    "pair": 2,
    "couple": 2,
    "duo": 2,
    "trio": 3,
}


def find_description(parse: Parse, token: Token) -> Candidate | None:
    """The description of a person or an organisation that a token heads; None where it heads none."""
    if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or token.relation in ("compound", "amod", "flat"):
        return None
    whole = noun_of(parse, token)
    parts = parts_before(parse, token.index)
    if parts and any(part_behind(parse, i) and parse.tokens[i].head != token.index for i in parts):
        return None  # "the *president*-elect" is told by its first part
    if whole != token.lemma and is_title_of(parse, token):
        return None
    is_whole = whole != token.lemma and persons.is_person_noun(whole)
    if (_is_bound(parse, token) and not is_whole) or _is_address(parse, token):
        return None
    lemma = whole if is_whole else token.lemma
    kind: EntityType
    if token.pos == "NUM":
        return describe(parse, token, "person") if _is_counted_group(parse, token) else None
    noun = token.pos in ("NOUN", "PROPN")
    if lemma == "person" and parse.child(token.index, "det", "amod", "nummod", "nmod:poss") is None:
        return None
    if _is_aged(parse, token) or (noun and (persons.is_person_noun(lemma) or persons.is_group_noun(lemma))):
        kind = "person"
        if persons.is_group_noun(lemma) and _is_of_things(parse, token):
            return None
    elif noun and persons.is_institution(lemma) and not _is_bare(parse, token):
        kind = "organisation"
    elif noun and is_one_of_a_people(parse, token):
        kind = "person"
    else:
        return None
    return describe(parse, token, kind)


def _is_of_things(parse: Parse, token: Token) -> bool:
    """Whether a noun for several people counts something else: "a *pair* of hands", "a *band* of rain"."""
    for below in parse.children_by(token.index, "nmod"):
        case = parse.child(below.index, "case")
        if case is not None and case.lower == "of" and below.pos == "NOUN":
            return case.index == token.index + 1 and not (
                persons.classes_of(below.lemma)
                or persons.is_institution(below.lemma)
                or below.lemma == "people"
            )
    return False


def _is_bound(parse: Parse, token: Token) -> bool:
    """Whether a noun is only the end of a compound that another one heads ("commander-in-*chief*")."""
    before = parse.tokens[token.index - 1] if token.index else token
    joined = before.text == "-" and before.end == token.start
    return joined and token.head < token.index and not _is_aged(parse, token)


def _is_address(parse: Parse, token: Token) -> bool:
    """Whether somebody is spoken to by it: "Mr. *President*, we agree"."""
    return token.core == "vocative" or any(
        persons.gender_of_title(title.text) and persons.is_post(token.lower)
        for title in parse.children_by(token.index, "compound", "nmod:desc", "flat")
    )


def _is_counted_group(parse: Parse, token: Token) -> bool:
    """Whether a number alone stands for people: "the two", "both"."""
    article = parse.child(token.index, "det")
    below = list(parse.children_by(token.index, "nmod", "compound"))
    alone = all(t.lower in ("them", "us", "you") for t in below) and token.core in ("nsubj", "obj", "obl")
    return alone and token.lower in _NUMBERS and article is not None and article.lower == "the"


def _is_bare(parse: Parse, token: Token) -> bool:
    """Whether a preposition governs the noun alone, as in "on board", "in court"."""
    children = [parse.tokens[child].core for child in parse.children[token.index]]
    return (
        "case" in children
        and not {"det", "nmod", "amod", "compound"} & set(children)
        and token.lower == token.lemma
    )


def is_one_of_a_people(parse: Parse, token: Token) -> bool:
    """Whether the token stands for one person by nationality: "the Dane"."""
    article = parse.child(token.index, "det")
    if article is None or article.lower != "the" or token.feats.get("Number") == "Plur":
        return False
    country = geography.by_demonym(token.text)
    if country is None:
        return geography.is_inhabitant(token.text)
    return token.text in country.people and not token.text.endswith(("s", "sh", "ch", "ese"))


def _is_plural(token: Token) -> bool:
    return token.feats.get("Number") == "Plur" or token.lower == f"{token.lemma}s"


def _is_aged(parse: Parse, token: Token) -> bool:
    """Whether the token stands for somebody by age: "the 66-year-old"."""
    if _YEAR_OLD.search(token.text):
        return True
    if token.lower not in ("old", "olds") or token.index < 2 or token.core in ("amod", "compound", "cop"):
        return False
    if token.pos == "ADJ" and parse.child(token.index, "det") is None:
        return False
    return parse.tokens[token.index - 2].lower == "year"


def describe(parse: Parse, token: Token, kind: EntityType, *, minor: bool = False) -> Candidate:
    """The description that a noun heads, with its whole phrase and what its words tell."""
    left_out = _BESIDE if _is_aged(parse, token) else _CLAUSES
    first, last = parse.noun_phrase(token.index, without=left_out)
    first = over_hyphens(parse, first, token, left_out)
    first, last = _without_names_behind(parse, first, last, token.index)
    if kind == "organisation":
        last = _without_others(parse, last, token)
    else:
        last = max(last, token.index + 2 * part_behind(parse, token.index).count("-"))
    determiners = {t.lower for t in parse.children_by(token.index, "det")}
    if parse.child(token.index, "nmod:poss") is None:
        determiners.add(parse.tokens[first].lower)
    definite = bool(determiners & {"the", "both", "this", "that", "these", "those"})
    number = _number_of(parse, token.index)
    form: MentionForm = "nominal"
    candidate = Candidate(
        first,
        last,
        token.index,
        kind,
        form,
        gender=persons.gender_of_noun(token.lemma) if kind == "person" else None,
        plural=token.pos == "NUM" or _is_plural(token) or persons.is_group_noun(token.lemma),
        definite=definite,
        number=number,
        minor=minor,
    )
    if kind == "organisation":
        candidate = _institution(parse, candidate, token)
    return candidate


def _without_others(parse: Parse, last: int, token: Token) -> int:
    """The end of an institution's phrase without somebody whose it cannot be, since another's it is.

    "The naming by *Norland's sports ministry* of the coach Ida Voss"
    """
    if parse.child(token.index, "nmod:poss") is None:
        return last
    for below in parse.children_by(token.index, "nmod", "appos"):
        case = parse.child(below.index, "case")
        if case is not None and token.index < case.index <= last and persons.is_person_noun(below.lemma):
            last = case.index - 1
    return last


def _institution(parse: Parse, candidate: Candidate, token: Token) -> Candidate:
    """An institution's description; with a capitalised modifier or an owner in front it is its name."""
    owner = parse.child(token.index, "nmod:poss")
    country = None
    for child in parse.children_by(token.index, "amod", "compound", "nmod:poss"):
        known = geography.by_demonym(child.text) or geography.country_of(child.text)
        country = key_of(known) or country
    named_behind = any(
        t.pos == "PROPN" and parse.run(t.index)[0] <= candidate.last + 2
        for t in parse.children_by(token.index, "appos")
    )
    states = country is not None or (owner is not None and owner.pos == "PROPN")
    capitalised = any(
        t.text[:1].isupper() and not geography.by_demonym(t.text) and not _begins_sentence(parse, t.index)
        for t in parse.children_by(token.index, "amod", "compound")
    )
    named = not named_behind and (capitalised or (states and persons.is_state_organ(token.lemma)))
    first = candidate.first
    if named and parse.tokens[first].lower in ("the", "a", "an"):
        first += 1
    return replace(
        candidate,
        first=first,
        form="name" if named and not candidate.plural else "nominal",
        owner=owner.index if owner is not None and owner.pos == "PROPN" else None,
        country=country,
    )


def key_of(country: geography.Country | None) -> str | None:
    """What tells a state, or a part of one, from all others: parts share their state's code."""
    if country is None:
        return None
    return country.code if country.kind == "state" else f"{country.code}:{country.name}"


def _begins_sentence(parse: Parse, index: int) -> bool:
    """Whether a capital tells nothing, since the sentence begins here."""
    return index == parse.sentences[parse.tokens[index].sentence][0]


def _without_names_behind(parse: Parse, first: int, last: int, head: int) -> tuple[int, int]:
    """Cut a description at a colon, a quotation mark and the like, which no description holds."""
    for index in range(head, first - 1, -1):
        if parse.tokens[index].text in (":", ";", "(", "“", "”", '"', "—", "–"):
            first = index + 1
            break
    for index in range(head, last + 1):
        if parse.tokens[index].lower in _ASIDE and parse.tokens[index].relation in ("case", "mark"):
            last = index - 1
            break
        if parse.tokens[index].text in (":", ";", ")", "“", "”", '"', "—", "–", ","):
            last = index - 1
            break
    return min(first, head), max(last, head)


def _number_of(parse: Parse, index: int) -> int | None:
    if parse.tokens[index].pos == "NUM":
        return _NUMBERS.get(parse.tokens[index].lower)
    if parse.tokens[index].lemma in ("pair", "couple", "duo", "trio"):
        return _NUMBERS[parse.tokens[index].lemma]
    for child in parse.children_by(index, "nummod", "det", "cc", "amod"):
        if child.lower in _NUMBERS and not (child.lower == "both" and parse.child(index, "conj")):
            return _NUMBERS[child.lower]
    return None
