"""What somebody changed in the items of a sheet, and what they added, in the form of the record's JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from onrecord.errors import MalformedInput
from onrecord.export.brat import ENTITY_TYPES, TIME_TYPES
from onrecord.export.brat_findings import Findings, Found, Kind
from onrecord.export.brat_groups import Assignment
from onrecord.export.brat_layers import CUE, HEDGED, NEGATIVE, SOURCE, fragments_of
from onrecord.export.brat_lines import join_lines
from onrecord.export.brat_values import Value, Values
from onrecord.model.identity import item_id
from onrecord.model.record import Entity, Event, Mention, Record, Statement, Time
from onrecord.model.span import Span

Change = tuple[str, Value]
_PRONOUNS = frozenset("i me my you your he him his she her it its we us our they them their who whom".split())
_MARKS = {"form": "Form", "act": "Act", "phase": "Phase", "modality": "Modality", "voice": "Voice"}
_MODELS: Mapping[Kind, Any] = MappingProxyType(
    {"mention": Mention, "time": Time, "statement": Statement, "event": Event}
)


class Changes:
    """Compares a corrected sheet with the record that it was made of."""

    def __init__(self, record: Record, before: Findings, after: Findings, assignment: Assignment) -> None:
        self._record = record
        self._before = before
        self._after = after
        self._assignment = assignment
        self._values = Values(record, after, assignment)
        items: list[Any] = [*record.mentions, *record.times, *record.statements, *record.events]
        self._models = {one.id: one for one in items}

    def find(self, identity: str) -> Iterator[Change]:
        """The fields of an item that are changed, with what they should be.

        Raises:
            MalformedInput: what stands in the sheet cannot be in a record.
        """
        was, now = self._before.items[identity], self._after.items[identity]
        compare: Mapping[Kind, Callable[[str, Found, Found], Iterator[Change]]] = {
            "mention": self._compare_mention,
            "time": self._compare_time,
            "statement": self._compare_statement,
            "event": self._compare_event,
        }
        yield from compare[was.kind](identity, was, now)

    def make(self, found: Found) -> Any:
        """An item that is new.

        Raises:
            MalformedInput: what stands in the sheet cannot be in a record.
        """
        make: Mapping[Kind, Callable[[Found], dict[str, Value]]] = {
            "mention": self._make_mention,
            "time": self._make_time,
            "statement": self._make_statement,
            "event": self._make_event,
        }
        item = {"id": self._after.ids[found.key], **make[found.kind](found)}
        try:
            return msgspec.convert(msgspec.to_builtins(item), _MODELS[found.kind])
        except msgspec.ValidationError as error:
            raise MalformedInput(f"{found.key} cannot be in a record: {error}") from error

    def make_entity(self, identity: str) -> Entity:
        """An entity that is new, under its longest name, or the first words for it where it has none."""
        found = self._assignment.new[identity]
        words = [self._words(one) for one in found]
        named = [one for one in words if _form_of(one) == "name"]
        name = max(named, key=len) if named else words[0]
        return msgspec.convert({"id": identity, "type": ENTITY_TYPES[found[0].type], "name": name}, Entity)

    def name_new(self) -> None:
        """Give an id to each item that is new."""
        for one in self._after.new:
            label = one.type if one.kind == "event" else ""
            spans = list(join_lines(self._record.document.text, one.fragments))
            if one.kind == "statement" and (cue := self._values.words(one, CUE)):
                spans.append(Span(**cue))
            identity = item_id(self._record.document, one.kind, spans, label)
            taken = identity in self._models or identity in self._after.ids.values()
            self._after.ids[one.key] = (
                item_id(self._record.document, one.kind, spans, f"{label} {one.key}") if taken else identity
            )

    def _compare_mention(self, identity: str, was: Found, now: Found) -> Iterator[Change]:
        if was.fragments != now.fragments:
            yield "span", self._values.span(now.fragments, f"mention {now.key}")
        entities = self._assignment.entities[now.key]
        if set(entities) != set(self._models[identity].entities):
            yield "entities", list(entities)

    def _compare_time(self, identity: str, was: Found, now: Found) -> Iterator[Change]:
        if was.fragments != now.fragments:
            yield "span", self._values.span(now.fragments, f"time {now.key}")
        if was.type != now.type:
            yield "type", TIME_TYPES[now.type]
        if now.value and now.value != self._models[identity].value:
            yield "value", now.value

    def _compare_statement(self, identity: str, was: Found, now: Found) -> Iterator[Change]:
        item: Statement = self._models[identity]
        if was.fragments != now.fragments:
            yield "content", self._values.spans(now.fragments)
        changed = self._find_changed_roles(was, now)
        if SOURCE in changed:
            yield "source", self._values.source(now, SOURCE)
        if CUE in changed:
            yield "cue", self._values.words(now, CUE)
        if "Within" in changed:
            yield "parent", self._values.item(now, "Within")
        if "Time" in changed:
            yield "time", self._values.item(now, "Time")
        if "Medium" in changed:
            yield "medium", next(iter(self._values.entities(now, "Medium")), None)
        for role, before in (("Addressee", item.addressee), ("About", item.about)):
            if role in changed:
                yield role.lower(), self._values.entities(now, role, before)
        yield from _compare_marks(was, now, "form", "act")
        if (HEDGED in was.marks) != (HEDGED in now.marks):
            yield "hedged", HEDGED in now.marks

    def _compare_event(self, identity: str, was: Found, now: Found) -> Iterator[Change]:
        item: Event = self._models[identity]
        if was.type != now.type:
            yield "type", now.type
        if was.fragments != now.fragments:
            yield "trigger", self._values.span(now.fragments, f"event {now.key}")
        changed = self._find_changed_roles(was, now)
        if any(role.islower() for role in changed):
            yield "arguments", self._values.arguments(now, item.arguments)
        if "Also" in changed:
            yield "mentions", self._also(now)
        if "Place" in changed:
            yield "place", next(iter(self._values.entities(now, "Place")), None)
        for role, name in (("Time", "time"), ("Made_of", "statement"), ("Same_as", "same_as")):
            if role in changed:
                yield name, self._values.item(now, role)
        yield from self._compare_voice(was, now, "According_to" in changed)
        yield from _compare_marks(was, now, "phase", "modality")

    def _compare_voice(self, was: Found, now: Found, moved: bool) -> Iterator[Change]:
        """Whose word it is; what was changed last, the mark or the statement, takes the other along."""
        statement, voice = self._values.item(now, "According_to"), now.marks.get("Voice", was.marks["Voice"])
        if voice != was.marks["Voice"]:
            statement = statement if voice == "statement" else None
        elif moved:
            voice = "statement" if statement else "unknown"
        else:
            return
        if statement != self._models[self._after.ids[now.key]].according_to:
            yield "according_to", statement
        if voice != was.marks["Voice"]:
            yield "voice", voice

    def _find_changed_roles(self, was: Found, now: Found) -> set[str]:
        """The roles with other fillers; one whose filler is deleted itself has not changed of its own."""
        before = Counter(
            (role, filler)
            for role, key in was.roles
            for filler in [self._before.resolve(key)]
            if filler in self._after.items or filler not in self._before.items
        )
        after = Counter((role, self._after.resolve(key)) for role, key in now.roles)
        return {role for role, _ in (*(before - after), *(after - before))}

    def _also(self, found: Found) -> list[Value]:
        """The other words that tell an event, in the text's order."""
        sheet, what = self._after.sheet, f"each of the role Also of {found.key}"
        spans = [self._values.span(fragments_of(sheet, key), what) for key in found.fillers("Also")]
        return sorted(spans, key=lambda span: (span["start"], span["end"]))

    def _make_mention(self, found: Found) -> dict[str, Value]:
        words = self._words(found)
        return {
            **self._values.span(found.fragments, f"mention {found.key}"),
            "entities": list(self._assignment.entities[found.key]),
            "form": _form_of(words),
        }

    def _make_time(self, found: Found) -> dict[str, Value]:
        if not found.value:
            raise MalformedInput(f"time {found.key} has no value: write one in its note, as value=2024-05-01")
        span = self._values.span(found.fragments, f"time {found.key}")
        return {**span, "type": TIME_TYPES[found.type], "value": found.value}

    def _make_statement(self, found: Found) -> dict[str, Value]:
        return {
            "parent": self._values.item(found, "Within"),
            "source": self._values.source(found, SOURCE),
            "cue": self._values.words(found, CUE),
            "content": self._values.spans(found.fragments),
            "form": found.marks.get("Form", "indirect"),
            "act": found.marks.get("Act", "say"),
            "polarity": "negative" if NEGATIVE in found.marks else "positive",
            "hedged": HEDGED in found.marks,
            "time": self._values.item(found, "Time"),
            "medium": next(iter(self._values.entities(found, "Medium")), None),
            "addressee": self._values.entities(found, "Addressee"),
            "about": self._values.entities(found, "About"),
            "confidence": 1.0,
        }

    def _make_event(self, found: Found) -> dict[str, Value]:
        statement = self._values.item(found, "According_to")
        return {
            "type": found.type,
            "phase": found.marks.get("Phase", "begins"),
            "trigger": self._values.span(found.fragments, f"event {found.key}"),
            "mentions": self._also(found),
            "arguments": self._values.arguments(found),
            "time": self._values.item(found, "Time"),
            "place": next(iter(self._values.entities(found, "Place")), None),
            "polarity": "negative" if NEGATIVE in found.marks else "positive",
            "modality": found.marks.get("Modality", "actual"),
            "voice": "statement" if statement else found.marks.get("Voice", "outlet"),
            "according_to": statement,
            "statement": self._values.item(found, "Made_of"),
            "same_as": self._values.item(found, "Same_as"),
            "confidence": 1.0,
        }

    def _words(self, found: Found) -> str:
        return " ".join(one.slice(self._record.document.text) for one in found.fragments)


def _compare_marks(was: Found, now: Found, *names: str) -> Iterator[Change]:
    """The attributes that are changed; one that was taken away says nothing."""
    for name in names:
        value = now.marks.get(_MARKS[name])
        if value and value != was.marks.get(_MARKS[name]):
            yield name, value
    if (NEGATIVE in was.marks) != (NEGATIVE in now.marks):
        yield "polarity", "negative" if NEGATIVE in now.marks else "positive"


def _form_of(words: str) -> str:
    if words.lower() in _PRONOUNS:
        return "pronoun"
    return "name" if words[0].isupper() else "nominal"
