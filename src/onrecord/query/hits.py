"""What is found, ready to be shown: statements, events and articles with their names, dates and ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from onrecord.model.kept import Verdict
from onrecord.query.hit_queries import ARTICLES, EVENTS, FILLERS, PARTIES, STATEMENTS, TEXTS
from onrecord.query.question import Kind
from onrecord.query.terms import Snippet
from onrecord.store.corrections import Held, corrections_for

Names = tuple[str, ...]


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
    return dict(connection.execute(TEXTS, {"keys": keys}).tuples().all())


def _load_statements(connection: Connection, keys: Sequence[int]) -> Mapping[int, AnyHit]:
    rows = connection.execute(STATEMENTS, {"keys": keys}).all()
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
    for statement, role, name in connection.execute(PARTIES, {"keys": keys}).tuples():
        found[statement, role] += (name,)
    return found


def _load_events(connection: Connection, keys: Sequence[int]) -> Mapping[int, AnyHit]:
    rows = connection.execute(EVENTS, {"keys": keys}).all()
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
    for event, role, words, value, name, identity in connection.execute(FILLERS, {"keys": keys}).tuples():
        found[event] += (Filler(role=role, filler=name or words or read_value(value), entity=identity),)
    return found


def read_value(value: str | None) -> str:
    """A value that is kept as JSON, as words."""
    return "" if value is None else str(msgspec.json.decode(value))


def _load_articles(connection: Connection, keys: Sequence[int]) -> Mapping[int, AnyHit]:
    return {row.key: _make_article(row) for row in connection.execute(ARTICLES, {"keys": keys}).all()}


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


_LOADERS = {"statements": _load_statements, "events": _load_events, "articles": _load_articles}
