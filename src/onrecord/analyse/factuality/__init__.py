"""Whether an event is so: polarity, modality, hedging, and a graded score.

The status is worked out along the tree, after Nairn, Condoravdi and Karttunen (2006): from the event up to a
verb of report or the top of the sentence, each word on the way has a signature that says what follows below
it if it holds and if it does not. The signatures are then followed downwards.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.analyse.factuality.clause import is_clausal, read_clause
from onrecord.analyse.factuality.clauses import climb_clause
from onrecord.analyse.factuality.nominals import climb_nominal, read_nominal
from onrecord.analyse.factuality.status import Factuality, Signature
from onrecord.analyse.factuality.step import ASSERTED
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
    inwards: list[Signature] = []
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
    status = ASSERTED
    for signature in reversed(inwards):
        status = signature.follow(status)
    return _agree(status)


def _agree(status: Factuality) -> Factuality:
    """The status with a score on the side of its polarity, where both outcomes are nearly as likely."""
    if status.polarity == "positive":
        return replace(status, score=max(status.score, _LEAST))
    return replace(status, score=min(status.score, -_LEAST))


def _predicate_of(parse: Parse, index: int) -> int:
    """The verb of an auxiliary or the predicate of a copula, and else the token itself."""
    token = parse.tokens[index]
    return token.head if token.core in ("aux", "cop") else index
