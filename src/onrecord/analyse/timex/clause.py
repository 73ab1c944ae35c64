"""The tense of the clause that a time expression stands in."""

from __future__ import annotations

from typing import Literal

from onrecord.analyse.parse import Parse, Token

Tense = Literal["past", "present", "future", "ahead"]
"""`ahead` is what lay ahead of a past ("was due to resume Monday"): perhaps past by now, perhaps not."""
_FUTURE_AUXILIARIES = frozenset("will 'll ’ll wo shall would may might must should can ca could".split())
_PERFECT = frozenset("have has had having 've ’ve".split())
# What is scheduled, due, payable ... on a day lies ahead, whichever tense that is told in.
_SCHEDULED = frozenset(
    "schedule due slate effective payable expire mature redeem poise postpone adjourn defer reschedule "
    "deadline upcoming set".split()
)
# What is planned, expected, promised ... to happen on a day does too; the planning itself does not.
_PLANNED = frozenset(
    "expect plan intend hope want aim prepare promise vow agree likely ready anticipate predict forecast "
    "project propose delay".split()
)
# What these verbs tell of in the present is to come: "the term ends in June".
_TIMETABLED = frozenset(
    "begin start open close end expire resume premiere debut depart arrive convene meet".split()
)
# "He began to work on Monday" tells of the past; "he was told to leave on Monday" does not.
_IMPLICATIVE = frozenset(
    "begin start fail manage continue help go come seem appear use tend get cease".split()
)


def find_tense(parse: Parse, index: int) -> Tense | None:
    """The tense of the predicate that governs a token; None where no verb governs it.

    Modals count as future, and so do infinitives and what is scheduled or planned ("due to resume Monday").
    """
    ahead = False
    for distance, token in enumerate((parse.tokens[index], *parse.ancestors(index))):
        if distance and _looks_ahead(parse, token, direct=distance == 1):
            ahead = True
        if token.pos in ("VERB", "AUX") or parse.child(token.index, "cop") is not None:
            tense = _tense_of(parse, token)
            if tense == "future" and _may_be_past(parse, token):
                return "ahead"
            if tense == "present" and not distance:
                return "future"  # "The final is on Sunday".
            if tense == "ahead":
                ahead = True
            elif tense is not None:
                return _seen_from(tense) if ahead else tense
    return "future" if ahead else None


def _may_be_past(parse: Parse, verb: Token) -> bool:
    """Whether it is "could", as in "it could begin on Friday", but also "it could be seen on Friday"."""
    return any(helper.lower == "could" for helper in parse.children_by(verb.index, "aux"))


def _seen_from(tense: Tense) -> Tense:
    return "ahead" if tense == "past" else "future"


def _looks_ahead(parse: Parse, token: Token, *, direct: bool) -> bool:
    """Whether what depends on the token lies ahead of it; a direct dependant of "agreed" does not."""
    if token.lemma not in _SCHEDULED:
        # "They planned a march on Saturday", but not "they planned on Saturday to march".
        what = token.lemma == "plan" and parse.child(token.index, "obj") is not None
        return token.lemma in _PLANNED and (what or not direct)
    # "A summit set for April", but not "he set Friday as the deadline".
    participle = token.core == "acl" or parse.child(token.index, "aux:pass") is not None
    return token.lemma != "set" or token.pos == "ADJ" or participle


def _tense_of(parse: Parse, verb: Token) -> Tense | None:
    helpers = [*parse.children_by(verb.index, "aux", "cop")]
    words = {helper.lower for helper in helpers}
    if words & _PERFECT or any(h.lower in ("'d", "’d") and h.lemma == "have" for h in helpers):
        return "past"
    if words & _FUTURE_AUXILIARIES:
        return "future"
    if any(child.lower == "to" for child in parse.children_by(verb.index, "mark", "aux")):
        return None if parse.tokens[verb.head].lemma in _IMPLICATIVE else "ahead"
    if verb.text.endswith("ing") and any(_own_tense(helper) == "present" for helper in helpers):
        return "future"  # "Is meeting on Monday".
    tense: Tense | None = next(filter(None, map(_own_tense, (*helpers, verb))), None)
    return "future" if tense == "present" and verb.lemma in _TIMETABLED else tense


def _own_tense(token: Token) -> Tense | None:
    if token.feats.get("Tense") == "Past":
        return "past"
    if token.feats.get("Tense") == "Pres" and token.feats.get("VerbForm") == "Fin":
        return "present"
    return None
