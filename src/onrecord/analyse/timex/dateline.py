"""The date of publication as an article itself gives it: in its dateline, or on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from onrecord.analyse.timex.lexicon import MONTHS, WEEKDAYS
from onrecord.model.document import Document, Published, Segment

_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? (?:the )?)?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d)"
_DATES = (
    rf"{_WEEKDAY}{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? {_YEAR}",
    rf"{_WEEKDAY}(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? {_MONTH},? {_YEAR}",
    rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
)
_WITHIN = tuple(re.compile(rf"(?<![\w-]){form}", re.IGNORECASE) for form in _DATES)
# "Updated" tells when the page was last touched, and is left alone.
_LABEL = r"(?:(?:first )?(?:posted|published)(?: (?:on|at|online))?|(?:publication )?date)(?:\s*:)?\s+"
_CLOCK = r"(?:(?:at )?\d\d?[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?\(?[a-z]{2,4}\)?)?)"
_BYLINE = r"by [^\d\n]{2,80}?\s*[|,–—-]\s*"
_LINES = tuple(
    re.compile(
        rf"(?:{_BYLINE})?(?:{_LABEL})?(?:{_CLOCK},? )?{form}(?:[T,|–—-]?\s*{_CLOCK})?\s*\.?", re.IGNORECASE
    )
    for form in _DATES
)
_ASIDE = frozenset({"promo", "caption", "embed", "boilerplate"})
# Such lines stand before the prose, which begins with the first line of more words than this.
_SHORT = 20
_FIRST = 8


def date_document(document: Document, segments: Sequence[Segment]) -> Document:
    """The document with the publication date of its dateline, where no date was given or in the metadata.

    A date counts if it is whole; one without a year leaves the document as it is. So do two dates that
    do not agree, and a weekday that its date did not fall on.
    """
    if document.published is not None:
        return document
    found = {value for value in _find_dates(document.text, segments) if value}
    if len(found) != 1:
        return document
    return msgspec.structs.replace(document, published=Published(value=found.pop(), basis="dateline"))


def _find_dates(text: str, segments: Sequence[Segment]) -> Iterator[str | None]:
    """The dates in the dateline and on lines of their own; the first prose ends the search."""
    for segment in [segment for segment in segments if segment.kind not in _ASIDE][:_FIRST]:
        if segment.kind == "dateline":
            yield _read(segment.slice(text), whole=False)
            return
        for line in segment.slice(text).splitlines():
            if len(line.split()) > _SHORT:
                return
            yield _read(line.strip(), whole=True)


def _read(words: str, *, whole: bool) -> str | None:
    """The first full date in a dateline, or (`whole`) the date that a line consists of."""
    for form in _LINES if whole else _WITHIN:
        match = form.fullmatch(words) if whole else form.search(words)
        if match:
            return _to_date(match)
    return None


def _to_date(match: re.Match[str]) -> str | None:
    """The date of a match; None where there is no such day, or it was another day of the week."""
    groups = match.groupdict()
    month = groups["month"].lower()
    try:
        day = date(int(groups["year"]), MONTHS[month] if month in MONTHS else int(month), int(groups["day"]))
    except ValueError:
        return None
    weekday = groups.get("weekday")
    return None if weekday and WEEKDAYS[weekday.lower()] != day.weekday() else day.isoformat()
