"""The newest of what somebody said, of what others said of them, and of what was said to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.query.naming import Taken
from onrecord.query.somebody import find_newest


@dataclass(frozen=True, slots=True)
class Speech:
    """Keys of statements, the newest first.

    `said` and `mentioned` are theirs and those about them. `about` are those of others about them, and `told`
    those of others to them. `forms` says how many of their newest statements have each form, the most
    frequent first.
    """

    said: tuple[int, ...]
    mentioned: tuple[int, ...]
    about: tuple[int, ...]
    told: tuple[int, ...]
    forms: tuple[tuple[str, int], ...]


def find_speech(
    connection: Connection, taken: Taken, *, limit: int, looked_at: int = 0, counted: int = 0
) -> Speech:
    """What somebody said and what was said of and to them.

    So many are `looked_at` of what mentions them. As many at least of what they said are given, and as many
    as those `counted`, among which forms are; of the rest at most `limit` are given.
    """
    said = find_newest(connection, taken, "statements", "source", max(limit, looked_at, counted), "form")
    mentioned = find_newest(connection, taken, "statements", "about", looked_at) if looked_at else []
    about = find_newest(connection, taken, "statements", "about", limit, others=True)
    told = find_newest(connection, taken, "statements", "addressee", limit, others=True)
    forms = Counter(form for _, form in said[:counted])
    return Speech(
        said=tuple(key for key, _ in said),
        mentioned=tuple(key for (key,) in mentioned),
        about=tuple(key for (key,) in about),
        told=tuple(key for (key,) in told),
        forms=tuple(sorted(forms.items(), key=lambda one: (-one[1], one[0]))),
    )
