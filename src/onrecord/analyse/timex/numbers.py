"""Numbers in digits and in words."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.timex.lexicon import ONES, ORDINALS, TENS

_SMALL = (
    ONES | TENS | ORDINALS | {"a": 1, "an": 1, "half": 0.5, "couple": 2, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
)
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SILENT = frozenset({"and", "-", "–", "—", "of"})


def parse_number(words: Sequence[str]) -> float | None:
    """The value of a number's lexemes in lower case: "two and a half", "2 1/2", "twenty-first", "1,200".

    None where a word is no part of a number, or there is none ("dozens").
    """
    whole, current, seen = 0.0, 0.0, False
    for word in words:
        if word in _SILENT:
            continue
        if word in ("a", "an") and len(words) > 1:
            continue
        scale = _SCALES.get(word)
        if scale is not None:
            current = (current or 1) * scale
            if scale >= 1_000:
                whole, current = whole + current, 0.0
        else:
            value = _SMALL.get(word)
            if value is None:
                value = _parse_digits(word)
            if value is None:
                return None
            current += value
        seen = True
    return whole + current if seen else None


def _parse_digits(word: str) -> float | None:
    plain = word.replace(",", "")
    if plain[-2:] in ("st", "nd", "rd", "th"):
        plain = plain[:-2]
    if len(plain) > 12:
        return None
    try:
        return float(plain)
    except ValueError:
        return None


def parse_spoken_year(words: Sequence[str]) -> int | None:
    """The year of "nineteen ninety-six", "nineteen hundred" or "two thousand and eight"."""
    parts = [word for word in words if word not in _SILENT]
    if len(parts) > 1 and parts[1] in _SCALES:
        number = parse_number(parts)
        return int(number) if number is not None else None
    century, rest = parse_number(parts[:1]), parse_number(parts[1:])
    return int(century * 100 + rest) if century is not None and rest is not None else None
