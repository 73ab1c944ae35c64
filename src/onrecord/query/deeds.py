"""The newest of what somebody did, of what befell them, and of what they are or were."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from onrecord.query.naming import Taken
from onrecord.query.roles import POSTS, find_part
from onrecord.query.somebody import find_parts

_LOOKED_AT = 1_000
"""Among so many of the newest events it is looked for them."""
_ROUND = 350
"""So many rows are read in a round, of which an event has one for each role that somebody has in it."""
_POSTS = 60
"""How many of the newest events that tell of a post are gathered."""
_PARTS = ("did", "befell", "state", "post")


def find_deeds(connection: Connection, taken: Taken, limit: int) -> dict[str, list[int]]:
    """The newest events in which they act, that befell them, and so on, among the newest of all."""
    found: dict[str, list[int]] = {part: [] for part in _PARTS}
    room = {part: _POSTS if part == "post" else limit for part in _PARTS}
    for key, parts in _list_newest(connection, taken):
        part = next((one for one in found if one in parts), "did")
        if room[part]:
            found[part].append(key)
            room[part] -= 1
        elif not any(room.values()):
            break
    return found


def _list_newest(connection: Connection, taken: Taken) -> Iterator[tuple[int, set[str]]]:
    """The newest events with what parts they have in each, read in rounds."""
    left, bounds = _LOOKED_AT, dict[str, int]()
    while left > 0:
        rows = find_parts(connection, taken, _ROUND, **bounds)
        events = [
            (key, {_name(kind, role) for _, role, kind in several})
            for key, several in groupby(rows, itemgetter(0))
        ]
        if len(rows) < _ROUND:
            yield from events[:left]
            return
        last, _ = events.pop()  # some of its rows may be missing
        yield from events[:left]
        left -= len(events)
        bounds = {"before": last + 1}


def _name(kind: str, role: str) -> str:
    return "post" if kind in POSTS and role == "person" else find_part(kind, role)
