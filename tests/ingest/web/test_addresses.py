"""Only public addresses are connected to, however they are spelled or come by."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import AddressRefused, InputError, NotFetched
from onrecord.ingest.web.addresses import check_url, find_addresses, is_public, resolve_host
from tests.ingest.web.server import Clock, Nobody, Site, make_web

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"]
PRIVATE = ["127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd12::1"]
# fmt: off
NEVER = [
    "169.254.169.254", "169.254.1.1", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "0.0.0.0",
    "0.1.2.3",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.8", "192.0.2.1", "198.51.100.1", "192.88.99.1",
    "::", "fe80::1", "fe80::1%eth0", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::1", "2001::1",
    "2001:db8::1", "100::1", "not an address",
]
REFUSED_URLS = [
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/",
    "http://017700000001/", "http://1/", "http://127.0.0.0x1/", "http://١٢٧.0.0.1/", "http://１２７.0.0.1/",
    "http://user@paper.example/", "http://user:secret@paper.example/", "http://paper.example@127.0.0.1/",
    "http://paper.example\\@127.0.0.1/", "http://paper.example:25/", "http://paper.example:6379/",
    "http://paper.example:0/", "https://paper.example:22/", "ftp://paper.example/", "file:///etc/passwd",
    "gopher://paper.example/", "javascript:alert(1)", "data:text/html,x", "//paper.example/", "paper.example",
    "", "http://", "http:///path", "http://./", "http://paper.example../", "http://.paper.example/",
    "http://[fe80::1%25eth0]/", "http://[::1", "http://paper.example:99999/", "http://pa per.example/",
    "http://paper.example/\x00", "http://xn--a/", "http://\ud800.example/", "http://a%2e.example/",
    "http://" + "a" * 9000,
]
# fmt: on


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    assert find_addresses("paper.example", 443, resolve=lambda *_: [address]) == (address,)


@pytest.mark.parametrize("address", [*PRIVATE, *NEVER])
def test_others_are_refused_and_nothing_is_connected_to(address: str) -> None:
    with (
        make_web(resolve=lambda *_: [address], allow_private=False, connect=Nobody()) as web,
        pytest.raises(AddressRefused, match=r"paper\.example"),
    ):
        web.fetch("https://paper.example/")


@pytest.mark.parametrize("address", PRIVATE)
def test_private_ones_pass_where_the_user_allows_it(address: str) -> None:
    assert find_addresses("desk", 80, resolve=lambda *_: [address], allow_private=True) == (address,)
    with pytest.raises(AddressRefused, match="--allow-private"):
        find_addresses("desk", 80, resolve=lambda *_: [address])


@pytest.mark.parametrize("address", NEVER)
def test_some_never_pass(address: str) -> None:
    with pytest.raises(AddressRefused):
        find_addresses("desk", 80, resolve=lambda *_: [address], allow_private=True)


@given(st.ip_addresses())
def test_no_address_within_a_special_network_is_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if is_public(address):
        assert address.is_global
        special = (address.is_private, address.is_loopback, address.is_link_local, address.is_multicast)
        assert not any(special)


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        find_addresses("paper.example", 80, resolve=lambda *_: [PUBLIC[0], "10.0.0.1"])


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_an_odd_address_is_refused_before_it_is_resolved(url: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise AssertionError(f"resolved {host}:{port}")

    with (
        make_web(resolve=resolve, allow_private=False, connect=Nobody()) as web,
        pytest.raises(AddressRefused) as caught,
    ):
        web.fetch(url)
    assert "secret" not in str(caught.value)
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("HTTPS://Paper.Example/A?b=c#d", "https://paper.example/A?b=c"),
        ("http://paper.example./x", "http://paper.example/x"),
        ("http://paper.example:8080/", "http://paper.example:8080/"),
        ("http://paper.example:80/", "http://paper.example/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://paper.example/ä b", "https://paper.example/%C3%A4%20b"),
        ("http://[2606:2800:220:1::1]/x", "http://[2606:2800:220:1::1]/x"),
        (" http://93.184.216.34/ ", "http://93.184.216.34/"),
    ],
)
def test_a_proper_address_is_made_plain(url: str, checked: str) -> None:
    assert str(check_url(url)) == checked
    assert str(check_url(check_url(url))) == checked


def test_any_port_may_be_asked_where_private_addresses_may() -> None:
    assert check_url("http://desk:5000/", allow_private=True).port == 5000


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://paper.example{text}"):
        try:
            checked = check_url(url)
        except InputError:
            continue
        assert checked.scheme in ("http", "https")
        assert not checked.userinfo


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_host_that_is_not_found(error: Exception) -> None:
    def resolve(host: str, port: int) -> list[str]:
        del host, port
        raise error

    with pytest.raises(NotFetched, match=r"paper\.example: no host of this name"):
        find_addresses("paper.example", 80, resolve=resolve)
    with pytest.raises(NotFetched, match="no host"):
        find_addresses("paper.example", 80, resolve=lambda *_: [])


def test_the_systems_resolver_gives_addresses() -> None:
    assert resolve_host("127.0.0.1", 80) == ["127.0.0.1"]


def test_an_address_of_ipv6_is_connected_to_without_its_brackets() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(f"{host} {port}")
        return [host]

    with (
        make_web(resolve=resolve, connect=Nobody()) as web,
        pytest.raises(AssertionError, match=r"to fd12::1:80"),
    ):
        web.fetch("http://[fd12::1]/")
    assert asked == ["fd12::1 80"]


def test_a_name_that_resolves_anew_gains_nothing(site: Site) -> None:
    """The first answer is public and the second is not: what is connected to is what was checked."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    connected: list[str] = []

    class Noting(Nobody):
        def connect_tcp(self, host: str, *_: object, **__: object) -> None:  # type: ignore[override]
            connected.append(host)
            raise ConnectionAbortedError

    with (
        make_web(resolve=lambda *_: next(answers), connect=Noting()) as web,
        pytest.raises(ConnectionAbortedError),
    ):
        web.fetch(site.at("/"))
    assert connected == ["127.0.0.1"]


@pytest.mark.parametrize(
    "place",
    [
        "http://inside.test/", "//169.254.169.254/latest", "http://0x7f.1/", "file:///etc/passwd",
        "ftp://paper.test/", "http://a:b@paper.test/", "javascript:x",
    ],
)  # fmt: skip
def test_a_redirect_is_checked_before_anything_is_connected_to(site: Site, place: str) -> None:
    names = {
        "paper.test": "127.0.0.1",
        "inside.test": "169.254.169.254",
        "169.254.169.254": "169.254.169.254",
    }
    site.page("/a", status=302, location=place)
    with (
        make_web(Clock(), resolve=lambda host, _: [names[host]]) as web,
        pytest.raises(AddressRefused),
    ):
        web.fetch(site.at("/a"))
    assert site.paths() == ["/a"]
