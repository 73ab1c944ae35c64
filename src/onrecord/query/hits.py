"""What is found, ready to be shown: statements, events and articles with their names, dates and ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, func, select

from onrecord.model.kept import Verdict
from onrecord.query.question import Kind
from onrecord.query.terms import Snippet
from onrecord.store.corrections import Held, corrections_for
from onrecord.store.listed import is_among
from onrecord.store.schema import (
    documents,
    entities,
    event_arguments,
    events,
    outlets,
    statement_entities,
    statements,
    texts,
    times,
)

Names = tuple[str, ...]
_PLACES, _ABOVE = entities.alias("places"), statements.alias("above")


class Hit(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What all that is found has: its permanent id, its words, and the article that it stands in.

    `published` is a date of ISO 8601: a day, a month or a year. `snippet` are the words around those that
    were searched for, None where none were. `verdicts` are what people said of it, the oldest first: "right",
    "wrong", "changed".
    """

    id: str
    document: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    words: str
    snippet: Snippet | None = None
    verdicts: tuple[Verdict, ...] = ()


class StatementHit(Hit, frozen=True, kw_only=True, tag="statement"):
    """What somebody said.

    `speakers`, `addressees`, `about` and `media` are the names of entities, `source` the words of the article
    that name who speaks, `anonymous` the class of a source that has no name. `reported_by` are the speakers
    of the statement around this one. `earliest` is the first day on which it may have been said, where the
    article tells when.
    """

    speakers: Names
    source: str | None
    anonymous: str | None
    addressees: Names
    about: Names
    media: Names
    reported_by: Names
    cue: str | None
    act: str
    form: str
    polarity: str
    hedged: bool
    earliest: str | None
    confidence: float


class Filler(msgspec.Struct, frozen=True, kw_only=True):
    """Who or what fills a role of an event: the name of an entity, or words, or a value."""

    role: str
    filler: str
    entity: str | None = None


class EventHit(Hit, frozen=True, kw_only=True, tag="event"):
    """What happened, or is so.

    `words` are the passage that tells of it and `trigger` the words that tell it best. `according_to` are the
    speakers of the statement that asserts it, in their article's words where they have no name. `earliest`
    and `latest` are days of ISO 8601 between which it was, where the article tells when.
    """

    type: str
    phase: str
    trigger: str
    arguments: tuple[Filler, ...]
    polarity: str
    modality: str
    voice: str
    according_to: Names
    place: str | None
    earliest: str | None
    latest: str | None
    confidence: float


class ArticleHit(Hit, frozen=True, kw_only=True, tag="article"):
    """An article; `words` are its title, or the first words of its text."""

    language: str
    status: str
    version: int


AnyHit = StatementHit | EventHit | ArticleHit
_OPENING = 200
"""How much of an article without a title is shown."""


def load_hits(connection: Connection, kind: Kind, keys: Sequence[int]) -> list[AnyHit]:
    """What has these keys, in their order."""
    found = _LOADERS[kind](connection, keys) if keys else {}
    hits = [found[key] for key in keys]
    held = corrections_for(connection, [hit.id for hit in hits])
    return [_with_verdicts(hit, held[hit.id]) if hit.id in held else hit for hit in hits]


def _with_verdicts(hit: AnyHit, held: Sequence[Held]) -> AnyHit:
    return msgspec.structs.replace(hit, verdicts=tuple(one.correction.verdict for one in held))


def load_texts(connection: Connection, keys: Sequence[int]) -> Mapping[int, str]:
    """The texts of articles, by the articles' keys."""
    return dict(connection.execute(_TEXTS, {"keys": keys}).tuples().all())


def _load_statements(connection: Connection, keys: Sequence[int]) -> Mapping[int, AnyHit]:
    rows = connection.execute(_STATEMENTS, {"keys": keys}).all()
    parties = _find_parties(connection, [*keys, *(row.parent for row in rows if row.parent is not None)])
    return {row.key: _make_statement(row, parties) for row in rows}


def _make_statement(row: Row[Any], parties: Mapping[tuple[int, str], Names]) -> StatementHit:
    return StatementHit(
        **_article_of(row),
        words=row.words,
        speakers=parties[row.key, "source"],
        source=row.source_words,
        anonymous=row.anonymous,
        addressees=parties[row.key, "addressee"],
        about=parties[row.key, "about"],
        media=parties[row.key, "medium"],
        reported_by=parties[row.parent, "source"] if row.parent is not None else (),
        cue=row.cue_words,
        act=row.act,
        form=row.form,
        polarity=row.polarity,
        hedged=row.hedged,
        earliest=row.earliest,
        confidence=row.confidence,
    )


def _find_parties(connection: Connection, keys: Sequence[int]) -> Mapping[tuple[int, str], Names]:
    """The names of those who have a role in statements, by statement and role."""
    found: dict[tuple[int, str], Names] = defaultdict(tuple)
    for statement, role, name in connection.execute(_PARTIES, {"keys": keys}).tuples():
        found[statement, role] += (name,)
    return found


def _load_events(connection: Connection, keys: Sequence[int]) -> Mapping[int, AnyHit]:
    rows = connection.execute(_EVENTS, {"keys": keys}).all()
    fillers = _find_fillers(connection, keys)
    speakers = _find_parties(connection, [row.according_to for row in rows if row.according_to is not None])
    return {row.key: _make_event(row, fillers[row.key], speakers) for row in rows}


def _make_event(
    row: Row[Any], fillers: tuple[Filler, ...], speakers: Mapping[tuple[int, str], Names]
) -> EventHit:
    named = speakers[row.according_to, "source"] if row.according_to is not None else ()
    return EventHit(
        **_article_of(row),
        words=row.passage,
        type=row.type,
        phase=row.phase,
        trigger=row.words,
        arguments=fillers,
        polarity=row.polarity,
        modality=row.modality,
        voice=row.voice,
        according_to=named or ((row.source_words,) if row.source_words else ()),
        place=row.place_name,
        earliest=row.earliest,
        latest=row.latest,
        confidence=row.confidence,
    )


def _find_fillers(connection: Connection, keys: Sequence[int]) -> Mapping[int, tuple[Filler, ...]]:
    found: dict[int, tuple[Filler, ...]] = defaultdict(tuple)
    for event, role, words, value, name, identity in connection.execute(_FILLERS, {"keys": keys}).tuples():
        found[event] += (Filler(role=role, filler=name or words or read_value(value), entity=identity),)
    return found


def read_value(value: str | None) -> str:
    """A value that is kept as JSON, as words."""
    return "" if value is None else str(msgspec.json.decode(value))


def _load_articles(connection: Connection, keys: Sequence[int]) -> Mapping[int, AnyHit]:
    return {row.key: _make_article(row) for row in connection.execute(_ARTICLES, {"keys": keys}).all()}


def _make_article(row: Row[Any]) -> ArticleHit:
    return ArticleHit(
        id=row.id,
        document=row.id,
        outlet=row.outlet_name,
        published=row.published,
        title=row.title,
        url=row.url,
        words=row.title or row.opening,
        language=row.language,
        status=row.status,
        version=row.version,
    )


def _article_of(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "document": row.article,
        "outlet": row.outlet_name,
        "published": row.published,
        "title": row.title,
        "url": row.url,
    }


def _select_statements() -> Select[Any]:
    wanted = (
        *("key", "id", "parent", "source_words", "anonymous", "cue_words", "words", "form", "act"),
        *("polarity", "hedged", "confidence"),
    )
    query = _select_with_article(statements, wanted, times.c.earliest)
    return query.outerjoin(times, times.c.key == statements.c.time)


def _select_events() -> Select[Any]:
    wanted = (
        *("key", "id", "type", "phase", "words", "passage", "polarity", "modality", "voice"),
        *("according_to", "confidence"),
    )
    more = (times.c.earliest, times.c.latest, _PLACES.c.name.label("place_name"), _ABOVE.c.source_words)
    return (
        _select_with_article(events, wanted, *more)
        .outerjoin(times, times.c.key == events.c.time)
        .outerjoin(_PLACES, _PLACES.c.key == events.c.place)
        .outerjoin(_ABOVE, _ABOVE.c.key == events.c.according_to)
    )


def _select_with_article(table: Table, wanted: Iterable[str], *more: ColumnElement[Any]) -> Select[Any]:
    """Rows by their keys, each with what is told of its article."""
    return (
        select(
            *(table.c[name] for name in wanted),
            *(documents.c.id.label("article"), documents.c.published, documents.c.title, documents.c.url),
            *(outlets.c.name.label("outlet_name"), *more),
        )
        .select_from(table)
        .join(documents, documents.c.key == table.c.document)
        .outerjoin(outlets, outlets.c.key == table.c.outlet)
        .where(is_among(table.c.key, "keys"))
    )


def _select_articles() -> Select[Any]:
    wanted = ("key", "id", "published", "title", "url", "language", "status", "version")
    opening = func.substr(texts.c.text, 1, _OPENING, type_=texts.c.text.type)
    return (
        select(
            *(documents.c[name] for name in wanted),
            *(outlets.c.name.label("outlet_name"), opening.label("opening")),
        )
        .join(texts, texts.c.key == documents.c.text)
        .outerjoin(outlets, outlets.c.key == documents.c.outlet)
        .where(is_among(documents.c.key, "keys"))
    )


def _select_parties() -> Select[Any]:
    link = statement_entities
    return (
        select(link.c.statement, link.c.role, entities.c.name)
        .join(entities, entities.c.key == link.c.entity)
        .where(is_among(link.c.statement, "keys"))
        .order_by(link.c.statement, link.c.role, link.c.position)
    )


def _select_fillers() -> Select[Any]:
    link = event_arguments
    return (
        select(link.c.event, link.c.role, link.c.words, link.c.value, entities.c.name, entities.c.id)
        .outerjoin(entities, entities.c.key == link.c.entity)
        .where(is_among(link.c.event, "keys"))
        .order_by(link.c.event, link.c.position, link.c.number)
    )


_STATEMENTS, _EVENTS, _ARTICLES = _select_statements(), _select_events(), _select_articles()
_PARTIES, _FILLERS = _select_parties(), _select_fillers()
_TEXTS = (
    select(documents.c.key, texts.c.text)
    .join(texts, texts.c.key == documents.c.text)
    .where(is_among(documents.c.key, "keys"))
)
_LOADERS = {"statements": _load_statements, "events": _load_events, "articles": _load_articles}
