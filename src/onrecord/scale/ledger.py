"""The ledger: which shards are done, with what became of their articles; an entry is written last of all."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from onrecord.errors import InputError
from onrecord.scale.parts import list_staged
from onrecord.scale.settings import LEDGER, STAGING
from onrecord.scale.shards import Shard
from onrecord.scale.storage import Storage

_FEW = 3


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the output: its name, its bytes, and their SHA-256."""

    name: str
    size: int
    digest: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A shard that is done.

    `articles` are those with a record, and `words` are in their texts; `repeated` counts articles that
    stand in the shard once more; `rejected` counts those without a record by the kind of error, of which
    `ours` are faults of onrecord's; `skipped` counts what is no article, by reason.
    """

    shard: Shard
    engine: str
    articles: int
    repeated: int
    words: int
    rejected: dict[str, int]
    ours: int
    skipped: dict[str, int]
    outputs: tuple[Output, ...]


def enter(storage: Storage, entry: Entry) -> None:
    """Write an entry: from here on its shard is done. Raises OSError where the storage fails."""
    content = msgspec.json.format(msgspec.json.encode(entry), indent=1) + b"\n"
    storage.put(content, f"{LEDGER}/{entry.shard.key}.json")


def read_ledger(storage: Storage) -> dict[str, Entry]:
    """The entries by the key of their shard.

    Raises:
        InputError: an entry is not as it was written.
    """
    names = [name for name in storage.list(LEDGER) if name.endswith(".json")]
    return {name.removesuffix(".json"): _read_entry(storage, name) for name in names}


def find_left(shards: Iterable[Shard], ledger: dict[str, Entry], location: str) -> tuple[Shard, ...]:
    """The shards that are not done.

    Raises:
        InputError: one that is done has changed since.
    """
    left, changed = [], []
    for shard in shards:
        entry = ledger.get(shard.key)
        if entry is None:
            left.append(shard)
        elif (entry.shard.size, entry.shard.stamp) != (shard.size, shard.stamp):
            changed.append(shard)
    if changed:
        names = ", ".join(shard.name for shard in changed[:_FEW])
        more = f" and {len(changed) - _FEW} more" if len(changed) > _FEW else ""
        raise InputError(
            f"{names}{more}: changed since it was read into {location}: name a new output, or remove "
            f"{location}/{LEDGER}/{changed[0].key}.json and its like to have such shards read again"
        )
    return tuple(left)


def clear_done(storage: Storage, ledger: dict[str, Entry]) -> None:
    """Remove what a run that was killed right behind an entry left of its parts."""
    for key in ledger:
        if list_staged(storage, key):
            storage.remove(f"{STAGING}/{key}")


def _read_entry(storage: Storage, name: str) -> Entry:
    try:
        return msgspec.json.decode(storage.get(f"{LEDGER}/{name}") or b"", type=Entry)
    except msgspec.DecodeError as error:
        raise InputError(
            f"{LEDGER}/{name}: not as a run wrote it ({error}): remove it, and its shard is read again"
        ) from error
