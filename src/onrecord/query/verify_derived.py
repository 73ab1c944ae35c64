"""What was derived across articles: it is derived again and compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from sqlalchemy import Connection, and_, exists, func, select, text

from onrecord.query.verify_outcome import Failure, guard, show
from onrecord.store import schema
from onrecord.store.copying import writable_store
from onrecord.store.opening import Store

MOST = 5_000
"""In a store of more articles `onrecord resolve --check` does this, since nobody can write meanwhile."""
_MAY_WRITE = """
    SELECT has_table_privilege('origins', 'DELETE') AND NOT current_setting('transaction_read_only')::bool
"""


def check_all_derived(connection: Connection) -> Iterator[Failure]:
    """The failures of what is derived, for a connection that may write; it changes nothing.

    An article that neither was compared nor waits to be is one too. Where `is_left_out` says so, nothing is
    derived again.
    """
    yield from guard("unresolved", "all", _check_waiting(connection))
    if not is_left_out(connection):
        yield from guard("database", "derived", _check_rows(connection))


def _check_waiting(connection: Connection) -> Iterator[Failure]:
    documents, waiting, compared = schema.documents, schema.unresolved, schema.origins
    waits = exists().where(waiting.c.document == documents.c.key)
    lost = select(documents.c.id).where(~waits, ~exists().where(compared.c.document == documents.c.key))
    for identity in connection.execute(lost).scalars().all():
        yield Failure("unresolved", identity, None, "a row, since the article was not compared", "none")
    unknown = select(waiting.c.document).where(~exists().where(documents.c.key == waiting.c.document))
    for key in connection.execute(unknown).scalars().all():
        yield Failure("unresolved", str(key), "document", "a key of documents", show(key))
    is_seen = exists().where(compared.c.document == waiting.c.document)
    is_new = waiting.c.seen.is_(False)
    for seen, wrong in ((True, and_(~is_new, ~is_seen)), (False, and_(is_new, is_seen))):
        for key in connection.execute(select(waiting.c.document).where(wrong)).scalars().all():
            yield Failure("unresolved", str(key), "seen", show(not seen), show(seen))


def _check_rows(connection: Connection) -> Iterator[Failure]:
    from onrecord.resolve.checking import check_derived  # it loads what compares articles

    for one in check_derived(connection):
        yield Failure(one.table, "all", None, show(one.missing), show(one.extra))


def is_left_out(connection: Connection) -> bool:
    """Whether a store has more articles than are derived again here, or its server only lets us read."""
    count = connection.execute(select(func.count()).select_from(schema.documents)).scalar_one()
    if count > MOST:
        return True
    return connection.dialect.name != "sqlite" and not connection.execute(text(_MAY_WRITE)).scalar_one()


def writable(store: Store) -> AbstractContextManager[Store]:
    """Where all may be derived anew, and is forgotten again: the store itself where it is left out."""
    with store.reading() as connection:
        if is_left_out(connection):
            return nullcontext(store)
    return writable_store(store)
