"""Parts: what became of a stretch of a shard's items, kept until the whole shard is done."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.errors import OnrecordError
from onrecord.scale.settings import STAGING
from onrecord.scale.storage import Storage

_NAME = re.compile(r"(\d{9})-(\d{5})\.part")


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of a shard's items, articles or not: the first, counted from 0, and how many there are."""

    first: int
    count: int

    @property
    def end(self) -> int:
        """The item behind the last."""
        return self.first + self.count


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """An article that gave no record, or a fault of a shard, and why; `ours` tells a fault of onrecord's."""

    shard: str
    location: str
    kind: str
    reason: str
    ours: bool = False


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A record as JSON, with what is known of the bytes that it was read from, and its number of words."""

    record: bytes
    words: int
    capture: str | None = None
    fetched: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a stretch; `skipped` counts what is no article, by reason."""

    stretch: Stretch
    read: tuple[Read, ...]
    rejected: tuple[Rejected, ...]
    skipped: dict[str, int]


class Done(msgspec.Struct, frozen=True):
    """How much a part holds: articles with a record, words of their texts, and articles without one."""

    articles: int
    words: int
    rejected: int


def stage(storage: Storage, key: str, part: Part) -> Done:
    """Keep a part until its shard is done; raises OSError where the storage fails."""
    content = zlib.compress(msgspec.msgpack.encode(part), 1)
    storage.put(content, f"{STAGING}/{key}/{part.stretch.first:09}-{part.stretch.count:05}.part")
    return Done(len(part.read), sum(one.words for one in part.read), len(part.rejected))


def list_staged(storage: Storage, key: str) -> list[Stretch]:
    """The stretches of a shard whose parts are kept."""
    matches = filter(None, map(_NAME.fullmatch, storage.list(f"{STAGING}/{key}")))
    return [Stretch(int(match[1]), int(match[2])) for match in matches]


def read_staged(storage: Storage, key: str, total: int) -> Iterator[Part]:
    """The parts of all `total` items of a shard, in order, each item once, and one part at a time.

    Raises:
        OnrecordError: a part is missing.
    """
    for stretch in line_up(list_staged(storage, key), total):
        content = storage.get(f"{STAGING}/{key}/{stretch.first:09}-{stretch.count:05}.part")
        if content is None:
            raise OnrecordError(f"{key}: the part of the items from {stretch.first} on is gone")
        yield msgspec.msgpack.decode(zlib.decompress(content), type=Part)


def line_up(stretches: Iterable[Stretch], total: int) -> list[Stretch]:
    """Of stretches that may overlap, those that cover `total` items, each once.

    A batch that killed its worker was staged an article at a time, perhaps not to its end, and then as a
    whole by the run that went on; both tell the same.

    Raises:
        OnrecordError: there is a gap.
    """
    longest: dict[int, Stretch] = {}
    for one in stretches:
        if one.first not in longest or longest[one.first].count < one.count:
            longest[one.first] = one
    chosen: list[Stretch] = []
    while (at := chosen[-1].end if chosen else 0) < total:
        if at not in longest:
            raise OnrecordError(f"no part begins with item {at}")
        chosen.append(longest[at])
    return chosen


def covers(stretches: Iterable[Stretch], wanted: Stretch) -> bool:
    """Whether the stretches have each item of the one that is wanted."""
    ends = {one.first: one.end for one in sorted(stretches, key=lambda one: one.count)}
    at = wanted.first
    while at < wanted.end and at in ends:
        at = ends[at]
    return at == wanted.end
