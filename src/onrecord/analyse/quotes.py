"""Quotation marks of every style, paired: the stretches of text that stand in somebody's own words.

Directed marks (“ ” « » „ ‟) are believed unless their neighbours say otherwise, straight and doubled ones
(" '' ``) are read from their neighbours: a mark before a word opens, one behind a word closes. A quotation
that runs over paragraphs opens anew in each and is closed in the last one only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.span import Span

_DOUBLE = re.compile(r"[\"“”„‟«»＂]|''|``|’’|‘‘")
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[—–:-])|^)[‘'](?=\w)", re.MULTILINE)
_SINGLE_CLOSE = re.compile(r"(?<=[^\s‘'])[’'](?![\w’'])")
_ELISION = re.compile(r"[‘'](?:em|til|tis|twas|cause|n|\d0s?)\b", re.IGNORECASE)
_OPENING = frozenset("“„«‟")
_CLOSING = frozenset("”»")
_BEFORE_OPENING = frozenset(" \t\n\r\f\v\u00a0([{—–-/:…")
_INCHES = re.compile(r"\d\"$")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `span` with its marks, `inner` without, and how it is bounded.

    `closed` is False where no closing mark was found, and the quotation ends with its paragraph.
    `continued` is True where it goes on in the next paragraph.
    """

    span: Span
    inner: Span
    closed: bool
    continued: bool = False
    single: bool = False


def find_quotes(text: str, stretches: Sequence[Span]) -> list[Quote]:
    """The outermost quotations in the given stretches (paragraphs), in order; linear in the text."""
    found: list[Quote] = []
    for position, stretch in enumerate(stretches):
        following = stretches[position + 1] if position + 1 < len(stretches) else None
        resumes = following is not None and _opens_with_mark(text, following)
        doubles = list(_pair(text, stretch, resumes=resumes))
        found += _outermost(doubles, _pair_singles(text, stretch))
    return found


def _opens_with_mark(text: str, stretch: Span) -> bool:
    mark = _DOUBLE.match(text, stretch.start)
    return mark is not None and not text[mark.end() : mark.end() + 1].isspace()


def _outermost(doubles: Sequence[Quote], singles: Iterator[Quote]) -> list[Quote]:
    """All of the doubles, and the singles that touch none of them."""
    kept = list(doubles)
    starts = [double.span.start for double in doubles]
    for single in singles:
        before = bisect_right(starts, single.span.start)
        near = doubles[max(before - 1, 0) : before + 1]
        if not any(double.span.overlaps(single.span) for double in near):
            kept.append(single)
    return sorted(kept, key=lambda quote: quote.span.start)


def _pair(text: str, stretch: Span, *, resumes: bool) -> Iterator[Quote]:
    """Pair the double marks of one paragraph; a mark that opens while one is open closes that one first."""
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, stretch.start, stretch.end):
        if opened is None:
            if _may_open(text, mark, stretch):
                opened = mark
        elif _closes(text, mark, stretch):
            yield from _quote(text, opened, mark.start(), mark.end(), closed=True)
            opened = None
        elif _starts_sentence(text, opened, mark):
            yield from _quote(text, opened, mark.start(), mark.start(), closed=False)
            opened = mark
    if opened is not None and (resumes or _is_long(text, opened, stretch)):
        yield from _quote(text, opened, stretch.end, stretch.end, closed=False, continued=resumes)


def _quote(
    text: str, opened: re.Match[str], inner_end: int, end: int, *, closed: bool, continued: bool = False
) -> Iterator[Quote]:
    while inner_end > opened.end() and text[inner_end - 1].isspace():
        inner_end -= 1
        end = end if closed else inner_end
    if text[opened.end() : inner_end].strip():
        inner = Span(start=opened.end(), end=inner_end)
        yield Quote(Span(start=opened.start(), end=max(end, inner_end)), inner, closed, continued)


def _sides(text: str, mark: re.Match[str], stretch: Span) -> tuple[str, str]:
    before = text[mark.start() - 1] if mark.start() > stretch.start else " "
    after = text[mark.end()] if mark.end() < stretch.end else " "
    return before, after


def _may_open(text: str, mark: re.Match[str], stretch: Span) -> bool:
    before, after = _sides(text, mark, stretch)
    if mark.group() in _OPENING:
        return True
    if after.isspace():
        return False
    return before in _BEFORE_OPENING or (not before.isalnum() and mark.group() not in _CLOSING)


def _closes(text: str, mark: re.Match[str], stretch: Span) -> bool:
    before, after = _sides(text, mark, stretch)
    if mark.group() in _CLOSING:
        return not (before.isspace() and after.isalnum())
    if mark.group() in _OPENING:
        return not before.isspace() and not after.isalnum()
    if before.isspace() and not after.isspace():
        return False
    return not (_INCHES.search(text[max(mark.start() - 1, 0) : mark.end()]) and after.isalnum())


def _starts_sentence(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether an opening mark inside an open quotation starts it anew, as each paragraph of one does."""
    last = mark.start() - 1
    while last >= opened.end() and text[last].isspace():
        last -= 1
    return last >= opened.end() and text[last] in ".!?…:,)" and text[mark.end() : mark.end() + 1].isupper()


def _is_long(text: str, opened: re.Match[str], stretch: Span) -> bool:
    """Whether an unclosed mark is likely a quotation: a few words, of which the first follows at once."""
    rest = text[opened.end() : stretch.end]
    return len(rest.split()) >= 4 and rest[:1].isalnum()


def _pair_singles(text: str, stretch: Span) -> Iterator[Quote]:
    position = stretch.start
    while opened := _SINGLE_OPEN.search(text, position, stretch.end):
        position = opened.end()
        if _ELISION.match(text, opened.start()):
            continue
        closing = _single_end(text, opened, stretch)
        if closing is None:
            continue
        inner = Span(start=opened.end(), end=closing.start())
        yield Quote(Span(start=opened.start(), end=closing.end()), inner, closed=True, single=True)
        position = closing.end()


def _single_end(text: str, opened: re.Match[str], stretch: Span) -> re.Match[str] | None:
    """The mark that closes a single quotation; an apostrophe behind a plural s is passed over once."""
    limit = min(stretch.end, opened.end() + 600)
    doubtful: re.Match[str] | None = None
    for mark in _SINGLE_CLOSE.finditer(text, opened.end(), limit):
        before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
        if before in ".,!?…" or after in ("", ".", ",", "!", "?", ";", ":", ")", "\n") or before != "s":
            return mark
        doubtful = doubtful or mark
    return doubtful
