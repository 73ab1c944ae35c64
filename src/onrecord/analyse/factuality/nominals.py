"""From a noun up to the word that it depends on, and what its own modifiers say of it."""

from __future__ import annotations

from onrecord.analyse.factuality.clause import has_determiner, is_negated, says_none
from onrecord.analyse.factuality.status import Signature, certain, state
from onrecord.analyse.factuality.step import (
    BESIDE,
    CONDITION,
    LEFT_OUT,
    SHARED,
    STOP,
    Step,
    follow,
    give,
    governing_words,
    lead_words,
    prepositions,
)
from onrecord.analyse.factuality.vocabulary import Governor, find_governor, find_link
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import is_passive

_GIVEN = Step((certain(state("positive", "actual", 2.6)),))
_NONE = certain(state("negative", "actual", -1.7))
_ANY = Signature(state("positive", "possible", 1.0), state("negative", "actual", -1.2))
_UNDER = Signature(state("positive", "actual", 2.6), state("positive", "possible", 0.0))
"""What is not done to a thing says little of the thing ("did not answer calls")."""
OF_LATE = frozenset({"recent", "latest"})
"""What is called so has happened, whatever is said of it."""
_REJECTING = frozenset({"refuse", "avoid", "oppose", "deny"})
"""Classes of verbs whose object, if it is an offer, a claim or a plan, is there to be rejected."""
_TRIAL = frozenset({"try", "offer", "plans", "ask"})
"""Classes of nouns for what is there though it fails: "a failed attempt"."""


def read_nominal(parse: Parse, index: int) -> list[Signature]:
    """The signatures that a noun's determiner and modifiers put on it, the outermost first."""
    found: list[Signature] = []
    if says_none(parse, index):
        found.append(_NONE)
    elif has_determiner(parse, index, "any"):
        found.append(_ANY)
    for child in parse.children_by(index, "amod", "compound", "nmod", "advmod"):
        governor = find_governor("modifier", _spell(parse, child.index)) if child.index < index else None
        if governor is not None and not (governor.name == "failed" and _is_trial(parse.tokens[index])):
            found.append(governor.past)
    return found


def _is_trial(token: Token) -> bool:
    governor = find_governor("noun", token.lemma)
    return governor is not None and governor.name in _TRIAL


def _spell(parse: Parse, index: int) -> str:
    """The word at `index` with what is joined to it by hyphens in front, in lower case: "would-be"."""
    tokens = parse.tokens
    first = index
    while first >= 2 and tokens[first - 1].text == "-" and tokens[first - 2].end == tokens[first].start - 1:
        first -= 2
    return parse.text[tokens[first].start : tokens[index].end].lower()


def climb_nominal(parse: Parse, index: int) -> Step:
    """The step from a noun to what governs it."""
    token = parse.tokens[index]
    head = parse.tokens[token.head]
    if head.index == index:
        return STOP
    if token.relation == "conj":
        shared = parse.child(index, "det") is None or parse.child(head.index, "cop") is not None
        return Step((), head.index, whole=shared)
    link = find_link(lead_words(parse, index))
    if link == "negative":
        return Step((LEFT_OUT,), head.index if head.pos in ("VERB", "AUX") else None)
    if link == "possible":
        return give(CONDITION)
    if token.relation == "compound" or (token.core == "nmod" and head.pos in ("NOUN", "PROPN")):
        return _climb_noun(parse, token, head)
    return _climb_predicate(parse, token, head)


def _climb_noun(parse: Parse, token: Token, head: Token) -> Step:
    cases = prepositions(parse, token.index)
    words = [f"{head.lemma}:{case}" for case in cases]
    if not cases or cases[0] in ("of", "for"):
        words.append(head.lemma)
    governor = find_governor("noun", *words) if token.relation != "nmod:poss" else None
    if governor is not None:
        return follow(parse, governor, head)
    return Step((SHARED,), head.index) if has_determiner(parse, token.index, "any") else _GIVEN


def _climb_predicate(parse: Parse, token: Token, head: Token) -> Step:
    if token.core not in ("nsubj", "obj", "obl"):
        return _GIVEN
    governor = _find_verb(parse, token, head)
    definite = _is_definite(parse, token.index)
    if governor is not None:
        there = governor.name in _REJECTING and find_governor("noun", token.lemma) is not None
        return _GIVEN if there or (definite and governor.name == "back") else follow(parse, governor, head)
    if has_determiner(parse, token.index, "any"):
        return Step((SHARED,), head.index)
    if definite:
        return _GIVEN
    if token.core == "nsubj" and head.lemma != "be":
        return Step((BESIDE,), head.index)
    if token.core == "obl":
        # "Could not be reached for comment": there was none.
        purpose = prepositions(parse, token.index) == ["for"] and is_negated(parse, head.index)
        return Step((SHARED,), head.index) if purpose else _GIVEN
    return Step((_UNDER,), head.index)


def _find_verb(parse: Parse, token: Token, head: Token) -> Governor | None:
    """The class of the predicate for its subject, its object, or what follows a preposition."""
    if token.core == "nsubj" and not is_passive(parse, head.index):
        return find_governor("subject", *governing_words(parse, head), head.lower)
    cases = prepositions(parse, token.index)
    words = governing_words(parse, head, cases)
    return find_governor("object", *(word for word in words if not cases or ":" in word))


def _is_definite(parse: Parse, index: int) -> bool:
    definite = has_determiner(parse, index, "the", "this", "that", "these", "those")
    definite |= any(child.lower in OF_LATE for child in parse.children_by(index, "amod"))
    return definite or parse.child(index, "nmod:poss") is not None
