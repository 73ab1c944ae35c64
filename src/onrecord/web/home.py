"""The start page: what is there, and where to begin."""

from __future__ import annotations

from contextlib import suppress

import msgspec
from sqlalchemy import Connection

from onrecord.errors import StoreError
from onrecord.query.contrasts import Contrast, find_contrasts
from onrecord.query.hits import AnyHit
from onrecord.query.question import Question
from onrecord.query.search import search
from onrecord.query.stats import Holdings, find_holdings
from onrecord.resolve.claims.reading import list_disagreements
from onrecord.resolve.stories.reading import StoryLine, list_stories
from onrecord.store.opening import Store
from onrecord.web.pages import Pages
from onrecord.web.remembering import Remembered

pages = Pages("home")
_SHOWN = 8
_holdings = Remembered(find_holdings)
"""Figures alone: what is remembered must hold no words, which `forget` may have erased since."""


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """What the start page shows: the newest articles, stories of several articles, and disagreements."""

    stats: Holdings
    articles: tuple[AnyHit, ...]
    stories: tuple[StoryLine, ...]
    contrasts: tuple[Contrast, ...]


def count_ahead(store: Store) -> None:
    """Count what the start page tells before anybody asks: of a large store nothing is in memory at first."""
    with suppress(StoreError), store.reading() as connection:
        _holdings(connection)


@pages.page("/", "home.html", Home)
def show_home(connection: Connection) -> Home:
    """What the store holds, the newest first."""
    return Home(
        stats=_holdings(connection),
        articles=search(connection, Question(kind="articles"), limit=_SHOWN).hits,
        stories=tuple(list_stories(connection, minimum=2, limit=_SHOWN)),
        contrasts=find_contrasts(connection, list_disagreements(connection, limit=_SHOWN)),
    )
