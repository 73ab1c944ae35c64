"""Statements from syntax: a verb or noun of the cue lexicon, its source and its content.

The constructions are those of `lexicon/cues.toml`; what counts as an attribution follows PolNeAR (Newell,
Margolin and Ruths 2018): speech, thought, wish and stance, with the whole content clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analyse.attribution.circumstances import find_addressee, find_medium
from onrecord.analyse.attribution.draft import Draft, clause, cue_span, merge, source_words, spans_of
from onrecord.analyse.attribution.phrases import from_according, from_adjective, from_adverb, from_noun
from onrecord.analyse.lexicon.acts import act_of, is_cue
from onrecord.analyse.lexicon.persons import is_person_noun
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import Predicate, is_nominal, marked_as, read_predicate
from onrecord.model.record import Act
from onrecord.model.span import Span

_SENSES = frozenset({"see", "hear", "feel", "watch", "notice"})
_ASKING = frozenset({"ask", "question", "query", "urge"})
_LISTENING = frozenset({"listen", "ask", "hear", "care"})
_PRONOUNS = frozenset({"me", "you", "him", "her", "us", "them"})
_HEDGES = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})
_STRAY = re.compile(r":\s|\s['‘“\"]$")
_CALLED_BY = {"accuse": ("of",), "blame": ("for",)}
"""The prepositions behind which a verb tells what the object is called, where they are not "as"."""
_OWN_CLAUSE = frozenset(
    {"say", "tell", "write", "add", "explain", "note", "tweet", "post", "report", "recall"}
)
_SAYING = frozenset({"say", "tell", "write", "state", "claim", "add", "warn", "call"})


def find_cues(parse: Parse) -> Iterator[Draft]:
    """All statements that the syntax shows, in the order of their cues; they may be nested."""
    for token in parse.tokens:
        if token.pos in ("VERB", "AUX") and token.core not in ("aux", "cop"):
            yield from _from_verb(parse, token)
        elif token.pos == "NOUN":
            yield from from_noun(parse, token)
        elif token.pos == "ADJ":
            yield from from_adjective(parse, token)
        elif token.lower in _HEDGES:
            yield from from_adverb(parse, token)
        if token.lower == "according":
            yield from from_according(parse, token)


def _from_verb(parse: Parse, token: Token) -> Iterator[Draft]:
    if token.start >= 3 and parse.text[token.start - 3 : token.start].lower() == "so-":
        return  # "so-called" says nothing
    if parse.child(token.index, "cop", "aux:pass") and act_of(token.lower, "adjective"):
        yield from from_adjective(parse, token)
        return
    predicate = read_predicate(parse, token.index)
    draft = (
        _reported_saying(parse, predicate)
        or _with_clause(parse, predicate)
        or _with_predicative(parse, predicate)
        or _with_infinitive(parse, predicate)
        or _with_gerund(parse, predicate)
        or _with_object(parse, predicate)
        or _with_preposition(parse, predicate)
    )
    if draft is not None and draft.content:
        yield draft


def _draft(parse: Parse, predicate: Predicate, act: Act, content: list[Span], confidence: float) -> Draft:
    source = predicate.subject
    draft = Draft(
        act=act,
        content=content,
        cue=cue_span(parse, predicate.index),
        cue_index=predicate.index,
        hedged=predicate.passive and source is None,
        confidence=confidence,
    )
    if source is not None and is_nominal(parse.tokens[source]) and parse.tokens[source].lower != "what":
        named = source_words(parse, predicate.index, source)
        if not _STRAY.search(named.slice(parse.text)):  # else the parser took it from another clause
            draft.source, draft.speaker = named, source
    draft.addressee = find_addressee(parse, predicate)
    draft.medium = find_medium(parse, predicate)
    return draft


def _reported_saying(parse: Parse, predicate: Predicate) -> Draft | None:
    """ "The Herald reported Roe as saying ...": the content holds the inner source and its statement."""
    lemma = parse.tokens[predicate.index].lemma
    saying, object_ = _saying(parse, predicate), predicate.object
    if object_ is None or saying is None or not (lemma in ("quote", "cite") or is_cue(lemma)):
        return None
    inner, said = spans_of(parse, parse.subtree(object_)), spans_of(parse, parse.subtree(saying))
    if predicate.passive:
        return (
            _draft(parse, predicate, "report", [*inner, *said], 0.8)
            if predicate.subject is not None
            else None
        )
    start, end = min(s.start for s in (*inner, *said)), max(s.end for s in (*inner, *said))
    return _draft(parse, predicate, "report", [Span(start=start, end=end)], 0.8)


def _saying(parse: Parse, predicate: Predicate) -> int | None:
    """The "as saying" that belongs to a verb; of a passive it may hang on the agent."""
    for index in (predicate.index, predicate.subject if predicate.passive else None):
        for child in parse.children_by(index, "advcl", "xcomp", "obl", "acl") if index is not None else ():
            finite = child.feats.get("VerbForm") == "Fin"
            if child.lemma in _SAYING and not finite and marked_as(parse, child.index):
                return child.index
    return None


def _with_clause(parse: Parse, predicate: Predicate) -> Draft | None:
    token = parse.tokens[predicate.index]
    act = act_of(token.lemma, "clause")
    if act is None:
        return None
    complement = (
        predicate.complement if predicate.complement is not None else _behind_hearer(parse, predicate)
    )
    if complement is not None:
        if not _is_clause(parse, complement) or _is_sight(parse, token, complement):
            return None
        content = clause(parse, complement)
    elif token.relation == "parataxis" and predicate.subject is not None and not _has_said(parse, predicate):
        content = clause(parse, token.head, without=[token.index])
    else:
        return None
    return _draft(parse, predicate, act, content, 0.85 if token.lemma in _OWN_CLAUSE else 0.75)


def _has_said(parse: Parse, predicate: Predicate) -> bool:
    """Whether what is said stands behind a verb, and not in the sentence around it: "..., she knows *it*"."""
    token = parse.tokens[predicate.index]
    if predicate.object is not None and act_of(token.lemma, "addressed") is None:
        return True
    following = parse.tokens[token.index + 1] if token.index + 1 < len(parse.tokens) else None
    thinks = act_of(token.lemma, "clause") in ("believe", "know", "hope", "want", "fear", "doubt")
    return thinks and following is not None and any(c.isalnum() for c in following.text)


def _behind_hearer(parse: Parse, predicate: Predicate) -> int | None:
    """What is told, where parsers hang it on whoever listens: "tells anyone who will listen *that ...*"."""
    hearer = predicate.object
    if hearer is None or act_of(parse.tokens[predicate.index].lemma, "addressed") is None:
        return None
    listening = parse.child(hearer, "acl:relcl")
    if listening is None or listening.lemma not in _LISTENING:
        return None
    return next(
        (
            below.index
            for below in map(parse.tokens.__getitem__, parse.children[listening.index])
            if below.index > listening.index
            and any(mark.lower == "that" for mark in parse.children_by(below.index, "mark"))
        ),
        None,
    )


def _is_clause(parse: Parse, index: int) -> bool:
    """Whether a complement says something: it has a subject, a mark, or stands within quotation marks."""
    return parse.child(index, "nsubj", "csubj", "mark", "aux", "cop", "expl", "punct", "obj") is not None


def _is_sight(parse: Parse, token: Token, complement: int) -> bool:
    """Whether somebody sees what happens, and not that it does: "saw a child *fall*"."""
    below = parse.tokens[complement]
    bare = below.pos == "VERB" and below.feats.get("VerbForm") != "Fin"
    helped = parse.child(complement, "mark", "aux", "cop") is not None
    return token.lemma in _SENSES and bare and not helped


def _with_predicative(parse: Parse, predicate: Predicate) -> Draft | None:
    lemma = parse.tokens[predicate.index].lemma
    called = _called(parse, predicate)
    act = act_of(lemma, "predicative") or (_phrasal(parse, predicate) if called is not None else None)
    if act is None or predicate.object is None:
        return None
    if predicate.passive and lemma in _SENSES and called == predicate.open and called is not None:
        return None  # "was seen leaving"
    if act == "believe" and predicate.passive and predicate.subject is None:
        return None  # "was found guilty" is a verdict
    content = clause(parse, predicate.object, without=_relative_of(parse, predicate))
    if called is not None:
        content = sorted([*content, *clause(parse, called)], key=lambda span: span.start)
    elif not any(mark in span.slice(parse.text) for span in content for mark in '“"'):
        return None
    return _draft(parse, predicate, act, merge(content), 0.7)


def _phrasal(parse: Parse, predicate: Predicate) -> Act | None:
    """The act of a verb with its particle: "waved the story *away* as a lie", "wrote it *off* as a fad"."""
    lemma = parse.tokens[predicate.index].lemma
    particles = parse.children_by(predicate.index, "compound:prt", "advmod")
    return next((act for t in particles if (act := act_of(lemma, t.lower)) is not None), None)


def _relative_of(parse: Parse, predicate: Predicate) -> list[int]:
    """The relative clause that the predicate itself heads, which is no part of what it describes."""
    token = parse.tokens[predicate.index]
    inside = token.core == "acl" and token.head == predicate.object
    return [token.index] if inside else []


def _called(parse: Parse, predicate: Predicate) -> int | None:
    """What the object is called: "made it *a lie*", "described it as *a lie*", "accused him of *lying*"."""
    found = [predicate.open] if predicate.open is not None else []
    marks = _CALLED_BY.get(parse.tokens[predicate.index].lemma, ("as", "like"))
    found += [i for name in marks for i in predicate.obliques.get(name, ())]
    found += [
        below.index
        for below in parse.children_by(predicate.index, "advcl", "advmod")
        if any(t.lower in marks for t in parse.children_by(below.index, "mark", "case"))
    ]
    found += [
        below.index
        for particle in parse.children_by(predicate.index, "compound:prt", "advmod")
        for below in parse.children_by(particle.index, "obl", "nmod")
        if any(t.lower in marks for t in parse.children_by(below.index, "case"))
    ]
    return next((index for index in found if index != predicate.object), None)


def _with_infinitive(parse: Parse, predicate: Predicate) -> Draft | None:
    lemma = parse.tokens[predicate.index].lemma
    act = act_of(lemma, "infinitive")
    if act is None or predicate.open is None or not _is_infinitive(parse, predicate.open):
        return None
    if act == "refuse" and parse.tokens[predicate.open].lemma in read_words("statements", "silent"):
        return None
    content = clause(parse, predicate.open)
    if predicate.passive and predicate.object is not None and act_of(lemma, "addressed") is None:
        content = merge([*clause(parse, predicate.object, without=_relative_of(parse, predicate)), *content])
    return _draft(parse, predicate, act, sorted(content, key=lambda span: span.start), 0.65)


def _with_gerund(parse: Parse, predicate: Predicate) -> Draft | None:
    act = act_of(parse.tokens[predicate.index].lemma, "gerund")
    if act is None or predicate.open is None or not parse.tokens[predicate.open].lower.endswith("ing"):
        return None
    return _draft(parse, predicate, act, clause(parse, predicate.open), 0.65)


def _is_infinitive(parse: Parse, index: int) -> bool:
    return any(t.lower == "to" for t in parse.children_by(index, "mark", "aux"))


def _with_object(parse: Parse, predicate: Predicate) -> Draft | None:
    token = parse.tokens[predicate.index]
    act = act_of(token.lemma, "object")
    if act is None or predicate.object is None or not is_nominal(parse.tokens[predicate.object]):
        return None
    if predicate.passive and predicate.subject is None:
        return None
    if token.lemma in _ASKING and _is_person(parse, parse.tokens[predicate.object]):
        return None  # who is asked is no question
    content = clause(parse, predicate.object, without=_relative_of(parse, predicate))
    return _draft(parse, predicate, act, content, 0.5)


def _is_person(parse: Parse, token: Token) -> bool:
    named = any(name.type == "person" and name.last == token.index for name in parse.names)
    return named or token.lower in _PRONOUNS or is_person_noun(token.lower)


def _with_preposition(parse: Parse, predicate: Predicate) -> Draft | None:
    lemma = parse.tokens[predicate.index].lemma
    for name, heads in predicate.obliques.items():
        act = act_of(lemma, name)
        if act is not None and predicate.subject is not None:
            content = [_without_case(parse, span, heads[0]) for span in clause(parse, heads[0])]
            if name == "of" and "as" in predicate.obliques:  # "spoke of him *as a friend*"
                content = merge([*content, *clause(parse, predicate.obliques["as"][0])])
            draft = _draft(parse, predicate, act, content, 0.5)
            case = parse.child(heads[0], "case")
            if case is not None and case.index == predicate.index + 1 and draft.cue is not None:
                draft.cue = Span(start=draft.cue.start, end=case.end)
            draft.addressee = None
            return draft
    return _with_doing(parse, predicate)


def _with_doing(parse: Parse, predicate: Predicate) -> Draft | None:
    """ "She boasts *of winning*", "he complained *about being left out*"."""
    lemma = parse.tokens[predicate.index].lemma
    for doing in parse.children_by(predicate.index, "advcl", "xcomp"):
        mark = parse.child(doing.index, "mark", "case")
        act = act_of(lemma, mark.lower) if mark is not None and doing.lower.endswith("ing") else None
        if act is not None and mark is not None and predicate.subject is not None and not predicate.passive:
            content = clause(parse, doing.index, without=[mark.index])
            last = max(parse.subtree(predicate.index))
            rest = parse.text[content[-1].end : parse.tokens[last].end] if content else ","
            if content and not any(c in rest for c in ",;:") and rest.strip(" ."):
                content[-1] = Span(start=content[-1].start, end=content[-1].end + len(rest.rstrip(" .")))
            return _draft(parse, predicate, act, content, 0.6)
    return None


def _without_case(parse: Parse, span: Span, head: int) -> Span:
    """The phrase without the preposition that it begins with."""
    cases = [t for t in parse.children_by(head, "case") if t.start >= span.start and t.end < span.end]
    if cases and cases[0].start == span.start:
        inside = parse.tokens_in(Span(start=cases[-1].end, end=span.end))
        return Span(start=parse.tokens[inside[0]].start, end=span.end)
    return span
