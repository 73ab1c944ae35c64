"""Facts about people and organisations against KnowledgeNet (Mesquita et al. 2019), as its own scorer counts.

A fact is found where one of the same property overlaps it with both subject and object ("text", overlap);
one that overlaps none of its passage counts as wrong, if the passage was annotated for that property. The
corpus marks every name and pronoun of a subject or object in the passage, and no descriptions ("a teacher",
"his wife"), so an argument of a record stands for all names and pronouns of its entity there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any

import msgspec

from onrecord.analyse.pipeline import analyse
from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.evaluate.tally import Tally
from onrecord.model.document import Article, make_document
from onrecord.model.record import Argument, Event, Record
from onrecord.model.span import Span

HELD_OUT_FOLD = "3"
"""The fold that training never sees."""
PROPERTIES = (
    "CEO",
    "CHILD_OF",
    "DATE_FOUNDED",
    "DATE_OF_BIRTH",
    "DATE_OF_DEATH",
    "EDUCATED_AT",
    "EMPLOYEE_OR_MEMBER_OF",
    "FOUNDED_BY",
    "HEADQUARTERS",
    "NATIONALITY",
    "PLACE_OF_BIRTH",
    "PLACE_OF_RESIDENCE",
    "POLITICAL_AFFILIATION",
    "SPOUSE",
    "SUBSIDIARY_OF",
)
_CHILDREN = frozenset("son daughter child kid stepson stepdaughter boy girl".split())
_PARENTS = frozenset("father mother parent dad mum mom stepfather stepmother".split())
_SPOUSES = frozenset("wife husband spouse ex-wife ex-husband widow widower ex-spouse".split())
_CHIEF = re.compile(r"\bceos?\b|chief executive", re.IGNORECASE)
_PARTY = re.compile(
    r"party|democrat|republican|labour|tory|tories|socialist|communist|liberal", re.IGNORECASE
)
_POSTS = ("post", "appointment", "employment")
_TOLD: dict[str, tuple[tuple[str, str, str], ...]] = {
    **dict.fromkeys(_POSTS, (("EMPLOYEE_OR_MEMBER_OF", "person", "organisation"),)),
    "birth": (("PLACE_OF_BIRTH", "person", "place"), ("DATE_OF_BIRTH", "person", "time")),
    "death": (("DATE_OF_DEATH", "person", "time"),),
    "residence": (("PLACE_OF_RESIDENCE", "person", "place"),),
    "citizenship": (("NATIONALITY", "person", "country"),),
    "education": (("EDUCATED_AT", "person", "organisation"),),
    "headquarters": (("HEADQUARTERS", "organisation", "place"),),
    "founding": (("FOUNDED_BY", "organisation", "founder"), ("DATE_FOUNDED", "organisation", "time")),
    "ownership": (("SUBSIDIARY_OF", "object", "owner"),),
}
"""By type of event the properties that it tells whatever its words are, with the roles of their ends."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """An annotated fact: its property, and the words of its subject and object."""

    property: str
    subject: Span
    object: Span


@dataclass(slots=True)
class Passage:
    """A passage with the properties that it was annotated for, and their facts, in its own code points."""

    name: str
    fold: str
    text: str
    annotated: set[str] = field(default_factory=set)
    facts: list[KnownFact] = field(default_factory=list)


def is_flat(path: Path) -> bool:
    """Whether the file is KnowledgeNet in its flat form, rather than articles as DWIE has them.

    Raises:
        LocationNotFound: there is no such file.
        MalformedInput: the file is no list in JSON.
    """
    rows = _decode(path)
    return not rows or "prop" in rows[0]


def _decode(path: Path) -> list[Any]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Any])
    except OSError as error:
        raise LocationNotFound(f"{path}: {error.strerror or error}") from error
    except msgspec.DecodeError as error:
        raise MalformedInput(f"{path}: no list in JSON: {error}") from error


def read_passages(path: Path) -> list[Passage]:
    """The passages of a flat KnowledgeNet file, in its order.

    A row is a fact (`fold doc ps pe ss se os oe prop text subj obj`, offsets in the document) or, with
    `subj` null, says that the passage has none of that property.

    Raises:
        LocationNotFound: there is no such file.
        MalformedInput: the file is no JSON of that form.
    """
    rows = _decode(path)
    passages: dict[tuple[str, ...], Passage] = {}
    try:
        for row in rows:
            key = (row["fold"], row["doc"], row["ps"], row["pe"])
            passage = passages.setdefault(key, Passage("-".join(key), row["fold"], row["text"]))
            passage.annotated.add(row["prop"])
            if row["subj"] is not None:
                passage.facts.append(_read_fact(row))
    except (KeyError, TypeError, ValueError) as error:
        raise MalformedInput(f"{path}: not of KnowledgeNet's flat form: {error!r}") from error
    return list(passages.values())


def _read_fact(row: dict[str, Any]) -> KnownFact:
    start = int(row["ps"])
    subject, object_ = (
        Span(start=int(row[first]) - start, end=int(row[last]) - start)
        for first, last in (("ss", "se"), ("os", "oe"))
    )
    return KnownFact(row["prop"], subject, object_)


def facts_of(record: Record) -> list[KnownFact]:
    """What a record says of the corpus's properties, each pair of mentions once."""
    reader = _Reader(record)
    found: dict[KnownFact, None] = {}
    for event in record.events:
        if event.polarity == "positive":
            found.update(
                (KnownFact(name, subject, object_), None)
                for name, subjects, objects in reader.read(event)
                for subject in subjects
                for object_ in objects
                if not _overlap(subject, object_)
            )
    return list(found)


def judge_passage(passage: Passage) -> dict[str, Tally]:
    """The tally of what is read in the passage."""
    document = make_document(passage.text, location=passage.name)
    return score_passage(passage, facts_of(analyse(Article(document=document))))


def score_passage(passage: Passage, found: Iterable[KnownFact]) -> dict[str, Tally]:
    """The tally of each property that the passage was annotated for."""
    tallies = {}
    for name in sorted(passage.annotated):
        wanted = [fact for fact in passage.facts if fact.property == name]
        given = [fact for fact in found if fact.property == name]
        met = sum(any(_agree(fact, other) for other in given) for fact in wanted)
        wrong = sum(not any(_agree(fact, other) for other in wanted) for fact in given)
        tallies[name] = Tally(met, met + wrong, met, len(wanted))
    return tallies


def _agree(one: KnownFact, other: KnownFact) -> bool:
    return _overlap(one.subject, other.subject) and _overlap(one.object, other.object)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class _Reader:
    """A record's events as facts of the corpus's properties."""

    def __init__(self, record: Record) -> None:
        self._text = record.document.text
        self._times = {time.id: Span(start=time.start, end=time.end) for time in record.times}
        self._mentions: dict[str, list[Span]] = {}
        self._described: set[Span] = set()
        for mention in record.mentions:
            span = Span(start=mention.start, end=mention.end)
            if mention.form == "nominal":
                self._described.add(span)
            elif len(mention.entities) == 1:
                self._mentions.setdefault(mention.entities[0], []).append(span)

    def read(self, event: Event) -> Iterator[tuple[str, list[Span], list[Span]]]:
        """The properties that an event tells of, with the spans of their subjects and objects."""
        for name, subject, object_ in _TOLD.get(event.type, ()):
            yield name, self._fillers(event, subject), self._fillers(event, object_)
        if event.type in _POSTS and _CHIEF.search(self._words(event, "position")):
            yield "CEO", self._fillers(event, "organisation"), self._fillers(event, "person")
        elif event.type == "membership":
            party = _PARTY.search(self._words(event, "organisation"))
            name = "POLITICAL_AFFILIATION" if party else "EMPLOYEE_OR_MEMBER_OF"
            yield name, self._fillers(event, "person"), self._fillers(event, "organisation")
        elif event.type in ("marriage", "divorce"):
            for one, other in permutations(self._each(event, ("person", "spouse")), 2):
                yield "SPOUSE", one, other
        elif event.type == "family":
            yield from self._kin(event, self._fillers(event, "person"), self._fillers(event, "relative"))

    def _kin(
        self, event: Event, persons: list[Span], relatives: list[Span]
    ) -> Iterator[tuple[str, list[Span], list[Span]]]:
        kinship = self._words(event, "kinship").casefold().strip()
        if kinship in _CHILDREN:
            yield "CHILD_OF", relatives, persons
        elif kinship in _PARENTS:
            yield "CHILD_OF", persons, relatives
        elif kinship in _SPOUSES:
            yield "SPOUSE", persons, relatives
            yield "SPOUSE", relatives, persons

    def _fillers(self, event: Event, role: str) -> list[Span]:
        """The spans of all that fills a role; of "time", the event's time."""
        found: dict[Span, None] = {}
        for argument in event.arguments:
            if argument.role == role:
                found.update(dict.fromkeys(self._spans(argument)))
        if role == "time" and event.time:
            found[self._times[event.time]] = None
        if role == "place" and event.place:
            found.update(dict.fromkeys(self._mentions.get(event.place, ())))
        return list(found)

    def _each(self, event: Event, roles: tuple[str, ...]) -> list[list[Span]]:
        """The spans of each that fills one of the roles, apart."""
        fillers = [argument for argument in event.arguments if argument.role in roles]
        found = [self._mentions.get(entity, []) for filler in fillers for entity in filler.entities]
        return found + [list(self._spans(filler)) for filler in fillers if not filler.entities]

    def _spans(self, argument: Argument) -> Iterator[Span]:
        """The argument's own words, where they are no description, and the mentions of its entities."""
        if argument.start is not None and argument.end is not None:
            span = Span(start=argument.start, end=argument.end)
            if span not in self._described:
                yield span
        for entity in argument.entities:
            yield from self._mentions.get(entity, ())

    def _words(self, event: Event, role: str) -> str:
        """The words and values that fill a role, and the trigger's."""
        parts = [self._text[event.trigger.start : event.trigger.end]] if role != "kinship" else []
        for argument in event.arguments:
            if argument.role == role:
                parts.append(str(argument.value or ""))
                if argument.start is not None:
                    parts.append(self._text[argument.start : argument.end])
        return " ".join(parts)
