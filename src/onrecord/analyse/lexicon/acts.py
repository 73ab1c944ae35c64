"""Speech acts by the words and constructions that introduce them (`cues.toml`)."""

from __future__ import annotations

from functools import cache
from typing import cast

from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.model.record import Act

_PARTICLES = frozenset({"away", "aside", "off", "up"})


@cache
def _frames() -> dict[tuple[str, str], Act]:
    """(lemma, construction) -> act; a preposition's construction is named by itself ("on")."""
    table: dict[tuple[str, str], Act] = {}
    for act, kinds in read_lexicon("cues").items():
        for kind, words in kinds.items():
            for word in words.split():
                lemma, _, prepositions = word.partition(":")
                for construction in prepositions.split(",") if prepositions else [kind]:
                    table.setdefault((lemma, construction), cast(Act, act))
    return table


def act_of(lemma: str, kind: str) -> Act | None:
    """The act of a word in a construction of the lexicon; None where it introduces nothing in it."""
    return _frames().get((lemma, kind))


def is_cue(lemma: str) -> bool:
    """Whether the verb can introduce a clause or a quotation."""
    return (lemma, "clause") in _frames()


@cache
def acts_of(lemma: str) -> tuple[Act, ...]:
    """All acts of a word, whatever the construction, the lexicon's first one first.

    A verb that needs its particle has none by itself: who waves a flag does not wave it away.
    """
    return tuple(
        dict.fromkeys(
            act for (word, kind), act in _frames().items() if word == lemma and kind not in _PARTICLES
        )
    )
