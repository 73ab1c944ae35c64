"""Claims, a row a source, and disagreements."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.contrasts import Contrast, find_contrasts
from onrecord.query.naming import find_name
from onrecord.resolve.claims.reading import LISTED, Claim, find_claim, page_disagreements, read_claim
from onrecord.web.pages import Pages
from onrecord.web.questions import Day, Id, Token, Words

pages = Pages("claims")


class ClaimPage(msgspec.Struct, frozen=True, kw_only=True):
    """One happening as articles tell of it, and its disagreements by value."""

    claim: Claim
    contrasts: tuple[Contrast, ...]


@pages.page("/claims/{identity}", "claim.html", ClaimPage)
def show_claim(connection: Connection, identity: Id) -> ClaimPage:
    """A claim by its id or that of an event that tells of it."""
    found = read_claim(connection, find_claim(connection, identity))
    return ClaimPage(claim=found, contrasts=find_contrasts(connection, found.disagreements))


class DisagreementList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of disagreements, the newest first; `kinds` are all that there are, `kind` those asked for."""

    about: str | None
    since: str | None
    until: str | None
    kind: tuple[str, ...]
    kinds: tuple[str, ...]
    after: str | None
    contrasts: tuple[Contrast, ...]
    next: str | None


@pages.page("/disagreements", "disagreements.html", DisagreementList)
def show_disagreements(
    connection: Connection,
    about: Words = None,
    since: Day = None,
    until: Day = None,
    kind: Annotated[list[str] | None, Query()] = None,
    after: Token = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> DisagreementList:
    """Where articles disagree, and what was undone since it was told."""
    kinds = tuple(filter(None, kind or ()))
    page = page_disagreements(
        connection,
        names=find_name(connection, about).keys if about else None,
        since=since,
        until=until,
        kinds=kinds,
        after=after,
        limit=limit,
    )
    return DisagreementList(
        about=about,
        since=since,
        until=until,
        kind=kinds,
        kinds=LISTED,
        after=after,
        contrasts=find_contrasts(connection, page.disagreements),
        next=page.next,
    )
