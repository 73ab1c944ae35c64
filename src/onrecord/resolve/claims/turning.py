"""Reversals brought up to date: which days of a digest have to be looked at again, and what they give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, func, select

from onrecord.resolve.claims.loading import Story, load_stories
from onrecord.resolve.claims.reversals import find_turns, pair_turns
from onrecord.resolve.claims.rows import forget, in_batches, insert_differences
from onrecord.resolve.claims.tellings import Telling
from onrecord.store import claim_tables as tables
from onrecord.store import schema
from onrecord.store.bulk import insert_rows
from onrecord.store.keys import make_key, split_key

Day = tuple[int, int]
"""A digest, and the lowest key that a day has."""
_DAY = make_key("1800-01-02", 0) - make_key("1800-01-01", 0)


def update_reversals(connection: Connection, documents: Collection[int], stories: Iterable[Story]) -> None:
    """Write what events of some articles do and undo, and the reversals of the days that this touches."""
    told = {one.key: one for story in stories for one in story.tellings}
    touched = _forget_turns(connection, documents)
    rows = []
    for one in told.values():
        if one.order[0] == 0:  # what nobody knows the day of comes before nothing and after nothing
            continue
        for turn in set(find_turns(one)):
            rows.append({"reversal": turn.reversal, "event": one.key, "undoes": turn.undoes})
            touched.add((turn.reversal, _day_of(one.key)))
    insert_rows(connection, tables.reversal_keys, rows)
    days = touched | {
        (key, after) for key, day in touched if (after := _neighbour(connection, key, day, 1)) is not None
    }
    _pair_days(connection, sorted(days), told)


def _forget_turns(connection: Connection, documents: Collection[int]) -> set[Day]:
    """Take away what events of some articles do and undo; gives the days on which they did."""
    turns, events = tables.reversal_keys, schema.events
    found: set[Day] = set()
    for batch in in_batches(documents):
        query = select(turns.c.reversal, turns.c.event).join(events, events.c.key == turns.c.event)
        rows = connection.execute(query.where(events.c.document.in_(batch))).all()
        found |= {(row.reversal, _day_of(row.event)) for row in rows}
        for keys in in_batches({row.event for row in rows}):
            connection.execute(delete(turns).where(turns.c.event.in_(keys)))
    return found


def _day_of(key: int) -> int:
    return key - split_key(key)


def _neighbour(connection: Connection, key: int, day: int, direction: int) -> int | None:
    """The next day of a digest that has any events, or the one before."""
    turns = tables.reversal_keys
    if direction > 0:
        query = select(func.min(turns.c.event)).where(turns.c.event >= day + _DAY)
    else:
        query = select(func.max(turns.c.event)).where(turns.c.event < day)
    found = connection.execute(query.where(turns.c.reversal == key)).scalar_one()
    return _day_of(found) if found is not None else None


def _pair_days(connection: Connection, days: Collection[Day], told: dict[int, Telling]) -> None:
    """Make the reversals anew of which the undoing was told on one of some days."""
    plans = []
    for key, day in days:
        done, undone = _turns_of(connection, key, day)
        _forget_pairs(connection, key, undone)
        before = _neighbour(connection, key, day, -1) if undone else None
        if before is not None:
            done += _turns_of(connection, key, before)[0]
        if done and undone:
            plans.append((key, done, undone))
    told = told | _load_missing(
        connection, {one for _, *both in plans for keys in both for one in keys} - set(told)
    )
    for key, done, undone in plans:
        found = pair_turns(
            [told[one] for one in done if one in told], [told[one] for one in undone if one in told]
        )
        if found is not None:
            insert_differences(connection, [found], reversal=key)


def _turns_of(connection: Connection, key: int, day: int) -> tuple[list[int], list[int]]:
    turns = tables.reversal_keys
    query = select(turns.c.event, turns.c.undoes).where(
        turns.c.reversal == key, turns.c.event >= day, turns.c.event < day + _DAY
    )
    both: dict[bool, list[int]] = defaultdict(list)
    for row in connection.execute(query):
        both[bool(row.undoes)].append(row.event)
    return both[False], both[True]


def _forget_pairs(connection: Connection, key: int, undone: Collection[int]) -> None:
    rows, links = tables.disagreements, tables.disagreement_events
    ids: set[str] = set()
    for batch in in_batches(undone):
        query = select(rows.c.id).join(links, links.c.disagreement == rows.c.id)
        ids |= set(
            connection.execute(query.where(rows.c.reversal == key, links.c.event.in_(batch))).scalars()
        )
    forget(connection, ids)


def _load_missing(connection: Connection, events: Collection[int]) -> dict[int, Telling]:
    documents: set[int] = set()
    for batch in in_batches(events):
        query = select(schema.events.c.document).where(schema.events.c.key.in_(batch))
        documents |= set(connection.execute(query).scalars())
    stories = load_stories(connection, {f"={key}": [key] for key in documents}) if documents else {}
    return {one.key: one for story in stories.values() for one in story.tellings}
