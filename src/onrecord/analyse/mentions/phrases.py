"""The whole phrase of a mention, as coreference corpora mark it (OntoNotes guidelines, 2011)."""

from __future__ import annotations

from onrecord.analyse.parse import Parse

_BESIDE = (
    *("conj", "cop", "nsubj", "mark", "aux", "advcl", "parataxis", "expl", "discourse", "ccomp", "advmod"),
    *("vocative", "dislocated", "csubj", "reparandum"),
)
_EDGES = frozenset({"punct", "case", "cc", "mark", "advmod"})
_CLOSING = frozenset('"”’)')


def phrase_of(parse: Parse, head: int) -> tuple[int, int]:
    """The first and the last token of the phrase that a noun or a pronoun heads.

    With article, possessor, modifiers, what follows with a preposition or as a clause, an apposition, and the
    possessive mark; without the preposition in front, other conjuncts, and a clause whose predicate it is.
    """
    tokens = parse.tokens
    first, last = parse.run(head, without=_BESIDE)
    while first < head and tokens[first].core in _EDGES:
        first += 1
    while last > head and tokens[last].core in ("punct", "cc") and tokens[last].text not in _CLOSING:
        last -= 1
    return first, last
