"""A record without what is not sure enough."""

from __future__ import annotations

import msgspec

from onrecord.model.record import Event, Record, Statement


def without_doubtful(record: Record, floor: float) -> Record:
    """The record without the statements, and the sources, that are less sure than `floor`.

    What stood within a statement that is left out stands within the next one around it. An event that rested
    on such a statement is in an unknown voice, never in the outlet's; one that was made of it (a speech act)
    is left out, as is one whose speaker is no longer told.
    """
    if floor <= 0:
        return record
    dropped = {one.id: one.parent for one in record.statements if one.confidence < floor}
    kept = tuple(
        _without_source(_lifted(one, dropped), floor) for one in record.statements if one.id not in dropped
    )
    silent = {one.id for one in kept if one.source is None and "source" in one.abstained}
    events = (
        _without_voice(event, dropped)
        for event in record.events
        if event.statement not in dropped and event.statement not in silent
    )
    return msgspec.structs.replace(record, statements=kept, events=tuple(events))


def _lifted(statement: Statement, dropped: dict[str, str | None]) -> Statement:
    parent = statement.parent
    while parent is not None and parent in dropped:
        parent = dropped[parent]
    return statement if parent == statement.parent else msgspec.structs.replace(statement, parent=parent)


def _without_source(statement: Statement, floor: float) -> Statement:
    sure = statement.confidences.source if statement.confidences is not None else statement.confidence
    if statement.source is None or sure >= floor:
        return statement
    abstained = tuple(sorted({*statement.abstained, "source"}))
    return msgspec.structs.replace(statement, source=None, abstained=abstained)


def _without_voice(event: Event, dropped: dict[str, str | None]) -> Event:
    if event.according_to not in dropped:
        return event
    return msgspec.structs.replace(event, voice="unknown", according_to=None)
