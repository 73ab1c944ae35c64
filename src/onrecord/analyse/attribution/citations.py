"""Whom an outlet cites: in "the Herald reported, citing police, that ..." the words are the police's."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.attribution.draft import Draft, clause, cue_span, phrase, source_words
from onrecord.analyse.attribution.extents import is_quoted
from onrecord.analyse.lexicon import persons
from onrecord.analyse.lexicon.acts import act_of, is_cue
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import find_subject, is_nominal, is_passive, marked_as
from onrecord.model.span import Span

_CITING = frozenset({"citing", "quoting"})
_STEPS = 3
_OF_NAMES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})


def chain_citations(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what stands behind "citing" made the source of a statement within the reporting one."""
    by_cue = {draft.cue_index: draft for draft in drafts if draft.cue_index is not None}
    chained: list[Draft] = []
    for draft in drafts:
        cited = _cited(parse, draft)
        outer = _reporting(parse, draft, by_cue) if cited is not None else None
        if cited is None or outer is None or draft.cue is None:
            chained.append(draft)
            continue
        if outer not in drafts:
            chained.append(outer)
        paper = parse.tokens[cited].lemma in read_words("statements", "media")
        draft.source, draft.speaker, draft.act = phrase(parse, cited), None if paper else cited, "say"
        removed = Span(start=draft.cue.start, end=draft.source.end)
        outer.content = _without(parse.text, outer.content, removed) or outer.content
        draft.content, draft.within = list(outer.content), outer
        draft.confidence = min(draft.confidence, outer.confidence)
        chained.append(draft)
    return chained


def chain_reported(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with who is quoted parted from who quotes: "*Roe* was quoted as saying *by the Herald*"."""
    found: list[Draft] = []
    cues = {draft.cue_index for draft in drafts}
    for draft in drafts:
        index = draft.cue_index
        inner = None
        if index is not None and draft.cue is not None:
            inner = _quoted_by(parse, draft) or _said_according(parse, draft, index, cues)
        found += [draft, inner] if inner is not None else [draft]
    return found


def _quoted_by(parse: Parse, draft: Draft) -> Draft | None:
    """Make of "was quoted as saying by the Herald" the Herald's statement; gives the one within it."""
    inside = parse.tokens_in(draft.cue) if draft.cue is not None else range(0)
    for index in inside:
        token = parse.tokens[index]
        saying = next(
            (t for t in parse.children_by(index, "advcl", "xcomp") if marked_as(parse, t.index)), None
        )
        if token.lemma not in ("quote", "cite", "report") or saying is None or saying.index not in inside:
            continue
        agent, quoted = _agent_behind(parse, saying), parse.child(index, "nsubj:pass", "nsubj")
        if not is_passive(parse, index) or agent is None or quoted is None:
            return None
        own = parse.tokens_in(agent)
        draft.source, draft.speaker, draft.act = agent, parse.head_of(own[0], own[-1]), "report"
        draft.cue, draft.cue_index = cue_span(parse, index), index
        return Draft(
            act="say",
            content=list(draft.content),
            cue=parse.span(saying.index, saying.index),
            cue_index=saying.index,
            source=source_words(parse, index, quoted.index),
            speaker=quoted.index,
            within=draft,
            confidence=draft.confidence,
        )
    return None


def _agent_behind(parse: Parse, saying: Token) -> Span | None:
    """The nouns behind "saying by": parsers hang them on either verb, or part them."""
    index, (_, end) = saying.index + 1, parse.sentences[saying.sentence]
    if index >= end or parse.tokens[index].lower != "by":
        return None
    last = index
    while last + 1 < end and (parse.tokens[last + 1].pos in _OF_NAMES or parse.tokens[last + 1].text == "-"):
        last += 1
    return parse.span(index + 1, last) if last > index and is_nominal(parse.tokens[last]) else None


def _said_according(parse: Parse, draft: Draft, index: int, cues: set[int | None]) -> Draft | None:
    """What somebody said, as another tells it: "“...,” *Roe said*, according to the Herald"."""
    if parse.tokens[index].lower != "according" or not is_quoted(parse.text, draft.content):
        return None
    for above in parse.ancestors(index):
        if not is_cue(above.lemma) or above.pos != "VERB" or above.index in cues:
            continue
        subject = find_subject(parse, above.index)
        if subject is None or not (is_nominal(parse.tokens[subject]) or parse.tokens[subject].pos == "PRON"):
            return None
        said = source_words(parse, above.index, subject)
        if any(
            part.overlaps(said) or part.overlaps(parse.span(above.index, above.index))
            for part in draft.content
        ):
            return None
        return Draft(
            act="say",
            content=list(draft.content),
            cue=cue_span(parse, above.index),
            cue_index=above.index,
            source=said,
            speaker=subject,
            within=draft,
            confidence=draft.confidence,
        )
    return None


def _cited(parse: Parse, draft: Draft) -> int | None:
    """The person, body or document that a participle cites; None for what is no source of words."""
    index = draft.cue_index
    if index is None or parse.tokens[index].lower not in _CITING:
        return None
    object_ = parse.child(index, "obj")
    if object_ is None:
        return None
    known = persons.is_person_noun(object_.lemma) or persons.is_group_noun(object_.lemma)
    body = persons.is_institution(object_.lemma) or object_.pos == "PROPN" or object_.lemma == "source"
    paper = object_.lemma in read_words("statements", "media")
    return object_.index if known or body or paper else None


def _reporting(parse: Parse, draft: Draft, by_cue: dict[int, Draft]) -> Draft | None:
    """The statement whose cue the participle hangs on; made here if the parser gave its clause away."""
    index = draft.cue_index
    if index is None:
        return None
    told = parse.child(index, "ccomp")
    for above, _ in zip(parse.ancestors(index), range(_STEPS), strict=False):
        if above.index in by_cue:
            return by_cue[above.index]
        subject = find_subject(parse, above.index)
        if told is not None and subject is not None and is_cue(above.lemma):
            return Draft(
                act=act_of(above.lemma, "clause") or "report",
                content=clause(parse, told.index),
                cue=cue_span(parse, above.index),
                cue_index=above.index,
                source=source_words(parse, above.index, subject),
                speaker=subject,
            )
    return None


def _without(text: str, content: Sequence[Span], removed: Span) -> list[Span]:
    """The content less a stretch of it, and less the commas around that."""
    kept: list[Span] = []
    for part in content:
        if not part.overlaps(removed):
            kept.append(part)
            continue
        for start, end in ((part.start, removed.start), (removed.end, part.end)):
            while start < end and text[start] in ", ":
                start += 1
            while start < end and text[end - 1] in ", ":
                end -= 1
            if start < end:
                kept.append(Span(start=start, end=end))
    return kept
