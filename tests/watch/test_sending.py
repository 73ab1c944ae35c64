"""Alerts are sent until they are taken, and not again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from onrecord.errors import InputError
from onrecord.ingest.web.posting import Poster
from onrecord.store.opening import Store
from onrecord.watch.alert import Alert
from onrecord.watch.hooks import (
    LEASE,
    Hook,
    add_hook,
    drop_hook,
    list_hooks,
    take_due,
)
from onrecord.watch.sending import MOST_TRIES, TRIES, Outcome, Post, Sender
from onrecord.watch.signing import sign
from tests.watch.press import NOW, add, arrest, give, match, watched
from tests.watch.receiver import Receiver, receive

_SECRET = "a secret that is long enough"


class Clock:
    """A clock that only sleeping, and the test, move on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 28, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server that takes alerts."""
    with receive() as one:
        yield one


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with a secret."""
    path = tmp_path / "webhook.key"
    path.write_text(_SECRET)
    return path


def hook_up(store: Store, url: str, secret: Path | None, *, private: bool = True) -> None:
    give(store, watched("Ann Lee"))
    with store.writing() as connection:
        add_hook(connection, url, "people", secret_file=secret, allow_private=private, earlier=False, now=NOW)


def send(store: Store, clock: Clock, *, again: bool = False) -> list[Outcome]:
    with ExitStack() as stack:

        def post(hook: Hook) -> Post:
            return stack.enter_context(Poster(allow_private=hook.allow_private)).post

        with store.reading() as connection:
            hooks = list(list_hooks(connection))
        sender = Sender(store, post, now=clock, sleep=clock.sleep, chance=lambda: 0.5)
        return [outcome for hook in hooks for outcome in sender.send(hook, again=again)]


def hook_of(store: Store) -> Hook:
    with store.reading() as connection:
        [hook] = list_hooks(connection)
    return hook


def test_alerts_arrive_signed_and_once(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret)
    made = match(store, add(store, arrest()))
    clock = Clock()
    assert [outcome.state for outcome in send(store, clock)] == ["delivered", "delivered"]
    assert receiver.ids() == [alert.id for alert in made]
    for headers, body in receiver.got:
        timestamp = int(headers["webhook-timestamp"])
        assert timestamp == int(clock.now.timestamp())
        expected = sign(_SECRET.encode(), headers["webhook-id"], timestamp, body)
        assert headers["webhook-signature"] == expected
        assert headers["content-type"] == "application/json"
        assert headers["idempotency-key"] == headers["webhook-id"]
        assert msgspec.json.decode(body, type=Alert).id == headers["webhook-id"]
    assert send(store, clock) == []
    assert send(store, clock, again=True) == []
    assert len(receiver.got) == 2
    hook = hook_of(store)
    assert (hook.delivered, hook.pending, hook.refused) == (2, 0, 0)


def test_what_fails_is_tried_again_with_the_same_id(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret)
    made = match(store, add(store, arrest()))
    receiver.answers = [(500, {}), (429, {"Retry-After": "7"}), (408, {})]
    clock = Clock()
    assert [outcome.state for outcome in send(store, clock)] == ["delivered", "delivered"]
    assert receiver.ids() == [made[0].id] * 4 + [made[1].id]
    assert clock.slept == [0.75, 7.0, 3.0]
    stamps = [int(headers["webhook-timestamp"]) for headers, _ in receiver.got]
    assert stamps[0] < stamps[2]


def test_what_fails_long_waits_for_another_run(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret)
    match(store, add(store, arrest()))
    receiver.answers = [(503, {})] * TRIES
    clock = Clock()
    assert [outcome.state for outcome in send(store, clock)] == ["waiting"]
    assert len(receiver.got) == TRIES
    assert [outcome.state for outcome in send(store, clock)] == ["delivered"]  # the other; the first rests
    clock.now += timedelta(hours=1)
    assert [outcome.state for outcome in send(store, clock)] == ["delivered"]


def test_a_long_retry_after_is_kept_to(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret)
    match(store, add(store, arrest()))
    receiver.answers = [(503, {"Retry-After": "7200"})]
    clock = Clock()
    assert [outcome.state for outcome in send(store, clock)] == ["waiting"]
    assert clock.slept == []
    send(store, clock)
    clock.now += timedelta(seconds=7100)
    assert send(store, clock) == []
    clock.now += timedelta(seconds=200)
    assert [outcome.state for outcome in send(store, clock)] == ["delivered"]


def test_what_is_not_wanted_is_not_sent_again(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret)
    match(store, add(store, arrest()))
    receiver.answers = [(422, {}), (301, {"Location": "http://127.0.0.1:9/"})]
    clock = Clock()
    assert [outcome.state for outcome in send(store, clock)] == ["refused", "refused"]
    clock.now += timedelta(days=2)
    assert send(store, clock) == []
    assert len(receiver.got) == 2
    assert [outcome.state for outcome in send(store, clock, again=True)] == ["delivered", "delivered"]


def test_a_server_that_knows_no_such_address_is_left_alone(
    store: Store, receiver: Receiver, secret: Path
) -> None:
    hook_up(store, receiver.url, secret)
    match(store, add(store, arrest()))
    receiver.answers = [(404, {})]
    assert [outcome.status for outcome in send(store, Clock())] == [404]
    assert hook_of(store).pending == 1


def test_nobody_there(store: Store, secret: Path) -> None:
    with receive() as gone:
        url = gone.url
    hook_up(store, url, secret)
    match(store, add(store, arrest()))
    clock = Clock()
    [outcome] = send(store, clock)
    assert outcome.state == "waiting"
    assert len(clock.slept) == TRIES - 1
    assert outcome.problem is not None
    assert "cannot be reached" in outcome.problem


def test_at_last_it_is_given_up(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret)
    match(store, add(store, arrest()))
    receiver.answers = [(500, {})] * (2 * MOST_TRIES)
    clock = Clock()
    states = []
    for _ in range(MOST_TRIES):
        states += [outcome.state for outcome in send(store, clock)]
        clock.now += timedelta(days=1)
    assert states.count("refused") == 2
    assert len(receiver.got) == 2 * MOST_TRIES


def test_addresses_of_private_networks_are_refused(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret, private=False)
    match(store, add(store, arrest()))
    outcomes = send(store, Clock())
    assert {outcome.state for outcome in outcomes} == {"refused"}
    assert receiver.got == []


def test_without_a_secret_nothing_is_sent(
    store: Store, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONRECORD_WEBHOOK_SECRET", raising=False)
    hook_up(store, receiver.url, None)
    match(store, add(store, arrest()))
    [outcome] = send(store, Clock())
    assert (outcome.alert, outcome.state) == (None, "waiting")
    assert receiver.got == []
    monkeypatch.setenv("ONRECORD_WEBHOOK_SECRET", _SECRET)
    assert len(send(store, Clock())) == 2


def test_what_broke_off_is_sent_when_its_time_is_over(store: Store, receiver: Receiver, secret: Path) -> None:
    hook_up(store, receiver.url, secret)
    [first, second] = match(store, add(store, arrest()))
    clock = Clock()
    with store.writing() as connection:
        due = take_due(connection, hook_of(store), now=clock.now)
    assert due is not None
    assert due.alert.id == first.id
    send(store, clock)
    assert receiver.ids() == [second.id]
    clock.now += timedelta(seconds=LEASE + 1)
    send(store, clock)
    assert receiver.ids() == [second.id, first.id]


def test_only_alerts_of_the_list_made_from_then_on(store: Store, receiver: Receiver, secret: Path) -> None:
    give(store, watched("Ann Lee"))
    match(store, add(store, arrest()))
    give(store, watched("Bo Ash"), name="others")
    hook_up(store, receiver.url, secret)
    later = arrest("Bo Ash", url="https://wire.example/2")
    newer = arrest(url="https://wire.example/3")
    match(store, add(store, later, newer))
    send(store, Clock())
    assert {msgspec.json.decode(body)["document"] for _, body in receiver.got} == {newer.document.id}


def test_hooks_are_added_once_and_removed(store: Store, secret: Path) -> None:
    url = "https://desk.example/alerts"
    hook_up(store, url, secret)
    with pytest.raises(InputError, match="already"):
        hook_up(store, url, secret)
    hook = hook_of(store)
    assert (hook.url, hook.secret_file) == (url, str(secret))
    assert _SECRET not in str(hook)
    with store.writing() as connection:
        assert drop_hook(connection, url, "people") == 1
        with pytest.raises(InputError, match="nothing is sent there"):
            drop_hook(connection, url, None)
