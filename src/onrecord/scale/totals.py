"""What a run has done: sums over the ledger, and how fast it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from onrecord.scale.ledger import Entry
from onrecord.scale.parts import Done, list_staged
from onrecord.scale.shards import Shard
from onrecord.scale.storage import Storage


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """The sums over the entries of shards: see `Entry`; `bytes_read` and `bytes_written` are of files."""

    shards: int
    articles: int
    repeated: int
    words: int
    rejected: dict[str, int]
    ours: int
    skipped: dict[str, int]
    bytes_read: int
    bytes_written: int


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A shard that is not done, and how many of its items are kept for when it is."""

    shard: str
    kept: int


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What is done of a run and what is left."""

    engine: str
    shards: int
    done: Totals
    left: tuple[Left, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the last run did: all that is done, the shards that failed with why, and this run's own work."""

    engine: str
    shards: int
    done: Totals
    failed: dict[str, str]
    deaths: int
    workers: int
    seconds: float
    articles: int
    words: int


def add_up(entries: Iterable[Entry]) -> Totals:
    """The sums over the entries."""
    rejected: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    shards = articles = repeated = words = ours = read = written = 0
    for one in entries:
        rejected.update(one.rejected)
        skipped.update(one.skipped)
        shards, articles, repeated = shards + 1, articles + one.articles, repeated + one.repeated
        words, ours, read = words + one.words, ours + one.ours, read + one.shard.size
        written += sum(output.size for output in one.outputs)
    return Totals(
        shards=shards,
        articles=articles,
        repeated=repeated,
        words=words,
        rejected=dict(sorted(rejected.items())),
        ours=ours,
        skipped=dict(sorted(skipped.items())),
        bytes_read=read,
        bytes_written=written,
    )


def find_status(
    storage: Storage, engine: str, shards: tuple[Shard, ...], ledger: Mapping[str, Entry]
) -> Status:
    """What is done and what is left of the shards of the last run."""
    left = tuple(
        Left(shard=one.name, kept=sum(part.count for part in list_staged(storage, one.key)))
        for one in shards
        if one.key not in ledger
    )
    return Status(engine=engine, shards=len(shards), done=add_up(ledger.values()), left=left)


@dataclass(slots=True)
class Pace:
    """How fast a run goes, from when its first part came in; `clock` gives seconds."""

    clock: Callable[[], float]
    shards: int
    articles: int = 0
    words: int = 0
    rejected: int = 0
    shards_done: int = 0
    bytes_done: int = 0
    bytes_all: int = 0
    begun: float = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self.clock()

    def add(self, done: Done) -> None:
        """Count a part."""
        self.articles += done.articles
        self.words += done.words
        self.rejected += done.rejected

    def enter(self, entry: Entry) -> None:
        """Count a shard."""
        self.shards_done += 1
        self.bytes_done += entry.shard.size

    def tell(self) -> str:
        """A line: how much is done, how fast, and how long the rest takes, by the bytes of its shards."""
        seconds = max(self.clock() - self.begun, 1e-9)
        line = (
            f"{self.shards_done:,} of {self.shards:,} shards, {self.articles:,} articles "
            f"({self.articles / seconds:,.1f}/s, {self.words / seconds:,.0f} words/s), "
            f"{self.rejected:,} rejected"
        )
        if not self.bytes_done:
            return line
        return f"{line}, about {tell_time(seconds * (self.bytes_all / self.bytes_done - 1))} left"


def tell_time(seconds: float) -> str:
    """A duration in the two largest units that it has: `3 h 5 min`, `2 min 10 s`."""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600:,} h {whole % 3600 // 60} min"
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"
