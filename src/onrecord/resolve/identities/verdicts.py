"""What is to be said of two entities of articles: the same, different or unsure, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from onrecord.resolve.identities.bearers import agree, conflict
from onrecord.resolve.identities.clustering import JUDGED, Bearer
from onrecord.resolve.identities.comparing import Verdict, weigh_likeness
from onrecord.resolve.identities.ledger import read_ledger, standing
from onrecord.resolve.identities.likeness import compare_names
from onrecord.resolve.identities.rows import name_of, read_bearers
from onrecord.resolve.identities.vocabulary import gender_of
from onrecord.resolve.questions import in_batches
from onrecord.store import schema

_JUDGED, _SURE = 1.0, 0.9
_NAMESAKES, _SHORT = 0.5, 0.3
_LONGEST_WAY = 6
"""How many steps from one name to another are told."""


def compare_bearers(connection: Connection, left: Bearer, right: Bearer) -> Verdict:
    """What is to be said of two bearers of names as the store has them, judgements and all."""
    ruled = _find_ruling(connection, left, right)
    if ruled is not None:
        return ruled
    if left.identity == right.identity:
        return Verdict(_SURE, "same", tuple(tell_way(connection, left, right)))
    against = conflict(left.facts, right.facts, full="full" in (left.standing, right.standing))
    if against is not None and left.type == right.type:
        return Verdict(0.05, "different", (against,))
    return _compare_apart(connection, left, right)


def _compare_apart(connection: Connection, left: Bearer, right: Bearer) -> Verdict:
    """The verdict on two that are not in one group."""
    if left.type != right.type:
        same = left.folded == right.folded
        reason = f"one is told as a {left.type} and one as a {right.type}"
        return Verdict(0.3 if same else 0.02, "unsure" if same else "different", (reason,))
    if left.folded == right.folded:
        told = agree(left.facts, right.facts)
        score = _NAMESAKES + 0.1 * len(told) - (0.1 if "short" in (left.standing, right.standing) else 0)
        return Verdict(score, "unsure", ("the same name, which does not tell who is meant", *told))
    row = _read_pair(connection, left.name, right.name)
    if row is not None:
        return row if row.decision != "same" else Verdict(row.score, "unsure", (*row.reasons, *_DOUBT))
    if "short" in (left.standing, right.standing):
        return _compare_short(left, right)
    likeness = compare_names(name_of(left), name_of(right))
    return (
        weigh_likeness(likeness, ())
        if likeness is not None
        else Verdict(0.02, "different", ("the names differ",))
    )


_DOUBT = ("another name is as near, or one of several is meant",)


def _compare_short(left: Bearer, right: Bearer) -> Verdict:
    """The verdict on a short name and another: "Roe" and "Jane Roe"."""
    short, full = (left, right) if left.standing == "short" else (right, left)
    mine, theirs = short.folded.split(), full.folded.split()
    if not set(mine) & set(theirs):
        return Verdict(0.02, "different", ("the names differ",))
    told, gender = short.facts.gender, full.facts.gender or gender_of(theirs[0])
    if told is not None and gender is not None and told != gender:
        return Verdict(0.05, "different", ("one is a man and one a woman",))
    if len(mine) > 1 and len(theirs) > 1 and mine[0][0] != theirs[0][0]:
        return Verdict(0.02, "different", ("initials differ",))
    return Verdict(_SHORT, "unsure", ("part of the name; no story tells whom it stands for",))


def _read_pair(connection: Connection, left: str, right: str) -> Verdict | None:
    table = schema.identity_pairs
    query = select(table).where(table.c.left == min(left, right), table.c.right == max(left, right))
    row = connection.execute(query).first()
    if row is None:
        return None
    return Verdict(row.score, row.decision, msgspec.json.decode(row.reasons, type=tuple[str, ...]))


def _find_ruling(connection: Connection, left: Bearer, right: Bearer) -> Verdict | None:
    ends = {left.facts.judged, right.facts.judged}
    if None in ends:
        return None
    for one in standing(read_ledger(connection, {end for end in ends if end is not None})):
        if {one.left, one.right} == ends and one.judgement in ("same", "different"):
            noted = (f"{one.by} judged so on {one.at[:10]}", *([one.note] if one.note else []))
            return Verdict(_JUDGED if one.judgement == "same" else 0.0, one.judgement, noted)
    return None


def tell_way(connection: Connection, left: Bearer, right: Bearer) -> list[str]:
    """Why two bearers of one identity are the same: what leads from one to the other, step by step."""
    if left.id == right.id or left.name == right.name:
        return ["the same name, and nothing that speaks against it", *agree(left.facts, right.facts)]
    members = read_bearers(connection, schema.identity_bearers.c.identity, {left.identity or ""})
    steps = _find_steps(connection, members)
    way = _walk(left.name, right.name, steps)
    return way or agree(left.facts, right.facts) or ["people judged so"]


def _find_steps(connection: Connection, members: Sequence[Bearer]) -> dict[str, dict[str, str]]:
    """What joins the names of an identity, from each name to others."""
    by_id = {one.id: one for one in members}
    steps: dict[str, dict[str, str]] = {one.name: {} for one in members}

    def add(one: Bearer, other: Bearer, reason: str) -> None:
        steps[one.name].setdefault(other.name, f"{_show(one)} = {_show(other)}: {reason}")
        steps[other.name].setdefault(one.name, f"{_show(other)} = {_show(one)}: {reason}")

    first = {one.name: one for one in members}
    for pair, reasons in _read_same(connection, set(first)).items():
        add(first[pair[0]], first[pair[1]], "; ".join(reasons))
    for one in members:
        target = by_id.get((one.follows or "").removeprefix(JUDGED))
        if target is not None:
            add(one, target, "the only fuller name in articles on the same story")
    judged = {one.facts.judged: one for one in members if one.facts.judged is not None}
    for held in (
        standing(read_ledger(connection, [end for end in judged if end is not None])) if judged else []
    ):
        if held.judgement == "same" and held.left in judged and held.right in judged:
            add(judged[held.left], judged[held.right], f"{held.by} judged so on {held.at[:10]}")
    return steps


def _show(one: Bearer) -> str:
    return max(sorted(one.written), key=lambda name: one.written[name])


def _read_same(connection: Connection, names: Collection[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    table = schema.identity_pairs
    found = {}
    for some in in_batches(names):
        query = select(table).where(table.c.left.in_(some), table.c.decision == "same")
        for row in connection.execute(query):
            if row.right in names:
                found[row.left, row.right] = msgspec.json.decode(row.reasons, type=tuple[str, ...])
    return found


def _walk(start: str, end: str, steps: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The reasons on the shortest way from one name to another; none where there is no way."""
    ways: dict[str, list[str]] = {start: []}
    edge = [start]
    for _ in range(_LONGEST_WAY):
        ahead = []
        for name in edge:
            for other in sorted(steps.get(name, ())):
                if other not in ways:
                    ways[other] = [*ways[name], steps[name][other]]
                    ahead.append(other)
        if end in ways:
            return ways[end]
        edge = ahead
    return []
