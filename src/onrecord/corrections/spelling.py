"""How people write corrections: FIELD=VALUE, with words of the article where a span belongs."""

from __future__ import annotations

import re

import msgspec

from onrecord.errors import InputError
from onrecord.model.kept import ItemKind
from onrecord.model.span import Span

_SPANS: dict[ItemKind, frozenset[str]] = {
    "statement": frozenset({"source", "cue", "content"}),
    "event": frozenset({"trigger", "mentions"}),
    "mention": frozenset({"head", "phrase"}),
}


def is_span_field(kind: ItemKind, field: str) -> bool:
    """Whether a field of such an item holds a place in the text."""
    return field in _SPANS.get(kind, ())


def read_setting(setting: str) -> tuple[str, str]:
    """The field and the value, as JSON, of "FIELD=VALUE"; a value that is no JSON is text.

    Raises:
        InputError: there is no field or no "=".
    """
    field, sign, value = setting.partition("=")
    if not sign or not field.strip():
        raise InputError(f"{setting!r}: a correction is written FIELD=VALUE, such as act=deny")
    try:
        decoded = msgspec.json.decode(value)
    except msgspec.DecodeError:
        decoded = value
    return field.strip(), msgspec.json.encode(decoded).decode()


def find_span(text: str, words: str, near: Span | None) -> Span:
    """Where words stand in the text; of several places the one that is nearest to `near`.

    Raises:
        InputError: the text does not have them, or several times and nothing says which.
    """
    found = [Span(start=one.start(), end=one.end()) for one in re.finditer(re.escape(words), text) if words]
    if not found:
        raise InputError(f"{words!r}: the article's text does not have these words")
    if near is None and len(found) > 1:
        raise InputError(f"{words!r}: the text has these words {len(found)} times: give start and end")
    return min(found, key=lambda one: abs(one.start - near.start) if near else 0)
