"""Watchlists: what they are, how they are given and taken away, and the alerts of each, also as a feed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, select

from onrecord.errors import InputError, UnknownId
from onrecord.model.clock import now_utc
from onrecord.query.question import check_date
from onrecord.store.watch_tables import alerts, watch_entries, watchlists
from onrecord.watch.alert import Alert
from onrecord.watch.atom import write_feed
from onrecord.watch.entries import Watched, name_list, read_list
from onrecord.watch.facts import Decision
from onrecord.watch.keeping import read_alert
from onrecord.watch.lists import ListInfo, drop_list, find_list, keep_list, read_entries, tell_lists
from onrecord.watching import RANKS
from onrecord.web.catching_up import catch_up_later
from onrecord.web.pages import Pages, store_of
from onrecord.web.security.guards import Editor, audit

pages = Pages("watch")
_LONGEST_NAME = 200
_PER_PAGE, _IN_FEED, _ENTRIES_SHOWN = 30, 200, 200
_LOOKED_AT = 20_000
"""How many alerts are looked at for those that are sure enough."""


class WatchLine(msgspec.Struct, frozen=True, kw_only=True):
    """A list: how many entries and alerts it has, and whether some articles wait to be matched with it.

    With `mentions` an article that only mentions an entry is told of too; articles are matched from the day
    `since` on.
    """

    name: str
    added: str
    mentions: bool
    since: str | None
    entries: int
    alerts: int
    waiting: bool


class WatchLists(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of names that people watch for."""

    lists: tuple[WatchLine, ...]


class WatchAlerts(msgspec.Struct, frozen=True, kw_only=True):
    """A list with its first entries, and its alerts, the newest first.

    `least` is how sure an alert has to be. `after` leads to the next page, None where there is none.
    """

    list: WatchLine
    entries: tuple[Watched, ...]
    alerts: tuple[Alert, ...]
    least: Decision
    after: int | None


@pages.page("/watch", "watch.html", WatchLists)
def show_watchlists(connection: Connection) -> WatchLists:
    """The lists of names that people watch for."""
    return WatchLists(lists=tuple(map(_make_line, tell_lists(connection))))


@pages.router.get(
    "/watch/{name:path}.atom",
    operation_id="feed_alerts",
    responses={200: {"description": "the newest alerts", "content": {"application/atom+xml": {}}}},
)
def feed_alerts(request: Request, name: str) -> Response:
    """The newest alerts of a list as an Atom feed, for any reader of feeds."""
    with store_of(request).reading() as connection:
        key = _find(connection, name)
        found = [alert for _, alert in islice(_read_newest(connection, key, None), _IN_FEED)]
    feed = write_feed(found, name=name, now=now_utc())
    return Response(feed, media_type="application/atom+xml")


@pages.page("/watch/{name:path}", "watch_list.html", WatchAlerts)
def show_alerts(
    connection: Connection,
    name: str,
    least: Annotated[Decision, Query(description="how sure a match has to be")] = "possible",
    after: Annotated[int | None, Query(ge=0, le=2**62, description="where the page before ended")] = None,
) -> WatchAlerts:
    """The alerts of a list, the newest first."""
    key = _find(connection, name)
    line = next(one for one in tell_lists(connection) if one.key == key)
    looked_at = islice(_read_newest(connection, key, after), _LOOKED_AT)
    sure = (pair for pair in looked_at if RANKS[pair[1].match.decision] >= RANKS[least])
    found = list(islice(sure, _PER_PAGE + 1))
    return WatchAlerts(
        list=_make_line(line),
        entries=tuple(islice(read_entries(connection, key), _ENTRIES_SHOWN)),
        alerts=tuple(alert for _, alert in found[:_PER_PAGE]),
        least=least,
        after=found[_PER_PAGE - 1][0] if len(found) > _PER_PAGE else None,
    )


@pages.router.post(
    "/watch", operation_id="add_watchlist", dependencies=[Editor], responses={303: {"description": "added"}}
)
def add_watchlist(
    request: Request,
    file: Annotated[UploadFile, File(description="a table (CSV), JSON lines, or FollowTheMoney entities")],
    name: Annotated[str, Form(description="what it is called; as its file, where nothing is given")] = "",
    since: Annotated[str, Form(description="match only articles published from this day on")] = "",
    mentions: Annotated[bool, Form(description="tell also of articles that only mention an entry")] = False,
) -> Response:
    """Add a list, or give one of this name anew; articles that are there are matched behind the answer."""
    called, since = _check_name(name.strip() or name_list(file.filename or "")), since.strip()
    if since:
        check_date(since)
    entries = _read_upload(file)
    with store_of(request).writing() as connection:
        keep_list(connection, called, entries, now=now_utc(), mentions=mentions, since=since or None)
        audit(request, "watch add", called, connection=connection)
    catch_up_later(request)
    return RedirectResponse(request.url_for("show_alerts", name=called).path, 303)


@pages.router.post(
    "/watch/remove",
    operation_id="remove_watchlist",
    dependencies=[Editor],
    responses={303: {"description": "removed"}},
)
def remove_watchlist(request: Request, name: Annotated[str, Form(description="the list")]) -> Response:
    """Take a list away, with its alerts and webhooks."""
    with store_of(request).writing() as connection:
        _find(connection, name)
        drop_list(connection, name)
        audit(request, "watch remove", name, connection=connection)
    return RedirectResponse("/watch", 303)


def _make_line(one: ListInfo) -> WatchLine:
    return WatchLine(
        name=one.name,
        added=one.added,
        mentions=one.mentions,
        since=one.since,
        entries=one.entries,
        alerts=one.alerts,
        waiting=one.waiting,
    )


def _find(connection: Connection, name: str) -> int:
    known = connection.execute(select(watchlists.c.key).where(watchlists.c.name == name)).scalar()
    if known is None:
        raise UnknownId(f"{name}: no list is called so")
    return find_list(connection, name)


def _read_newest(connection: Connection, key: int, after: int | None) -> Iterator[tuple[int, Alert]]:
    query = (
        select(alerts)
        .join(watch_entries, alerts.c.entry == watch_entries.c.key)
        .where(watch_entries.c.list == key)
        .order_by(alerts.c.key.desc())
    )
    if after is not None:
        query = query.where(alerts.c.key < after)
    for row in connection.execute(query.execution_options(yield_per=200)):
        yield row.key, read_alert(row)


def _check_name(name: str) -> str:
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or name.strip("./") != name:
        raise InputError(f"give the list a name of at most {_LONGEST_NAME} characters")
    return name


def _read_upload(file: UploadFile) -> list[Watched]:
    """The entries of the list in a file that was sent."""
    given = file.filename or "the list"
    ending = Path(given).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / f"list{ending if ending[1:].isalnum() and ending.isascii() else ''}"
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        try:
            return read_list(path)
        except InputError as error:
            raise type(error)(str(error).replace(str(path), given)) from error
