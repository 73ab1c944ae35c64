"""Where and when a passage is: whether it tells of what its story is about, or of something else.

Articles on a crash also tell of earlier crashes. Numbers of nameless dead are held against each other only
where both passages are about the story's own happening, or name the same other place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from onrecord.resolve.claims.tellings import When

_ENDS = re.compile(r"[.!?][\"”’']?\s+(?=[A-Z0-9\"“‘'])|\n+")
_ENDS_NONE = re.compile(r"(?:\b[A-Z]|\bMrs?|\bDr|\bSt|\bGen|\bGov|\bSen)$")
_LEAD = 3
_BACK = 3
_EARLY = 0.4
_SHARE = 0.3
_WEAK = frozenset("north south east west northern southern eastern western city province of the new".split())
_BEFORE, _AFTER = timedelta(days=3), timedelta(days=1)


class Place(msgspec.Struct, frozen=True):
    """A named place of an article: where its words begin, and its folded name."""

    start: int
    folded: str


class Named(msgspec.Struct, frozen=True):
    """A name of a person or a place as it stands in an article."""

    type: str
    folded: str
    start: int
    end: int
    words: str


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """An article as far as it tells where and when its passages are."""

    text: str
    title: str
    published: str | None
    body: int
    places: tuple[Place, ...]
    times: tuple[When, ...]
    sentences: tuple[int, ...]
    """Where sentences begin, ascending."""
    numbers: tuple[int, ...] = ()
    """Where numbers may begin, ascending; no number begins anywhere else."""
    place_words: frozenset[str] = frozenset()
    beside: tuple[tuple[int, int], ...] = ()
    """Stretches that are captions, advertisements and the like."""
    names: tuple[Named, ...] = ()

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that holds a place of the text."""
        return max(0, bisect_right(self.sentences, place) - 1)

    def bounds_of(self, number: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        ends = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.text)
        return self.sentences[number], ends

    def has_number(self, start: int, end: int) -> bool:
        """Whether a number may begin in a stretch of the text."""
        place = bisect_left(self.numbers, start)
        return place < len(self.numbers) and self.numbers[place] < end


class Focus(msgspec.Struct, frozen=True, kw_only=True):
    """What a story is about: the places that its articles begin with, and the days on which it may be."""

    places: frozenset[str]
    name: str | None
    first: date | None
    last: date | None


@lru_cache(maxsize=1_024)
def split_sentences(text: str) -> tuple[int, ...]:
    """Where the sentences of a text begin; a full stop behind a single letter or a title ends none."""
    begins = [0]
    for match in _ENDS.finditer(text):
        before = text[max(0, match.start() - 5) : match.start()]
        if "\n" in match.group() or not _ENDS_NONE.search(before):
            begins.append(match.end())
    return tuple(begins)


def find_focus(scenes: Sequence[Scene]) -> Focus:
    """What the articles of a story are about."""
    counted: Counter[str] = Counter()
    for scene in scenes:
        counted.update(_lead_places(scene))
    least = max(1.0, len(scenes) * _SHARE)
    days = sorted(filter(None, (_day(scene.published) for scene in scenes)))
    return Focus(
        places=frozenset(word for word, number in counted.items() if number >= least),
        name=min(counted, key=lambda word: (-counted[word], word), default=None),
        first=days[0] - _BEFORE if days else None,
        last=days[-1] + _AFTER if days else None,
    )


def is_in_lead(scene: Scene, start: int) -> bool:
    """Whether a place of the text is in its first sentences."""
    first = scene.sentence_at(scene.body)
    return first <= scene.sentence_at(start) < first + _LEAD or start < scene.body


def find_around(scene: Scene, start: int) -> str | None:
    """The place that a passage is about: the first that its sentence names, else the last one before it."""
    number = scene.sentence_at(start)
    for back in range(_BACK + 1):
        if number - back < 0:
            return None
        begins, ends = scene.bounds_of(number - back)
        named = [place.folded for place in scene.places if begins <= place.start < ends]
        if named:
            return named[-1] if back else min(named, key=lambda one: (len(one), one))
    return None


def is_main(scene: Scene, focus: Focus, start: int) -> bool:
    """Whether a passage is about what the story is about, as far as places and days tell."""
    number = scene.sentence_at(start)
    for back in range(_BACK + 1):
        if number - back < 0:
            break
        begins, ends = scene.bounds_of(number - back)
        if any(begins <= one.start < ends and _is_elsewhen(one, focus) for one in scene.times):
            return False
        named = [one.folded for one in scene.places if begins <= one.start < ends]
        if named:
            return any(_words(one) & focus.places for one in named)
        if is_in_lead(scene, begins):
            return True
    return (start - scene.body) < (len(scene.text) - scene.body) * _EARLY


def _lead_places(scene: Scene) -> set[str]:
    found: set[str] = set()
    for place in scene.places:
        if is_in_lead(scene, place.start) or place.folded in scene.title:
            found |= _words(place.folded)
    return found


def _words(folded: str) -> frozenset[str]:
    return frozenset(folded.split()) - _WEAK


def _is_elsewhen(when: When, focus: Focus) -> bool:
    """Whether a time is surely none of the story's own: "in 2005", "last month"."""
    earliest, latest = _day(when.earliest), _day(when.latest)
    if earliest is None or latest is None or focus.first is None or focus.last is None:
        return False
    return latest < focus.first or earliest > focus.last


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
