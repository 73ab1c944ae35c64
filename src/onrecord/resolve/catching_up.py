"""What was derived from a store, brought up to date with the articles that it holds.

The rooms of `resolve` follow one another, since each stands on those before: copies, stories, identities,
claims, quotations. What is new waits in the table `unresolved`. A batch is taken from there and compared in
one transaction, so that a crash leaves what is derived as it was, and the rest waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, false, func, insert, select

from onrecord.resolve.claims import updating as claims
from onrecord.resolve.copies import updating as copies
from onrecord.resolve.identities import updating as identities
from onrecord.resolve.quotations import updating as quotations
from onrecord.resolve.stories import updating as stories
from onrecord.store import claim_tables, copy_tables, identity_tables, quotation_tables, schema, story_tables
from onrecord.store.opening import Store

TOGETHER = 50
"""How many articles are compared in one transaction."""


Compared = Callable[[Connection, list[int]], object]


@dataclass(frozen=True, slots=True)
class Room:
    """One kind of what is derived: `update` takes new and changed articles in, `remove` lets some go.

    Both take keys of articles and give the keys of those for which something changed that later rooms
    build on.
    """

    name: str
    update: Callable[[Connection, Collection[int]], set[int]]
    remove: Callable[[Connection, Collection[int]], set[int]]


ROOMS: Sequence[Room] = (
    Room("copies", copies.update, copies.remove),
    Room("stories", stories.update, stories.remove),
    Room("identities", identities.update, identities.remove),
    Room("claims", claims.update, claims.remove),
    Room("quotations", quotations.update, quotations.remove),
)


def count_waiting(connection: Connection) -> int:
    """How many articles are not compared with the others yet."""
    return int(connection.execute(select(func.count()).select_from(schema.unresolved)).scalar_one())


def catch_up(store: Store, *, compared: Compared | None = None) -> Iterator[int]:
    """Compare what waits, a batch at a time; after each batch, how many articles that were.

    `compared` is called at the end of each batch, in its transaction, with the keys of its new articles and
    of others for which something changed. Who stops asking for the next batch leaves the rest waiting.

    Raises:
        StoreError: the store cannot be written; the batches before are safe.
    """
    while True:
        with store.writing() as connection:
            count = compare_waiting(connection, compared=compared)
        if not count:
            return
        yield count


def compare_waiting(connection: Connection, *, compared: Compared | None = None) -> int:
    """Compare the oldest articles that wait with those that were compared; how many, 0 when none waits."""
    waiting = schema.unresolved
    rows = connection.execute(select(waiting).order_by(waiting.c.document).limit(TOGETHER)).all()
    new, seen = ({row.document for row in rows if row.seen is flag} for flag in (False, True))
    changed = set(new)
    for room in ROOMS if rows else ():
        changed |= room.update(connection, changed)
        changed |= seen  # who is a copy of whom is no question of an article's status; all else may be
    connection.execute(delete(waiting).where(waiting.c.document.in_([row.document for row in rows])))
    if compared is not None and changed:
        compared(connection, sorted(changed))
    return len(rows)


def let_go(connection: Connection, document: int) -> None:
    """Take an article out of all that is derived, before its rows go."""
    waiting = schema.unresolved
    seen = connection.execute(select(waiting.c.seen).where(waiting.c.document == document)).scalar()
    connection.execute(delete(waiting).where(waiting.c.document == document))
    if seen is False:  # nothing was derived from it yet
        return
    changed: set[int] = set()
    for room in reversed(ROOMS):  # what refers to other rooms' rows goes first
        changed |= room.remove(connection, [document])
    changed.discard(document)
    for room in ROOMS[1:]:
        changed |= room.update(connection, changed) if changed else set()


def start_over(connection: Connection) -> None:
    """Take everything derived away and let all articles wait to be compared again; judgements stay."""
    for table in reversed(schema.metadata.sorted_tables):
        if table in DERIVED:
            connection.execute(delete(table))
    connection.execute(delete(schema.unresolved))
    all_of_them = select(schema.documents.c.key, false())
    connection.execute(insert(schema.unresolved).from_select(["document", "seen"], all_of_them))


DERIVED: frozenset[Table] = frozenset(
    table
    for room in (copy_tables, story_tables, identity_tables, claim_tables, quotation_tables)
    for table in vars(room).values()
    if isinstance(table, Table) and table is not schema.judgements
)
"""The tables that follow from the others."""
