"""What a time expression is resolved against: the publication date, earlier times, the clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.timex.calendar import Bounds, bounds, shift
from onrecord.analyse.timex.clause import Tense, find_tense
from onrecord.model.record import TimeType
from onrecord.model.span import Span

# The value of a stretch that nothing fixes.
OPEN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
# Months that people are called.
_FIRST_NAMES = frozenset("april may june august".split())
# What a year can stand before in the plural without counting it.
_OF_A_YEAR = frozenset(
    "earning earnings sale result election figure revenue profit loss game olympics talk protest riot attack "
    "note bond estimate level price budget target forecast plan model standard poll hearing".split()
)


class Place(Protocol):
    """Words of the text, from `start` to `end`."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: its TIMEX3 type and value.

    `leads` says whether later expressions may be told from it: "a year earlier" only looks back.
    """

    type: TimeType
    value: str
    leads: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one expression.

    `published` is an ISO date, perhaps without day or month; `anchor` the value of the latest dated
    expression before this one in the text, `day` that of the latest that is dated to the day, `quarter` the
    quarter that a report is of.
    """

    parse: Parse
    published: str | None
    anchor: str | None = None
    day: str | None = None
    quarter: str | None = None

    @property
    def published_bounds(self) -> Bounds | None:
        """The first and the last day on which the article can have been published."""
        return bounds(self.published) if self.published else None

    def from_publication(self, unit: str, steps: int) -> str:
        """The stretch `steps` units after that of the publication, or its open value."""
        return shift(self.published, unit, steps) or OPEN[unit]

    def from_anchor(self, unit: str, steps: int) -> str:
        """The stretch `steps` units after that of the latest dated expression, or its open value."""
        return shift(self.anchor, unit, steps) or OPEN[unit]

    def is_future(self, value: str) -> bool:
        """Whether a value begins after the publication; not, where either is open."""
        span, published = bounds(value), self.published_bounds
        return span is not None and published is not None and span[0] > published[1]

    def has_ended(self, value: str) -> bool:
        """Whether a value lies before the publication; taken for granted where that is not known."""
        span, published = bounds(value), self.published_bounds
        return span is None or published is None or span[1] < published[1]

    def tense(self, place: Place) -> Tense | None:
        """The tense that tells on which side of the publication the words lie; None where nothing does.

        It is that of the governing clause. After "since" it is past, after "until" and "for" ahead of a past
        ("they called a meeting for Friday"), and before a noun it says nothing ("the Tuesday deadline").
        """
        tokens = self._tokens(place)
        if not tokens:
            return None
        head = self.parse.tokens[self.parse.head_of(tokens[0], tokens[-1])]
        marker = self.parse.child(head.index, "case")
        if marker is not None and marker.lower == "since":
            return "past"
        if head.relation in ("compound", "amod") and head.head > head.index:
            return None
        tense = find_tense(self.parse, head.index)
        onwards = marker is not None and marker.lower in ("until", "till", "by", "for")
        return "ahead" if onwards and tense == "past" else tense

    def is_name_of_time(self, place: Place) -> bool:
        """Whether the last word is a noun of its own: "May", but not "it may", "Theresa May", "we march"."""
        tokens = self._tokens(place)
        if not tokens or self.parse.tokens[tokens[-1]].pos in ("VERB", "AUX"):
            return False
        if len(tokens) == 1 and self._is_called(self.parse.tokens[tokens[0]]):
            return False
        return not self._is_in_persons_name(tokens[-1])

    def modifies(self, place: Place, lemmas: Container[str]) -> bool:
        """Whether the words stand before one of these nouns as their head."""
        tokens = self._tokens(place)
        head = self.parse.tokens[self.parse.head_of(tokens[0], tokens[-1])] if tokens else None
        return head is not None and head.head > head.index and self.parse.tokens[head.head].lemma in lemmas

    def has_article(self, place: Place) -> bool:
        """Whether an article goes with the last word, as in "the annual March for Peace"."""
        tokens = self._tokens(place)
        article = self.parse.child(tokens[-1], "det") if tokens else None
        return article is not None and article.lower in ("a", "an", "the")

    def _is_in_persons_name(self, index: int) -> bool:
        """Whether a token is part of a person's name of several words; the names stand in order."""
        names = self.parse.names
        position = bisect_right(names, index, key=lambda name: name.first) - 1
        name = names[position] if position >= 0 else None
        return name is not None and name.type == "person" and name.first < name.last >= index

    def _is_called(self, token: Token) -> bool:
        """Whether a person may be called this: "Mrs May", "May said", "a letter from May's office"."""
        if token.lower not in _FIRST_NAMES:
            return False
        before = self.parse.tokens[token.index - 1] if token.index else None
        if before is not None and before.pos == "PROPN" and before.end + 1 == token.start:
            return True
        return token.core in ("nsubj", "obj", "iobj", "flat") or token.relation == "nmod:poss"

    def counts_something(self, place: Place) -> bool:
        """Whether a number counts what follows: "2016 people", but not "the 2016 elections"."""
        tokens = self._tokens(place)
        if not tokens:
            return True
        token = self.parse.tokens[tokens[-1]]
        head = self.parse.tokens[token.head]
        if head.index <= token.index or head.feats.get("Number") != "Plur" or token.core != "nummod":
            return False
        if head.lemma in _OF_A_YEAR or head.pos == "PROPN":
            return False
        return self.parse.child(head.index, "det", "nmod:poss") is None

    def is_title(self, place: Place) -> bool:
        """Whether the words are part of a name in capitals: "60 Minutes", "This Week", "VOA Today"."""
        tokens = self._tokens(place)
        if not tokens:
            return True
        words = [token for token in map(self.parse.tokens.__getitem__, tokens) if token.text[0].isalpha()]
        if not words or not words[-1].text[0].isupper():
            return False
        first, end = self.parse.sentences[words[0].sentence]
        if len(words) == len(tokens) == 1 and self._opens(words[0].index, first):
            return False
        before = self.parse.tokens[words[0].index - 1]
        if len(words) == 1 and words[0].index > first and before.pos == "PROPN" and before.text[0].isupper():
            return True
        others = [
            t for t in self.parse.tokens[first:end] if t.text[0].isalpha() and t.pos not in ("PROPN", "PUNCT")
        ]
        return sum(token.text[0].islower() for token in others) * 2 > len(others)

    def opens_title(self, place: Place) -> bool:
        """Whether the words and what follows have capitals: "Daily Mirror", "Weekly Standard"."""
        tokens = self._tokens(place)
        if not tokens or not self.parse.tokens[tokens[0]].text[0].isupper():
            return False
        after = self.parse.tokens[tokens[-1] + 1 : tokens[-1] + 2]
        return any(token.pos == "PROPN" and token.text[0].isupper() for token in after)

    def describes_name(self, place: Place) -> bool:
        """Whether the last word stands with a name as its head: "the daily Granma"."""
        tokens = self._tokens(place)
        head = self.parse.tokens[self.parse.tokens[tokens[-1]].head] if tokens else None
        return head is not None and head.pos == "PROPN" and head.index > tokens[-1]

    def _opens(self, index: int, first: int) -> bool:
        """Whether a token opens its sentence, a quotation or what follows a colon."""
        return index == first or self.parse.tokens[index - 1].pos == "PUNCT"

    def token_before(self, place: Place) -> Token | None:
        """The token of the same sentence that stands before the words."""
        tokens = self._tokens(place)
        if not tokens:
            return None
        first = self.parse.sentences[self.parse.tokens[tokens[0]].sentence][0]
        return self.parse.tokens[tokens[0] - 1] if tokens[0] > first else None

    def _tokens(self, place: Place) -> range:
        return self.parse.tokens_in(Span(start=place.start, end=place.end))
