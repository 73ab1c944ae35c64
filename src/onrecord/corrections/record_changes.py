"""What two records of an article say differently: statements and events that are new, gone or changed.

Between two analyses of one text items are matched by their ids. Between two versions of an article ids
differ, and they are matched by their words: those with the same words first, then those whose words are most
alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.model.anchoring import spans_of
from onrecord.model.folding import fold_name
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Event, Record, Statement

_ALIKE = 0.6
Told = Statement | Event


@dataclass(frozen=True, slots=True)
class Change:
    """An item that is new, gone or changed, with its words; `fields` has values before and after by name."""

    kind: Literal["added", "gone", "changed"]
    item: Literal["statement", "event"]
    older: str | None
    newer: str | None
    words: str
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Side:
    """One record with the names that its ids stand for."""

    record: Record
    names: Mapping[str, str]
    statements: Mapping[str, Statement]

    def name_all(self, ids: Sequence[str]) -> str:
        return ", ".join(self.names[one] for one in ids)

    def words(self, item: Told) -> str:
        text = self.record.document.text
        return " … ".join(span.slice(text) for span in spans_of(self.record, item))

    def speaker(self, statement: Statement) -> str:
        if statement.source is None:
            return "nobody named"
        return self.name_all(statement.source.entities) or statement.source.slice(self.record.document.text)


def diff_records(older: Record, newer: Record) -> list[Change]:
    """The statements, then the events, that one of two records does not have or has otherwise."""
    old, new = _make_side(older), _make_side(newer)
    changes = _diff(old, new, older.statements, newer.statements)
    return changes + _diff(old, new, older.events, newer.events)


def _make_side(record: Record) -> _Side:
    names = {one.id: one.name for one in record.entities}
    times = {one.id: one.value for one in record.times}
    return _Side(record, names | times, {one.id: one for one in record.statements})


def _diff(old: _Side, new: _Side, before: Sequence[Told], after: Sequence[Told]) -> list[Change]:
    pairs = _match(old, new, before, after)
    matched = {one.id for one in pairs.values()}
    changes = []
    for one in before:
        other = pairs.get(one.id)
        if other is None:
            changes.append(Change("gone", _kind(one), one.id, None, old.words(one), {}))
            continue
        fields = _compare(describe(old, one), describe(new, other))
        if fields:
            changes.append(Change("changed", _kind(one), one.id, other.id, new.words(other), fields))
    added = (one for one in after if one.id not in matched)
    changes += [Change("added", _kind(one), None, one.id, new.words(one), {}) for one in added]
    return changes


def _kind(item: Told) -> Literal["statement", "event"]:
    return "statement" if isinstance(item, Statement) else "event"


def _match(old: _Side, new: _Side, before: Sequence[Told], after: Sequence[Told]) -> dict[str, Told]:
    """The item after that each item before became, by the id before."""
    pairs: dict[str, Told] = {}
    left = {one.id: one for one in after}
    is_same_text = old.record.document.id == new.record.document.id
    for one in before:
        if is_same_text and one.id in left:
            pairs[one.id] = left.pop(one.id)
    for one in before:
        same = (other for other in left.values() if _key(old, one) == _key(new, other))
        if one.id not in pairs and (found := next(same, None)) is not None:
            pairs[one.id] = left.pop(found.id)
    for one in before:
        if one.id in pairs:
            continue
        scored = [(_alike(old, new, one, other), other) for other in left.values()]
        score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is not None and score >= _ALIKE:
            pairs[one.id] = left.pop(best.id)
    return pairs


def _key(side: _Side, item: Told) -> tuple[str, ...]:
    if isinstance(item, Statement):
        return fold_name(side.words(item)), side.speaker(item)
    return item.type, fold_name(side.words(item)), _roles(side, item.arguments), _voice(side, item)


def _alike(old: _Side, new: _Side, one: Told, other: Told) -> float:
    """How alike two items are, 0 to 1: statements by their words, events of one type by all that is told."""
    if isinstance(one, Event) and isinstance(other, Event):
        if one.type != other.type:
            return 0.0
        first, second = describe(old, one), describe(new, other)
        return sum(first[name] == second[name] for name in first) / len(first)
    first_words, second_words = fold_name(old.words(one)).split(), fold_name(new.words(other)).split()
    return SequenceMatcher(None, first_words, second_words, autojunk=False).ratio()


def describe(side: _Side, item: Told) -> dict[str, str]:
    """What an item says, field by field, in words and not in ids."""
    if isinstance(item, Statement):
        return {
            "words": side.words(item),
            "speaker": side.speaker(item),
            "act": item.act,
            "form": item.form,
            "polarity": item.polarity,
            "hedged": "yes" if item.hedged else "no",
            "addressee": side.name_all(item.addressee),
            "about": side.name_all(item.about),
            "medium": side.names[item.medium] if item.medium else "",
            "time": side.names[item.time] if item.time else "",
        }
    return {
        "type": item.type,
        "words": side.words(item),
        "phase": item.phase,
        "arguments": _roles(side, item.arguments),
        "polarity": item.polarity,
        "modality": item.modality,
        "voice": _voice(side, item),
        "place": side.names[item.place] if item.place else "",
        "time": side.names[item.time] if item.time else "",
    }


def _roles(side: _Side, arguments: Sequence[Argument]) -> str:
    return "; ".join(f"{one.role}: {_filler(side, one)}" for one in arguments)


def _filler(side: _Side, argument: Argument) -> str:
    if argument.entities:
        return side.name_all(argument.entities)
    span = argument_span(argument)
    return span.slice(side.record.document.text) if span is not None else str(argument.value)


def _voice(side: _Side, event: Event) -> str:
    if event.according_to is None:
        return event.voice
    return f"according to {side.speaker(side.statements[event.according_to])}"


def _compare(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
