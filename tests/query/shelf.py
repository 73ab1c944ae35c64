"""A store with a row in every table and a value in every column, for tests of what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import BigInteger, insert, select

from onrecord.ingest.locate import locate, read_place, same_words
from onrecord.model.capture import Capture, Place, WarcPlace
from onrecord.model.document import Published, Source
from onrecord.model.identity import item_id
from onrecord.model.kept import Correction
from onrecord.model.record import Argument, Candidate, Confidences, Quantity, Record
from onrecord.model.span import Span
from onrecord.query.verify import Readers
from onrecord.store import schema
from onrecord.store.corrections import add_correction, withdraw
from onrecord.store.inputs import note_input
from onrecord.store.opening import Store
from onrecord.store.seals import seal_row
from onrecord.store.writer import add_record, tombstone
from onrecord.watch.lists import read_names
from tests.records import Sketch, Told, make_record

FIRST, SECOND, THIRD = "2026-11-27T12:00:00Z", "2026-11-28T12:00:00Z", "2026-11-29T12:00:00Z"
GONE = "v" + "0" * 20
URL = "https://wire.example/bridge"
WARC = b"<p>Kim Ode closed the bridge.</p>"


def make_article(ending: str = "It rained.", **options: Any) -> Record:
    """An article with something in every field of a record."""
    record = make_record(
        "[segment:headline Bridge shut]\n\n"
        "[segment:body [source:s1|e:lee Ann Lee, [e:moss the mayor of Moss]] [cue:s1 told] [e:ode Kim Ode] "
        "[t:2019-03-13 on Wednesday]: [content:s1:direct,negative “[source:s3|e:moss Moss] [cue:s3 says] "
        "[content:s3:indirect the [e:bridge bridge] is shut].”] "
        "[source:s2|e:sources Officials] [cue:s2 say] [content:s2:indirect,hedged [e:ode Ode], 41, paid "
        "more than 30 euros] to [e:lee Lee]. The shutting was known.] " + ending,
        entities={
            "lee": ("person", "Ann Lee"),
            "moss": ("place", "Moss"),
            "ode": ("person", "Kim Ode"),
            "bridge": ("other", "the bridge"),
            "sources": ("group", "officials"),
        },
        told={
            "s1": Told(addressee=("ode",), about=("bridge",), medium="moss", time="t0"),
            "s2": Told(abstained=("source",)),
        },
        events=[
            Sketch(
                "closure",
                "shut.”",
                {"place": "bridge"},
                according_to="s1",
                time="t0",
                place="moss",
                same_as="v1",
            ),
            Sketch("closure", "shut", {"place": "bridge"}, mentions=("shutting",)),
            Sketch("payment", "paid", {"payer": "ode", "amount": "30"}, according_to="s2"),
        ],
        attributes={"ode": [("age", "41")]},
        unread=ending,
        **options,
    )
    return _fill_out(record)


def _fill_out(record: Record) -> Record:
    """The record with what its notation cannot say."""
    replace = msgspec.structs.replace
    first, *others = record.mentions
    head = Span(start=first.end - 3, end=first.end)
    first = replace(first, head=head, phrase=Span(start=first.start, end=first.end + 1), confidence=0.9)
    lee, *more = record.entities
    candidate = Candidate(id="Q1", name="Ann Lee", score=0.8, reasons=("name",))
    said, *inner, heard = record.statements
    assert heard.source is not None
    heard = replace(
        heard,
        source=replace(heard.source, anonymous="official"),
        confidences=Confidences(source=0.5, cue=0.6, content=0.7),
    )
    payment = record.events[-1]
    who, amount = payment.arguments
    amount = replace(amount, value=30, quantity=Quantity(least=30, currency="EUR"))
    payment = replace(payment, arguments=(who, amount, Argument(role="year", value=2019)), statement=heard.id)
    return replace(
        record,
        engine="0.2.0+abc",
        mentions=(first, *others),
        entities=(replace(lee, links=("Q1",), candidates=(candidate,)), *more),
        statements=(said, *inner, heard),
        events=(*record.events[:-1], payment),
    )


def with_derived_ids(record: Record) -> Record:
    """The record with the ids that an engine of ours gives."""
    document, ids = record.document, dict[str, str]()
    for entity in record.entities:
        first = next(one for one in record.mentions if entity.id in one.entities)
        ids[entity.id] = item_id(document, "entity", [first])
    ids |= {one.id: item_id(document, "mention", [one]) for one in record.mentions}
    ids |= {one.id: item_id(document, "time", [one]) for one in record.times}
    for said in record.statements:
        anchors = [*said.content, *([said.cue] if said.cue else [])]
        ids[said.id] = item_id(document, "statement", anchors)
    ids |= {one.id: item_id(document, "event", [one.trigger], one.type) for one in record.events}
    return msgspec.convert(_rename(msgspec.to_builtins(record), ids), Record)


def _rename(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _rename(one, ids) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rename(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def read_warc(place: WarcPlace) -> bytes:
    """The record of the one WARC file that there is."""
    assert place == WarcPlace(path="moss.warc", offset=7, record_id="<urn:uuid:1>")
    return WARC


def read_words(content: bytes, place: Place, location: str, media_type: str | None) -> str:
    """The words at a place of a capture, as the real reader reads them."""
    return read_place(content, place, location=location, media_type=media_type)


READERS = Readers(read_warc=read_warc, read_words=read_words, read_names=read_names, same_words=same_words)


def add_article(store: Store, record: Record, now: str, *, reanalyse: bool = False) -> None:
    """Add a record with the plain text that it was read from as its capture."""
    document = record.document
    source = Source(
        location=document.location,
        content=document.text.encode(),
        media_type="text/plain",
        url=document.url,
        capture=Capture(fetched=now, status=200, headers=(("content-type", "text/plain"),)),
    )
    places = locate(source, document.text, record.segments)
    with store.writing() as connection:
        add_record(connection, record, now=now, source=source, places=places, reanalyse=reanalyse)


def add_from_warc(store: Store) -> Record:
    """Add an article whose bytes stand in a WARC file only."""
    record = make_record(
        "[e:ode2 Kim Ode] closed the bridge.",
        entities={"ode2": ("person", "Kim Ode")},
        location="moss.warc#7",
    )
    (mention,) = record.mentions
    record = msgspec.structs.replace(record, mentions=(msgspec.structs.replace(mention, id="m90"),))
    warc = WarcPlace(path="moss.warc", offset=7, record_id="<urn:uuid:1>")
    source = Source(
        location="moss.warc#7",
        content=WARC,
        media_type="text/html",
        capture=Capture(fetched=FIRST, warc=warc),
    )
    with store.writing() as connection:
        add_record(connection, record, now=FIRST, source=source, keep_bytes=False)
    return record


def fill(store: Store) -> Record:
    """Fill a store with an article in two versions and two analyses, and all that hangs on it."""
    published = Published(value="2019-03-14", basis="given")
    told: dict[str, Any] = {
        "outlet": "Meridian Wire",
        "url": URL,
        "title": "Bridge shut",
        "published": published,
    }
    older = make_record("[segment:headline The bridge is open.]", location=URL, **told)
    add_article(store, older, FIRST)
    record = with_derived_ids(make_article(location=URL, **told))
    record = msgspec.structs.replace(
        record, document=msgspec.structs.replace(record.document, byline=("Al Ma",))
    )
    before = msgspec.structs.replace(
        record,
        engine="0.1.0+aaa",
        events=(*record.events[:-1], msgspec.structs.replace(record.events[-1], id=GONE)),
    )
    add_article(store, before, SECOND)
    correct(store, before, GONE)
    add_article(store, record, THIRD, reanalyse=True)
    correct(store, record, record.statements[0].id)
    taken_back = correct(store, record, record.statements[-1].id, by="Cy Dee")
    with store.writing() as connection:
        withdraw(connection, taken_back, now=THIRD)
    add_from_warc(store)
    with store.writing() as connection:
        note_input(connection, "d1", URL, now=THIRD, document=record.document.id)
        note_input(connection, "d2", "gone.txt", now=THIRD, message="gone.txt: no such file")
        grave = {"digest": tombstone("document", "f" * 32), "kind": "document", "forgotten": FIRST}
        connection.execute(insert(schema.tombstones), grave | {"seal": seal_row(schema.tombstones, grave)})
        feed = {one.name: 1 if isinstance(one.type, BigInteger) else "1" for one in schema.feeds.c}
        connection.execute(insert(schema.feeds), feed)
    return record


def correct(store: Store, record: Record, item: str, **options: Any) -> int:
    """Have Bo Ash say that an item of an article is wrong, or what else is given."""
    told: dict[str, Any] = {
        "verdict": "changed",
        "field": "act",
        "value": '"deny"',
        "by": "Bo Ash",
        "at": THIRD,
        "note": "see the minutes",
    }
    kind = "event" if item.startswith("v") else "statement" if item.startswith("s") else "entity"
    told |= {"kind": kind, **options}
    correction = Correction(document=record.document.id, item=item, **told)
    with store.writing() as connection:
        return add_correction(connection, correction, record, engine=record.engine)


def key_of(store: Store, identity: str) -> int:
    """The key of an article."""
    with store.reading() as connection:
        query = select(schema.documents.c.key).where(schema.documents.c.id == identity)
        return int(connection.execute(query).scalar_one())
