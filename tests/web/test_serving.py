"""`onrecord serve`: what starts and what does not, and how it ends."""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.model.clock import now_utc
from onrecord.resolve.catching_up import count_waiting
from onrecord.serving import check_settings
from onrecord.store.opening import open_store
from onrecord.watch.lists import keep_list
from onrecord.web.security.users import Users
from onrecord.web.settings import Settings
from tests.watch.press import add, arrest, watched
from tests.web.browsing import PASSWORD
from tests.web.servers import serving


def wait_for(address: str) -> httpx.Response:
    """The start page, as soon as it is there."""
    return httpx.get(f"{address}/api", timeout=30)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_asked_to_end(tmp_path: Path, number: int) -> None:
    with serving(tmp_path) as (process, address):
        assert wait_for(address).json()["stats"]["articles"] == 0
        assert (tmp_path / "onrecord.db").exists()
        process.send_signal(number)
        told, said = process.communicate(timeout=20)
        assert process.returncode == 0, said
        assert told == ""
        assert said == ""


_SLOW = """
import os, time
import onrecord.resolve.catching_up as catching_up
at_once = catching_up.catch_up
def catch_up(*given, **more):
    while not os.path.exists("go"):
        time.sleep(0.02)
    yield from at_once(*given, **more)
catching_up.catch_up = catch_up
"""
"""Lets comparing wait for a file."""


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store of an article that is not compared, and a list that is not matched with it."""
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        add(store, arrest())
        with store.writing() as connection:
            keep_list(connection, "people", [watched("Ann Lee")], now=now_utc())
    (tmp_path / "sitecustomize.py").write_text(_SLOW)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def test_it_answers_while_articles_are_compared(waiting: Path) -> None:
    with serving(waiting) as (process, address):
        [line] = httpx.get(f"{address}/api/watch", timeout=30).json()["lists"]
        assert (line["alerts"], line["waiting"]) == (0, True)
        (waiting / "go").touch()
        for _ in range(200):
            [line] = httpx.get(f"{address}/api/watch").json()["lists"]
            if not line["waiting"]:
                break
            time.sleep(0.05)
        assert not line["waiting"]
        assert line["alerts"] >= 1
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20) == ("", "")
    with open_store(waiting / "onrecord.db") as store, store.reading() as connection:
        assert count_waiting(connection) == 0


@pytest.mark.parametrize("is_under_way", [False, True])
def test_it_ends_while_articles_are_compared(waiting: Path, is_under_way: bool) -> None:
    with serving(waiting) as (process, address):
        assert wait_for(address).status_code == 200
        process.send_signal(signal.SIGTERM)
        if is_under_way:
            time.sleep(0.5)
            (waiting / "go").touch()
        assert process.communicate(timeout=20) == ("", "")
        assert process.returncode == 0


def test_what_cannot_be_compared_is_told(waiting: Path) -> None:
    (waiting / "go").touch()
    full = "from onrecord.errors import StoreUnavailable\n"
    patch = full + _SLOW.replace("yield from", "raise StoreUnavailable('full')\n    yield from")
    (waiting / "sitecustomize.py").write_text(patch)
    with serving(waiting) as (process, address):
        assert wait_for(address).status_code == 200
        assert process.stderr is not None
        assert (
            process.stderr.readline() == "onrecord: 1 articles are not compared with the others yet: full\n"
        )
        told = "onrecord: the pages show what was found when articles were last compared\n"
        assert process.stderr.readline() == told


def test_a_head_that_does_not_come_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patch = "import onrecord.web.security.patience as p; p.PatientProtocol.head_seconds = 0.5"
    (tmp_path / "sitecustomize.py").write_text(patch)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with serving(tmp_path) as (_, address):
        wait_for(address)
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A:")
            began = time.monotonic()
            assert slow.recv(1000) == b""
            assert time.monotonic() - began < 5
        assert wait_for(address).status_code == 200


def test_heads_are_bounded(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, address):
        wait_for(address)
        with contextlib.suppress(httpx.ReadError):  # the server may hang up before all of it is sent
            assert httpx.get(address, headers={"x-a": "a" * 100_000}).status_code in (400, 431)
        assert httpx.get(f"{address}/search?words={'a' * 9000}").status_code == 414
        assert "server" not in httpx.get(address).headers


def test_a_taken_port_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        store = tmp_path / "store.db"
        assert main(["serve", "--port", str(port), "--store", str(store)]) == 2
    assert f"--port {port + 1}" in capfd.readouterr().err
    assert not store.exists()


def test_a_store_that_was_named_has_to_be_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "0", "--store", str(tmp_path / "none.db")]) == 1
    assert "there is no store here" in capfd.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "news.example"])
def test_others_have_to_say_who_they_are(host: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", host]) == 2
    told = capfd.readouterr().err
    for way in ("onrecord user add", "--users", "--proxy-header"):
        assert way in told


@pytest.mark.parametrize(
    ("options", "opening"),
    [
        (("--host-name", "news.example"), "--host-name"),
        (("--host-name", "localhost", "--host-name", "192.168.1.7"), "--host-name"),
        (("--https",), "--https"),
        (("--proxy-address", "10.0.0.9", "--https"), "--https"),
    ],
)
def test_whoever_comes_through_a_proxy_has_to_say_who_they_are(
    options: tuple[str, ...], opening: str, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["serve", "--store", str(tmp_path / "none.db"), *options]) == 2
    told = capfd.readouterr().err
    for way in ("onrecord user add", "--users", "--proxy-header", f"without {opening}\n"):
        assert way in told


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
def test_this_machine_need_not(host: str) -> None:
    check_settings(Settings(host=host))
    check_settings(Settings(host=host, host_names=("localhost", "[::1]")))


def test_a_file_without_users_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    with pytest.raises(InputError, match="no file of users"):
        check_settings(Settings(host="0.0.0.0", users=str(path)))
    path.touch(0o600)
    path.write_text('{"secret": "00"}')
    with pytest.raises(InputError, match="no users yet"):
        check_settings(Settings(host="0.0.0.0", users=str(path)))
    check_settings(Settings(host="0.0.0.0", proxy_header="X-Remote-User"))


def test_an_address_of_another_machine_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "192.0.2.1", "--proxy-header", "X-Remote-User", "--port", "0"]) == 2
    assert "no address of this machine" in capfd.readouterr().err


def test_a_server_heeds_a_new_user_at_once(tmp_path: Path) -> None:
    file = tmp_path / "users.json"
    users = Users(file)
    users.add("ann", "reader", PASSWORD)
    with serving(tmp_path, "--users", str(file)) as (_, address):
        assert wait_for(address).status_code == 401
        headers = {"authorization": f"Bearer {users.make_token('ann')}"}
        assert httpx.get(f"{address}/api", headers=headers).status_code == 200
        users.remove("ann")
        assert httpx.get(f"{address}/api", headers=headers).status_code == 401
