"""Quotations: who gives the same words, and what each makes of them."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.naming import find_name
from onrecord.query.question import check_date
from onrecord.resolve.quotations.listing import Listed, page_quotations
from onrecord.resolve.quotations.reading import Quotation, find_quotation, read_quotation
from onrecord.web.pages import Pages

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
    speaker: Annotated[str, Query(max_length=500)] = "",
    since: str = "",
    until: str = "",
    after: str = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> QuotationList:
    """Words that two or more articles give, of one speaker, or first published from one date to another."""
    for day in filter(None, (since, until)):
        check_date(day)
    page = page_quotations(
        connection,
        since=since or None,
        until=until or None,
        names=find_name(connection, speaker).keys if speaker else None,
        after=after or None,
        limit=limit,
    )
    return QuotationList(
        speaker=speaker or None,
        since=since or None,
        until=until or None,
        after=after or None,
        quotations=page.quotations,
        next=page.next,
    )


@pages.page("/quotations/{identity}", "quotation.html", Quotation)
def show_quotation(connection: Connection, identity: str) -> Quotation:
    """A quotation by its id or that of a statement that gives its words, the earliest first."""
    return read_quotation(connection, find_quotation(connection, identity))
