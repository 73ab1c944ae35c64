"""Which articles are to be forgotten: one by its id, or all that mention somebody."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sqlalchemy import Connection, exists, or_, select, text

from onrecord.errors import InputError, UnknownId
from onrecord.model.folding import fold_name
from onrecord.resolve.catching_up import let_go
from onrecord.store import schema
from onrecord.store.erasing import Erased, erase_document, erase_unused, scrub
from onrecord.store.finding import find_item
from onrecord.store.opening import Store

_ID = re.compile(r"[0-9a-f]{6,32}")
_FULL_ID = re.compile(r"[0-9a-f]{32}")
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Doomed:
    """An article that is to be erased: its key, id, outlet, date, title or location, and its namesakes.

    `sharing` are the ids of other articles with the same text, which stay unless they are erased too.
    """

    key: int
    id: str
    outlet: str | None
    published: str | None
    title: str
    sharing: tuple[str, ...]


def find_doomed(connection: Connection, wanted: str) -> tuple[Doomed, ...]:
    """The articles that `onrecord forget WANTED` erases: the one with that id, else all that mention a name.

    An article mentions a name where something in it has that name or alias, and where its text has the words,
    whatever was found in it.

    Raises:
        InputError: it is the id of something else than an article, or no article mentions the name.
    """
    keys = _by_id(connection, wanted)
    if keys is None:
        keys = find_mentioning(connection, wanted)
        if not keys:
            raise InputError(f"{wanted}: no article has this id, and none mentions this name")
    return tuple(_describe(connection, key) for key in keys)


def forget(
    store: Store,
    doomed: Sequence[Doomed],
    *,
    shared: bool,
    now: str,
    around: Callable[[Connection, Collection[int]], AbstractContextManager[object]] | None = None,
    settle: Callable[[Store], object] = lambda _: None,
) -> tuple[list[Erased], bool]:
    """Erase articles for good, with `shared` also others that have the same text.

    What depends on them and is not known here is let go by `around`: it is entered, with their keys, before
    they are erased, and left after that, in the same transaction. `settle` is called when they are gone,
    before the files are written anew: what it derives again is to leave nothing of them there.

    Gives what was erased, and whether nothing is left in the files: a reader at work hinders that, and
    the next time that something is forgotten makes up for it. `now` is the time in UTC.

    Raises:
        StoreError: the store cannot be written; nothing is erased.
    """
    keys = [one.key for one in doomed]
    with store.writing() as connection:
        if shared:
            keys += [key for key in _find_sharing(connection, keys) if key not in keys]
        with around(connection, keys) if around is not None else nullcontext():
            erased = [erase_document(connection, key, now=now, let_go=let_go) for key in keys]
        erase_unused(connection)
    try:
        settle(store)
    finally:
        is_clean = scrub(store)
    return erased, is_clean


def find_mentioning(connection: Connection, name: str) -> list[int]:
    """The keys of the articles that mention a name, the newest first.

    Raises:
        InputError: there is no letter or digit in it.
    """
    folded = fold_name(name)
    if not folded:
        raise InputError(f"{name!r}: give an article's id, or a name")
    keys = {*_by_name(connection, folded), *_by_words(connection, folded)}
    return sorted(keys, reverse=True)


def _by_id(connection: Connection, wanted: str) -> list[int] | None:
    if not _ID.fullmatch(wanted.lower()):
        return None
    try:
        found = find_item(connection, wanted)
    except UnknownId:
        if _FULL_ID.fullmatch(wanted.lower()):
            raise
        return None
    if found.kind != "document":
        raise InputError(f"{wanted}: this is an item; name the article, or the person, to be forgotten")
    return [found.key]


def _by_name(connection: Connection, folded: str) -> Iterator[int]:
    """Articles with something of this name, or whose name or other name holds it as whole words."""
    names, entities, of = schema.names, schema.entities, schema.entity_names
    whole = or_(
        names.c.folded == folded,
        names.c.folded.startswith(f"{folded} ", autoescape=True),
        names.c.folded.endswith(f" {folded}", autoescape=True),
        names.c.folded.contains(f" {folded} ", autoescape=True),
    )
    query = (
        select(entities.c.document)
        .join(of, of.c.entity == entities.c.key)
        .join(names, of.c.name_key == names.c.key)
    )
    yield from connection.execute(query.where(whole).distinct()).scalars()


def _by_words(connection: Connection, folded: str) -> Iterator[int]:
    """Articles that have these words one after the other in title or text, by the full-text index."""
    if connection.dialect.name == "sqlite":
        query = text("SELECT rowid FROM document_search WHERE document_search MATCH :words")
        yield from connection.execute(query, {"words": f'"{folded}"'}).scalars()
        return
    query = text(
        "SELECT documents.key FROM documents JOIN texts ON texts.key = documents.text "
        "WHERE texts.search @@ phraseto_tsquery('simple', :words) "
        "OR documents.search @@ phraseto_tsquery('simple', :words)"
    )
    yield from connection.execute(query, {"words": folded}).scalars()


def _describe(connection: Connection, key: int) -> Doomed:
    documents, outlets = schema.documents, schema.outlets
    row = connection.execute(
        select(documents, outlets.c.name.label("outlet_name"))
        .outerjoin(outlets, documents.c.outlet == outlets.c.key)
        .where(documents.c.key == key)
    ).one()
    others = select(documents.c.id).where(documents.c.text == row.text, documents.c.key != key)
    sharing = tuple(connection.execute(others.order_by(documents.c.id)).scalars())
    return Doomed(key, row.id, row.outlet_name, row.published, row.title or row.location, sharing)


def _find_sharing(connection: Connection, keys: Sequence[int]) -> list[int]:
    """The keys of the articles whose text one of these has too, these included."""
    documents = schema.documents
    other = documents.alias("other")
    found: dict[int, None] = {}
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        same = exists().where(other.c.text == documents.c.text, other.c.key.in_(some))
        found |= dict.fromkeys(connection.execute(select(documents.c.key).where(same)).scalars())
    return list(found)
