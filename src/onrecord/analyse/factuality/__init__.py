"""Whether an event is so: polarity, modality, hedging, and a graded score.

The status is worked out along the tree, after Nairn, Condoravdi and Karttunen (2006): from the event up to a
verb of report or the top of the sentence, each word on the way has a signature that says what follows below
it if it holds and if it does not. The signatures are then followed downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.analyse.factuality.clause import is_clausal, read_clause
from onrecord.analyse.factuality.clauses import climb_clause
from onrecord.analyse.factuality.nominals import climb_nominal, read_nominal
from onrecord.analyse.factuality.status import Factuality, Signature
from onrecord.analyse.factuality.step import ASSERTED
from onrecord.analyse.factuality.vocabulary import find_governor
from onrecord.analyse.lexicon import persons
from onrecord.analyse.parse import Parse

__all__ = ["Factuality", "judge_event"]

_LEAST = 0.1
"""The score of a status of which both outcomes are nearly as likely."""
_STEPS = 40
"""No event is followed further up than this."""


def judge_event(parse: Parse, index: int) -> Factuality:
    """The status of the event whose trigger's head is the token at `index`, a verb, a noun or an adjective.

    It is the status within its clause and the clauses that govern it, up to a verb of report: in "Roe denied
    that she would not resign" who says it does not count, but that it is denied does.
    """
    denied = find_governor("itself", parse.tokens[index].lower)
    inwards: list[Signature] = [denied.past] if denied is not None else []
    if _is_said_of_somebody(parse, index):
        inwards.extend(reversed(read_nominal(parse, index)))
        return _agree(_follow(inwards))
    current, whole, below = _predicate_of(parse, index), True, None
    for _ in range(_STEPS):
        clausal = is_clausal(parse, current)
        if whole:
            own = read_clause(parse, current, below) if clausal else []
            if parse.tokens[current].pos not in ("VERB", "AUX"):
                own += read_nominal(parse, current)
            inwards.extend(reversed(own))
        step = climb_clause(parse, current) if clausal else climb_nominal(parse, current)
        inwards.extend(reversed(step.signatures))
        if step.above is None:
            break
        current, whole, below = step.above, step.whole, current
    return _agree(_follow(inwards))


def _follow(inwards: Sequence[Signature]) -> Factuality:
    """The status that the signatures give, the innermost first."""
    status = ASSERTED
    for signature in reversed(inwards):
        status = signature.follow(status)
    return status


def _is_said_of_somebody(parse: Parse, index: int) -> bool:
    """Whether a noun only says who somebody is, whatever is said of them ("may meet *minister* Ann Lee").

    Not where it is the predicate ("may become minister").
    """
    token = parse.tokens[index]
    if token.pos not in ("NOUN", "PROPN") or is_clausal(parse, index):
        return False
    if not persons.is_person_noun(token.lemma) and not persons.is_post(token.lower):
        return False
    behind = parse.tokens[token.head]
    title = token.relation == "compound" and behind.pos == "PROPN" and behind.index > index
    named = token.relation == "appos" or any(t.pos == "PROPN" for t in parse.children_by(index, "appos"))
    kin = parse.child(index, "nmod:poss") is not None and token.core in (
        "nsubj",
        "obj",
        "obl",
        "nmod",
        "iobj",
    )
    return title or named or kin


def _agree(status: Factuality) -> Factuality:
    """The status with a score on the side of its polarity, where both outcomes are nearly as likely."""
    if status.polarity == "positive":
        return replace(status, score=max(status.score, _LEAST))
    return replace(status, score=min(status.score, -_LEAST))


def _predicate_of(parse: Parse, index: int) -> int:
    """The verb of an auxiliary or the predicate of a copula, and else the token itself."""
    token = parse.tokens[index]
    return token.head if token.core in ("aux", "cop") else index
