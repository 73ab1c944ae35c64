"""A dossier: who somebody is, what they said and others said of them, what they did and what befell them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from onrecord.query.deeds import find_deeds
from onrecord.query.hits import EventHit, Names, StatementHit, load_hits
from onrecord.query.naming import Taken, find_name
from onrecord.query.question import Kind
from onrecord.query.shares import Share, find_shares
from onrecord.query.speech import Speech, find_speech
from onrecord.query.who import Described, Post, describe, find_newest, find_other_names, gather_posts


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What a store has on somebody.

    `taken` are the main names that the given one was taken for: where they are several people, ask for each
    with `exact`. `also` are other names that their articles use. `types` are pairs of a type of entity and a
    number of entities. Lists of hits have the newest first, at most as many as were asked for. `about` is
    what others said of them, `told` what was said to them. `did` are events in which they act, `befell` those
    that happened to them, and `states` what they are or were (an age, a family), but for posts: all of these
    among the newest 1,000 events, as `types`, `also` and `attributes` are of the newest 400 articles.
    Shares are in the order of their labels.
    """

    taken: Taken
    also: Names
    types: tuple[tuple[str, int], ...]
    attributes: tuple[Described, ...]
    posts: tuple[Post, ...]
    said: tuple[StatementHit, ...]
    about: tuple[StatementHit, ...]
    told: tuple[StatementHit, ...]
    did: tuple[EventHit, ...]
    befell: tuple[EventHit, ...]
    states: tuple[EventHit, ...]
    by_outlet: tuple[Share, ...]
    by_month: tuple[Share, ...]


def dossier(connection: Connection, name: str, *, limit: int = 10, exact: bool = False) -> Dossier:
    """What a store has on somebody, with at most `limit` hits in each list.

    Raises:
        UnknownName: nobody is called so; the error has names that look alike.
    """
    taken = find_name(connection, name, exact=exact)
    return tell(connection, taken, find_speech(connection, taken, limit=limit), limit)


def tell(connection: Connection, taken: Taken, speech: Speech, limit: int) -> Dossier:
    """What a store has on somebody of whom it is known what they said, or others of them."""
    newest = find_newest(connection, taken)
    deeds = find_deeds(connection, taken, limit)
    by_outlet, by_month = find_shares(connection, taken)
    words = {"said": speech.said[:limit], "about": speech.about, "told": speech.told}
    statements, events = _load(connection, "statements", words), _load(connection, "events", deeds)
    return Dossier(
        taken=taken,
        also=find_other_names(connection, taken, list(newest)),
        types=tuple(Counter(newest.values()).most_common()),
        attributes=describe(connection, list(newest)),
        posts=gather_posts(events["post"]),
        said=statements["said"],
        about=statements["about"],
        told=statements["told"],
        did=events["did"],
        befell=events["befell"],
        states=events["state"],
        by_outlet=by_outlet,
        by_month=by_month,
    )


def _load(
    connection: Connection, kind: Kind, keys: Mapping[str, Sequence[int]]
) -> dict[str, tuple[Any, ...]]:
    """The hits of each part, loaded at once."""
    wanted = list(dict.fromkeys(key for several in keys.values() for key in several))
    found = dict(zip(wanted, load_hits(connection, kind, wanted), strict=True))
    return {part: tuple(found[key] for key in several) for part, several in keys.items()}
