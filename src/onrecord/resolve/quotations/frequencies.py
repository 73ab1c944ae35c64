"""How rare a word is in news, in bits, from a table of counts that never changes."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

RAREST = 13
"""The bits of a word that the table does not have."""
NAME = 7
"""The most bits of a name: names that nobody knew yesterday are in each article of a story today."""
_COMMON = 5
_FUNCTION = frozenset(
    """
    a an and are as at be been but by can could did do does doing done for from get got had has have
    having he her here hers him his how i if in into is it its itself just me may might mine must my of
    off on one or our out over shall she should so some such than that the their them then there these
    they this those to too up us very was we well were what when where whether which while who whom
    whose why will with would you your am not no nor never none nothing neither cannot don doesn didn
    won wouldn isn wasn ll ve re am say tell also about after all any because before both even more most
    much only other own same still through under until again against between during each few now once
    yes yeah oh gan go going come came
    """.split()
)


@lru_cache(maxsize=65_536)
def weigh(lemma: str) -> int:
    """The bits that a lemma tells, 5 to 13; 0 for a word that every text has and that tells nothing."""
    if lemma in _FUNCTION:
        return 0
    bits = _read_table().get(lemma, RAREST)
    return bits if bits >= _COMMON else 0


@cache
def _read_table() -> dict[str, int]:
    text = (files("onrecord.resolve.quotations") / "frequencies.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {lemma: int(bits) for bits, *lemmas in rows for lemma in lemmas}
