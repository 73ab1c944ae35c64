"""Short crash runs: a store that is killed, full or locked loses nothing; and what would show if it did."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bench import crash
from bench.crash_adding import add_here, start_adding
from bench.crash_comparing import compare_undisturbed, fill_comparing, kill_comparing
from bench.crash_disk import fill_disk, limit_files
from bench.crash_kills import Killing, Reference, run_undisturbed
from bench.crash_server import kill_server
from bench.store_inputs import make_ready, write_articles, write_ready
from bench.store_rows import SHARED, copy_store, look_into, read_rows
from onrecord.errors import StoreBusy
from onrecord.intake import Manner, take_in
from onrecord.model.record import Record
from onrecord.store import engines
from onrecord.store.opening import Store, open_store
from tests.postgresql import require_programs

COUNT = 60
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return make_ready(COUNT)


@pytest.fixture(scope="module")
def reference(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Reference:
    folder = tmp_path_factory.mktemp("undisturbed")
    source = folder / "ready.jsonl"
    write_ready(source, records)
    return run_undisturbed(source, folder)


@pytest.fixture
def filled(reference: Reference, tmp_path: Path) -> str:
    """A store with all articles, as a file of its own."""
    location = str(tmp_path / "store.db")
    copy_store(str(reference.source.parent / "reference.db"), location)
    return location


def test_every_row_belongs_to_an_article_or_is_shared(reference: Reference, records: list[Record]) -> None:
    assert reference.rows.keys() == {record.document.id for record in records} | {SHARED}
    assert {row[0] for row in reference.rows[SHARED]} == {"engines", "outlets", "names", "texts"}
    tables = {row[0] for document in records for row in reference.rows[document.document.id]}
    assert {"documents", "segments", "statement_entities", "entity_names", "event_arguments"} <= tables


def test_rows_are_the_same_whatever_the_keys(store: Store, records: list[Record]) -> None:
    forwards = records[:6]
    list(take_in(store, [*forwards[3:], *forwards], Manner()))
    with store.reading() as connection:
        rows = read_rows(connection)
    with open_store(":memory:", create=True) as other, other.reading() as connection:
        assert read_rows(connection) == {SHARED: frozenset()}
    assert len(rows) == 7


DAMAGE = {
    "DELETE FROM statement_parts WHERE rowid = 5": "is not whole",
    "UPDATE events SET passage = 'x' WHERE key = (SELECT max(key) FROM events)": "is not whole",
    "INSERT INTO names (name, folded) VALUES ('Nobody', 'nobody')": "what articles share differs",
    "UPDATE documents SET seal = 'x' WHERE key = (SELECT max(key) FROM documents)": "seal",
    "INSERT INTO statement_search(statement_search, rowid, words) "
    "SELECT 'delete', key, words FROM statements LIMIT 1": "statement_search",
}


@pytest.mark.parametrize(("sabotage", "said"), DAMAGE.items())
def test_damage_is_seen(filled: str, reference: Reference, sabotage: str, said: str) -> None:
    assert look_into(filled, reference.rows, whole=True).faults == ()
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(sabotage)
        connection.commit()
    faults = look_into(filled, reference.rows, whole=True).faults
    assert any(said in fault for fault in faults), faults


def test_a_lost_article_and_a_lost_store_are_seen(reference: Reference, tmp_path: Path) -> None:
    location, lost = str(tmp_path / "empty.db"), next(iter(reference.rows.keys() - {SHARED}))
    assert look_into(location, reference.rows).faults == ()
    assert look_into(location, reference.rows, told=[lost]).faults
    open_store(location, create=True).close()
    assert look_into(location, reference.rows).faults == ()
    assert f"article {lost} is lost" in look_into(location, reference.rows, told=[lost]).faults


@needs_proc
def test_kills_while_ready_records_are_added(reference: Reference, tmp_path: Path) -> None:
    tally = Killing(reference, tmp_path, Random(3)).run(6)
    assert tally.faults == []
    assert tally.kills() == 6
    assert sum(count for (_, kind), count in tally.counts.items() if kind != "kills") == 6


@needs_proc
def test_a_kill_while_two_processes_analyse_leaves_no_process_behind(tmp_path: Path) -> None:
    source, store = tmp_path / "texts.jsonl", str(tmp_path / "store.db")
    write_articles(source, 4)
    reference = run_undisturbed(source, tmp_path)
    adding = start_adding(source, store, tmp_path, "--jobs", "2")
    assert adding.wait_until(lambda: adding.told.stat().st_size > 0), adding.read_said()
    adding.kill()
    assert adding.find_orphans() == []
    assert look_into(store, reference.rows, told=adding.read_kept()).faults == ()
    assert add_here(source, store) == 0
    assert look_into(store, reference.rows, whole=True).faults == ()


@pytest.mark.parametrize("size", [256, 2048])
def test_no_file_may_be_longer(reference: Reference, tmp_path: Path, size: int) -> None:
    pytest.importorskip("resource")
    case, wrong = limit_files(reference, tmp_path, size)
    assert "all" not in case
    assert wrong == []


@pytest.mark.parametrize("size", [16, 1024, 3072])
def test_a_full_disk(reference: Reference, tmp_path: Path, size: int) -> None:
    case, wrong = fill_disk(reference, tmp_path, size)
    if "skipped" in case:
        pytest.skip(case)
    assert "all" not in case
    assert wrong == []


@needs_proc
def test_kills_and_a_full_disk_while_articles_are_compared(reference: Reference, tmp_path: Path) -> None:
    copy_store(str(reference.source.parent / "reference.db"), str(tmp_path / "reference.db"))
    compared = compare_undisturbed(reference, tmp_path)
    for case, wrong in kill_comparing(compared, tmp_path, Random(5), 2):
        assert wrong == [], case
    for case, wrong in fill_comparing(compared, tmp_path, (256,), (3072,)):
        assert wrong == [], case


@pytest.fixture
def other_writer(filled: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(filled, isolation_level=None, check_same_thread=False)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def test_who_is_locked_out_for_a_while_waits(
    filled: str, reference: Reference, other_writer: sqlite3.Connection
) -> None:
    timer = threading.Timer(1.0, other_writer.execute, ["ROLLBACK"])
    begin = time.monotonic()
    timer.start()
    assert add_here(reference.source, filled) == 0
    timer.join()
    assert time.monotonic() - begin >= 1
    assert look_into(filled, reference.rows, whole=True).faults == ()


def test_who_is_locked_out_for_long_says_so(
    filled: str,
    reference: Reference,
    other_writer: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(engines, "_WAIT", 300)
    with open_store(filled) as store, pytest.raises(StoreBusy, match="another program"), store.writing():
        pass
    assert add_here(reference.source, filled) == 1
    assert "another program is writing to the store" in capsys.readouterr().err
    other_writer.execute("ROLLBACK")
    assert look_into(filled, reference.rows, whole=True).faults == ()


@needs_proc
def test_a_killed_server(reference: Reference, tmp_path: Path) -> None:
    require_programs()
    for case, wrong in kill_server(reference.source, tmp_path, Random(2), 1):
        assert wrong == [], case


def test_nothing_asked_is_nothing_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert crash.main(["--ready", "1", "--seed", "5"]) == 0
    assert "seed 5" in capsys.readouterr().out
