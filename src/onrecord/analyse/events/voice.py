"""In whose voice a stretch of text stands: the outlet's own, or that of the statement that holds it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.analyse.cover import Cover
from onrecord.analyse.quotes import Quote
from onrecord.model.record import Statement, Voice
from onrecord.model.span import Span

_OPENING = re.compile(r"(?:(?<=\s)|^)[“\"‘'«`]")


class Voices:
    """Answers whose voice a span is in, for one document.

    Words in quotation marks that belong to no statement found are in an unknown voice, never the outlet's.
    """

    def __init__(self, statements: Sequence[Statement], quotes: Sequence[Quote]) -> None:
        self._contents = Cover(
            (part, sum(p.end - p.start for p in statement.content), statement.id)
            for statement in statements
            for part in _asserted(statement)
        )
        self._quotes = Cover((quote.inner, 0, True) for quote in quotes)
        self._starts = [quote.inner.start for quote in quotes]
        self._ends = [quote.inner.end for quote in quotes]
        self._statements = {statement.id: statement for statement in statements}

    def of(self, span: Span, *, without: str | None = None) -> tuple[Voice, str | None]:
        """The voice of a span and the id of the innermost statement whose content holds it, if one does.

        `without` names a statement that does not count, as for the cue by which it is made.
        """
        holder = self._contents.smallest(span, without=without)
        if holder is not None:
            return "statement", holder
        return ("unknown" if self._quotes.smallest(span) else "outlet"), None

    def reporting(self, span: Span, *, without: str | None = None) -> Statement | None:
        """The innermost statement whose content holds a span in words that are not its source's own."""
        holder = self._contents.smallest(span, without=without)
        if holder is None or self.in_quotes(span):
            return None
        statement = self._statements[holder]
        return statement if statement.form != "direct" else None

    def in_quotes(self, span: Span) -> bool:
        """Whether the words stand in quotation marks, so that they are not the outlet's choice."""
        return self._quotes.smallest(span) is not None

    def quotes_in(self, span: Span) -> bool:
        """Whether any of the words stand in quotation marks."""
        return bisect_left(self._starts, span.end) > bisect_right(self._ends, span.start)

    def is_closed(self, span: Span, text: str) -> bool:
        """Whether a quotation ends in the span, and no other mark opens one behind it."""
        last = bisect_right(self._ends, span.end) - 1
        if last < 0 or self._ends[last] <= span.start:
            return False
        return _OPENING.search(text, self._ends[last] + 1, span.end) is None


def _asserted(statement: Statement) -> Sequence[Span]:
    """The parts of a statement's content that its source asserts.

    In "Lee, the envoy, is said to have fled" the words for Lee are content too, but they are the outlet's.
    """
    cue, content = statement.cue, statement.content
    if statement.source is None and cue is not None and len(content) > 1:
        return [part for part in content if part.start > cue.start]
    return content
