"""Adding: twice is once, versions of an address, newer analyses, what was forgotten."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, func, insert, select

from onrecord.errors import Forgotten, MalformedInput
from onrecord.model.capture import Capture, WarcPlace
from onrecord.model.document import Published, Source
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.columns import STAND_IN
from onrecord.store.keys import bound_keys, day_of, make_key
from onrecord.store.opening import Store
from onrecord.store.records import read_kept, read_record
from onrecord.store.seals import seal_row
from onrecord.store.writer import Outcome, add_record, tombstone
from tests.records import Sketch, make_record
from tests.stores import NOW

LATER = "2026-11-28T12:00:00Z"


def make(words: str = "the bridge is shut", **options: Any) -> Record:
    return make_record(
        f"[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:indirect {words}].",
        entities={"lee": ("person", "Ann Lee")},
        events=[Sketch("closure", "shut", {"place": "bridge"}, according_to="s1")] if "shut" in words else (),
        **options,
    )


def with_ids(record: Record, mark: str) -> Record:
    """The record with ids of its own, as another article has them."""
    encoded = record.to_json().decode()
    for identity in ("lee", "s1", "m0", "v0"):
        encoded = encoded.replace(f'"{identity}"', f'"{mark}{identity}"')
    return Record.from_json(encoded)


def add(store: Store, record: Record, now: str = NOW, **options: Any) -> Outcome:
    with store.writing() as connection:
        return add_record(connection, record, now=now, **options)


def rows_of(store: Store, table: Table) -> list[dict[str, Any]]:
    order = list(table.primary_key.columns)
    with store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table).order_by(*order))]


def count(store: Store, table: Table) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {table.name: rows_of(store, table) for table in schema.metadata.tables.values()}


def key_of(store: Store, record: Record) -> int:
    with store.reading() as connection:
        query = select(schema.documents.c.key).where(schema.documents.c.id == record.document.id)
        return int(connection.execute(query).scalar_one())


def test_adding_twice_is_adding_once(store: Store) -> None:
    record = make()
    source = Source(location="lee.txt", content=record.document.text.encode())
    first = add(store, record, source=source)
    once = everything(store)
    second = add(store, record, now=LATER, source=source)
    assert (first.kind, second.kind) == ("added", "known")
    assert everything(store) == once


def test_one_text_in_two_outlets_is_two_articles_and_one_text(store: Store) -> None:
    add(store, make(outlet="The Argus"))
    add(store, with_ids(make(outlet="Harbour Post"), "x"))
    assert count(store, schema.documents) == 2
    assert count(store, schema.texts) == 1
    assert count(store, schema.names) == 1


def test_the_newest_articles_have_the_highest_keys(store: Store) -> None:
    old = make(published=Published(value="2018-08", basis="given"))
    new = with_ids(make(published=Published(value="2019-01-02", basis="given")), "x")
    undated = with_ids(make(location="undated.txt"), "y")
    for record in (new, old, undated):
        add(store, record)
    assert key_of(store, new) > key_of(store, old) > key_of(store, undated)


@given(st.dates(), st.integers(0, 2**36 - 1), st.dates(), st.dates())
def test_keys_are_in_the_range_of_their_dates(day: Any, number: int, first: Any, last: Any) -> None:
    low, high = bound_keys(first.isoformat(), last.isoformat())
    assert low is not None
    assert high is not None
    key = make_key(day.isoformat(), number)
    assert key < 2**53
    if min(day.year, first.year, last.year) >= 1800 and max(day.year, first.year, last.year) < 2150:
        assert (low <= key < high) == (first <= day <= last)


@pytest.mark.parametrize("value", ["soon", "0000", "2018-13", "2018-02-30", "99999-01-01", ""])
def test_a_strange_date_is_no_date(value: str) -> None:
    assert day_of(value) == 0


def test_a_changed_text_at_an_address_is_a_newer_version(store: Store) -> None:
    url = "https://example.org/bridge"
    old, new = make(url=url), with_ids(make("the bridge is open", url=url), "x")
    assert add(store, old).version == 1
    assert add(store, new, now=LATER).version == 2
    documents = {row["id"]: row for row in rows_of(store, schema.documents)}
    assert documents[old.document.id]["status"] == "superseded"
    assert documents[new.document.id]["status"] == "current"
    assert documents[new.document.id]["previous"] == documents[old.document.id]["key"]


def test_an_older_capture_that_is_added_later_is_the_older_version(store: Store) -> None:
    url = "https://example.org/bridge"
    new, old = make(url=url), with_ids(make("the bridge is open", url=url), "x")
    for record, fetched in ((new, "2019-05-01T00:00:00Z"), (old, "2018-05-01T00:00:00Z")):
        capture = Capture(fetched=fetched)
        add(store, record, source=Source(location=url, content=fetched.encode(), capture=capture))
    documents = {row["id"]: row for row in rows_of(store, schema.documents)}
    assert documents[old.document.id]["version"] == 1
    assert documents[old.document.id]["status"] == "superseded"
    assert documents[new.document.id]["version"] == 2
    assert documents[new.document.id]["status"] == "current"


def test_a_newer_analysis_takes_the_place_of_the_older_which_is_kept(store: Store) -> None:
    old = msgspec.structs.replace(make(), engine="0.1.0+a")
    new = msgspec.structs.replace(old, engine="0.2.0+b", events=())
    add(store, old, source=Source(location="lee.txt", content=b"bytes"))
    assert add(store, new, now=LATER).kind == "known"
    outcome = add(store, new, now=LATER, reanalyse=True)
    assert outcome.kind == "reanalysed"
    with store.reading() as connection:
        kept = read_kept(connection, key_of(store, new))
        former = connection.execute(select(schema.former_analyses)).one()
        gone = connection.execute(select(schema.former_items.c.id)).scalars().all()
    assert kept.record == new
    assert (kept.engine, kept.added) == ("0.2.0+b", NOW)
    assert kept.capture is not None
    assert Record.from_json(zlib.decompress(former.record)) == old
    assert gone == [event.id for event in old.events]
    assert count(store, schema.documents) == count(store, schema.captures) == 1


def test_an_item_that_comes_back_is_no_former_item(store: Store) -> None:
    old = make()
    without = msgspec.structs.replace(old, events=())
    for record in (old, without, old):
        add(store, record, reanalyse=True)
    assert count(store, schema.former_items) == 0
    assert count(store, schema.former_analyses) == 2
    assert count(store, schema.events) == len(old.events)


def test_other_bytes_of_the_same_article_are_another_capture(store: Store) -> None:
    record = make()
    for content in (b"one", b"two", b"one"):
        add(store, record, source=Source(location="lee.txt", content=content))
    assert [zlib.decompress(row["content"]) for row in rows_of(store, schema.captures)] == [b"one", b"two"]


def test_pages_in_warc_files_can_be_referred_to(store: Store) -> None:
    place = WarcPlace(path="crawl.warc.gz", offset=17, record_id="<urn:uuid:1>")
    source = Source(location="x", content=b"page", capture=Capture(fetched=NOW, warc=place))
    add(store, make(), source=source, keep_bytes=False)
    (capture,) = rows_of(store, schema.captures)
    assert (capture["content"], capture["warc_offset"], capture["size"]) == (None, 17, 4)


@pytest.mark.parametrize("kind", ["document", "text", "capture"])
def test_what_was_forgotten_is_not_taken_in_again(store: Store, kind: str) -> None:
    record = make()
    source = Source(location="lee.txt", content=b"bytes")
    digests = {
        "document": record.document.id,
        "text": record.document.text_digest,
        "capture": "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9",
    }
    with store.writing() as connection:
        row = {"digest": tombstone(kind, digests[kind]), "kind": kind, "forgotten": NOW}
        connection.execute(insert(schema.tombstones), row | {"seal": seal_row(schema.tombstones, row)})
    with pytest.raises(Forgotten, match="erased"):
        add(store, record, source=source)
    assert count(store, schema.documents) == 0


def test_the_character_that_stands_for_nul_is_refused(store: Store) -> None:
    with pytest.raises(MalformedInput, match="U\\+10FFFE"):
        add(store, make(f"a {STAND_IN}"))


def test_what_fails_half_way_leaves_nothing(store: Store) -> None:
    add(store, make())
    before = everything(store)
    other = make(location="other.txt")  # another article with ids that are taken
    with pytest.raises(MalformedInput, match="ids of this record"):
        add(store, other)
    assert everything(store) == before


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="[]|\\" + STAND_IN), min_size=1
    ),
    title=st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters=STAND_IN)),
)
def test_any_text_comes_back_as_it_was(store: Store, words: str, title: str | None) -> None:
    record = with_ids(
        make(f"a {words} b", title=title, location=f"{words!r}.txt"), f"{words}{title}"[:20].encode().hex()
    )
    if add(store, record).kind == "added":
        with store.reading() as connection:
            assert read_record(connection, key_of(store, record)) == record
