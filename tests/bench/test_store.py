"""The measurement of large stores, on a small one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from bench.made_records import EVENTS, STATEMENTS, make_records, make_world
from bench.store import fill, measure
from onrecord.store.opening import open_store


def test_made_records_are_like_real_ones_and_the_same_each_time() -> None:
    first, again = (list(islice(make_records(make_world(3), 50), 2)) for _ in range(2))
    assert first == again
    assert first[0].document.id != first[1].document.id
    for record in first:
        assert (len(record.statements), len(record.events)) == (STATEMENTS, EVENTS)
        assert {one.voice for one in record.events} == {"outlet", "statement"}


def test_a_store_is_filled_and_asked(tmp_path: Path) -> None:
    with open_store(tmp_path / "bench.db", create=True) as store:
        writing = fill(store, 4 * STATEMENTS, seed=3)
        timings = measure(store, 3, seed=3, slow=0)
    assert writing.articles == 4
    assert writing.rows > 4 * (STATEMENTS + EVENTS)
    assert {one.kind for one in timings} == {"full text", "fields", "dossier", "timeline"}
    assert all(0 < one.median <= one.p95 <= one.longest for one in timings)
