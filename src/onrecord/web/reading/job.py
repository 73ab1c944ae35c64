"""A job: what somebody dropped in, how far it is read, and what came of it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from onrecord.errors import OnrecordError
from onrecord.web.reading.outcomes import ArticleRead, Gone, NotRead, Order, Outcome, PassedOver

State = Literal["fetching", "waiting", "reading", "done"]
MOST_LOST = 3
"""How often the process may be lost over one job."""


class DeskFull(OnrecordError):
    """As many articles wait to be read as may: to be asked again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken on.

    `waiting` jobs at once, and `kept` that are done, until nobody looked at them for `idle` seconds or they
    come to more than `size` bytes. Of each `articles` at most, `pages` where they are fetched. `step` is how
    many seconds an article may take, `job` how many all of a job.
    """

    waiting: int = 8
    kept: int = 40
    idle: float = 3600.0
    size: int = 100_000_000
    articles: int = 100
    pages: int = 20
    step: float = 120.0
    job: float = 600.0


@dataclass(slots=True, kw_only=True, eq=False)
class Job:
    """What `owner` dropped in, and `name` what it is called in messages.

    Of the order only what was given of its articles is held when it is done. `due` counts what has to be
    done before it is done, `left` the seconds that it may still take, and `lost` how often the process was
    lost over it. `is_cut` says that there was more than is read. What fetches and what reads may both change
    it at once.
    """

    id: str
    owner: str
    name: str
    order: Order
    left: float
    seen: float
    url: str | None = None
    folder: Path | None = None
    state: State = "waiting"
    outcomes: list[Outcome] = field(default_factory=list)
    is_cut: bool = False
    is_dropped: bool = False
    lost: int = 0
    due: int = 1
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @property
    def articles(self) -> list[ArticleRead]:
        """What was read, in order."""
        return list(self.numbered.values())

    @property
    def numbered(self) -> dict[int, ArticleRead]:
        """What was read by its number, from 1 on; that of an article that is gone is nobody else's."""
        places = [one for one in list(self.outcomes) if isinstance(one, (ArticleRead, Gone))]
        return {number: one for number, one in enumerate(places, start=1) if isinstance(one, ArticleRead)}

    @property
    def is_gone(self) -> bool:
        """Whether nothing is left of it, as all that was read of it is gone."""
        was_there = any(isinstance(one, Gone) for one in list(self.outcomes))
        return was_there and self.state == "done" and not self.articles

    @property
    def unread(self) -> list[NotRead]:
        """What could not be read."""
        return [one for one in list(self.outcomes) if isinstance(one, NotRead)]

    @property
    def passed_over(self) -> int:
        """How much in it is no article."""
        return sum(isinstance(one, PassedOver) for one in list(self.outcomes))

    @property
    def size(self) -> int:
        """How many bytes its articles take."""
        return sum(one.size for one in self.articles)

    def note(self, outcome: Outcome) -> None:
        """Write down what came of an article."""
        with self._lock:
            self.outcomes.append(outcome)
            self.lost += isinstance(outcome, NotRead) and outcome.lost

    def spend(self, seconds: float) -> None:
        """Take from the time that it has."""
        with self._lock:
            self.left -= seconds

    def cut(self) -> None:
        """Note that there is more than is read."""
        with self._lock:
            self.is_cut = True

    def branch(self) -> None:
        """Note that there is one part more to be done."""
        with self._lock:
            self.due += 1

    def forget(self, articles: Iterable[ArticleRead]) -> None:
        """Let go of articles, whose numbers stay unused."""
        gone = {id(one) for one in articles}
        for place, one in enumerate(list(self.outcomes)):
            if id(one) in gone:
                self.outcomes[place] = Gone()

    def settle(self) -> None:
        """Note that a part of it is done; behind the last its files go."""
        with self._lock:
            self.due -= 1
            is_done = self.due <= 0
        if is_done:
            self.clear()
            self.state = "done"

    def clear(self) -> None:
        """Remove its files, and the texts in its order."""
        self.order = Order(given=self.order.given)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
