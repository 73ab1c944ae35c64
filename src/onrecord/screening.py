"""What `onrecord screen` does: whom of the lists a text speaks of, without keeping it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import InputError, OnrecordError
from onrecord.model.clock import now_utc
from onrecord.store.opening import open_store
from onrecord.telling import ALL_DONE, NOT_ALL_DONE, print_json, print_text, say
from onrecord.watch.alert import Alert
from onrecord.watch.atom import tell_alert
from onrecord.watch.entries import name_list, read_list
from onrecord.watch.lists import NamesInStore, find_list

if TYPE_CHECKING:
    from onrecord.watch.sightings import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenOrder:
    """What the user of `onrecord screen` asks for: a text, a file or `-`, and lists by file or by name."""

    article: str
    lists: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    as_json: bool = False


def run_screen(location: str | None, order: ScreenOrder) -> int:
    """Print whom of the lists a text speaks of; nothing is stored.

    Raises:
        InputError: the text or a list cannot be read.
        StoreError: the store with the lists cannot be used.
    """
    from onrecord.watch.screening import index_lists

    files = [one for one in order.lists if Path(one).is_file()]
    names = [one for one in order.lists if one not in files]
    made: list[Alert] = []
    with ExitStack() as stack:
        indexes: list[Index] = []
        if files:
            indexes.append(index_lists((name_list(one), read_list(one)) for one in files))
        if names or not files:
            indexes.append(_open_index(location, names, stack))
        made, code = _screen_all(order, indexes)
    if order.as_json:
        print_json(made)
    else:
        for alert in made:
            print_text(tell_alert(alert) + "\n")
    if not made and not order.as_json:
        say("nobody on the lists was found in this text")
    return code


def _open_index(location: str | None, names: Sequence[str], stack: ExitStack) -> Index:
    store = stack.enter_context(open_store(location))
    connection = stack.enter_context(store.reading())
    index = NamesInStore(connection, [find_list(connection, name) for name in names] if names else None)
    if index.is_empty():
        raise InputError("the store has no list: name a file with --list, or add one: onrecord watch add")
    return index


def _screen_all(order: ScreenOrder, indexes: Sequence[Index]) -> tuple[list[Alert], int]:
    from onrecord.api import read_many
    from onrecord.watch.screening import screen_record

    code = ALL_DONE

    def fail(error: OnrecordError) -> None:
        nonlocal code
        code = NOT_ALL_DONE
        say(str(error))

    article = sys.stdin.read() if order.article == "-" else order.article
    made: list[Alert] = []
    for record in read_many([article], published=order.published, language=order.language, failed=fail):
        for index in indexes:
            made += screen_record(record, index, now=now_utc())
    return made, code
