"""What an article is compared by: its words, weighed by how rare they are in news and by where they stand."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from onrecord.resolve.stories.frequencies import weigh

KEPT = 160
"""How many of an article's weightiest terms are kept."""
MEETING = 16
"""By how many of them it is found."""
_LEAD = 60
"""How many words the lead has."""
_IN_TITLE, _IN_LEAD = 10.0, 2.0
"""For how many words of the text one in the title or the lead counts."""
_NAMED = 1.8
"""How much more a name weighs than a word as rare."""
_DAMPING = 0.6
"""How fast the weight of a word grows with how often it is there: as this power of it."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?(?:[.,]\d+)*")
_WORD_OR_STOP = re.compile(rf"{_WORD.pattern}|[.!?:\"“”\n]")
_STOPS = frozenset('.!?:"“”\n')
_FIELDS = np.dtype([("term", "<u4"), ("weight", "<f4")])


@dataclass(frozen=True, slots=True)
class Terms:
    """Digests of an article's terms in ascending order, with their weights; the squares of these add to 1."""

    digests: NDArray[np.uint32]
    weights: NDArray[np.float32]

    def to_bytes(self) -> bytes:
        """As the store keeps them."""
        rows = np.empty(len(self.digests), dtype=_FIELDS)
        rows["term"], rows["weight"] = self.digests, self.weights
        return rows.tobytes()

    def meeting(self) -> list[int]:
        """The digests of the weightiest terms, by which the article is found."""
        order = np.lexsort((self.digests, -self.weights))[:MEETING]
        return [int(self.digests[place]) for place in order]


def read_terms(content: bytes) -> Terms:
    """The terms as the store keeps them."""
    rows = np.frombuffer(bytes(content), dtype=_FIELDS)
    return Terms(rows["term"].copy(), rows["weight"].copy())


def find_terms(title: str | None, text: str) -> Terms:
    """The terms of an article with this title (or none) and text."""
    weights = _weigh_words(title or "", text)
    found: dict[int, float] = {}
    for word, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]:
        found.setdefault(_digest(word), weight)
    length = math.sqrt(sum(weight * weight for weight in found.values())) or 1.0
    ordered = sorted(found.items())
    return Terms(
        np.array([digest for digest, _ in ordered], dtype=np.uint32),
        np.array([weight / length for _, weight in ordered], dtype=np.float32),
    )


def split_words(text: str) -> list[str]:
    """The words of a text as they are compared: without case, possessive and plural endings."""
    return [_reduce(found[0]) for found in _WORD.finditer(text)]


def _weigh_words(title: str, text: str) -> dict[str, float]:
    counts: defaultdict[str, float] = defaultdict(float)
    named: Counter[str] = Counter()
    for place, (word, sign) in enumerate(_read_words(text)):
        counts[word] += _IN_LEAD if place < _LEAD else 1
        named[word] += sign
    for word in split_words(title):
        counts[word] += _IN_TITLE
    found = {}
    for word, count in counts.items():
        rarity = weigh(word)
        if rarity and len(word) > 1:
            found[word] = count**_DAMPING * rarity * (_NAMED if named[word] > 0 else 1)
    return found


def _read_words(text: str) -> Iterator[tuple[str, int]]:
    """The words with 1 where it is written as a name, -1 where not, 0 at the beginning of a sentence."""
    begins = True
    for word in _WORD_OR_STOP.findall(text):
        if word in _STOPS:
            begins = True
            continue
        yield _reduce(word), -1 if not word[0].isupper() else 0 if begins else 1
        begins = False


@lru_cache(maxsize=65_536)
def _reduce(word: str) -> str:
    folded = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    if len(folded) > 4 and folded.endswith("ies"):
        return f"{folded[:-3]}y"
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return folded[:-1]
    return folded


@lru_cache(maxsize=65_536)
def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")
