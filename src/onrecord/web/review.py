"""The review queue: pairs that may be one, judged one after the other, all from the keyboard."""

from __future__ import annotations

import threading
import time
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Annotated

import msgspec
from fastapi import Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, func, select

from onrecord.errors import InputError, UnknownId
from onrecord.resolve.identities.doubts import Doubt, find_doubts, find_judged_pairs
from onrecord.resolve.identities.ledger import Verdict
from onrecord.resolve.identities.reading import bearer_of
from onrecord.resolve.identities.verdicts import compare_bearers
from onrecord.reviewing import Pair, carry_out, find_entity, find_user, refresh, show_pair
from onrecord.store import schema
from onrecord.store.finding import find_item
from onrecord.web.pages import Pages, store_of
from onrecord.web.security.guards import Editor, User, audit, require_reader
from onrecord.web.templating import make_link

pages = Pages("review")
_LENGTH = 500
"""How many pairs are queued at once, those that are worth most."""
_FRESH = 600.0
"""Seconds after which the queue is made anew."""
_LOOKED_AT = 500


class LastJudgement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody judged last and did not take back."""

    left: str
    right: str
    judgement: Verdict
    names: tuple[str, str]


class ReviewPage(msgspec.Struct, frozen=True, kw_only=True):
    """A pair to be judged: its `number` in the queue, and how many there are.

    `pair` is None where nothing is left. `at` is what leads here again, and `after` to the next pair without
    judging this one. `last` is what the asker judged last.
    """

    pair: Pair | None
    number: int
    total: int
    at: int
    after: int
    last: LastJudgement | None


@dataclass(slots=True)
class _Queue:
    """Doubtful pairs as they were found; `settled` are numbers of those that need no judgement any more."""

    doubts: list[Doubt]
    articles: int
    made: float
    settled: set[int] = field(default_factory=set)


class ReviewQueue:
    """The queue of a server, for all threads: made anew when articles have come or some time has passed."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._queue: _Queue | None = None

    def find(self, connection: Connection) -> _Queue:
        """The queue; the former one while another thread makes it anew."""
        articles = connection.execute(select(func.max(schema.identity_contexts.c.document))).scalar() or 0
        former = self._queue
        if former is not None and former.articles == articles and time.monotonic() - former.made <= _FRESH:
            return former
        if not self._making.acquire(blocking=former is None):
            assert former is not None
            return former
        try:
            made = self._queue
            if made is None or made is former:  # else another thread made it meanwhile
                made = _Queue(find_doubts(connection, _LENGTH), articles, time.monotonic())
                self._queue = made
            return made
        finally:
            self._making.release()

    def unsettle(self) -> None:
        """Look again at all pairs of the queue, also at those that needed no judgement."""
        if self._queue is not None:
            self._queue.settled.clear()


@pages.page("/review", "review.html", ReviewPage)
def show_review(
    connection: Connection,
    request: Request,
    after: Annotated[int, Query(ge=0, le=100_000, description="how many pairs of the queue to skip")] = 0,
    left: Annotated[str | None, Query(max_length=64, description="show this entity")] = None,
    right: Annotated[str | None, Query(max_length=64, description="beside this one")] = None,
) -> ReviewPage:
    """The next pair of the queue, or two entities that are asked for, with what tells if they are one."""
    queue = _queue_of(request).find(connection)
    last = _find_last(connection, _name(require_reader(request)))
    total = len(queue.doubts) - len(queue.settled)
    if left is not None and right is not None:
        pair = _show_given(connection, left, right)
        return ReviewPage(pair=pair, number=0, total=total, at=after, after=after, last=last)
    judged = find_judged_pairs(connection)
    for number in range(after, len(queue.doubts)):
        if number not in queue.settled:
            found = _show_doubt(connection, queue.doubts[number], judged)
            if found is not None:
                open_before = sum(one not in queue.settled for one in range(number))
                total = len(queue.doubts) - len(queue.settled)
                return ReviewPage(
                    pair=found, number=open_before + 1, total=total, at=after, after=number + 1, last=last
                )
            queue.settled.add(number)
    total = len(queue.doubts) - len(queue.settled)
    return ReviewPage(pair=None, number=0, total=total, at=after, after=after, last=last)


@pages.router.post(
    "/review", operation_id="judge", dependencies=[Editor], responses={303: {"description": "judged"}}
)
def judge_pair(
    request: Request,
    left: Annotated[str, Form(max_length=64, description="the id of an entity")],
    right: Annotated[str, Form(max_length=64, description="that of another")],
    judgement: Annotated[str, Form(description="same, different or unsure")],
    at: Annotated[int, Form(ge=0, le=100_000, description="where in the queue to go on")] = 0,
) -> Response:
    """Judge whether two are one, under the name of who asks; the answer leads to the next pair."""
    if judgement not in ("same", "different", "unsure"):
        raise InputError(f"{judgement[:50]}: judge same, different or unsure")
    verdict: Verdict = judgement  # type: ignore[assignment]
    with store_of(request).writing() as connection:
        ends = [find_entity(connection, one) for one in (left, right)]
        carry_out(connection, ends[0], ends[1], verdict, _name(require_reader(request)))
        audit(request, "judge", " ".join(ends), verdict, connection=connection)
    return RedirectResponse(make_link("/review", after=at or None), 303)


@pages.router.post(
    "/review/undo",
    operation_id="withdraw_judgement",
    dependencies=[Editor],
    responses={303: {"description": "withdrawn"}},
)
def withdraw(
    request: Request,
    at: Annotated[int, Form(ge=0, le=100_000, description="where in the queue to go on")] = 0,
) -> Response:
    """Take back what who asks judged last; the answer leads to that pair."""
    by = _name(require_reader(request))
    with store_of(request).writing() as connection:
        last = _find_last(connection, by)
        if last is None:
            raise InputError("there is no judgement of yours to take back")
        carry_out(connection, last.left, last.right, "withdrawn", by)
        audit(request, "judge", f"{last.left} {last.right}", "withdrawn", connection=connection)
    _queue_of(request).unsettle()
    return RedirectResponse(make_link("/review", after=at or None, left=last.left, right=last.right), 303)


def _name(user: User) -> str:
    """Whose judgement it is: without accounts, that of who runs the server, as with the command."""
    return find_user() if user.way == "local" else user.name


def _queue_of(request: Request) -> ReviewQueue:
    found = request.app.state.review
    assert isinstance(found, ReviewQueue)
    return found


def _show_doubt(connection: Connection, doubt: Doubt, judged: Container[tuple[str, str]]) -> Pair | None:
    """The pair as it is now, unless it is settled or somebody judged it."""
    left, right = (refresh(connection, one) for one in (doubt.left, doubt.right))
    if left is None or right is None:
        return None
    pair = (left.identity, right.identity)
    if (min(pair), max(pair)) in judged:
        return None
    verdict = compare_bearers(connection, left, right)
    if verdict.decision != "unsure":
        return None
    return show_pair(
        connection,
        msgspec.structs.replace(doubt, left=left, right=right, score=verdict.score, reasons=verdict.reasons),
    )


def _show_given(connection: Connection, left: str, right: str) -> Pair:
    ends = [find_item(connection, find_entity(connection, one)) for one in (left, right)]
    bearers = [bearer_of(connection, one.key) for one in ends]
    if bearers[0] is None or bearers[1] is None:
        raise UnknownId("one of these has a description only, or was not compared with others yet")
    verdict = compare_bearers(connection, bearers[0], bearers[1])
    doubt = Doubt(left=bearers[0], right=bearers[1], score=verdict.score, value=0.0, reasons=verdict.reasons)
    pair = show_pair(connection, doubt)
    return msgspec.structs.replace(
        pair,
        left=msgspec.structs.replace(pair.left, entity=ends[0].id),
        right=msgspec.structs.replace(pair.right, entity=ends[1].id),
    )


def _find_last(connection: Connection, by: str) -> LastJudgement | None:
    """What somebody judged last and did not take back, of two that are there."""
    table, entities = schema.judgements, schema.entities
    query = select(table).where(table.c.made_by == by).order_by(table.c.key.desc()).limit(_LOOKED_AT)
    seen: set[tuple[str, str]] = set()
    for row in connection.execute(query):
        if (row.left, row.right) in seen:
            continue
        seen.add((row.left, row.right))
        if row.judgement == "withdrawn":
            continue
        named = select(entities.c.id, entities.c.name).where(entities.c.id.in_((row.left, row.right)))
        names = {one.id: one.name for one in connection.execute(named)}
        if len(names) == 2:
            return LastJudgement(
                left=row.left,
                right=row.right,
                judgement=row.judgement,
                names=(names[row.left], names[row.right]),
            )
    return None
