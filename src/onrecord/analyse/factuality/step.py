"""One step up the tree, from an event to what it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.analyse.factuality.clause import is_past
from onrecord.analyse.factuality.status import LIMIT, Factuality, Signature, certain, state
from onrecord.analyse.factuality.vocabulary import Governor
from onrecord.analyse.parse import Parse, Token

ASSERTED = state("positive", "actual", 2.9)
SHARED = certain(state("positive", "actual", LIMIT))
"""The event is so if its governor is."""
BESIDE = Signature(state("positive", "actual", 2.7), state("positive", "actual", 2.0))
"""The event is beside its governor rather than under it: what is denied of that is not denied of this."""
LEFT_OUT = Signature(state("negative", "actual", -1.6), state("positive", "actual", 1.2))
"""The governor is so without the event."""
CONDITION = state("positive", "possible", 0.8)
UNREAL = state("negative", "possible", -0.8)
_FOCUS = frozenset({"only", "even", "just", "but", "and", "especially", "particularly", "or"})


@dataclass(frozen=True, slots=True)
class Step:
    """What an event gets from above.

    `signatures` are applied, the outermost first, to the status of the predicate `above`, or to an asserted
    one where that is None. `whole` is false where only the place of that predicate counts and not what its
    own clause says of it.
    """

    signatures: Sequence[Signature] = ()
    above: int | None = None
    whole: bool = True


STOP = Step()


def give(status: Factuality) -> Step:
    """The step that settles the status whatever stands above."""
    return Step((Signature(status, status),))


def follow(parse: Parse, governor: Governor, head: Token) -> Step:
    """The step to the governor `head`, whose signature may depend on its tense."""
    past = head.pos == "NOUN" or is_past(parse, head.index)
    return Step((governor.past if past else governor.present,), head.index)


def lead_words(parse: Parse, index: int) -> frozenset[str]:
    """The one to three words that a clause or phrase starts with, and the two before it, joined by "_"."""
    left = _left_edge(parse, index)
    while left < index and (parse.tokens[left].pos == "PUNCT" or parse.tokens[left].lower in _FOCUS):
        left += 1
    words = [parse.tokens[i].lower for i in range(left, min(left + 3, index))]
    found = {"_".join(words[:end]) for end in range(1, len(words) + 1)}
    if left >= 2:
        found.add("_".join(parse.tokens[i].lower for i in (left - 2, left - 1)))
    return frozenset(found)


def _left_edge(parse: Parse, index: int) -> int:
    while parse.children[index] and min(parse.children[index]) < index:
        index = min(parse.children[index])
    return index


def prepositions(parse: Parse, index: int) -> list[str]:
    """The prepositions and conjunctions in front of a clause or a noun phrase, in lower case."""
    return [word.lower for word in parse.children_by(index, "mark", "case") if word.index < index]


def governing_words(parse: Parse, token: Token, links: Iterable[str] = ()) -> list[str]:
    """The keys under which the vocabulary may hold a governor, the most exact first.

    They are made of its lemma with its particle and without, each with one of the `links` and alone.
    """
    lemmas = [token.lemma]
    particle = parse.child(token.index, "compound:prt")
    if particle is not None:
        lemmas.insert(0, f"{token.lemma}_{particle.lower}")
    return [f"{lemma}:{word}" for lemma in lemmas for word in links] + lemmas
