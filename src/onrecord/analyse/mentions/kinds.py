"""What type a proper name has: by what is said of it, by its form, by what the encoder says most often."""

from __future__ import annotations

from collections import Counter

from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import EntityType

_OF_COUNTRIES = frozenset("citizen citizenship national nationality native resident capital".split())
"""Nouns that, with a preposition, a place follows ("a citizen of Norland")."""
_MORE_WORKS = frozenset("documentary memoir biopic thriller ballet poem painting trilogy miniseries".split())


def words_of(parse: Parse, first: int, last: int) -> str:
    """The words of a name, with a space between tokens."""
    return " ".join(parse.tokens[i].text for i in range(first, last + 1))


def told_type(parse: Parse, first: int, last: int, marked: str) -> EntityType | None:
    """The type that a noun in front of a name, or in apposition to it, gives ("television station Norte")."""
    head = parse.tokens[parse.head_of(first, last)]
    if geography.country_of(words_of(parse, first, last)) is not None:
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
    if (before := _noun_in_front(parse, first, head.index, marked)) is not None:
        nouns.append(before)
    nouns.sort(key=lambda noun: noun.index != first - 1)  # the one right in front is surest
    if nouns and persons.is_institution(nouns[0].lemma) and _is_body(words_of(parse, first, last), nouns[0]):
        return "organisation"
    for noun in nouns:
        if noun.feats.get("Number") != "Plur" and persons.classes_of(noun.lemma) - {"person"}:
            return "person"
        if persons.is_institution(noun.lemma):
            return "organisation"
        if noun.lemma in _works():
            return "work"
    return None


def _noun_in_front(parse: Parse, first: int, head: int, marked: str) -> Token | None:
    """A noun right in front of a name that goes with how the name is marked, whatever the parse says."""
    before = parse.tokens[first - 1] if first else None
    if before is None or before.pos != "NOUN" or not before.text.islower():
        return None
    if marked == "person" and persons.is_person_noun(before.lemma) and before.lemma == before.lower:
        return before
    is_subject = parse.tokens[head].core == "nsubj"  # "in the film Roe plays a thief"
    return before if before.lemma in _works() and not is_subject else None


def _works() -> frozenset[str]:
    return read_words("statements", "works") | _MORE_WORKS


def _is_body(words: str, noun: Token) -> bool:
    """Whether a name is no person's by its form: an outlet's, or an acronym ("the broadcaster *NRK*").

    Behind a noun for bodies that is also one for people ("broadcaster") it is a person's if it begins with
    a given name.
    """
    if persons.is_outlet(words) or (words.isupper() and words.isalpha() and len(words) > 1):
        return True
    return not persons.is_person_noun(noun.lemma) and persons.gender_of_given_name(words.split()[0]) is None


def vote_types(parse: Parse, spans: list[tuple[int, int, str]]) -> dict[str, EntityType | None]:
    """One type for all occurrences of a name: what its form says, else what the model says most often."""
    votes: dict[str, Counter[str]] = {}
    for first, last, kind in sorted(spans):
        votes.setdefault(words_of(parse, first, last), Counter())[kind] += 1 if kind else 0
    titled = {words_of(parse, first, last) for first, last, _ in spans if _has_title(parse, first)}
    surnames = Counter[str]()
    firms: set[str] = set()
    for words, counts in votes.items():
        front, *rest = words.split()
        named = _kind_of_name(words, counts, surnames, titled) if rest else None
        if named == "person" and rest[-1] not in firms:
            surnames[rest[-1]] += 1
        elif named == "organisation" and front not in surnames and len(front) > 3 and not _is_of_place(front):
            firms.add(front)
    decided: dict[str, EntityType | None] = {}
    for words, counts in votes.items():
        decided[words] = (
            "organisation" if words in firms - titled else _kind_of_name(words, counts, surnames, titled)
        )
    return decided


def _is_of_place(word: str) -> bool:
    """Whether a word that an organisation's name begins with only says where it is ("*London* Zoo")."""
    return geography.is_place_name(word) or geography.by_demonym(word) is not None


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
    if geography.by_demonym(words) or (geography.is_inhabitant(words) and not counts["organisation"]):
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
