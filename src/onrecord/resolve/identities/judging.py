"""Takes a judgement of who is who: into the ledger, and into all that follows from it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from onrecord.resolve.identities.ledger import Judgement, append
from onrecord.resolve.identities.updating import update
from onrecord.store import schema


def judge(connection: Connection, judgement: Judgement) -> set[int]:
    """Append a judgement, and group anew what hangs on it; gives the keys of articles for which that matters.

    Raises:
        InputError: the judgement says nothing, or nobody says it.
        UnknownId: the store has no such entity.
    """
    append(connection, judgement)
    entities, seen = schema.entities, schema.identity_contexts
    query = (
        select(entities.c.document)
        .join(seen, seen.c.document == entities.c.document)
        .where(entities.c.id.in_((judgement.left, judgement.right)))
    )
    documents = set(connection.execute(query).scalars())
    return update(connection, documents) if documents else set()
