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
_NAMING = frozenset(
    {"name", "nickname", "dub", "title", "identify", "recognise", "recognize", "honour", "honor"}
)
"""Verbs of giving a name or a post, which is a deed: "was *named* the player of the year"."""
_THOUGHTS = frozenset({"believe", "know", "hope", "predict", "want"})
_MAY = frozenset({"can", "will", "'ll", "’ll", "could", "might", "may"})
_LETTING = frozenset({"authorize", "authorise", "allow", "permit", "entitle", "enable", "force", "oblige"})
"""Verbs of what somebody may or must do, which nobody says: "was not *authorised* to speak"."""
_LOOKING = frozenset({"appear", "seem", "prove"})
"""Verbs of what the outlet itself sees, unless somebody else does: "it seemed *to them* that ..."."""
_REACTING = frozenset({"respond", "react"})
_OPEN = frozenset({"unclear", "unknown", "uncertain"})
"""What nobody knows is told by the outlet itself: "it is *unclear* whether ..."."""
_GETTING = frozenset(
    {"gain", "win", "draw", "earn", "receive", "attract", "get", "garner", "collect", "face"}
)
_DOUBTFUL = 0.65
"""How likely a statement is whose cue no lexicon knows, for a bare object to be what is said."""
_TELLING = frozenset({"express", "voice", "challenge", "embrace", "grill"})
"""Verbs with which somebody takes a stand on their object, though no lexicon of cues has them."""
_SPEAKING = ("media", "papers", "witnesses", "officials", "communities")


def is_wordless(parse: Parse, draft: Draft) -> bool:
    """Whether a statement without quotation marks tells of a deed or a sign: "has staged a protest"."""
    if draft.cue_index is None:
        return False
    cue = parse.tokens[draft.cue_index]
    if draft.source is None and cue.lower in _OPEN:
        return True
    if cue.core == "amod":
        return True  # "the much *anticipated* sequel"
    if cue.pos not in ("VERB", "AUX"):
        return False
    if _is_anybody(parse, draft, cue):
        return True
    if cue.lemma in _LETTING or _is_called_in(parse, cue):
        return True
    clausal = any(
        parse.tokens[index].pos in ("VERB", "AUX")
        for part in draft.content
        for index in parse.tokens_in(part)
    )
    if cue.lemma in _LOOKING and parse.child(cue.index, "ccomp") is None:
        return not _has_beholder(parse, cue)
    if cue.lemma == "know" and draft.cue is not None and draft.cue.slice(parse.text).endswith("known as"):
        return True
    if cue.lemma in _NAMING:
        return not clausal and draft.source is None
    if cue.lemma in _REACTING and not clausal:
        return _behind_to(parse, draft)
    if cue.lemma in _SIGNS:
        return not clausal and draft.speaker is not None and not can_speak(parse, parse.tokens[draft.speaker])
    doubtful = draft.confidence < _DOUBTFUL or cue.lemma in read_words("statements", "deeds")
    return doubtful and not acts_of(cue.lemma) and cue.lemma not in _TELLING and _is_object(parse, draft, cue)


def is_received(parse: Parse, draft: Draft) -> bool:
    """Whether the source is who gets the words: "she *drew praise* for her speech"."""
    if draft.cue_index is None or draft.speaker is None:
        return False
    noun = parse.tokens[draft.cue_index]
    verb = parse.tokens[noun.head]
    if noun.pos != "NOUN" or noun.core != "obj" or verb.lemma not in _GETTING:
        return False
    return find_subject(parse, verb.index) == draft.speaker


def _is_called_in(parse: Parse, cue: Token) -> bool:
    """Whether a call brings somebody somewhere: "he was called *in*", "they called the game *off*"."""
    if cue.lemma != "call" or cue.index + 1 >= len(parse.tokens):
        return False
    particles = parse.children_by(cue.index, "compound:prt", "advmod", "obl")
    return parse.tokens[cue.index + 1].lower in ("off", "up", "back") or any(
        t.lower in ("in", "up", "off", "back") for t in particles
    )


def _is_anybody(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether no one in particular may think so: "*you can* expect to wait"."""
    if draft.source is None or draft.source.slice(parse.text).lower() not in ("you", "one"):
        return False
    return draft.act in _THOUGHTS and any(t.lower in _MAY for t in parse.children_by(cue.index, "aux"))


def _has_beholder(parse: Parse, cue: Token) -> bool:
    return any(preposition(parse, t.index) == "to" for t in parse.children_by(cue.index, "obl"))


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
        or any(token.lemma in read_words("statements", kind) for kind in _SPEAKING)
    )


def _is_object(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether the content is no more than the verb's own object."""
    inside = parse.tokens_in(draft.content[0])
    if len(draft.content) > 1 or not inside:
        return False
    object_ = parse.child(cue.index, "obj") or (
        parse.child(cue.index, "nsubj:pass") if draft.source is None else None
    )
    return object_ is not None and parse.head_of(inside[0], inside[-1]) == object_.index
