"""From a noun up to the word that it depends on, and what its own modifiers say of it."""

from __future__ import annotations

from onrecord.analyse.factuality.clause import certain, has_determiner, is_negated, says_none
from onrecord.analyse.factuality.clauses import read_signature
from onrecord.analyse.factuality.status import LIMIT, Signature, state
from onrecord.analyse.factuality.step import STOP, Step, governing_words, lead_words, spell
from onrecord.analyse.factuality.vocabulary import find_governor
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import is_passive

_SHARED = certain(state("positive", "actual", LIMIT))
_GIVEN = certain(state("positive", "actual", 2.6))
_NONE = certain(state("negative", "actual", -1.7))
_ANY = Signature(state("positive", "possible", 1.0), state("negative", "actual", -1.2))
_LEFT_OUT = Signature(state("negative", "actual", -1.6), state("positive", "actual", 1.2))
_CONDITION = certain(state("positive", "possible", 0.8))
_UNDER = Signature(state("positive", "actual", 2.6), state("positive", "possible", 0.0))
"""What is done to a thing may not be done though the thing is there ("did not answer calls")."""
_BESIDE = Signature(state("positive", "actual", 2.7), state("positive", "actual", 2.0))
_REJECTING = frozenset({"refuse", "avoid", "oppose", "deny"})
"""Classes of verbs whose object is there to be rejected: an offer, a claim, a plan."""
_DEFINITE = ("the", "this", "that", "these", "those")


def read_nominal(parse: Parse, index: int) -> list[Signature]:
    """The signatures that a noun's determiner and modifiers put on it, the outermost first."""
    found: list[Signature] = []
    if says_none(parse, index):
        found.append(_NONE)
    elif has_determiner(parse, index, "any"):
        found.append(_ANY)
    for child in parse.children_by(index, "amod", "compound", "nmod", "advmod"):
        if child.index < index:
            governor = find_governor("modifier", spell(parse, child.index))
            if governor is not None:
                found.append(governor.past)
    return found


def climb_nominal(parse: Parse, index: int) -> Step:
    """The step from a noun to what governs it."""
    token = parse.tokens[index]
    head = parse.tokens[token.head]
    if head.index == index:
        return STOP
    if token.relation == "conj":
        return Step((), head.index, whole=parse.child(index, "det") is None)
    links = read_lexicon("factuality")["links"]
    leads = lead_words(parse, index)
    if leads & set(links["negative"].split()):
        return Step((_LEFT_OUT,), None)
    if leads & set(links["possible"].split()):
        return Step((_CONDITION,), None)
    if token.relation == "compound" or (token.core == "nmod" and head.pos in ("NOUN", "PROPN")):
        return _below_noun(parse, token, head)
    return _below_predicate(parse, token, head)


def _cases(parse: Parse, token: Token) -> list[str]:
    return [case.lower for case in parse.children_by(token.index, "case") if case.index < token.index]


def _below_noun(parse: Parse, token: Token, head: Token) -> Step:
    cases = _cases(parse, token)
    words = [f"{head.lemma}:{case}" for case in cases]
    if not cases or cases[0] in ("of", "for"):
        words.append(head.lemma)
    governor = find_governor("noun", *words) if token.relation != "nmod:poss" else None
    if governor is None:
        if has_determiner(parse, token.index, "any"):
            return Step((_SHARED,), head.index)
        return Step((_GIVEN,), None)
    return Step((governor.past,), head.index)


def _below_predicate(parse: Parse, token: Token, head: Token) -> Step:
    cases = _cases(parse, token)
    words = governing_words(parse, head, cases)
    if cases:
        words = [word for word in words if ":" in word]
    if token.core == "nsubj" and not is_passive(parse, head.index):
        governor = find_governor("subject", *words, head.lower)
    elif token.core in ("nsubj", "obj", "obl"):
        governor = find_governor("object", *words)
    else:
        return Step((_GIVEN,), None)
    if governor is not None:
        if governor.name in _REJECTING and find_governor("noun", token.lemma) is not None:
            return Step((_GIVEN,), None)
        return Step((read_signature(parse, governor, head),), head.index)
    if has_determiner(parse, token.index, "any"):
        return Step((_SHARED,), head.index)
    if token.core == "nsubj" and head.lemma != "be":
        return Step((_BESIDE,), head.index)
    if _is_definite(parse, token) or (token.core == "obl" and not is_negated(parse, head.index, token.index)):
        return Step((_GIVEN,), None)
    return Step((_UNDER,), head.index)


def _is_definite(parse: Parse, token: Token) -> bool:
    return has_determiner(parse, token.index, *_DEFINITE) or parse.child(token.index, "nmod:poss") is not None
