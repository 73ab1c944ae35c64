"""The check of a record against what it should hold.

A name matches an entity that has it as name or alias, without regard to case, possessive marks and a leading
article; an argument's name may also stand within the argument's own words. Probes hold trivially on an
empty record, so a report counts them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from msgspec import UNSET

from onrecord.errors import MalformedInput
from onrecord.evaluate.expected import (
    Expectation,
    ExpectedDistinct,
    ExpectedEvent,
    ExpectedMention,
    ExpectedSegment,
    ExpectedStatement,
    ExpectedTime,
    Names,
    UnexpectedEvent,
    UnexpectedStatement,
    is_probe,
    parse_expectations,
)
from onrecord.model.record import Argument, Event, Record, Statement
from onrecord.model.span import Span

_NEAR_START = 40
_NEAR_END = 5
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Report:
    """How many of the things to be found were found, how many probes held, and which did not."""

    found: int
    total: int
    held: int
    probes: int
    missed: tuple[Expectation, ...]
    wrongly_there: tuple[Expectation, ...]


def read_expectations(path: Path) -> tuple[Expectation, ...]:
    """The expectations in a file of JSON lines.

    Raises:
        MalformedInput: a line is no expectation.
    """
    return parse_expectations(path.read_text(encoding="utf-8").splitlines())


def check(record: Record, expectations: Sequence[Expectation]) -> Report:
    """Hold a record against what it should have.

    Raises:
        MalformedInput: an expectation quotes words that are not in the text.
    """
    reader = _Reader(record)
    good = {position for position, wanted in enumerate(expectations) if reader.meets(wanted)}
    probes = [position for position, wanted in enumerate(expectations) if is_probe(wanted)]
    to_find = [position for position in range(len(expectations)) if position not in set(probes)]
    return Report(
        found=sum(position in good for position in to_find),
        total=len(to_find),
        held=sum(position in good for position in probes),
        probes=len(probes),
        missed=tuple(expectations[position] for position in to_find if position not in good),
        wrongly_there=tuple(expectations[position] for position in probes if position not in good),
    )


def normalise(name: str) -> str:
    """A name as names are compared: in one case, without possessive marks, punctuation or leading article."""
    plain = re.sub(r"[^\w' ]+", " ", re.sub("[’‘]", "'", name).casefold())
    plain = re.sub(r"\s+", " ", re.sub(r"'s\b", "", plain)).strip()
    return re.sub(r"^(?:the|a|an) ", "", plain)


def alternatives(names: str) -> list[str]:
    """The names in a string that offers several, as they are compared."""
    return [normalise(name) for name in names.split("|")]


def dice(first: Set[_T], second: Set[_T]) -> float:
    """How much of two sets they share: 1 where they are equal, 0 where both are empty."""
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


@dataclass(frozen=True)
class _Reader:
    """A record and what the checks look up in it."""

    record: Record

    @cached_property
    def names(self) -> Mapping[str, set[str]]:
        entities = self.record.entities
        return {entity.id: set(map(normalise, (entity.name, *entity.aliases))) for entity in entities}

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self.record.statements}

    @cached_property
    def times(self) -> Mapping[str, str]:
        return {time.id: time.value for time in self.record.times}

    def meets(self, wanted: Expectation) -> bool:
        match wanted:
            case ExpectedStatement():
                return self.has_statement(wanted)
            case UnexpectedStatement():
                return not any(self._with_content(wanted))
            case UnexpectedEvent():
                return not self.has_event(wanted)
            case ExpectedEvent():
                return self.has_event(wanted)
            case ExpectedMention():
                return self.has_mention(wanted)
            case ExpectedDistinct():
                return self.are_distinct(wanted)
            case ExpectedTime():
                return self.has_time(wanted)
            case ExpectedSegment():
                return self.has_segment(wanted)

    def has_statement(self, wanted: ExpectedStatement) -> bool:
        return any(self._statement_fits(statement, wanted) for statement in self._with_content(wanted))

    def has_event(self, wanted: ExpectedEvent) -> bool:
        return any(self._event_fits(event, wanted) for event in self.record.events)

    def has_mention(self, wanted: ExpectedMention) -> bool:
        found = self._mentioned(wanted.text, wanted.nth)
        named = all(self._is_named(found, alternatives(name)) for name in wanted.entities)
        return bool(found) and named and len(found) == len(wanted.entities)

    def are_distinct(self, wanted: ExpectedDistinct) -> bool:
        first, second = map(self._mentioned, wanted.texts, wanted.nths)
        return bool(first) and bool(second) and not first & second

    def has_time(self, wanted: ExpectedTime) -> bool:
        span = self._find(wanted.text, wanted.nth)
        return any(
            time.overlaps(span) and time.value in wanted.value.split("|") for time in self.record.times
        )

    def has_segment(self, wanted: ExpectedSegment) -> bool:
        start, kinds = self._find(wanted.text, wanted.nth).start, wanted.segment.split("|")
        return any(part.start <= start < part.end and part.kind in kinds for part in self.record.segments)

    def _find(self, words: str, nth: int) -> Span:
        text, start = self.record.document.text, -1
        for _ in range(nth + 1):
            start = text.find(words, start + 1)
            if start < 0 or not words:
                raise MalformedInput(f"an expectation quotes words that are not in the text: {words!r}")
        return Span(start=start, end=start + len(words))

    def _words(self, spans: Iterable[Span]) -> set[tuple[int, int]]:
        text = self.record.document.text
        return {
            (span.start + word.start(), span.start + word.end())
            for span in spans
            for word in re.finditer(r"\w+", span.slice(text))
        }

    def _with_content(self, wanted: ExpectedStatement | UnexpectedStatement) -> Iterator[Statement]:
        words = self._words([self._find(wanted.content, wanted.nth)])
        for statement in self.record.statements:
            have = self._words(statement.content)
            if dice(words, have) >= wanted.dice:
                yield statement

    def _statement_fits(self, statement: Statement, wanted: ExpectedStatement) -> bool:
        if wanted.source is not UNSET and not self._source_fits(statement, wanted.source):
            return False
        return (
            wanted.form in (UNSET, statement.form)
            and wanted.polarity in (UNSET, statement.polarity)
            and wanted.hedged in (UNSET, statement.hedged)
            and (wanted.chain is UNSET or self._chain_fits(statement, wanted.chain))
        )

    def _chain_fits(self, statement: Statement, wanted: Sequence[Names]) -> bool:
        around: list[Statement] = []
        parent = self.statements.get(statement.parent or "")
        while parent is not None:
            around.append(parent)
            parent = self.statements.get(parent.parent or "")
        return len(around) == len(wanted) and all(map(self._source_fits, around, wanted))

    def _source_fits(self, statement: Statement, wanted: Names) -> bool:
        if isinstance(wanted, list):
            return any(self._source_fits(statement, name) for name in wanted)
        source = statement.source
        if wanted is None:
            return (source is None or not source.entities) and "source" not in statement.abstained
        if source is None:
            return False
        names = alternatives(wanted)
        return (
            self._is_named(source.entities, names)
            or normalise(source.slice(self.record.document.text)) in names
        )

    def _is_named(self, entities: Iterable[str], names: Sequence[str]) -> bool:
        return any(name in self.names[identity] for identity in entities for name in names)

    def _event_fits(self, event: Event, wanted: ExpectedEvent) -> bool:
        return (
            event.type in wanted.type
            and all(self._argument_fits(event, role, names) for role, names in wanted.args.items())
            and (wanted.time is UNSET or self._time_fits(event, wanted.time or ""))
            and wanted.polarity in (UNSET, event.polarity)
            and wanted.modality in (UNSET, event.modality)
            and (wanted.according_to is UNSET or self._voice_fits(event, wanted.according_to))
        )

    def _argument_fits(self, event: Event, roles: str, wanted: str) -> bool:
        names = alternatives(wanted)
        if roles == "place" and event.place and self._is_named([event.place], names):
            return True
        return any(
            self._fills(argument, names)
            for argument in event.arguments
            if roles.startswith("*") or argument.role in roles.split("|")
        )

    def _fills(self, argument: Argument, names: Sequence[str]) -> bool:
        if self._is_named(argument.entities, names):
            return True
        if argument.value is not None and normalise(str(argument.value)) in names:
            return True
        if argument.start is None or argument.end is None:
            return False
        words = normalise(self.record.document.text[argument.start : argument.end])
        return any(re.search(rf"\b{re.escape(name)}\b", words) for name in names)

    def _time_fits(self, event: Event, wanted: str) -> bool:
        value = self.times.get(event.time or "")
        return value is not None and value.startswith(tuple(wanted.split("|")))

    def _voice_fits(self, event: Event, wanted: Names) -> bool:
        statement = self.statements.get(event.according_to or "")
        if wanted is None:
            return statement is None and event.voice == "outlet"
        return statement is not None and self._source_fits(statement, None if wanted == "nobody" else wanted)

    def _mentioned(self, words: str, nth: int) -> set[str]:
        """The entities that these words stand for; a mention may have a title or two more in front."""
        span = self._find(words, nth)
        near = [
            (abs(mention.start - span.start), mention)
            for mention in self.record.mentions
            if mention.overlaps(span)
            and abs(mention.start - span.start) <= _NEAR_START
            and abs(mention.end - span.end) <= _NEAR_END
        ]
        nearest = min((distance for distance, _ in near), default=0)
        return {
            identity for distance, mention in near if distance == nearest for identity in mention.entities
        }
