"""What a worker does: a batch of items to a part, which it keeps in the output itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.api import Failure, Given, read_sources
from onrecord.ingest.skipped import Skipped
from onrecord.model.capture import digest_bytes
from onrecord.model.document import Source
from onrecord.model.record import Record
from onrecord.scale.parts import Part, Read, Rejected, Stretch
from onrecord.scale.reading import Item

Analyse = Callable[[Sequence[Source], Given], Iterable[Record | Failure]]
"""Gives the record of each source, or why there is none, in order."""


def analyse(sources: Sequence[Source], given: Given) -> Iterator[Record | Failure]:
    """The record of each source, or why there is none, in order, in this process."""
    yield from read_sources(sources, given)


def make_part(
    items: Sequence[Item], stretch: Stretch, shard: str, given: Given, analyse: Analyse = analyse
) -> Part:
    """What becomes of the items, which are those of the stretch."""
    sources = [one for one in items if isinstance(one, Source)]
    outcomes = iter(analyse(sources, given))
    read: list[Read] = []
    rejected: list[Rejected] = []
    for item in items:
        if isinstance(item, Rejected):
            rejected.append(item)
        elif isinstance(item, Source):
            outcome = next(outcomes)
            if isinstance(outcome, Record):
                read.append(_make_read(item, outcome))
            else:
                rejected.append(_reject(outcome, item.location, shard))
    skipped = Counter(one.reason for one in items if isinstance(one, Skipped))
    return Part(stretch=stretch, read=tuple(read), rejected=tuple(rejected), skipped=dict(skipped))


def make_dead_part(item: Item, stretch: Stretch, shard: str) -> Part:
    """The part of one item whose worker died each time that it was tried."""
    location = item.location if isinstance(item, Source) else shard
    reason = (
        f"{location}: the process that read it ended without a word, each time that it was tried: perhaps "
        "for want of memory; please report it with the article"
    )
    rejected = Rejected(shard=shard, location=location, kind="Died", reason=reason, ours=True)
    return Part(stretch=stretch, read=(), rejected=(rejected,), skipped={})


def _make_read(source: Source, record: Record) -> Read:
    capture = source.capture
    return Read(
        record=record.to_json(),
        words=len(record.document.text.split()),
        capture=digest_bytes(source.content) if source.content else None,
        # When a file was read is no matter of the article, and would be another time in each run.
        fetched=capture.fetched if capture is not None and capture.warc is not None else None,
    )


def _reject(failure: Failure, location: str, shard: str) -> Rejected:
    kind = type(failure.error).__name__
    return Rejected(
        shard=shard,
        location=failure.location or location,
        kind=kind,
        reason=str(failure.error),
        ours=failure.ours,
    )
