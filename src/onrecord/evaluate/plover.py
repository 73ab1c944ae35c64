"""Score the types of events against sentences coded in PLOVER: is the coded class among what is found?

What is counted, with the categories that `onrecord.analyse.event_types` gives each type:

- Each record of the file that codes an event is one item, unless no type of ours has its class. It is found
  where the record of its text, read alone and as published on the item's date, has an event of any polarity,
  modality and voice whose type has the class. An event that ends has the categories of its type's end, where
  the type has any (a lifted ban is no ban).
- It is strictly found where a trigger of such an event also shares a character with one of the words that
  the coder marked as the event (`(EVT: ...)` in `textInfo.markup`).
- Precision is over the events of the different texts whose types have any category at all: those of which one
  category is a class that the text was coded with, by any record of the file, are right. Coders gave a text
  one class, or seldom two, so that what else it tells counts as wrong; the figure is a lower bound.

The sentences are the coders'; only ids, counts and marked words are given out, and nothing is stored.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import msgspec

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, Published, make_document
from onrecord.model.record import Event

_ABOUT = "DOCUMENT"
"""The class of records that tell of the file."""
_MARK = re.compile(r"\((?P<kind>[A-Z/]+):\s*|[()}]")
_WORD = re.compile(r"\S+")


class _Markup(msgspec.Struct, frozen=True):
    markup: str


class _Row(msgspec.Struct, frozen=True, rename={"class_": "event", "info": "textInfo"}):
    id: str
    class_: str
    text: str = ""
    date: str | None = None
    info: _Markup | str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded record: its class, and where in its text the words stand that the coder marked as the event."""

    id: str
    class_: str
    text: str
    date: str | None
    words: tuple[tuple[int, int], ...]

    @property
    def marked(self) -> str:
        """The marked words."""
        return " ".join(self.text[start:end] for start, end in self.words)


@dataclass(slots=True)
class ClassCounts:
    """The records of one class, how many are found, and those that are not, or not strictly."""

    records: int = 0
    found: int = 0
    strictly: int = 0
    missed: list[Coded] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """What is found of the coded records, by class, and how many of the mapped events are right.

    `uncovered` counts the records of each class that no type has; they are left out of all the rest.
    """

    classes: dict[str, ClassCounts] = field(default_factory=lambda: defaultdict(ClassCounts))
    uncovered: Counter[str] = field(default_factory=Counter)
    events: int = 0
    right: int = 0

    @property
    def records(self) -> int:
        """The records of classes that are covered."""
        return sum(counts.records for counts in self.classes.values())

    @property
    def recall(self) -> float:
        """The share of records found, in per cent."""
        return _share(sum(counts.found for counts in self.classes.values()), self.records)

    @property
    def strict_recall(self) -> float:
        """The share of records strictly found, in per cent."""
        return _share(sum(counts.strictly for counts in self.classes.values()), self.records)

    @property
    def precision(self) -> float:
        """The share of mapped events that are right, in per cent."""
        return _share(self.right, self.events)

    def lines(self) -> Iterator[str]:
        """The table by class, the figures over all, and what is missed."""
        covered = f"{len(self.classes)} of {len(self.classes) + len(self.uncovered)} classes covered"
        yield f"{self.records} records coded, {self.events} events found; {covered}"
        yield "class            records    found strictly   recall   strict"
        for name, counts in sorted(self.classes.items()):
            yield _row(name, counts.records, counts.found, counts.strictly)
        whole = list(self.classes.values())
        yield _row("all", self.records, sum(c.found for c in whole), sum(c.strictly for c in whole))
        yield f"precision {self.precision:.1f}"
        yield from (f"not covered: {name}, {count} records" for name, count in sorted(self.uncovered.items()))
        for name, counts in sorted(self.classes.items()):
            if counts.missed:
                yield ""
                yield f"missed of {name}:"
                yield from (f"  {coded.id}  {coded.marked}" for coded in counts.missed)

    def to_json(self) -> str:
        """The same as JSON."""
        found: dict[str, Any] = {
            "records": self.records,
            "recall": round(self.recall, 1),
            "strict_recall": round(self.strict_recall, 1),
            "events": self.events,
            "precision": round(self.precision, 1),
            "uncovered": dict(sorted(self.uncovered.items())),
            "classes": {name: _encode(counts) for name, counts in sorted(self.classes.items())},
        }
        return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def categories(event: Event) -> tuple[str, ...]:
    """The PLOVER categories of an event: those of its type, or of such an event's end."""
    kind = EVENT_TYPES[event.type]
    return kind.plover_ended if event.phase == "ended" and kind.plover_ended else kind.plover


def read_coded(path: Path) -> list[Coded]:
    """The records that code an event, in the file's order.

    Raises:
        ValueError: the file is no list of such records in JSON.
    """
    rows = msgspec.json.decode(path.read_bytes(), type=list[_Row])
    return [
        Coded(row.id, row.class_, row.text, row.date, find_marked(row.text, _markup(row)))
        for row in rows
        if row.class_ != _ABOUT
    ]


def find_marked(text: str, markup: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a text stand that its markup has as `(EVT: ...)`, marks within marks too.

    The markup has slips: words that differ from the text, and brackets that are not closed. Words that are
    not in the text are left out.
    """
    marked = list(_read_markup(markup))
    places = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    blocks = SequenceMatcher(
        None, [word for word, _ in marked], [text[start:end] for start, end in places], autojunk=False
    ).get_matching_blocks()
    return tuple(
        places[block.b + step] for block in blocks for step in range(block.size) if marked[block.a + step][1]
    )


def score_coded(coded: Sequence[Coded], step: Callable[[], object] = lambda: None) -> Coverage:
    """Read every different text once and count; `step` is called after each."""
    covered = {name for kind in EVENT_TYPES.values() for name in (*kind.plover, *kind.plover_ended)}
    coverage = Coverage()
    by_text: dict[str, list[Coded]] = defaultdict(list)
    for one in coded:
        if one.class_ in covered:
            by_text[one.text].append(one)
        else:
            coverage.uncovered[one.class_] += 1
    for group in by_text.values():
        count_text(coverage, group, _read_events(group[0]))
        step()
    return coverage


def count_text(coverage: Coverage, group: Sequence[Coded], events: Sequence[Event]) -> None:
    """Add the records of one text, with the events that were found in it."""
    mapped = [event for event in events if categories(event)]
    classes = {coded.class_ for coded in group}
    coverage.events += len(mapped)
    coverage.right += sum(not classes.isdisjoint(categories(event)) for event in mapped)
    for coded in group:
        counts = coverage.classes[coded.class_]
        fitting = [event for event in mapped if coded.class_ in categories(event)]
        counts.records += 1
        counts.found += bool(fitting)
        counts.strictly += any(_is_marked(event, coded) for event in fitting)
        if not fitting:
            counts.missed.append(coded)


def _read_events(coded: Coded) -> Sequence[Event]:
    published = Published(value=coded.date, basis="given") if coded.date else None
    document = make_document(coded.text, location=coded.id, published=published)
    return analyse(Article(document=document)).events


def _is_marked(event: Event, coded: Coded) -> bool:
    triggers = (event.trigger, *event.mentions)
    return any(start < one.end and one.start < end for start, end in coded.words for one in triggers)


def _markup(row: _Row) -> str:
    return row.info if isinstance(row.info, str) else row.info.markup


def _read_markup(markup: str) -> Iterator[tuple[str, bool]]:
    """The words of a markup without its marks, each with whether it is marked as the event."""
    open_: list[str] = []
    plain, inside = "", list[bool]()
    position = 0
    for match in (*_MARK.finditer(markup), None):
        end = match.start() if match else len(markup)
        piece = markup[position:end]
        if match and not match["kind"] and not _closes(match[0], open_):
            piece += match[0]
        plain += piece
        inside += ["EVT" in open_] * len(piece)
        if match:
            position = match.end()
            if match["kind"] or match[0] == "(":
                open_.append(match["kind"] or "(")
            elif open_:
                open_.pop()
    for word in _WORD.finditer(plain):
        yield word[0], any(inside[word.start() : word.end()])


def _closes(bracket: str, open_: Sequence[str]) -> bool:
    """Whether a bracket ends a mark, and so is no part of the text; "}" stands for a slip of ")"."""
    return bracket != "(" and bool(open_) and open_[-1] != "("


def _row(name: str, records: int, found: int, strictly: int) -> str:
    shares = f"{_share(found, records):9.1f}{_share(strictly, records):9.1f}"
    return f"{name:15}{records:9}{found:9}{strictly:9}{shares}"


def _encode(counts: ClassCounts) -> dict[str, Any]:
    return {
        "records": counts.records,
        "found": counts.found,
        "strictly_found": counts.strictly,
        "missed": [{"id": coded.id, "words": coded.marked} for coded in counts.missed],
    }


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
