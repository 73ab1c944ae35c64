"""What holds for a store as a whole: its references, its lists of names, its indexes, its schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, exists, func, select

from onrecord.model.folding import fold_name
from onrecord.query.verify_outcome import Failure, guard, show
from onrecord.store import schema
from onrecord.store.expected import expected_schema, read_schema
from onrecord.store.keys import split_key
from onrecord.store.opening import APPLICATION
from onrecord.store.seals import seal_row
from onrecord.store.writer import tombstone

_BATCH = 1000
_MOST = 100
"""How many rows of one table that refer to nothing are named."""
_NUMBERED = (
    schema.documents,
    schema.entities,
    schema.mentions,
    schema.times,
    schema.statements,
    schema.events,
)
_NOT_OURS = "alembic_version"


def check_database(connection: Connection) -> Iterator[Failure]:
    """The failures of a store that are of no one article."""
    if connection.dialect.name == "sqlite":
        yield from guard("database", "file", _check_file(connection))
        yield from guard("database", "schema", _check_schema(connection))
    for table in schema.metadata.sorted_tables:
        yield from guard(str(table.name), "all", _check_references(connection, table))
    yield from guard("counter", "key", _check_counter(connection))
    for table in (schema.names, schema.outlets):
        yield from guard(str(table.name), "all", _check_folded(connection, table))
    yield from guard("texts", "all", _check_texts(connection))
    yield from guard("corrections", "all", _check_corrections(connection))
    yield from guard("inputs", "all", _check_inputs(connection))
    yield from guard("tombstones", "all", _check_tombstones(connection))


def _check_file(connection: Connection) -> Iterator[Failure]:
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Failure("database", "file", None, "a sound file", str(row[0]))
    found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if found != APPLICATION:
        yield Failure("database", "file", "application_id", show(APPLICATION), show(found))


def _check_schema(connection: Connection) -> Iterator[Failure]:
    expected, found = expected_schema(), read_schema(connection)
    for part in sorted(expected.keys() | found.keys()):
        if expected.get(part) != found.get(part) and part[1] != _NOT_OURS:
            yield Failure(
                "sqlite_master", " ".join(part), "sql", show(expected.get(part)), show(found.get(part))
            )


def _check_references(connection: Connection, table: Table) -> Iterator[Failure]:
    """Every key that refers to a row of another table leads to one."""
    for constraint in sorted(table.foreign_key_constraints, key=lambda one: list(one.column_keys)):
        (element,) = constraint.elements
        column, target = element.parent, element.column
        other = target.table.alias("referred")
        leads = exists().where(other.c[target.name] == column)
        query = select(*table.primary_key, column.label("referring")).where(column.is_not(None), ~leads)
        for row in connection.execute(query.limit(_MOST)):
            name = "/".join(map(str, row[:-1]))
            yield Failure(
                str(table.name), name, str(column.name), f"a key of {target.table.name}", show(row.referring)
            )


def _check_counter(connection: Connection) -> Iterator[Failure]:
    counter = schema.counter
    rows = connection.execute(select(counter)).all()
    if [row.name for row in rows] != ["key"]:
        yield Failure("counter", "key", "name", "one row, 'key'", show([row.name for row in rows]))
        return
    highest = 0
    for table in _NUMBERED:
        numbers = connection.execute(select(func.max(table.c.key.op("%")(split_key(-1) + 1)))).scalar_one()
        highest = max(highest, numbers or 0)
    if rows[0].next <= highest:
        yield Failure("counter", "key", "next", f"more than {highest}", show(rows[0].next))


def _page(connection: Connection, table: Table, column: str = "key") -> Iterator[Row[Any]]:
    """All rows of a table in the order of a column without doubles, a batch at a time."""
    last = None
    while True:
        query = select(table).order_by(table.c[column]).limit(_BATCH)
        rows = connection.execute(query if last is None else query.where(table.c[column] > last)).all()
        yield from rows
        if len(rows) < _BATCH:
            return
        last = rows[-1]._mapping[column]


def _check_folded(connection: Connection, table: Table) -> Iterator[Failure]:
    for row in _page(connection, table):
        folded = fold_name(row.name)
        if folded != row.folded:
            yield Failure(str(table.name), str(row.key), "folded", show(folded), show(row.folded))


def _check_texts(connection: Connection) -> Iterator[Failure]:
    texts, documents = schema.texts, schema.documents
    used = exists().where(documents.c.text == texts.c.key)
    for key in connection.execute(select(texts.c.key).where(~used).limit(_MOST)).scalars():
        yield Failure("texts", str(key), "key", "an article that has this text", "none")


def _check_corrections(connection: Connection) -> Iterator[Failure]:
    for row in _page(connection, schema.corrections):
        yield from check_correction(connection, row)


def check_correction(connection: Connection, row: Row[Any]) -> Iterator[Failure]:
    """The failures of a correction; its item may be one that only a former analysis has."""
    name, documents = str(row.key), schema.documents
    seal = seal_row(schema.corrections, row._asdict())
    if seal != row.seal:
        yield Failure(
            "corrections", name, "seal", f"{row.seal}, that of the row as it was", seal, row.document
        )
    key = connection.execute(
        select(documents.c.key).where(documents.c.id == row.document)
    ).scalar_one_or_none()
    if key is None:
        yield Failure("corrections", name, "document", "an article of this store", show(row.document))
    elif row.item not in (None, row.document) and not _has_item(connection, key, row.item):
        yield Failure("corrections", name, "item", "an item of its article", show(row.item), row.document)


def _has_item(connection: Connection, document: int, item: str) -> bool:
    former, analyses = schema.former_items, schema.former_analyses
    queries = [
        select(table.c.key).where(table.c.id == item, table.c.document == document) for table in _NUMBERED[1:]
    ]
    queries.append(
        select(analyses.c.key)
        .join(former, former.c.analysis == analyses.c.key)
        .where(former.c.id == item, analyses.c.document == document)
    )
    return any(connection.execute(query).first() is not None for query in queries)


def _check_inputs(connection: Connection) -> Iterator[Failure]:
    documents = schema.documents
    for row in _page(connection, schema.inputs, "digest"):
        seal = seal_row(schema.inputs, row._asdict())
        if seal != row.seal:
            yield Failure("inputs", row.digest, "seal", f"{row.seal}, that of the row as it was", seal)
        if row.document is None:
            continue
        known = select(documents.c.key).where(documents.c.id == row.document)
        if connection.execute(known).first() is None:
            yield Failure("inputs", row.digest, "document", "an article of this store", row.document)


def _check_tombstones(connection: Connection) -> Iterator[Failure]:
    """What was erased for good is not there."""
    graves = {}
    for row in _page(connection, schema.tombstones, "digest"):
        seal = seal_row(schema.tombstones, row._asdict())
        if seal != row.seal:
            yield Failure("tombstones", row.digest, "seal", f"{row.seal}, that of the row as it was", seal)
        graves[row.digest] = row.kind
    if not graves:
        return
    for kind, column in (
        ("document", schema.documents.c.id),
        ("text", schema.texts.c.digest),
        ("capture", schema.captures.c.digest),
    ):
        for value in connection.execute(select(column).distinct()).scalars():
            if tombstone(kind, value) in graves:
                name = str(column.table.name)
                yield Failure(name, value, None, "nothing, since it was erased for good", "a row")
