"""Groups of statements from their pairs, as rows, for the statements that a change concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select, update

from onrecord.resolve.questions import among, ask, in_batches
from onrecord.resolve.quotations.grouping import find_groups
from onrecord.resolve.quotations.loading import DAY
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

_Pair = tuple[int, int, float]
_CLOSE = 0.6
"""The score from which on a pair is close: most of the shorter one's words are in the longer one."""
_NO_DAY = 1 << 20
"""Behind all days: what has no date was not the first."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A statement of a component, and of its article the key, its origin, and whether it is current."""

    key: int
    id: str
    form: str
    document: int
    origin: int
    is_current: bool

    @property
    def day(self) -> int:
        return self.key // DAY or _NO_DAY


def derive_groups(connection: Connection, touched: Collection[int]) -> set[int]:
    """Group anew all that hangs together with some statements; the keys of articles whose groups changed."""
    pairs = _load_pairs(connection, touched)
    paired = {key for pair in pairs for key in pair[:2]}
    before = _load_groups(connection, paired.union(touched))
    members = _load_members(connection, paired | set(before))
    quotations, parts = _make_rows(pairs, members)
    _replace(connection, before, quotations, parts)
    now = {row["statement"]: row["quotation"] for row in parts}
    return {members[key].document for key in before.keys() | now.keys() if before.get(key) != now.get(key)}


def _load_pairs(connection: Connection, start: Iterable[int]) -> list[_Pair]:
    """All pairs that can be reached from some statements over pairs, with their scores."""
    found = set[_Pair]()
    seen, waiting = set(start), set(start)
    while waiting:
        rows = [row for query in PAIRS for row in ask(connection, query, sorted(waiting))]
        found |= {(row.statement, row.other, row.score) for row in rows}
        waiting = {key for row in rows for key in (row.statement, row.other)} - seen
        seen |= waiting
    return sorted(found)


_PAIRS = schema.quotation_pairs
PAIRS = tuple(among(select(_PAIRS), column) for column in (_PAIRS.c.statement, _PAIRS.c.other))
"""The queries for the pairs of statements: as the later one, and as the earlier one."""


def _load_groups(connection: Connection, statements: Iterable[int]) -> dict[int, str]:
    """The groups that statements were in, with all that was in them: statements to quotations."""
    groups = {row.quotation for row in ask(connection, _GROUPED, sorted(statements))}
    return {row.statement: row.quotation for row in ask(connection, _GROUPS, sorted(groups))}


_PARTS = schema.quotation_statements
_GROUPED, _GROUPS = (among(select(_PARTS), column) for column in (_PARTS.c.statement, _PARTS.c.quotation))


def _load_members(connection: Connection, statements: Iterable[int]) -> dict[int, _Member]:
    found = {}
    for row in ask(connection, _MEMBERS, sorted(statements)):
        origin = row.document if row.origin is None else row.origin
        found[row.key] = _Member(row.key, row.id, row.form, row.document, origin, row.status == "current")
    return found


def _select_members() -> Select[Any]:
    said, documents, origins = schema.statements, schema.documents, schema.origins
    query = (
        select(said.c.key, said.c.id, said.c.form, said.c.document, documents.c.status, origins.c.origin)
        .join(documents, said.c.document == documents.c.key)
        .outerjoin(origins, origins.c.document == documents.c.key)
    )
    return among(query, said.c.key)


_MEMBERS = _select_members()


def _make_rows(
    pairs: Iterable[_Pair], members: dict[int, _Member]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    order = {key: (one.day, one.id) for key, one in members.items()}
    quotations, parts = [], []
    close, loose = (
        [(one, other) for one, other, score in pairs if (score >= _CLOSE) is near] for near in (True, False)
    )
    for keys in find_groups(close, loose, order):
        group = [members[key] for key in keys]
        first = _find_earliest(group)
        quotations.append({"id": first.id, "statement": first.key, **_count(group)})
        parts += [{"statement": key, "quotation": first.id} for key in keys]
    return quotations, parts


def rank_statements(statements: Iterable[tuple[int, str, int, int]]) -> dict[int, tuple[int, bool, str]]:
    """What statements of a quotation are sorted by, the earliest first, by their keys.

    Of each is given its key, its id, its article and that one's origin. They are ranked by the day of
    publication, those without one last; of one day articles that others copied come first; then by id.
    """
    given = list(statements)
    copied = {origin for _, _, document, origin in given if origin != document}
    return {
        key: (key // DAY or _NO_DAY, document not in copied, identity) for key, identity, document, _ in given
    }


def _find_earliest(group: Sequence[_Member]) -> _Member:
    ranks = rank_statements((one.key, one.id, one.document, one.origin) for one in group)
    return min(group, key=lambda one: ranks[one.key])


def _count(group: Iterable[_Member]) -> dict[str, int]:
    current = [one for one in group if one.is_current]
    return {
        "articles": len({one.document for one in current}),
        "independent": len({one.origin for one in current}),
        "quoted": len({one.document for one in current if one.form != "indirect"}),
    }


def _replace(
    connection: Connection,
    before: Mapping[int, str],
    quotations: Sequence[dict[str, Any]],
    parts: Sequence[dict[str, Any]],
) -> None:
    """Put the new rows in the place of those of the groups that were; what is the same stays."""
    table = schema.quotations
    old = {row.id: dict(row._mapping) for row in ask(connection, _QUOTATIONS, sorted(set(before.values())))}
    now = {row["statement"]: row["quotation"] for row in parts}
    gone = [key for key in before if now.get(key) != before[key]]
    kept = {row["id"] for row in quotations if row == old.get(row["id"])}
    for some in in_batches(gone):
        connection.execute(delete(_PARTS).where(_PARTS.c.statement.in_(some)))
    for names in in_batches(sorted(old.keys() - {row["id"] for row in quotations})):
        connection.execute(delete(table).where(table.c.id.in_(names)))
    changed = [
        {f"new_{name}": value for name, value in row.items()}
        for row in quotations
        if row["id"] in old and row["id"] not in kept
    ]
    if changed:
        connection.execute(_CHANGE, changed)
    insert_rows(connection, table, [row for row in quotations if row["id"] not in old])
    insert_rows(
        connection, _PARTS, [row for row in parts if before.get(row["statement"]) != row["quotation"]]
    )


_QUOTATIONS = among(select(schema.quotations), schema.quotations.c.id)
_CHANGE = (
    update(schema.quotations)
    .where(schema.quotations.c.id == bindparam("new_id"))
    .values({name: bindparam(f"new_{name}") for name in ("statement", "articles", "independent", "quoted")})
)
