"""What a page shows of a record: its text with what was found marked, and cards beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from markupsafe import Markup

from onrecord.model.record import Record
from onrecord.render.arrange import arrange_record
from onrecord.render.article import MarkedArticle, render_article
from onrecord.render.cards import Cards, Links, Section
from onrecord.render.html import FORMS, LAYERS
from onrecord.render.view import View

MOST = 1_500
"""How many findings of each kind a page shows; the rest is in its JSON."""


class MarkedRecord:
    """A record as pages show it; `everything` marks what stands in captions, promo lines and the like too.

    `links` gives what a card leads to beyond the page.
    """

    layers = LAYERS
    forms = FORMS

    def __init__(self, record: Record, *, everything: bool, links: Links | None = None) -> None:
        self.record = record
        self.everything = everything
        self._links = links

    @cached_property
    def view(self) -> View:
        """What is shown of it."""
        return arrange_record(self.record, everything=self.everything, most=MOST)

    @cached_property
    def _article(self) -> MarkedArticle:
        return render_article(self.view)

    @property
    def html(self) -> Markup:
        """The text with what is shown marked, as HTML."""
        return Markup(self._article.html)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The cards by kind."""
        return tuple(Cards(self.view, self._article.anchors, self._links).write_sections(nested=True))

    def write_cards(self) -> Iterator[tuple[Section, Markup]]:
        """The cards by kind, with their HTML."""
        return ((one, Markup(one.html)) for one in self.sections)
