"""How often somebody may do something, counted in memory."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from threading import Lock

_MOST_KEYS = 20_000


class Rates:
    """So many times within so many seconds for each key, and again as time passes.

    Of very many keys those are dropped that were used longest ago, so that memory stays bounded.
    """

    def __init__(self, times: int, seconds: float) -> None:
        self._times, self._seconds = times, seconds
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, *, now: float | None = None) -> int:
        """Count once more for a key; 0 where it may, else in how many seconds it may again."""
        at = time.monotonic() if now is None else now
        with self._lock:
            left, before = self._left.pop(key, (float(self._times), at))
            left = min(self._times, left + (at - before) * self._times / self._seconds)
            wait = 0 if left >= 1 else math.ceil((1 - left) * self._seconds / self._times)
            self._left[key] = (left if wait else left - 1), at
            if len(self._left) > _MOST_KEYS:
                self._left.popitem(last=False)
        return wait

    def give_back(self, key: str) -> None:
        """Do not count the last time."""
        with self._lock:
            if key in self._left:
                left, at = self._left[key]
                self._left[key] = min(self._times, left + 1), at
