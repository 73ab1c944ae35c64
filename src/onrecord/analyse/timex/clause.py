"""The tense of the clause that a time expression stands in."""

from __future__ import annotations

from typing import Literal

from onrecord.analyse.parse import Parse, Token

Tense = Literal["past", "present", "future"]
_FUTURE_AUXILIARIES = frozenset("will 'll ’ll wo shall would may might must should can ca".split())
# Whatever is scheduled, expected, payable ... for Monday still lies ahead, whichever tense that is told in.
_AHEAD = frozenset(
    "schedule expect plan set due slate intend hope want aim prepare promise vow agree likely ready effective "
    "payable expire mature redeem poise anticipate predict forecast project propose postpone adjourn delay "
    "defer reschedule deadline upcoming".split()
)
# "He began to work on Monday" tells of the past; "he was told to leave on Monday" does not.
_IMPLICATIVE = frozenset("begin start fail manage continue help go come seem appear use tend get cease".split())


def find_tense(parse: Parse, index: int) -> Tense | None:
    """The tense of the predicate that governs a token; None where no verb governs it.

    Modals count as future, and so do infinitives that depend on what looks ahead ("due to resume Monday").
    """
    for token in (parse.tokens[index], *parse.ancestors(index)):
        if token.index != index and _looks_ahead(parse, token):
            return "future"
        if token.pos in ("VERB", "AUX") or parse.child(token.index, "cop") is not None:
            tense = _tense_of(parse, token)
            if tense is not None:
                return tense
    return None


def _looks_ahead(parse: Parse, token: Token) -> bool:
    """Whether this is "scheduled", "due" and the like, but not "had been due", and not "set" as a finite verb."""
    if token.lemma not in _AHEAD:
        return False
    if token.lemma == "set":
        return token.pos == "ADJ" or parse.child(token.index, "aux:pass") is not None
    helpers = parse.children_by(token.index, "aux", "cop")
    return not any(helper.lower == "had" for helper in helpers)


def _tense_of(parse: Parse, verb: Token) -> Tense | None:
    helpers = [*parse.children_by(verb.index, "aux", "cop")]
    if any(helper.lemma == "have" for helper in helpers):
        return "past"
    if any(helper.lower in _FUTURE_AUXILIARIES for helper in helpers):
        return "future"
    if any(helper.lower == "could" for helper in helpers):
        return "past"
    if any(child.lower == "to" for child in parse.children_by(verb.index, "mark", "aux")):
        return None if parse.tokens[verb.head].lemma in _IMPLICATIVE else "future"
    if verb.text.endswith("ing") and any(_own_tense(helper) == "present" for helper in helpers):
        return "future"  # "Is meeting on Monday".
    return next(filter(None, map(_own_tense, (*helpers, verb))), None)


def _own_tense(token: Token) -> Tense | None:
    if token.feats.get("Tense") == "Past":
        return "past"
    if token.feats.get("Tense") == "Pres" and token.feats.get("VerbForm") == "Fin":
        return "present"
    return None
