"""What the commands do by which people judge who is who: review, judge, identity."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.errors import InputError, UnknownName
from onrecord.model.clock import now_utc
from onrecord.resolve.catching_up import ROOMS
from onrecord.resolve.identities.doubts import Doubt, find_doubts
from onrecord.resolve.identities.judging import judge
from onrecord.resolve.identities.ledger import Judgement, Verdict
from onrecord.resolve.identities.reading import Identity, Part, explain, find_identities, find_identity
from onrecord.resolve.identities.sides import Side, show_side
from onrecord.resolve.identities.verdicts import compare_bearers
from onrecord.store import schema
from onrecord.store.finding import find_item
from onrecord.store.opening import Store, open_store
from onrecord.telling import ALL_DONE, print_json, print_text, say
from onrecord.upkeep import bring_up_to_date, open_compared

_KEYS: dict[str, Verdict] = {"s": "same", "d": "different", "u": "unsure"}
_HELP = "s same, d different, u unsure, k skip, b back, q quit"
_MOST_NAMES = 6


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A doubtful pair as it is shown: both sides, how likely they are one, and why."""

    left: Side
    right: Side
    score: float
    value: float
    reasons: tuple[str, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An identity with its names, and why these are its names."""

    identity: Identity
    parts: tuple[Part, ...]


def run_judge(
    location: str | None, ids: tuple[str, str], verdict: Verdict, *, by: str | None, note: str | None
) -> int:
    """Write a judgement on two entities into the ledger, and say what it changed.

    Raises:
        InputError: an id is none of an entity, or the judgement cannot be.
        StoreError: the store cannot be written.
    """
    with open_store(location) as store, store.writing() as connection:
        left, right = (find_entity(connection, one) for one in ids)
        changed = carry_out(connection, left, right, verdict, by or find_user(), note)
    say(f"{left} and {right}: {verdict}; entities of {changed} {_articles(changed)} are grouped anew")
    return ALL_DONE


def find_user() -> str:
    """The name of who runs this program; "local" where the system has none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "local"


def _articles(number: int) -> str:
    return "article" if number == 1 else "articles"


def find_entity(connection: Connection, given: str) -> str:
    """The id of the entity whose id begins so.

    Raises:
        InputError: nothing, or something else, has the id.
    """
    found = find_item(connection, given)
    if found.kind != "entity":
        raise InputError(
            f"{given}: this is the id of a {found.kind}; 'onrecord identity NAME' lists entities"
        )
    return found.id


def carry_out(
    connection: Connection, left: str, right: str, verdict: Verdict, by: str, note: str | None = None
) -> int:
    """Judge, and let what stands on identities follow; gives the number of articles with changed groups."""
    judgement = Judgement(left=left, right=right, judgement=verdict, by=by, at=now_utc(), note=note)
    changed = judge(connection, judgement)
    number, later = len(changed), False
    for room in ROOMS:
        if later and changed:
            changed |= room.update(connection, changed)
        later = later or room.name == "identities"
    return number


def run_identity(
    location: str | None, given: str, *, why: bool, as_of: str | None = None, as_json: bool
) -> int:
    """Show who is called so, or whose id that is; with `why` with all names and the reasons.

    Raises:
        InputError: nobody is called so.
        StoreError: the store cannot be read.
    """
    with open_compared(location, as_of) as connection:
        told = [
            Told(identity=one, parts=tuple(explain(connection, one.id)) if why else ())
            for one in _find(connection, given)
        ]
    if as_json:
        print_json(told)
        return ALL_DONE
    for one in told:
        for line in _tell_identity(one):
            print_text(line)
    return ALL_DONE


def _find(connection: Connection, given: str) -> list[Identity]:
    found = find_identities(connection, given)
    if found:
        return found
    if given.startswith("i") and given[1:].isalnum() and any(one.isdigit() for one in given):
        return [find_identity(connection, given)]
    raise UnknownName(
        f"{given}: the store has nobody and nothing of this name; 'onrecord search' finds words"
    )


def _tell_identity(told: Told) -> Iterator[str]:
    one = told.identity
    link = f", {one.link}" if one.link else ""
    yield f"{one.id}  {one.name} ({one.type}{link}), {one.entities} entities"
    if one.names:
        yield f"  also {'; '.join(one.names[:_MOST_NAMES])}"
    for part in told.parts:
        yield f"  {part.name} ×{part.entities}{f' [{part.context}]' if part.context else ''}"
        for reason in part.reasons:
            yield f"      {reason}"


def run_review(location: str | None, *, by: str | None, limit: int, as_json: bool) -> int:
    """Walk through doubtful pairs, or list them as JSON.

    Raises:
        StoreError: the store cannot be used.
    """
    with open_store(location) as store:
        bring_up_to_date(store)
        with store.reading() as connection:
            doubts = find_doubts(connection, limit)
            if as_json:
                print_json([show_pair(connection, one) for one in doubts])
                return ALL_DONE
        _Walk(store, doubts, by or find_user()).walk()
    return ALL_DONE


def show_pair(connection: Connection, doubt: Doubt) -> Pair:
    """What a person needs to see of two to judge whether they are one."""
    return Pair(
        left=show_side(connection, doubt.left),
        right=show_side(connection, doubt.right),
        score=doubt.score,
        value=doubt.value,
        reasons=doubt.reasons,
    )


class _Walk:
    """One walk of a person through doubtful pairs."""

    def __init__(self, store: Store, doubts: list[Doubt], by: str) -> None:
        self._store, self._doubts, self._by = store, doubts, by
        self._judged: dict[int, Pair] = {}
        self._way: list[int] = []

    def walk(self) -> None:
        """Show pair after pair and take an answer to each, until there is no more."""
        at = 0
        while at < len(self._doubts):
            with self._store.reading() as connection:
                pair = self._find(connection, at)
            if pair is None:
                at += 1
                continue
            for line in _tell_pair(pair, at + 1, len(self._doubts)):
                print_text(line)
            key = _read_key()
            if key == "q":
                break
            at = self._answer(at, pair, key)
        say(f"judged {len(self._judged)} of {len(self._doubts)} pairs")

    def _find(self, connection: Connection, at: int) -> Pair | None:
        """The pair, unless an earlier answer has settled it."""
        doubt = self._doubts[at]
        ends = []
        for one in (doubt.left, doubt.right):
            row = refresh(connection, one)
            if row is None:
                return None
            ends.append(row)
        if compare_bearers(connection, *ends).decision != "unsure":
            return None
        return show_pair(connection, msgspec.structs.replace(doubt, left=ends[0], right=ends[1]))

    def _answer(self, at: int, pair: Pair, key: str) -> int:
        """Do what a key says; gives the number of the pair to go on with."""
        if key == "b":
            return self._go_back(at)
        if key in _KEYS:
            self._write(pair, _KEYS[key])
            self._judged[at] = pair
        elif key != "k":
            say(_HELP)
            return at
        self._way.append(at)
        return at + 1

    def _go_back(self, at: int) -> int:
        if not self._way:
            say("this is the first pair")
            return at
        last = self._way.pop()
        if last in self._judged:
            self._write(self._judged.pop(last), "withdrawn")
        return last

    def _write(self, pair: Pair, verdict: Verdict) -> None:
        with self._store.writing() as connection:
            carry_out(connection, pair.left.entity, pair.right.entity, verdict, self._by, None)


def refresh(connection: Connection, bearer: Any) -> Any:
    """The bearer as it is now; None where it is no more, as people judged it meanwhile."""
    from onrecord.resolve.identities.rows import make_bearer

    table = schema.identity_bearers
    row = connection.execute(select(table).where(table.c.id == bearer.id)).first()
    return make_bearer(row) if row is not None else None


def _read_key() -> str:
    """The key that was pressed; of a line from elsewhere than a terminal its first letter; "q" at the end."""
    if sys.stdin is not None and sys.stdin.isatty():
        import typer

        return typer.getchar().lower()
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return line.strip()[:1].lower() or ("k" if line else "q")


def _tell_pair(pair: Pair, number: int, total: int) -> Iterator[str]:
    yield f"\n{number} of {total}: {'; '.join(pair.reasons)} ({pair.score:.2f})"
    for label, side in (("A", pair.left), ("B", pair.right)):
        one = side.identity
        yield f"  {label}  {one.name} ({one.type}), {one.entities} entities, {side.entity}"
        if one.names:
            yield f"     also {'; '.join(one.names[:_MOST_NAMES])}"
        if side.told:
            yield f"     {'; '.join(side.told[:_MOST_NAMES])}"
        for context in side.contexts:
            where = ", ".join(filter(None, (context.outlet, context.published)))
            yield f"     [{where}] …{context.before}«{context.words}»{context.after}…"
    yield f"  {_HELP}"
