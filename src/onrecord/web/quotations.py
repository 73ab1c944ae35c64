"""Quotations: who gives the same words, and what each makes of them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.naming import find_name
from onrecord.resolve.quotations.listing import Listed, page_quotations
from onrecord.resolve.quotations.reading import Quotation, find_quotation, read_quotation
from onrecord.web.pages import Pages
from onrecord.web.questions import Day, Id, Token, Words

pages = Pages("quotations")


class QuotationList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of quotations, the most given first; `next` is the token behind it."""

    speaker: str | None
    since: str | None
    until: str | None
    after: str | None
    quotations: tuple[Listed, ...]
    next: str | None


@pages.page("/quotations", "quotations.html", QuotationList)
def show_quotations(
    connection: Connection,
    speaker: Words = None,
    since: Day = None,
    until: Day = None,
    after: Token = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> QuotationList:
    """Words that two or more articles give, of one speaker, or first published from one date to another."""
    page = page_quotations(
        connection,
        since=since,
        until=until,
        names=find_name(connection, speaker).keys if speaker else None,
        after=after,
        limit=limit,
    )
    return QuotationList(
        speaker=speaker,
        since=since,
        until=until,
        after=after,
        quotations=page.quotations,
        next=page.next,
    )


@pages.page("/quotations/{identity}", "quotation.html", Quotation)
def show_quotation(connection: Connection, identity: Id) -> Quotation:
    """A quotation by its id or that of a statement that gives its words, the earliest first."""
    return read_quotation(connection, find_quotation(connection, identity))
