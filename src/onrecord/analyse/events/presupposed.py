"""What a report of somebody's words takes for granted: the reporter's own words, not the speaker's.

In "Roe said that Mayor Berg had lied" nobody but the reporter says that Berg is the mayor (a conventional
implicature, Potts 2005), and in "Roe condemned the attack" that there was one is presupposed.
"""

from __future__ import annotations

from onrecord.analyse.events.candidates import Candidate
from onrecord.analyse.parse import Parse
from onrecord.model.record import Statement

_REACTIONS = frozenset({"criticise", "praise", "describe", "apologise"})
"""Acts whose object is there before anybody speaks of it."""
_BLAME = "blame"
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def is_presupposed(parse: Parse, candidate: Candidate, statement: Statement, cue: str) -> bool:
    """Whether a statement that is not in its source's own words takes the event for granted.

    That is a post by a title or by a definite noun, and such a noun for what somebody only reacts to; an
    apposition may well tell news. `cue` are the statement's words for the speaking.
    """
    if candidate.type == "post" and candidate.kind == "state":
        token = parse.tokens[candidate.head]
        told = token.core in ("appos", "xcomp") or parse.child(token.index, "cop", "appos") is not None
        return not told and (token.core == "compound" or _is_definite(parse, token.index))
    reacts = statement.act in _REACTIONS or (statement.act == "accuse" and _BLAME in cue)
    return reacts and candidate.kind == "noun" and _is_definite(parse, candidate.head)


def _is_definite(parse: Parse, head: int) -> bool:
    if parse.child(head, "nmod:poss") is not None:
        return True
    return any(token.lower in _DEFINITE for token in parse.children_by(head, "det"))
