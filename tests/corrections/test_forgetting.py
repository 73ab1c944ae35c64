"""What is forgotten is in no row and in no byte of the files, and does not come back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from onrecord.corrections.forgetting import find_doomed, forget
from onrecord.errors import Forgotten, InputError, UnknownId
from onrecord.model.document import Published
from onrecord.model.record import Record
from onrecord.query.verify import Failure, verify_store
from onrecord.resolve.identities.ledger import Judgement, append
from onrecord.store import schema
from onrecord.store.finding import find_item
from onrecord.store.inputs import note_input
from onrecord.store.opening import Store
from tests.query.shelf import FIRST, READERS, SECOND, THIRD, add_article, correct, fill, with_derived_ids
from tests.records import Sketch, make_record

_SECRET = "Quibblewort"
_URL = f"https://wire.example/{_SECRET.lower()}"


def make_secret(words: str = "left", **options: Any) -> Record:
    """An article about somebody who is to be forgotten, whose name is everywhere."""
    told: dict[str, Any] = {"location": _URL, "url": _URL, "outlet": f"{_SECRET} Times"}
    return make_record(
        f"[source:q1|e:quib Ann {_SECRET}] [cue:q1 said] [content:q1:direct “{_SECRET} {words} "
        f"{_SECRET}ville.”]",
        entities={"quib": ("person", f"Ann {_SECRET}")},
        events=[Sketch("departure", words, {"person": "quib", "place": f"{_SECRET}ville"})],
        title=f"{_SECRET} {words}",
        **{**told, **options},
    )


def fill_with_secrets(store: Store) -> Record:
    """A store with other articles, and the one that is to go, in two analyses, with all that hangs on it."""
    fill(store)
    record = make_secret()
    add_article(store, record, FIRST)
    say_who(store, "quib", f"{_SECRET} is that chief")
    correct(store, record, "q1", note=f"ask {_SECRET}", by=f"Cousin {_SECRET}")
    fewer = type(record)(
        **{
            name: getattr(record, name)
            for name in record.__struct_fields__
            if name not in ("events", "engine")
        },
        engine="0.3.0",
    )
    add_article(store, fewer, SECOND, reanalyse=True)
    with store.writing() as connection:
        note_input(connection, "q1", _URL, now=THIRD, document=record.document.id)
        note_input(connection, "q2", _URL, now=THIRD, message=f"{_SECRET} is no article")
    return record


def say_who(store: Store, entity: str, note: str) -> None:
    """Judge of an entity that it is one of another article."""
    with store.writing() as connection:
        other = connection.execute(
            select(schema.entities.c.id).where(schema.entities.c.id != entity)
        ).scalars()
        said = Judgement(
            left=entity,
            right=other.first() or "",
            judgement="same",
            by=f"Cousin {_SECRET}",
            at=SECOND,
            note=note,
        )
        append(connection, said)


def count_all(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.metadata.sorted_tables
        }


def forget_all(store: Store, wanted: str, *, shared: bool = False) -> int:
    with store.reading() as connection:
        doomed = find_doomed(connection, wanted)
    erased, is_clean = forget(store, doomed, shared=shared, now=THIRD)
    assert is_clean
    return len(erased)


def assert_sound(store: Store) -> None:
    outcomes = verify_store(store, readers=READERS)
    assert [one.tell() for one in outcomes if isinstance(one, Failure)] == []


def hits(location: str) -> list[str]:
    """The files of an SQLite store that hold the word, in any case."""
    path = Path(location)
    files = sorted(path.parent.glob(f"{path.name}*"))
    return [one.name for one in files if _SECRET.lower().encode() in one.read_bytes().lower()]


def test_all_rows_of_an_article_are_erased(store: Store) -> None:
    fill(store)
    before = count_all(store)
    record = make_secret()
    add_article(store, record, FIRST)
    assert forget_all(store, record.document.id[:9]) == 1
    after = count_all(store)
    assert after.pop("tombstones") == before.pop("tombstones") + 3
    assert after == before
    assert_sound(store)


def test_no_byte_of_it_is_left(store: Store, store_location: str) -> None:
    record = fill_with_secrets(store)
    if store.is_sqlite:
        assert hits(store_location)
    assert forget_all(store, record.document.id) == 1
    if store.is_sqlite:
        assert hits(store_location) == []
    with store.reading() as connection:
        for table in schema.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert _SECRET.lower() not in repr(tuple(row)).lower()
    assert_sound(store)


def test_the_rest_is_still_searched_and_verified(store: Store) -> None:
    record = fill_with_secrets(store)
    before = count_all(store)["documents"]
    forget_all(store, record.document.id)
    assert count_all(store)["documents"] == before - 1
    with store.reading() as connection:
        assert find_doomed(connection, "bridge")
        with pytest.raises(InputError, match="none mentions"):
            find_doomed(connection, _SECRET)


def test_what_was_erased_does_not_come_back(store: Store) -> None:
    record = fill_with_secrets(store)
    forget_all(store, record.document.id)
    with pytest.raises(Forgotten):
        add_article(store, record, THIRD)
    elsewhere = make_secret(location="copy.txt", url=None, outlet=None)
    assert elsewhere.document.id != record.document.id
    with pytest.raises(Forgotten):
        add_article(store, elsewhere, THIRD)
    with store.reading() as connection, pytest.raises(Forgotten, match="erased"):
        find_item(connection, record.document.id)


def test_a_person_is_forgotten_with_all_articles_that_mention_the_name(store: Store) -> None:
    fill(store)
    by_entity = make_secret()
    by_words = make_record(f"Nobody noticed Ann {_SECRET} there.", location="b.txt")
    as_part = with_derived_ids(
        make_record(
            f"[e:dr Dr. Ann {_SECRET} Jr.] left.",
            entities={"dr": ("person", f"Dr. Ann {_SECRET} Jr.")},
            location="c.txt",
        )
    )
    for one in (by_entity, by_words, as_part):
        add_article(store, one, FIRST)
    with store.reading() as connection:
        doomed = find_doomed(connection, f"ann {_SECRET.upper()}")
        assert {one.id for one in doomed} == {one.document.id for one in (by_entity, by_words, as_part)}
    assert forget_all(store, f"Ann {_SECRET}") == 3
    assert count_all(store)["documents"] == 3
    assert_sound(store)


@pytest.mark.parametrize("shared", [False, True])
def test_a_text_that_another_article_has_stays_unless_asked(store: Store, shared: bool) -> None:
    record = make_secret()
    copy = make_record("Ann", location="x")  # the store is not empty else
    add_article(store, copy, FIRST)
    add_article(store, record, FIRST)
    renamed = make_secret(location="copy.txt", url=None, outlet="Moss Mail")
    ids = {"q1": "r1", "quib": "wort", "m0": "m90", "v0": "v90"}
    again = Record.from_json(_renamed(renamed, ids))
    add_article(store, again, SECOND)
    with store.reading() as connection:
        (doomed,) = find_doomed(connection, record.document.id)
        assert doomed.sharing == (again.document.id,)
    assert forget_all(store, record.document.id, shared=shared) == 1 + shared
    assert count_all(store)["documents"] == (1 if shared else 2)
    assert count_all(store)["texts"] == (1 if shared else 2)
    assert_sound(store)
    if not shared:
        add_article(store, again, THIRD)
        with pytest.raises(Forgotten):
            add_article(store, record, THIRD)


def _renamed(record: Record, ids: dict[str, str]) -> bytes:
    encoded = record.to_json()
    for old, new in ids.items():
        encoded = encoded.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
    return encoded


def test_an_erased_version_leaves_the_others_in_order(store: Store) -> None:
    made = [
        make_record(
            f"Version {name}.", url=_URL, location=_URL, published=Published(value="2019", basis="given")
        )
        for name in ("one", "two", "three")
    ]
    for one, now in zip(made, (FIRST, SECOND, THIRD), strict=True):
        add_article(store, one, now)
    forget_all(store, made[1].document.id)
    with store.reading() as connection:
        documents = schema.documents
        rows = connection.execute(
            select(documents.c.id, documents.c.version, documents.c.status).order_by(documents.c.version)
        ).all()
    assert [tuple(row) for row in rows] == [
        (made[0].document.id, 1, "superseded"),
        (made[2].document.id, 2, "current"),
    ]
    assert_sound(store)


def test_what_is_no_article_and_no_name_is_refused(store: Store) -> None:
    record = fill(store)
    with store.reading() as connection:
        with pytest.raises(InputError, match="this is an item"):
            find_doomed(connection, next(one.id for one in record.entities))
        with pytest.raises(UnknownId):
            find_doomed(connection, "0" * 32)
        with pytest.raises(InputError, match="give an article's id"):
            find_doomed(connection, "—")
