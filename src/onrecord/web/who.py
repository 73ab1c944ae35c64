"""A dossier and an identity: who somebody is, what they said, and what is said of them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection, select

from onrecord.query.hits import EventHit, Names, StatementHit
from onrecord.query.naming import find_name
from onrecord.query.network import Other, find_others
from onrecord.query.people import Dossier, tell
from onrecord.query.shares import Share
from onrecord.query.speech import find_speech
from onrecord.query.states import Held
from onrecord.query.then import find_then
from onrecord.query.who import Described, Post
from onrecord.resolve.identities.reading import Identity, Part, entities_of, explain, find_identity
from onrecord.store import schema
from onrecord.web.bars import Bars, draw_bars
from onrecord.web.names import Name, Whom, tell_whom
from onrecord.web.pages import Pages
from onrecord.web.questions import Day, Id

pages = Pages("who")
_COUNTED = 300
"""Among so many of the newest statements forms are counted."""
_LOOKED_AT = 100
"""Among so many of theirs, and of those about them, it is counted who speaks of whom."""
_OTHERS = 8
_ENTITIES = 100


class OnDay(msgspec.Struct, frozen=True, kw_only=True):
    """What was so of somebody on a day, and what they said and took part in then, as `find_then` has it."""

    day: str
    held: tuple[Held, ...]
    said: tuple[StatementHit, ...]
    events: tuple[EventHit, ...]


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of somebody; its lists are those of a `Dossier`.

    `then` is what was so on a day, where one was asked for. `forms` count the newest statements; `speaks_of`
    and `spoken_of_by` are those whom most of the newest statements join to them.
    """

    whom: Whom
    then: OnDay | None
    also: Names
    types: tuple[tuple[str, int], ...]
    attributes: tuple[Described, ...]
    posts: tuple[Post, ...]
    forms: tuple[tuple[str, int], ...]
    speaks_of: tuple[Other, ...]
    spoken_of_by: tuple[Other, ...]
    said: tuple[StatementHit, ...]
    about: tuple[StatementHit, ...]
    told: tuple[StatementHit, ...]
    did: tuple[EventHit, ...]
    befell: tuple[EventHit, ...]
    states: tuple[EventHit, ...]
    by_outlet: tuple[Share, ...]
    by_month: tuple[Share, ...]

    @property
    def chart(self) -> Bars | None:
        """The statements by month, as a drawing."""
        return draw_bars((one.label, one.said) for one in self.by_month)

    @property
    def ask(self) -> str:
        """What to ask the store for to find them again."""
        return self.whom.identity.id if self.whom.identity is not None else self.whom.given


@pages.page("/who", "who.html", Who)
def show_who(
    connection: Connection,
    name: Name,
    exact: bool = False,
    on: Day = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 8,
) -> Who:
    """Who is called so, with at most `limit` hits in each list; of the day `on` it is told what was so."""
    taken = find_name(connection, name, exact=exact)
    speech = find_speech(connection, taken, limit=limit, looked_at=_LOOKED_AT, counted=_COUNTED)
    found = tell(connection, taken, speech, limit)
    joined = (*speech.said[:_LOOKED_AT], *speech.mentioned)
    speaks_of, spoken_of_by = find_others(connection, taken, joined, limit=_OTHERS)
    return Who(
        whom=tell_whom(connection, taken, exact=exact),
        then=_find_day(connection, name, on, limit, exact=exact) if on else None,
        forms=speech.forms,
        speaks_of=speaks_of,
        spoken_of_by=spoken_of_by,
        **{field: getattr(found, field) for field in Dossier.__struct_fields__ if field != "taken"},
    )


def _find_day(connection: Connection, name: str, on: str, limit: int, *, exact: bool) -> OnDay:
    found = find_then(connection, name, on, limit=limit, exact=exact)
    return OnDay(day=found.day, held=found.held, said=found.said, events=found.events)


class MemberEntity(msgspec.Struct, frozen=True, kw_only=True):
    """An entity of an article that is the identity: its permanent id, its name there, and the article."""

    id: str
    name: str
    document: str
    title: str | None
    outlet: str | None
    published: str | None


class IdentityPage(msgspec.Struct, frozen=True, kw_only=True):
    """An identity: its names with the reasons why they are its names, and its entities, the newest first.

    At most 100 entities are listed; `identity.entities` says how many there are.
    """

    identity: Identity
    parts: tuple[Part, ...]
    entities: tuple[MemberEntity, ...]


@pages.page("/identities/{identity}", "identity.html", IdentityPage)
def show_identity(connection: Connection, identity: Id) -> IdentityPage:
    """An identity by its id or the beginning of it: why its names are one, and where articles speak of it."""
    found = find_identity(connection, identity)
    keys = entities_of(connection, found.id)[:_ENTITIES]
    return IdentityPage(
        identity=found, parts=tuple(explain(connection, found.id)), entities=_read_entities(connection, keys)
    )


def _read_entities(connection: Connection, keys: list[int]) -> tuple[MemberEntity, ...]:
    entities, documents, outlets = schema.entities, schema.documents, schema.outlets
    query = (
        select(
            *(entities.c.id, entities.c.name, documents.c.id.label("document"), documents.c.title),
            *(outlets.c.name.label("outlet"), documents.c.published),
        )
        .join(documents, documents.c.key == entities.c.document)
        .outerjoin(outlets, outlets.c.key == documents.c.outlet)
        .where(entities.c.key.in_(keys))
        .order_by(entities.c.key.desc())
    )
    return tuple(MemberEntity(**row) for row in connection.execute(query).mappings())
