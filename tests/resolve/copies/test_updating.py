"""Copies in a store."""

from __future__ import annotations

from random import Random

from sqlalchemy import Connection, delete, select

from bench.made_copies import OPERATIONS
from onrecord.model.record import Record
from onrecord.resolve.copies.reading import count_independent, find_origins, read_copies
from onrecord.resolve.copies.updating import remove, update
from onrecord.store.opening import Store
from onrecord.store.schema import copies, documents, fingerprint_bands, fingerprints, origins
from onrecord.store.writer import add_record
from tests.resolve.copies.texts import make_press, make_reports, record_of
from tests.stores import NOW

Rows = tuple[list[tuple[object, ...]], ...]


def add(connection: Connection, *records: Record) -> list[int]:
    """Add the records; their keys, in the order given."""
    for record in records:
        add_record(connection, record, now=NOW)
    return [find_key(connection, record) for record in records]


def find_key(connection: Connection, record: Record) -> int:
    query = select(documents.c.key).where(documents.c.id == record.document.id)
    return int(connection.execute(query).scalar_one())


def read_rows(connection: Connection) -> Rows:
    """All rows of the room, with ids in place of keys."""
    ids: dict[int | None, str | None] = {None: None}
    ids.update(connection.execute(select(documents.c.key, documents.c.id)).tuples().all())
    tables = (
        (copies, ("document", "other")),
        (origins, ("document", "origin", "parent")),
        (fingerprints, ("document",)),
        (fingerprint_bands, ("document",)),
    )
    found = []
    for table, names in tables:
        rows = connection.execute(select(table)).mappings().all()
        told = [tuple(ids[row[name]] if name in names else row[name] for name in row) for row in rows]
        found.append(sorted(told, key=repr))
    return tuple(found)


def make_records() -> list[Record]:
    """Two stories with copies of one of them, some without a date, and one word for word after months."""
    press = make_press(5)
    reports = press.write_happening(1, 3, day=0)
    texts = [one.text for one in reports]
    texts += [press.copy(reports[0], operation, 0.25).text for operation in OPERATIONS]
    days = [
        "2026-03-01",
        "2026-03-01",
        "2026-03-02",
        "2026-03-02",
        "2026-03-03",
        "2026-03",
        None,
        "2026-03-09",
    ]
    records = [
        record_of(text, day=day, at=str(place))
        for place, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    return [*records, record_of(texts[0], day="2026-09-01", outlet="Orrin Times", at="late")]


def test_rows_are_the_same_in_any_order_and_batches_and_come_back_after_removal(store: Store) -> None:
    records, states = make_records(), []
    for seed in range(3):
        with store.writing() as connection:
            keys = add(connection, *records)
            Random(seed).shuffle(keys)
            size = (1, 4, 9)[seed]
            for start in range(0, len(keys), size):
                some = keys[start : start + size]
                assert set(some) <= update(connection, some)
            states.append(read_rows(connection))
            remove(connection, keys[:4])
            assert update(connection, keys[:4]) >= set(keys[:4])
            assert read_rows(connection) == states[-1]
            for table in (copies, origins):
                connection.execute(delete(table))
            connection.execute(delete(fingerprints))
            connection.execute(delete(fingerprint_bands))
    assert states[0] == states[1] == states[2]
    assert len(states[0][0]) >= 5


def test_articles_that_are_seen_again_leave_the_rows_as_they_were(store: Store) -> None:
    with store.writing() as connection:
        keys = add(connection, *make_records())
        update(connection, keys)
        before = read_rows(connection)
        update(connection, keys)
        assert read_rows(connection) == before


def test_removal_leaves_nothing_and_tells_whose_origin_changed(store: Store) -> None:
    text = make_reports(1)[0].text
    with store.writing() as connection:
        first, second, third = add(
            connection, *(record_of(text, day=f"2026-03-0{day}", at=str(day)) for day in (1, 2, 3))
        )
        update(connection, (first, second, third))
        assert remove(connection, (first,)) == {second, third}
        assert find_origins(connection, (second, third)) == {second: second, third: second}
        assert remove(connection, (second, third)) == set()
        assert read_rows(connection) == ([], [], [], [])


def test_versions_are_told_in_the_order_of_time(store: Store) -> None:
    press = make_press(2)
    report = press.write_happening(1, 1, day=0)[0]
    cut = press.copy(report, "cut", 0.4).text
    with store.writing() as connection:
        late, agency, early = add(
            connection,
            record_of(f"ORRIN, March 2 (AP) — {cut}", day="2026-03-04", outlet="Orrin Times", at="late"),
            record_of(report.text, day="2026-03-02", outlet="Associated Press", at="agency"),
            record_of(f"{report.text}\n\n© AP", day="2026-03-02", outlet="Vale Post", at="early"),
        )
        assert update(connection, (late, early)) == {late, early}
        assert update(connection, (agency,)) == {late, agency, early}
        found = read_copies(connection, late)
    assert found.origin == agency
    assert found.agency == "AP"
    assert [version.document for version in found.versions] == [agency, early, late]
    assert [version.kind for version in found.versions] == [None, "verbatim", "edited"]
    assert [version.agency for version in found.versions] == ["AP", "AP", "AP"]
    assert found.versions[2].contained is not None
    assert found.versions[2].contained > 0.8


def test_independent_sources_are_counted(store: Store) -> None:
    press = make_press(3)
    reports = press.write_happening(1, 2, day=0)
    texts = [reports[0].text, *(press.copy(reports[0], "added", 0.2).text for _ in range(3)), reports[1].text]
    with store.writing() as connection:
        keys = add(connection, *(record_of(text, at=str(place)) for place, text in enumerate(texts)))
        assert count_independent(connection, keys) == 5
        update(connection, keys)
        assert count_independent(connection, keys) == 2
        assert count_independent(connection, keys[1:3]) == 1
        assert count_independent(connection, []) == 0


def test_what_is_much_changed_meets_only_within_a_fortnight_and_the_same_words_within_a_year(
    store: Store,
) -> None:
    press = make_press(4)
    report = press.write_happening(1, 1, day=0)[0]
    changed = press.copy(report, "replaced", 0.3).text
    with store.writing() as connection:
        keys = add(
            connection,
            record_of(report.text, day="2026-03-01", at="first"),
            record_of(changed, day="2026-03-14", at="near"),
            record_of(changed, day="2026-06-01", at="far"),
            record_of(report.text, day="2026-08-01", at="again"),
            record_of(report.text, day="2028-08-01", at="years"),
            record_of(report.text, day=None, at="undated"),
        )
        update(connection, keys)
        pairs = set(connection.execute(select(copies.c.document, copies.c.other)).tuples())
    first, near, far, again, years, undated = keys
    assert {(near, first), (again, first), (far, near), (undated, first), (undated, years)} <= pairs
    assert not {(far, first), (again, far), (again, near)} & pairs
    assert not any(years in pair for pair in pairs if undated not in pair)
