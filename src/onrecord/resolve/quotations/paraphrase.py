"""Speech told indirectly beside the words that it tells: the same content in another person and tense."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.resolve.quotations.wording import Word, Wording

_SHARED_WORDS, _SHARED_BITS, _SHARE = 3, 24, 0.7
_ROOM, _STRETCH = 8, 1.6
"""The words of the longer one that may tell the shorter one: so many times as many, and so many more."""


def find_paraphrase(one: Wording, other: Wording) -> float | None:
    """Which share of the shorter wording the longer one tells in a stretch of its own; None where too little.

    Words count by their lemmas, so that person and tense do not matter; pronouns and auxiliaries do not.
    Numbers have to be the same, and both are negated or none.
    """
    shorter, longer = sorted((one, other), key=lambda wording: (wording.bits, wording.norms))
    if len(shorter.content) < _SHARED_WORDS or shorter.bits < _SHARED_BITS:
        return None
    room = int(len(shorter.words) * _STRETCH) + _ROOM
    wanted = Counter(word.lemma for word in shorter.content)
    starts = [place for place, word in enumerate(longer.words) if word.lemma in wanted]
    windows = [longer.words[start : start + room] for start in starts]
    shares = [_share(shorter, wanted, window) for window in windows]
    best = max(shares, default=0.0)
    if best < _SHARE:
        return None
    window = _trim(windows[shares.index(best)], wanted)
    return round(best, 3) if _agree(shorter, window) else None


def _share(shorter: Wording, wanted: Counter[str], window: Sequence[Word]) -> float:
    found = Counter(word.lemma for word in window) & wanted
    bits = {word.lemma: word.bits for word in shorter.content}
    told = sum(bits[lemma] * times for lemma, times in found.items())
    enough = len(found) >= _SHARED_WORDS and told >= _SHARED_BITS
    return told / shorter.bits if enough else 0.0


def _trim(window: Sequence[Word], wanted: Counter[str]) -> Sequence[Word]:
    """The window until its last wanted word, with what stands right before and behind it in its sentence."""
    last = max(place for place, word in enumerate(window) if word.lemma in wanted)
    return window[: last + 1]


def _agree(shorter: Wording, window: Sequence[Word]) -> bool:
    numbers = {word.norm for word in shorter.words if word.norm[:1].isdigit()}
    same = numbers <= {word.norm for word in window}
    mine, yours = (sum(word.negates for word in words) % 2 for words in (shorter.words, window))
    return same and mine == yours
