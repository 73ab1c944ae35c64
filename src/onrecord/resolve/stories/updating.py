"""Stories kept up to date with the articles of a store, whatever the order in which those come and go.

An article that is a copy is not compared: it is of the story of its origin. So what is grouped are origins,
by how alike they are (`pairs.py`), within units that nothing links with other units (`units.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from onrecord.resolve.stories.articles import read_articles
from onrecord.resolve.stories.deriving import (
    Group,
    group_units,
    read_members,
    read_stories_of,
    write_stories,
)
from onrecord.resolve.stories.origins import find_compared_for
from onrecord.resolve.stories.pairs import add_articles, find_compared, remove_articles
from onrecord.resolve.stories.units import Links, Units, find_affected


def update(connection: Connection, documents: Collection[int]) -> set[int]:
    """Take new articles in, and known ones whose origin or status has changed.

    Returns the keys of the articles given and of those that are of another story now.
    """
    known = read_articles(connection, documents).keys()
    return _derive(connection, known, frozenset()) | set(documents)


def remove(connection: Connection, documents: Collection[int]) -> set[int]:
    """Take articles out before their rows go; returns the keys of others that are of another story now."""
    return _derive(connection, frozenset(), frozenset(documents))


@dataclass(frozen=True, slots=True)
class _Change:
    """Which articles come to be compared, which no longer are, and which are afterwards of those touched."""

    added: frozenset[int]
    removed: frozenset[int]
    kept: frozenset[int]


def _derive(connection: Connection, touched: Collection[int], gone: Collection[int]) -> set[int]:
    change = _find_change(connection, touched, gone)
    add_articles(connection, change.added)
    links = Links(connection)
    affected = find_affected(links, change.added, change.removed) | change.kept
    former, groups = _group(connection, links, affected, change.removed, gone)
    likeness = links.load(())
    write_stories(connection, former, groups, likeness)
    remove_articles(connection, change.removed)
    now = read_stories_of(connection, {one.key for story in groups for one in story.members})
    return {key for key, story in now.items() if former.get(key) != story}


def _find_change(connection: Connection, touched: Collection[int], gone: Collection[int]) -> _Change:
    """What changes by articles that were touched or are to go, with those of their stories until now."""
    former = read_stories_of(connection, {*touched, *gone})
    considered = {*touched, *read_members(connection, set(former.values()))} - set(gone)
    chosen = find_compared_for(connection, considered, gone)
    wanted = set(chosen.values())
    compared = find_compared(connection, {*chosen, *wanted, *gone})
    return _Change(
        added=frozenset(wanted - compared),
        removed=frozenset(compared - wanted),
        kept=frozenset(wanted),
    )


def _group(
    connection: Connection, links: Links, affected: set[int], removed: Collection[int], gone: Collection[int]
) -> tuple[Mapping[int, str], list[Group]]:
    """The stories of the units of affected articles, and the former stories of all their articles.

    Former stories go as a whole. Should one have an article of another unit, that unit is taken in too.
    """
    units = Units(links, removed)
    while True:
        found = {units.find(one) for one in affected} - {frozenset[int]()}
        compared = {one for unit in found for one in unit}
        links.load(compared)
        groups = group_units(connection, sorted(found, key=min), links.load(()), gone)
        members = {one.key for story in groups for one in story.members}
        stories = read_stories_of(connection, members | set(removed) | set(gone))
        former = read_members(connection, set(stories.values()))
        missing = former.keys() - members - set(gone) - set(removed)
        chosen = set(find_compared_for(connection, missing, gone).values())
        if chosen <= affected:
            return former, groups
        affected |= chosen
