"""Amounts: numbers with their bounds, money with its currency, percentages and measures.

Of "at least 30" the number is 30 and so is the least; "nearly 50" is at most 50; "between 10 and 20" has only
bounds, and "dozens" is at least two dozen. The bounds are the words' own: the least of "more than 30" is 30.
A bare "$" is the dollar of the United States; what several states call by one word ("rupees") is a unit
without a currency.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.timex.lexicon import ONES, TENS
from onrecord.model.record import Quantity
from onrecord.model.span import Span

Number = int | float
_REACH = 40
"""How many characters around a number its bounds and its unit may stand in."""
_LEXEME = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:\.[^\W\d_]+\.?)*\$?|[^\w\s]")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DASHES = frozenset("-–—")
_SEVERAL = frozenset({"several", "few", "many"})
_LONGEST_UNIT = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """What the words of an amount say; `quantity` is None for a plain number."""

    number: Number | None
    quantity: Quantity | None


def find_amount(text: str, span: Span) -> Amount | None:
    """The first amount that begins in `span`, with what stands right in front of it and behind it.

    None where the words name no number.
    """
    reader = _Reader(text, span)
    for at, lexeme in enumerate(reader.lexemes):
        if lexeme.start >= span.end:
            return None
        found = reader.read(at)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Lexeme:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number with its scale and the position behind it; `several` where it only is a least ("dozens")."""

    number: Number
    end: int
    scale: int = 1
    several: bool = False


class _Reader:
    """Reads amounts in a span and the words right behind it."""

    def __init__(self, text: str, span: Span) -> None:
        self._text = text
        end = min(span.end + _REACH, len(text))
        self.lexemes = [
            _Lexeme(match[0], match.start(), match.end()) for match in _LEXEME.finditer(text, span.start, end)
        ]
        self._words = [lexeme.text.casefold() for lexeme in self.lexemes]

    def read(self, at: int) -> Amount | None:
        """The amount that begins with this lexeme."""
        currency, first = self._sign(at)
        low = self._sum(first)
        if low is None:
            return None
        high = self._second(low.end)
        end = high.end if high is not None else low.end
        behind, end = self._unit(end) if currency is None else ((None, None), end)
        measured = Quantity(currency=currency or behind[0], unit=behind[1])
        if high is not None:
            least = _plain(low.number * (high.scale if low.scale == 1 else 1))
            return Amount(None, replace(measured, least=least, most=high.number))
        if low.several:
            return Amount(None, replace(measured, least=low.number))
        bound = _bound_before(self._text[: self.lexemes[at].start]) or _bound_behind(self._rest(end))
        quantity = replace(
            measured,
            least=low.number if bound == "least" else None,
            most=low.number if bound == "most" else None,
            approximate=bound == "approximate",
        )
        return Amount(low.number, quantity if quantity != Quantity() else None)

    def _word(self, at: int) -> str:
        return self._words[at] if at < len(self._words) else ""

    def _rest(self, at: int) -> str:
        return self._text[self.lexemes[at - 1].end :][:_REACH]

    def _sign(self, at: int) -> tuple[str | None, int]:
        """The currency of a sign or a code in front of a number, and the position behind it."""
        raw = self.lexemes[at].text if at < len(self.lexemes) else ""
        signs: Mapping[str, str] = read_lexicon("amounts")["signs"]
        if raw.upper() in signs:
            return signs[raw.upper()], at + 1
        if raw in _codes():
            return raw, at + 1
        return None, at

    def _sum(self, at: int) -> _Sum | None:
        """The number that begins here, in digits or words, with its scales."""
        several = self._word(at) in _SEVERAL and self._scale(at + 1) > 1
        if several or (_scale_of_many(self._word(at)) and at < len(self.lexemes)):
            return self._many(at + several)
        half = self._word(at) == "half" and self._word(at + 1) in ("a", "an") and self._scale(at + 2) > 1
        if half:
            return self._scaled(0.5, at + 2)
        if self._word(at) in ("a", "an") and self._scale(at + 1) > 1:
            return self._scaled(1, at + 1)
        if _DIGITS.fullmatch(self._word(at)):
            return self._scaled(_parse_digits(self._word(at)), at + 1)
        return self._spoken(at)

    def _many(self, at: int) -> _Sum:
        """The least of "dozens", "tens of thousands" or "several hundred"."""
        number, first = 2, at
        while scale := _scale_of_many(self._word(at)) or (self._scale(at) if at == first else 0):
            number, at = number * scale, at + 1
            at += self._word(at) == "of" and _scale_of_many(self._word(at + 1)) > 0
        return _Sum(number, at, several=True)

    def _spoken(self, at: int) -> _Sum | None:
        """A number in words: "twenty-six", "two hundred and fifty"."""
        total: Number = 0
        first, scale = at, 1
        while True:
            joined = at > first and self._word(at) in (*_DASHES, "and")
            value = _small(self._word(at + joined))
            if value is None or (at > first and not _follows(total, value)):
                break
            total, at = total + value, at + joined + 1
            scaled = self._scaled(total, at)
            total, at, scale = scaled.number, scaled.end, max(scale, scaled.scale)
        return _Sum(total, at, scale) if at > first else None

    def _scaled(self, number: Number, at: int) -> _Sum:
        """The number times the scales behind it, which a hyphen may join ("a 2-million")."""
        product = 1
        while (scale := self._scale(at)) > 1 or (self._word(at) in _DASHES and self._scale(at + 1) > 1):
            at += scale <= 1
            product, at = product * self._scale(at), at + 1
        return _Sum(_plain(number * product), at, product)

    def _scale(self, at: int) -> int:
        word = self._word(at)
        return 1 if word == "ten" else int(read_lexicon("amounts")["scales"].get(word, 1))

    def _second(self, at: int) -> _Sum | None:
        """The upper end of a range that goes on here ("10 *to 20*", "10-*20*", "between 10 *and 20*")."""
        word = self._word(at)
        before = self._text[: self.lexemes[0].start] if self.lexemes else ""
        between = word == "and" and (
            re.search(r"\bbetween\s*$", before, re.I) or "between" in self._words[:at]
        )
        if word not in ("to", *_DASHES) and not between:
            return None
        return self._sum(self._sign(at + 1)[1])

    def _unit(self, at: int) -> tuple[tuple[str | None, str | None], int]:
        """Currency and unit of the words or the sign behind a number, and the position behind them."""
        currency, end = self._sign(at)
        if currency is not None:
            return (currency, None), end
        at += self._word(at) in _DASHES
        for length in range(min(_LONGEST_UNIT, len(self._words) - at), 0, -1):
            name = " ".join(self._words[at : at + length])
            if name in _names("words"):
                return (_names("words")[name], None), at + length
            if name in _names("units"):
                return (None, _names("units")[name]), at + length
        return (None, None), at


def _bound_before(text: str) -> str | None:
    """What the words at the end of a text make of the number behind them: least, most or approximate."""
    before = " ".join(text[-_REACH:].casefold().split())
    fitting = [(len(words), bound) for words, bound in _bounds("before") if _ends_with(before, words)]
    return max(fitting)[1] if fitting else None


def _ends_with(text: str, words: str) -> bool:
    return text.endswith(words) and not text[: -len(words)][-1:].isalnum()


def _bound_behind(text: str) -> str | None:
    behind = " ".join(text.casefold().split())
    return next(
        (bound for words, bound in _bounds("behind") if re.match(rf"{re.escape(words)}\b", behind)), None
    )


@cache
def _bounds(where: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (" ".join(words.split()), bound)
        for bound, listed in read_lexicon("amounts")[where].items()
        for words in listed.split("|")
    )


@cache
def _names(key: str) -> Mapping[str, str]:
    """Currencies or units by their names in the singular and the plural."""
    names: Mapping[str, str] = read_lexicon("amounts")[key]
    return {form: code for name, code in names.items() for form in (name.casefold(), f"{name.casefold()}s")}


@cache
def _codes() -> frozenset[str]:
    return frozenset(read_lexicon("amounts")["codes"]["list"].split())


def _scale_of_many(word: str) -> int:
    """The scale that a plural names ("dozens"); 0 where it is none."""
    return (
        int(read_lexicon("amounts")["scales"].get(word[:-1], 0))
        if word.endswith("s") and len(word) > 3
        else 0
    )


def _small(word: str) -> int | None:
    value = (ONES | TENS).get(word)
    return int(value) if value is not None else None


def _follows(total: Number, value: int) -> bool:
    """Whether a number goes on with this word, as "twenty-six" does and "six seven" does not."""
    return total % 100 == 0 or (total % 10 == 0 and total % 100 >= 20 and 0 < value < 10)


def _parse_digits(word: str) -> Number:
    plain = word.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _plain(number: Number) -> Number:
    """The number as a whole one where it is."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
