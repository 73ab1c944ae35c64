"""What was done and then undone to the same person or thing: an arrest and a release, across all stories.

What was planned and then cancelled is such a pair too.

Events that do and events that undo meet under a digest of who it is about. Of each digest they are looked at
day by day of publication, and what undoes is held against what was done last before it; so a new article
touches only its own day and the next one that has any, however often somebody is in the news.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from onrecord.resolve.claims import families
from onrecord.resolve.claims.differences import REVERSAL, Difference, make_said
from onrecord.resolve.claims.plans import CANCELLED, PLANNED, find_parties, find_stage, is_cancelled
from onrecord.resolve.claims.tellings import Part, Telling

_MOST_DAYS = 5 * 366
_OFFICE = ("position", "organisation", "body")
_STOP = frozenset("the a an of and for new acting former".split())
_SIDES = {
    "custody": (("arrest", "kidnapping", "captivity", "sentence"), ("release",)),
    "guilt": (("conviction", "charge", "sentence"), ("acquittal",)),
    "office": (("appointment", "election"), ("departure",)),
    "marriage": (("marriage",), ("divorce",)),
}


class Turn(msgspec.Struct, frozen=True):
    """An event as what does something or undoes it, under a digest of whom it happens to."""

    reversal: int
    undoes: bool


def find_turns(one: Telling) -> Iterator[Turn]:
    """Under which digests an event may be undone, or undo another.

    What nobody knows the day of comes before nothing and after nothing.
    """
    if not one.is_sure or one.order[0] == 0:
        return
    if stage := find_stage(one):
        for names in find_parties(one):
            told = digest("reversal", "plan", families.family_of(one.type), *names)
            yield Turn(told, stage == CANCELLED)
    if not one.is_told:
        return
    for kind, undoes in _find_sides(one):
        for part in _whom(one):
            if part.named:
                yield Turn(digest("reversal", kind, part.folded), undoes)


def _find_sides(one: Telling) -> Iterator[tuple[str, bool]]:
    for kind, (done, undone) in _SIDES.items():
        if one.type in done and one.phase != "ended":
            yield kind, False
        elif one.type in undone:
            yield kind, True
    if one.type in families.PHASED:
        yield one.type, one.phase == "ended"


def _whom(one: Telling) -> list[Part]:
    roles = ("target",) if one.type in families.PHASED else ("person", "spouse", "victim")
    return [
        part
        for part in one.parts
        if part.role in roles and ((part.named and part.folded) or (part.who or "").startswith("~"))
    ]


def find_shared(pair: Iterable[Telling]) -> set[int]:
    """The digests under which all of some events may be undone or undo."""
    return set.intersection(*({turn.reversal for turn in find_turns(one)} for one in pair))


def find_nameless(told: Sequence[Telling]) -> Iterator[Difference]:
    """What was undone, as one story tells it, of those whom it only describes: "the driver".

    What tells their names too is left to the digests of these.
    """
    by_key = {one.key: one for one in told}
    sides: dict[tuple[str, str], tuple[list[Telling], list[Telling]]] = {}
    for one in told:
        if not one.is_sure or not one.is_told:
            continue
        for kind, undoes in _find_sides(one):
            for who in sorted({part.who for part in one.parts if part.who and part.who.startswith("~")}):
                sides.setdefault((kind, who), ([], []))[undoes].append(one)
    for done, undone in (sides[key] for key in sorted(sides)):
        found = pair_turns(done, undone)
        if found is not None and not find_shared(by_key[key] for key in found.keys):
            yield found


def pair_turns(done: Sequence[Telling], undone: Sequence[Telling]) -> Difference | None:
    """What a deed and what undid it make; None where they do not belong together."""
    for after in sorted(undone, key=lambda one: one.order):
        # What another article told of the deed goes before what the same one tells of it.
        for before in sorted(done, key=lambda one: (one.document != after.document, one.order), reverse=True):
            if _belong_together(before, after):
                return _make_reversal(before, after)
    return None


def _make_reversal(before: Telling, after: Telling) -> Difference:
    stages = (PLANNED, CANCELLED) if find_stage(after) == CANCELLED else ("", "")
    values = [f"{one.type} {stage}".strip() for one, stage in zip((before, after), stages, strict=True)]
    return Difference(
        kind=REVERSAL,
        nature=REVERSAL,
        of=", ".join(values),
        said=tuple(
            make_said(one, one.start, one.end, one.passage, value)
            for one, value in zip((before, after), values, strict=True)
        ),
        keys=(before.key, after.key),
    )


def _belong_together(before: Telling, after: Telling) -> bool:
    if find_stage(after) == CANCELLED:
        return is_cancelled(before, after)
    if before.key == after.key or not 0 <= after.order[0] - before.order[0] <= _MOST_DAYS:
        return False
    if not {part.who for part in _whom(before)} & {part.who for part in _whom(after)}:
        return False
    if not _may_follow(before, after):
        return False
    mine, theirs = _office_of(before), _office_of(after)
    return not mine or not theirs or bool(mine & theirs)


def _may_follow(before: Telling, after: Telling) -> bool:
    """Whether the one may have come after the other; of what may begin again, both days must be told."""
    first, second = before.when, after.when
    if first and second and first.earliest and second.latest:
        return second.latest >= first.earliest
    return before.type not in families.PHASED


def _office_of(one: Telling) -> frozenset[str]:
    words = " ".join(part.folded or part.words.lower() for part in one.parts if part.role in _OFFICE)
    return frozenset(words.split()) - _STOP


def digest(*parts: str) -> int:
    """A number below 2**62 that the same words always give."""
    content = "\x1f".join(parts).encode()
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big") >> 2
