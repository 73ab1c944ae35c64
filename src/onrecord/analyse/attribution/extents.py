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
_BREAK = re.compile(r"\s*\n\s*")
_HEADING = re.compile(r"[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]{2,})+ (?=(?:The )?[A-Z][a-z]+)")
"""A heading in capitals that a lost line break has glued to a source: "ANNA ROE Actress Anna Roe"."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\s+(?=\S)")
_TITLE = re.compile(r"(?<!\S)(?:Mr|Ms|Mrs|Dr|Sir|Lord|Lady|Prof)\.? \Z")
_ASKED = re.compile(r"\b(?:when|after being|on being) asked(?: about| whether| if)?,? \Z", re.IGNORECASE)
_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_CLOSE = 12
"""Characters between two parts of a content that no mark parts, over which they are one."""
_FAR = 300
"""Characters from a content to its cue, or to its next part, over which a link is hardly ever right."""
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


def near_cue(text: str, cue: Span, content: Sequence[Span]) -> list[Span]:
    """The parts of a content that stand beside the cue, or go on from one that does.

    A link over a whole paragraph is more often wrong than right.
    """
    kept: list[Span] = [cue]
    for part in sorted(content, key=lambda one: min(abs(one.start - cue.end), abs(cue.start - one.end))):
        if any(_are_near(text, one, part) for one in kept):
            kept.append(part)
    return sorted(kept[1:], key=lambda one: one.start)


def _are_near(text: str, one: Span, other: Span) -> bool:
    """Whether at most one paragraph ends between two spans, and not too many words stand there."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    breaks = len(_BREAK.findall(text, start, end)) if start < end else 0
    return start >= end or (end - start <= _FAR and breaks <= (2 if text[other.start] in _DOUBLE else 1))


def in_one_line(text: str, source: Span, cue: Span) -> Span:
    """What of a source stands in one line, the last one before the cue, and behind no heading in capitals."""
    lines = list(_LINE.finditer(text, source.start, source.end))
    if len(lines) > 1:
        line = lines[-1] if source.start < cue.start else lines[0]
        source = Span(start=line.start(), end=line.end())
    return without_heading(text, source)


def without_heading(text: str, source: Span) -> Span:
    """The source less a heading in capitals in front of it."""
    heading = _HEADING.match(text, source.start, source.end)
    return Span(start=heading.end(), end=source.end) if heading else source


def whole_source(text: str, source: Span) -> Span:
    """The source with the title in front of it and the bracket it opens: "*Mr* Roe", "the Union (PTU*)*"."""
    start, end = source.start, source.end
    title = _TITLE.search(text, max(start - 12, 0), start)
    if title and text[start].isupper():
        start = title.start()
    if text[start:end].count("(") > text[start:end].count(")"):
        end += text[end : end + 1] == ")"
    return Span(start=start, end=end)


def less_asked(text: str, content: Sequence[Span]) -> list[Span]:
    """The content less what somebody was only asked about: "“Yes,” he said when asked about *the boat*"."""
    return [
        part
        for part in content
        if _DOUBLE & set(part.slice(text)) or not _ASKED.search(text, max(part.start - 40, 0), part.start)
    ] or list(content)


def without_address(text: str, content: Sequence[Span]) -> list[Span]:
    """The content less a web address that a crawler ran into its first words."""
    address = _ADDRESS.match(text, content[0].start, content[0].end) if content else None
    return [Span(start=address.end(), end=content[0].end), *content[1:]] if address else list(content)


def with_quotations(text: str, closed: Sequence[Span], cue: Span, content: Sequence[Span]) -> list[Span]:
    """The content with the quotations whole of which it has most words: a speaker speaks up to the mark."""
    parts = []
    for part in content:
        for quotation in touching(closed, part):
            shared = min(part.end, quotation.end) - max(part.start, quotation.start)
            if 2 * shared > quotation.end - quotation.start and not quotation.overlaps(cue):
                part = _reach_over(text, part, quotation)
        parts.append(part)
    return parts


def _reach_over(text: str, part: Span, quotation: Span) -> Span:
    """A part that holds the whole quotation, without marks that stand outside of it."""
    start, end = min(part.start, quotation.start), max(part.end, quotation.end)
    if not any(c.isalnum() for c in text[start : quotation.start]):
        start = quotation.start
    if not any(c.isalnum() for c in text[quotation.end : end]):
        end = quotation.end
    return Span(start=start, end=end)


def join_close(text: str, cue: Span, content: Sequence[Span]) -> list[Span]:
    """The parts of a content, those made one that only a word or two part: "asked her *to* get *dressed*"."""
    joined: list[Span] = []
    for part in content:
        gap = text[joined[-1].end : part.start] if joined else ""
        beside = joined and not (joined[-1].end <= cue.start < part.start)
        if beside and len(gap) <= _CLOSE and not any(c in gap for c in '.,;:!?\n“”"‘’()—–―-'):
            joined[-1] = Span(start=joined[-1].start, end=part.end)
        else:
            joined.append(part)
    return joined


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
