"""Webhooks in a store, and which alerts are still to be sent to each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from onrecord.errors import InputError
from onrecord.store.seals import seal_row
from onrecord.store.watch_tables import alerts, deliveries, watch_entries, watchlists, webhooks
from onrecord.watch.alert import Alert
from onrecord.watch.keeping import read_alert
from onrecord.watch.lists import find_list

LEASE = 300
"""Seconds after which a sending that never told how it ended is taken for broken off."""
SENDING, WAITING, DELIVERED, REFUSED = "sending", "waiting", "delivered", "refused"


class Hook(msgspec.Struct, frozen=True):
    """An address that the alerts of a list are sent to; where its secret is, but never the secret.

    `secret_file` is None where the environment has it.
    """

    key: int
    list: str
    url: str
    secret_file: str | None
    allow_private: bool
    added: str
    delivered: int = 0
    refused: int = 0
    pending: int = 0


class Due(msgspec.Struct, frozen=True):
    """An alert that is to be sent, and how often that was tried."""

    key: int
    alert: Alert
    attempts: int


def add_hook(
    connection: Connection,
    url: str,
    list_name: str,
    *,
    secret_file: Path | None,
    allow_private: bool,
    earlier: bool,
    now: str,
) -> None:
    """Send the alerts of a list to an address from now on; with `earlier`, those that were made before too.

    Raises:
        InputError: there is no such list, or its alerts are sent there already.
    """
    key = find_list(connection, list_name)
    known = select(webhooks.c.key).where(webhooks.c.list == key, webhooks.c.url == url)
    if connection.execute(known).first() is not None:
        raise InputError(f"{url}: the alerts of {list_name} are sent there already")
    last = connection.execute(select(func.max(alerts.c.key))).scalar_one_or_none()
    row = {
        "list": key,
        "url": url,
        "secret_file": str(secret_file.absolute()) if secret_file else None,
        "allow_private": allow_private,
        "behind": 0 if earlier else last or 0,
        "added": now,
    }
    connection.execute(insert(webhooks), row | {"seal": seal_row(webhooks, row)})


def drop_hook(connection: Connection, url: str, list_name: str | None) -> int:
    """Send no more to an address (of one list, or of all), and give how many webhooks that were.

    Raises:
        InputError: nothing is sent there.
    """
    query = select(webhooks.c.key).where(webhooks.c.url == url)
    if list_name is not None:
        query = query.where(webhooks.c.list == find_list(connection, list_name))
    keys = [row.key for row in connection.execute(query)]
    if not keys:
        raise InputError(f"{url}: nothing is sent there; 'onrecord watch webhook list' lists where alerts go")
    connection.execute(delete(deliveries).where(deliveries.c.webhook.in_(keys)))
    connection.execute(delete(webhooks).where(webhooks.c.key.in_(keys)))
    return len(keys)


def list_hooks(connection: Connection) -> Iterator[Hook]:
    """The webhooks, by list and address, with how many alerts were sent and are still to be."""
    query = select(webhooks, watchlists.c.name).join(watchlists, webhooks.c.list == watchlists.c.key)
    for row in connection.execute(query.order_by(watchlists.c.name, webhooks.c.url)).all():
        counted = select(deliveries.c.state, func.count().label("number")).where(
            deliveries.c.webhook == row.key
        )
        states = {one.state: one.number for one in connection.execute(counted.group_by(deliveries.c.state))}
        total = connection.execute(
            select(func.count())
            .select_from(alerts)
            .join(watch_entries, alerts.c.entry == watch_entries.c.key)
            .where(watch_entries.c.list == row.list, alerts.c.key > row.behind)
        ).scalar_one()
        done, refused = states.get(DELIVERED, 0), states.get(REFUSED, 0)
        yield Hook(
            row.key,
            row.name,
            row.url,
            row.secret_file,
            row.allow_private,
            row.added,
            done,
            refused,
            total - done - refused,
        )


def take_due(
    connection: Connection, hook: Hook, *, now: datetime, behind: int = 0, again: bool = False
) -> Due | None:
    """The next alert to send to a webhook, which nobody else then gets for `LEASE` seconds.

    None where none is due behind the one whose key is `behind`. With `again` those that were refused, or
    wait, are due too.
    """
    time = tell_time(now)
    tried = deliveries.alias()
    due = or_(tried.c.alert.is_(None), and_(tried.c.state.in_((WAITING, SENDING)), tried.c.due <= time))
    if again:
        due = or_(due, tried.c.state.in_((REFUSED, WAITING)))
    query = (
        select(alerts, tried.c.attempts)
        .join(watch_entries, alerts.c.entry == watch_entries.c.key)
        .join(webhooks, and_(webhooks.c.list == watch_entries.c.list, webhooks.c.key == hook.key))
        .outerjoin(tried, and_(tried.c.webhook == webhooks.c.key, tried.c.alert == alerts.c.key))
        .where(alerts.c.key > webhooks.c.behind, alerts.c.key > behind, due)
        .order_by(alerts.c.key)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    lease = tell_time(now + timedelta(seconds=LEASE))
    _note(connection, hook.key, row.key, now=time, state=SENDING, attempts=row.attempts or 0, due=lease)
    return Due(row.key, read_alert(row), row.attempts or 0)


def note_outcome(
    connection: Connection,
    hook: Hook,
    due: Due,
    *,
    now: datetime,
    state: str,
    attempts: int,
    wait: float | None = None,
    status: int | None = None,
    problem: str | None = None,
) -> None:
    """Keep what became of sending an alert; `wait` are the seconds after which it may be tried again."""
    _note(
        connection,
        hook.key,
        due.key,
        now=tell_time(now),
        state=state,
        attempts=attempts,
        due=tell_time(now + timedelta(seconds=wait)) if wait is not None else None,
        status=status,
        problem=problem,
    )


def _note(connection: Connection, webhook: int, alert: int, *, now: str, **values: Any) -> None:
    here = and_(deliveries.c.webhook == webhook, deliveries.c.alert == alert)
    row = {**values, "updated": now}
    if connection.execute(select(alerts.c.key).where(alerts.c.key == alert)).first() is None:
        return  # its article was erased meanwhile
    if connection.execute(update(deliveries).where(here).values(row)).rowcount == 0:
        connection.execute(insert(deliveries), {"webhook": webhook, "alert": alert, **row})


def tell_time(moment: datetime) -> str:
    """A time in UTC as ISO 8601, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
