"""An article as it is read: its text with what was found in it, cards beside it, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated
from urllib.parse import quote

import msgspec
from fastapi import Query
from sqlalchemy import Connection, select

from onrecord.model.kept import Kept
from onrecord.query.cite_words import tell_correction
from onrecord.resolve.copies.reading import Version, read_copies
from onrecord.resolve.stories.reading import StoryLine
from onrecord.store import schema
from onrecord.store.corrections import Held, corrections_of
from onrecord.store.finding import find_document
from onrecord.store.records import read_kept
from onrecord.web.marking import MarkedRecord
from onrecord.web.pages import Pages
from onrecord.web.questions import Id
from onrecord.web.templating import make_link

pages = Pages("articles")


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """Another article of the same words, or another version of the same address.

    `relation` is "newer version", "older version", "origin" of a copy, or "copy"; `how` tells how near a copy
    is (verbatim, edited, rewrite).
    """

    relation: str
    id: str
    outlet: str | None
    title: str | None
    published: str | None
    how: str | None = None


class ArticlePage(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """An article with its record, and what the store knows of it.

    `editions` are other articles of the same words or address. `is_copy` tells whether most of its words
    were in an earlier article; `agency` is the news agency that its text credits. `story` is what it is part
    of, where it was compared with others. `corrections` are what people said of it and its findings.
    `everything` tells whether the page also marks what stands in captions, promo lines and the like.
    """

    kept: Kept
    editions: tuple[Edition, ...]
    is_copy: bool
    agency: str | None
    story: StoryLine | None
    corrections: tuple[Held, ...]
    everything: bool

    @cached_property
    def marked(self) -> MarkedRecord:
        """The record as the page shows it."""
        return MarkedRecord(self.kept.record, everything=self.everything, links=_list_links)

    @property
    def said(self) -> tuple[str, ...]:
        """What people said of the article and its findings, in words."""
        return tuple(map(tell_correction, self.corrections))


@pages.page("/articles/{identity}", "article.html", ArticlePage)
def show_article(
    connection: Connection,
    identity: Id,
    everything: Annotated[
        bool, Query(description="mark what stands in captions, promo lines and boilerplate too")
    ] = False,
) -> ArticlePage:
    """An article with its whole record, by its id, the beginning of it, or the id of one of its items."""
    document = find_document(connection, identity)
    kept = read_kept(connection, document.key)
    copies = read_copies(connection, document.key)
    own = next((one for one in copies.versions if one.document == document.key), None)
    related = (*_list_versions(connection, document.key), *_list_copies(copies.versions, own))
    return ArticlePage(
        kept=kept,
        editions=related,
        is_copy=own is not None and own.parent is not None,
        agency=own.agency if own is not None else None,
        story=_find_story(connection, document.key),
        corrections=tuple(corrections_of(connection, document.id)),
        everything=everything,
    )


def _list_copies(versions: tuple[Version, ...], own: Version | None) -> Iterator[Edition]:
    for one in versions:
        if own is not None and one.document != own.document:
            yield Edition(
                relation="origin" if one.parent is None else "copy",
                id=one.id,
                outlet=one.outlet,
                title=one.title,
                published=one.published,
                how=one.kind or (own.kind if one.document == own.parent else None),
            )


def _list_versions(connection: Connection, key: int) -> Iterator[Edition]:
    """The versions of the same address just before and just behind an article."""
    documents, outlets = schema.documents, schema.outlets
    before = select(documents.c.previous).where(documents.c.key == key).scalar_subquery()
    query = select(
        documents.c.id, documents.c.previous, documents.c.title, documents.c.published, outlets.c.name
    ).outerjoin(outlets, outlets.c.key == documents.c.outlet)
    for row in connection.execute(query.where((documents.c.previous == key) | (documents.c.key == before))):
        relation = "newer version" if row.previous == key else "older version"
        yield Edition(relation=relation, id=row.id, outlet=row.name, title=row.title, published=row.published)


def _find_story(connection: Connection, key: int) -> StoryLine | None:
    """The story of an article; None where it was not compared with others yet."""
    stories, members = schema.stories, schema.story_articles
    query = select(*(stories.c[name] for name in StoryLine.__struct_fields__))
    query = query.join(members, members.c.story == stories.c.id).where(members.c.document == key)
    row = connection.execute(query).one_or_none()
    return StoryLine(**row._mapping) if row is not None else None


def _list_links(kind: str, identity: str, name: str) -> Iterator[tuple[str, str]]:
    yield f"/items/{quote(identity, safe='')}", "cite"
    if kind == "entity":
        yield make_link("/who", name=name), "in all articles"
