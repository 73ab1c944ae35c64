"""Erasing articles for good: their rows, their words in the indexes, and what deleting leaves in the files.

What stays is a digest of each article's id, text and bytes, by which it is known when it comes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, exists, insert, literal_column, or_, select, update

from onrecord.store import schema
from onrecord.store.opening import Store
from onrecord.store.seals import seal_row
from onrecord.store.versions import let_wait, order_versions
from onrecord.store.writer import LetGo, remove_items, tombstone

_INDEXES = ("statement_search", "event_search", "document_search")
_MANY = 500
"""How many values one query asks for."""
_FILE_SPACE = "PRAGMA temp_store = FILE"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: the article's id, and what is left of it elsewhere.

    `text_stays` says that another article has the same text, which is still there. `warc_paths` are files
    outside of the store that hold its bytes.
    """

    document: str
    text_stays: bool
    warc_paths: tuple[str, ...]


def erase_document(connection: Connection, document: int, *, now: str, let_go: LetGo | None = None) -> Erased:
    """Erase the article with this key, and all that the store has only because of it.

    `let_go` first takes it out of what was derived from it and others. Articles of which an entity was judged
    together with one of this article wait to be compared again.
    Its text stays where another article has the same. What was deleted can still be read in the file until
    `scrub` has been called. `now` is the time in UTC.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    documents, captures, texts = schema.documents, schema.captures, schema.texts
    row = connection.execute(
        select(documents, texts.c.digest)
        .join(texts, documents.c.text == texts.c.key)
        .where(documents.c.key == document)
    ).one()
    bytes_of = connection.execute(
        select(captures.c.digest, captures.c.warc_path).where(captures.c.document == document)
    ).all()
    if let_go is not None:
        let_go(connection, document)
    connection.execute(delete(schema.unresolved).where(schema.unresolved.c.document == document))
    _remove_judgements(connection, document)
    _remove_history(connection, document)
    remove_items(connection, document)
    connection.execute(delete(captures).where(captures.c.document == document))
    _remove_notes(connection, row.id, (row.location, row.url))
    connection.execute(
        update(documents).where(documents.c.previous == document).values(previous=row.previous)
    )
    connection.execute(delete(documents).where(documents.c.key == document))
    _bury(connection, "document", row.id, now)
    for one in bytes_of:
        if not _is_there(connection, captures, "digest", one.digest):
            _bury(connection, "capture", one.digest, now)
    text_stays = _is_there(connection, documents, "text", row.text)
    if not text_stays:
        connection.execute(delete(texts).where(texts.c.key == row.text))
        _bury(connection, "text", row.digest, now)
    _renumber(connection, row.url)
    paths = dict.fromkeys(one.warc_path for one in bytes_of if one.warc_path is not None)
    return Erased(row.id, text_stays, tuple(paths))


def erase_unused(connection: Connection) -> None:
    """Erase names, outlets and engines that nothing in the store has any more."""
    for table, users in (
        (schema.names, ((schema.entity_names, "name_key"), (schema.entities, "name_key"))),
        (schema.outlets, ((schema.documents, "outlet"),)),
        (schema.engines, ((schema.documents, "engine"), (schema.former_analyses, "engine"))),
    ):
        used = or_(*(exists().where(user.c[column] == table.c.key) for user, column in users))
        connection.execute(delete(table).where(~used))


def scrub(store: Store) -> bool:
    """Overwrite what was deleted, wherever the database still has it; False where a reader was in the way.

    In SQLite the indexes are made anew, the file is written anew, and the log beside it is emptied. In
    PostgreSQL all tables are written anew; its own log and its backups are for those who run the server.

    Raises:
        StoreError: the store cannot be written.
    """
    if not store.is_sqlite:
        with store.outside() as connection:
            for table in schema.metadata.sorted_tables:
                connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")
        return True
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        for name in _INDEXES:
            connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
    with store.outside() as connection:
        connection.exec_driver_sql(_FILE_SPACE)  # the new file need not fit into memory
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        connection.exec_driver_sql("PRAGMA temp_store = MEMORY")
    return not busy


def _remove_judgements(connection: Connection, document: int) -> None:
    """Remove what people judged of entities of the article, also of those that a former analysis had.

    Of the other entities in these judgements the articles are compared again, as if nothing had been judged.
    """
    ledger, entities = schema.judgements, schema.entities
    own = _find_entities(connection, document)
    others: set[str] = set()
    for some in _cut(own):
        judged = or_(ledger.c.left.in_(some), ledger.c.right.in_(some))
        for row in connection.execute(select(ledger.c.left, ledger.c.right).where(judged)):
            others |= {row.left, row.right}
        connection.execute(delete(ledger).where(judged))
    for some in _cut(others - own):
        query = select(entities.c.document).where(entities.c.id.in_(some)).distinct()
        for key in sorted(connection.execute(query).scalars()):
            let_wait(connection, key)


def _find_entities(connection: Connection, document: int) -> set[str]:
    """The ids of the entities of an article, and of all that its former analyses had beside them."""
    entities, items, analyses = schema.entities, schema.former_items, schema.former_analyses
    former = select(items.c.id).join(analyses, analyses.c.key == items.c.analysis)
    queries = (
        select(entities.c.id).where(entities.c.document == document),
        former.where(analyses.c.document == document),
    )
    return {one for query in queries for one in connection.execute(query).scalars()}


def _cut(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in so many at a time as one query may ask for."""
    ordered = sorted(values)
    return (ordered[start : start + _MANY] for start in range(0, len(ordered), _MANY))


def _remove_history(connection: Connection, document: int) -> None:
    analyses, items = schema.former_analyses, schema.former_items
    keys = select(analyses.c.key).where(analyses.c.document == document)
    connection.execute(delete(items).where(items.c.analysis.in_(keys)))
    connection.execute(delete(analyses).where(analyses.c.document == document))


def _remove_notes(connection: Connection, identity: str, locations: Iterable[str | None]) -> None:
    """Remove what was noted of the article when it was taken in, and what people said of it."""
    corrections, inputs = schema.corrections, schema.inputs
    connection.execute(delete(corrections).where(corrections.c.document == identity))
    known = [one for one in locations if one is not None]
    connection.execute(delete(inputs).where(or_(inputs.c.document == identity, inputs.c.location.in_(known))))


def _bury(connection: Connection, kind: str, value: str, now: str) -> None:
    graves = schema.tombstones
    digest = tombstone(kind, value)
    if not _is_there(connection, graves, "digest", digest):
        row = {"digest": digest, "kind": kind, "forgotten": now}
        connection.execute(insert(graves), row | {"seal": seal_row(graves, row)})


def _is_there(connection: Connection, table: Table, column: str, value: object) -> bool:
    query: Select[Any] = select(literal_column("1")).select_from(table).where(table.c[column] == value)
    return connection.execute(query.limit(1)).first() is not None


def _renumber(connection: Connection, url: str | None) -> None:
    """Number the other versions of the address anew."""
    if url is None:
        return
    documents = schema.documents
    other = connection.execute(select(documents.c.id).where(documents.c.url == url)).scalars().first()
    if other is not None:
        order_versions(connection, url, other)
