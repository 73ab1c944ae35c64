"""Numbers of things across the articles of a story, as differences between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from onrecord.resolve.claims.differences import NUMBER, Difference, Value, compare_values, make_said
from onrecord.resolve.claims.loading import Story
from onrecord.resolve.claims.settings import Scene
from onrecord.resolve.claims.spellings import Nearest, compare_spellings
from onrecord.resolve.claims.tellings import Telling
from onrecord.resolve.claims.things import Thing, is_clear, may_be_one, read_things


def count_things(story: Story) -> Iterator[Difference]:
    """Where the articles of a story tell different numbers of one thing, or spell a name differently."""
    names = [(key, name) for key, scene in story.scenes.items() for name in scene.names]
    yield from compare_spellings(names, story.tellings)
    values: dict[str, list[Value]] = defaultdict(list)
    events: dict[int, list[Telling]] = defaultdict(list)
    for one in story.tellings:
        events[one.document].append(one)
    for key, scene in story.scenes.items():
        for thing, owned in _read_article(scene, events[key]):
            values[thing.of].append(owned)
    for of in sorted(values):
        kept = _keep_clear(values[of])
        yield from compare_values(
            NUMBER, of, kept, may_be_one, rises=not any(one.held.measured for one in kept)
        )


def _read_article(scene: Scene, events: Sequence[Telling]) -> Iterator[tuple[Thing, Value]]:
    """The numbers of things of an article, each with the event whose words stand nearest."""
    if not events:
        return
    near = Nearest(events)
    for number in range(len(scene.sentences)):
        start, end = scene.bounds_of(number)
        if not scene.has_number(start, end) or any(first <= start < last for first, last in scene.beside):
            continue
        for thing in read_things(scene.text, start, end):
            figure = thing.figure
            nearest = near.find(figure.start)
            said = make_said(nearest, figure.start, figure.end, figure.words, figure.words, figure)
            said = msgspec.structs.replace(said, speaker=None)  # the event may be in another voice
            yield thing, Value(telling=nearest, said=said, held=thing)


def _keep_clear(values: Sequence[Value]) -> list[Value]:
    """Of the articles that tell one number only; which of two is meant nobody knows."""
    own: dict[int, list[Value]] = defaultdict(list)
    for one in values:
        own[one.telling.document].append(one)
    return [one for kept in own.values() if is_clear([one.held for one in kept]) for one in kept]
