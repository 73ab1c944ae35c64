"""Time expressions (TIMEX3 after the TimeML guidelines), resolved against the publication date."""

from __future__ import annotations

from onrecord.analyse.parse import Parse
from onrecord.analyse.timex.calendar import iso_bounds
from onrecord.analyse.timex.joining import Expression
from onrecord.analyse.timex.reader import read_times
from onrecord.model.document import Document
from onrecord.model.identity import item_id
from onrecord.model.record import Time
from onrecord.model.span import Span

_DAY = len("2018-08-05")


def find_times(document: Document, parse: Parse) -> tuple[Time, ...]:
    """The time expressions of a document, sorted by start, none overlapping another.

    Relative expressions are told from the publication date, or from the latest date before them in the text
    ("a year later"). Where that is not known they keep an open value ("XXXX-09") and no bounds.
    """
    published = document.published.value if document.published else None
    return tuple(_time(document, expression) for expression in read_times(parse, published))


def _time(document: Document, expression: Expression) -> Time:
    span = Span(start=expression.start, end=expression.end)
    reading = expression.reading
    earliest, latest = _bounds(document, expression)
    return Time(
        id=item_id(document, "time", [span]),
        start=span.start,
        end=span.end,
        type=reading.type,
        value=reading.value,
        earliest=earliest,
        latest=latest,
    )


def _bounds(document: Document, expression: Expression) -> tuple[str, str] | tuple[None, None]:
    """The first and the last day that a date can mean.

    "Earlier this month" ends with the day of publication, and "later this month" begins with it.
    """
    reading, published = expression.reading, document.published.value if document.published else ""
    earliest, latest = iso_bounds(reading.value) if reading.type in ("DATE", "TIME") else (None, None)
    if earliest is None or latest is None:
        return None, None
    if len(published) == _DAY and earliest <= published <= latest:
        words = document.text[expression.start : expression.end].lower()
        latest = published if words.startswith("earlier ") else latest
        earliest = published if words.startswith("later this ") else earliest
    return earliest, latest
