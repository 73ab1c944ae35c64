"""How often a password may be tried, and that strangers do not shut out whoever has the right one."""

from __future__ import annotations

import pytest
from fastapi import Request

from onrecord.web.security import tries
from onrecord.web.security.accounts import address_of
from onrecord.web.security.tries import Tries, make_keys
from onrecord.web.settings import Settings


def test_a_stranger_shuts_out_nobody_elsewhere() -> None:
    counted = Tries()
    refused = [counted.take("10.0.0.1", "ann") for _ in range(1000)]
    assert refused[:8] == [0] * 8
    assert all(refused[8:])
    assert counted.take("10.0.0.2", "ann") == 0
    assert counted.take("10.0.0.1", "bo") == 0  # and what was refused counts for nothing else


def test_an_address_is_held_to_fewer_than_all_names_have() -> None:
    counted = Tries()
    refused = [bool(counted.take("10.0.0.1", f"n{number}")) for number in range(50)]
    assert refused == [False] * 40 + [True] * 10


def test_many_addresses_do_not_shut_out_whoever_was_here_before() -> None:
    counted = Tries()
    assert counted.take("10.9.9.9", "ann") == 0
    counted.give_back("10.9.9.9", "ann")
    refused = [bool(counted.take(f"10.0.{number}.1", "ann")) for number in range(250)]
    assert refused == [False] * 200 + [True] * 50
    assert counted.take("10.9.9.9", "ann") == 0
    assert counted.take("10.9.9.9", "bo") == 0


def test_right_passwords_count_for_nothing() -> None:
    counted = Tries()
    for _ in range(100):
        assert counted.take("10.0.0.1", "ann") == 0
        counted.give_back("10.0.0.1", "ann")


def test_a_name_and_a_network_are_counted_in_one_form() -> None:
    assert make_keys("10.0.0.1", "Zoe\u0308") == make_keys("10.0.0.1", "Zo\u00eb")
    assert make_keys("2001:db8::1", "ann") == make_keys("2001:db8::ffff:2", "ann")
    assert make_keys("2001:db8::1", "ann") != make_keys("2001:db8:0:1::1", "ann")
    assert make_keys("::ffff:10.0.0.1", "ann") != make_keys("::ffff:10.0.0.2", "ann")
    assert make_keys("unknown", "ann")[1] == "unknown"


def test_addresses_that_are_known_take_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "_MOST_KNOWN", 10)
    counted = Tries()
    for number in range(100):
        counted.give_back(f"10.0.0.{number}", "ann")
    assert len(counted._known) == 10


@pytest.mark.parametrize(
    ("settings", "client", "address"),
    [
        (Settings(users="u"), "127.0.0.1", "127.0.0.1"),
        (Settings(users="u", secure=True), "127.0.0.1", "203.0.113.7"),
        (Settings(users="u", secure=True), "10.0.0.8", "10.0.0.8"),
        (Settings(proxy_header="X-User"), "127.0.0.1", "203.0.113.7"),
    ],
)
def test_behind_a_proxy_the_address_is_the_last_that_it_tells(
    settings: Settings, client: str, address: str
) -> None:
    headers = [(b"x-forwarded-for", b"198.51.100.1, 203.0.113.7")]
    request = Request({"type": "http", "headers": headers, "client": (client, 4000)})
    assert address_of(request, settings) == address
