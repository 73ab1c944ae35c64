"""Citations: an item with the words that it rests on, where they were published, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from onrecord.errors import StoreDamaged
from onrecord.model.anchoring import (
    Item,
    Quotation,
    find_in_record,
    locate_quotation,
    quote,
    reach_of,
    spans_of,
)
from onrecord.model.capture import WarcPlace
from onrecord.model.kept import ItemKind, Status
from onrecord.model.record import Entity, Event, Mention, Record, Statement
from onrecord.model.span import Span
from onrecord.query.context import find_context
from onrecord.store import schema
from onrecord.store.corrections import Held, corrections_of, place_corrections
from onrecord.store.finding import Found, find_item
from onrecord.store.former import read_found
from onrecord.store.rows import GAP, find_passage


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What the bytes were that an article was read from: their SHA-256, when they were fetched, and where.

    `warc` is where they stand in a WARC file, if they came from one.
    """

    digest: str
    fetched: str
    location: str
    warc: WarcPlace | None = None


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """An item with its words, the article that they are from, and what finds and proves them.

    `quote` are the exact words, parts joined by " … ", and `before` and `after` the rest of their paragraph.
    `who` names who speaks, `via` the sources between the outlet and that one, the outermost first, `told` is
    how (form, act and flags). `anchor` finds the words again in another version of the text. `engine` says
    which version of onrecord found the item, and `is_former` that a newer one does not. `corrections` are
    what people said of it.
    """

    id: str
    kind: ItemKind
    quote: str
    before: str
    after: str
    who: tuple[str, ...]
    via: tuple[str, ...]
    told: tuple[str, ...]
    outlet: str | None
    title: str | None
    byline: tuple[str, ...]
    published: str | None
    url: str | None
    location: str
    document: str
    status: Status
    version: int
    anchor: Quotation
    text_digest: str
    record_digest: str
    captures: tuple[Proof, ...]
    engine: str
    is_former: bool
    corrections: tuple[Held, ...] = ()


def cite(connection: Connection, identity: str) -> Citation:
    """The citation of an item or of an article, by its permanent id or the beginning of that.

    An article is cited by its first words.

    Raises:
        UnknownId: nothing has this id.
        InputError: several ids begin so.
        StoreDamaged: what it leads to cannot be read.
    """
    found = find_item(connection, identity)
    return cite_found(connection, found, read_found(connection, found))


def cite_found(connection: Connection, found: Found, record: Record) -> Citation:
    """The citation of what was found, whose record is given."""
    row = _read_row(connection, found)
    item = find_in_record(record, found.id)
    if item is None and found.kind != "document":
        raise StoreDamaged(f"{found.id}: its article's record does not have it")
    spans = _find_quoted(record, item[1]) if item else [_first_words(record)]
    text, document = record.document.text, record.document
    reach = reach_of(spans) or _first_words(record)
    before, after = find_context(record, reach)
    return Citation(
        id=found.id,
        kind=found.kind,
        quote=GAP.join(span.slice(text) for span in spans),
        before=before,
        after=after,
        who=_name_who(record, item[1] if item else None),
        via=_name_via(record, item[1] if item else None),
        told=_tell(item[1] if item else None),
        outlet=document.outlet,
        title=document.title,
        byline=document.byline,
        published=document.published.value if document.published else None,
        url=document.url,
        location=document.location,
        document=document.id,
        status=row.status,
        version=row.version,
        anchor=quote(document, reach),
        text_digest=document.text_digest,
        record_digest=row.record_digest,
        captures=_prove(connection, found.document),
        engine=row.engine_name,
        is_former=found.analysis is not None,
        corrections=_find_corrections(connection, record, found),
    )


def locate_citation(text: str, citation: Citation) -> Span | None:
    """Where the words of a citation stand in `text`, which may be another version of its article.

    None where they are gone, or where it is not clear which they are (`locate_quotation`).
    """
    return locate_quotation(text, citation.anchor)


def _find_quoted(record: Record, item: Item) -> Sequence[Span]:
    """What is quoted: an event's passage, an entity's first mention, else all that the item stands in."""
    if isinstance(item, Event):
        return [find_passage(item)]
    return spans_of(record, item)[: 1 if isinstance(item, Entity) else None]


def _first_words(record: Record) -> Span:
    title = next((one for one in record.segments if one.kind == "headline"), None)
    first = title or next(iter(record.segments), None)
    return first or Span(start=0, end=max(1, min(len(record.document.text), 200)))


def _read_row(connection: Connection, found: Found) -> Row[Any]:
    documents, engines = schema.documents, schema.engines
    analyses = schema.former_analyses
    if found.analysis is None:
        query = select(documents, engines.c.engine.label("engine_name")).join(
            engines, documents.c.engine == engines.c.key
        )
        return connection.execute(query.where(documents.c.key == found.document)).one()
    query = (
        select(
            documents.c.status,
            documents.c.version,
            analyses.c.record_digest,
            engines.c.engine.label("engine_name"),
        )
        .join(analyses, analyses.c.document == documents.c.key)
        .join(engines, analyses.c.engine == engines.c.key)
    )
    return connection.execute(query.where(analyses.c.key == found.analysis)).one()


def _prove(connection: Connection, document: int) -> tuple[Proof, ...]:
    captures = schema.captures
    query = select(
        captures.c.digest,
        captures.c.fetched,
        captures.c.location,
        captures.c.warc_path,
        captures.c.warc_offset,
        captures.c.warc_record,
    )
    rows = connection.execute(query.where(captures.c.document == document).order_by(captures.c.key))
    return tuple(
        Proof(
            digest=row.digest,
            fetched=row.fetched,
            location=row.location,
            warc=WarcPlace(path=row.warc_path, offset=row.warc_offset, record_id=row.warc_record)
            if row.warc_path is not None
            else None,
        )
        for row in rows
    )


def _find_corrections(connection: Connection, record: Record, found: Found) -> tuple[Held, ...]:
    """What people said of the article as a whole and of the item, or of one that stood in its place."""
    placed = place_corrections(record, corrections_of(connection, record.document.id))
    whole = [one.held for one in placed if one.held.correction.kind == "document"]
    own = [one.held for one in placed if one.item == found.id and one.held not in whole]
    return (*whole, *own)


def _name_who(record: Record, item: Item | None) -> tuple[str, ...]:
    if isinstance(item, Statement):
        return _name_source(record, item)
    if isinstance(item, Event):
        filled = dict.fromkeys(one for argument in item.arguments for one in argument.entities)
        return _name_all(record, filled)
    if isinstance(item, Mention):
        return _name_all(record, item.entities)
    return (item.name,) if isinstance(item, Entity) else ()


def _name_source(record: Record, statement: Statement) -> tuple[str, ...]:
    if statement.source is None:
        return ()
    names = _name_all(record, statement.source.entities)
    return names or (statement.source.slice(record.document.text),)


def _name_all(record: Record, ids: Iterable[str]) -> tuple[str, ...]:
    names = {entity.id: entity.name for entity in record.entities}
    return tuple(names[one] for one in ids)


def _name_via(record: Record, item: Item | None) -> tuple[str, ...]:
    """Who stands between the outlet and the item: the sources of the statements that it lies within."""
    by_id = {statement.id: statement for statement in record.statements}
    above = None
    if isinstance(item, Statement):
        above = item.parent
    elif isinstance(item, Event):
        above = item.according_to
    via: list[str] = []
    while above is not None:
        via.insert(0, ", ".join(_name_source(record, by_id[above])) or "somebody")
        above = by_id[above].parent
    medium = item.medium if isinstance(item, Statement) else None
    return (*via, *(_name_all(record, (medium,)) if medium else ()))


def _tell(item: Item | None) -> tuple[str, ...]:
    if isinstance(item, Statement):
        flags = [*(["negative"] if item.polarity == "negative" else []), *(["hedged"] if item.hedged else [])]
        return (item.form, item.act, *flags)
    if isinstance(item, Event):
        voice = {"outlet": "in the outlet's own voice", "statement": "according to a source"}
        flags = [one for one in (item.polarity, item.modality) if one not in ("positive", "actual")]
        return (item.type, *flags, voice.get(item.voice, "in an unknown voice"))
    if isinstance(item, Mention):
        return (item.form,)
    return (item.type,) if item is not None else ()
