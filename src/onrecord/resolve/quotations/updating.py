"""What is derived of quotations, kept equal to what all articles give, in whatever order they came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from onrecord.resolve.questions import among, ask, in_batches
from onrecord.resolve.quotations.candidates import add_runs, find_candidates, find_entered
from onrecord.resolve.quotations.deriving import PAIRS, derive_groups
from onrecord.resolve.quotations.likeness import compare
from onrecord.resolve.quotations.loading import (
    Loaded,
    find_several_named,
    find_statements,
    load_parties,
    load_rows,
    load_statements,
)
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

_Key = tuple[int, int]
_Kept = tuple[str, float]


def update(connection: Connection, documents: Collection[int]) -> set[int]:
    """Compare the statements of articles with those of others, and group anew what that concerns.

    Of articles that were compared before what may have changed is compared again, since who speaks may be
    known better now. The result are the keys of these articles, and of those whose quotations changed.
    """
    rows = find_statements(connection, documents)
    keys = [row.key for row in rows]
    seen = _find_seen(connection, rows)
    fresh = load_rows(connection, [row for row in rows if row.document not in seen])
    add_runs(connection, fresh)
    before = _read_pairs(connection, keys)
    again = load_statements(connection, _find_doubtful(connection, rows, seen))
    now = _find_pairs(connection, [*fresh, *again])
    done = {one.key for one in (*fresh, *again)}
    now |= _compare_again(connection, [pair for pair in before if done.isdisjoint(pair)])
    _replace_pairs(connection, before, now)
    touched = set(keys) | {key for pair in (*before, *now) for key in pair}
    return set(documents) | derive_groups(connection, touched)


def _find_seen(connection: Connection, rows: Collection[Row[Any]]) -> set[int]:
    """The articles that were compared before."""
    entered = find_entered(connection, [row.key for row in rows])
    return {row.document for row in rows if row.key in entered}


def _find_doubtful(connection: Connection, rows: Iterable[Row[Any]], seen: Collection[int]) -> list[int]:
    """The statements of articles seen before that may give the same words as others that they did not.

    Whose identity somebody is bears on that only where others of it have other names: else the names tell
    that two are the same, and that they no longer are takes pairs away and never makes any.
    """
    parties = load_parties(connection, [row.key for row in rows if row.document in seen])
    several = find_several_named(
        connection, {one.identity for spoke in parties.values() for one in spoke if one.identity is not None}
    )
    return [key for key, spoke in parties.items() if any(one.identity in several for one in spoke)]


def _compare_again(connection: Connection, pairs: Collection[_Key]) -> dict[_Key, _Kept]:
    """Pairs of statements as they compare now; those that are none any more are left out."""
    known = {one.key: one for one in load_statements(connection, {key for pair in pairs for key in pair})}
    found = {pair: _compare(*(known[key] for key in pair)) for pair in pairs}
    return {pair: kept for pair, kept in found.items() if kept is not None}


def remove(connection: Connection, documents: Collection[int]) -> set[int]:
    """Take away what refers to articles, and group anew what quoted the same words as they.

    The result are the keys of the other articles whose quotations changed.
    """
    ours = [row.key for row in ask(connection, _STATEMENTS, documents)]
    before = _read_pairs(connection, ours)
    _replace_pairs(connection, before, {})
    changed = derive_groups(connection, {*ours, *(key for pair in before for key in pair)})
    table = schema.quotation_keys
    for some in in_batches(ours):
        connection.execute(delete(table).where(table.c.statement.in_(some)))
    return changed - set(documents)


_STATEMENTS = among(select(schema.statements.c.key), schema.statements.c.document)


def _read_pairs(connection: Connection, statements: Collection[int]) -> dict[_Key, _Kept]:
    """The pairs of statements that are in the store."""
    return {
        (row.statement, row.other): (row.kind, row.score)
        for query in PAIRS
        for row in ask(connection, query, statements)
    }


def _replace_pairs(connection: Connection, before: Mapping[_Key, _Kept], now: Mapping[_Key, _Kept]) -> None:
    """Write pairs in the place of those that were; what is the same stays."""
    table = schema.quotation_pairs
    gone = [{"one": key[0], "two": key[1]} for key in before if now.get(key) != before[key]]
    if gone:
        both = table.c.statement == bindparam("one"), table.c.other == bindparam("two")
        connection.execute(delete(table).where(*both), gone)
    rows = [
        {"statement": key[0], "other": key[1], "kind": now[key][0], "score": now[key][1]}
        for key in now
        if now[key] != before.get(key)
    ]
    insert_rows(connection, table, rows)


def _find_pairs(connection: Connection, statements: Collection[Loaded]) -> dict[_Key, _Kept]:
    """Statements with all others that give the same words, as they are found now."""
    candidates = list(find_candidates(connection, statements))
    known = {one.key: one for one in statements}
    missing = {key for _, keys in candidates for key in keys} - known.keys()
    known |= {one.key: one for one in load_statements(connection, sorted(missing))}
    found: dict[_Key, _Kept | None] = {}
    for one, keys in candidates:
        for other in (known[key] for key in keys):
            if other.document == one.document:
                continue
            later, earlier = sorted((one, other), key=_rank, reverse=True)
            if (later.key, earlier.key) not in found:
                found[later.key, earlier.key] = _compare(later, earlier)
    return {key: kept for key, kept in found.items() if kept is not None}


def _rank(one: Loaded) -> tuple[int, str]:
    return one.said.day, one.id


def _compare(later: Loaded, earlier: Loaded) -> _Kept | None:
    likeness = compare(later.said, earlier.said)
    return None if likeness is None else (likeness.kind, likeness.score)
