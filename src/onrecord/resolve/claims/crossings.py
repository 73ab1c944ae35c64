"""Where claims of different stories may be one: the same thing happened to the same on the same day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from onrecord.resolve.claims import families
from onrecord.resolve.claims.grouping import core_parts
from onrecord.resolve.claims.reversals import digest
from onrecord.resolve.claims.tellings import Telling


class Crossing(msgspec.Struct, frozen=True):
    """A digest of type, names and day, and whom the names stand for; parts meet where both are equal."""

    digest: int
    who: tuple[str, ...]


def find_crossing(group: Sequence[Telling]) -> Crossing | None:
    """Under what a group of tellings may meet those of other stories: what most of them say, if anything."""
    counted = Counter(key for one in group for key in _find_keys(one, group))
    if not counted:
        return None
    best = min(counted, key=lambda key: (-counted[key], key))
    names, day, who = best[:-2], best[-2], best[-1]
    return Crossing(digest("crossing", *names, day), tuple(who.split("\x1f")))


def _find_keys(one: Telling, group: Sequence[Telling]) -> Iterator[tuple[str, ...]]:
    day = one.when.day if one.when is not None else None
    if day is None or not one.is_sure or one.phase == "holds":
        return
    family = families.family_of(one.type)
    named = sorted({(part.folded, part.who or "") for part in core_parts(one) if part.named and part.folded})
    if one.type in families.CASUALTY and not named:
        if one.main and one.focus is not None and len(group) > 1:
            yield (families.HAPPENING, one.focus, day, "")
    elif one.type in families.BOTH:
        if len(named) > 1:
            yield (family, *(name for name, _ in named[:2]), day, "\x1f".join(who for _, who in named[:2]))
    elif named:
        yield (family, named[0][0], day, named[0][1])
