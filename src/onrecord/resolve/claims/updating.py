"""Claims brought up to date with articles that came, changed or go.

What one story tells of a happening is a part of a claim; the parts of several stories are one claim where day
and participant are the same. A story is derived anew as a whole, so that what is derived follows from the set
of its articles alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from onrecord.resolve.claims.counting import count_things
from onrecord.resolve.claims.crossings import Crossing, find_crossing
from onrecord.resolve.claims.differences import Difference
from onrecord.resolve.claims.differing import find_differences
from onrecord.resolve.claims.grouping import Group, group_tellings
from onrecord.resolve.claims.loading import Story, load_events, load_stories
from onrecord.resolve.claims.reversals import find_nameless
from onrecord.resolve.claims.rows import (
    OldPart,
    Written,
    find_keyed,
    find_parts,
    find_parts_of_claims,
    forget_differences,
    forget_parts,
    members_of,
)
from onrecord.resolve.claims.turning import update_reversals
from onrecord.resolve.claims.voices import add_speakers
from onrecord.resolve.questions import among, ask
from onrecord.store import schema

MOST_CROSSING = 24
"""How many stories may tell of one day and participant to be one claim; of more, that says too little."""


@dataclass(slots=True)
class Part:
    """What a story tells of one happening, and under which digest it meets other stories."""

    id: str
    story: str | None
    crossing: Crossing | None
    group: Group


@dataclass(slots=True)
class _Work:
    stories: dict[str, Story] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    written: Written = field(default_factory=Written)


def update(connection: Connection, documents: Collection[int]) -> set[int]:
    """Derive the claims of the stories of some articles anew; gives the keys of these articles.

    `documents` are keys of articles that are new here, or whose story, identities or copies changed.
    """
    _derive(connection, set(documents), frozenset())
    return set(documents)


def remove(connection: Connection, documents: Collection[int]) -> set[int]:
    """Take away what rests on some articles, whose rows are still there; derive their stories without them.

    Nothing that later rooms build on changes, so that no keys are given.
    """
    _derive(connection, set(documents), frozenset(documents))
    return set()


def _derive(connection: Connection, documents: set[int], gone: frozenset[int]) -> None:
    old = find_parts(connection, documents)
    shared = members_of(connection, [part.id for part in old])
    members = _find_stories(connection, documents | {key for pairs in shared.values() for _, key in pairs})
    # A story that an article has left is derived anew as well, though none of its other articles changed.
    left = {part.story for part in old if part.story is not None} - set(members)
    members |= _articles_of(connection, left)
    everything = documents | {key for keys in members.values() for key in keys}
    old = find_parts(connection, everything)
    forget_differences(connection, everything, {part.claim for part in old})
    staying = {story: [key for key in keys if key not in gone] for story, keys in members.items()}
    work = _Work(stories=load_stories(connection, {story: keys for story, keys in staying.items() if keys}))
    for name, story in sorted(work.stories.items()):
        work.parts += _make_parts(_stored(name), story)
        work.differences += [*count_things(story), *find_nameless(story.tellings)]
    work.differences = add_speakers(connection, work.differences)
    forget_parts(connection, old)
    _make_claims(connection, work, old)
    for key, found in update_reversals(connection, everything, work.stories.values()):
        work.written.add_differences([found], reversal=key)
    work.written.add_differences(work.differences)
    work.written.write(connection)


def _find_stories(connection: Connection, documents: Collection[int]) -> dict[str, list[int]]:
    """The articles of all stories of some articles; one that is of no story stands alone."""
    found = {row.document: row.story for row in ask(connection, _STORIES, documents)}
    alone = {f"={key}": [key] for key in documents if key not in found}
    return _articles_of(connection, set(found.values())) | alone


def _articles_of(connection: Connection, stories: Collection[str]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = defaultdict(list)
    for row in ask(connection, _ARTICLES, stories):
        members[row.story].append(row.document)
    return dict(members)


_LINKS = schema.story_articles
_STORIES, _ARTICLES = (
    among(select(_LINKS.c.document, _LINKS.c.story), column) for column in (_LINKS.c.document, _LINKS.c.story)
)


def _stored(story: str) -> str | None:
    return None if story.startswith("=") else story


def _make_parts(name: str | None, story: Story) -> list[Part]:
    """What a story tells, happening by happening; what nothing else can ever meet is left out."""
    parts = []
    for group in group_tellings(story.tellings):
        crossing = find_crossing(group)
        if len(group) > 1 or crossing is not None:
            parts.append(Part(group[0].id, name, crossing, group))
    return parts


def _make_claims(connection: Connection, work: _Work, old: Sequence[OldPart]) -> None:
    """Join parts of other stories to those of the stories at hand, and make the claims that they are."""
    new = {part.crossing.digest for part in work.parts if part.crossing is not None}
    keys = new | {part.crossing for part in old if part.crossing is not None}
    ids = {part.id for part in old}
    others, crowded = find_keyed(connection, keys, MOST_CROSSING, _count_keys(work.parts))
    others |= {part.id: part for part in find_parts_of_claims(connection, {part.claim for part in old})}
    others = {part.id: part for part in others.values() if part.id not in ids}
    work.parts += _load_parts(connection, list(others.values()))
    forget_differences(connection, (), {part.claim for part in others.values()})
    forget_parts(connection, list(others.values()))
    for parts in _join_parts(work.parts, crowded):
        tellings = sorted((one for part in parts for one in part.group), key=lambda one: one.order)
        work.written.add_claim(tellings, [(part.id, part.story, _digest(part), part.group) for part in parts])
        if len(tellings) > 1:
            work.written.add_differences(find_differences(tellings), claim=tellings[0].id)


def _digest(part: Part) -> int | None:
    return part.crossing.digest if part.crossing is not None else None


def _count_keys(parts: Iterable[Part]) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for part in parts:
        if part.crossing is not None:
            counts[part.crossing.digest] += 1
    return counts


def _load_parts(connection: Connection, others: Sequence[OldPart]) -> list[Part]:
    """Parts of other stories that are in the store, with their tellings."""
    if not others:
        return []
    members = members_of(connection, [part.id for part in others])
    told = load_events(connection, {event for pairs in members.values() for event, _ in pairs})
    # The others hang on what their stories are about, which are read as a whole.
    whole = [part for part in others if any(event not in told for event, _ in members[part.id])]
    named = _articles_of(connection, {part.story for part in whole if part.story is not None})
    alone = {
        f"={document}": [document]
        for part in whole
        if part.story is None
        for document in {document for _, document in members[part.id]}
    }
    stories = load_stories(connection, named | alone)
    told |= {one.key: one for story in stories.values() for one in story.tellings}
    parts = []
    for part in others:
        group = tuple(
            sorted((told[event] for event, _ in members[part.id] if event in told), key=lambda one: one.order)
        )
        if group:
            parts.append(Part(part.id, part.story, find_crossing(group), group))
    return parts


def _join_parts(parts: Iterable[Part], crowded: Collection[int]) -> list[list[Part]]:
    """Parts that make one claim, together."""
    joined: dict[object, list[Part]] = defaultdict(list)
    for part in parts:
        alone = part.crossing is None or part.crossing.digest in crowded
        joined[part.id if alone else part.crossing].append(part)
    return [sorted(one, key=lambda part: part.id) for one in joined.values()]
