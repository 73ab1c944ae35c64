"""Names as the encoder marks them: tags of outer names and of names within them, to spans with types.

Every run of letters, digits or of one mark gets two tags, one of each layer: outside, or first or further in
a name of a type. "misc" is what the corpus gathers under that word: events, works, laws, diseases, awards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.analyse.attribution.chain import best_tags
from onrecord.analyse.attribution.heads import allowed
from onrecord.analyse.encoder import Encoding
from onrecord.analyse.lexicon.words import read_words
from onrecord.model.span import Span

NAME_TYPES = ("person", "organisation", "place", "group", "facility", "product", "misc")
NAME_TAGS = 1 + 2 * len(NAME_TYPES)
"""Tags of one layer: outside, then a first and a further one for each type."""
_OTHERS = 3.0
"""What the mean over a name's occurrences weighs beside the one."""
_DIGITS = 3
_SURELY = 0.995
_NEVER = -1e4
_STEPS = np.array([[0.0 if allowed(a, b) else _NEVER for b in range(NAME_TAGS)] for a in range(NAME_TAGS)])
"""The score of the column's tag behind the row's: a further tag only continues its own type."""
_FIRST = _STEPS[0]
_TIES = frozenset({"the", "of", "to", "for", "and", "in", "on", "de", "la", "del", "von", "van", "al"})
"""Words that go on with a name and never end one."""
_OPENING, _CLOSING = frozenset("\"'“‘«"), frozenset("\"'”’»")


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A name's characters, its type as the encoder tells it, and whether it stands within another."""

    span: Span
    type: str
    inner: bool


def read_names(encoding: Encoding, text: str) -> list[MarkedName]:
    """The names of a document, outer ones first, each layer in order."""
    pieces = encoding.pieces
    runs = np.flatnonzero(pieces.first)
    if not len(runs):
        return []
    scores = encoding.names[runs].astype(np.float64).round(_DIGITS)
    starts, ends = pieces.starts[runs], pieces.ends[np.append(runs[1:], len(pieces)) - 1]
    opens = pieces.breaks[runs] > 0
    marked: list[MarkedName] = []
    for layer in range(2):
        own = scores[:, layer * NAME_TAGS : (layer + 1) * NAME_TAGS]
        found = [
            (Span(start=int(starts[first]), end=int(ends[last])), first, kind)
            for first, last, kind in _spans(own, opens)
        ]
        kinds = _agree([(span.slice(text), kind) for span, _, kind in found], own[[f for _, f, _ in found]])
        marked += [
            MarkedName(span, kind, bool(layer)) for (span, _, _), kind in zip(found, kinds, strict=True)
        ]
    return _join_parts(text, marked)


def _agree(names: Sequence[tuple[str, str]], scores: np.ndarray) -> list[str]:
    """The names' types: of those that a name's occurrences have, the one that most speaks for there.

    `scores` are those of the names' first runs.
    """
    likely = scores[:, 1::2] - np.logaddexp.reduce(scores, axis=1, keepdims=True) if len(names) else scores
    rows: dict[str, list[int]] = {}
    for row, (words, _) in enumerate(names):
        rows.setdefault(words, []).append(row)
    kinds = [kind for _, kind in names]
    for same in rows.values():
        given = sorted({NAME_TYPES.index(kinds[row]) for row in same})
        if len(given) > 1:
            total = likely[same].mean(axis=0)
            for row in same:
                kinds[row] = NAME_TYPES[given[int((likely[row] + _OTHERS * total)[given].argmax())]]
    return kinds


def _join_parts(text: str, names: Sequence[MarkedName]) -> list[MarkedName]:
    """The names with those put together that a function word ties: "Guardian of the" and "Walls".

    A function word at the end of a name with nothing to tie is left out.
    """
    found: list[MarkedName] = []
    for name in names:
        last = found[-1] if found else None
        tied = last is not None and last.inner == name.inner and text[last.span.end : name.span.start] == " "
        if last is not None and tied and _ends_open(text, last.span):
            found[-1] = replace(last, span=Span(start=last.span.start, end=name.span.end))
            continue
        found.append(name)
    return [MarkedName(_without_ties(text, name.span), name.type, name.inner) for name in found]


def _ends_open(text: str, span: Span) -> bool:
    return span.slice(text).lower().split()[-1] in _TIES


def _without_ties(text: str, span: Span) -> Span:
    """The span without function words at its end, unless it has no others."""
    end = span.end
    while (words := text[span.start : end].split()) and words[-1].lower() in _TIES:
        end = span.start + len(text[span.start : end - len(words[-1])].rstrip())
    return Span(start=span.start, end=end) if end > span.start else span


def type_of(text: str, name: MarkedName) -> str:
    """The entity type that the record has for a name of the corpus's type."""
    if name.type != "misc":
        return "place" if name.type == "facility" else name.type
    words = name.span.slice(text).lower().split()
    if any(word in read_words("words", "event_heads") for word in words):
        return "event"
    before, behind = (
        text[max(name.span.start - 1, 0) : name.span.start],
        text[name.span.end : name.span.end + 2],
    )
    quoted = before in _OPENING and behind.strip(".,")[:1] in _CLOSING
    return "work" if quoted or words[-1] in read_words("words", "work_heads") else "other"


def _spans(scores: np.ndarray, opens: np.ndarray) -> Iterator[tuple[int, int, str]]:
    """First and last run of each name of a layer, with its type; none runs on where a stretch opens."""
    tags = _best_tags(scores, opens)
    places = np.flatnonzero(tags).tolist()
    position = 0
    while position < len(places):
        first = last = places[position]
        kind = (int(tags[first]) - 1) // 2
        further = 2 * kind + 2
        position += 1
        while (
            position < len(places)
            and places[position] == last + 1
            and tags[last + 1] == further
            and not opens[last + 1]
        ):
            last += 1
            position += 1
        yield first, last, NAME_TYPES[kind]


def _best_tags(scores: np.ndarray, opens: np.ndarray) -> np.ndarray:
    """The best sequence of tags in which a further tag only follows one of its type; a stretch opens anew.

    Where a run is surely outside of names nothing hangs together, so only what lies between is looked at; and
    searched only where the tags that are best by themselves do not follow each other.
    """
    tags: np.ndarray = scores.argmax(axis=1)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    doubtful = np.flatnonzero(raised[:, 0] < _SURELY * raised.sum(axis=1))
    if not len(doubtful):
        return tags
    begins = np.append(True, (np.diff(doubtful) > 1) | opens[doubtful[1:]])
    before = np.where(begins, 0, tags[doubtful - 1])
    group = np.cumsum(begins)
    for number in np.unique(group[_STEPS[before, tags[doubtful]] < 0]).tolist():
        places = doubtful[group == number]
        part = scores[places]
        part[0] += _FIRST
        tags[places] = best_tags(part, _STEPS)
    return tags
