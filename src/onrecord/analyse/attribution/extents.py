"""Spans of the encoder's, made those of a record: with whole words and quotations, without loose edges."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

from onrecord.analyse.attribution.learned import Attribution
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import RELATIVE
from onrecord.model.document import Segment
from onrecord.model.span import Span

_S = TypeVar("_S", bound=Span)
_OPENING = frozenset("“\"«„'‘`")
_DOUBLE = frozenset('“”"«»„')
_STARTS = "He|She|It|They|We|But|And|Above|Below|Read|Watch|Scroll|Pictured|Photo|Image|Video|Share"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_GLUE = re.compile(rf"(?<=[a-z0-9])[ ](?=(?:{_STARTS}) [a-z]|(?:{_MONTHS}) \d{{1,2}}, \d{{4}}:)")
"""Where a sentence, a caption or a timeline's date begins and nothing ended before it."""
_EDGES = " \t\n\r,;:"


def content_of(
    parse: Parse, quotations: Sequence[Span], segments: Sequence[Segment], attribution: Attribution
) -> list[Span]:
    """The parts of a content, in order and disjoint; empty where no word is left.

    `quotations` are those in double marks, whose marks a content takes along.
    """
    parts: list[Span] = []
    for part in attribution.contents:
        span = _clip(parse.text, whole(parse, part.span), segments, attribution.cue.span)
        span = _unglued(parse.text, span, attribution.cue.span)
        start, end = span.start, span.end
        for quotation in touching(quotations, span):
            start, end = _snap(quotation, start, end)
        clean = _stripped(parse.text, start, end)
        if clean is not None:
            parts.append(clean)
    said = [part for part in parts if part.slice(parse.text).lower() not in RELATIVE]
    return _disjoint(said or parts)


def whole(parse: Parse, span: Span) -> Span:
    """The span with no word of the parse cut."""
    inside = parse.tokens_in(span)
    return parse.span(inside[0], inside[-1]) if inside else span


def touching(spans: Sequence[_S], span: Span) -> Sequence[_S]:
    """Those of the spans, which are disjoint and in order, that share a character with `span`."""
    first = bisect_right(spans, span.start, key=lambda one: one.end)
    return spans[first : bisect_left(spans, span.end, key=lambda one: one.start)]


def holds(content: Sequence[Span], span: Span) -> bool:
    """Whether a part of the content shares a character with the span."""
    return any(part.overlaps(span) for part in content)


def covers(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    """Whether every span of `inner` lies in one of `outer`."""
    return all(any(own.covers(part) for own in outer) for part in inner)


def is_quoted(text: str, content: Sequence[Span]) -> bool:
    """Whether there is a double quotation mark in the content."""
    return any(_DOUBLE & set(part.slice(text)) for part in content)


def _clip(text: str, span: Span, segments: Sequence[Segment], cue: Span) -> Span:
    """The span within one segment, the cue's or the widest: only a quotation or a turn runs over several."""
    own = touching(segments, span)
    if len(own) < 2:
        return span
    runs_on = text[span.start] in _OPENING or cue.slice(text) == ":"
    if runs_on and all(segment.kind == "body" for segment in own):
        return span
    beside = [segment for segment in own if segment.overlaps(cue)]
    kept = max(beside or own, key=lambda one: min(one.end, span.end) - max(one.start, span.start))
    return Span(start=max(span.start, kept.start), end=min(span.end, kept.end))


def _unglued(text: str, span: Span, cue: Span) -> Span:
    """The part of the span beside the cue, where a lost line break has glued it to something else."""
    inside = text[span.start : span.end]
    if _OPENING & set(inside[:1]):
        return span
    cuts = [span.start + match.end() for match in _GLUE.finditer(inside)]
    before = [cut for cut in cuts if cut <= cue.start]
    behind = [cut for cut in cuts if cut >= cue.end]
    return Span(
        start=before[-1] if before and cue.start >= span.end else span.start,
        end=behind[0] if behind and cue.end <= span.start else span.end,
    )


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The span without commas, colons and white space at its ends; None where no word is left."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Span(start=start, end=end) if any(c.isalnum() for c in text[start:end]) else None


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that overlap made one."""
    disjoint: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if disjoint and span.start < disjoint[-1].end:
            disjoint[-1] = Span(start=disjoint[-1].start, end=max(span.end, disjoint[-1].end))
        else:
            disjoint.append(span)
    return disjoint


def _snap(quotation: Span, start: int, end: int) -> tuple[int, int]:
    """Bounds that lie a mark or so inside or outside a quotation's, moved to it."""
    if 0 < start - quotation.start <= 2 or 0 < quotation.start - start <= 1:
        start = quotation.start
    if 0 < abs(quotation.end - end) <= 2:
        end = quotation.end
    return start, end
