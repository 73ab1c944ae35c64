"""The triggers of `lexicon/events.toml` as frames, by lemma; the head of that file explains its notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Token
from onrecord.model.record import Phase

Part = Literal["verbs", "adjectives", "nouns"]
_CONFIDENCE: dict[Part, float] = {"verbs": 0.8, "adjectives": 0.75, "nouns": 0.65}
_ROLE = re.compile(r"(?P<participant>[^\s\[=]+)(?:\[(?P<only>[^\]]+)\])?=(?P<roles>\S+)")
_ABOUT = frozenset({"sets", "counted"})
"""The tables that are not types of event."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a participant must be, or must not be: of one of the kinds, or with one of the lemmas."""

    negated: bool
    kinds: frozenset[str]
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A participant fills the first of `roles` that nothing fills yet, if it is as `only` says."""

    participant: str
    only: Restriction | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of some triggers: which participant fills which role, and when the sense applies.

    Of each group in `needs` one participant must be there, or, written "=role", one role filled. For nouns:
    `agents` and `patients` are the verbs whose subject is the agent or the patient of the event, `cases` the
    prepositions by which the noun is said of somebody ("under investigation"), and a `bare` noun is an
    event even without any participant.
    """

    type: str
    phase: Phase | None
    roles: tuple[RoleRule, ...]
    needs: tuple[tuple[str, ...], ...]
    where: tuple[tuple[str, Restriction], ...]
    values: tuple[tuple[str, str], ...]
    confidence: float
    agents: frozenset[str]
    patients: frozenset[str]
    cases: frozenset[str]
    bare: bool
    _times: Mapping[str, frozenset[str]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        times: dict[str, frozenset[str]] = {}
        for names, only in self.where:
            for name in () if only.negated else names.split("|"):
                times[name] = times.get(name, frozenset()) | only.lemmas
        object.__setattr__(self, "_times", times)

    @property
    def names(self) -> frozenset[str]:
        """The participants that the roles name."""
        return frozenset(rule.participant for rule in self.roles)

    def times(self, participant: str) -> frozenset[str]:
        """The words of time that a participant may be, since the sense asks for them ("to five *years*")."""
        return self._times.get(participant, frozenset())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Frames by lemma, in the file's order; a verb's by the particle that it takes too, empty for none.

    `known` are all verbs of the file, those that only support a noun among them.
    """

    verbs: Mapping[str, tuple[tuple[str, Frame], ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    sets: Mapping[str, frozenset[str]]
    counted: Mapping[str, str]
    known: frozenset[str]


@lru_cache(maxsize=1)
def read_vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    tables = read_lexicon("events")
    verbs: dict[str, list[tuple[str, Frame]]] = {}
    for word, frame in _read_frames(tables, "verbs"):
        lemma, _, particle = word.partition(":")
        verbs.setdefault(lemma, []).append((particle, frame))
    nouns = _by_lemma(tables, "nouns")
    sets = _read_sets(tables)
    supporting = (frame.agents | frame.patients for frames in nouns.values() for frame in frames)
    return Vocabulary(
        verbs={lemma: tuple(frames) for lemma, frames in verbs.items()},
        adjectives=_by_lemma(tables, "adjectives"),
        nouns=nouns,
        sets=sets,
        counted=tables["counted"],
        known=frozenset(verbs).union(sets["end"], *supporting),
    )


def verb_lemma(token: Token) -> str:
    """The lemma of a verb of the vocabulary, also where the parser cut it short ("staged": *stag*)."""
    known = read_vocabulary().known
    if token.lemma not in known and token.lemma + "e" in known and token.lower.endswith(("ed", "es", "ing")):
        return token.lemma + "e"
    return token.lemma


def list_types() -> set[str]:
    """The types of event that the vocabulary has triggers for."""
    return set(read_lexicon("events")) - _ABOUT


def _read_sets(tables: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in tables["sets"].items()}


def _by_lemma(tables: Mapping[str, Any], part: Part) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for lemma, frame in _read_frames(tables, part):
        found.setdefault(lemma, []).append(frame)
    return {lemma: tuple(frames) for lemma, frames in found.items()}


def _read_frames(tables: Mapping[str, Any], part: Part) -> Iterator[tuple[str, Frame]]:
    sets = _read_sets(tables)
    for name, entries in tables.items():
        if name in _ABOUT:
            continue
        for entry in entries:
            if part in entry:
                frame = _read_frame(name, entry, part, sets)
                yield from ((word, frame) for word in _expand(entry[part], sets))


def _expand(words: str, sets: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The words, with those of a set in the place of its name ("@force")."""
    for word in words.split():
        yield from sorted(sets[word[1:]]) if word.startswith("@") else (word,)


def _read_frame(name: str, entry: Mapping[str, Any], part: Part, sets: Mapping[str, frozenset[str]]) -> Frame:
    return Frame(
        type=name,
        phase=entry.get("phase"),
        roles=tuple(_read_roles(entry.get("roles", ""), sets)),
        needs=tuple(tuple(group.split("|")) for group in entry.get("needs", "").split()),
        where=tuple(_read_where(entry.get("where", ""), sets)),
        values=tuple((role, value) for role, _, value in map(_split_value, entry.get("values", "").split())),
        confidence=entry.get("confidence", _CONFIDENCE[part]),
        agents=frozenset(_expand(entry.get("agents", ""), sets)),
        patients=frozenset(_expand(entry.get("patients", ""), sets)),
        cases=frozenset(entry.get("cases", "").split()),
        bare=entry.get("bare", False),
    )


def _split_value(pair: str) -> tuple[str, str, str]:
    return pair.partition("=")


def _read_roles(notation: str, sets: Mapping[str, frozenset[str]]) -> Iterator[RoleRule]:
    for match in _ROLE.finditer(notation):
        only = match["only"]
        restriction = _read_restriction(only, sets) if only else None
        for participant in match["participant"].split("|"):
            yield RoleRule(participant, restriction, tuple(match["roles"].split("/")))


def _read_where(notation: str, sets: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Restriction]]:
    for condition in notation.split():
        participant, _, restriction = condition.partition(":")
        yield participant, _read_restriction(restriction, sets)


def _read_restriction(notation: str, sets: Mapping[str, frozenset[str]]) -> Restriction:
    """The restriction of "person|@force|=ship|boat": kinds and sets, and behind "=" lemmas."""
    named, _, listed = notation.removeprefix("!").partition("=")
    kinds, lemmas = set[str](), {word for word in listed.split("|") if word}
    for alternative in filter(None, named.split("|")):
        if alternative.startswith("@"):
            lemmas |= sets[alternative[1:]]
        else:
            kinds.add(alternative)
    return Restriction(notation.startswith("!"), frozenset(kinds), frozenset(lemmas))
