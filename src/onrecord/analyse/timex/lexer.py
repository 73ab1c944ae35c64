"""Text to lexemes: the words, numbers and marks that time expressions are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.analyse.timex.signs import HOLIDAY_NAMES, NO_SIGN, SIGN_OF_WORD, SIGNS

_PIECE = re.compile(
    "|".join(
        (
            "(?-i:(?=[A-Z])(?:" + "|".join(map(re.escape, HOLIDAY_NAMES)) + r"))(?!\w)",
            r"[ap]\.\s?m\b\.?",  # a.m.
            r"o['’]clock\b",
            r"[qh][1-4](?!\w)",  # Q3
            r"[^\W\d_]+",
            r"9/11(?![\w/])",
            r"\d{4}-\d\d?-\d\d?(?![\w-])",  # 2018-08-05
            r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/])",  # 05/08/2018
            r"\d{1,2}\.\d{1,2}\.\d{4}(?![\w.])",  # 05.08.2018
            r"\d{1,2}:\d\d(?::\d\d)?(?![\w:])",  # 18:30
            r"1/[234](?![\w/])",  # 2 1/2 years
            r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?",  # 1,200
            r"\d+(?:\.\d+)?(?:(?<=0)['’]?s\b|st\b|nd\b|rd\b|th\b)?",  # 5, 2.5, 1990s, 21st
            r"['’`‘]\d\ds?\b",  # '98, '90s
            r"['’]s\b",
            r"[^\w\s]",
        )
    ),
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_DECADE = re.compile(r"(?:\d\d)?\d0['’]?s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lexemes:
    """A stretch of text cut into lexemes: one sign of the lexicon for each, and its place in the text.

    `starts` and `ends` are offsets into the whole `text`.
    """

    text: str
    signs: str
    starts: list[int]
    ends: list[int]

    def piece(self, index: int) -> str:
        """The characters of a lexeme, in lower case."""
        return self.text[self.starts[index] : self.ends[index]].lower()


def lex(text: str, start: int, end: int) -> Lexemes:
    """Cut `text[start:end]` into lexemes; linear in its length."""
    known = SIGN_OF_WORD.get
    places = [match.span() for match in _PIECE.finditer(text, start, end)]
    pieces = [text[first:last] for first, last in places]
    signs = [known(piece) or (NO_SIGN if piece.isalpha() else _sign(piece)) for piece in pieces]
    return Lexemes(text, "".join(signs), [first for first, _ in places], [last for _, last in places])


def _sign(piece: str) -> str:
    if piece[0].isdecimal():
        return SIGNS.get(_classify_number(piece), NO_SIGN)
    if piece[0] in "QH" and piece[1:].isdecimal():
        return SIGNS["QUARTERNAME"]
    if len(piece) > 2 and piece[1].isdecimal():
        return SIGNS["DECADENUMBER" if piece[-1] in "sS" else "SHORTYEAR"]
    return SIGN_OF_WORD.get(piece.lower().replace(" ", "").rstrip("."), NO_SIGN)


def _classify_number(piece: str) -> str:
    if piece.isdecimal():
        return _classify_digits(piece)
    if _ORDINAL.fullmatch(piece):
        return "ORDINALNUMBER"
    if _DECADE.fullmatch(piece):
        return "DECADENUMBER"
    if piece[-1].isalpha():
        return ""
    if ":" in piece:
        return "CLOCK"
    if "-" in piece:
        return "ISODATE"
    if piece.count("/") == 2 or piece.count(".") == 2:
        return "SLASHDATE"
    return "FRACTION" if "/" in piece else "NUMBER"


def _classify_digits(piece: str) -> str:
    if len(piece) == 4:
        return "YEARNUMBER" if "1000" <= piece <= "2199" else "NUMBER"
    if len(piece) > 2:
        return "NUMBER"
    number = int(piece)
    for limit, name in ((12, "N12"), (24, "N24"), (31, "N31"), (59, "N59")):
        if 0 < number <= limit:
            return name
    return "N59" if number == 0 else "NUMBER"
