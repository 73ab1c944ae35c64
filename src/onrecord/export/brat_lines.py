"""The lines of brat's stand-off annotation, read and written; see https://brat.nlplab.org/standoff.html.

Nothing here knows of records. Offsets count Unicode code points. A span that goes over the end of a line is
written in several fragments, since brat shows and keeps none that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.errors import MalformedInput
from onrecord.model.span import Span

Fragments = tuple[Span, ...]
_BOUND = re.compile(r"(T\w+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_NODE = re.compile(r"(E\w+)\t([^\s:]+):(T\w+)((?: [^\s:]+:\w+)*) *$")
_ROLE = re.compile(r"([^\s:]*[^\s:\d])\d*:(\w+)")
_MARK = re.compile(r"[AM]\w+\t(\S+) (\w+)(?: (\S+))? *$")
_LINK = re.compile(r"R\w+\t(\S+) \w+:(\w+) \w+:(\w+)\s*$")
_GROUP = re.compile(r"\*\t\S+((?: T\w+)+) *$")
_NOTE = re.compile(r"#\w*\t\S+ (\w+)\t(.*)$")
_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_OTHER = re.compile(r"N\w+\t")


@dataclass(frozen=True, slots=True)
class Bound:
    """A stretch of the text with a type."""

    type: str
    fragments: Fragments


@dataclass(frozen=True, slots=True)
class Node:
    """An event: its type, the key of its trigger, and the keys that fill its roles."""

    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All annotations of one text by their keys ("T1", "E1").

    `marks` are attributes by key and name, with an empty value where they only hold or do not; `links` are
    relations; `groups` are sets of keys that stand for the same; `notes` are by key.
    """

    bounds: dict[str, Bound] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def split_lines(text: str, *spans: Span) -> Fragments:
    """The spans in fragments, none of which goes over the end of a line or overlaps another, in order."""
    return _sort(fragment for span in spans for fragment in _split(text, span))


def join_lines(text: str, fragments: Fragments) -> Fragments:
    """The fragments as spans: those that only white space with an end of line parts are one."""
    spans: list[Span] = []
    for fragment in fragments:
        between = text[spans[-1].end : fragment.start] if spans else ""
        if between and not between.strip() and _END.search(between):
            spans[-1] = Span(start=spans[-1].start, end=fragment.end)
        else:
            spans.append(fragment)
    return tuple(spans)


def write_sheet(sheet: Sheet, text: str, name: str, group: str) -> Iterator[str]:
    """The lines of a sheet on a text; `group` is what sets of keys are called, `name` what notes are."""
    for key, bound in sheet.bounds.items():
        places = ";".join(f"{one.start} {one.end}" for one in bound.fragments)
        words = " ".join(one.slice(text) for one in bound.fragments)
        yield f"{key}\t{bound.type} {places}\t{words}"
    for key, node in sheet.nodes.items():
        roles = "".join(f" {role}:{filler}" for role, filler in _number_roles(node.roles))
        yield f"{key}\t{node.type}:{node.trigger}{roles}"
    marks = [(key, mark, value) for key, held in sheet.marks.items() for mark, value in held.items()]
    for number, (key, mark, value) in enumerate(marks, start=1):
        yield f"A{number}\t{mark} {key}{' ' if value else ''}{value}"
    for number, (kind, one, other) in enumerate(sheet.links, start=1):
        yield f"R{number}\t{kind} Arg1:{one} Arg2:{other}"
    yield from (f"*\t{group} {' '.join(keys)}" for keys in sheet.groups)
    for number, (key, note) in enumerate(sheet.notes.items(), start=1):
        yield f"#{number}\t{name} {key}\t{note}"


def read_sheet(content: str, length: int) -> Sheet:
    """The sheet in the content of a file, for a text of `length` code points.

    Raises:
        MalformedInput: a line is none of brat's, a span lies outside of the text, or a key is not there; the
            message says which line.
    """
    sheet = Sheet()
    for number, line in enumerate(content.split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip():
            continue
        try:
            _read_line(sheet, line, length)
        except ValueError as error:
            raise MalformedInput(f"line {number}: {error}") from error
    _check_keys(sheet)
    return sheet


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    found = False
    for line in span.slice(text).splitlines(keepends=True):
        words = line.splitlines()[0]
        if words.strip():
            found = True
            yield Span(start=start, end=start + len(words))
        start += len(line)
    if not found:
        yield Span(start=span.start, end=span.end)


def _sort(spans: Iterable[Span]) -> Fragments:
    """The spans in the text's order; those that overlap, which brat refuses, are one."""
    fragments: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if fragments and span.start < fragments[-1].end:
            fragments[-1] = Span(start=fragments[-1].start, end=max(span.end, fragments[-1].end))
        else:
            fragments.append(span)
    return tuple(fragments)


def _number_roles(roles: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Roles as brat tells them apart where several have the same name: `party`, `party2`, `party3`."""
    seen: dict[str, int] = {}
    for role, filler in roles:
        seen[role] = seen.get(role, 0) + 1
        yield (role if seen[role] == 1 else f"{role}{seen[role]}"), filler


def _read_line(sheet: Sheet, line: str, length: int) -> None:
    if found := _BOUND.match(line):
        sheet.bounds[found[1]] = Bound(found[2], _sort(_read_fragments(found[3], length)))
    elif found := _NODE.match(line):
        roles = tuple((role[1], role[2]) for role in _ROLE.finditer(found[4]))
        sheet.nodes[found[1]] = Node(found[2], found[3], roles)
    elif found := _MARK.match(line):
        sheet.marks.setdefault(found[2], {})[found[1]] = found[3] or ""
    elif found := _LINK.match(line):
        sheet.links.append((found[1], found[2], found[3]))
    elif found := _GROUP.match(line):
        sheet.groups.append(tuple(found[1].split()))
    elif found := _NOTE.match(line):
        sheet.notes[found[1]] = " ".join(filter(None, (sheet.notes.get(found[1]), found[2])))
    elif not _OTHER.match(line):
        raise ValueError(f"this is no annotation of brat: {line[:80]!r}")


def _read_fragments(places: str, length: int) -> Iterator[Span]:
    for place in places.split(";"):
        start, end = map(int, place.split())
        if not 0 <= start < end <= length:
            raise ValueError(f"{start} {end} is no span of the text")
        yield Span(start=start, end=end)


def _check_keys(sheet: Sheet) -> None:
    for key, node in sheet.nodes.items():
        for filler in (node.trigger, *(filler for _, filler in node.roles)):
            if filler not in sheet.bounds and filler not in sheet.nodes:
                raise MalformedInput(f"{key} refers to {filler}, which is not there")
    for named in (*((one, other) for _, one, other in sheet.links), *sheet.groups):
        for key in named:
            if key not in sheet.bounds and key not in sheet.nodes:
                raise MalformedInput(f"a relation refers to {key}, which is not there")
