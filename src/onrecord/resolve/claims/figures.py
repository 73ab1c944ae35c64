"""Numbers of people and things that a stretch of text tells, each pinned to the words that say it.

A small and careful reader: what it does not know for sure is no figure. It reads "at least seven people
died", "killing 12 and wounding more than 90", "six men and one woman" (seven), and "dozens were injured".
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

import msgspec

DEAD, INJURED = "dead", "injured"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SIZES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_VAGUE = {
    "several": (3, 20),
    "dozens": (20, 120),
    "scores": (40, 200),
    "hundreds": (200, 2_000),
    "thousands": (2_000, 20_000),
}
"""What words mean that give no number: wide bounds, so that only what cannot be meant contradicts them."""
_LEAST = {"at least", "more than", "over", "no fewer than", "upwards of", "not less than", "no less than"}
_MOST = {"up to", "as many as", "fewer than", "less than", "at most", "under"}
_ABOUT = {
    *("nearly", "almost", "about", "around", "some", "approximately", "an estimated", "estimated"),
    *("roughly", "close to", "just under", "just over", "as much as"),
}
_MODIFIER = "|".join(sorted(_LEAST | _MOST | _ABOUT, key=len, reverse=True))
_WORD = "|".join(sorted([*_ONES[1:], *_TENS, *_SIZES, *_VAGUE, "dozen"], key=len, reverse=True))
_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[ -](?:hundred|thousand|million|billion))?"
_SPELT = rf"(?:an?[ ](?:dozen|hundred|thousand|million)|(?:{_WORD})(?:(?:[ -]|[ ]and[ ])(?:{_WORD}))*)"
_REST = r"".join(
    rf"(?<!\b{word} )" for word in ("other", "another", "further", "remaining", "final", "additional")
)
"""Before a number: "the other three" are those that are left of more."""
NUMBER = rf"(?:\b(?P<modifier>{_MODIFIER})\s+)?(?<![\w.,£$€-]){_REST}(?P<number>{_NUMERAL}|{_SPELT})"
QUANTITY = NUMBER + r"(?![\w%]|[.,]\d|[-–]\w|\s+of\b)"
_QUANTITY = re.compile(QUANTITY, re.IGNORECASE)

_PEOPLE = (
    "people|persons|passengers|commuters|victims|civilians|others|lives|fatalities|casualties|deaths|"
    "dead|wounded|injured|more|residents|travellers|pedestrians|bystanders"
)
"""Words for people of all kinds: numbers of these are compared, those of soldiers or children are not."""
_SEXES = re.compile(r"(?:men|women|man|woman)\b", re.IGNORECASE)
_SOME = r"(?!(?:wo)?men\b|female|male\b|young|children|soldiers|police|troops)[A-Za-z-]+"
"""A word between a number and its people that does not make them only some of a kind."""
_OF_PEOPLE = rf"(?:\s+{_SOME}){{0,2}}?\s+(?:{_PEOPLE})\b"
_COUNTED = rf"{QUANTITY}(?P<people>{_OF_PEOPLE})?"
_WERE = (
    r"(?:\s+(?:were|was|are|have|has|had|been|being|is|now|also|reportedly|confirmed|believed|to|be|as|having))"
    r"{0,6}"
)
_DEAD_WORDS = r"(?:killed|dead|died|deaths|fatalities|lost\s+their\s+lives)"
_INJURED_WORDS = r"(?:injured|wounded|hurt|hospitali[sz]ed|injuries)"
_BEFORE = {
    DEAD: re.compile(
        r"\b(?:killing|killed|claiming\s+the\s+lives\s+of|claimed\s+the\s+lives\s+of|claimed|"
        r"left|leaving)\s+" + _COUNTED,
        re.IGNORECASE,
    ),
    INJURED: re.compile(
        r"\b(?:injuring|wounding|hurting|injured|wounded|left|leaving)\s+" + _COUNTED, re.IGNORECASE
    ),
}
_TOLL = re.compile(
    r"\b(?:death\s+toll|number\s+of\s+(?:dead|deaths))\b[^.;:\n]{0,120}?"
    r"\b(?:rose|risen|rises|climbed|reached|stands|stood|is|was|of|now)\s+(?:to|at)?\s*" + _COUNTED,
    re.IGNORECASE,
)
_AFTER = {
    DEAD: re.compile(_COUNTED + _WERE + rf"\s+{_DEAD_WORDS}\b", re.IGNORECASE),
    INJURED: re.compile(_COUNTED + _WERE + rf"\s+{_INJURED_WORDS}\b", re.IGNORECASE),
}
_COORDINATED = re.compile(r"\s*(?:,\s*and\s+|,\s*|\s+and\s+)", re.IGNORECASE)
_TOTAL = re.compile(r"^\s*(?:a\s+total\s+of|in\s+all)\s+", re.IGNORECASE)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that an article tells: of what, its bounds, and the words that say it.

    `of` is what is counted, such as `dead`; `unit` what it is measured in. `least` and `most` are both
    included; `most` is None after "at least". `exact` says that the words give one number and no bound.
    """

    of: str
    least: float | None
    most: float | None
    exact: bool
    start: int
    end: int
    words: str
    unit: str | None = None


_BEGINS = re.compile(
    r"\d|(?<![a-z])(?:" + "|".join(sorted([*_ONES[1:], *_TENS, *_SIZES, *_VAGUE, "dozen"])) + ")"
)


_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


@lru_cache(maxsize=1_024)
def find_numbers(text: str) -> tuple[int, ...]:
    """Where numbers may begin in a text, and perhaps places where none does: cheaper than to read them."""
    return tuple(match.start() for match in _BEGINS.finditer(text.translate(_LOWER)))


@lru_cache(maxsize=4_096)
def read_tolls(text: str, start: int, end: int) -> tuple[Figure, ...]:
    """The numbers of dead and injured that a stretch of a text tells, in its order."""
    found: dict[int, Figure] = {}
    for match in _TOLL.finditer(text, start, end):
        figure = _from_match(match, DEAD, text)
        if figure is not None:
            found[figure.start] = figure
    for of in (DEAD, INJURED):
        for pattern in (_AFTER[of], _BEFORE[of]):
            for match in pattern.finditer(text, start, end):
                figure = _from_match(match, of, text)
                if figure is not None and _ends_well(text, match, of, end):
                    found.setdefault(figure.start, figure)
    return tuple(found[place] for place in sorted(found))


def _ends_well(text: str, match: re.Match[str], of: str, end: int) -> bool:
    """Whether the count is of people as such: "left 12 dead" is, "killed two soldiers" is not."""
    if match.group(0).lower().startswith(("left", "leaving")):
        wanted = _DEAD_WORDS if of == DEAD else _INJURED_WORDS
        return re.match(rf"\s+{wanted}\b", text[match.end() : end], re.IGNORECASE) is not None or (
            match.group("people") is not None and re.search(wanted, match.group("people")) is not None
        )
    if match.group("people") is None and match.re is _BEFORE[of]:
        follows = text[match.end("number") : end]
        return re.match(r"\s*(?:$|[.,;:)\"”]|and\b|in\b|as\b|on\b|when\b|after\b|at\b)", follows) is not None
    return True


def read_count(words: str, of: str, offset: int) -> Figure | None:
    """The number that the words of an argument say, such as "At least seven people"; `offset` is their start.

    None where they count only some of a kind (soldiers, children), or name somebody besides.
    """
    total = _TOTAL.match(words)
    begins = total.end() if total else 0
    parts = [one for one in _COORDINATED.split(words[begins:]) if one]
    if not parts:
        return None
    matches = [_QUANTITY.match(one) for one in parts]
    if not all(matches):
        return None
    if len(parts) == 1 and matches[0] is not None:
        rest = parts[0][matches[0].end() :].strip()
        if rest and not re.match(rf"(?:(?:of\s+)?{_SOME}\s+){{0,2}}(?:{_PEOPLE})\b", rest, re.IGNORECASE):
            return None
        return _make(matches[0], of, offset, words)
    return _add_up(parts, [one for one in matches if one], of, offset, words)


def _add_up(
    parts: list[str], matches: list[re.Match[str]], of: str, offset: int, words: str
) -> Figure | None:
    """ "Six men and one woman" are seven; "two women and three soldiers" say nothing of all."""
    if any(not _SEXES.match(part[match.end() :].strip()) for part, match in zip(parts, matches, strict=True)):
        return None
    bounds = [read_bounds(match) for match in matches]
    if any(bound is None or not bound[2] for bound in bounds):
        return None
    total = sum(bound[0] or 0 for bound in bounds if bound)
    return Figure(
        of=of, least=total, most=total, exact=True, start=offset, end=offset + len(words), words=words
    )


def _from_match(match: re.Match[str], of: str, text: str) -> Figure | None:
    bounds = read_bounds(match)
    if bounds is None:
        return None
    begins = match.start("modifier") if match.group("modifier") else match.start("number")
    ends = match.end("people") if match.group("people") else match.end("number")
    return Figure(
        of=of,
        least=bounds[0],
        most=bounds[1],
        exact=bounds[2],
        start=begins,
        end=ends,
        words=text[begins:ends],
    )


def _make(match: re.Match[str], of: str, offset: int, words: str) -> Figure | None:
    bounds = read_bounds(match)
    if bounds is None:
        return None
    return Figure(
        of=of,
        least=bounds[0],
        most=bounds[1],
        exact=bounds[2],
        start=offset,
        end=offset + len(words),
        words=words,
    )


def read_bounds(match: re.Match[str]) -> tuple[float | None, float | None, bool] | None:
    """The least and the most that the words may mean, and whether they give one number."""
    spelt = match.group("number").lower()
    if spelt in _VAGUE:
        least, most = _VAGUE[spelt]
        return least, most, False
    value = read_number(spelt)
    if value is None or value == 0:
        return None
    modifier = (match.group("modifier") or "").lower()
    if modifier in _LEAST:
        return value, None, False
    if modifier in _MOST:
        return None, value, False
    if modifier in _ABOUT:
        return value * 0.85, value * 1.15, False
    return value, value, True


def read_number(words: str) -> float | None:
    """The number that digits or number words say ("1,200", "two million", "fifty-one"), or None."""
    parts = words.lower().replace(",", "").replace("-", " ").split()
    total, current, seen = 0.0, 0.0, False
    for part in parts:
        if part in ("and", "a", "an"):
            continue
        value = _read_word(part)
        if value is None:
            return None
        if part in _SIZES or part == "dozen":
            current = (current or 1) * value
            if value >= 1_000:
                total, current = total + current, 0
        else:
            current += value
        seen = True
    return total + current if seen else None


def _read_word(word: str) -> float | None:
    if word in _SIZES:
        return _SIZES[word]
    if word == "dozen":
        return 12
    if word in _ONES:
        return _ONES.index(word)
    if word in _TENS:
        return 20 + 10 * _TENS.index(word)
    try:
        return float(word)
    except ValueError:
        return None


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures of the same thing may both be right as told at one time.

    "At least 50" agrees with 57, which a writer rounds so, and not with 90.
    """
    low, high = _span(one)
    other_low, other_high = _span(other)
    return low <= other_high and other_low <= high


def tell_figure(figure: Figure) -> str:
    """The number in digits: "7", "at least 50", "20 to 120"."""
    if figure.exact:
        return f"{figure.least:g}"
    if figure.most is None:
        return f"at least {figure.least:g}"
    return f"at most {figure.most:g}" if figure.least is None else f"{figure.least:g} to {figure.most:g}"


def _span(figure: Figure) -> tuple[float, float]:
    """What the words may well stand for: after "at least", up to the next round number."""
    if figure.least is not None and figure.most is None:
        return figure.least, figure.least + _roundness(figure.least)
    if figure.most is not None and figure.least is None:
        return figure.most - _roundness(figure.most), figure.most
    return figure.least or 0.0, figure.most or 0.0


def _roundness(value: float) -> float:
    """How far a writer's round number may be from the real one: 50 stands for 50 to 59, 7 for itself."""
    size = 1
    while value >= size * 10 and value % (size * 10) == 0:
        size *= 10
    return size - 1 if size > 1 else 0
