"""Rules over lexemes: patterns of signs, compiled to regular expressions over strings of signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.analyse.timex.context import Context, Reading
from onrecord.analyse.timex.lexer import Lexemes
from onrecord.analyse.timex.numbers import parse_number
from onrecord.analyse.timex.signs import SIGNS

_COUNT = "ONE|SMALL|TEEN|TENS|HUNDRED|THOUSAND|MILLION|DOZEN"
# The named parts of patterns: `<approx>` is replaced by these, in brackets.
_MACROS = {
    "day_number": "N12|N24|N31|ORDINALNUMBER|ORDINAL|SECOND|TENS HYPHEN? (?:ORDINAL|SECOND)",
    "month": "MONTH|MONTHABBR DOT?",
    "weekday": "WEEKDAY|WEEKDAYABBR DOT?",
    "year": "YEARNUMBER|SHORTYEAR",
    "spoken_year": "TEEN HYPHEN? (?:TENS (?:HYPHEN? (?:ONE|SMALL))?|TEEN|HUNDRED)"
    "|SMALL THOUSAND (?:AND? (?:ONE|SMALL|TEEN))?",
    "digits": "N12|N24|N31|N59|NUMBER|YEARNUMBER",
    "count": f"(?:{_COUNT}) (?:HYPHEN? (?:AND? (?:{_COUNT}))){{0,4}}",
    "number": "<digits> FRACTION? (?:HUNDRED|THOUSAND|MILLION)?|FRACTION"
    "|AN? COUPLE OF?|AN (?:HUNDRED|THOUSAND|MILLION|DOZEN)|<count> (?:AND (?:AN HALF|FRACTION))?",
    "vague": "AN? FEW|DOZEN OF|HUNDRED OF|MANY",
    "ordinal": "ORDINAL|SECOND|ORDINALNUMBER",
    "approx": "ABOUT|ALMOST|OVER|UP TO|JUST? (?:MORE|OVER|ABOUT)|NO? MORE THAN|AT LEAST|AS (?:MUCH|MANY) AS",
    "phase": "(?:EARLY|LATE|MID|EARLIER|LATER) HYPHEN?",
    "edge": "THE? (?:BEGINNING|MIDDLE|END) OF",
    "long_unit": "DAY|WEEK|WEEKEND|MONTHUNIT|QUARTER|YEAR|DECADEUNIT|CENTURY",
    "unit": "<long_unit>|UNIT|SECOND",
    "units": "DAYS|HOURS|UNITS|WEEKENDS|QUARTERS|UNITABBR DOT?",
    "part": "PART|NIGHT|DAWN",
    "zone": "ZONE|UTC",
    "stop": "DOT|COMMA|$",
}
# What may stand before a date and belongs to it: "early", "the end of", "mid-"; before a noun an article too.
BEFORE = "(?:<phase>|<edge>)?"
BEFORE_NOUN = "(?:THE? <phase>|<edge> THE?|THE)?"
_MACRO = re.compile(r"(?<!\?P)<([a-z_]+)>")
_SIGN = re.compile(r"\b[A-Z][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match in the lexemes; group names are those of the rule's pattern."""

    lexemes: Lexemes
    match: re.Match[str]

    def word(self, group: str) -> str:
        """The first word of a group, in lower case; empty where the group took no part."""
        return next(iter(self.words(group)), "")

    def words(self, group: str) -> list[str]:
        """The words of a group in lower case, none where it took no part or the rule has no such group."""
        if group not in self.match.re.groupindex:
            return []
        first, end = self.match.span(group)
        return [self.lexemes.piece(index) for index in range(first, end)]

    def number(self, group: str) -> float | None:
        """The value of a number in digits or words; None where there is none."""
        return parse_number(self.words(group))

    def follows(self, sign: str) -> bool:
        """Whether the match stands right behind a word of this sign."""
        first = self.match.start()
        return first > 0 and self.lexemes.signs[first - 1] == SIGNS[sign]

    @property
    def start(self) -> int:
        """Where the match begins in the text."""
        return self.lexemes.starts[self.match.start()]

    @property
    def end(self) -> int:
        """Where the match ends in the text."""
        return self.lexemes.ends[self.match.end() - 1]


Resolver = Callable[[Found, Context], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over signs, and the function that reads what it matches.

    In a pattern a word in capitals is a sign of the lexicon, a name in angle brackets a macro, and spaces
    mean nothing; the rest is the language of `re`. What the pattern matches is the extent of the
    expression; its surroundings are looked at with look-ahead and look-behind. A resolver that returns
    None says that this is no time expression after all.
    """

    pattern: re.Pattern[str]
    resolve: Resolver


def rule(pattern: str, resolve: Resolver) -> Rule:
    """Compile a rule."""
    return Rule(compile_pattern(pattern), resolve)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A regular expression over signs, from the notation that `Rule` describes."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda name: f"(?:{_MACROS[name[1]]})", pattern)
    return re.compile(_SIGN.sub(lambda name: SIGNS[name[0]], pattern).replace(" ", ""))
