"""What `onrecord watch` does: lists in, alerts out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from onrecord.errors import InputError
from onrecord.messages import open_messages
from onrecord.model.clock import now_utc
from onrecord.render.sheets import Sheet
from onrecord.store.keys import day_of
from onrecord.store.opening import Store, open_store
from onrecord.telling import ALL_DONE, print_json, print_sheets, print_text
from onrecord.upkeep import bring_up_to_date, open_compared
from onrecord.watch.alert import Alert
from onrecord.watch.atom import tell_alert, write_feed
from onrecord.watch.entries import name_list, read_list
from onrecord.watch.facts import Decision
from onrecord.watch.keeping import list_alerts
from onrecord.watch.lists import drop_list, find_list, keep_list, read_entries, tell_lists
from onrecord.watch.matching import count_waiting, match_waiting, rematch
from onrecord.writing import open_sink

if TYPE_CHECKING:
    pass

AlertForm = Literal["text", "jsonl", "atom"]
RANKS: dict[Decision, int] = {"possible": 0, "likely": 1, "certain": 2}
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_MOMENT = re.compile(r"\d{4}(-\d\d){0,2}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOrder:
    """What the user of `onrecord watch add` asks for.

    `since` bounds the articles that are matched, by their publication; without `match` none are but those
    that are added from now on.
    """

    list: Path
    name: str | None
    mentions: bool = False
    since: str | None = None
    match: bool = True


def run_add(location: str | None, order: AddOrder) -> int:
    """Put a list into a store, match the articles that are there, and say what was found.

    Raises:
        InputError: the list cannot be read.
        StoreError: the store cannot be used.
    """
    since = _check(order.since, _DAY, "2019-03-14, 2019-03 or 2019")
    entries = read_list(order.list)
    name = order.name or name_list(order.list)
    with open_store(location, create=True) as store:
        bring_up_to_date(store)
        with store.writing() as connection:
            change = keep_list(
                connection,
                name,
                entries,
                now=now_utc(),
                mentions=order.mentions,
                since=since,
                match=order.match,
            )
        print_text(
            f"{name}: {len(entries):,} entries ({change.added:,} new, {change.changed:,} changed, "
            f"{change.kept:,} as before; {change.gone:,} are gone)"
        )
        return _match_waiting(store)


def _match_waiting(store: Store) -> int:
    with store.reading() as connection:
        total = count_waiting(connection)
    made = 0
    with open_messages(total=total, progress=True, doing="Matching") as messages:

        def advance(number: int) -> None:
            for _ in range(number):
                messages.advance()

        for step in match_waiting(store, progress=advance):
            made += len(step)
    print_text(f"{total:,} articles were matched; {made:,} new alerts")
    return ALL_DONE


def run_waiting(location: str | None, *, list_name: str | None, again: bool, since: str | None) -> int:
    """Match the articles that wait to be, as after an interrupted `watch add`; with `again`, all once more.

    Raises:
        InputError: there is no such list.
        StoreError: the store cannot be used.
    """
    checked = _check(since, _DAY, "2019-03-14, 2019-03 or 2019")
    with open_store(location) as store:
        bring_up_to_date(store)
        if again:
            with store.writing() as connection:
                key = find_list(connection, list_name) if list_name is not None else None
                rematch(connection, key, checked)
        return _match_waiting(store)


def run_list(location: str | None, *, as_json: bool) -> int:
    """Print the lists of a store."""
    with open_store(location) as store, store.reading() as connection:
        found = tell_lists(connection)
    if as_json:
        print_json(found)
        return ALL_DONE
    rows = [
        (one.name, one.entries, one.alerts, one.added, "some articles wait" if one.waiting else "")
        for one in found
    ]
    print_sheets([Sheet(("list", "entries", "alerts", "added", "note"), rows)])
    return ALL_DONE


def run_show(location: str | None, name: str, *, as_json: bool) -> int:
    """Print the entries of a list.

    Raises:
        InputError: there is no such list.
    """
    with open_store(location) as store, store.reading() as connection:
        found = list(read_entries(connection, find_list(connection, name)))
    if as_json:
        print_json(found)
        return ALL_DONE
    rows = [
        (
            one.entry.id,
            one.entry.name,
            "; ".join(one.entry.aliases),
            one.entry.type or "",
            "; ".join(one.entry.countries),
            "; ".join(one.births),
        )
        for one in found
    ]
    print_sheets([Sheet(("id", "name", "aliases", "type", "countries", "born"), rows, wide=("aliases",))])
    return ALL_DONE


def run_remove(location: str | None, name: str) -> int:
    """Take a list away with its alerts; raises as `run_show` does."""
    with open_store(location) as store, store.writing() as connection:
        entries = drop_list(connection, name)
    print_text(f"{name}: {entries:,} entries are no longer watched for, and their alerts are gone")
    return ALL_DONE


def run_alerts(
    location: str | None,
    *,
    list_name: str | None,
    since: str | None,
    least: Decision,
    form: AlertForm,
    out: Path | None,
) -> int:
    """Write the alerts of a list, or of all, in the order in which they were made.

    `since` is when they were made, and `least` how sure they have to be.

    Raises:
        InputError: there is no such list, or the file cannot be written.
        StoreError: the store cannot be used.
    """
    moment = _check(since, _MOMENT, "2019-03-14 or 2019-03-14T12:00:00Z")
    with open_compared(location) as connection:
        key = find_list(connection, list_name) if list_name is not None else None
        found = (
            alert
            for _, alert in list_alerts(connection, list_key=key, since=moment)
            if RANKS[alert.match.decision] >= RANKS[least]
        )
        if form == "atom":
            written = iter([write_feed(list(found), name=list_name, now=now_utc())])
        else:
            written = (_encode(alert, form) for alert in found)
        _write(written, out)
    return ALL_DONE


def _encode(alert: Alert, form: AlertForm) -> bytes:
    if form == "jsonl":
        return msgspec.json.encode(alert) + b"\n"
    from onrecord.render.visible import show_controls

    return f"{show_controls(tell_alert(alert))}\n\n".encode()


def _write(pieces: Iterator[bytes], out: Path | None) -> None:
    try:
        with open_sink(out) as sink:
            for piece in pieces:
                sink.write(piece)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            f"{out or 'standard output'}: cannot be written: {error.strerror or error}"
        ) from error


def _check(given: str | None, pattern: re.Pattern[str], form: str) -> str | None:
    if given is not None and not (pattern.fullmatch(given) and day_of(given[:10])):
        raise InputError(f"{given!r} is no date: write it as {form}")
    return given
