"""A throw-away server answers, loses nothing committed when it is killed, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bench import postgresql
from bench.postgresql import Server, ServerFailed, find_programs, new_database
from tests.postgresql import NEEDED, require_programs

ROOT = Path(__file__).resolve().parents[2]
needs_server = pytest.mark.skipif(find_programs() is None, reason="no PostgreSQL server is installed")


def connect(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        yield made


def test_each_database_is_empty_and_in_utf_8(postgresql_url: str) -> None:
    first, second = new_database(postgresql_url), new_database(postgresql_url)
    with connect(first) as connection:
        connection.execute("CREATE TABLE ships (name text)")
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    with connect(second) as connection:
        assert connection.execute("SELECT to_regclass('ships')").fetchone() == (None,)


def test_a_database_of_a_test_can_be_written(postgresql_database: str) -> None:
    with connect(postgresql_database) as connection:
        assert connection.execute("SELECT 'naïve — ' || chr(128169)").fetchone() == ("naïve — \U0001f4a9",)


@needs_server
def test_a_killed_server_has_what_was_committed_and_nothing_else(server: Server) -> None:
    url = new_database(server.url)
    kept, open_still = connect(url), connect(url)
    kept.execute("CREATE TABLE ships (name text)")
    kept.execute("INSERT INTO ships VALUES ('Resolute')")
    open_still.execute("BEGIN")
    open_still.execute("INSERT INTO ships VALUES ('Swift')")
    server.kill()
    assert server.pid is None
    for connection in (kept, open_still):
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        connection.close()
    server.start()
    with connect(url) as connection:
        assert connection.execute("SELECT name FROM ships").fetchall() == [("Resolute",)]


@needs_server
def test_a_stopped_server_starts_again_at_the_same_address(server: Server) -> None:
    url = server.url
    server.stop()
    server.stop()
    server.start()
    assert server.url == url
    with connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@needs_server
def test_nothing_is_left_of_a_server_whose_maker_was_killed() -> None:
    script = (
        "import time; from bench.postgresql import Server; made = Server(); "
        "print(made.directory, made.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as maker:
        assert maker.stdout is not None
        directory, pid = maker.stdout.readline().split()
        assert Path(directory).is_dir()
        maker.kill()
    deadline = time.monotonic() + 20
    while (Path(directory).exists() or postgresql._is_alive(int(pid))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(directory).exists()
    assert not postgresql._is_alive(int(pid))


def test_a_machine_without_a_server_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(postgresql, "_PLACES", ())
    with pytest.raises(ServerFailed, match="no PostgreSQL server is installed"):
        Server()


def test_a_missing_server_skips_tests_but_fails_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.postgresql.find_programs", lambda: None)
    monkeypatch.setenv(NEEDED, "0")
    with pytest.raises(pytest.skip.Exception, match="no PostgreSQL server"):
        require_programs()
    monkeypatch.setenv(NEEDED, "1")
    with pytest.raises(pytest.fail.Exception, match=NEEDED):
        require_programs()
