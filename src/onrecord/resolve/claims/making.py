"""Events as tellings, made of the rows that the store has of them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Row

from onrecord.model.folding import fold_name
from onrecord.resolve.claims import families, tellings
from onrecord.resolve.claims.figures import Figure, read_count, read_tolls
from onrecord.resolve.claims.settings import Focus, Scene, find_around, is_in_lead, is_main
from onrecord.resolve.claims.tellings import Part, Telling, When
from onrecord.resolve.claims.voices import find_statement
from onrecord.store.keys import day_of

DESCRIBED = ("person", "group")
"""Types of those who may be told by a description alone, where an article speaks of one such often."""
_BEFORE = 12
_SHIFT = re.compile(r"\b(?:before|after|past|until|till)\s+$", re.IGNORECASE)
_OFTEN = 2
"""How often an article has to speak of somebody without a name for him to be told by "the boy" alone."""


@dataclass(slots=True)
class Loaded:
    """What was read of articles: by article (`contents`: start, end, statement), event, statement, entity."""

    documents: dict[int, Row[Any]] = field(default_factory=dict)
    scenes: dict[int, Scene] = field(default_factory=dict)
    contents: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    arguments: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    statements: dict[int, Row[Any]] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    names: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[int, int] = field(default_factory=dict)


def make_when(row: Row[Any]) -> When:
    """The time that a row has."""
    return When(
        value=row.value,
        earliest=row.earliest,
        latest=row.latest,
        words=row.time_words,
        start=row.time_start,
    )


def make_telling(loaded: Loaded, focus: Focus, document: Row[Any], event: Row[Any]) -> Telling:
    """An event of an article as a telling; `focus` is what the article's story is about."""
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
        figures=_read_figures(scene, event, parts, loaded.contents.get(document.key, ())) if casualty else (),
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
    return msgspec.structs.replace(make_when(event), shifted=_SHIFT.search(before) is not None)


def _find_speaker(loaded: Loaded, statement: Row[Any] | None) -> str | None:
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


def _find_parts(loaded: Loaded, event: int) -> Iterator[Part]:
    rows = loaded.arguments.get(event, ())
    for row in rows:
        named = row.entity is not None and _is_named(row, loaded.names.get(row.entity, ()))
        yield Part(
            role=row.role,
            entity=row.entity,
            who=_find_who(loaded, row, rows, named=named),
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


def _find_who(loaded: Loaded, row: Row[Any], rows: Sequence[Row[Any]], *, named: bool) -> str | None:
    """Who fills a role: an identity or a name, or "~boy" where an article speaks often of one boy."""
    if row.entity is None:
        return None
    if named:
        return str(row.identity or f"={row.folded}")
    if row.entity in loaded.names or row.type not in DESCRIBED:
        return None
    head = _head_of(row.words or row.name)
    alone = (
        sum(other.entity is not None and _head_of(other.words or other.name) == head for other in rows) == 1
    )
    return f"~{head}" if head and alone and loaded.counts.get(row.entity, 0) >= _OFTEN else None


@lru_cache(maxsize=8_192)
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


def _read_figures(
    scene: Scene, event: Row[Any], parts: Sequence[Part], contents: Sequence[tuple[int, int, int]]
) -> tuple[Figure, ...]:
    """The numbers of dead and injured in the sentence of an event; else what its own victim's words say.

    A number that somebody else says than tells the event is none of the event's.
    """
    begins, ends = scene.bounds_of(scene.sentence_at(event.start_char))
    said_by = find_statement(contents, event.start_char)
    told = read_tolls(scene.text, begins, ends) if scene.has_number(begins, ends) else ()
    found = [one for one in told if find_statement(contents, one.start) == said_by]
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
