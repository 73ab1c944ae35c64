"""What somebody is charged with, suspected of or tried for: told, and asserted by nobody."""

from __future__ import annotations

from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse

_STEPS = 6
_PHRASES = frozenset({"advcl", "acl", "obl", "nmod", "xcomp", "conj", "obj", "compound"})


def is_alleged(parse: Parse, index: int) -> bool:
    """Whether the event at `index` is the offence of a charge, a suspicion, an arrest or a trial.

    "He was charged with *murdering* her"; a conviction is none of these: a court has found it so.
    """
    below = parse.tokens[index]
    for above, _ in zip(parse.ancestors(index), range(_STEPS), strict=False):
        if below.core not in _PHRASES:
            return False
        marks = {token.lower for token in parse.children_by(below.index, "mark", "case")}
        if above.lemma in read_words("statements", "alleging") and marks & {
            "of",
            "for",
            "with",
            "over",
            "to",
            "as",
        }:
            return True
        below = above
    return False
