"""Digests of runs of words by which statements that may quote the same words find each other.

A run begins at each word that says something and goes on until its words together are rare enough, so that no
run is made of common words alone, and how many statements share one by chance does not depend on which words
they are. How rare a word is says a table that never changes: which statements meet depends on the two only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

from onrecord.resolve.quotations.wording import Word, Wording

Family = Literal["run", "speaker", "long"]
WINDOWS: dict[Family, int | None] = {"run": 30, "speaker": 3, "long": None}
"""Within how many days of publication statements that share a digest meet; None: however far apart."""
_RUN_BITS, _RUN_WORDS = 26, 3
_LONG_BITS, _LONG_WORDS = 50, 5
_LONGEST_RUN = 12
_THINNED: dict[Family, int] = {"run": 2, "long": 4}
"""Of each so many neighbouring runs the one with the smallest digest is kept, where there are many."""
_FEW_RUNS = 4
_SPEAKER_WORDS = 4
"""How many of the rarest words of each sentence are kept with the speaker's name."""
_FEW_BITS = 9


class Run(NamedTuple):
    """A digest, and the family that says within how many days it counts."""

    family: Family
    digest: int


def find_runs(wording: Wording, surname: str | None) -> set[Run]:
    """The digests of a statement; `surname` is the last name of who speaks, None where nobody is named."""
    content = wording.content
    found = {Run("run", one) for one in _digest_runs("run", content, _RUN_BITS, _RUN_WORDS)}
    found |= {Run("long", one) for one in _digest_runs("long", content, _LONG_BITS, _LONG_WORDS)}
    if surname is not None:
        found |= {Run("speaker", _digest("speaker", surname, one)) for one in _find_rarest(content)}
    return found


def _digest_runs(family: Family, content: Sequence[Word], bits: int, least: int) -> set[int]:
    lemmas = [word.lemma for word in content]
    digests = [_digest(family, *lemmas[start:end]) for start, end in _find_ends(content, bits, least)]
    return _thin(digests, _THINNED[family])


def _find_ends(content: Sequence[Word], bits: int, least: int) -> Iterator[tuple[int, int]]:
    """Where the runs begin and end; each is as short as it can be to tell so much."""
    told = list(accumulate((word.bits for word in content), initial=0))
    for start in range(len(content)):
        end = max(bisect_left(told, told[start] + bits), start + least)
        if end <= min(start + _LONGEST_RUN, len(content)):
            yield start, end


def _thin(digests: Sequence[int], together: int) -> set[int]:
    if len(digests) <= _FEW_RUNS:
        return set(digests)
    last = max(len(digests) - together, 0)
    return {min(digests[start : start + together]) for start in range(last + 1)}


def _find_rarest(content: Sequence[Word]) -> Iterator[str]:
    for _, sentence in groupby(content, key=lambda word: word.sentence):
        lemmas = {word.lemma: word.bits for word in sentence}
        if sum(lemmas.values()) >= _FEW_BITS:
            yield from sorted(lemmas, key=lambda one: (-lemmas[one], _digest("rare", one)))[:_SPEAKER_WORDS]


def _digest(*words: str) -> int:
    """A number of 62 bits, which every database holds."""
    digest = blake2b("\0".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2
