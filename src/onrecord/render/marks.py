"""Stretches of a text marked up as properly nested HTML, however they overlap."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from onrecord.model.span import Span
from onrecord.render.visible import BIDI_CONTROLS, picture_controls

_TURNING = re.compile(f"[{BIDI_CONTROLS}]")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be marked: its CSS classes, where it leads to, and its own anchor on the page.

    Of marks with the same span the one with the lowest `rank` is the outermost.
    """

    span: Span
    classes: str
    rank: int
    target: str | None = None
    anchor: str | None = None
    title: str | None = None


@dataclass(slots=True)
class _Piece:
    """A part of a mark that lies within the parts around it."""

    mark: Mark
    start: int
    end: int
    children: list[_Piece] = field(default_factory=list)

    @property
    def order(self) -> tuple[int, int, int]:
        return self.start, -self.end, self.mark.rank


class MarkedText:
    """Writes a text piece by piece with its marks, and remembers the anchors that it set."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._linked: set[Mark] = set()
        self.anchors: set[str] = set()

    def write(self, start: int, end: int, marks: Iterable[Mark]) -> str:
        """The HTML of `text[start:end]` with the marks that overlap it, each cut at its bounds.

        The text is kept to the character, apart from control characters, for which their pictures stand.
        A mark is a link where it has a target; where marks lie in one another, each stretch leads to the
        target of the innermost. An anchor stands where its mark is first written.
        """
        cut = (_Piece(mark, max(mark.span.start, start), min(mark.span.end, end)) for mark in marks)
        pieces = _nest(piece for piece in cut if piece.start < piece.end)
        return "".join(self._write(start, end, pieces))

    def _write(self, start: int, end: int, pieces: list[_Piece]) -> Iterator[str]:
        """The pieces and the text between them; without recursion, since they may be nested deeply."""
        at = start
        around: list[tuple[_Piece | None, int, Iterator[_Piece]]] = [(None, end, iter(pieces))]
        while around:
            piece, piece_end, children = around[-1]
            child = next(children, None)
            until = child.start if child else piece_end
            if at < until:
                yield self._write_words(self._text[at:until], piece.mark if piece else None)
                at = until
            if child is not None:
                yield self._open(child.mark)
                around.append((child, child.end, iter(child.children)))
                continue
            around.pop()
            yield "</span>" if piece else ""

    def _open(self, mark: Mark) -> str:
        title = f' title="{escape(picture_controls(mark.title))}"' if mark.title else ""
        if mark.anchor is None or mark.anchor in self.anchors:
            return f'<span class="{mark.classes}"{title}>'
        self.anchors.add(mark.anchor)
        return f'<span class="{mark.classes}" id="{escape(mark.anchor)}"{title}>'

    def _write_words(self, words: str, mark: Mark | None) -> str:
        if mark is None or mark.target is None or not words.strip():
            return escape_text(words)
        # Of the many links of one mark only the first is a stop for the keyboard.
        again = ' tabindex="-1"' if mark in self._linked else ""
        self._linked.add(mark)
        return f'<a href="#{escape(mark.target)}"{again}>{escape_text(words)}</a>'


def escape_text(text: str) -> str:
    """`text` for the body of a page; what turns the direction of writing is isolated and named."""
    # A parser would turn a bare carriage return into a new line.
    shown = escape(picture_controls(text), quote=False).replace("\r", "&#13;")
    return _TURNING.sub(_isolate, shown)


def _isolate(match: re.Match[str]) -> str:
    return f'<bdi class="control" data-code="U+{ord(match.group()):04X}">{match.group()}</bdi>'


def _nest(pieces: Iterable[_Piece]) -> list[_Piece]:
    """The pieces as a tree, cut where they would cross."""
    queue = [(piece.order, number, piece) for number, piece in enumerate(pieces)]
    heapq.heapify(queue)
    number = len(queue)
    roots: list[_Piece] = []
    around: list[_Piece] = []
    while queue:
        _, _, piece = heapq.heappop(queue)
        while around and around[-1].end <= piece.start:
            around.pop()
        if around and piece.end > around[-1].end:
            for part in _cut(piece, around[-1].end):
                heapq.heappush(queue, (part.order, number, part))
                number += 1
            continue
        (around[-1].children if around else roots).append(piece)
        around.append(piece)
    return roots


def _cut(piece: _Piece, at: int) -> tuple[_Piece, _Piece]:
    return _Piece(piece.mark, piece.start, at), _Piece(piece.mark, at, piece.end)
