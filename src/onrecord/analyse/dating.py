"""Time expressions by the sentence that they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.analyse.parse import Parse
from onrecord.model.record import Time

Dated = Mapping[int, Sequence[tuple[int, Time]]]
"""Sentence -> the dates and times of day in it, each with the index of its first token."""


def dates_by_sentence(parse: Parse, times: Sequence[Time]) -> Dated:
    """The dates and times of day of a document; durations and sets date nothing and are left out."""
    found: dict[int, list[tuple[int, Time]]] = {}
    for time in times:
        inside = parse.tokens_in(time)
        if time.type in ("DATE", "TIME") and inside:
            found.setdefault(parse.tokens[inside[0]].sentence, []).append((inside[0], time))
    return found
