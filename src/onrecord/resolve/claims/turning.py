"""Reversals brought up to date: which days of a digest have to be looked at again, and what they give."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, select

from onrecord.resolve.claims.days import (
    Day,
    day_of_event,
    find_days_after,
    find_days_before,
    read_turns,
)
from onrecord.resolve.claims.differences import Difference
from onrecord.resolve.claims.loading import Story, load_events
from onrecord.resolve.claims.reversals import find_shared, find_turns, pair_turns
from onrecord.resolve.claims.rows import forget
from onrecord.resolve.claims.tellings import Telling
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import claim_tables as tables
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

_Turn = tuple[int, int, bool]


def update_reversals(
    connection: Connection, documents: Collection[int], stories: Iterable[Story]
) -> list[tuple[int, Difference]]:
    """Write what events of some articles do and undo, and find the reversals of the days that this touches.

    Gives these with their digests; those that the store has of these days are gone.
    """
    told = {one.key: one for story in stories for one in story.tellings}
    now = set(_find_turns(told.values()))
    before = _read_turns(connection, documents)
    _write_turns(connection, before, now)
    touched = {(reversal, day_of_event(event)) for reversal, event, _ in before | now}
    days = touched | set(find_days_after(connection, touched).values())
    return _pair_days(connection, days, told)


def _find_turns(told: Iterable[Telling]) -> Iterable[_Turn]:
    for one in told:
        for turn in find_turns(one):
            yield turn.reversal, one.key, turn.undoes


def _read_turns(connection: Connection, documents: Collection[int]) -> set[_Turn]:
    """What events of some articles do and undo, as the store has it."""
    return {(row.reversal, row.event, bool(row.undoes)) for row in ask(connection, _OF_ARTICLES, documents)}


_TURNS = tables.reversal_keys
_UNDONE = among(select(_TURNS.c.reversal, _TURNS.c.event).where(_TURNS.c.undoes), _TURNS.c.event)
_OF_ARTICLES = among(
    select(_TURNS).join(schema.events, schema.events.c.key == _TURNS.c.event), schema.events.c.document
)


def _write_turns(connection: Connection, before: set[_Turn], now: set[_Turn]) -> None:
    """Write what events do and undo in place of what was known; an event with any change is written anew."""
    again = {event for _, event, _ in before - now}
    for some in in_batches(again):
        connection.execute(delete(_TURNS).where(_TURNS.c.event.in_(some)))
    rows = sorted(turn for turn in now if turn not in before or turn[1] in again)
    insert_rows(
        connection,
        _TURNS,
        [{"reversal": reversal, "event": event, "undoes": undoes} for reversal, event, undoes in rows],
    )


def _pair_days(
    connection: Connection, days: Collection[Day], told: dict[int, Telling]
) -> list[tuple[int, Difference]]:
    """Make the reversals anew of which the undoing was told on one of some days.

    What undoes under several digests, as a divorce of two people, is looked at under all of them, so that one
    of them cannot take away what another one finds. Each is given with the lowest digest that both share;
    where the turns that the store has were found by an older rule, there may be none, and it is none.
    """
    undone = _find_undone(connection, days)
    _forget_pairs(connection, undone)
    undoing = sorted({(reversal, day_of_event(event)) for reversal, event in undone})
    turns = read_turns(connection, undoing)
    before = find_days_before(connection, undoing)
    earlier = read_turns(connection, set(before.values()))
    plans = [(_find_done(day, turns, before, earlier), turns[day][1]) for day in undoing]
    plans = [plan for plan in plans if plan[0]]
    wanted = {event for plan in plans for side in plan for event in side}
    told = told | load_events(connection, wanted - set(told))
    pairs = (pair_turns(*([told[one] for one in some if one in told] for some in sides)) for sides in plans)
    found = ((find_shared(told[key] for key in one.keys), one) for one in pairs if one is not None)
    return [(min(shared), one) for shared, one in found if shared]


def _find_undone(connection: Connection, days: Collection[Day]) -> set[tuple[int, int]]:
    """What was undone on some days, as digests with events, under all digests of each such event."""
    events = {event for _, undone in read_turns(connection, days).values() for event in undone}
    return {(row.reversal, row.event) for row in ask(connection, _UNDONE, events)}


_Days = dict[Day, tuple[list[int], list[int]]]


def _find_done(day: Day, turns: _Days, before: dict[Day, Day], earlier: _Days) -> list[int]:
    """What was done on a day and on the last one before it."""
    done = list(turns[day][0])
    if day in before and before[day] in earlier:
        done += earlier[before[day]][0]
    return done


def _forget_pairs(connection: Connection, undone: Collection[tuple[int, int]]) -> None:
    """Take away the reversals of digests in which some events take part."""
    rows = ask(connection, _PAIRS, {event for _, event in undone})
    forget(connection, {row.id for row in rows if (row.reversal, row.event) in undone})


_PAIRS = among(
    select(tables.disagreements.c.id, tables.disagreements.c.reversal, tables.disagreement_events.c.event)
    .join(
        tables.disagreement_events,
        tables.disagreement_events.c.disagreement == tables.disagreements.c.id,
    )
    .where(tables.disagreements.c.reversal.is_not(None)),
    tables.disagreement_events.c.event,
)
