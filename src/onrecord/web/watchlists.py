"""Watchlists: what they are, how they are given and taken away, and the alerts of each, also as a feed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import msgspec
from fastapi import File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, select

from onrecord.errors import InputError, UnknownId
from onrecord.model.clock import now_utc
from onrecord.query.question import check_date
from onrecord.store.watch_tables import watchlists
from onrecord.watch.alert import Alert
from onrecord.watch.atom import write_feed
from onrecord.watch.entries import Watched, name_list, read_list
from onrecord.watch.facts import Decision
from onrecord.watch.keeping import list_alerts
from onrecord.watch.lists import ListInfo, drop_list, keep_list, read_entries, tell_lists
from onrecord.watching import RANKS
from onrecord.web.catching_up import catch_up_later
from onrecord.web.pages import Pages, store_of
from onrecord.web.security.guards import Editor, audit

pages = Pages("watch")
_LONGEST_NAME = 200
_PER_PAGE, _IN_FEED, _ENTRIES_SHOWN = 30, 200, 200
_LOOKED_AT = 20_000
"""How many alerts are looked at for those that are sure enough."""


class WatchLists(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of names that people watch for."""

    lists: tuple[ListInfo, ...]


class WatchAlerts(msgspec.Struct, frozen=True, kw_only=True):
    """A list with its first entries, and its alerts, the newest first.

    `least` is how sure an alert has to be. `next` leads to the page behind it, None behind the last; where
    hardly any of many alerts are sure enough, a page may have few.
    """

    list: ListInfo
    entries: tuple[Watched, ...]
    alerts: tuple[Alert, ...]
    least: Decision
    next: int | None


@pages.page("/watch", "watch.html", WatchLists)
def show_watchlists(connection: Connection) -> WatchLists:
    """The lists of names that people watch for."""
    return WatchLists(lists=tuple(tell_lists(connection)))


@pages.router.get(
    "/watch/{name:path}.atom",
    operation_id="feed_alerts",
    responses={200: {"description": "the newest alerts", "content": {"application/atom+xml": {}}}},
)
def feed_alerts(request: Request, name: str) -> Response:
    """The newest alerts of a list as an Atom feed, for any reader of feeds."""
    with store_of(request).reading() as connection:
        key = _find(connection, name)
        newest = list_alerts(connection, list_key=key, newest_first=True)
        found = [alert for _, alert in islice(newest, _IN_FEED)]
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
    newest = list_alerts(connection, list_key=key, newest_first=True, before=after)
    found, behind = _take_page(newest, least)
    return WatchAlerts(
        list=tell_lists(connection, name)[0],
        entries=tuple(islice(read_entries(connection, key), _ENTRIES_SHOWN)),
        alerts=tuple(found),
        least=least,
        next=behind,
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
    return RedirectResponse(f"/watch/{quote(called)}", 303)


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


def _find(connection: Connection, name: str) -> int:
    key = connection.execute(select(watchlists.c.key).where(watchlists.c.name == name)).scalar()
    if key is None:
        raise UnknownId(f"{name}: no list is called so")
    return int(key)


def _take_page(found: Iterator[tuple[int, Alert]], least: Decision) -> tuple[list[Alert], int | None]:
    """The first of the alerts that are sure enough, and the key behind which there may be more."""
    taken: list[Alert] = []
    last = 0
    for number, (key, alert) in enumerate(found, start=1):
        if RANKS[alert.match.decision] >= RANKS[least]:
            if len(taken) == _PER_PAGE:
                return taken, last
            taken.append(alert)
        if len(taken) < _PER_PAGE or taken[-1] is alert:
            last = key
        if number >= _LOOKED_AT and next(found, None) is not None:
            return taken, last
    return taken, None


def _check_name(name: str) -> str:
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or name.strip("./") != name:
        raise InputError(f"give the list a name of at most {_LONGEST_NAME} characters")
    if name.endswith(".atom"):
        raise InputError(f"{name}: an address that ends in .atom is that of a feed; give another name")
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
