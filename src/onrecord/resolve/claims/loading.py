"""The events of a few articles from the store, as tellings."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select

from onrecord.model.folding import fold_name
from onrecord.resolve.claims import families, selecting, tellings
from onrecord.resolve.claims.figures import Figure, read_count, read_tolls
from onrecord.resolve.claims.settings import (
    Focus,
    Named,
    Place,
    Scene,
    find_around,
    find_focus,
    is_in_lead,
    is_main,
    split_sentences,
)
from onrecord.resolve.claims.tellings import Part, Telling, When
from onrecord.store import schema
from onrecord.store.keys import day_of

_MANY = 500
_BEFORE = 12
_SHIFT = re.compile(r"\b(?:before|after|past|until|till)\s+$", re.IGNORECASE)
_OFTEN = 2
"""How often an article has to speak of somebody without a name for him to be told by "the boy" alone."""


@dataclass(frozen=True, slots=True)
class Story:
    """What the articles of one story tell, with the articles and their passages by key."""

    tellings: list[Telling]
    scenes: dict[int, Scene]
    articles: dict[int, Row[Any]]


@dataclass(slots=True)
class _Loaded:
    """What was read of the articles, by document, event and statement."""

    documents: dict[int, Row[Any]]
    scenes: dict[int, Scene]
    arguments: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[int, int] = field(default_factory=dict)
    statements: dict[int, Row[Any]] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    contents: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    """Start, end and statement of contents."""


@dataclass(slots=True)
class _Shape:
    """What stands where in articles, by document."""

    places: dict[int, list[Place]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, list[Named]] = field(default_factory=lambda: defaultdict(list))
    times: dict[int, list[When]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[int, int] = field(default_factory=dict)
    beside: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


def load_stories(
    connection: Connection, stories: Mapping[str, Collection[int]], *, states: bool = False
) -> dict[str, Story]:
    """What the articles of some stories tell, by story; each story's in the order of publication.

    `states` says whether to give states (who holds which post) too, of which no claims are made.
    """
    loaded = _load(connection, sorted({key for keys in stories.values() for key in keys}))
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in _select_in(
        connection, selecting.select_events(), schema.events.c.document, sorted(loaded.documents)
    ):
        if states or row.type not in families.STATES or row.type == families.KIN:
            rows[row.document].append(row)
    return {story: _make_story(loaded, rows, sorted(keys)) for story, keys in stories.items()}


def _make_story(loaded: _Loaded, rows: Mapping[int, list[Row[Any]]], keys: Sequence[int]) -> Story:
    documents = [loaded.documents[key] for key in keys if key in loaded.documents]
    focus = find_focus([loaded.scenes[row.key] for row in documents])
    told = [_make(loaded, focus, row, event) for row in documents for event in rows[row.key]]
    scenes = {row.key: loaded.scenes[row.key] for row in documents}
    return Story(
        tellings=sorted(told, key=lambda one: one.order),
        scenes=scenes if len(documents) > 1 else {},
        articles={row.key: row for row in documents},
    )


def _load(connection: Connection, keys: Sequence[int]) -> _Loaded:
    rows = list(_select_in(connection, selecting.select_documents(), schema.documents.c.key, keys))
    loaded = _Loaded({row.key: row for row in rows}, {})
    shape = _load_shape(connection, keys, loaded)
    for row in rows:
        places = shape.places[row.key]
        loaded.scenes[row.key] = Scene(
            text=row.text,
            title=fold_name(row.title or ""),
            published=row.published,
            body=shape.bodies.get(row.key, 0),
            places=tuple(sorted(places, key=lambda one: one.start)),
            times=tuple(shape.times[row.key]),
            sentences=split_sentences(row.text),
            place_words=frozenset(word for one in places for word in one.folded.split()),
            beside=tuple(shape.beside[row.key]),
            names=tuple(shape.names[row.key]),
        )
    _load_roles(connection, keys, loaded)
    return loaded


def _load_shape(connection: Connection, keys: Sequence[int], loaded: _Loaded) -> _Shape:
    """What stands where in the articles; the spans of names go to `loaded` as well."""
    shape = _Shape()
    for row in _select_in(connection, selecting.select_places(), schema.mentions.c.document, keys):
        shape.places[row.document].append(Place(row.start_char, row.folded))
    for row in _select_in(connection, selecting.select_names(), schema.mentions.c.document, keys):
        loaded.names[row.entity].append((row.start_char, row.end_char))
        if row.type in ("person", "place"):
            name = Named(row.type, fold_name(row.words), row.start_char, row.end_char, row.words)
            shape.names[row.document].append(name)
    for row in _select_in(connection, selecting.select_times(), schema.times.c.document, keys):
        shape.times[row.document].append(_when(row))
    for row in _select_in(connection, selecting.select_segments(), schema.segments.c.document, keys):
        if row.kind == "body":
            shape.bodies[row.document] = min(row.start_char, shape.bodies.get(row.document, row.start_char))
        else:
            shape.beside[row.document].append((row.start_char, row.end_char))
    return shape


def _load_roles(connection: Connection, keys: Sequence[int], loaded: _Loaded) -> None:
    """Who fills the roles of events, how often articles speak of them, and who says what."""
    for row in _select_in(connection, selecting.select_arguments(), schema.events.c.document, keys):
        loaded.arguments[row.event].append(row)
    for row in _select_in(connection, selecting.select_counts(), schema.entities.c.document, keys):
        loaded.counts[row.entity] = row.number
    for row in _select_in(connection, selecting.select_statements(), schema.statements.c.document, keys):
        loaded.statements[row.key] = row
    for row in _select_in(connection, selecting.select_contents(), schema.statements.c.document, keys):
        loaded.contents[row.document].append((row.start_char, row.end_char, row.statement))
    for row in _select_in(connection, selecting.select_sources(), schema.statements.c.document, keys):
        loaded.sources.setdefault(row.statement, row.name)


def _select_in(
    connection: Connection, query: Select[Any], column: Any, keys: Sequence[int]
) -> Iterator[Row[Any]]:
    for first in range(0, len(keys), _MANY):
        yield from connection.execute(query.where(column.in_(keys[first : first + _MANY])))


def _when(row: Row[Any]) -> When:
    return When(
        value=row.value,
        earliest=row.earliest,
        latest=row.latest,
        words=row.time_words,
        start=row.time_start,
    )


def _make(loaded: _Loaded, focus: Focus, document: Row[Any], event: Row[Any]) -> Telling:
    scene = loaded.scenes[document.key]
    parts = tuple(_find_parts(loaded, event.key))
    statement = loaded.statements.get(event.according_to)
    casualty = event.type in families.CASUALTY
    return Telling(
        key=event.key,
        id=event.id,
        order=(day_of(document.published), document.id, event.start_char, event.id),
        document=document.key,
        document_id=document.id,
        origin=document.origin,
        outlet=document.outlet,
        published=document.published,
        type=event.type,
        phase=event.phase,
        start=event.start_char,
        end=event.end_char,
        words=event.words,
        passage=event.passage,
        polarity=event.polarity,
        modality=event.modality,
        voice=event.voice,
        speaker=_find_speaker(loaded, statement),
        stance=_find_stance(event, statement),
        segment=event.segment,
        confidence=event.confidence,
        same_as=event.same_as,
        when=_when_of(scene, event),
        place=event.place_name,
        parts=parts,
        lead=is_in_lead(scene, event.start_char),
        main=casualty and is_main(scene, focus, event.start_char),
        around=find_around(scene, event.start_char) if casualty else None,
        figures=_read_figures(scene, event, parts, loaded.contents[document.key]) if casualty else (),
        places=scene.place_words,
        focus=focus.name if casualty else None,
    )


def _when_of(scene: Scene, event: Row[Any]) -> When | None:
    """The time of an event; none where its words begin within a number ("10am" of "6:10am")."""
    if event.value is None:
        return None
    before = scene.text[max(0, event.time_start - _BEFORE) : event.time_start]
    if before.endswith((":", ".")):
        return None
    return msgspec.structs.replace(_when(event), shifted=_SHIFT.search(before) is not None)


def _find_speaker(loaded: _Loaded, statement: Row[Any] | None) -> str | None:
    if statement is None:
        return None
    return loaded.sources.get(statement.key) or statement.source_words


def _find_stance(event: Row[Any], statement: Row[Any] | None) -> str:
    """How it is told: as something that was so, as denied, as not so, or as what may be."""
    if event.modality != "actual" or event.voice == "unknown":
        return tellings.UNSURE
    if statement is not None and statement.hedged:
        return tellings.UNSURE
    if statement is not None and (statement.polarity == "negative" or statement.act == "deny"):
        return tellings.DENIED
    return tellings.NEGATED if event.polarity == "negative" else tellings.TOLD


def _find_parts(loaded: _Loaded, event: int) -> Iterator[Part]:
    heads = Counter(
        _head_of(row.words or row.name) for row in loaded.arguments[event] if row.entity is not None
    )
    for row in loaded.arguments[event]:
        named = row.entity is not None and _is_named(row, loaded.names[row.entity])
        yield Part(
            role=row.role,
            entity=row.entity,
            who=_find_who(loaded, row, named=named, alone=heads[_head_of(row.words or row.name)] == 1),
            folded=row.folded or "",
            name=row.name or "",
            type=row.type or "",
            named=named,
            start=row.start_char,
            end=row.end_char,
            words=row.words or "",
            value=json.loads(row.value) if row.value is not None else None,
            quantity=json.loads(row.quantity) if row.quantity is not None else None,
        )


def _is_named(row: Row[Any], names: Sequence[tuple[int, int]]) -> bool:
    """Whether the words of an argument have the name of its entity; one without words has its entity's."""
    if row.start_char is None:
        return bool(names)
    return any(row.start_char <= start and end <= row.end_char for start, end in names)


def _find_who(loaded: _Loaded, row: Row[Any], *, named: bool, alone: bool) -> str | None:
    """Who fills a role: an identity or a name, or "~boy" where an article speaks often of one boy."""
    if row.entity is None:
        return None
    if named:
        return str(row.identity or f"={row.folded}")
    if loaded.names[row.entity] or row.type not in ("person", "group") or not alone:
        return None
    head = _head_of(row.words or row.name)
    return f"~{head}" if head and loaded.counts.get(row.entity, 0) >= _OFTEN else None


def _head_of(words: str | None) -> str:
    """The noun that a description hangs on: "driver" of "the 42-year-old driver of the tram"."""
    kept: list[str] = []
    for word in fold_name(words or "").split():
        if word in ("of", "in", "from", "for", "who", "whose", "at", "to", "on", "with", "that", "which"):
            if kept:
                break
            continue
        kept.append(word)
    last = kept[-1] if kept else ""
    return "" if last.isdigit() or last in _NO_HEAD else last


_NO_HEAD = frozenset(
    "he she it they him her them his their its i you we me us who those these this that one people man woman "
    "men women person others somebody someone old".split()
)


def _find_statement(contents: Sequence[tuple[int, int, int]], place: int) -> int | None:
    """The statement within whose content a place is, the innermost; None where nobody says it."""
    around = [(end - start, said) for start, end, said in contents if start <= place < end]
    return min(around)[1] if around else None


def _read_figures(
    scene: Scene, event: Row[Any], parts: Sequence[Part], contents: Sequence[tuple[int, int, int]]
) -> tuple[Figure, ...]:
    """The numbers of dead and injured in the sentence of an event; else what its own victim's words say.

    A number that somebody else says than tells the event is none of the event's.
    """
    begins, ends = scene.bounds_of(scene.sentence_at(event.start_char))
    said_by = _find_statement(contents, event.start_char)
    found = [
        one for one in read_tolls(scene.text, begins, ends) if _find_statement(contents, one.start) == said_by
    ]
    wanted = {"death": "dead", "killing": "dead", "injury": "injured"}.get(event.type)
    if wanted is not None:
        found = [one for one in found if one.of == wanted]
    if found or wanted is None:
        return tuple(found)
    for part in parts:
        if part.role in ("victim", "person") and part.start is not None and part.value is None:
            count = read_count(part.words, wanted, part.start)
            if count is not None:
                return (count,)
    return ()
