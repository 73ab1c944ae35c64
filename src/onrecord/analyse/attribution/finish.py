"""Drafts made statements: tied to entities and times, with form, polarity and place in the chain."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.analyse.attribution.anonymity import class_of
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.nesting import find_parents
from onrecord.analyse.dating import Dated
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import conjuncts
from onrecord.analyse.quotes import Quote
from onrecord.analyse.resolution import Resolution
from onrecord.model.document import Document
from onrecord.model.identity import item_id
from onrecord.model.record import Form, Polarity, Statement, StatementSource
from onrecord.model.span import Span

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "hardly"})
_NOBODY = frozenset({"nobody", "no one", "no-one", "none", "neither"})
_HEDGES = frozenset({"reportedly", "allegedly", "apparently", "supposedly", "purportedly", "may", "might"})
_ABOUT = 5

_DOUBTFUL = 0.4
_THIRD = frozenset("it its itself they them their theirs themselves this that these those".split())


def finish_statements(
    document: Document,
    parse: Parse,
    drafts: Sequence[Draft],
    quotes: Sequence[Quote],
    resolution: Resolution,
    dated: Dated,
) -> list[Statement]:
    """The statements of the drafts, in the same order."""
    ids = [item_id(document, "statement", [*d.content, *([d.cue] if d.cue else [])]) for d in drafts]
    own_words = [quote.span for quote in quotes if not _is_title(quote, parse.text)]
    statements = []
    for position, parent in enumerate(find_parents(drafts)):
        draft = drafts[position]
        statements.append(
            Statement(
                id=ids[position],
                parent=ids[parent] if parent is not None else None,
                source=_source(parse, draft, resolution),
                cue=draft.cue,
                content=tuple(draft.content),
                form=_form(draft, own_words, parse.text),
                act=draft.act,
                polarity=_polarity(parse, draft),
                hedged=draft.hedged or _is_hedged(parse, draft),
                time=_time(parse, draft, dated),
                medium=_medium(parse, draft, resolution),
                addressee=_others(draft.addressee, draft, resolution),
                about=_about(draft, resolution),
                abstained=("source",) if draft.abstains else (),
                confidence=round(draft.confidence, 2),
                confidences=draft.confidences,
            )
        )
    return statements


def _surely(parse: Parse, index: int, resolution: Resolution) -> tuple[str, ...]:
    """The entities of a source's word, none where they are doubtful: a wrong speaker is worse than none.

    Doubtful is a mention that is hardly likely to be right, and an entity that is only ever "it" or "they".
    """
    mention = resolution.mention_at(index)
    if mention is None or (mention.confidence or 1.0) < _DOUBTFUL:
        return ()
    alone = mention.form == "pronoun" and parse.tokens[index].lower in _THIRD
    return tuple(e for e in mention.entities if not alone or resolution.is_described(e))


def _source(parse: Parse, draft: Draft, resolution: Resolution) -> StatementSource | None:
    if draft.source is None:
        return None
    found: list[str] = []
    for index in conjuncts(parse, draft.speaker) if draft.speaker is not None else ():
        found += [e for e in _surely(parse, index, resolution) if e not in found]
    named = any(resolution.is_named(entity) for entity in found)
    anonymous = (
        class_of(parse, draft.source, draft.speaker) if draft.speaker is not None and not named else None
    )
    return StatementSource(
        start=draft.source.start, end=draft.source.end, entities=tuple(found), anonymous=anonymous
    )


def _is_title(quote: Quote, text: str) -> bool:
    """Whether the marks stand around a name or a title, as in the film “Night Train”."""
    words = quote.inner.slice(text).split()
    return (
        len(words) <= 6
        and words[0][:1].isupper()
        and sum(w[:1].isupper() for w in words) > len(words) / 2
        and (words[-1][-1] not in ".,!?")
    )


def _form(draft: Draft, own_words: Sequence[Span], text: str) -> Form:
    """Direct where quotation marks hold all of the content's words, mixed where they hold some."""
    if draft.cue is not None and draft.cue.slice(text) in (":", "―", "—", "–", "--"):
        return "direct"
    outside = quoted = False
    for part in draft.content:
        inside = _touching(own_words, part)
        if any(span.covers(part) for span in inside):
            within = any(
                span.start < part.start
                and part.end < span.end
                and draft.cue is not None
                and span.covers(draft.cue)
                for span in inside
            )
            outside, quoted = outside or within, quoted or not within
            continue
        quoted = quoted or bool(inside)
        outside = outside or _has_word_outside(part, inside, text)
    if not quoted:
        return "indirect"
    return "mixed" if outside else "direct"


def _touching(spans: Sequence[Span], part: Span) -> Sequence[Span]:
    """Those of the spans, which are disjoint and in order, that share a character with `part`."""
    first = bisect_right(spans, part.start, key=lambda span: span.end)
    end = bisect_left(spans, part.end, key=lambda span: span.start)
    return spans[first:end]


def _has_word_outside(part: Span, inside: Sequence[Span], text: str) -> bool:
    position = part.start
    for span in sorted(inside, key=lambda s: s.start):
        if any(c.isalnum() for c in text[position : max(span.start, position)]):
            return True
        position = max(position, span.end)
    return any(c.isalnum() for c in text[position : part.end])


def _modifiers(parse: Parse, draft: Draft) -> list[Token]:
    if draft.cue_index is None:
        return []
    return list(parse.children_by(draft.cue_index, "advmod", "aux", "det"))


def _polarity(parse: Parse, draft: Draft) -> Polarity:
    negated = any(token.lower in _NEGATIONS for token in _modifiers(parse, draft))
    if draft.source is not None and draft.source.slice(parse.text).lower() in _NOBODY:
        negated = not negated
    return "negative" if negated != (draft.act == "deny") else "positive"


def _is_hedged(parse: Parse, draft: Draft) -> bool:
    return any(token.lower in _HEDGES for token in _modifiers(parse, draft))


def _time(parse: Parse, draft: Draft, dated: Dated) -> str | None:
    """The time of speaking: an expression below the cue that is no part of the content."""
    if draft.cue_index is None:
        return None
    near = dated.get(parse.tokens[draft.cue_index].sentence, ())
    below = set(parse.subtree(draft.cue_index)) if near else set()
    for index, time in near:
        inside = [part for part in (*draft.content, draft.source) if part is not None and part.overlaps(time)]
        if index in below and not inside:
            return time.id
    return None


def _medium(parse: Parse, draft: Draft, resolution: Resolution) -> str | None:
    """What carries the words: the programme or document, or whoever issues it."""
    if draft.medium is None:
        return None
    for index in (
        *(t.index for t in parse.children_by(draft.medium, "nmod", "compound", "nmod:poss")),
        draft.medium,
    ):
        entities = resolution.entities_at(index)
        if entities and resolution.types[entities[0]] in ("organisation", "work", "product", "other"):
            return entities[0]
    return None


def _others(index: int | None, draft: Draft, resolution: Resolution) -> tuple[str, ...]:
    own = resolution.entities_at(draft.speaker)
    return tuple(e for e in resolution.entities_at(index) if e not in own)


def _about(draft: Draft, resolution: Resolution) -> tuple[str, ...]:
    """The entities that the content speaks of, in order, less the speaker."""
    own = resolution.entities_at(draft.speaker)
    found: list[str] = []
    for part in draft.content:
        for mention in resolution.within(part):
            found += [
                e
                for e in mention.entities
                if e not in found
                and e not in own
                and (
                    resolution.is_named(e) or (resolution.types[e] != "other" and resolution.is_described(e))
                )
            ]
    return tuple(found[:_ABOUT])
