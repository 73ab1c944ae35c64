"""What the marks in a text tell of where sentences start, on top of what the encoder makes of the words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.lexicon.words import read_words

ENDED, UNFIT = 3.5, -1e3
"""What a start is worth, as a score, behind a full stop and the like; and where there can be none."""
_TERMINAL = frozenset(".!?…") | {"?!", "!?", "...", "!!", "??"}
_BEGINNINGS = read_words("closed", "forms")
_CLOSING = frozenset("\"'”’»)]")
_OPENING = frozenset("\"'“‘«„([")


def start_evidence(words: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> NDArray[np.float64]:
    """The score of each word as the first of a sentence, to be added to the encoder's.

    An opening mark belongs to the word behind it, a closing one to that in front; a sentence starts behind
    a terminal mark and white space with what is no lower-case letter, or behind an abbreviation with a word
    that has a capital for no other reason.
    """
    evidence = np.zeros(len(words))
    for place in range(1, len(words)):
        word, before = words[place], words[place - 1]
        glued = starts[place] == ends[place - 1]
        opened = before in _OPENING and _opens(words, starts, ends, place - 1)
        closes = word in _CLOSING and not _opens(words, starts, ends, place)
        if (glued and (opened or closes)) or (word[0].islower() and _closes_speech(words, place - 1)):
            evidence[place] = UNFIT
        elif not glued and not word[0].islower():
            abbreviated = len(before) > 2 and before.endswith(".") and word.istitle()
            if _is_ended(words, place - 1) or (abbreviated and word.lower() in _BEGINNINGS):
                evidence[place] = ENDED
    return evidence


def _opens(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], place: int) -> bool:
    """Whether a mark stands before a word and behind white space, as one that opens does."""
    apart = place == 0 or starts[place] > ends[place - 1] or words[place - 1] in _OPENING
    return apart and place + 1 < len(words) and starts[place + 1] == ends[place]


def _closes_speech(words: Sequence[str], place: int) -> bool:
    """Whether a quotation that goes on in the sentence around it ends here: with a comma inside its marks."""
    return place > 0 and words[place] in _CLOSING and words[place - 1] == ","


def _is_ended(words: Sequence[str], place: int) -> bool:
    """Whether a terminal mark stands at the place, or before the closing marks that do."""
    while place > 0 and words[place] in _CLOSING:
        place -= 1
    return words[place] in _TERMINAL
