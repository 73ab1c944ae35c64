"""Words of a text, as Universal Dependencies cut English: clitics, hyphens, numbers and marks on their own.

A word is a span of the text; between two words stands nothing but white space and what has no width. Every
pattern is bounded in length, so time grows with the text and not faster.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from functools import lru_cache
from unicodedata import category

from onrecord.analyse.lexicon.words import read_words

_HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f"
"""Characters without width: no word consists of them alone."""
_BLANK = rf"\s\x00-\x1f\x7f-\x9f{_HIDDEN}"
_APOSTROPHE = "['’ʼ＇]"
_LETTER = rf"[^\W\d_{_HIDDEN}]"
_MARK = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    r"\u0900-\u0903\u093a-\u094f\u20d0-\u20f0]"
)
_LETTERS = rf"(?:{_LETTER}(?:{_MARK}|[{_HIDDEN}](?={_LETTER}))*)"
_DOMAIN = (
    r"(?:[a-zA-Z0-9-]{1,63}\.){1,5}(?:com|org|net|gov|edu|info|int|mil|biz|tv|[a-z]{2}\.uk|co\.[a-z]{2}"
    r"|uk|us|eu|ru|de|fr|in|cn|au|ca|me|io|ly)\b"
)
# A number is matched whole or not at all: its lookahead does what a possessive quantifier would, which the
# `re` of some Python 3.11 gets wrong.
_DIGITS = r"\d{1,40}(?:[.:/]\d{1,40}|,\d{3}(?!\d)){0,10}"
_PICTURE = r"[\u2190-\u2bff\U0001f000-\U0001faff]"
_WORD = re.compile(
    rf"""
    (?P<address>(?:https?|ftp)://[^{_BLANK}<>"“”]{{1,2000}}|www\.[^{_BLANK}<>"“”]{{1,2000}})
  | (?P<mail>[\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,5}})
  | (?P<domain>{_DOMAIN}(?:/[^{_BLANK}<>"“”]{{0,2000}})?)
  | (?P<handle>[@\#]\w{{1,100}})
  | (?P<acronym>(?:{_LETTER}\.){{2,8}}(?:{_LETTER}(?![\w.]))?|{_LETTER}\.[A-Z](?!\w)|Ph\.D\.)
  | (?P<money>(?:US|AU?|C|CA|NZ|HK|S)\$)
  | (?P<number>[.]?(?=(?P<run>{_DIGITS}))(?P=run)(?:st|nd|rd|th|s|{_APOSTROPHE}s)?(?!\w))
  | (?P<digits>{_DIGITS})
  | (?P<marked>\[(?:\.\.\.|…)\])
  | (?P<firm>{_LETTERS}{{1,5}}(?:&{_LETTERS}{{1,5}}){{1,3}}(?!\w))
  | (?P<letters>{_LETTERS}{{1,64}}(?:[\d_]{{1,20}}{_LETTERS}{{0,64}}){{0,8}}
        (?:{_APOSTROPHE}{_LETTERS}{{1,64}}){{0,3}})
  | (?P<dots>\.{{2,8}}|…{{1,8}})
  | (?P<dash>-{{2,8}}|—{{1,8}}|–{{1,8}}|_{{2,40}}|={{2,40}}|\*{{2,40}})
  | (?P<quote>''|``)
  | (?P<emoji>{_PICTURE}
        (?:[\ufe00-\ufe0f\u200d\U0001f3fb-\U0001f3ff]|(?<=\u200d){_PICTURE}){{0,12}})
  | (?P<other>[^{_BLANK}](?:{_MARK}{{0,8}}))
    """,
    re.VERBOSE,
)
_MAYBE_WORDS = frozenset("'’%&@#*/§")
_CLITIC = re.compile(rf"(?i:(n{_APOSTROPHE}t)|({_APOSTROPHE}(?:s|re|ve|ll|d|m)))$")
_ADDRESS_TAIL = re.compile(r"[.,;:!?)\]}'’”»]+$")
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}
"""Words written as one that are two, and where the second begins."""
_SYLLABLE = re.compile(r"(?i:[cst]h|zh|ts|kw|gw|hw|[bcdfghjklmnpqrstwxyz])[aeiou]{1,3}(?:n|ng|k|p|t|m|h|l)?")
_HYPHENS = frozenset("-‐‑")
_ABBREVIATIONS, _NUMBERED, _UNSURE, _PREFIXES, _SUFFIXES, _ENGLISH = (
    read_words("words", key)
    for key in ("abbreviations", "numbered", "unsure", "prefixes", "suffixes", "english_syllables")
)
_NEW_SENTENCE = re.compile(rf"[\s\"'”’)]{{1,40}}[\"'“‘(]?[A-Z]|[{_BLANK}]{{0,40}}$")
_PART = re.compile(rf"{_LETTERS}{{1,64}}(?:{_APOSTROPHE}{_LETTERS}{{1,64}}){{0,3}}")
_ITEM = re.compile(r"\.\s+\S")
_SPACE_DIGIT = re.compile(r"\s{0,3}\d")
_INITIAL_FOLLOWS = re.compile(rf"\s{{0,3}}(?:[A-Z]|{_APOSTROPHE}s\b|,|[a-z])")


def cut_words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The words of `text[start:end]` in order, each as its first and its last code point, half-open."""
    end = len(text) if end is None else end
    place = start
    while match := _WORD.search(text, place, end):
        kind = match.lastgroup
        first, place = match.span()
        match kind:
            case "address" | "domain":
                tail = _ADDRESS_TAIL.search(match[0])
                if tail and not (tail[0].startswith(")") and "(" in match[0]):
                    place -= len(tail[0])
                yield first, place
            case "letters":
                place = yield from _word(text, first, place, end)
            case "number" if first == start and _ITEM.match(text, place, end):
                place += 1  # the number of an item, with its full stop
                yield first, place
            case _:
                yield first, place


@lru_cache(maxsize=1 << 12)
def is_mark(word: str) -> bool:
    """Whether a word is punctuation whatever stands around it; an apostrophe alone may be a possessive."""
    return word not in _MAYBE_WORDS and all(category(character).startswith("P") for character in word)


def _word(text: str, first: int, last: int, end: int) -> Generator[tuple[int, int], None, int]:
    """A word of letters with its full stop or prefix, without its clitics; where it ends is returned."""
    word = text[first:last]
    if text.startswith(".", last) and last < end and _abbreviates(text, word, last + 1, end):
        yield first, last + 1
        return last + 1
    last = _with_bound_parts(text, word, last, end)
    word = text[first:last]
    fused = _FUSED.get(word.lower())
    if fused:
        yield first, first + fused
        yield first + fused, last
        return last
    clitic = _CLITIC.search(word)
    if clitic is not None and clitic.start():
        yield first, first + clitic.start()
        first += clitic.start()
    yield first, last
    return last


def _abbreviates(text: str, word: str, stop: int, end: int) -> bool:
    """Whether the full stop in front of `stop` belongs to the word."""
    lower = word.lower()
    if lower in _NUMBERED:
        return _SPACE_DIGIT.match(text, stop, end) is not None
    if len(word) == 1:
        return word.isupper() and word != "I" and _INITIAL_FOLLOWS.match(text, stop, end) is not None
    if lower not in _ABBREVIATIONS:
        return False
    return lower not in _UNSURE or (not word.islower() and _NEW_SENTENCE.match(text, stop, end) is None)


def _is_syllable(part: str) -> bool:
    """Whether a part can be one of a Chinese or Korean given name in Latin letters ("Wai-ching")."""
    return _SYLLABLE.fullmatch(part) is not None and part.lower() not in _ENGLISH


def _with_bound_parts(text: str, word: str, last: int, end: int) -> int:
    """Where the word ends if a hyphen ties it to a part that is no word of its own, or `last`."""
    if last >= end or text[last] not in _HYPHENS:
        return last
    following = _PART.match(text, last + 1, end)
    if following is None:
        return last
    bound = (
        word.lower() in _PREFIXES
        or following[0].lower() in _SUFFIXES
        or (word.istitle() and _is_syllable(word) and _is_syllable(following[0]))
    )
    return following.end() if bound else last
