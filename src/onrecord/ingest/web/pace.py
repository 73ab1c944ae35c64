"""How fast a host is asked: one request after another, with a pause between them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

DELAY = 1.0
LONGEST_PAUSE = 60.0


class Pace:
    """When each host may be asked next. All times are in seconds.

    `delay` lies between two requests to a host. A host can ask for a longer one, and to be left alone for a
    while; what is more than `longest` is never slept through.
    """

    def __init__(
        self,
        delay: float = DELAY,
        *,
        longest: float = LONGEST_PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.longest = longest
        self._delay = delay
        self._clock = clock
        self._sleep = sleep
        self._delays: dict[str, float] = {}
        self._free: dict[str, float] = {}

    def wait(self, host: str) -> float:
        """Sleep until `host` may be asked, and give how long that was planned to take."""
        pause = min(self.time_left(host), self.longest)
        if pause > 0:
            self._sleep(pause)
        self._free[host] = self._clock() + self._delays.get(host, self._delay)
        return pause

    def time_left(self, host: str) -> float:
        """How long `host` is still to be left alone; 0 when it may be asked now."""
        return max(0.0, self._free.get(host, -math.inf) - self._clock())

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least `delay` between requests to `host`, though no more than the longest pause."""
        self._delays[host] = min(max(delay, self._delay), self.longest)

    def hold_off(self, host: str, seconds: float) -> None:
        """Do not ask `host` for so long, counted from now."""
        until = self._clock() + seconds
        self._free[host] = max(until, self._free.get(host, until))
