"""A record as annotations of brat: what each item becomes.

Mentions are stretches of a type of entity, and those that stand for one entity are in a group; one that
stands for several is linked to a mention of each. Times are stretches too. A statement is an event whose
trigger is what is said, with its source, its cue, and whom it is about as roles; an event of a record is an
event whose roles in small letters are its arguments. What needs a stretch of its own and is no mention is one
of `Words`, `Source` or `Cue`. The note of each item begins with its permanent id. What has no words in the
text, such as the direction of a price, is not shown, and not lost when the folder is read back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from onrecord.export.brat_lines import Bound, Fragments, Node, Sheet, split_lines
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Event, Mention, Record, Statement
from onrecord.model.span import Span

STATEMENT = "Statement"
SOURCE, CUE, WORDS = "Source", "Cue", "Words"
STANDS_FOR, SAME, NOTES = "Stands_for", "Same", "AnnotatorNotes"
NEGATIVE, HEDGED = "Negative", "Hedged"
VALUE = "value="
"""What stands in the note of a time in front of its value."""


def lay_out(record: Record) -> Sheet:
    """The annotations of a record; the same record gives the same ones."""
    return _Layout(record).sheet


def represent(record: Record, identities: Iterable[str]) -> dict[str, Mention]:
    """A mention of each of these entities that has one: the first for it alone, else the first of all."""
    alone: dict[str, Mention] = {}
    among: dict[str, Mention] = {}
    wanted = set(identities)
    for mention in sorted(record.mentions, key=lambda one: (one.start, one.end)):
        for identity in wanted & set(mention.entities):
            among.setdefault(identity, mention)
            if len(mention.entities) == 1:
                alone.setdefault(identity, mention)
    return {**among, **alone}


def find_filling(record: Record, argument: Argument, stand_ins: dict[str, Mention]) -> list[Mention | Span]:
    """What shows an argument: a mention with its very words, those words, or a mention of each entity."""
    span = argument_span(argument)
    if span is None:
        return [stand_ins[one] for one in argument.entities if one in stand_ins]
    same = (
        one
        for one in record.mentions
        if (one.start, one.end, one.entities) == (span.start, span.end, argument.entities)
    )
    return [next(same, span)]


class _Layout:
    def __init__(self, record: Record) -> None:
        self.sheet = Sheet()
        self._record = record
        self._text = record.document.text
        self._types = {entity.id: entity.type.capitalize() for entity in record.entities}
        self._stand_ins = represent(record, self._types)
        self._keys: dict[str, str] = {}
        for mention in record.mentions:
            self._keys[mention.id] = self._bind(self._types[mention.entities[0]], mention)
        for time in record.times:
            self._keys[time.id] = self._bind(time.type.capitalize(), time)
        # Events refer to each other, so that their keys are given before any is written.
        nodes: Sequence[Statement | Event] = (*record.statements, *record.events)
        self._keys |= {one.id: f"E{number}" for number, one in enumerate(nodes, start=1)}
        for statement in record.statements:
            self._add_statement(statement)
        for event in record.events:
            self._add_event(event)
        self._join_mentions()
        self._add_notes()

    def _bind(self, kind: str, *spans: Span) -> str:
        key = f"T{len(self.sheet.bounds) + 1}"
        self.sheet.bounds[key] = Bound(kind, split_lines(self._text, *spans))
        return key

    def _add_statement(self, one: Statement) -> None:
        roles: list[tuple[str, str]] = []
        if one.source:
            roles.append((SOURCE, self._bind(SOURCE, one.source)))
        if one.cue:
            roles.append((CUE, self._bind(CUE, one.cue)))
        roles += self._refer("Within", [one.parent])
        roles += self._stand("Addressee", one.addressee)
        roles += self._stand("About", one.about)
        roles += self._stand("Medium", [one.medium])
        roles += self._refer("Time", [one.time])
        key = self._keys[one.id]
        self.sheet.nodes[key] = Node(STATEMENT, self._bind(STATEMENT, *one.content), tuple(roles))
        marks: dict[str, str] = {"Form": one.form, "Act": one.act}
        marks |= {NEGATIVE: ""} if one.polarity == "negative" else {}
        self.sheet.marks[key] = marks | ({HEDGED: ""} if one.hedged else {})

    def _add_event(self, one: Event) -> None:
        roles = [
            (argument.role, self._show(filling))
            for argument in one.arguments
            for filling in find_filling(self._record, argument, self._stand_ins)
        ]
        roles += [("Also", self._bind(WORDS, span)) for span in one.mentions]
        roles += self._refer("Time", [one.time])
        roles += self._stand("Place", [one.place])
        roles += self._refer("According_to", [one.according_to])
        roles += self._refer("Made_of", [one.statement])
        roles += self._refer("Same_as", [one.same_as])
        key = self._keys[one.id]
        self.sheet.nodes[key] = Node(one.type, self._bind(one.type, one.trigger), tuple(roles))
        marks: dict[str, str] = {"Phase": one.phase, "Modality": one.modality, "Voice": one.voice}
        self.sheet.marks[key] = marks | ({NEGATIVE: ""} if one.polarity == "negative" else {})

    def _show(self, filling: Mention | Span) -> str:
        return self._keys[filling.id] if isinstance(filling, Mention) else self._bind(WORDS, filling)

    def _refer(self, role: str, identities: Iterable[str | None]) -> Iterator[tuple[str, str]]:
        yield from ((role, self._keys[one]) for one in identities if one is not None)

    def _stand(self, role: str, identities: Iterable[str | None]) -> Iterator[tuple[str, str]]:
        """The mentions that stand in for entities in a role."""
        keys = [self._keys[self._stand_ins[one].id] for one in identities if one in self._stand_ins]
        yield from ((role, key) for key in dict.fromkeys(keys))

    def _join_mentions(self) -> None:
        groups: dict[str, list[str]] = defaultdict(list)
        for mention in self._record.mentions:
            key = self._keys[mention.id]
            if len(mention.entities) == 1:
                groups[mention.entities[0]].append(key)
                continue
            for identity in mention.entities:
                other = self._stand_ins[identity]
                if len(other.entities) == 1:
                    self.sheet.links.append((STANDS_FOR, key, self._keys[other.id]))
        self.sheet.groups.extend(tuple(keys) for keys in groups.values() if len(keys) > 1)

    def _add_notes(self) -> None:
        values = {time.id: f" {VALUE}{time.value}" for time in self._record.times}
        for identity, key in self._keys.items():
            self.sheet.notes[key] = identity + values.get(identity, "")


def fragments_of(sheet: Sheet, key: str) -> Fragments:
    """Where the words of a stretch, or of an event's trigger, stand."""
    node = sheet.nodes.get(key)
    return sheet.bounds[node.trigger if node else key].fragments
