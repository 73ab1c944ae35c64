"""What the commands that ask a store do: questions in, tables or JSON out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from onrecord.interrupts import drop_output
from onrecord.looking_back import open_as_of
from onrecord.messages import open_messages
from onrecord.query.counts import CountTable, count
from onrecord.query.naming import Taken
from onrecord.query.people import Dossier, dossier
from onrecord.query.question import Question
from onrecord.query.search import Page, search
from onrecord.query.stats import Stats, find_stats, measure_size
from onrecord.query.telling import tell_dossier, tell_page, tell_stats, tell_then, tell_timeline
from onrecord.query.then import ThenSo, find_then
from onrecord.query.timeline import Timeline, timeline
from onrecord.render.sheets import Sheet, draw, write_commas, write_tabs
from onrecord.writing import open_sink

Form = Literal["table", "csv", "json"]
FOUND, BROKEN_PIPE = 0, 141
_MOST_TOLD = 8
"""How many names that a name was taken for are told on standard error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Where to ask, and how the answer is written: as a table, as CSV, or as JSON.

    A table is drawn on a terminal, and is text between tabs where something else reads it. With `as_of` it is
    asked what the store held at the end of a day, or at a time in UTC.
    """

    store: str | None
    form: Form = "table"
    as_of: str | None = None


def run_search(asking: Asking, question: Question, *, after: str | None, limit: int) -> int:
    """Print a page of what is found and give the exit code; nothing found is no failure.

    Raises:
        InputError: what is asked for makes no sense, or nobody is called so.
        StoreError: the store cannot be opened or read.
    """
    with open_as_of(asking.store, asking.as_of) as connection:
        page = search(connection, question, after=after, limit=limit)

    def tell() -> None:
        _tell_names(page.taken)
        _tell_rest(len(page.hits), page.next)

    return _answer(asking, page, lambda: [tell_page(page)], tell)


def run_dossier(asking: Asking, name: str, *, limit: int, exact: bool, on: str | None = None) -> int:
    """Print a dossier, or what was so on a day, and give the exit code; raises as `run_search` does."""
    if on is not None:
        return _run_then(asking, name, on, limit=limit, exact=exact)
    with open_as_of(asking.store, asking.as_of) as connection:
        found = dossier(connection, name, limit=limit, exact=exact)
    return _answer(asking, found, lambda: tell_dossier(found), lambda: _tell_names((found.taken,)))


def _run_then(asking: Asking, name: str, on: str, *, limit: int, exact: bool) -> int:
    with open_as_of(asking.store, asking.as_of) as connection:
        found = find_then(connection, name, on, limit=limit, exact=exact)

    def tell() -> None:
        _tell_names((found.taken,))
        if not (found.held or found.said or found.events):
            _say("nothing was found")

    return _answer(asking, found, lambda: tell_then(found), tell)


def run_timeline(
    asking: Asking,
    name: str,
    *,
    since: str | None,
    until: str | None,
    after: str | None,
    limit: int,
    exact: bool,
    on: str | None = None,
) -> int:
    """Print a page of a timeline and give the exit code; raises as `run_search` does."""
    with open_as_of(asking.store, asking.as_of) as connection:
        found = timeline(
            connection, name, since=since, until=until, on=on, after=after, limit=limit, exact=exact
        )

    def tell() -> None:
        _tell_names((found.taken,))
        _tell_rest(len(found.entries), found.next)

    return _answer(asking, found, lambda: [tell_timeline(found)], tell)


def run_count(asking: Asking, question: Question, by: Sequence[str]) -> int:
    """Print a table of numbers and give the exit code; raises as `run_search` does."""
    with open_as_of(asking.store, asking.as_of) as connection:
        found = count(connection, question, by)

    def tell() -> None:
        _tell_names(found.taken)
        if not found.rows:
            _say("nothing was found")

    return _answer(asking, found, lambda: [Sheet(found.columns, found.rows)], tell)


def run_stats(asking: Asking) -> int:
    """Print what is in a store and give the exit code; raises as `run_search` does.

    The size on disk is always that of now.
    """
    with open_as_of(asking.store, asking.as_of) as connection:
        found = find_stats(connection)
    if asking.as_of is not None:
        with open_as_of(asking.store, None) as connection:
            found = msgspec.structs.replace(found, size=measure_size(connection))
    return _answer(asking, found, lambda: [tell_stats(found)], lambda: None)


def _answer(
    asking: Asking,
    found: Page | Dossier | ThenSo | Timeline | CountTable | Stats,
    tell: Callable[[], Sequence[Sheet]],
    say: Callable[[], None],
) -> int:
    """Write what was found, then say on standard error what belongs to it."""
    try:
        if asking.form == "json":
            _write(msgspec.json.format(msgspec.json.encode(_to_json(found)), indent=2) + b"\n")
        elif asking.form == "csv":
            _write("".join(map(write_commas, tell())).encode())
        else:
            _show(tell())
    except BrokenPipeError:
        drop_output()
        return BROKEN_PIPE
    say()
    return FOUND


def _to_json(found: Any) -> Any:
    """A table of numbers as a list of objects, which programs that plot take; all else as it is.

    Keys of rows are left out: they are of this store alone, and not for good.
    """
    if isinstance(found, CountTable):
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    told = msgspec.to_builtins(found)
    taken = told.get("taken", [])
    for one in taken if isinstance(taken, list | tuple) else [taken]:
        one["names"] = [{"name": name["name"], "articles": name["articles"]} for name in one["names"]]
        del one["shared"]
        if one["identity"] is None:
            del one["identity"]
    return told


def _show(sheets: Sequence[Sheet]) -> None:
    shown = [sheet for sheet in sheets if sheet.rows]
    if sys.stdout is None or not sys.stdout.isatty():
        _write(write_tabs(shown).encode())
        return
    from rich.console import Console

    draw(shown, Console(emoji=False, markup=False, highlight=False))


def _write(content: bytes) -> None:
    with open_sink(None) as sink:
        sink.write(content)


def _tell_names(taken: Iterable[Taken]) -> None:
    for one in taken:
        if len(one.names) < 2:
            continue
        shown = ", ".join(f"{name.name} ({name.articles})" for name in one.names[:_MOST_TOLD])
        more = f" and {len(one.names) - _MOST_TOLD} more" if len(one.names) > _MOST_TOLD else ""
        _say(f"{one.given} was taken for {shown}{more}; --exact takes a name only for itself")


def _tell_rest(number: int, token: str | None) -> None:
    if not number:
        _say("nothing was found")
    elif token is not None:
        _say(f"there is more: --after {token}")


def _say(message: str) -> None:
    with open_messages(total=None, progress=False) as messages:
        messages.say(message)
