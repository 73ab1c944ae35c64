"""Mentions: the words of a text that stand for people, organisations, places and other things.

Names come from the parser's model, mended by rule; descriptions ("the ministry", "a 16-year-old girl") from
vocabularies of person and institution nouns; pronouns from their form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.lexicon.acts import act_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType, MentionForm
from onrecord.model.span import Span

_PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
}
_YEAR_OLD = re.compile(r"\d{1,3}-year-olds?$|year-olds?$", re.IGNORECASE)
_NOT_IN_NAME = frozenset(
    {"'s", "’s", "'", "’", "the", "The", ",", ".", '"', "“", "”", "‘", "(", ")", ":", ";", "-", "–", "—"}
)
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
_CALENDAR = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday christmas easter jan feb mar apr jun jul aug sept sep oct nov
    dec""".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention in the making: tokens `[first, last]`, its head, and what its words tell.

    `gender` is "m", "f", "they", "it", "i", "we" or None; `owner` is the token of the state or person
    that stands in front of an institution ("Putin's" in "Putin's foreign ministry").
    """

    first: int
    last: int
    head: int
    type: EntityType
    form: MentionForm
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    number: int | None = None
    owner: int | None = None
    country: str | None = None


def find_mentions(parse: Parse, speakers: Collection[int] = ()) -> list[Candidate]:
    """All mentions, by their first token; they may be nested, but no two have the same tokens.

    `speakers` are tokens that stand for the source of a statement: their phrases are mentions, whatever
    the noun ("the poll", "her office").
    """
    names = _find_names(parse)
    heads = {name.head for name in names}
    nominals = [
        candidate
        for token in parse.tokens
        if token.index not in heads and (candidate := _nominal(parse, token)) is not None
    ]
    described = {candidate.head for candidate in nominals} | heads
    nominals += [
        _describe(parse, parse.tokens[index], "other")
        for index in sorted(set(speakers) - described)
        if parse.tokens[index].pos in ("NOUN", "PROPN")
    ]
    pronouns = [candidate for token in parse.tokens if (candidate := _pronoun(token)) is not None]
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in (*names, *nominals, *pronouns):
        found.setdefault((candidate.first, candidate.last), candidate)
    return sorted(found.values(), key=lambda c: (c.first, -c.last))


def _find_names(parse: Parse) -> list[Candidate]:
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
    """The type that a noun in front of a name, or in apposition to it, gives ("television station RT")."""
    head = parse.tokens[parse.head_of(first, last)]
    if geography.country_of(_words(parse, first, last)) is not None:
        return None
    nouns = [
        t for t in parse.children_by(head.index, "appos", "compound") if t.pos == "NOUN" and t.text.islower()
    ]
    if head.relation == "appos" and parse.tokens[head.head].pos == "NOUN":
        nouns.append(parse.tokens[head.head])
    for noun in nouns:
        if noun.feats.get("Number") != "Plur" and persons.is_person_noun(noun.lemma):
            return "person"
        if persons.is_institution(noun.lemma):
            return "organisation"
        if noun.lemma in read_words("statements", "works"):
            return "work"
    return None


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
        while first < last and persons.is_title(tokens[first].text):
            first += 1
            if tokens[first].text == ".":
                first += 1
        for index in range(first, last + 1):
            if tokens[index].text in ("'s", "’s"):
                last = index - 1
                break
    if first > last or not any(c.isalpha() for c in tokens[first].text):
        return None
    return first, last, kind


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
    for first, last, kind in spans:
        votes.setdefault(_words(parse, first, last), Counter())[kind] += 1 if kind else 0
    surnames = Counter[str]()
    for words, counts in votes.items():
        if " " in words and counts["person"] > counts.total() / 2:
            surnames[words.split()[-1]] += 1
    decided: dict[str, EntityType | None] = {}
    titled = {_words(parse, first, last) for first, last, _ in spans if _has_title(parse, first)}
    for words, counts in votes.items():
        decided[words] = _kind_of_name(words, counts, surnames, titled)
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
    if persons.has_corporate_suffix(words) or persons.is_institution(words.split()[-1].lower()):
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


def _name(parse: Parse, first: int, last: int, kind: EntityType) -> Candidate:
    head = parse.head_of(first, last)
    words = _words(parse, first, last)
    country = geography.country_of(words) or geography.by_demonym(words)
    if kind == "group" and first == last and _is_one_of_a_people(parse, parse.tokens[first]):
        return _describe(parse, parse.tokens[first], "person")
    if kind == "group" and country is not None and _is_adjective(parse, head):
        kind = "place"
    gender = None
    if kind == "person":
        gender = persons.gender_of_title(parse.tokens[first - 1].text) if first else None
        gender = gender or persons.gender_of_given_name(parse.tokens[first].text)
    if country is None and kind == "place":
        country = _state_meant(parse, head, words)
    candidate = Candidate(first, last, head, kind, "name", gender, country=_key_of(country))
    if kind == "organisation":
        return _with_owner(parse, candidate)
    return candidate


def _key_of(country: geography.Country | None) -> str | None:
    """What tells a state, or a part of one, from all others: parts share their state's code."""
    if country is None:
        return None
    return country.code if country.kind == "state" else f"{country.code}:{country.name}"


def _state_meant(parse: Parse, head: int, words: str) -> geography.Country | None:
    """The state for which its capital or seat stands as a speaker: "Rabat denied", "the Kremlin hopes"."""
    token = parse.tokens[head]
    verb = parse.tokens[token.head]
    speaks = token.relation == "nsubj" and any(
        act_of(verb.lemma, kind) for kind in ("clause", "object", "infinitive")
    )
    return (geography.by_capital(words) or geography.by_seat(words)) if speaks else None


def _begins_sentence(parse: Parse, index: int) -> bool:
    """Whether a capital tells nothing, since the sentence begins here."""
    return index == parse.sentences[parse.tokens[index].sentence][0]


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


def _nominal(parse: Parse, token: Token) -> Candidate | None:
    if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or token.relation in ("compound", "amod", "flat"):
        return None
    lemma = token.lemma
    kind: EntityType
    noun = token.pos in ("NOUN", "PROPN")
    if lemma == "person" and parse.child(token.index, "det", "amod", "nummod", "nmod:poss") is None:
        return None
    if _is_aged(parse, token) or (noun and (persons.is_person_noun(lemma) or persons.is_group_noun(lemma))):
        kind = "person"
    elif noun and persons.is_institution(lemma) and not _is_bare(parse, token):
        kind = "organisation"
    elif noun and _is_one_of_a_people(parse, token):
        kind = "person"
    else:
        return None
    return _describe(parse, token, kind)


def _is_bare(parse: Parse, token: Token) -> bool:
    """Whether a preposition governs the noun alone, as in "on board", "in court"."""
    children = [parse.tokens[child].core for child in parse.children[token.index]]
    return (
        "case" in children
        and not {"det", "nmod", "amod", "compound"} & set(children)
        and token.lower == token.lemma
    )


def _is_one_of_a_people(parse: Parse, token: Token) -> bool:
    """Whether the token stands for one person by nationality: "the Dane"."""
    article = parse.child(token.index, "det")
    if article is None or article.lower != "the" or token.feats.get("Number") == "Plur":
        return False
    country = geography.by_demonym(token.text)
    return (
        country is not None
        and token.text in country.people
        and not token.text.endswith(("s", "sh", "ch", "ese"))
    )


def _is_aged(parse: Parse, token: Token) -> bool:
    """Whether the token stands for somebody by age: "the 66-year-old"."""
    if _YEAR_OLD.search(token.text):
        return True
    if token.lower not in ("old", "olds") or token.index < 2 or token.core in ("amod", "compound", "cop"):
        return False
    if token.pos == "ADJ" and parse.child(token.index, "det") is None:
        return False
    return parse.tokens[token.index - 2].lower == "year"


def _describe(parse: Parse, token: Token, kind: EntityType) -> Candidate:
    left_out = _BESIDE if _is_aged(parse, token) else _CLAUSES
    first, last = parse.noun_phrase(token.index, without=left_out)
    first, last = _without_names_behind(parse, first, last, token.index)
    determiner = parse.child(token.index, "det", "nmod:poss")
    articles = {parse.tokens[first].lower, determiner.lower if determiner is not None else ""}
    definite = bool(articles & {"the", "both", "this", "that", "these", "those"})
    number = _number_of(parse, token.index)
    form: MentionForm = "nominal"
    candidate = Candidate(
        first,
        last,
        token.index,
        kind,
        form,
        gender=persons.gender_of_noun(token.lemma) if kind == "person" else None,
        plural=token.feats.get("Number") == "Plur" or persons.is_group_noun(token.lemma),
        definite=definite,
        number=number,
    )
    if kind == "organisation":
        candidate = _institution(parse, candidate, token)
    return candidate


def _institution(parse: Parse, candidate: Candidate, token: Token) -> Candidate:
    """An institution's description; with a capitalised modifier or an owner in front it is its name."""
    owner = parse.child(token.index, "nmod:poss")
    country = None
    for child in parse.children_by(token.index, "amod", "compound", "nmod:poss"):
        known = geography.by_demonym(child.text) or geography.country_of(child.text)
        country = _key_of(known) or country
    named_behind = any(t.pos == "PROPN" for t in parse.children_by(token.index, "appos"))
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


def _without_names_behind(parse: Parse, first: int, last: int, head: int) -> tuple[int, int]:
    """Cut a description at a colon, a quotation mark or a bracket, which no description holds."""
    for index in range(head, first - 1, -1):
        if parse.tokens[index].text in (":", ";", "(", "“", "”", '"', "—", "–"):
            first = index + 1
            break
    for index in range(head, last + 1):
        if parse.tokens[index].text in (":", ";", ")", "“", "”", '"', "—", "–", ","):
            last = index - 1
            break
    return min(first, head), max(last, head)


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


def _number_of(parse: Parse, index: int) -> int | None:
    if parse.tokens[index].lemma in ("pair", "couple", "duo", "trio"):
        return _NUMBERS[parse.tokens[index].lemma]
    for child in parse.children_by(index, "nummod", "det", "cc", "amod"):
        if child.lower in _NUMBERS:
            return _NUMBERS[child.lower]
    return None


def _pronoun(token: Token) -> Candidate | None:
    gender = _PRONOUNS.get(token.lower)
    if gender is None or token.pos not in ("PRON", "DET") or (token.text == "US"):
        return None
    kind: EntityType = "person" if gender in ("m", "f", "i") else "other"
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


def span_of(parse: Parse, candidate: Candidate) -> Span:
    """The characters of a mention."""
    return parse.span(candidate.first, candidate.last)
