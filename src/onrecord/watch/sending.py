"""Sends alerts to webhooks: each until it is taken, and none again that was.

What was sent is noted behind each message, so that a run that is interrupted goes on where it was. Only where
it ends between the answer and the note is a message sent again, with the same id. A message that fails is
tried again after pauses that double, with chance in them so that senders do not march in step; what still
fails waits for a later run, and for longer each time. A server's Retry-After is kept to. An answer that says
that the message itself is not wanted (4xx but 408 and 429, and redirects) is final.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Protocol

import msgspec

from onrecord.errors import AddressRefused, InputError, NotFetched
from onrecord.store.opening import Store
from onrecord.watch.hooks import DELIVERED, REFUSED, WAITING, Due, Hook, note_outcome, take_due
from onrecord.watch.signing import make_headers, read_secret

TRIES = 4
"""How often a message is tried in one run."""
MOST_TRIES = 40
"""How often it is tried at all; then it is refused, and only sent when that is asked for."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_FIRST_REST, _LONGEST_REST = 60.0, 6 * 3_600.0
_LONGEST_ASKED = 24 * 3_600.0
_NOT_THERE = frozenset({401, 403, 404, 405, 410})
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class Answer(Protocol):
    """What a server answered."""

    @property
    def status(self) -> int: ...

    @property
    def retry_after(self) -> float | None: ...


class Post(Protocol):
    """Posts a body to an address; raises NotFetched where there is no answer."""

    def __call__(self, url: str, content: bytes, headers: dict[str, str]) -> Answer: ...


class Outcome(msgspec.Struct, frozen=True):
    """What became of an alert: delivered, waiting or refused, and why.

    `alert` is None where none was tried, and `status` that of the last answer, if there was one.
    """

    hook: Hook
    alert: str | None
    state: str
    problem: str | None = None
    status: int | None = None


class Sender:
    """Sends what is due. `post` is the poster of the hook's kind; the other arguments are for tests."""

    def __init__(
        self,
        store: Store,
        post: Callable[[Hook], Post],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], object] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._post = post
        self._now = now
        self._sleep = sleep
        self._chance = chance

    def send(self, hook: Hook, *, again: bool = False) -> Iterator[Outcome]:
        """Send what is due to one webhook, the oldest first.

        It ends at the first message that has to wait, and where the server knows no such address or sender,
        since the next would fare no better. With `again` what was refused, or waits, is tried too.
        """
        try:
            secret = read_secret(hook.secret_file)
        except InputError as error:
            yield Outcome(hook, None, WAITING, str(error))
            return
        post = self._post(hook)
        last = 0
        while True:
            with self._store.writing() as connection:
                due = take_due(connection, hook, now=self._now(), behind=last, again=again)
            if due is None:
                return
            last = due.key
            outcome = self._try(hook, due, post, secret)
            yield outcome
            if outcome.state == WAITING or outcome.status in _NOT_THERE:
                return

    def _try(self, hook: Hook, due: Due, post: Post, secret: bytes) -> Outcome:
        body = msgspec.json.encode(due.alert)
        attempts = due.attempts
        while True:
            attempts += 1
            state, status, asked, problem = self._attempt(hook, due, post, secret, body)
            pause = max(self._pause(attempts - due.attempts), asked or 0.0)
            last = attempts - due.attempts >= TRIES or pause > _LONGEST_PAUSE
            if state == WAITING and attempts >= MOST_TRIES:
                state = REFUSED
            rest = max(self._rest(attempts), min(asked or 0.0, _LONGEST_ASKED)) if state == WAITING else None
            with self._store.writing() as connection:
                note_outcome(
                    connection,
                    hook,
                    due,
                    now=self._now(),
                    state=state,
                    attempts=attempts,
                    wait=rest,
                    status=status,
                    problem=problem,
                )
            if state != WAITING or last:
                return Outcome(hook, due.alert.id, state, problem, status)
            self._sleep(pause)

    def _attempt(
        self, hook: Hook, due: Due, post: Post, secret: bytes, body: bytes
    ) -> tuple[str, int | None, float | None, str | None]:
        """Post once: the state, the status, how long the server asks to be left alone, what was wrong."""
        timestamp = int(self._now().timestamp())
        try:
            answer = post(hook.url, body, make_headers(secret, due.alert.id, timestamp, body))
        except AddressRefused as error:
            return REFUSED, None, None, str(error)
        except NotFetched as error:
            return WAITING, None, None, str(error)
        status = answer.status
        if 200 <= status < 300:
            return DELIVERED, status, None, None
        passing = status in _PASSING or status >= 500
        problem = f"{hook.url}: the server answered {status}"
        return (WAITING if passing else REFUSED), status, answer.retry_after, problem

    def _pause(self, attempt: int) -> float:
        """Seconds until the next try within this run: half of it by chance."""
        most = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (attempt - 1))
        return most * (0.5 + 0.5 * self._chance())

    def _rest(self, attempts: int) -> float:
        """Seconds until another run may try again."""
        most = min(_LONGEST_REST, _FIRST_REST * 2.0 ** min(attempts // TRIES, 16))
        return most * (0.5 + 0.5 * self._chance())
