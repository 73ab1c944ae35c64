"""What a run was told, which all of its shards share, and the files that tell of it in its output."""

from __future__ import annotations

import msgspec

from onrecord.api import Given
from onrecord.errors import InputError
from onrecord.scale.shards import Shard
from onrecord.scale.storage import Storage

FORM = "onrecord-scale/1"
RUN, SHARDS, SUMMARY = "run.json", "shards.json", "summary.json"
LEDGER, STAGING = "ledger", ".staging"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the output depends on beside the shards: the engine, and what is given of the articles."""

    engine: str
    given: Given
    form: str = FORM


def find_engine() -> str:
    """The engine of this process, with its models loaded: the version and a digest of the weights."""
    from onrecord.analyse.pipeline import name_engine

    return name_engine()


def begin_output(storage: Storage, settings: Settings, shards: tuple[Shard, ...], location: str) -> None:
    """Note in the output what is read and how; an output that was begun otherwise is refused.

    Raises:
        InputError: another engine or other options made what is there.
        OSError: the output cannot be written.
    """
    there = storage.get(RUN)
    if there is None:
        storage.put(msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n", RUN)
    else:
        _compare(_decode_settings(there, location), settings, location)
    storage.put(msgspec.json.format(msgspec.json.encode(shards), indent=1) + b"\n", SHARDS)


def read_settings(storage: Storage, location: str) -> Settings:
    """The settings that an output was made with.

    Raises:
        InputError: it is no output of a run.
    """
    there = storage.get(RUN)
    if there is None:
        raise InputError(f"{location}: no output of `onrecord scale run` is there")
    return _decode_settings(there, location)


def read_shards(storage: Storage) -> tuple[Shard, ...]:
    """The shards that the last run in this output was to read."""
    there = storage.get(SHARDS)
    return msgspec.json.decode(there, type=tuple[Shard, ...]) if there else ()


def _decode_settings(content: bytes, location: str) -> Settings:
    try:
        return msgspec.json.decode(content, type=Settings)
    except msgspec.DecodeError as error:
        raise InputError(f"{location}/{RUN}: not as a run wrote it ({error}): name a new output") from error


def _compare(before: Settings, now: Settings, location: str) -> None:
    if before == now:
        return
    if before.engine != now.engine:
        raise InputError(
            f"{location}: was made by {before.engine}, and this is {now.engine}: go on with that version, "
            "or name a new output"
        )
    told = msgspec.json.encode(before.given).decode()
    raise InputError(
        f"{location}: was made with other options ({told}): give the same again, or name a new output"
    )
