"""What stands in a sheet of brat's in the form of the record's JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onrecord.errors import MalformedInput
from onrecord.export.brat_findings import Findings, Found
from onrecord.export.brat_groups import Assignment
from onrecord.export.brat_layers import find_filling, fragments_of, represent
from onrecord.export.brat_lines import Fragments, join_lines, split_lines
from onrecord.model.record import Argument, Mention, Record
from onrecord.model.span import Span

Value = Any
"""What JSON can hold."""


class Values:
    """Reads values from the findings of a corrected sheet."""

    def __init__(self, record: Record, findings: Findings, assignment: Assignment) -> None:
        self._record = record
        self._text = record.document.text
        self._findings = findings
        self._assignment = assignment
        self._stand_ins = represent(record, (one.id for one in record.entities))

    def spans(self, fragments: Fragments) -> list[dict[str, int]]:
        """Several spans, in the text's order."""
        return [{"start": one.start, "end": one.end} for one in join_lines(self._text, fragments)]

    def span(self, fragments: Fragments, what: str) -> dict[str, int]:
        """One span.

        Raises:
            MalformedInput: the fragments are further apart than the ends of lines.
        """
        spans = self.spans(fragments)
        if len(spans) > 1:
            raise MalformedInput(f"{what} must be one stretch of words, and not {len(spans)}")
        return spans[0]

    def words(self, found: Found, role: str) -> dict[str, int] | None:
        """The span that fills a role, None where nothing does."""
        keys = found.fillers(role)
        return self.span(self._fragments(keys[0]), f"the {role} of {found.key}") if keys else None

    def source(self, found: Found, role: str) -> Value:
        """The source of a statement, with the entities of the mention in it."""
        words = self.words(found, role)
        if words is None:
            return None
        entities = self._entities_in(found.fillers(role)[0], words)
        return {**words, "entities": entities, "anonymous": None}

    def item(self, found: Found, role: str) -> str | None:
        """The id of the item that fills a role.

        Raises:
            MalformedInput: what fills it is no item of the record's.
        """
        for key in found.fillers(role):
            identity = self._findings.ids.get(key)
            if identity is None:
                raise MalformedInput(f"the role {role} of {found.key} is filled by {key}, which is no item")
            return identity
        return None

    def entities(self, found: Found, role: str, before: Sequence[str] = ()) -> list[str]:
        """The entities that fill a role; of those before, what has no mention stays."""
        fillers = {self._findings.resolve(key): key for key in found.fillers(role)}
        shown = {one: self._stand_ins[one].id for one in before if one in self._stand_ins}
        kept = [one for one in before if one not in shown or shown[one] in fillers]
        more = [
            one
            for filler, key in fillers.items()
            if filler not in shown.values()
            for one in self._entities_of(key)
        ]
        return list(dict.fromkeys([*kept, *more]))

    def arguments(self, found: Found, before: Sequence[Argument] = ()) -> list[Value]:
        """The arguments of an event; what was there and has not changed is as it was."""
        left = Counter((role, self._findings.resolve(key)) for role, key in found.roles if role.islower())
        kept: list[Value] = []
        for argument in before:
            shown = Counter((argument.role, one) for one in self._show(argument))
            if shown <= left:
                left -= shown
                kept.append(argument)
        for role, key in found.roles:
            if role.islower() and left[role, self._findings.resolve(key)] > 0:
                left[role, self._findings.resolve(key)] -= 1
                words = self.span(self._fragments(key), f"the {role} of {found.key}")
                kept.append({"role": role, "entities": self._entities_in(key, words), **words})
        return kept

    def _show(self, argument: Argument) -> Iterator[str | Fragments]:
        for filling in find_filling(self._record, argument, self._stand_ins):
            yield filling.id if isinstance(filling, Mention) else split_lines(self._text, filling)

    def _fragments(self, key: str) -> Fragments:
        return fragments_of(self._findings.sheet, key)

    def _entities_of(self, key: str) -> Iterable[str]:
        return self._assignment.entities.get(key, ())

    def _entities_in(self, key: str, words: dict[str, int]) -> list[str]:
        """The entities of a mention, or of the longest mention that begins first within the words."""
        if key in self._assignment.entities:
            return list(self._entities_of(key))
        whole = Span(**words)
        within = [
            (span.start, -span.end, one.key)
            for one in self._findings.all_of("mention")
            for span in [Span(start=one.fragments[0].start, end=one.fragments[-1].end)]
            if whole.covers(span)
        ]
        return list(self._entities_of(min(within)[2])) if within else []
