"""From a predicate up to the word that its clause depends on."""

from __future__ import annotations

from onrecord.analyse.factuality.clause import has_auxiliary, is_finite, is_negated, is_past
from onrecord.analyse.factuality.modifiers import climb_modifier
from onrecord.analyse.factuality.status import Signature, certain, state
from onrecord.analyse.factuality.step import (
    BESIDE,
    CONDITION,
    LEFT_OUT,
    SHARED,
    STOP,
    UNREAL,
    Step,
    follow,
    give,
    governing_words,
    lead_words,
    prepositions,
)
from onrecord.analyse.factuality.vocabulary import Construction, find_governor, find_link
from onrecord.analyse.parse import Parse, Token

_OPEN = Signature(state("positive", "possible", 1.9), state("negative", "possible", -0.8))
_PURPOSE = Signature(state("positive", "possible", 1.8), state("positive", "possible", 0.8))
_NOT_YET = Signature(state("negative", "actual", -1.3), state("positive", "actual", 1.5))
_MISSED = certain(state("negative", "possible", -0.5))
_DEMANDED = state("positive", "possible", 1.4)
_BELIEF = frozenset({"believe", "think", "expect", "accept", "see", "suggest", "mean"})
"""Verbs of which a denial is read as a denial of what follows: "does not think that he lied"."""
_TEMPORAL = frozenset({"when", "before", "after", "until", "till", "once", "while", "as_soon_as", "whenever"})
_BESIDE_MARKS = frozenset(
    {"after", "before", "while", "when", "since", "upon", "on", "by", "despite", "in", "following"}
)
"""What leads in a participle of time or manner, which the verb does not govern ("escaped *after* firing")."""
_AHEAD = ("would", "will", "could", "may", "might")
_THOUGHT = ("would", "could", "might")
"""What makes a gerund as its subject a mere thought ("*leaving* would be wise")."""
_VERBAL = ("aux", "aux:pass", "cop")


def climb_clause(parse: Parse, index: int) -> Step:
    """The step from a predicate to what governs its clause."""
    token = parse.tokens[index]
    head = parse.tokens[token.head]
    if head.index == index:
        return STOP
    if token.relation == "conj":
        return _join(parse, token, head)
    if _is_subjunctive(parse, token):
        return give(_DEMANDED)
    form = construction(parse, token)
    complement = token.core in ("xcomp", "ccomp", "csubj")
    below_noun = complement and head.pos == "NOUN" and parse.child(head.index, "cop") is None
    if token.core == "acl" or below_noun:
        return climb_modifier(parse, token, head, form)
    if token.core == "advcl":
        return _climb_adjunct(parse, token, head, form)
    if complement:
        return _climb_complement(parse, token, head, form)
    return STOP


def construction(parse: Parse, token: Token) -> Construction:
    """Whether a predicate is an infinitive, a gerund or participle, or a finite clause."""
    if has_auxiliary(parse, token.index, "to"):
        return "infinitive"
    auxiliaries = parse.children_by(token.index, *_VERBAL)
    if any(auxiliary.feats.get("VerbForm") == "Fin" for auxiliary in auxiliaries):
        return "clause"
    match token.feats.get("VerbForm"):
        case "Inf":
            return "infinitive"
        case "Part":
            return "gerund"
        case _:
            return "clause"


def _is_subjunctive(parse: Parse, token: Token) -> bool:
    """Whether a clause says what is demanded: "that he be returned", "that she resign"."""
    first = parse.child(token.index, *_VERBAL) or token
    marked = any(mark.lower == "that" for mark in parse.children_by(token.index, "mark"))
    return marked and first.feats.get("VerbForm") == "Inf" and first.lower != "to"


def _climb_complement(parse: Parse, token: Token, head: Token, form: Construction) -> Step:
    if find_link(lead_words(parse, token.index)) == "negative":
        return Step((LEFT_OUT,), head.index)
    if form == "clause":
        return _climb_finite(parse, token, head)
    if token.core == "csubj" and form == "gerund" and has_auxiliary(parse, head.index, *_THOUGHT):
        return give(CONDITION)
    special = _special_infinitive(parse, token, head) if form == "infinitive" else None
    if special is not None:
        return Step((special,), head.index)
    words = governing_words(parse, head, prepositions(parse, token.index))
    governor = find_governor(form, *words, head.lower)
    if governor is not None:
        return follow(parse, governor, head)
    return Step((_OPEN if form == "infinitive" else SHARED,), head.index)


def _climb_finite(parse: Parse, token: Token, head: Token) -> Step:
    if token.relation == "xcomp" and token.pos not in ("VERB", "AUX"):
        return _climb_predicative(head)
    if {"whether", "if"} & set(prepositions(parse, token.index)):
        return give(CONDITION)
    governor = find_governor("clause", *governing_words(parse, head))
    if governor is not None:
        return follow(parse, governor, head)
    if head.lemma in _BELIEF and is_negated(parse, head.index):
        return give(UNREAL)
    return STOP


def _climb_predicative(head: Token) -> Step:
    """The step from what somebody is found, made or thought to be ("was believed dead")."""
    governor = find_governor("infinitive", head.lemma)
    if governor is not None and governor.name == "believe":
        return Step((governor.past,), head.index)
    return Step((SHARED,), head.index)


def _special_infinitive(parse: Parse, token: Token, head: Token) -> Signature | None:
    """The signature of "too late to", "has yet to" and "was to have", which no one word has."""
    adverbs = {child.lower for child in parse.children_by(head.index, "advmod")}
    if "too" in adverbs and head.pos in ("ADJ", "ADV"):
        return LEFT_OUT
    if "yet" in adverbs and head.lemma in ("have", "be"):
        return _NOT_YET
    if head.lemma == "be" and has_auxiliary(parse, token.index, "have"):
        return _MISSED
    return None


def _climb_adjunct(parse: Parse, token: Token, head: Token, form: Construction) -> Step:
    leads = lead_words(parse, token.index)
    link = find_link(leads)
    if link == "unreal":
        return give(UNREAL)
    if link == "possible" or _is_inverted(parse, token):
        # "If he had known": he did not.
        return give(UNREAL if has_auxiliary(parse, token.index, "had") else CONDITION)
    if link == "negative":
        return Step((LEFT_OUT,), head.index)
    if form == "clause":
        return _climb_subordinate(parse, token, head, leads)
    marks = prepositions(parse, token.index)
    words = governing_words(parse, head, marks)
    if _BESIDE_MARKS.isdisjoint(marks):
        governor = find_governor(form, *words, head.lower)
    else:
        governor = find_governor(form, *(word for word in words if ":" in word))
    if form == "infinitive":
        known = governor is not None
        return _climb_complement(parse, token, head, form) if known else Step((_PURPOSE,), head.index)
    if governor is None or token.feats.get("Tense") == "Past" or _is_set_off(parse, token):
        return Step((BESIDE,), head.index)
    return follow(parse, governor, head)


def _climb_subordinate(parse: Parse, token: Token, head: Token, leads: frozenset[str]) -> Step:
    """The step from a clause of time, which may lie in its governor's future, or of cause, which does not."""
    ahead = not is_past(parse, token.index) or has_auxiliary(parse, head.index, *_AHEAD)
    return Step((BESIDE,), head.index) if ahead and leads & _TEMPORAL else STOP


def _is_set_off(parse: Parse, token: Token) -> bool:
    """Whether a participle stands behind a comma: "stopped paying, making her leave"."""
    return token.index > 0 and parse.tokens[token.index - 1].text == ","


def _is_inverted(parse: Parse, token: Token) -> bool:
    """Whether a clause is a condition by its word order: "should he resign", "had he known"."""
    subject = parse.child(token.index, "nsubj", "nsubj:pass")
    first = parse.child(token.index, *_VERBAL)
    if subject is None or first is None or prepositions(parse, token.index):
        return False
    return first.index < subject.index and first.lower in ("should", "had", "were")


def _join(parse: Parse, token: Token, first: Token) -> Step:
    """The step from a conjunct to the first one.

    It shares that one's place, and where it has no auxiliary or subject of its own, its auxiliaries too.
    """
    own = parse.child(token.index, *_VERBAL, "nsubj", "nsubj:pass")
    form = token.feats.get("VerbForm")
    past = own is None and token.feats.get("Tense") == "Past" and first.feats.get("VerbForm") == "Inf"
    if past or (is_finite(parse, token.index) and not is_finite(parse, first.index)):
        return Step((), _finite_above(parse, first), whole=False)
    shares = form in ("Inf", "Part") and form == first.feats.get("VerbForm")
    excludes = any(word.lower in ("or", "nor") for word in parse.children_by(token.index, "cc"))
    return Step((), first.index, whole=own is None and (shares or excludes))


def _finite_above(parse: Parse, token: Token) -> int:
    """The finite predicate that a misplaced conjunct belongs with: "failed to pay and resigned"."""
    for above in parse.ancestors(token.index):
        if is_finite(parse, above.index):
            return above.index
    return token.index
