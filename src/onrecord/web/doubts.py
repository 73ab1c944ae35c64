"""What the engine did not read, what could not be read, and what it is not sure of."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.unsure import DOUBTS, Doubt, DoubtList, list_doubts
from onrecord.render.view import DOUBTFUL
from onrecord.web.pages import Pages
from onrecord.web.questions import Id
from onrecord.web.templating import make_link

pages = Pages("doubts")
PATH = "/doubts"
_FEW = 5
HEADINGS: dict[Doubt, tuple[str, str]] = {
    "unread": ("Not read", "stretches of articles that were not analysed"),
    "failed": ("Could not be read", "what was given to be added and failed"),
    "statements": ("Unsure statements", f"whose confidence is below {DOUBTFUL}"),
    "events": ("Unsure events", f"whose confidence is below {DOUBTFUL}"),
    "abstained": ("Left open", "statements of which a field was too doubtful to be filled"),
}
"""What each list is called, and what is in it."""


class Doubts(msgspec.Struct, frozen=True, kw_only=True):
    """Lists of doubts: the first of each kind, or a page of one."""

    only: Doubt | None
    lists: tuple[DoubtList, ...]

    @property
    def headings(self) -> dict[Doubt, tuple[str, str]]:
        """What each list is called, and what is in it."""
        return HEADINGS

    def link(self, listed: DoubtList) -> str:
        """The address of the whole list, or of its next page where it is shown already."""
        return make_link(PATH, only=listed.doubt, after=listed.next if self.only else None)


@pages.page(PATH, "doubts.html", Doubts)
def show_doubts(
    connection: Connection,
    only: Annotated[Doubt | None, Query(description="the one kind of doubts to list")] = None,
    after: Annotated[Id | None, Query(description="the token of the page before: its `next`")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="at most so many on a page")] = 20,
) -> Doubts:
    """What was not read and what is not sure: the newest of each kind, or a page of `only` one kind.

    A page may have fewer entries than `limit`, or none, and yet a `next`: it ends where enough was looked at.
    """
    if only is None:
        lists = tuple(list_doubts(connection, doubt, limit=min(_FEW, limit)) for doubt in DOUBTS)
        return Doubts(only=None, lists=lists)
    return Doubts(only=only, lists=(list_doubts(connection, only, after=after, limit=limit),))
