"""Where in a capture's bytes the words of an article stand, and the words at such a place again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from onrecord.errors import InputError
from onrecord.ingest.decode import decode
from onrecord.ingest.encoding import count_bytes, find_encoding
from onrecord.ingest.markup import decode_page, is_page
from onrecord.ingest.markup_text import is_in_script, keep_visible, read_fragment
from onrecord.ingest.page_words import PageFinder
from onrecord.ingest.rewriting import (
    Rewriting,
    find_csv_fields,
    find_json_value,
    read_csv_field,
    read_json_string,
)
from onrecord.model.capture import Place
from onrecord.model.document import Source
from onrecord.model.span import Span

Range = tuple[int, int]
Kind = Literal["page", "json", "csv", "text"]


def locate(source: Source, text: str, spans: Sequence[Span]) -> list[Place | None]:
    """The place of each of the `spans` of `text`, as `source` was read; None where none is known.

    Plain text, HTML, a line of JSON ("application/json", the value of `text`) and a row of CSV ("text/csv",
    the field that is the text) are searched. In HTML words that the page holds more than once are those
    that stand between the places of the paragraphs around them, the first of them if there are several.
    Each place was read back: `read_place` gives the same words. Nothing is raised.
    """
    try:
        markup = _decode(source)
    except InputError:
        return [None] * len(spans)
    encoding = find_encoding(source.content, markup)
    find = _finder(source, markup, text) if encoding else None
    if encoding is None or find is None:
        return [None] * len(spans)
    if encoding.errors != "strict":
        markup = encoding.decode(source.content[encoding.mark :])
        find = _finder(source, markup, text) or find
    kind = _kind_of(source)
    ranges: list[Range | None] = []
    for span in spans:
        found = find(span)
        is_right = found is not None and same_words(_read(markup, found, kind), span.slice(text))
        ranges.append(found if is_right else None)
    counted = count_bytes(markup, [bound for found in ranges if found for bound in found], encoding)
    return [
        Place(start=counted[found[0]], end=counted[found[1]], exact=markup[slice(*found)] == span.slice(text))
        if found
        else None
        for found, span in zip(ranges, spans, strict=True)
    ]


def read_place(content: bytes, place: Place, *, location: str, media_type: str | None = None) -> str:
    """The words at a place of `content`, white space made single; `location` and `media_type` as in Source.

    Empty where the bytes can no longer be read as what they were.
    """
    source = Source(location=location, media_type=media_type, content=content)
    try:
        markup = _decode(source)
    except InputError:
        return ""
    encoding = find_encoding(content, markup)
    if encoding is None or place.start < encoding.mark:
        return ""
    before = encoding.decode(content[encoding.mark : place.start])
    fragment = encoding.decode(content[place.start : place.end])
    found = (len(before), len(before) + len(fragment))
    return " ".join(_read(before + fragment, found, _kind_of(source)).split())


def same_words(first: str, second: str) -> bool:
    """Whether two texts are the same but for white space and characters that are not shown."""
    return keep_visible(first) == keep_visible(second)


def _kind_of(source: Source) -> Kind:
    media_type = (source.media_type or "").partition(";")[0].strip().lower()
    if media_type.endswith("json"):
        return "json"
    if media_type == "text/csv":
        return "csv"
    return "page" if is_page(source) else "text"


def _decode(source: Source) -> str:
    if _kind_of(source) == "page":
        return decode_page(source.content, source.location)
    return decode(source.content, source.location)


def _finder(source: Source, markup: str, text: str) -> Callable[[Span], Range | None] | None:
    """What finds the range of a span in the decoded source; None where the text is not from there."""
    kind = _kind_of(source)
    if kind == "page":
        return PageFinder(markup, text).find
    if kind == "json":
        value = find_json_value(markup, "text")
        read = read_json_string(markup[slice(*value)]) if value else None
        return _find_in_rewriting(read, value[0], text) if read and value else None
    if kind == "csv":
        return _find_in_row(markup, text)
    return (lambda span: (span.start, span.end)) if markup == text else None


def _find_in_rewriting(read: Rewriting, base: int, text: str) -> Callable[[Span], Range | None] | None:
    """As `_finder`; the text may have been trimmed of white space."""
    if read.text.strip() != text.strip() or not text.strip():
        return None
    shift = read.text.find(text.strip()) - text.find(text.strip())

    def find(span: Span) -> Range | None:
        if span.start + shift < 0 or span.end + shift > len(read.text):
            return None
        start, end = read.find_range(span.start + shift, span.end + shift)
        return base + start, base + end

    return find


def _find_in_row(row: str, text: str) -> Callable[[Span], Range | None] | None:
    for start, end, quoted in find_csv_fields(row):
        read = read_csv_field(row[start:end], quoted=quoted, joins_line_ends="\r" not in text)
        if found := _find_in_rewriting(read, start, text):
            return found
    return None


def _read(markup: str, found: Range, kind: Kind) -> str:
    """The words in a range of the decoded source."""
    fragment = markup[slice(*found)]
    if kind == "page":
        return read_fragment(fragment, is_json="\\" in fragment and is_in_script(markup, found[0]))
    if kind == "json":
        return read_json_string(fragment).text
    return fragment.replace('""', '"') if kind == "csv" else fragment
