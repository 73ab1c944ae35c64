"""The rest of the paragraph in which some words stand."""

from __future__ import annotations

from onrecord.model.record import Record
from onrecord.model.span import Span

_MOST = 400
_END = "…"


def find_context(record: Record, span: Span, *, most: int = _MOST) -> tuple[str, str]:
    """What stands before and behind a span in its paragraph, at most `most` code points on each side.

    Where more stands there, it is cut at a space, and "…" stands for the rest.
    """
    text = record.document.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before, after = text[start : span.start], text[span.end : end if end >= 0 else len(text)]
    if len(before) > most:
        before = _END + before[-most:].partition(" ")[2]
    if len(after) > most:
        after = after[:most].rpartition(" ")[0] + _END
    return before, after
