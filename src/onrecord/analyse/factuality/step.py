"""One step up the tree, from an event to what it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.analyse.factuality.status import Factuality, Signature, state
from onrecord.analyse.parse import Parse, Token

_FOCUS = frozenset({"only", "even", "just", "but", "and", "especially", "particularly", "or"})
ASSERTED = state("positive", "actual", 2.9)


@dataclass(frozen=True, slots=True)
class Step:
    """What an event gets from above.

    `signatures` are applied, the outermost first, to the status of the predicate `above`, or to an asserted one
    where that is None. `whole` is false where only the place of that predicate counts and not its own clause.
    """

    signatures: Sequence[Signature] = ()
    above: int | None = None
    whole: bool = True


STOP = Step()


def give(status: Factuality) -> Step:
    """The step that settles the status whatever stands above."""
    return Step((Signature(status, status),))


def lead_words(parse: Parse, index: int) -> frozenset[str]:
    """The one to three words that a clause or phrase starts with, and the two before it, joined by "_"."""
    left = _left_edge(parse, index)
    while left < index and parse.tokens[left].pos == "PUNCT":
        left += 1
    if parse.tokens[left].lower in _FOCUS and left + 1 < index:
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


def spell(parse: Parse, index: int) -> str:
    """The word at `index` with what is joined to it by hyphens in front, in lower case: "would-be"."""
    tokens = parse.tokens
    first = index
    while first >= 2 and tokens[first - 1].text == "-" and tokens[first - 2].end == tokens[first].start - 1:
        first -= 2
    return parse.text[tokens[first].start : tokens[index].end].lower()


def governing_words(parse: Parse, token: Token, prepositions: Iterable[str] = ()) -> list[str]:
    """The keys under which the vocabulary may hold a governor: with its particle, with a preposition, alone."""
    lemmas = [token.lemma]
    particle = parse.child(token.index, "compound:prt")
    if particle is not None:
        lemmas.insert(0, f"{token.lemma}_{particle.lower}")
    return [f"{lemma}:{word}" for lemma in lemmas for word in prepositions] + lemmas
