"""A timeline: what somebody said and did in the order in which it happened."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.timeline import Entry, timeline
from onrecord.web.drawing import Drawing, draw_line
from onrecord.web.names import Name, Whom, tell_whom
from onrecord.web.pages import Pages
from onrecord.web.questions import Day, Token
from onrecord.web.templating import name_kind

pages = Pages("timeline")


class TimelinePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a timeline, the earliest first, and what it was asked for; `next` is the token behind it."""

    whom: Whom
    since: str | None
    until: str | None
    on: str | None
    after: str | None
    entries: tuple[Entry, ...]
    next: str | None

    @property
    def drawing(self) -> Drawing | None:
        """The entries of the page as a drawing."""
        return draw_line(
            (one.earliest, one.latest, f"{name_kind(one.hit)} {one.basis}") for one in self.entries
        )

    @property
    def ask(self) -> str:
        """What to ask the store for to find them again."""
        return self.whom.identity.id if self.whom.identity is not None else self.whom.given


@pages.page("/timeline", "timeline.html", TimelinePage)
def show_timeline(
    connection: Connection,
    name: Name,
    since: Day = None,
    until: Day = None,
    on: Day = None,
    after: Token = None,
    exact: bool = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 40,
) -> TimelinePage:
    """What somebody said, and events with a part of theirs, from one date to another or on a day."""
    found = timeline(
        connection,
        name,
        since=since,
        until=until,
        on=on,
        after=after,
        exact=exact,
        limit=limit,
    )
    return TimelinePage(
        whom=tell_whom(connection, found.taken, exact=exact),
        since=since,
        until=until,
        on=on,
        after=after,
        entries=found.entries,
        next=found.next,
    )
