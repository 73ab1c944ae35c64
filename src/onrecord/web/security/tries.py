"""How often a password may be tried: for a name from an address, from an address, and for a name."""

from __future__ import annotations

import ipaddress
import unicodedata
from collections import OrderedDict
from threading import Lock

from onrecord.web.security.rates import Rates

_WITHIN = 600.0
_BOTH, _ADDRESS, _NAME = 8, 40, 200
"""Wrong passwords in ten minutes; for a name so many that it takes many addresses to shut it."""
_MOST_KNOWN = 20_000


class Tries:
    """Counts tries in memory; where one is refused, nothing is counted.

    An address from which a user logged in before is not held to what others try for the name, so that
    strangers elsewhere do not shut out whoever has the right password.
    """

    def __init__(self) -> None:
        self._both, self._address, self._name = (Rates(times, _WITHIN) for times in (_BOTH, _ADDRESS, _NAME))
        self._known: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str, name: str) -> int:
        """Count a try; 0 where it may be made, else in how many seconds it may."""
        taken: list[tuple[Rates, str]] = []
        for rates, key in self._keys(address, name):
            if wait := rates.take(key):
                _give_back(taken)
                return wait
            taken.append((rates, key))
        return 0

    def give_back(self, address: str, name: str) -> None:
        """Do not count the last try: the password was right; and know the address from now on."""
        _give_back(self._keys(address, name))
        both, _, _ = make_keys(address, name)
        with self._lock:
            self._known[both] = None
            self._known.move_to_end(both)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)

    def _keys(self, address: str, name: str) -> list[tuple[Rates, str]]:
        both, where, who = make_keys(address, name)
        with self._lock:
            is_known = both in self._known
        found = [(self._both, both), (self._address, where)]
        return found if is_known else [*found, (self._name, who)]


def make_keys(address: str, name: str) -> tuple[str, str, str]:
    """What tries are counted under: both, the address, the name as the file of users has it.

    Of IPv6 it is the network of 64 bits, of which one machine has all addresses.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        where = address
    else:
        is_wide = found.version == 6 and found.ipv4_mapped is None
        where = str(ipaddress.ip_network((found, 64), strict=False)) if is_wide else address
    who = unicodedata.normalize("NFC", name)
    return f"{where}\n{who}", where, who


def _give_back(taken: list[tuple[Rates, str]]) -> None:
    for rates, key in taken:
        rates.give_back(key)
