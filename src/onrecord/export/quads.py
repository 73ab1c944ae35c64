"""N-Quads, written by hand, so that a million of them need no library and no memory."""

from __future__ import annotations

import re
from typing import NewType
from urllib.parse import quote

Node = NewType("Node", str)
"""A node as N-Quads writes it."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATES = ((re.compile(r"\d{4}"), "gYear"), (re.compile(r"\d{4}-\d\d"), "gYearMonth"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IN_IRI = re.compile(r"[\x00-\x20\x7f-\x9f\s\ufffe\uffff<>\"{}|^`\\]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile(r"[\x00-\x1f\"\\\x7f\u0085\u2028\u2029\ufffe\uffff]")
_IN_BLANK = re.compile(r"[^A-Za-z0-9]")


def iri(address: str) -> Node:
    """An IRI; what none may hold is written as percent signs and digits."""
    return Node(f"<{_IN_IRI.sub(lambda found: quote(found[0]), address)}>")


def blank(label: str) -> Node:
    """A node without a name of its own, whose label is unique in the whole of the output."""
    return Node(f"_:{_IN_BLANK.sub(lambda found: f'x{ord(found[0]):x}', label)}")


def literal(value: str | bool | int | float) -> Node:
    """A text, or a boolean or a number with its datatype."""
    if isinstance(value, bool):
        return typed("true" if value else "false", "boolean")
    if isinstance(value, int):
        return typed(str(value), "integer")
    if isinstance(value, float):
        return typed(repr(value), "double")
    return Node(f'"{_escape(value)}"')


def date_value(value: str) -> Node:
    """A date of ISO 8601 as the datatype that it fills: a year, a month or a day; else as a plain text."""
    for pattern, name in _DATES:
        if pattern.fullmatch(value):
            return typed(value, name)
    return typed(value[:10], "date") if _DAY.fullmatch(value[:10]) else literal(value)


def typed(value: str, datatype: str) -> Node:
    """A literal of one of XML Schema's datatypes."""
    return Node(f'"{_escape(value)}"^^<{_XSD}{datatype}>')


def write_quad(subject: Node, predicate: Node, object_: Node, graph: Node) -> str:
    """A line of N-Quads."""
    return f"{subject} {predicate} {object_} {graph} .\n"


def _escape(value: str) -> str:
    return _TO_ESCAPE.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", value)
