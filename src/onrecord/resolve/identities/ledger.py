"""The ledger of what people judged of who is who: appended to, never edited."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, get_args

import msgspec
from sqlalchemy import Connection, insert, or_, select

from onrecord.errors import InputError, UnknownId
from onrecord.resolve.questions import in_batches
from onrecord.store import schema
from onrecord.store.seals import seal_row

Verdict = Literal["same", "different", "unsure", "withdrawn"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody judged of two entities, named by their permanent ids, and when, in UTC.

    `withdrawn` takes back what the same person judged of the two before.
    """

    left: str
    right: str
    judgement: Verdict
    by: str
    at: str
    note: str | None = None
    key: int = 0


def append(connection: Connection, judgement: Judgement) -> None:
    """Write a judgement into the ledger, sealed.

    Raises:
        InputError: it says nothing, or nobody says it, or it is of one entity only.
        UnknownId: the store has no such entity; what is withdrawn may be of entities that are gone.
    """
    if judgement.judgement not in VERDICTS:
        raise InputError(f"{judgement.judgement}: judge 'same', 'different', 'unsure' or 'withdrawn'")
    if not judgement.by.strip():
        raise InputError("say who judges: --by NAME")
    if judgement.left == judgement.right:
        raise InputError(f"{judgement.left}: an entity is itself; judge two")
    if judgement.judgement != "withdrawn":
        _check_known(connection, {judgement.left, judgement.right})
    row = {
        "left": min(judgement.left, judgement.right),
        "right": max(judgement.left, judgement.right),
        "judgement": judgement.judgement,
        "made_by": judgement.by,
        "made_at": judgement.at,
        "note": judgement.note,
    }
    connection.execute(insert(schema.judgements), row | {"seal": seal_row(schema.judgements, row)})


def _check_known(connection: Connection, ids: Collection[str]) -> None:
    table = schema.entities
    known = set(connection.execute(select(table.c.id).where(table.c.id.in_(ids))).scalars())
    for one in sorted(set(ids) - known):
        raise UnknownId(f"{one}: the store has no entity of this id; 'onrecord identity NAME' lists them")


def read_ledger(connection: Connection, entities: Collection[str] | None = None) -> list[Judgement]:
    """The judgements of these entities, or all, the oldest first."""
    table = schema.judgements
    if entities is None:
        return [_read(row) for row in connection.execute(select(table).order_by(table.c.key))]
    found: dict[int, Judgement] = {}
    for some in in_batches(entities):
        query = select(table).where(or_(table.c.left.in_(some), table.c.right.in_(some)))
        found.update((row.key, _read(row)) for row in connection.execute(query))
    return [found[key] for key in sorted(found)]


def _read(row: object) -> Judgement:
    return Judgement(
        left=row.left,  # type: ignore[attr-defined]
        right=row.right,  # type: ignore[attr-defined]
        judgement=row.judgement,  # type: ignore[attr-defined]
        by=row.made_by,  # type: ignore[attr-defined]
        at=row.made_at,  # type: ignore[attr-defined]
        note=row.note,  # type: ignore[attr-defined]
        key=row.key,  # type: ignore[attr-defined]
    )


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What holds of each two entities after all that was judged, the newest first.

    Of one person the last judgement counts, of several people the newest of these.
    """
    latest: dict[tuple[str, str], dict[str, Judgement]] = {}
    for one in judgements:
        of_pair = latest.setdefault((one.left, one.right), {})
        of_pair.pop(one.by, None)
        if one.judgement != "withdrawn":
            of_pair[one.by] = one
    held = [max(people.values(), key=lambda one: one.key) for people in latest.values() if people]
    return sorted(held, key=lambda one: -one.key)


def find_judged(connection: Connection, entities: Collection[str]) -> set[str]:
    """Those of the entities of which it stands that they are the same as others, or different."""
    held = standing(read_ledger(connection, entities))
    ends = {end for one in held if one.judgement != "unsure" for end in (one.left, one.right)}
    return ends & set(entities)
