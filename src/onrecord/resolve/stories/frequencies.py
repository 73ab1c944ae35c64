"""How rare a word is in news, from a table of counts that never changes."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files

_COMMON = 1.0
"""What is less rare than this tells nothing: it is in more than a third of all articles."""
_UNSEEN = 0.5
"""In how many articles a word is taken to be that the table does not have."""
TABLE = "frequencies.txt"


@lru_cache(maxsize=65_536)
def weigh(word: str) -> float:
    """How rare a word is: the natural logarithm of one in so many articles; 0 for a common word."""
    articles, counts = _read_table()
    rarity = math.log((articles + 1) / (counts.get(word, 0) + _UNSEEN))
    return rarity if rarity > _COMMON else 0.0


@cache
def _read_table() -> tuple[int, dict[str, int]]:
    """How many articles were counted, and in how many of them each word is.

    A line has a count and behind it the words with it; the first has the number of articles alone.
    """
    text = (files("onrecord.resolve.stories") / TABLE).read_text(encoding="utf-8")
    (total,), *rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return int(total), {word: int(count) for count, *words in rows for word in words}
