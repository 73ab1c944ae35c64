"""Statements that no verb introduces: "the claim that", "is convinced that", "according to", "allegedly"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.attribution.draft import Draft, clause, cue_span, merge, phrase, source_words, spans_of
from onrecord.analyse.lexicon.acts import act_of
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import RELATIVE, find_subject, is_nominal, preposition
from onrecord.model.record import Act
from onrecord.model.span import Span

_WHEN = frozenset(
    {"after", "before", "since", "when", "while", "because", "as", "until", "although", "though"}
)
"""What opens a clause of when or why it is said, and not of what: "worried *after* he had left"."""

_JOINING = frozenset({"and", "but", "yet", "that"})
"""What ties a clause to the one before, and is no part of what "allegedly" is said of."""


def from_adjective(parse: Parse, token: Token) -> Iterator[Draft]:
    """ "She is convinced that ...", "they are afraid of ..."."""
    act = act_of(token.lower, "adjective")
    content = parse.child(token.index, "ccomp") or parse.child(token.index, "advcl")
    if act is None or content is None or content.index < token.index or not _says(parse, content):
        return
    draft = Draft(act=act, content=_whole(parse, token, content), cue=cue_span(parse, token.index))
    draft.cue_index, draft.confidence = token.index, 0.65
    subject = find_subject(parse, token.index)
    if subject is not None and is_nominal(parse.tokens[subject]):
        draft.source, draft.speaker = source_words(parse, token.index, subject), subject
    if draft.content:
        yield draft


def _whole(parse: Parse, token: Token, content: Token) -> list[Span]:
    """The clause with those that go on from it on the same word: "sure he will win *where others lost*"."""
    spans = clause(parse, content.index)
    for below in parse.children_by(token.index, "ccomp", "advcl"):
        more = clause(parse, below.index) if below.index > content.index else []
        if spans and more and parse.text[spans[-1].end : more[0].start] == " ":
            spans[-1:] = merge([spans[-1], *more])
    return spans


def from_noun(parse: Parse, token: Token) -> Iterator[Draft]:
    """ "The claim that ...", "his hope to ...", "claims they had colluded"."""
    act = act_of(token.lemma, "noun")
    if act is None:
        return
    content = next(
        (
            child
            for child in parse.children_by(token.index, "acl", "ccomp", "advcl")
            if child.index > token.index and _says(parse, child)
        ),
        None,
    )
    if content is None:
        return
    draft = Draft(act=act, content=clause(parse, content.index), cue=parse.span(token.index, token.index))
    draft.cue_index, draft.confidence = token.index, 0.55
    owner = parse.child(token.index, "nmod:poss") or next(
        (
            t
            for t in parse.children_by(token.index, "nmod")
            if preposition(parse, t.index) in ("by", "from", "of")
        ),
        None,
    )
    if owner is not None:
        draft.source, draft.speaker = phrase(parse, owner.index), owner.index
    if draft.content:
        yield draft


def _says(parse: Parse, child: Token) -> bool:
    """Whether the clause below a noun is what is claimed, not what is done with it ("that he made")."""
    if child.relation == "acl:relcl":
        subject = parse.child(child.index, "nsubj")
        if subject is None or subject.lower in RELATIVE or child.lemma in read_words("statements", "light"):
            return False
    marks = {t.lower for t in parse.children_by(child.index, "mark", "aux")}
    if marks & _WHEN:
        return False
    return "that" in marks or "to" in marks or parse.child(child.index, "nsubj") is not None


def from_adverb(parse: Parse, token: Token) -> Iterator[Draft]:
    """ "He allegedly stole the car": somebody says so, and nobody says who."""
    head = parse.tokens[token.head]
    if head.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return
    joins = [
        t.index
        for t in parse.children_by(head.index, "cc", "mark")
        if t.index < head.index and t.lower in _JOINING
    ]
    others = [t.index for t in parse.children_by(head.index, "conj") if parse.child(t.index, "nsubj")]
    content = clause(parse, head.index, without=[token.index, *joins, *others])
    if content:
        act: Act = "claim" if token.lower == "allegedly" else "report"
        cue = parse.span(token.index, token.index)
        yield Draft(act=act, content=content, cue=cue, cue_index=token.index, hedged=True, confidence=0.6)


def from_according(parse: Parse, token: Token) -> Iterator[Draft]:
    """ "According to the police, ...": the phrase's noun is the source, the clause around it the content."""
    to = token.index + 1
    if to >= len(parse.tokens) or parse.tokens[to].lower != "to":
        return
    source = _noun_of(parse, token, to)
    if source is None:
        return
    above = token if source.head == token.index else source
    top = parse.tokens[above.head]
    members = [token.index, to, *parse.subtree(source.index)]
    last = max(i for i in members if i < len(parse.tokens))
    content = [i for i in parse.subtree(top.index) if not token.index <= i <= last]
    spans = [span for span in spans_of(parse, content) if any(c.isalnum() for c in span.slice(parse.text))]
    if not spans or top.index in (source.index, token.index):
        return
    yield Draft(
        act="say",
        content=merge(spans),
        cue=parse.span(token.index, to),
        cue_index=token.index,
        source=phrase(parse, source.index),
        speaker=source.index,
        confidence=0.85,
    )


def _noun_of(parse: Parse, according: Token, to: int) -> Token | None:
    own = parse.child(according.index, "obl", "nmod")
    for index in (*([own.index] if own is not None else []), parse.tokens[to].head, according.head):
        token = parse.tokens[index]
        if token.index > to and is_nominal(token):
            return token
    return None
