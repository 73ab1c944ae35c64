"""From a predicate up to the noun that its clause modifies, and from there to what governs the noun."""

from __future__ import annotations

from onrecord.analyse.factuality.clause import has_determiner, is_negated, is_past, says_none
from onrecord.analyse.factuality.status import Signature, state
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
    prepositions,
)
from onrecord.analyse.factuality.vocabulary import Construction, Governor, find_governor
from onrecord.analyse.parse import Parse, Token

_OPEN = Signature(state("positive", "possible", 1.9), state("negative", "possible", -0.8))
_ANY = state("positive", "possible", 1.0)
_NONE = state("negative", "actual", -1.6)
_RANKED = frozenset({"first", "last", "second", "third", "only", "latest", "youngest", "oldest"})
"""Of "the first man to walk on the moon" we know that he did."""
_FAILURE = frozenset({"fail", "collapse", "founder", "falter", "stall"})
_REJECTION = frozenset({"refuse", "avoid"})
_CONTENT = frozenset({"believe", "doubt", "feared", "know", "ability", "deny", "rumour"})
"""Classes whose nouns take a clause of content more often than a relative one ("the claim that he lied")."""


def climb_modifier(parse: Parse, token: Token, head: Token, form: Construction) -> Step:
    """The step from a clause below the noun `head`: relative, participial, infinitive, or of content."""
    marks = prepositions(parse, token.index)
    if form == "infinitive":
        return _climb_infinitive(parse, head)
    if head.lower == "time" and "by" in prepositions(parse, head.index) and not is_past(parse, token.index):
        return Step((BESIDE,), head.head)  # not yet, if what is told is to come
    if head.lower in ("case", "event") and "in" in prepositions(parse, head.index):
        return give(CONDITION)
    governor = find_governor("noun", *governing_words(parse, head, marks))
    if governor is not None and governor.name in _CONTENT and _has_content(parse, token):
        return follow(parse, governor, head)
    if says_none(parse, head.index) and not (form == "clause" and token.relation == "acl"):
        return give(_NONE)
    if form == "gerund" and token.feats.get("Tense") == "Pres":
        return _climb_gerund(parse, head, marks, governor)
    if has_determiner(parse, head.index, "any") or head.lower in ("anyone", "anybody"):
        return give(_ANY)
    return STOP


def _has_content(parse: Parse, token: Token) -> bool:
    """Whether the clause is opened by "that" and has a subject of its own beside it."""
    subject = parse.child(token.index, "nsubj", "nsubj:pass", "expl")
    if subject is None or subject.lower in ("that", "who", "which"):
        return False
    return any(parse.tokens[child].lower == "that" for child in parse.children[token.index])


def _climb_infinitive(parse: Parse, head: Token) -> Step:
    if says_none(parse, head.index) and find_governor("noun", *governing_words(parse, head, ["to"])) is None:
        return Step((SHARED,), head.index)
    if any(child.lower in _RANKED for child in parse.children_by(head.index, "amod")):
        return Step((SHARED,), head.index)
    if _has_failed(parse, head):
        return Step((LEFT_OUT,))
    governor = find_governor("noun", *governing_words(parse, head, ["to"]))
    if governor is not None:
        return follow(parse, governor, head)
    verb = parse.tokens[head.head]
    controller = find_governor("infinitive", *governing_words(parse, verb))
    if controller is not None and head.relation in ("obj", "nsubj:pass"):
        return follow(parse, controller, verb)
    return Step((_OPEN,), head.index)


def _has_failed(parse: Parse, head: Token) -> bool:
    """Whether it came to nothing: "a failed bid to win", "the bid to win failed", "rejected a bid to win"."""
    for child in parse.children_by(head.index, "amod"):
        modifier = find_governor("modifier", child.lower)
        if modifier is not None and modifier.name == "failed":
            return True
    verb = parse.tokens[head.head]
    if is_negated(parse, verb.index):
        return False
    if head.relation == "nsubj":
        return verb.lemma in _FAILURE
    governor = find_governor("object", *governing_words(parse, verb))
    rejected = governor is not None and governor.name in _REJECTION
    return rejected and head.relation in ("obj", "nsubj:pass")


def _climb_gerund(parse: Parse, head: Token, marks: list[str], governor: Governor | None) -> Step:
    if "without" in marks:
        return Step((LEFT_OUT,))
    if marks and governor is not None:
        return follow(parse, governor, head)
    verb = parse.tokens[head.head]
    if head.relation in ("obj", "nsubj:pass"):
        words = [f"{verb.lemma}:{mark}" for mark in marks or ["from"]]
        stopper = find_governor("gerund", *words, *(() if marks else (verb.lemma,)))
        if stopper is not None:
            return follow(parse, stopper, verb)
    return Step((SHARED,), head.index)
