"""Numbers of things that the articles of a story tell: how deep the well is, how many diggers came.

They belong to no one event, so they are read from the sentences themselves, and held against each other only
where each article tells one number of the thing, and tells it in a like context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import msgspec

from onrecord.model.folding import fold_name
from onrecord.resolve.claims.figures import NUMBER, QUANTITY, Figure, agree, read_bounds

_UNITS = {
    **dict.fromkeys(("metre", "metres", "meter", "meters", "m"), ("m", 1.0)),
    **dict.fromkeys(("foot", "feet", "ft"), ("m", 0.3048)),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), ("m", 1_000.0)),
    **dict.fromkeys(("mile", "miles"), ("m", 1_609.344)),
    **dict.fromkeys(("mph",), ("mph", 1.0)),
    **dict.fromkeys(("kph", "km/h"), ("mph", 0.621371)),
    **dict.fromkeys(("gram", "grams", "g"), ("g", 1.0)),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilo", "kilos"), ("g", 1_000.0)),
    **dict.fromkeys(("tonne", "tonnes"), ("g", 1_000_000.0)),
}
"""Units with what they are measured in here, and how much of it each is."""
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_MEASURED = re.compile(
    NUMBER + rf"[ -]?(?P<unit>{_UNIT})\b[ -]?(?P<side>deep|long|high|tall|wide)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?i:{QUANTITY})" + r"\s+(?P<words>(?:[A-Za-z-]+\s+){0,2}?)(?P<noun>[a-z]{4,}s)\b(?!-)"
)
_NOT_COUNTED = frozenset(
    "years days hours months minutes weeks seconds times decades centuries others lives pounds "
    "dollars euros cents percent points degrees inches things ways ones deaths fatalities casualties "
    "injuries grams metres meters miles civilians passengers people persons victims residents "
    "soldiers women girls tonnes this was does others towards across always perhaps series".split()
)
_NOT_BETWEEN = re.compile(
    r"\b(?:and|or|of|in|on|at|to|from|for|by|with|that|who|was|were|is|are|the|after|when|as|his|her|its|"
    r"their|after|before|into|million|billion|hundred|thousand|more|other|different|later|earlier|since)\b"
)
_STOP = frozenset(
    "the a an of in on at to for from by with and or that this these those was were is are be been "
    "has have had it its he she they his her their as but not who which when where after before said "
    "says will would could than more about into over out up down only one two three four five six "
    "seven eight nine ten some".split()
)
_WINDOW = 90
_SHARED = 3
_RATIO = 4.0
_ROUNDED = 0.06


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """A number of a thing that a passage tells. `context` are the words around it, without the small ones;
    `kind` are those between the number and the thing ("fire rescue" of "five fire rescue units").
    """

    of: str
    figure: Figure
    context: frozenset[str]
    kind: frozenset[str]
    measured: bool


@lru_cache(maxsize=8_192)
def read_things(text: str, start: int, end: int) -> tuple[Thing, ...]:
    """The numbers of things that a sentence tells."""
    return tuple(_read_things(text, start, end))


def _read_things(text: str, start: int, end: int) -> Iterator[Thing]:
    taken: list[tuple[int, int]] = []
    for pattern, name in ((_MEASURED, _name_measured), (_COUNTED, _name_counted)):
        for match in pattern.finditer(text, start, end):
            of, scale = name(match)
            span = (match.start("number"), match.end())
            if of is None or any(span[0] < last and first < span[1] for first, last in taken):
                continue
            figure = _make_figure(match, of, scale, text)
            if figure is not None:
                taken.append(span)
                yield Thing(
                    of=of,
                    figure=figure,
                    context=_find_context(text, match, start, end),
                    kind=frozenset(fold_name(match.groupdict().get("words") or "").split()),
                    measured=pattern is _MEASURED,
                )


def _name_measured(match: re.Match[str]) -> tuple[str | None, float]:
    unit, scale = _UNITS[match.group("unit").lower()]
    side = match.group("side")
    if side is None:
        return None, 1.0
    return f"{side.lower()} {unit}", scale


def _name_counted(match: re.Match[str]) -> tuple[str | None, float]:
    noun, between = match.group("noun"), match.group("words")
    if noun in _NOT_COUNTED or _NOT_BETWEEN.search(between):
        return None, 1.0
    return noun, 1.0


def _make_figure(match: re.Match[str], of: str, scale: float, text: str) -> Figure | None:
    bounds = read_bounds(match)
    if bounds is None:
        return None
    least, most, exact = bounds
    begins = match.start("modifier") if match.group("modifier") else match.start("number")
    return Figure(
        of=of,
        least=least * scale if least is not None else None,
        most=most * scale if most is not None else None,
        exact=exact,
        start=begins,
        end=match.end(),
        words=text[begins : match.end()],
    )


def _find_context(text: str, match: re.Match[str], start: int, end: int) -> frozenset[str]:
    before = text[max(start, match.start() - _WINDOW) : match.start()]
    after = text[match.end() : min(end, match.end() + _WINDOW)]
    words = fold_name(f"{before} {after}").split()
    return frozenset(word[:6] for word in words if len(word) > 2 and word not in _STOP and not word.isdigit())


def may_be_one(one: Thing, other: Thing) -> bool:
    """Whether two numbers may be meant as one, or are not surely of one thing."""
    if _agree(one, other) or not _is_like(one, other):
        return True
    low, high = sorted((_height(one), _height(other)))
    return not (low > 0 and high / low <= _RATIO and abs(high - low) > _ROUNDED * high)


def is_clear(things: Sequence[Thing]) -> bool:
    """Whether an article tells one number only of a thing."""
    return all(_agree(one, other) for one, other in combinations(things, 2))


def _agree(one: Thing, other: Thing) -> bool:
    if agree(one.figure, other.figure):
        return True
    return one.measured and abs(_height(one) - _height(other)) <= _ROUNDED * _height(other)


def _is_like(one: Thing, other: Thing) -> bool:
    """Whether both passages speak of one thing, as far as the words around it tell."""
    if one.measured:
        return bool(one.context & other.context)
    if one.kind or other.kind:
        return bool(one.kind & other.kind)
    return len(one.context & other.context) >= _SHARED


def _height(thing: Thing) -> float:
    return thing.figure.least or thing.figure.most or 0.0
