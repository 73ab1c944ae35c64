"""Statements within statements, which only the rules find and no corpus marks: which are told, and how far.

In reported speech many a verb of saying or thinking tells of nothing that was said: "you know", "he is to
decide", "stop to think", "first findings suggest". A wrong link is worse than none, so only that is kept
which is told as a fact, of somebody who can speak.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.extents import is_quoted
from onrecord.analyse.attribution.wordless import can_speak
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import RELATIVE, is_passive
from onrecord.model.span import Span

_ATTITUDES = frozenset({"believe", "know", "want", "hope", "fear", "doubt", "agree", "predict"})
_SENSES = frozenset({"see", "hear", "watch", "notice", "feel", "find", "show"})
_UTTERED = frozenset({"claim", "accuse", "deny", "warn", "order", "demand", "promise", "threaten"})
_MEANT = frozenset({"mean", "design", "go", "seem", "appear"})
"""What is done with a purpose, or looks like something: the words of nobody."""
_DONE = frozenset({"attack", "arrest", "fire"})
"""What is done with arms and by force rather than with words, unless the words are quoted."""
_PLANNED = frozenset({"aim", "intend", "plan", "seek", "want"})
_NOBODY = frozenset({"this", "that", "what", "there", "everything", "nothing", "something", "how", "one"})
_MODALS = frozenset({"will", "would", "may", "might", "could", "should", "shall", "’ll", "'ll", "’d", "'d"})
_SELVES = frozenset({"i", "we"})
_UNDER = frozenset({"begin", "start", "continue", "go", "come", "get", "use", "keep"})
"""Verbs under which an infinitive happens: "went on *to say*"."""
_WISHING = frozenset({"want", "like", "have", "wish", "need"})
_UNREAL = frozenset({"if", "unless", "whether"})
_MARKS = frozenset(
    {"that", "whether", "if", "how", "why", "what", "where", "when", "who", "whom", "whose", "which"}
)
_LOOSE = frozenset({"CCONJ", "SCONJ", "PUNCT", "PART"})
_GOING_ON = frozenset({"to", "than", "of"})
_FINITE = frozenset({"will", "would"})
_ENDS = frozenset(',;:.!?…()[]“”"—–-')
_BARE = 0.5
"""What the rules give to a verb with no more than an object, or a preposition, behind it."""


def is_told(parse: Parse, draft: Draft) -> bool:
    """Whether a statement within another tells of something that is said or thought."""
    if draft.cue_index is None or draft.cue is None:
        return True
    cue, quoted = parse.tokens[draft.cue_index], is_quoted(parse.text, draft.content)
    if not _has_speaker(parse, draft, cue):
        return False
    if cue.pos == "NOUN":
        return _is_said(parse, draft, cue)
    if cue.pos not in ("VERB", "AUX") or cue.lower == "according":
        return True
    if (cue.lemma in (*_MEANT, *_DONE) and not quoted) or (cue.lemma in _PLANNED and draft.source is None):
        return False
    if cue.lemma in _SENSES and not _is_marked(parse, cue):
        return False
    if cue.lemma == "seek" and not quoted and parse.child(cue.index, "xcomp") is None:
        return False  # "those who sought *shelter*"
    if draft.confidence <= _BARE and not quoted and not _is_main(parse, draft, cue):
        return False
    return _is_real(parse, draft, cue) and not _goes_on(parse, draft, cue)


def _has_speaker(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether the words have somebody who can say them, or are told in the passive or by a noun."""
    if cue.lower == "according":
        return True
    if draft.source is None:
        return cue.pos not in ("VERB", "AUX") or is_passive(parse, cue.index)
    words = draft.source.slice(parse.text).lower().split()
    if words[0] in _NOBODY or (words[0] == "you" and draft.act in _ATTITUDES):
        return False
    speaker = parse.tokens[draft.speaker] if draft.speaker is not None else None
    return speaker is None or can_speak(parse, speaker)


def _is_said(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether a noun has a clause of what is claimed, or an owner whose wish it is."""
    below = parse.children_by(cue.index, "acl", "ccomp", "advcl")
    stated = any(mark.lower == "that" for one in below for mark in parse.children_by(one.index, "mark"))
    return stated or draft.source is not None or draft.act in _UTTERED


def _is_marked(parse: Parse, cue: Token) -> bool:
    """Whether the clause of what is seen has its mark: "saw *that* it was over", not "saw him fall"."""
    told = parse.child(cue.index, "ccomp")
    return told is not None and any(
        t.lower in _MARKS for t in parse.children_by(told.index, "mark", "advmod")
    )


def _is_main(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether a verb tells of its object as of news, not as of what is known: "the win *I expected*"."""
    relative = draft.source is not None and draft.source.slice(parse.text).lower() in RELATIVE
    finite = cue.feats.get("VerbForm") == "Fin" or parse.child(cue.index, "aux", "nsubj") is not None
    return finite and (relative or cue.core != "acl")


def _is_real(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether it is told that something is said, and not that it might be, or is to be."""
    helping = list(parse.children_by(cue.index, "aux", "mark"))
    own = draft.source is not None and draft.source.slice(parse.text).lower() in _SELVES
    if any(t.lower == "to" for t in helping):
        above = parse.tokens[cue.head]
        return above.lemma in _UNDER or (own and above.lemma in _WISHING)
    asked = _is_asked(parse, cue, helping)
    if asked or any(t.lower in _UNREAL for t in helping):
        return False
    return own or not any(t.lower in _MODALS for t in helping)


def _is_asked(parse: Parse, cue: Token, helping: Sequence[Token]) -> bool:
    """Whether it is a question that somebody says so: "how *do we know* that ...?"."""
    subject = parse.child(cue.index, "nsubj")
    return subject is not None and any(t.pos == "AUX" and t.index < subject.index for t in helping)


def _goes_on(parse: Parse, draft: Draft, cue: Token) -> bool:
    """Whether the parser took for what is said the end of a longer sentence: "wants peace *and left*"."""
    first = parse.tokens_in(draft.content[0])[0]
    between = [token.pos for token in parse.tokens[cue.index + 1 : first]]
    return bool(between) and (parse.tokens[first].pos == "CCONJ" or "VERB" in between)


def mend_content(parse: Parse, draft: Draft) -> None:
    """Give a content the words that the parser lost: its mark, what lies between its parts, its end."""
    cue = draft.cue
    if cue is None or draft.cue_index is None or not draft.content:
        return
    parts = _filled(parse, draft.content, [cue, *([draft.source] if draft.source is not None else [])])
    parts = _without_loose(parse, parts)
    if parts[0].end <= cue.start:
        parts[0] = _without_case(parse, parts[0])
    behind = next((place for place, part in enumerate(parts) if part.start >= cue.end), None)
    if behind is not None:
        parts[behind] = _with_mark(parse, _with_front(parse, parts[behind], cue), cue)
        parts[-1] = _with_rest(parse, parts[-1], draft.cue_index)
    draft.content = parts


def _without_loose(parse: Parse, content: Sequence[Span]) -> list[Span]:
    """The parts less those that are no more than "and", or a relative pronoun."""
    tokens = parse.tokens
    kept = [
        part
        for part in content
        if any(
            tokens[index].pos not in _LOOSE and tokens[index].lower not in RELATIVE
            for index in parse.tokens_in(part)
        )
    ]
    return kept or list(content)


def _without_case(parse: Parse, part: Span) -> Span:
    """The part without the preposition in front: "the death *of* a man said to be ill"."""
    inside = parse.tokens_in(part)
    bare = len(inside) > 1 and parse.tokens[inside[0]].relation == "case"
    return Span(start=parse.tokens[inside[1]].start, end=part.end) if bare else part


def _filled(parse: Parse, parts: Sequence[Span], apart: Sequence[Span]) -> list[Span]:
    """Parts of one sentence made one where neither cue nor source stands between them."""
    filled: list[Span] = []
    for part in parts:
        last = filled[-1] if filled else None
        if last is not None and _is_one(parse, last, part, apart):
            filled[-1] = Span(start=last.start, end=part.end)
        else:
            filled.append(part)
    return filled


def _is_one(parse: Parse, one: Span, other: Span, apart: Sequence[Span]) -> bool:
    if one.end >= other.start:
        return True
    gap = Span(start=one.end, end=other.start)
    sentence = parse.tokens[parse.tokens_in(one)[-1]].sentence
    same = sentence == parse.tokens[parse.tokens_in(other)[0]].sentence
    return same and not any(gap.overlaps(span) for span in apart) and not is_quoted(parse.text, [gap])


def _with_front(parse: Parse, part: Span, cue: Span) -> Span:
    """The part with the verb right behind the cue that a parser lost: "we think *that's probably* why"."""
    between = [parse.tokens[i] for i in parse.tokens_in(Span(start=cue.end, end=part.start))]
    finite = any(t.pos == "AUX" for t in between)
    if not finite or any(not (t.text[0].isalnum() or t.text[0] in "'’") for t in between):
        return part
    return Span(start=between[0].start, end=part.end)


def _with_mark(parse: Parse, part: Span, cue: Span) -> Span:
    """The part with the question word or conjunction right in front: "doesn't know *where* he went"."""
    before = parse.tokens_in(part)[0] - 1
    if before < 0 or parse.tokens[before].start < cue.end or parse.tokens[before].lower not in _MARKS:
        return part
    return Span(start=parse.tokens[before].start, end=part.end)


def _with_rest(parse: Parse, part: Span, cue: int) -> Span:
    """The part with what a parser hung elsewhere: "for her *to go*", "that leaving *would help*"."""
    place = parse.tokens_in(part)[-1] + 1
    _, end = parse.sentences[parse.tokens[cue].sentence]
    if place >= end or parse.tokens[cue].core == "acl":
        return part
    marked = parse.tokens[parse.tokens_in(part)[0]].lower == "that"
    if parse.tokens[place].lower not in (_GOING_ON | _FINITE if marked else _GOING_ON):
        return part
    last = place
    while last + 1 < end and not _ENDS & set(parse.tokens[last + 1].text):
        last += 1
    rest = range(place, last + 1)
    if any(parse.tokens[index].head == cue and parse.tokens[index].core == "conj" for index in rest):
        return part
    return Span(start=part.start, end=parse.tokens[last].end)
