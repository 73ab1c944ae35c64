"""Which entities the mentions of a corrected sheet stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.export.brat_findings import Findings, Found
from onrecord.export.brat_layers import STANDS_FOR
from onrecord.export.brat_lines import join_lines
from onrecord.model.identity import item_id
from onrecord.model.record import Record

_CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The entities of each mention by its key, and the mentions of each entity that is new."""

    entities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    new: dict[str, list[Found]] = field(default_factory=dict)


def assign_entities(record: Record, findings: Findings) -> Assignment:
    """Tie the mentions of a sheet to the record's entities, and to new ones where they are nobody's.

    A group is the entity that most of its mentions stood for before; an entity goes to the largest of the
    groups that claim it, and what is left of it is somebody else.
    """
    stood_for = {one.id: one.entities for one in record.mentions}
    mentions = {one.key: one for one in findings.all_of("mention")}
    several = _read_links(findings, mentions)
    for key in mentions:
        before = stood_for.get(findings.ids.get(key, ""), ())
        if len(before) > 1 and key not in several:
            several[key] = []
    groups = _join(findings.sheet.groups, [key for key in mentions if key not in several])
    single = {
        key: stood_for[findings.ids[key]][0]
        for key in mentions
        if key in findings.ids and len(stood_for[findings.ids[key]]) == 1
    }
    assignment = Assignment()
    for number, entity in _choose(groups, single).items():
        found = [mentions[key] for key in groups[number]]
        identity = entity or _name_new(record, found)
        if entity is None:
            assignment.new[identity] = found
        assignment.entities.update((one.key, (identity,)) for one in found)
    for key, others in several.items():
        before = stood_for.get(findings.ids.get(key, ""), ())
        assignment.entities[key] = _stand_for(record, before, others, assignment)
    return assignment


def _read_links(findings: Findings, mentions: Mapping[str, Found]) -> dict[str, list[str]]:
    several: dict[str, list[str]] = {}
    for kind, key, other in findings.sheet.links:
        if kind == STANDS_FOR and key in mentions and other in mentions:
            several.setdefault(key, []).append(other)
    return several


def _join(groups: Iterable[Iterable[str]], keys: Iterable[str]) -> list[list[str]]:
    """The keys in their groups, which are joined where they share one; a key without a group is alone."""
    group_of = {key: [key] for key in keys}
    for group in groups:
        members = [key for key in group if key in group_of]
        for key in members[1:]:
            first, other = group_of[members[0]], group_of[key]
            if first is not other:
                first += other
                group_of.update(dict.fromkeys(other, first))
    return list({id(group): group for group in group_of.values()}.values())


def _choose(groups: list[list[str]], single: Mapping[str, str]) -> dict[int, str | None]:
    """The entity of each group by its number, None for a new one."""
    claims = [
        (-count, number, entity)
        for number, group in enumerate(groups)
        for entity, count in Counter(single[key] for key in group if key in single).items()
    ]
    chosen: dict[int, str | None] = {}
    for _, number, entity in sorted(claims):
        if number not in chosen and entity not in chosen.values():
            chosen[number] = entity
    return {number: chosen.get(number) for number in range(len(groups))}


def _stand_for(
    record: Record, before: tuple[str, ...], others: Iterable[str], assignment: Assignment
) -> tuple[str, ...]:
    """The entities that a mention of several is linked to, with those that no mention stands for alone."""
    alone = {one.entities[0] for one in record.mentions if len(one.entities) == 1}
    linked = [identity for key in others for identity in assignment.entities.get(key, ())]
    kept = [identity for identity in before if identity in linked or identity not in alone]
    return tuple(dict.fromkeys([*kept, *(one for one in linked if one not in before)]))


def _name_new(record: Record, mentions: list[Found]) -> str:
    first = min((one.fragments for one in mentions), key=lambda fragments: fragments[0].start)
    return item_id(record.document, "entity", join_lines(record.document.text, first), _CORRECTED)
