"""Which statement stands within which, and which of two that say the same is kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.extents import covers
from onrecord.analyse.attribution.wordless import can_speak
from onrecord.analyse.parse import Parse, Token
from onrecord.model.span import Span

_NEAR = 20
"""How many statements back one is looked for whose verb is the first of two."""
_AND = re.compile(r",?\s+(?:and|but)\s+(?:\w+\s+){0,2}\Z")
"""What joins a second verb to the first, with the adverbs in front of it."""


def keep_distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts in text order, without those that repeat another's cue, or its content and source."""
    kept: list[Draft] = []
    cues: set[tuple[int, int]] = set()
    said: dict[tuple[tuple[int, int], ...], list[Span | None]] = {}
    for draft in sorted(drafts, key=lambda d: (-d.confidence, d.start)):
        cue = (draft.cue.start, draft.cue.end) if draft.cue else None
        content = tuple((part.start, part.end) for part in draft.content)
        sources = said.setdefault(content, [])
        if (cue is not None and cue in cues) or draft.source in sources:
            continue
        if cue is not None:
            cues.add(cue)
        sources.append(draft.source)
        kept.append(draft)
    return sorted(kept, key=lambda d: (d.start, -d.content[-1].end, d.cue.start if d.cue else 0))


def find_parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the position of the smallest one whose content holds all of it; None at the top.

    A statement is held when its content and its cue lie within the content of the other; its source may stand
    before both ("*Roe* denied knowing where she was").
    """
    parents: list[int | None] = []
    order = sorted(range(len(drafts)), key=lambda i: (drafts[i].start, -drafts[i].extent.end))
    above: dict[int, int | None] = {}
    open_: list[int] = []
    for position in order:
        draft = drafts[position]
        open_ = [i for i in open_ if drafts[i].extent.end > draft.start]
        holders = [i for i in open_ if _holds(drafts[i], draft)]
        above[position] = min(holders, key=lambda i: _size(drafts[i])) if holders else None
        open_.append(position)
    places = {id(draft): position for position, draft in enumerate(drafts)}
    for position, draft in enumerate(drafts):
        parents.append(places.get(id(draft.within), above[position]))
    return parents


def split_second_verbs(parse: Parse, drafts: Sequence[Draft]) -> None:
    """End a statement where its speaker's next verb begins: "said it was over, *and called for calm*".

    Syntax gives both verbs one subject, and it stands in front of the first.
    """
    ordered = sorted(drafts, key=lambda draft: draft.start)
    starts = [draft.start for draft in ordered]
    for inner in ordered:
        verb = parse.tokens[inner.cue_index] if inner.cue_index is not None else None
        if inner.source is None or inner.cue is None or inner.within is not None or verb is None:
            continue
        if verb.relation != "conj" or verb.feats.get("VerbForm") != "Fin":
            continue
        place = bisect_right(starts, inner.start)
        for outer in ordered[max(place - _NEAR, 0) : place]:
            last = outer.content[-1]
            same = outer is not inner and outer.source == inner.source and outer.cue is not None
            if not same or outer.cue is None or not outer.cue.end <= last.start < inner.cue.start < last.end:
                continue
            turn = _AND.search(parse.text, last.start, inner.cue.start)
            if turn is not None and turn.start() > last.start:
                outer.content[-1] = Span(start=last.start, end=turn.start())


def tie_second_verbs(parse: Parse, drafts: Sequence[Draft]) -> None:
    """Give a verb behind "and" the speaker before it, where what it was joined to says nothing.

    "Roe asked *them* to leave, and said it was over": parsers join "said" to "leave", which has another form,
    or to "there were losses", whose subject cannot speak.
    """
    ordered = sorted(drafts, key=lambda draft: draft.start)
    for place, inner in enumerate(ordered):
        cue = parse.tokens[inner.cue_index] if inner.cue_index is not None else None
        if (
            cue is None
            or inner.cue is None
            or inner.within is not None
            or not _is_misjoined(parse, inner, cue)
        ):
            continue
        for outer in reversed(ordered[max(place - _NEAR, 0) : place]):
            above = parse.tokens[outer.cue_index] if outer.cue_index is not None else None
            if above is None or outer.cue is None or outer.source is None or not _holds(outer, inner):
                continue
            last = outer.content[-1]
            turn = _AND.search(parse.text, last.start, inner.cue.start)
            same = above.feats.get("Tense") == cue.feats.get("Tense") and above.sentence == cue.sentence
            if same and turn is not None and outer.cue.end <= last.start < turn.start():
                outer.content[-1] = Span(start=last.start, end=turn.start())
                inner.source, inner.speaker = outer.source, outer.speaker
            break


def _is_misjoined(parse: Parse, inner: Draft, cue: Token) -> bool:
    """Whether a second verb, without a subject of its own, was joined to what cannot be its first."""
    if cue.relation != "conj" or cue.feats.get("VerbForm") != "Fin" or parse.child(cue.index, "nsubj"):
        return False
    first = parse.tokens[cue.head]
    speaker = parse.tokens[inner.speaker] if inner.speaker is not None else None
    speechless = speaker is not None and not can_speak(parse, speaker)
    return speechless or (first.pos == "VERB" and first.feats.get("VerbForm") == "Inf")


def lies_within(draft: Draft, other: Draft) -> bool:
    """Whether a draft, with its cue, lies in a proper part of another's content."""
    parts = [*draft.content, *([draft.cue] if draft.cue else [])]
    return _size(draft) < _size(other) and covers(other.content, parts)


def _holds(outer: Draft, inner: Draft) -> bool:
    parts = [*inner.content, *([inner.cue] if inner.cue else [inner.source] if inner.source else [])]
    return _size(outer) > _size(inner) and all(any(o.covers(p) for o in outer.content) for p in parts)


def _size(draft: Draft) -> int:
    return sum(part.end - part.start for part in draft.content)
