"""A throw-away PostgreSQL server, for tests and for crash runs: made, killed, started again, deleted.

    with Server() as server:
        store = open_store(new_database(server.url))

The server listens on a socket in a directory of its own, so that it needs no port and nobody else reaches it.
Its programs are looked for on PATH and where Debian and others put them. They refuse to run as root: for root
they run as the user `postgres`, else `nobody`. When the process that made it ends in whatever way, the server
ends and its files are deleted.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import TypedDict
from uuid import uuid4

USER = "onrecord"
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
_PATIENCE = 60
# A killed server loses nothing without fsync, since the kernel still has what was written; a killed machine
# would. `synchronous_commit` stays on, or a kill would take back what was committed.
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
}
# Waits for the end of its input, which the death of our process brings in any case.
_GUARD = (
    'cat >/dev/null; read -r pid 2>/dev/null <"$1/data/postmaster.pid" && kill -QUIT "$pid"; '
    'sleep 0.2; rm -rf "$1"'
)


class ServerFailed(Exception):
    """The server could not be made or started; the message has what it wrote."""


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


class Server:
    """A PostgreSQL server with an empty cluster in UTF-8, running from construction on.

    With `fsync` it waits for the disk, as servers do that hold what matters. `url` leads to its database
    `postgres`; it stays the same over `kill` and `start`.

    Raises:
        ServerFailed: there are no programs of a server, or they fail.
    """

    def __init__(self, *, fsync: bool = False) -> None:
        self._settings = {**_SETTINGS, "fsync": "on" if fsync else "off"}
        programs = find_programs()
        if programs is None:
            raise ServerFailed("no PostgreSQL server is installed (Debian: apt install postgresql)")
        self._programs = programs
        self._identity = _choose_identity()
        self.directory = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
        self._data = self.directory / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None
        try:
            self._make()
            self.start()
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """The address of the server's database `postgres`, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://{USER}@/postgres?host={self.directory}"

    @property
    def pid(self) -> int | None:
        """The id of the server's first process; None while it is not running."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the server, after a kill with its recovery, and wait until it answers.

        Raises:
            ServerFailed: it ended, or did not answer within a minute.
        """
        settings = [f"--{name}={value}" for name, value in self._settings.items()]
        with (self.directory / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-k", self.directory, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.directory,
                env=_environment(),
                start_new_session=True,  # The keyboard's interrupt is for the tests, which then stop it.
                **self._identity,
            )
        self._wait_until_ready(self._process)

    def kill(self) -> None:
        """Kill every process of the server at once, as a crash would; files are left as they are."""
        process = self._process
        if process is None:
            return
        self._process = None
        # Stopped first, the parent cannot start others or tell its children to end in good order.
        process.send_signal(signal.SIGSTOP)
        children = _find_children(process.pid)
        for pid in (process.pid, *children):
            _kill(pid)
        process.wait()
        deadline = time.monotonic() + _PATIENCE
        while any(map(_is_alive, children)) and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop the server in good order, cutting off who is connected."""
        process = self._process
        if process is None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def close(self) -> None:
        """Stop the server and delete its files."""
        self.stop()
        if self._guard is not None:
            self._guard.communicate()
            self._guard = None
        shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make(self) -> None:
        if self._identity:
            os.chown(self.directory, self._identity["user"], self._identity["group"])
        self._guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "guard", self.directory],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", f"--username={USER}"]
        done = subprocess.run(
            [self._programs / "initdb", "-D", self._data, *options],
            capture_output=True,
            text=True,
            cwd=self.directory,
            env=_environment(),
            **self._identity,
        )
        if done.returncode:
            raise ServerFailed(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not _is_ready(self._data / "postmaster.pid", process.pid):
            if process.poll() is not None or time.monotonic() > deadline:
                log = (self.directory / "log").read_text(errors="replace")
                self.kill()
                raise ServerFailed(f"the PostgreSQL server did not start:\n{log[-4000:]}")
            time.sleep(0.02)


def find_programs() -> Path | None:
    """The folder with the newest `initdb` and `postgres`; one on PATH goes before all others."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    for pattern in _PLACES:
        places += sorted(Path("/").glob(pattern[1:]), key=_version_of, reverse=True)
    return next(
        (place for place in places if (place / "postgres").is_file() and (place / "initdb").is_file()), None
    )


def new_database(url: str) -> str:
    """Make an empty database in UTF-8 on the server at `url` and give its address."""
    import psycopg
    from sqlalchemy import make_url

    address = make_url(url)
    name = f"test_{uuid4().hex}"
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode())
    return address.set(database=name).render_as_string(hide_password=False)


def drop_database(url: str) -> None:
    """Delete the database at `url`, cutting off who is connected to it."""
    import psycopg
    from psycopg.sql import SQL, Identifier
    from sqlalchemy import make_url

    address = make_url(url)
    other = address.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(_plain(other), autocommit=True) as connection:
        connection.execute(
            SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(address.database or ""))
        )


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _version_of(place: Path) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", str(place))))


def _choose_identity() -> _Identity:
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise ServerFailed("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def _is_ready(lock: Path, pid: int) -> bool:
    """Whether the eighth line of the server's lock file says so; before a start it may be another's."""
    try:
        lines = lock.read_text().split("\n")
    except OSError:
        return False
    return lines[0] == str(pid) and len(lines) > 7 and lines[7].strip() == "ready"


def _find_children(parent: int) -> list[int]:
    """The processes that `parent` started, where the system tells them in /proc."""
    return [
        int(entry.name)
        for entry in Path("/proc").glob("[0-9]*")
        if (status := _status_of(int(entry.name))) and status[1] == str(parent)
    ]


def _is_alive(pid: int) -> bool:
    status = _status_of(pid)
    return status is not None and status[0] not in "ZX"


def _status_of(pid: int) -> list[str] | None:
    """State, parent and so on of a process; its name, which may hold anything, stands in brackets before."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
