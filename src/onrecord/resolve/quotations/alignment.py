"""Two wordings laid side by side: which of their words are the same, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from onrecord.resolve.quotations.wording import Word, Wording

_STRAY = 3
"""Fewer words than these, alone in both texts, may be there by chance."""
_CLOSE = 2
"""Words of no weight so near to others that are the same are the same too."""
_LIGHT = 14
"""The most bits of a block that is there by chance."""
_GAP = 4
"""Words between two blocks of one stretch at most, on either side."""
_EDGE = 3
"""So many words before or behind what is shared may have taken each other's place."""


class Block(NamedTuple):
    """Words `[start, end)` of one wording and as many from `other` on of another, which are the same."""

    start: int
    end: int
    other: int

    @property
    def size(self) -> int:
        """How many words it has."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Alignment:
    """The blocks of words that two wordings share, in order, and what these blocks tell.

    `bits` are those of all blocks, `best` those of the best stretch of neighbouring blocks. `cut` and `added`
    say whether only the first or only the second has words in some place, `changed` whether one has words
    where the other has others, all without an outlet's own words that say nothing, and `reworded` with these.
    `recounted` says whether one has a number where the other has another, `turned` whether one negates what
    the other does not.
    """

    blocks: tuple[Block, ...]
    bits: int
    best: int
    cut: bool
    added: bool
    changed: bool
    reworded: bool
    recounted: bool
    turned: bool


def align(one: Wording, other: Wording) -> Alignment:
    """Lay two wordings side by side."""
    blocks = tuple(_drop_stray(one, _match(one.norms, other.norms)))
    bits = [_weigh(one, block) for block in blocks]
    gaps = [_Gap(one.words[mine], other.words[yours]) for mine, yours in _gaps(blocks, one, other)]
    told = [gap.leave_out_own() for gap in gaps]
    outer = {0, len(gaps) - 1}
    return Alignment(
        blocks=blocks,
        bits=sum(bits),
        best=_find_best(blocks, bits),
        cut=any(gap.mine and (not gap.yours or place in outer) for place, gap in enumerate(told)),
        added=any(gap.yours and (not gap.mine or place in outer) for place, gap in enumerate(told)),
        changed=any(gap.is_change(place in outer) for place, gap in enumerate(told)),
        reworded=any(gap.is_change(place in outer) for place, gap in enumerate(gaps)),
        recounted=any(gap.is_recounted for place, gap in enumerate(gaps) if place not in outer),
        turned=_is_turned(one, other, blocks),
    )


class _Gap(NamedTuple):
    """What two wordings have before, between or behind the blocks that they share."""

    mine: tuple[Word, ...]
    yours: tuple[Word, ...]

    def leave_out_own(self) -> _Gap:
        """Without such as `he was` by which an outlet leads to what it quotes."""
        mine, yours = (tuple(word for word in words if word.quoted or word.bits) for words in self)
        return _Gap(mine, yours)

    def is_change(self, is_outer: bool, /) -> bool:
        """Whether words took each other's place; many words before or behind are other sentences."""
        return all(self) and (not is_outer or max(map(len, self)) <= _EDGE)

    @property
    def is_recounted(self) -> bool:
        """Whether both have numbers here, and not the same."""
        mine, yours = ({word.norm for word in words if word.norm[0].isdigit()} for words in self)
        return bool(mine and yours) and mine != yours


def _match(one: Sequence[str], other: Sequence[str]) -> Iterable[Block]:
    for code in Indel.opcodes(one, other):
        if code.tag == "equal":
            yield Block(code.src_start, code.src_end, code.dest_start)


def _drop_stray(one: Wording, blocks: Iterable[Block]) -> Iterable[Block]:
    """Leave out words that are in both by chance: few, and far from all others."""
    kept = _drop_far(one, list(blocks), 0, _CLOSE)
    return _drop_far(one, kept, _LIGHT, _GAP)


def _drop_far(one: Wording, blocks: Sequence[Block], bits: int, gap: int) -> list[Block]:
    """Leave out single words, and pairs of these, of so many bits at most, farther off than a gap."""
    apart = [_distance(*both) for both in pairwise(blocks)]
    near = [min(apart[max(place - 1, 0) : place + 1], default=0) <= gap for place in range(len(blocks))]
    return [
        block
        for block, is_near in zip(blocks, near, strict=True)
        if is_near or block.size >= _STRAY or _weigh(one, block) > bits
    ]


def _weigh(one: Wording, block: Block) -> int:
    return sum(word.bits for word in one.words[block.start : block.end])


def _find_best(blocks: Sequence[Block], bits: Sequence[int]) -> int:
    best = current = 0
    for place, told in enumerate(bits):
        is_near = place > 0 and _distance(blocks[place - 1], blocks[place]) <= _GAP
        current = current + told if is_near else told
        best = max(best, current)
    return best


def _distance(left: Block, right: Block) -> int:
    return max(right.start - left.end, right.other - (left.other + left.size))


def _gaps(blocks: Sequence[Block], one: Wording, other: Wording) -> Iterable[tuple[slice, slice]]:
    """What lies before, between and behind the blocks, in both wordings."""
    mine, yours = len(one.words), len(other.words)
    for left, right in pairwise([Block(0, 0, 0), *blocks, Block(mine, mine, yours)]):
        yield slice(left.end, right.start), slice(left.other + left.size, right.other)


def _is_turned(one: Wording, other: Wording, blocks: Sequence[Block]) -> bool:
    """Whether the stretch from the first to the last block is negated in one only."""
    if not blocks:
        return False
    first, last = blocks[0], blocks[-1]
    mine = _count_negations(one, first.start, last.end)
    return mine % 2 != _count_negations(other, first.other, last.other + last.size) % 2


def _count_negations(wording: Wording, first: int, last: int) -> int:
    """How often words are negated, by two words before them in the same sentence too."""
    sentence = wording.words[first].sentence
    before = [word for word in wording.words[max(first - 2, 0) : first] if word.sentence == sentence]
    return sum(word.negates for word in (*before, *wording.words[first:last]))
