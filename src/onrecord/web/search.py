"""Search: by words and by fields, with what the answers can be narrowed down by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec
from sqlalchemy import Connection

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.model.record import Act, Anonymity, Form, Modality, Phase, Polarity, Voice
from onrecord.query.asked import Asked
from onrecord.query.facets import MOST, Facet, Facets, FacetValue, find_facets
from onrecord.query.plan import find_keys
from onrecord.query.question import KINDS, Kind, Question
from onrecord.query.search import Page, find_page
from onrecord.web.pages import Pages
from onrecord.web.questions import AskingQuery, list_asked, without
from onrecord.web.templating import make_link

pages = Pages("search")
PATH = "/search"
VALUES: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "source": get_args(Anonymity),
    "act": get_args(Act),
    "form": get_args(Form),
    "type": tuple(sorted(EVENT_TYPES)),
    "phase": get_args(Phase),
    "modality": get_args(Modality),
    "voice": get_args(Voice),
    "polarity": get_args(Polarity),
}
"""What a form lets choose from."""
_SHARED = ("words", "entity", "outlet", "since", "until", "on", "url", "document", "exact", "superseded")
"""Fields that statements, events and articles have."""
_OPTIONS = ("exact", "asides", "superseded")


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """A field that is asked for, and the address of the search without it."""

    field: str
    value: str
    href: str


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, the newest first, and what it can be narrowed down by.

    `question` is what was understood. `facets` is None where they were not asked for.
    """

    question: Question
    page: Page
    facets: Facets | None
    limit: int

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """What the form lets choose from."""
        return VALUES

    @property
    def asked(self) -> dict[str, str | list[str]]:
        """What the form is filled in with."""
        return list_asked(self.question)

    @property
    def has_more_fields(self) -> bool:
        """Whether fields are given that stand in the part of the form that is folded up."""
        return not set(self.asked) <= {"words", "kind", "speaker", "outlet", "since", "until", "type"}

    @property
    def tabs(self) -> tuple[tuple[Kind, str], ...]:
        """The same search for each kind."""
        shared = {name: value for name, value in self.asked.items() if name in _SHARED}
        return tuple(
            (kind, make_link(PATH, **(self.asked if kind == self.page.kind else shared) | {"kind": kind}))
            for kind in KINDS
        )

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What can be taken out of the question."""
        return tuple(self._list_chips())

    @property
    def next(self) -> str | None:
        """The address of the next page."""
        limit = self.limit if self.limit != 20 else None
        after = self.page.next
        return make_link(PATH, **self.asked, after=after, limit=limit) if after else None

    def narrow(self, facet: Facet, value: FacetValue) -> str:
        """The address of the search with a value of a facet."""
        fields = ("since", "until") if facet.field == "date" else (facet.field,)
        return make_link(PATH, **self.asked | {"kind": self.page.kind} | dict.fromkeys(fields, value.value))

    def _list_chips(self) -> Iterator[Chip]:
        for name, value in self.asked.items():
            if name == "role" and isinstance(value, list):
                for one in value:
                    rest = {**self.asked, "role": [other for other in value if other != one]}
                    yield Chip(field="role", value=one, href=make_link(PATH, **rest))
            elif name != "kind":
                rest = list_asked(without(self.question, name))
                shown = "" if name in _OPTIONS else str(value)
                yield Chip(field=name, value=shown, href=make_link(PATH, **rest))


@pages.page(PATH, "search.html", Search, part="search_results.html")
def show_search(connection: Connection, asking: AskingQuery) -> Search:
    """Statements, events or articles, the newest first, page by page.

    All that is given must hold. `next` of a page is the token that the next one is asked for with as `after`:
    it stands for a place in the order of results, so that what is added meanwhile neither repeats nor hides
    any. Facets are counted among the newest answers, of which `counted` says how many that are.
    """
    question = asking.to_question()
    asked = Asked(connection, question)
    newest = find_keys(connection, asked.plan, MOST + 1) if asking.facets else None
    return Search(
        question=question,
        page=find_page(connection, asked, after=asking.after, limit=asking.limit, newest=newest),
        facets=find_facets(connection, asked, newest) if newest is not None else None,
        limit=asking.limit,
    )
