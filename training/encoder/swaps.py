"""Noise in the words that training sees: other names in place of a tree bank's, and hidden words."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from tokenizers import Tokenizer

from onrecord.analyse.pieces import Pieces

SWAPPED, INVENTED, HIDDEN = 0.25, 0.15, 0.06
"""How many of the names are swapped for others and for inventions, and how many of all words are hidden."""
_FRONTS = (
    "or an in to on at as so but and the of for if it is no be by he we us am up out off with all any".split()
)
"""Words that spellings of names begin with ("or ##land ##a"), which must not be taken for themselves."""
MASK = 103
"""[MASK] of the vocabulary."""


class Swaps:
    """The names of a tree bank by what their spelling looks like, to take the place of one another."""

    def __init__(self, tokenizer: Tokenizer, names: Iterable[str]) -> None:
        self._fronts = [tokenizer.token_to_id(word) for word in _FRONTS]
        vocabulary = tokenizer.get_vocab()
        self._tails = [
            number
            for piece, number in sorted(vocabulary.items())
            if piece.startswith("##") and piece[2:].isalpha() and piece.isascii() and len(piece) > 3
        ]
        self._spellings: dict[tuple[bool, ...], list[tuple[int, ...]]] = defaultdict(list)
        for name in names:
            spelling = tokenizer.encode(name, add_special_tokens=False)
            begins = tuple(not token.startswith("##") for token in spelling.tokens)
            self._spellings[begins].append(tuple(spelling.ids))

    def disguise(self, pieces: Pieces, is_name: Sequence[bool], rng: random.Random) -> Pieces:
        """The pieces with a share of the names swapped and of the words hidden; nothing else changes.

        `is_name` tells of each word whether it is (part of) a proper name.
        """
        ids = pieces.ids.copy()
        for word, (first, end) in enumerate(_bounds(pieces)):
            draw = rng.random()
            if draw < HIDDEN:
                ids[first] = MASK
            elif is_name[word] and draw < HIDDEN + INVENTED:
                if end > first + 1 and not pieces.first[first + 1 : end].any():
                    tails = rng.choices(self._tails, k=end - first - 1)
                    ids[first:end] = [rng.choice(self._fronts), *tails]
            elif is_name[word] and draw < HIDDEN + INVENTED + SWAPPED:
                begins = tuple(bool(one) for one in pieces.first[first:end])
                if begins in self._spellings:
                    ids[first:end] = rng.choice(self._spellings[begins])
        return replace(pieces, ids=ids)


def _bounds(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """The pieces `[first, end)` of each word."""
    ends = np.append(pieces.words[1:], len(pieces))
    yield from zip(pieces.words.tolist(), ends.tolist(), strict=True)
