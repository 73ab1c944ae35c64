"""The process that reads articles: it is asked for one outcome at a time, of several orders in turn."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection

import msgspec

from onrecord.api import Failure, Given, locate_packed, read_packed
from onrecord.errors import InputError
from onrecord.ingest.archive import find_some
from onrecord.ingest.skipped import Skipped
from onrecord.jobs import end_with_parent
from onrecord.model.capture import Place, digest_bytes
from onrecord.model.document import Source
from onrecord.model.record import Record
from onrecord.render.arrange import name_article
from onrecord.web.reading.outcomes import ArticleRead, File, NotRead, Order, Outcome, PassedOver

_NICENESS = 10
"""Pages go before analysis where there are too few processors for both."""
_Item = Source | Record | Skipped | InputError
_Work = Callable[[], Outcome]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Asks for the next outcome of an order.

    `taken` is how many its asker has had: a process that begins anew passes over as many.
    """

    key: str
    order: Order
    taken: int = 0


class Look(Step, frozen=True, kw_only=True):
    """As `Step`, but asks only whether there is a next outcome, which is not read."""


class Leave(msgspec.Struct, frozen=True):
    """Says that no more is wanted of an order."""

    key: str


def serve(connection: Connection) -> None:
    """Answer every `Step` with its outcome, or None behind the last, until nobody asks any more.

    A `Look` is answered with whether there is one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the server lets it end this process
    threading.Thread(target=end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):  # not everywhere
        os.nice(_NICENESS)
    opened: dict[str, Iterator[_Work]] = {}
    while True:
        try:
            asked: Step | Leave = connection.recv()
        except EOFError:
            return
        if isinstance(asked, Leave):
            opened.pop(asked.key, None)
            continue
        if asked.key not in opened:
            opened[asked.key] = find_work(asked.order, asked.taken)
        work = next(opened[asked.key], None)
        if work is None:
            del opened[asked.key]
        elif isinstance(asked, Look):
            opened[asked.key] = chain((work,), opened[asked.key])
        if isinstance(asked, Look):
            connection.send(work is not None)
        else:
            connection.send(work() if work is not None else None)


def read_order(order: Order) -> Iterator[Outcome]:
    """The outcomes of an order, each article analysed when it is asked for."""
    return (work() for work in find_work(order))


def find_work(order: Order, taken: int = 0) -> Iterator[_Work]:
    """What gives the outcomes of an order, behind the first `taken`."""
    found: Iterator[tuple[str, str, _Item]] = chain(
        (("", "", source) for source in order.sources),
        chain.from_iterable(map(_find_in, order.files)),
    )
    for number, (path, name, item) in enumerate(found):
        if number >= taken:
            yield partial(_read, item, order.given, path, name)


def _find_in(file: File) -> Iterator[tuple[str, str, _Item]]:
    return ((file.path, file.name, item) for item in find_some(file.path))


def _read(item: _Item, given: Given, path: str, name: str) -> Outcome:
    """Read what was found in the file that lies at `path` and is called `name`."""
    if isinstance(item, Skipped):
        return PassedOver(location=_rename(item.location, path, name), reason=item.reason)
    if isinstance(item, InputError):
        return NotRead(location=name, message=_rename(str(item), path, name))
    if isinstance(item, Record):
        return _hand_back(item.document.location, item)
    source = msgspec.structs.replace(item, location=_rename(item.location, path, name))
    outcome = read_packed(source, given)
    if isinstance(outcome, Failure):
        return _tell(outcome)
    places = locate_packed(source, outcome)
    if isinstance(places, Failure):
        return _tell(places)
    return _hand_back(source.location, outcome, source, places)


def _tell(failure: Failure) -> NotRead:
    return NotRead(location=failure.location, message=str(failure.error), ours=failure.ours)


def _hand_back(
    location: str, record: Record, source: Source | None = None, places: tuple[Place | None, ...] = ()
) -> ArticleRead:
    return ArticleRead(
        location=location,
        id=record.document.id,
        title=name_article(record),
        text=record.document.text_digest,
        capture=digest_bytes(source.content) if source is not None and source.content else None,
        statements=len(record.statements),
        events=len(record.events),
        record=record.to_json(),
        source=source,
        places=places,
    )


def _rename(words: str, path: str, name: str) -> str:
    return words.replace(path, name) if path else words
