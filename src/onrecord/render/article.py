"""The text of an article as HTML, with what was found in it marked where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.document import Segment
from onrecord.model.span import Span
from onrecord.render.arrange import LEFT_OUT
from onrecord.render.marks import Mark, MarkedText, escape_text
from onrecord.render.view import EventView, StatementView, View

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r\n?[^\S\r\n]*\r")
_CALM = "body"
# Of marks with the same words, the outermost first; the innermost is where the words lead to.
_SEGMENT, _UNREAD, _CONTENT, _SOURCE, _CUE, _MENTION, _TIME, _TRIGGER = range(8)


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """The HTML of an article's text, and the anchors in it that can be linked to."""

    html: str
    anchors: frozenset[str]


def render_article(view: View) -> MarkedArticle:
    """The article's text as paragraphs, one for each line, with the shown findings marked."""
    text = view.record.document.text
    marked = MarkedText(text)
    marks = sorted(find_marks(view), key=lambda mark: mark.span.start)
    html = "".join(_write_lines(view, marked, _Overlaps(marks)))
    return MarkedArticle(html, frozenset(marked.anchors))


def find_marks(view: View) -> Iterator[Mark]:
    """The marks of all that is shown."""
    for segment in view.record.segments:
        if segment.kind != _CALM:
            yield Mark(segment, f"segment {segment.kind}", _SEGMENT)
    for unread in view.unread:
        yield Mark(unread.span, "unread", _UNREAD, title="not analysed")
    for statement in view.statements:
        yield from _mark_statement(statement)
    for event in view.events:
        yield from _mark_event(event)
    for entity in view.entities:
        for mention in entity.mentions:
            if mention.entities[0] == entity.item.id:
                classes = f"mention {entity.item.type}"
                title = f"{entity.item.type}: {entity.label}"
                yield Mark(mention, classes, _MENTION, entity.item.id, anchor_of(mention.id), title)
    for time in view.times:
        yield Mark(time, "time", _TIME, time.id, anchor_of(time.id), f"time: {time.value}")


def anchor_of(identity: str, part: int = 0) -> str:
    """The anchor in the article of an item, or of a later part of it."""
    return f"at-{identity}-{part + 1}" if part else f"at-{identity}"


def _mark_statement(view: StatementView) -> Iterator[Mark]:
    item = view.item
    title = f"statement {view.number}, {item.form}: {view.chain.label}"
    for part, span in enumerate(item.content):
        yield Mark(span, f"content {item.form}", _CONTENT, item.id, anchor_of(item.id, part), title)
    if item.source:
        yield Mark(_bare(item.source), "source", _SOURCE, item.id, title=f"source of statement {view.number}")
    if item.cue:
        yield Mark(item.cue, "cue", _CUE, item.id, title=f"cue of statement {view.number}")


def _mark_event(view: EventView) -> Iterator[Mark]:
    item = view.item
    title = f"event {view.number}: {', '.join((item.type, *view.flags))}; {view.voice}"
    yield Mark(item.trigger, "trigger", _TRIGGER, item.id, anchor_of(item.id), title)
    for part, span in enumerate(item.mentions, start=1):
        yield Mark(span, "trigger", _TRIGGER, item.id, anchor_of(item.id, part), title)


def _bare(span: Span) -> Span:
    return Span(start=span.start, end=span.end)


class _Overlaps:
    """Finds the marks that overlap a range; they are sorted by where they start."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._starts = [mark.span.start for mark in marks]
        self._open: list[Mark] = []
        self._next = 0

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that overlap `[start, end)`; ranges must be asked for in order."""
        last = bisect_left(self._starts, end)
        self._open += self._marks[self._next : max(last, self._next)]
        self._next = max(last, self._next)
        self._open = [mark for mark in self._open if mark.span.end > start]
        return self._open


def _write_lines(view: View, marked: MarkedText, overlaps: _Overlaps) -> Iterator[str]:
    text = view.record.document.text
    segments = view.record.segments
    starts = [segment.start for segment in segments]
    has_blank_lines = _BLANK.search(text) is not None
    at = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        if not match.group().strip():
            continue
        gap = text[at:start]
        yield _write_gap(gap)
        runs_on = has_blank_lines and at > 0 and not _BLANK.search(gap)
        kind = _kind_of(segments, starts, start, match.group())
        yield f'<p class="{_name_classes(kind, runs_on)}"{_label(kind)}>'
        inner = [mark for mark in overlaps.within(start, end) if not (mark.rank == _SEGMENT and kind)]
        yield marked.write(start, end, inner)
        yield "</p>"
        at = end
    yield _write_gap(text[at:])


def _write_gap(gap: str) -> str:
    return f'<span class="gap">{escape_text(gap)}</span>' if gap else ""


def _kind_of(segments: Sequence[Segment], starts: Sequence[int], start: int, line: str) -> str | None:
    """The kind of the segment that all of a line's words lie in, if it is not the body."""
    first = start + len(line) - len(line.lstrip())
    position = bisect_right(starts, first) - 1
    if position < 0 or segments[position].kind == _CALM:
        return None
    segment = segments[position]
    return segment.kind if segment.end >= start + len(line.rstrip()) else None


def _name_classes(kind: str | None, runs_on: bool) -> str:
    classes = ["line", *([f"segment {kind}"] if kind else []), *(["run"] if runs_on else [])]
    if kind in LEFT_OUT:
        classes.append("aside")
    return " ".join(classes)


def _label(kind: str | None) -> str:
    return f' data-label="{kind}"' if kind in LEFT_OUT else ""
