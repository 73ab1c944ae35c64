"""Compares names that share a block, and keeps what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, or_, select

from onrecord.resolve.identities.clustering import Bearer
from onrecord.resolve.identities.likeness import SAME_FROM, Decision, Likeness, compare_names
from onrecord.resolve.identities.names import Name, block_keys
from onrecord.resolve.identities.rows import name_of, read_bearers
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

_DIFFERENT_TO = 0.12
"""The score up to which two are different."""
_TOLD = {
    "alias": "an article has both for one",
    "story": "articles on one story have them",
    "apart": "an article has both for two",
}


class Verdict(msgspec.Struct, frozen=True):
    """How likely two names are the same, 0 to 1, what that makes them, and why."""

    score: float
    decision: Decision
    reasons: tuple[str, ...]


def weigh_likeness(likeness: Likeness, evidence: Collection[str]) -> Verdict:
    """What a likeness is worth with what articles and stories tell: kinds of `identity_evidence`."""
    score = likeness.alone
    if "story" in evidence:
        score = likeness.in_story
    if "alias" in evidence:
        score = likeness.as_alias
    if "apart" in evidence:
        score = min(score, likeness.alone) * 0.8
    decision: Decision = "same" if score >= SAME_FROM else "different" if score <= _DIFFERENT_TO else "unsure"
    told = tuple(_TOLD[kind] for kind in sorted(evidence))
    return Verdict(round(score, 2), decision, (likeness.reason, *told))


def add_names(connection: Connection, bearers: Mapping[str, Bearer]) -> None:
    """Put new names into their blocks; each has one of its bearers."""
    rows = [
        {"block": block, "name": name}
        for name in sorted(bearers)
        if bearers[name].standing == "full"
        for block in block_keys(name_of(bearers[name]))
    ]
    insert_rows(connection, schema.identity_blocks, rows)


def drop_names(connection: Connection, names: Collection[str]) -> set[str]:
    """Take names out of their blocks and all comparisons; gives those for which that was decided."""
    blocks, pairs = schema.identity_blocks, schema.identity_pairs
    near: set[str] = set()
    for some in in_batches(names):
        either = or_(pairs.c.left.in_(some), pairs.c.right.in_(some))
        decided = select(pairs.c.left, pairs.c.right).where(either, pairs.c.decision != "unsure")
        near.update(end for row in connection.execute(decided) for end in row)
        connection.execute(delete(blocks).where(blocks.c.name.in_(some)))
        connection.execute(delete(pairs).where(either))
    return near - set(names)


def compare_new(connection: Connection, names: Collection[str]) -> set[str]:
    """Compare names with all of their blocks; gives the names of pairs that are the same or different."""
    near: dict[str, set[str]] = defaultdict(set)
    for name, other in ask(connection, _NEIGHBOURS, names):
        near[name].add(other)
    pairs = {(min(one, other), max(one, other)) for one in near for other in near[one]}
    return compare_pairs(connection, pairs)


def _select_neighbours() -> Select[Any]:
    mine, theirs = schema.identity_blocks.alias(), schema.identity_blocks.alias()
    query = (
        select(mine.c.name, theirs.c.name.label("other"))
        .join(theirs, theirs.c.block == mine.c.block)
        .where(theirs.c.name != mine.c.name)
        .distinct()
    )
    return among(query, mine.c.name)


_NEIGHBOURS = _select_neighbours()


def compare_pairs(connection: Connection, pairs: Collection[tuple[str, str]]) -> set[str]:
    """Compare pairs of names anew; gives those of pairs whose decision is now another than unsure, or was."""
    if not pairs:
        return set()
    known = read_names(connection, {end for pair in pairs for end in pair})
    alike = {
        pair: likeness
        for pair in pairs
        if pair[0] in known and pair[1] in known
        if (likeness := compare_names(known[pair[0]], known[pair[1]])) is not None
    }
    evidence = _read_evidence(connection, alike)
    verdicts = {pair: weigh_likeness(alike[pair], evidence.get(pair, ())) for pair in alike}
    return _keep(connection, pairs, verdicts)


def read_names(connection: Connection, ids: Collection[str]) -> dict[str, Name]:
    """The names of these digests that anybody bears."""
    table = schema.identity_bearers
    return {one.name: name_of(one) for one in read_bearers(connection, table.c.name, ids)}


def _read_evidence(
    connection: Connection, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], set[str]]:
    wanted = set(pairs)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for left, right, kind in ask(connection, _KINDS, {left for left, _ in wanted}):
        if (left, right) in wanted:
            found[left, right].add(kind)
    return found


_EVIDENCE = schema.identity_evidence.c
_KINDS = among(select(_EVIDENCE.left, _EVIDENCE.right, _EVIDENCE.kind).distinct(), _EVIDENCE.left)
_PAIRS = among(select(schema.identity_pairs), schema.identity_pairs.c.left)


def _keep(
    connection: Connection, pairs: Collection[tuple[str, str]], verdicts: Mapping[tuple[str, str], Verdict]
) -> set[str]:
    """Write the verdicts on pairs in place of those that the store has."""
    table, before = schema.identity_pairs, {}
    for left, right, *kept in ask(connection, _PAIRS, {left for left, _ in pairs}):
        if (left, right) in pairs:
            before[left, right] = tuple(kept)
    rows: list[dict[str, Any]] = []
    moved: set[str] = set()
    for pair in sorted(pairs):
        verdict = verdicts.get(pair)
        row = _make_row(pair, verdict) if verdict is not None else None
        now = (row["score"], row["decision"], row["reasons"]) if row is not None else None
        if now == before.get(pair):
            continue
        if pair in before:
            connection.execute(delete(table).where(table.c.left == pair[0], table.c.right == pair[1]))
        if row is not None:
            rows.append(row)
        decisions = {
            before[pair][1] if pair in before else "unsure",
            verdict.decision if verdict else "unsure",
        }
        if decisions != {"unsure"}:
            moved |= set(pair)
    insert_rows(connection, table, rows)
    return moved


def _make_row(pair: tuple[str, str], verdict: Verdict) -> dict[str, Any]:
    return {
        "left": pair[0],
        "right": pair[1],
        "score": verdict.score,
        "decision": verdict.decision,
        "reasons": msgspec.json.encode(verdict.reasons).decode(),
    }
