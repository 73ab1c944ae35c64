"""Whether two statements give the same words, and what the one is beside the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.resolve.quotations.alignment import Alignment, align
from onrecord.resolve.quotations.paraphrase import find_paraphrase
from onrecord.resolve.quotations.runs import WINDOWS
from onrecord.resolve.quotations.speakers import Party, Relation, relate
from onrecord.resolve.quotations.wording import Wording

Kind = Literal["same", "shorter", "longer", "overlapping", "edited", "paraphrased"]
_NEAR = WINDOWS["speaker"] or 0
"""Days within which a paraphrase or a few words of one person are taken for the same utterance."""
_TOLD_NEAR = 7
"""The same where one of them is told indirectly in nearly the same words."""
FAR = 100_000
"""More days than any two dates are apart: of statements of which one has no date."""
_LEAST: dict[Relation, tuple[int, float]] = {
    "same": (16, 0.6),
    "unknown": (26, 0.75),
    "different": (56, 0.85),
}
"""By who speaks: bits of the best stretch at least, and the least share of the shorter wording."""
_LEAST_TOLD = 30, 0.7
"""The same where one is told in the outlet's own words, and the same person speaks."""
_ENOUGH: dict[Relation, int] = {"same": 36, "unknown": 44, "different": 1_000}
"""Bits of a stretch that are enough where both quote, however much else they quote."""
_LIKELY = 0.75
_LEAST_CHANGED: dict[Relation, int] = {"same": 32, "unknown": 40, "different": 70}
"""The best stretch of quotations that differ in many words: people tell a thing twice in similar words."""
_FAR_BITS = 60
_OWN = 4
"""One in so many words, as against those shared, that is the outlet's own makes a paraphrase."""
_SHORT_BITS, _SHORT_WORDS = 9, 3
"""The least that a short quotation has to tell where the same person is quoted with the very same words."""
_WITHIN_WORDS = 5
"""The least words of a short quotation that is a part of a longer one."""


@dataclass(frozen=True, slots=True)
class Said:
    """What of a statement matters to compare it: its words, its form, who speaks, and the day it came out."""

    wording: Wording
    form: str
    parties: tuple[Party, ...]
    day: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a statement is beside another; which share of the shorter one's words the other has, 0 to 1."""

    kind: Kind
    score: float


def compare(one: Said, other: Said) -> Likeness | None:
    """What the first is beside the second; None where they do not give the same words."""
    relation = relate(one.parties, other.parties)
    apart = abs(one.day - other.day) if one.day and other.day else FAR
    aligned = align(one.wording, other.wording)
    score = _score(aligned, one.wording, other.wording)
    if _is_accepted(one, other, relation, apart, aligned, score):
        return Likeness(_find_kind(one, other, aligned), round(score, 3))
    is_told = "direct" not in (one.form, other.form) or one.form != other.form
    if not is_told or relation != "same" or apart > _NEAR:
        return None
    told = find_paraphrase(one.wording, other.wording)
    if told is None:
        return None
    is_same = _strip(one.wording) == _strip(other.wording)
    return Likeness("same" if is_same else "paraphrased", told)


def _score(aligned: Alignment, one: Wording, other: Wording) -> float:
    least = min(one.bits, other.bits)
    return min(aligned.bits / least, 1.0) if least else 0.0


def _is_accepted(
    one: Said, other: Said, relation: Relation, apart: int, aligned: Alignment, score: float
) -> bool:
    """Whether the words shared are too many to be shared by chance, given who speaks and when."""
    quoted = one.form != "indirect" and other.form != "indirect"
    both = one.form == other.form == "direct"
    if not both and (aligned.turned or aligned.recounted):
        return False
    if not quoted and apart > _TOLD_NEAR:
        return False
    if apart > (WINDOWS["run"] or 0) and aligned.best < _FAR_BITS:
        return False
    if not quoted and relation != "same":
        return one.wording.norms == other.wording.norms and aligned.best >= _LEAST["different"][0]
    bits, share = _LEAST[relation] if quoted else _LEAST_TOLD
    if both and aligned.changed and score < _LIKELY:
        bits = _LEAST_CHANGED[relation]
    if aligned.best >= bits and score >= share:
        return True
    if both and aligned.best >= _ENOUGH[relation]:
        return True
    return relation == "same" and quoted and apart <= _NEAR and _is_short(one.wording, other.wording, aligned)


def _is_short(one: Wording, other: Wording, aligned: Alignment) -> bool:
    """Whether both are the same few words, or the one stands in the other as it is."""
    few = min(len(one.words), len(other.words))
    whole = len(aligned.blocks) == 1 and aligned.blocks[0].size == few
    least = _SHORT_WORDS if len(one.words) == len(other.words) else _WITHIN_WORDS
    return whole and few >= least and aligned.bits >= _SHORT_BITS


def _find_kind(one: Said, other: Said, aligned: Alignment) -> Kind:
    if _strip(one.wording) == _strip(other.wording):
        return "same"
    is_reworded = aligned.reworded and "indirect" in (one.form, other.form)
    if aligned.changed or aligned.turned or is_reworded:
        told = "indirect" in (one.form, other.form) or _is_told(one, other, aligned)
        return "paraphrased" if told else "edited"
    if aligned.cut and aligned.added:
        return "paraphrased" if _is_told(one, other, aligned) else "overlapping"
    return "longer" if aligned.cut else "shorter"


def _is_told(one: Said, other: Said, aligned: Alignment) -> bool:
    """Whether of two statements one has many words of the outlet's own that the other has not."""
    mine = {place for block in aligned.blocks for place in range(block.start, block.end)}
    yours = {place for block in aligned.blocks for place in range(block.other, block.other + block.size)}
    own = [
        sum(place not in shared and not word.quoted for place, word in enumerate(said.wording.words))
        for said, shared in ((one, mine), (other, yours))
    ]
    return max(own) * _OWN > len(mine)


def _strip(wording: Wording) -> tuple[str, ...]:
    """The words without such as `and` and `that` in front, which belong to the sentence around."""
    norms = wording.norms
    start = 0
    while start < len(norms) and norms[start] in _LEADING:
        start += 1
    return norms[start:]


_LEADING = frozenset("and but that so well because".split())
