"""The words of a statement, in the forms in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from onrecord.resolve.quotations.frequencies import NAME, weigh

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:[^\W_]*)|[^\W_]+(?:['’][^\W_]+)*")
_BREAK = re.compile(r"[.!?]['\"”’)\]]*\s|…")
_QUOTES = re.compile(r"[\"“”]|''")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
_NEGATIVE = frozenset("not no never nor none nothing nobody neither cannot without".split())
_SHORT = re.compile(
    r"(?P<head>\w+(?=n['’]t$)|i|you|we|they|he|she|it|that|there|what|who|here|where|\w+(?=['’](?:re|ve|ll)$))"
    r"(?P<rest>n['’]t|['’](?:s|re|ve|ll|m|d))",
    re.IGNORECASE,
)
_RESTS = {"n't": "not", "'s": "is", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}
_HEADS = {"ca": "can", "wo": "will", "sha": "shall"}
# British and American spelling of one word.
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{4})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|ful|ite|ites)?$)"), "or"),
)


class Word(NamedTuple):
    """A word at `[start, end)` of a statement's words.

    `norm` is the same for all ways to write it, `lemma` for all its forms; `bits` say how rare it is, 0 where
    it says nothing of what is spoken about. `quoted` says whether it stands within quotation marks, and
    `sentence` in which sentence of the statement, from 0.
    """

    start: int
    end: int
    norm: str
    lemma: str
    bits: int
    quoted: bool
    sentence: int

    @property
    def negates(self) -> bool:
        """Whether it turns what is said into its contrary."""
        return self.norm in _NEGATIVE


@dataclass(frozen=True)
class Wording:
    """The words of a statement, in their order."""

    words: tuple[Word, ...]

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """The words without regard to how they are written."""
        return tuple(word.norm for word in self.words)

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that say what is spoken about."""
        return tuple(word for word in self.words if word.bits)

    @cached_property
    def bits(self) -> int:
        """How much the words tell."""
        return sum(word.bits for word in self.words)


@lru_cache(maxsize=8_192)
def read_wording(text: str, form: str) -> Wording:
    """The words of a statement of a form: of a direct one all are quoted, of an indirect one none."""
    marks = [match.start() for match in _QUOTES.finditer(text)] if form == "mixed" else []
    breaks = [match.end() for match in _BREAK.finditer(text)]
    words: list[Word] = []
    for start, end, given in _cut(text):
        sentence = bisect_right(breaks, start)
        quoted = form == "direct" or bisect_left(marks, start) % 2 == 1
        is_first = not words or words[-1].sentence != sentence
        norm, lemma, bits = _read_word(given, is_first=is_first)
        words.append(Word(start, end, norm, lemma, bits, quoted, sentence))
    return Wording(tuple(words))


def _cut(text: str) -> Iterator[tuple[int, int, str]]:
    """The words, contractions as the two that they are: "can't" as can and not, "she's" as she and is."""
    for match in _WORD.finditer(text):
        word, (start, end) = match[0], match.span()
        short = _SHORT.fullmatch(word) if "'" in word or "’" in word else None
        if short is None:
            yield start, end, word
            continue
        seam = start + short.start("rest")
        head = short["head"]
        yield start, seam, _HEADS.get(head.lower(), head) if short["rest"][0] in "nN" else head
        yield seam, end, _RESTS[short["rest"].lower().replace("’", "'")]


@lru_cache(maxsize=65_536)
def _read_word(word: str, *, is_first: bool) -> tuple[str, str, int]:
    folded = _fold(word)
    norm = _normalise(folded.replace("'", ""))
    lemma = _normalise(_find_lemma(folded.partition("'")[0]))
    bits = 0 if norm in _NEGATIVE else weigh(lemma)
    # The first word of a sentence has a capital letter anyway; as a name it is one that the table lacks.
    is_name = word[:1].isupper() and not (is_first and bits < NAME + 5)
    return norm, lemma, min(bits, NAME) if is_name else bits


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(one for one in plain.replace("’", "'") if not unicodedata.combining(one))


def _normalise(folded: str) -> str:
    for pattern, instead in _SPELLINGS:
        folded = pattern.sub(instead, folded)
    folded = folded.replace(",", "")
    return _NUMBERS.get(folded, folded)


_IRREGULAR = {"gone": "go", "said": "say", "us": "we", "me": "i", "them": "they", "left": "leave"}


def _find_lemma(folded: str) -> str:
    if folded in _IRREGULAR or not folded.isalpha():
        return _IRREGULAR.get(folded, folded)
    import simplemma

    return str(simplemma.lemmatize(folded, lang="en")).lower()
