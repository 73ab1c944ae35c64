"""Articles and records into a store, from whatever gives them; what cannot be taken in stops nothing else."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import msgspec
from sqlalchemy import Connection

from onrecord.api import Failure, Given, died, locate_packed, read_packed, tell_retried
from onrecord.errors import InputError
from onrecord.ingest.skipped import Skipped
from onrecord.jobs import Course, Died, map_in_order
from onrecord.model.capture import Place
from onrecord.model.clock import now_utc
from onrecord.model.document import Source
from onrecord.model.record import Record
from onrecord.store.inputs import digest_input, find_kept, note_input
from onrecord.store.opening import Store
from onrecord.store.writer import Kind, LetGo, Outcome, add_record

Item = Source | Record | Skipped | InputError
TOGETHER = 50
"""How many records that need no analysis are written in one transaction."""
_Seen = tuple[Item, str | None]
"""An item, and the permanent id of the article that it was made before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one item.

    `outcome` is "added", "known" (it was there), "reanalysed", "skipped" or "failed"; `document` the
    article's permanent id and `version` which version of its address it is, where it is in the store;
    `message` says why it is not. `ours` tells a fault of onrecord's from one of the input.
    """

    location: str
    outcome: Kind | Literal["skipped", "failed"]
    document: str | None = None
    version: int = 1
    message: str | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How articles are taken in.

    `jobs` is the number of processes that analyse, None for all cores. With `reanalyse` articles that are
    there already are analysed once more; without `keep_bytes` pages that stand in WARC files are not copied
    into the store.
    """

    given: Given = field(default_factory=Given)
    jobs: int | None = 1
    reanalyse: bool = False
    keep_bytes: bool = True


def take_in(
    store: Store,
    items: Iterable[Item],
    manner: Manner,
    *,
    clock: Callable[[], str] | None = None,
    say: Callable[[str], object] | None = None,
) -> Generator[Taken, None, None]:
    """Add each item to the store, in order, and tell what became of it.

    `say` is told of an article that is read again since a process died.

    An article is written as a whole or not at all, with its capture. Records that need no analysis are
    written `TOGETHER` at a time, which is faster; each is told of when it is safe.

    Raises:
        StoreError: the store cannot be written; what was told of before stays in it.
    """
    yield from _Intake(store, manner, clock or now_utc, say or (lambda _: None)).run(items)


class _Intake:
    def __init__(
        self, store: Store, manner: Manner, clock: Callable[[], str], say: Callable[[str], object]
    ) -> None:
        self._store = store
        self._course: Course[_Seen] = Course(
            is_light=_is_light, retried=lambda seen: say(tell_retried(_locate(seen[0])))
        )
        self._manner = manner
        self._clock = clock
        self._given = encode_given(manner.given)
        self._waiting: list[Record] = []
        self._let_go = _find_let_go() if manner.reanalyse else None

    def run(self, items: Iterable[Item]) -> Iterator[Taken]:
        work = partial(_work, given=self._manner.given)
        seen = self._look_up(items)
        for (item, _), outcome in map_in_order(work, seen, self._manner.jobs, self._course):
            if isinstance(outcome, Record) and isinstance(item, Record):
                self._waiting.append(item)
                if len(self._waiting) >= TOGETHER:
                    yield from self._write_waiting()
                continue
            yield from self._write_waiting()
            yield self._settle(item, outcome)
        yield from self._write_waiting()

    def _look_up(self, items: Iterable[Item]) -> Iterator[_Seen]:
        for item in items:
            known = None
            if isinstance(item, Source) and not self._manner.reanalyse:
                with self._store.reading() as connection:
                    known = find_kept(connection, digest_input(item, self._given))
            yield item, known

    def _settle(self, item: Item, outcome: Record | Failure | Taken | Died) -> Taken:
        if isinstance(outcome, Taken):
            return outcome
        if isinstance(outcome, Record):
            assert isinstance(item, Source)
            return self._write_article(item, outcome)
        failure = died(_locate(item)) if isinstance(outcome, Died) else outcome
        if isinstance(item, Source):
            with self._store.writing() as connection:
                digest = digest_input(item, self._given)
                note_input(connection, digest, item.location, now=self._clock(), message=str(failure.error))
        return _failed(failure)

    def _write_article(self, source: Source, record: Record) -> Taken:
        places = locate_packed(source, record)
        if isinstance(places, Failure):
            return _failed(places)
        try:
            with self._store.writing() as connection:
                outcome = write_article(
                    connection,
                    record,
                    source,
                    places,
                    now=self._clock(),
                    manner=self._manner,
                    let_go=self._let_go,
                )
        except InputError as error:
            return _failed(Failure(source.location, error, ours=False))
        return Taken(
            location=source.location, outcome=outcome.kind, document=outcome.document, version=outcome.version
        )

    def _write_waiting(self) -> list[Taken]:
        if not self._waiting:
            return []
        told = []
        with self._store.writing() as connection:
            now = self._clock()
            for record in self._waiting:
                location = record.document.location
                try:
                    with connection.begin_nested():
                        outcome = add_record(
                            connection,
                            record,
                            now=now,
                            reanalyse=self._manner.reanalyse,
                            let_go=self._let_go,
                        )
                except InputError as error:
                    told.append(_failed(Failure(location, error, ours=False)))
                    continue
                told.append(
                    Taken(
                        location=location,
                        outcome=outcome.kind,
                        document=outcome.document,
                        version=outcome.version,
                    )
                )
        self._waiting.clear()
        return told


def write_article(
    connection: Connection,
    record: Record,
    source: Source,
    places: Sequence[Place | None],
    *,
    now: str,
    manner: Manner,
    let_go: LetGo | None = None,
) -> Outcome:
    """Add an article with its capture, and note that it was read from this source; raises as `add_record`."""
    outcome = add_record(
        connection,
        record,
        now=now,
        source=source,
        places=places,
        reanalyse=manner.reanalyse,
        keep_bytes=manner.keep_bytes,
        let_go=let_go,
    )
    digest = digest_input(source, encode_given(manner.given))
    note_input(connection, digest, source.location, now=now, document=outcome.document)
    return outcome


def encode_given(given: Given) -> str:
    """What is given, as it enters the digest of an input."""
    return msgspec.json.encode(given).decode()


def _find_let_go() -> LetGo:
    from onrecord.resolve.catching_up import let_go  # it loads what compares articles, which is seldom needed

    return let_go


def _locate(item: Item) -> str:
    return item.location if isinstance(item, (Source, Skipped)) else ""


def _is_light(seen: _Seen) -> bool:
    """Whether nothing has to be analysed."""
    item, known = seen
    return known is not None or not isinstance(item, Source)


def _work(seen: _Seen, given: Given) -> Record | Failure | Taken:
    item, known = seen
    if known is not None:
        location = item.location if isinstance(item, Source) else ""
        return Taken(location=location, outcome="known", document=known)
    if isinstance(item, Skipped):
        return Taken(location=item.location, outcome="skipped", message=item.reason)
    if isinstance(item, Record):
        return item
    return read_packed(item, given)


def _failed(failure: Failure) -> Taken:
    return Taken(location=failure.location, outcome="failed", message=str(failure.error), ours=failure.ours)
