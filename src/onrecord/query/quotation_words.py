"""Quotations in words, for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.query.cite_words import tell_date
from onrecord.render.sheets import Sheet
from onrecord.resolve.quotations.difference import mark_difference
from onrecord.resolve.quotations.listing import Listed
from onrecord.resolve.quotations.reading import Quotation, QuotedAs

_KINDS = {
    "same": "the same words as",
    "shorter": "shorter than",
    "longer": "longer than",
    "overlapping": "overlaps with",
    "edited": "other words than",
    "paraphrased": "told otherwise than",
}


def tell_quotations(found: Iterable[Listed]) -> Sheet:
    """A list of quotations as a table."""
    rows = [
        (
            one.id,
            one.articles,
            one.independent,
            one.published or "",
            one.outlet or "",
            ", ".join(one.speakers),
            one.words,
        )
        for one in found
    ]
    columns = ("id", "articles", "independent", "published", "outlet", "speaker", "words")
    return Sheet(columns, rows, wide=("words",))


def tell_quotation(found: Quotation) -> str:
    """A quotation over several lines: how many give it, who was first, and what each other changed."""
    return "\n".join(_tell_lines(found))


def _tell_lines(found: Quotation) -> Iterator[str]:
    yield f"{_count(found.articles, 'article')}, {found.independent} independent; {found.quoted} quote it"
    numbers = {one.statement: number for number, one in enumerate(found.statements, start=1)}
    for one in found.statements:
        yield ""
        yield f"{numbers[one.statement]}. {_tell_where(one)}"
        if one.kind is None or one.against is None:
            yield f"   {one.words}"
            continue
        yield f"   {_KINDS[one.kind]} {numbers[one.against]}:"
        yield f"   {one.words if one.kind == 'same' else mark_difference(one.difference)}"


def _tell_where(one: QuotedAs) -> str:
    who = ", ".join(one.speakers) or one.source or "an unnamed source"
    when = tell_date(one.published) if one.published else "no date"
    outlet = one.outlet or "an outlet that is not named"
    notes = [one.form, *(["a copy"] if one.is_copy else []), one.statement]
    return f"{who}, in {outlet}, {when} ({', '.join(notes)})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
