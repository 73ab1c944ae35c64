"""A text as words between white space, and what a span holds of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.evaluate.expectations import dice
from onrecord.model.span import Span

_ENOUGH = 0.5
_QUOTES = frozenset('"“”„«»')
_MARKS = re.compile(r"(?:['’]s?)?\W*$")
_WORD = re.compile(r"[^\W_]+")
_LIGHT = frozenset({"the", "a", "an", "s"})


@dataclass(frozen=True)
class Words:
    """The words of a text, by number."""

    text: str

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"\S+", self.text)]

    @cached_property
    def _at(self) -> dict[int, int]:
        return {place: number for number, span in enumerate(self._words) for place in range(*span)}

    def numbers(self, spans: Iterable[Span]) -> frozenset[int]:
        """The words of which the spans hold a character."""
        places = (place for span in spans for place in range(span.start, span.end))
        return frozenset(self._at[place] for place in places if place in self._at)

    def runs(self, numbers: frozenset[int]) -> Iterator[frozenset[int]]:
        """The words in stretches without a gap."""
        run: set[int] = set()
        for number in sorted(numbers):
            if run and number - 1 not in run:
                yield frozenset(run)
                run = set()
            run.add(number)
        if run:
            yield frozenset(run)

    def hold_quote(self, numbers: frozenset[int]) -> bool:
        """Whether there is a double quotation mark in the words."""
        return any(_QUOTES & set(self.text[slice(*self._words[number])]) for number in numbers)

    def mention_likeness(self, one: Span, other: Span) -> float:
        """How much two noun phrases look like one mention, from 0 to 1.

        They do when they end at the same word, where the head of a name stands, or share half of their words.
        Articles and possessive marks count for nothing.
        """
        if not one.overlaps(other):
            return 0.0
        likeness = dice(self._weighty(one), self._weighty(other))
        same_end = self._end(one) == self._end(other)
        return (likeness + same_end) / 2 if likeness >= _ENOUGH or same_end else 0.0

    def _weighty(self, span: Span) -> frozenset[int]:
        words = _WORD.finditer(span.slice(self.text))
        return frozenset(span.start + word.start() for word in words if word.group().lower() not in _LIGHT)

    def _end(self, span: Span) -> int:
        marks = _MARKS.search(span.slice(self.text))
        return span.start + marks.start() if marks else span.end
