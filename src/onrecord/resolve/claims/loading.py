"""The events of a few articles from the store, as tellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row

from onrecord.model.folding import fold_name
from onrecord.resolve.claims import families, selecting
from onrecord.resolve.claims.figures import find_numbers
from onrecord.resolve.claims.making import DESCRIBED, Loaded, make_telling, make_when
from onrecord.resolve.claims.settings import Named, Place, Scene, find_focus, split_sentences
from onrecord.resolve.claims.tellings import Telling, When
from onrecord.resolve.questions import ask


@dataclass(frozen=True, slots=True)
class Story:
    """What the articles of one story tell, with the articles and their passages by key."""

    tellings: list[Telling]
    scenes: dict[int, Scene]
    articles: dict[int, Row[Any]]


@dataclass(slots=True)
class _Shape:
    """What stands where in articles, by article."""

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
    keys = {key for keys in stories.values() for key in keys}
    rows = [
        row
        for row in ask(connection, selecting.select_events(), keys)
        if states or row.type not in families.STATES or row.type == families.KIN
    ]
    several = {key for keys in stories.values() if len(keys) > 1 for key in keys}
    loaded = _load(connection, keys, rows, several)
    events: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        events[row.document].append(row)
    return {story: _make_story(loaded, events, sorted(keys)) for story, keys in stories.items()}


def load_events(connection: Connection, events: Collection[int]) -> dict[int, Telling]:
    """Some events by their keys, without those whose telling depends on what their stories are about."""
    rows = [
        row
        for row in ask(connection, selecting.select_some_events(), events)
        if row.type not in families.CASUALTY
    ]
    loaded = _load(connection, {row.document for row in rows}, rows, ())
    focus = find_focus(())
    return {
        row.key: make_telling(loaded, focus, loaded.documents[row.document], row)
        for row in rows
        if row.document in loaded.documents
    }


def _make_story(loaded: Loaded, events: Mapping[int, list[Row[Any]]], keys: Sequence[int]) -> Story:
    documents = [loaded.documents[key] for key in keys if key in loaded.documents]
    focus = find_focus([loaded.scenes[row.key] for row in documents])
    told = [make_telling(loaded, focus, row, event) for row in documents for event in events.get(row.key, ())]
    scenes = {row.key: loaded.scenes[row.key] for row in documents}
    return Story(
        tellings=sorted(told, key=lambda one: one.order),
        scenes=scenes if len(documents) > 1 else {},
        articles={row.key: row for row in documents},
    )


def _load(
    connection: Connection, keys: Collection[int], events: Sequence[Row[Any]], several: Collection[int]
) -> Loaded:
    """What is needed of some articles for some events in them; `several` are those of which names matter."""
    loaded = Loaded()
    shape = _load_shape(connection, keys, several, loaded)
    counting = {event.document for event in events if event.type in families.CASUALTY}.union(several)
    for row in ask(connection, selecting.select_documents(), keys):
        places = shape.places.get(row.key, [])
        loaded.documents[row.key] = row
        loaded.scenes[row.key] = Scene(
            text=row.text,
            title=fold_name(row.title or ""),
            published=row.published,
            body=shape.bodies.get(row.key, 0),
            places=tuple(sorted(places, key=lambda one: (one.start, one.folded))),
            times=tuple(shape.times.get(row.key, ())),
            sentences=split_sentences(row.text),
            numbers=find_numbers(row.text) if row.key in counting else (),
            place_words=frozenset(word for one in places for word in one.folded.split()),
            beside=tuple(shape.beside.get(row.key, ())),
            names=tuple(shape.names.get(row.key, ())),
        )
    _load_roles(connection, events, loaded)
    _load_voices(connection, events, loaded)
    return loaded


def _load_shape(
    connection: Connection, keys: Collection[int], several: Collection[int], loaded: Loaded
) -> _Shape:
    """What stands where in the articles; the spans of names go to `loaded` as well."""
    shape = _Shape()
    for entity, document, start, end, words, kind, folded in ask(connection, selecting.select_names(), keys):
        loaded.names[entity].append((start, end))
        if kind == "place":
            shape.places[document].append(Place(start, folded))
        if kind in ("person", "place") and document in several:
            shape.names[document].append(Named(kind, _fold(words), start, end, words))
    for row in ask(connection, selecting.select_times(), keys):
        shape.times[row.document].append(make_when(row))
    for row in ask(connection, selecting.select_segments(), keys):
        if row.kind == "body":
            shape.bodies[row.document] = min(row.start_char, shape.bodies.get(row.document, row.start_char))
        else:
            shape.beside[row.document].append((row.start_char, row.end_char))
    return shape


_fold = lru_cache(maxsize=16_384)(fold_name)


def _load_roles(connection: Connection, events: Sequence[Row[Any]], loaded: Loaded) -> None:
    """Who fills the roles of events, and how often articles speak of those that have no name."""
    nameless: set[int] = set()
    for row in ask(connection, selecting.select_arguments(), [event.key for event in events]):
        loaded.arguments[row.event].append(row)
        if row.type in DESCRIBED and row.entity not in loaded.names:
            nameless.add(row.entity)
    for row in ask(connection, selecting.select_counts(), nameless):
        loaded.counts[row.entity] = row.number


def _load_voices(connection: Connection, events: Sequence[Row[Any]], loaded: Loaded) -> None:
    """Who tells of the events; and what stands in whose words, where numbers of dead are told."""
    statements = {event.according_to for event in events if event.according_to is not None}
    for row in ask(connection, selecting.select_statements(), statements):
        loaded.statements[row.key] = row
    for row in ask(connection, selecting.select_sources(), statements):
        loaded.sources.setdefault(row.statement, row.name)
    bloody = {event.document for event in events if event.type in families.CASUALTY}
    for row in ask(connection, selecting.select_contents(), bloody):
        loaded.contents[row.document].append((row.start_char, row.end_char, row.statement))
