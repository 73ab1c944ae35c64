"""The items that a sheet of brat's annotations holds, under their permanent ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.export.brat import ENTITY_TYPES, TIME_TYPES
from onrecord.export.brat_layers import STATEMENT, VALUE, fragments_of
from onrecord.export.brat_lines import Fragments, Sheet

Kind = Literal["mention", "time", "statement", "event"]


@dataclass(frozen=True, slots=True)
class Found:
    """An item as it stands in a sheet.

    `type` is brat's word for it; `roles` are names and keys; `note` is what a person wrote beside it, without
    its id; `value` is a time's.
    """

    key: str
    kind: Kind
    type: str
    fragments: Fragments
    roles: tuple[tuple[str, str], ...]
    marks: Mapping[str, str]
    note: str | None
    value: str | None

    def fillers(self, role: str) -> list[str]:
        """The keys that fill a role."""
        return [key for name, key in self.roles if name == role]


@dataclass(frozen=True, slots=True)
class Findings:
    """The items of a sheet: those with an id that is known, and those that are new.

    `ids` gives the id of each item by its key.
    """

    sheet: Sheet
    items: dict[str, Found] = field(default_factory=dict)
    new: list[Found] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def all_of(self, kind: Kind) -> list[Found]:
        """The items of a kind, the known ones first."""
        return [one for one in (*self.items.values(), *self.new) if one.kind == kind]

    def resolve(self, key: str) -> str | Fragments:
        """The id of the item with that key; where it is none, its fragments."""
        return self.ids.get(key) or fragments_of(self.sheet, key)


def find_items(sheet: Sheet, known: Mapping[str, Kind]) -> Findings:
    """The items of a sheet; `known` are the ids that there may be, with the kind of each."""
    findings = Findings(sheet)
    for key, kind, kind_name in _name_kinds(sheet):
        identity, note, value = _read_note(sheet.notes.get(key, ""), known)
        node = sheet.nodes.get(key)
        found = Found(
            key,
            kind,
            kind_name,
            fragments_of(sheet, key),
            node.roles if node else (),
            sheet.marks.get(key, {}),
            note,
            value,
        )
        if identity is not None and known[identity] == kind and identity not in findings.items:
            findings.items[identity] = found
            findings.ids[key] = identity
        else:
            findings.new.append(found)
    return findings


def adopt(findings: Findings, before: Findings) -> None:
    """Give what is new the id of an item that is gone, where it has its kind and its very words.

    Somebody who deletes an item and makes it anew, or loses its note, means the same one.
    """
    gone = [(identity, one) for identity, one in before.items.items() if identity not in findings.items]
    for found in list(findings.new):
        same = [
            (one.type == found.type, identity)
            for identity, one in gone
            if (one.kind, one.fragments) == (found.kind, found.fragments) and identity not in findings.items
        ]
        if same:
            identity = max(same)[1]
            findings.items[identity] = found
            findings.ids[found.key] = identity
            findings.new.remove(found)


def _name_kinds(sheet: Sheet) -> Iterator[tuple[str, Kind, str]]:
    """Each key that is an item, with its kind and type; what only stands in a role is none."""
    for key, bound in sheet.bounds.items():
        if bound.type in ENTITY_TYPES:
            yield key, "mention", bound.type
        elif bound.type in TIME_TYPES:
            yield key, "time", bound.type
    for key, node in sheet.nodes.items():
        yield key, "statement" if node.type == STATEMENT else "event", node.type


def _read_note(text: str, known: Mapping[str, Kind]) -> tuple[str | None, str | None, str | None]:
    """The id in a note, what a person wrote in it, and the value of a time."""
    words = text.split()
    identity = next((word for word in words if word in known), None)
    value = next((word.removeprefix(VALUE) for word in words if word.startswith(VALUE)), None)
    rest = [word for word in words if word != identity and not word.startswith(VALUE)]
    return identity, " ".join(rest) or None, value
