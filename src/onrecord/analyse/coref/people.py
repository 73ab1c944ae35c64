"""Names of people that stand for one and the same: full names, surnames and given names.

People who share a surname are kept apart. A bare surname joins a full name where one full name with it has
been introduced, where a title tells them apart, or where one of those who bear it is the one called so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.coref.confidence import NAME
from onrecord.analyse.lexicon import persons

_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*\.?")
_EPITHETS = frozenset(
    {"big", "little", "young", "old", "poor", "dear", "wee", "fat", "lucky", "crazy", "crooked"}
)
"""What in front of a name is no part of it: "*Big* Tom"."""
_BESIDE = 3
"""How many tokens around a name are looked through for a word that says whose relative it is."""
_BEHIND = 20
"""How many mentions behind a name are looked through for its pronoun."""
_OFTEN = 2.0
"""How many times as often as any other a person must be named in full for the surname to be theirs."""


@dataclass(slots=True)
class _People:
    """The people with full names, who of them is a relative, and who is called what by one word."""

    full: list[tuple[int, list[str]]] = field(default_factory=list)
    kin: set[int] = field(default_factory=set)
    called: dict[str, int] = field(default_factory=dict)
    alone: dict[str, int] = field(default_factory=dict)


def cluster_people(clusters: Clusters, people: list[int]) -> None:
    """Cluster full names in order of appearance, then let the single words find theirs."""
    known = _People()
    for position in people:
        parts = _parts(clusters.words(position))
        if len(parts) < 2:
            continue
        number = next((n for n, other in known.full if _same_person(parts, other)), None)
        if number is None:
            number = clusters.new(position)
            if _is_kin(clusters, position):
                known.kin.add(number)
        else:
            clusters.join(position, number, by=NAME)
        known.full.append((number, parts))
    contested = _contested(clusters, people, known)
    for position in people:
        parts = _parts(clusters.words(position))
        if len(parts) >= 2:
            continue
        word = parts[0] if parts else clusters.words(position)
        number = _short_form(clusters, position, word, known)
        if word in contested and clusters.candidates[position].gender is None:
            number = None  # "Mr Roe" is not Ida Roe, and so "Roe" need not be
        if number is None:
            number = known.alone.get(word)
        if number is None:
            number = known.alone[word] = clusters.new(position)
        else:
            clusters.join(position, number, by=NAME)
        known.called.setdefault(word, number)


def _parts(words: str) -> list[str]:
    """The words of a name without "Jr" behind and without an epithet in front."""
    parts = _WORD.findall(_SUFFIX.sub("", words))
    return parts[1:] if len(parts) > 1 and parts[0].lower() in _EPITHETS else parts


def _contested(clusters: Clusters, people: list[int], known: _People) -> set[str]:
    """The surnames that a title gives to somebody else than all who have them in full.

    The title's gender tells, or the pronouns behind it; or, of relatives only, a rank: "*President* Roe",
    whose daughter is Ida Roe.
    """
    genders: dict[str, set[str | None]] = {}
    others: dict[str, set[int]] = {}
    for number, parts in known.full:
        genders.setdefault(parts[-1], set()).add(clusters.clusters[number].gender)
        others.setdefault(parts[-1], set()).add(number)
    found = set()
    called_by: dict[str, Counter[str]] = {}
    for position in people:
        parts, gender = _parts(clusters.words(position)), clusters.candidates[position].gender
        if len(parts) != 1 or parts[0] not in genders:
            continue
        if gender and not genders[parts[0]] & {gender, None}:
            found.add(parts[0])
        heard = called_by.setdefault(parts[0], Counter())
        heard.update(_pronouns_behind(clusters, position))
        if others[parts[0]] <= known.kin and (
            _has_rank(clusters, position) or position < _begin(clusters, others[parts[0]])
        ):
            found.add(parts[0])
    for word, heard in called_by.items():
        told = {gender for gender in genders[word] if gender}
        other = sum(heard[gender] for gender in ("m", "f") if gender not in told)
        if len(told) == 1 and None not in genders[word] and other > _OFTEN * heard[next(iter(told))]:
            found.add(word)
    return found


def _pronouns_behind(clusters: Clusters, position: int) -> list[str]:
    """The gender of the first pronoun behind a subject that is the first person of its sentence."""
    candidate, parse = clusters.candidates[position], clusters.parse
    head = parse.tokens[candidate.head]
    if head.core != "nsubj":
        return []
    for other in clusters.candidates[position + 1 : position + 1 + _BEHIND]:
        token = parse.tokens[other.head]
        if token.sentence != head.sentence or (other.form == "name" and other.type == "person"):
            return []
        if other.gender in ("m", "f") and token.core == "nsubj":
            return [other.gender]
    return []


def _begin(clusters: Clusters, numbers: Iterable[int]) -> int:
    return min(clusters.clusters[number].members[0] for number in numbers)


def _has_rank(clusters: Clusters, position: int) -> bool:
    """Whether a title of office stands in front of a name, which relatives do not share."""
    before = _before(clusters, position)
    return before is not None and before[:1].isupper() and persons.is_post(before.lower())


def _before(clusters: Clusters, position: int) -> str | None:
    """The word in front of a name; of "President-elect" the whole."""
    first = clusters.candidates[position].first
    tokens = clusters.parse.tokens
    if first == 0 or tokens[first - 1].sentence != tokens[first].sentence:
        return None
    if first > 2 and tokens[first - 2].text == "-":
        return f"{tokens[first - 3].text}-{tokens[first - 1].text}"
    return tokens[first - 1].text


def _is_kin(clusters: Clusters, position: int) -> bool:
    """Whether somebody is introduced as another's relative: "his wife, Ida Roe", "Ida Roe, his sister"."""
    candidate, parse = clusters.candidates[position], clusters.parse
    tokens, head = parse.tokens, parse.tokens[candidate.head]
    sentence = parse.sentences[head.sentence]
    for index in range(max(candidate.first - _BESIDE, sentence[0]), candidate.first):
        token = tokens[index]
        if token.lower == "lady" and tokens[index - 1].lower == "first":
            return True
        tied = head.head == index or token.head in (head.index, head.head)
        if tied and parse.child(index, "nmod:poss") and "relative" in persons.classes_of(token.lower):
            return True
    return any(
        "relative" in persons.classes_of(token.lower) and parse.child(token.index, "nmod:poss", "nmod")
        for token in parse.children_by(head.index, "appos")
    )


def _same_person(one: list[str], other: list[str]) -> bool:
    if one[-1].casefold() != other[-1].casefold():
        return False
    if one == other:
        return True
    return persons.same_given_name(one[0], other[0])


def _short_form(clusters: Clusters, position: int, word: str, known: _People) -> int | None:
    """Whose full name a single word is short for; None where it is nobody's, or may be several people's."""
    surnames = {n for n, parts in known.full if parts[-1] == word or " ".join(parts[1:]) == word}
    matching = surnames or {n for n, parts in known.full if parts[0] == word}
    gender = clusters.candidates[position].gender
    if gender:
        matching = {n for n in matching if clusters.clusters[n].gender in (gender, None)}
    if len(matching) > 1:
        return _bearer(clusters, position, matching, word, known)
    return matching.pop() if matching else None


def _bearer(clusters: Clusters, position: int, matching: set[int], word: str, known: _People) -> int | None:
    """Whom of those who share a name a bare one means: who was called so before, else who is most written of.

    Somebody introduced as another's relative ("his wife, Ida Roe") is called by the full or the given name.
    """
    own = matching - known.kin
    if known.called.get(word) in matching:
        return known.called[word]
    if len(own) == 1:
        return own.pop()
    seen = {n for n in own or matching if clusters.clusters[n].members[0] < position}
    if len(seen) == 1:
        return seen.pop()
    often = sorted(((len(clusters.clusters[n].members), n) for n in own or matching), reverse=True)
    return often[0][1] if often[0][0] > _OFTEN * often[1][0] else None
