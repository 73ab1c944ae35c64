"""What judges found of events: read, checked against the key, and joined."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from bench.event_sheet import roles_of
from bench.sheets import Numbered, read_lines, read_verdicts
from onrecord.errors import MalformedInput

Verdict = Literal["right", "wrong", "unsure"]
Decided = Literal["right", "wrong"]


class Drawn(Numbered, frozen=True, kw_only=True):
    """An event of the sample by its number on the sheet, with the bounds of its words.

    `arguments` are by the keys of the sheet, None for one without words; `time` is None where none is given.
    """

    document: str
    event: str
    type: str
    trigger: tuple[int, int]
    arguments: dict[str, tuple[int, int] | None]
    time: tuple[int, int] | None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What one judge found of an event."""

    type: Verdict
    arguments: dict[str, Verdict]
    missing: tuple[str, ...]
    time: Literal["right", "wrong", "missing", "none"]
    polarity: Decided
    modality: Decided
    voice: Verdict
    kind: str
    reason: str


class Verdicts(Found, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A judge's line: what was found of the event with this number."""

    number: int


class Judged(Drawn, frozen=True, kw_only=True):
    """An event of the sample, and what each judge found."""

    first: Found
    second: Found


def join(key: Path, first: Path, second: Path) -> list[Judged]:
    """The events of the key with what both judges found.

    Raises:
        InputError: a file cannot be read, a judge has left out a number or an argument or has it twice, or
            found what cannot be found of the event.
    """
    drawn = [one for _, one in read_lines(key, Drawn)]
    one, other = (_read_found(path, drawn) for path in (first, second))
    return [
        Judged(**msgspec.structs.asdict(item), first=one[item.number], second=other[item.number])
        for item in drawn
    ]


def _read_found(path: Path, drawn: list[Drawn]) -> dict[int, Found]:
    verdicts, found = read_verdicts(path, Verdicts, {item.number for item in drawn}), {}
    for item in drawn:
        at, one = verdicts[item.number]
        for complaint in _complain(item, one):
            raise MalformedInput(f"{path}, line {at}: {complaint}")
        fields = msgspec.structs.asdict(one)
        del fields["number"]
        found[item.number] = Found(**fields)
    return found


def _complain(item: Drawn, found: Found) -> Iterator[str]:
    """What a judge cannot have found of this event."""
    asked, judged = set(item.arguments), set(found.arguments)
    if judged - asked:
        yield f"event {item.number} has no arguments {sorted(judged - asked)}, but {sorted(asked)}"
    if asked - judged:
        yield f"the arguments {sorted(asked - judged)} of event {item.number} are not judged"
    strange = sorted(set(found.missing) - set(roles_of(item.type)))
    if strange:
        yield f"missing of event {item.number} are {strange}; a {item.type} has {list(roles_of(item.type))}"
    if item.time is not None and found.time in ("missing", "none"):
        yield f"event {item.number} is given a time, which is right or wrong, not {found.time!r}"
    if item.time is None and found.time == "wrong":
        yield f"event {item.number} is given no time; write 'missing' or 'none'"
