"""Facts that the classifier found, among the candidates that the rules gave: completed by them or added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.events.candidates import Candidate, Filler
from onrecord.analyse.events.roles import phase_of
from onrecord.analyse.facts.finding import Fact
from onrecord.analyse.facts.pairs import path_between
from onrecord.analyse.lexicon import persons
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Parse
from onrecord.analyse.resolution import Resolution

_TIME = "time"
_REACH = 3
"""How many words beside the two ends may hold the trigger."""
_OTHERS = {"spouse": "person", "person": "spouse", "relative": "person"}
"""Roles whose fillers may stand in each other's place."""
_SURE = 0.9
"""No fact is surer than this: the classifier is sure of too much outside what it learned on.

It is also how sure it has to be of what no word of the relation says.
"""
_DATED = 0.7
"""How sure it has to be of a date without such a word, as those in brackets behind a name are."""
_UNKNOWN = frozenset({"other"})
_PERSONAL = frozenset("he him his himself she her hers herself i me my who whom whose".split())
_IMPERSONAL = frozenset("it its itself which that".split())


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a relation is in the record."""

    type: str
    instead: frozenset[str]
    subject: str
    object: str
    between: tuple[str, str]
    words: Mapping[str, int]
    values: Mapping[str, str]


@lru_cache(maxsize=1)
def _read_kinds() -> Mapping[str, _Kind]:
    return {
        name: _Kind(
            type=entry["type"],
            instead=frozenset(entry["instead"].split()) | {entry["type"]},
            subject=entry["subject"],
            object=entry["object"],
            between=(entry["between"].split()[0], entry["between"].split()[1]),
            words={word: place for place, word in enumerate(entry["words"].split())},
            values=entry.get("values", {}),
        )
        for name, entry in read_lexicon("facts").items()
    }


def add_facts(
    parse: Parse, resolution: Resolution, candidates: Sequence[Candidate], facts: Iterable[Fact]
) -> list[Candidate]:
    """The candidates with the facts: each completes one that tells it in part, or is one of its own.

    A fact that a candidate of its sentence tells whole is there already.
    """
    found = list(candidates)
    for fact in sorted(facts, key=lambda fact: -fact.probability):
        kind = _read_kinds()[fact.relation]
        if not all(
            _may_be(parse, resolution, index, wanted)
            for index, wanted in zip((fact.subject, fact.object), kind.between, strict=True)
        ):
            continue
        sentence = parse.tokens[fact.subject].sentence
        near = [
            (place, candidate)
            for place, candidate in enumerate(found)
            if candidate.type in kind.instead and parse.tokens[candidate.head].sentence == sentence
        ]
        if any(_tells(resolution, candidate, kind, fact) for _, candidate in near):
            continue
        partial = [
            (place, made)
            for place, candidate in near
            if (made := _completed(resolution, candidate, kind, fact)) is not None
        ]
        if partial:
            place, made = partial[0]
            found[place] = made
            continue
        trigger = _trigger(parse, kind, fact)
        if trigger is not None and not any(
            trigger == other.head and kind.type == other.type for other in found
        ):
            found.append(_candidate(parse, kind, fact, trigger))
    return sorted(found, key=lambda candidate: (candidate.first, candidate.type))


def _may_be(parse: Parse, resolution: Resolution, index: int, wanted: str) -> bool:
    """Whether the word can be of the kind that the relation asks for; what is not known may be any."""
    word = parse.tokens[index].lower
    if wanted == "time":
        return True
    if word in _PERSONAL or word in _IMPERSONAL:
        return (wanted == "person") == (word in _PERSONAL)
    kind = resolution.type_at(index)
    return kind is None or kind in _UNKNOWN or kind == wanted or (kind == "group" and wanted != "person")


def _same(resolution: Resolution, one: int | None, other: int) -> bool:
    if one is None:
        return False
    shared = set(resolution.entities_at(one)) & set(resolution.entities_at(other))
    return one == other or bool(shared)


def _fills(resolution: Resolution, candidate: Candidate, role: str, index: int) -> bool:
    roles = {role, _OTHERS.get(role, role)}
    return any(
        filler.role in roles and _same(resolution, filler.index, index) for filler in candidate.arguments
    )


def _tells(resolution: Resolution, candidate: Candidate, kind: _Kind, fact: Fact) -> bool:
    """Whether the candidate has both ends already, in any of its roles where the types differ."""
    if candidate.type != kind.type:
        heads = [filler.index for filler in candidate.arguments]
        ends = (fact.subject, fact.object) if kind.object != _TIME else (fact.subject,)
        return all(any(_same(resolution, head, end) for head in heads) for end in ends)
    if not _fills(resolution, candidate, kind.subject, fact.subject):
        return False
    if kind.object == _TIME:
        return candidate.time == fact.object
    return _fills(resolution, candidate, kind.object, fact.object)


def _completed(resolution: Resolution, candidate: Candidate, kind: _Kind, fact: Fact) -> Candidate | None:
    """The candidate with the end that it lacks; None where it is of another type or has another there."""
    if candidate.type != kind.type or candidate.phase == "ended":
        return None
    for role, index, other, end in (
        (kind.subject, fact.subject, kind.object, fact.object),
        (kind.object, fact.object, kind.subject, fact.subject),
    ):
        if role == _TIME or not _fills(resolution, candidate, role, index):
            continue
        if other == _TIME:
            return replace(candidate, time=end) if candidate.time is None else None
        if not any(filler.role == other for filler in candidate.arguments):
            return replace(candidate, arguments=(*candidate.arguments, Filler(other, end)))
    return None


def _candidate(parse: Parse, kind: _Kind, fact: Fact, trigger: int) -> Candidate:
    fillers = [Filler(kind.subject, fact.subject)]
    if kind.object != _TIME:
        fillers.append(Filler(kind.object, fact.object))
    fillers += [Filler(role, None, value) for role, value in kind.values.items()]
    return Candidate(
        type=kind.type,
        phase=phase_of(parse, trigger) if EVENT_TYPES[kind.type].state else "begins",
        first=trigger,
        last=trigger,
        head=trigger,
        arguments=tuple(fillers),
        kind="state",
        confidence=round(min(fact.probability, _SURE), 2),
        time=fact.object if kind.object == _TIME else None,
    )


def _trigger(parse: Parse, kind: _Kind, fact: Fact) -> int | None:
    """The word that says the fact: the best of the relation's words on the path, between or beside the ends.

    A citizenship may be in the noun for the person that the country's adjective describes. Where there is
    no word, and the fact is all but certain, it is the one that ties the two together, or the object.
    """
    low, high = sorted((fact.subject, fact.object))
    up, down = path_between(parse, fact.subject, fact.object)
    path = [*down, *up]
    first, end = parse.sentences[parse.tokens[low].sentence]
    near = [*range(low + 1, high), *range(high + 1, min(high + 1 + _REACH, end))]
    near += range(max(first, low - _REACH), low)
    for words in (path, near):
        said = [index for index in words if parse.tokens[index].lemma in kind.words]
        if said:
            return min(said, key=lambda index: (kind.words[parse.tokens[index].lemma], abs(index - high)))
    described = parse.tokens[parse.tokens[fact.object].head]
    if kind.object == "country" and described.index in path and persons.is_person_noun(described.lemma):
        return described.index
    if fact.probability < (_DATED if kind.object == _TIME else _SURE):
        return None
    inner = [i for i in path if parse.tokens[i].pos in ("VERB", "NOUN") and i not in (low, high)]
    return inner[-1] if inner else fact.object
