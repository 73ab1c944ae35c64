"""Whom a page is about: what a name was taken for, and who else is called so."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.naming import Taken
from onrecord.resolve.identities.reading import Identity, find_identities
from onrecord.web.questions import Text

Name = Annotated[Text, Query(min_length=1)]
"""A name, or the id of an identity."""
_CANDIDATES = 12


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """A main name that was taken, and how many articles have somebody called so."""

    name: str
    articles: int


class Whom(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who was asked for.

    `identity` is who is meant where that is known; where several are called so, `candidates` are these, those
    first whom most articles speak of, and what is shown is of all of them.
    """

    given: str
    name: str
    exact: bool
    identity: Identity | None
    names: tuple[Called, ...]
    candidates: tuple[Identity, ...]


def tell_whom(connection: Connection, taken: Taken, *, exact: bool) -> Whom:
    """Whom a name was taken for."""
    meant = taken.identity
    several = find_identities(connection, taken.given) if meant is None else []
    return Whom(
        given=taken.given,
        name=meant.name if meant is not None else taken.given,
        exact=exact,
        identity=meant,
        names=tuple(Called(name=one.name, articles=one.articles) for one in taken.names),
        candidates=tuple(several[:_CANDIDATES]) if len(several) > 1 else (),
    )
