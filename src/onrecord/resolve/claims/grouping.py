"""Which tellings of one story's articles are of one happening.

A pure function of the tellings: it knows no order of arrival. Precision comes first: what is doubtful stays
alone, and is then a claim of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from onrecord.resolve.claims import families, tellings
from onrecord.resolve.claims.figures import Figure, agree
from onrecord.resolve.claims.tellings import Part, Telling

Group = tuple[Telling, ...]
_NEAR = timedelta(days=1)
"""Days that two articles may differ by for what can happen again, since it may have been night."""
_SPAN = timedelta(days=21)
"""Days between which two articles mean the same thing that happens once."""


class _Sets:
    """Disjoint sets of keys."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def find(self, key: int) -> int:
        self._above.setdefault(key, key)
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, one: int, other: int) -> None:
        one, other = self.find(one), self.find(other)
        self._above[max(one, other)] = min(one, other)


def group_tellings(told: Sequence[Telling]) -> list[Group]:
    """The happenings that a story's articles tell, each with its tellings in the order of publication."""
    sets, by_key = _Sets(), {one.key: one for one in told}
    joined: set[int] = set()
    for block in _make_blocks(told):
        for group in _split_by_time(block):
            for one in group:
                joined.add(one.key)
                sets.join(group[0].key, one.key)
    for one in told:
        # What tells the same happening in another voice of the same article goes where that one is.
        if one.same_as in by_key and one.key not in joined and not one.is_beside:
            sets.join(one.key, one.same_as)
    groups: dict[int, list[Telling]] = defaultdict(list)
    for one in told:
        groups[sets.find(one.key)].append(one)
    return sorted(
        (tuple(sorted(group, key=lambda one: one.order)) for group in groups.values()),
        key=lambda group: group[0].order,
    )


def _make_blocks(told: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings of one family that share who it happened to, and those that name nobody by their place."""
    blocks: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for one in told:
        if one.is_beside or (one.confidence < tellings.SURE and not one.when_is_clear):
            continue
        for key in _find_keys(one):
            blocks[key].append(one)
    for key in blocks:
        if key[0] == families.HAPPENING:
            blocks[key] = _drop_others(blocks[key])
    return [blocks[key] for key in sorted(blocks) if len(blocks[key]) > 1]


def _drop_others(block: Sequence[Telling]) -> list[Telling]:
    """Tellings without those that contradict what their own article begins with: another happening's."""
    first: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for one in block:
        if one.lead:
            for figure in one.figures:
                first[one.document, figure.of].append(figure)
    return [
        one for one in block if one.lead or not any(_is_other(one, first, figure) for figure in one.figures)
    ]


def _is_other(one: Telling, first: Mapping[tuple[int, str], Sequence[Figure]], figure: Figure) -> bool:
    told = first.get((one.document, figure.of), ())
    return bool(told) and not any(agree(figure, other) for other in told)


def _find_keys(one: Telling) -> Iterator[tuple[str, ...]]:
    family = families.family_of(one.type)
    if one.type == families.KIN:
        yield from _find_kin(one)
        return
    core = sorted(filter(None, {part.who for part in core_parts(one)}))
    phase = "ended" if one.phase == "ended" else "begins"
    if one.type in families.BOTH:
        yield from (
            (family, phase, first, second)
            for place, first in enumerate(core)
            for second in core[place + 1 :]
            if not first.startswith("~") and not second.startswith("~")
        )
        day = one.when.day if one.when else None
        if day is not None:
            yield from ((family, phase, who, day) for who in core if not who.startswith("~"))
        return
    yield from ((family, phase, who) for who in core)
    if one.type in families.CASUALTY and one.is_told and not any(map(_is_named, core_parts(one))):
        if one.main and ((one.is_sure and (one.figures or one.lead)) or one.when_is_clear):
            yield (families.HAPPENING, "main")
        elif one.around and one.figures and not one.main:
            yield (families.HAPPENING, "at", one.around)


def _find_kin(one: Telling) -> Iterator[tuple[str, ...]]:
    """Whose relative, and which: the person is often a pronoun here ("her husband Andrew")."""
    for kinship in sorted(
        {str(part.value) for part in one.parts if part.role == "kinship"} & families.KINSHIPS
    ):
        for part in one.parts:
            if part.role == "person" and part.type == "person" and part.folded:
                yield (families.KIN, kinship, part.folded)


def _is_named(part: Part) -> bool:
    return part.named and part.type == "person"


def core_parts(one: Telling) -> Iterable[Part]:
    """Those fillers of roles that tell which happening an event is."""
    roles = families.core_of(one.type)
    return [part for part in one.parts if part.role in roles]


def _split_by_time(block: Sequence[Telling]) -> Iterator[list[Telling]]:
    """Tellings of a block that may be of one time; those without one go where there is only one time."""
    kind = block[0].type
    span = _SPAN if kind in families.ONCE or kind in families.CASUALTY else _NEAR
    timed = sorted((one for one in block if _range(one)), key=lambda one: (_range(one), one.order))
    clusters: list[list[Telling]] = []
    reach: date | None = None
    for one in timed:
        first, last = _range(one) or (date.min, date.min)
        if reach is None or first > reach + span:
            clusters.append([])
            reach = last
        clusters[-1].append(one)
        reach = max(reach or last, min(last, first + span))
    rest = [one for one in block if not _range(one)]
    if len(clusters) == 1:
        yield [*clusters[0], *rest]
    else:
        yield from clusters
        if rest:
            yield rest


def _range(one: Telling) -> tuple[date, date] | None:
    """The days between which it was, where the article tells them within a month."""
    if one.when is None or one.when.earliest is None or one.when.latest is None:
        return None
    try:
        first, last = date.fromisoformat(one.when.earliest), date.fromisoformat(one.when.latest)
    except ValueError:
        return None
    return (first, last) if last - first <= timedelta(days=31) else None
