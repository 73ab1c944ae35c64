"""Which web addresses may be connected to.

A page's address comes from feeds, from redirects and from files that others wrote, so it may point into
the network that onrecord runs in. What is checked here is the very address of the connection (see
`transport.py`): a name that resolves differently the next time gains nothing by it.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address

import httpx

from onrecord.errors import AddressRefused, NotFetched

# The ports of the web and the two that test and staging servers are mostly found on. Any other may be that of
# a database or a mail server, which a request could be made to speak to.
PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_ADDRESS = 8192
Resolver = Callable[[str, int], Iterable[str]]

_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
# Addresses of IPv6 that are handed out; what lies outside is local, multicast or a translation of IPv4.
_UNICAST = ipaddress.IPv6Network("2000::/3")
# What `is_global` lets through in some versions of Python: networks for protocols, tunnels and examples.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        "192.0.0.0/24 192.88.99.0/24 2001::/23 2001:db8::/32 2002::/16 3fff::/20".split(),
    )
)
# What a user may open with `allow_private`: this machine, and the networks that people build for themselves.
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        "127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 ::1/128 fc00::/7".split(),
    )
)
# Where clouds hand out the credentials of a machine: refused with `allow_private` too.
_METADATA = frozenset(
    map(ipaddress.ip_address, ("169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254"))
)


def check_url(url: str | httpx.URL, *, allow_private: bool = False) -> httpx.URL:
    """The web address that `url` spells, without its fragment, if it is one that may be asked for.

    With `allow_private`, any port is allowed. Nothing is resolved or connected to.

    Raises:
        AddressRefused: it is no address of http or https, holds a user's name, names a port that is not in
            `PORTS`, or writes an IP address in an odd way.
    """
    parsed = _parse(url)
    shown = _show(parsed)
    if parsed.scheme not in ("http", "https"):
        raise AddressRefused(f"{shown}: only addresses that begin with http:// or https:// are fetched")
    if parsed.userinfo:
        raise AddressRefused(f"{shown}: give the address without a user's name and password")
    host = parsed.raw_host.decode("ascii").removesuffix(".")
    _check_host(host, shown)
    if not allow_private and _port(parsed) not in PORTS:
        raise AddressRefused(
            f"{shown}: port {_port(parsed)} is not one of the web's (80, 443, 8080, 8443); "
            "if it is your own server, use --allow-private"
        )
    return parsed.copy_with(host=host, fragment=None)


def find_addresses(
    host: str, port: int, *, resolve: Resolver, allow_private: bool = False
) -> tuple[str, ...]:
    """The IP addresses of `host` that may be connected to, in the resolver's order.

    Raises:
        AddressRefused: one of them is not public. With `allow_private`, private and loopback addresses are
            let through; link-local, multicast and reserved ones, and the metadata services of clouds, never.
        NotFetched: there is no such host.
    """
    try:
        found = tuple(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"{host}: no host of this name was found; check the address") from error
    if not found:
        raise NotFetched(f"{host}: no host of this name was found; check the address")
    for address in found:
        _check_address(host, address, allow_private)
    return found


def resolve_host(host: str, port: int) -> list[str]:
    """The IP addresses that the system's resolver gives for `host`, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address is one of the public internet's, and no translation of another one."""
    if address in _METADATA or not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv6Address) and address not in _UNICAST:
        return False
    return not any(address in network for network in _SPECIAL)


def _is_private(address: IPv4Address | IPv6Address) -> bool:
    return address not in _METADATA and any(address in network for network in _PRIVATE)


def _check_address(host: str, address: str, allow_private: bool) -> None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError as error:
        raise AddressRefused(f"{host}: its address {address!r} cannot be judged") from error
    if is_public(parsed):
        return
    private = _is_private(parsed)
    if private and allow_private:
        return
    where = address if host == address else f"{host} ({address})"
    advice = "; if it is your own server, use --allow-private" if private else ""
    raise AddressRefused(f"{where}: not an address of the public web{advice}")


def _parse(url: str | httpx.URL) -> httpx.URL:
    shown = str(url).encode("utf-8", "backslashreplace").decode("utf-8")
    if len(shown) > LONGEST_ADDRESS:
        raise AddressRefused(f"{shown[:60]}…: longer than {LONGEST_ADDRESS} characters")
    try:
        parsed = httpx.URL(url.strip() if isinstance(url, str) else url)
        # The name as people write it: raised here, should its punycode be broken.
        str(parsed.host)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressRefused(f"{shown}: not a web address: {error}") from error
    return parsed


def _check_host(host: str, shown: str) -> None:
    if not host or host.startswith(".") or host.endswith(".") or "%" in host:
        raise AddressRefused(f"{shown}: there is no proper host in this address")
    # 2130706433, 0x7f.1 and 0177.0.0.1 are all taken for 127.0.0.1 by one program or another.
    if _NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_plain(host):
        raise AddressRefused(f"{shown}: write an IP address as four decimal numbers, such as 192.0.2.1")


def _is_plain(host: str) -> bool:
    try:
        return str(IPv4Address(host)) == host
    except ValueError:
        return False


def _port(url: httpx.URL) -> int:
    standard = 443 if url.scheme == "https" else 80
    return standard if url.port is None else url.port


def _show(url: httpx.URL) -> str:
    """The address for a message, without the password that may stand in it."""
    return str(url.copy_with(userinfo=b"")) if url.userinfo else str(url)
