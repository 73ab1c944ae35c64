"""What reads like a statement and reports no words: deeds, signs, and praise that is received."""

from __future__ import annotations

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.lexicon import persons
from onrecord.analyse.lexicon.acts import acts_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import find_subject, preposition

_SIGNS = frozenset({"suggest", "imply", "indicate", "signal"})
"""Verbs of which a thing can be the subject, and then says nothing: "his *presence* suggests a change"."""
_REACTING = frozenset({"respond", "react"})
_GETTING = frozenset(
    {"gain", "win", "draw", "earn", "receive", "attract", "get", "garner", "collect", "face"}
)
_DOUBTFUL = 0.55
"""How likely a statement is whose cue no lexicon knows, for a bare object to be what is said."""
_PAPERS = ("media", "papers", "witnesses", "officials")


def is_wordless(parse: Parse, draft: Draft) -> bool:
    """Whether a statement without quotation marks tells of a deed or a sign: "has staged a protest"."""
    if draft.cue_index is None:
        return False
    cue = parse.tokens[draft.cue_index]
    if cue.pos not in ("VERB", "AUX"):
        return False
    clausal = any(
        parse.tokens[index].pos in ("VERB", "AUX")
        for part in draft.content
        for index in parse.tokens_in(part)
    )
    if cue.lemma in _REACTING and not clausal:
        return _behind_to(parse, draft)
    if cue.lemma in _SIGNS:
        return not clausal and draft.speaker is not None and not can_speak(parse, parse.tokens[draft.speaker])
    doubtful = draft.confidence < _DOUBTFUL or cue.lemma in read_words("statements", "deeds")
    return doubtful and not clausal and not acts_of(cue.lemma) and _is_object(parse, draft, cue)


def is_received(parse: Parse, draft: Draft) -> bool:
    """Whether the source is who gets the words: "she *drew praise* for her speech"."""
    if draft.cue_index is None or draft.speaker is None:
        return False
    noun = parse.tokens[draft.cue_index]
    verb = parse.tokens[noun.head]
    if noun.pos != "NOUN" or noun.core != "obj" or verb.lemma not in _GETTING:
        return False
    return find_subject(parse, verb.index) == draft.speaker


def _behind_to(parse: Parse, draft: Draft) -> bool:
    first = parse.tokens_in(draft.content[0])[0]
    return any(parse.tokens[index].lower == "to" for index in (first - 1, first)) and not any(
        preposition(parse, t.index) == "with" for t in parse.children_by(draft.cue_index or 0, "obl")
    )


def can_speak(parse: Parse, token: Token) -> bool:
    """Whether a source is somebody, or a paper that carries words."""
    if token.pos != "NOUN":
        return True
    known = persons.is_person_noun(token.lemma) or persons.is_group_noun(token.lemma)
    return (
        known
        or persons.is_institution(token.lemma)
        or any(name.first <= token.index <= name.last for name in parse.names)
        or any(token.lemma in read_words("statements", kind) for kind in _PAPERS)
    )


def _is_object(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether the content is no more than the verb's own object."""
    inside = parse.tokens_in(draft.content[0])
    if len(draft.content) > 1 or not inside:
        return False
    object_ = parse.child(cue.index, "obj")
    return object_ is not None and parse.head_of(inside[0], inside[-1]) == object_.index
