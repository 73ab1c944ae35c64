"""The stories of articles as rows: their ids, titles, dates and numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from onrecord.model.document import digest_of
from onrecord.resolve.stories.articles import Article, day_of_key, read_articles
from onrecord.resolve.stories.batches import split_keys
from onrecord.resolve.stories.grouping import Likeness, find_centre, group
from onrecord.resolve.stories.origins import find_copies_of
from onrecord.resolve.stories.pairs import load_terms
from onrecord.resolve.stories.parting import SMALLEST, part
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

PREFIX = "y"
"""The first letter of a story's id."""
CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Group:
    """A story: the articles that were compared, in order, and all with their copies.

    `origins` gives for each of all the one that was compared for it.
    """

    compared: Sequence[int]
    members: Sequence[Article]
    origins: Mapping[int, int]


def group_units(
    connection: Connection, units: Iterable[Collection[int]], likeness: Likeness, gone: Collection[int]
) -> list[Group]:
    """The stories of whole units, with the copies of their articles but for those that are `gone`."""
    kept = [sorted(unit) for unit in units]
    compared = {one for unit in kept for one in unit}
    origins = find_copies_of(connection, compared, gone)
    articles = read_articles(connection, origins)
    members: defaultdict[int, list[Article]] = defaultdict(list)
    for key, origin in origins.items():
        members[origin].append(articles[key])
    found = []
    for unit in kept:
        ordered = sorted(unit, key=lambda one: _order(articles[one]))
        for story in _group_unit(connection, ordered, likeness):
            told = sorted((one for origin in story for one in members[origin]), key=_order)
            found.append(Group(story, told, origins))
    return found


def _order(article: Article) -> tuple[bool, int, str]:
    """By day of publication, then by id; what has no date comes last."""
    day = day_of_key(article.key)
    return (not day, day, article.id)


def _group_unit(connection: Connection, ordered: Sequence[int], likeness: Likeness) -> list[list[int]]:
    groups = group(ordered, likeness)
    large = {one for story in groups if len(story) >= SMALLEST for one in story}
    terms = load_terms(connection, large)
    return [smaller for story in groups for smaller in part(story, terms, day_of_key)]


def name_story(article: str) -> str:
    """The id of the story whose earliest article has this id."""
    return PREFIX + digest_of("story", article)


def describe(story: Group, likeness: Likeness) -> dict[str, Any]:
    """A story as a row of `stories`; only articles that are current are counted and give it its title."""
    told = [one for one in story.members if one.status == CURRENT] or list(story.members)
    current = [one for one in told if one.status == CURRENT]
    dates = [one.published for one in told if one.published]
    return {
        "id": name_story(story.members[0].id),
        "document": story.members[0].key,
        "last": _find_last(story.members).key,
        "title": _choose_title(story, told, likeness),
        "articles": len(current),
        "independent": len({story.origins[one.key] for one in current}),
        "earliest": dates[0] if dates else None,
        "latest": dates[-1] if dates else None,
    }


def _find_last(members: Sequence[Article]) -> Article:
    """The last of articles in order; one without a date only where there are no others."""
    dated = [one for one in members if day_of_key(one.key)]
    return (dated or members)[-1]


def _choose_title(story: Group, told: Sequence[Article], likeness: Likeness) -> str | None:
    """The title of the article that is most like the others; a copy's where that has none."""
    ranks = {one: rank for rank, one in enumerate(find_centre(story.compared, likeness))}
    ranked = sorted(
        (one for one in told if one.title),
        key=lambda one: (ranks[story.origins[one.key]], story.origins[one.key] != one.key, _order(one)),
    )
    return ranked[0].title if ranked else None


def read_members(connection: Connection, stories: Collection[str]) -> dict[int, str]:
    """The keys of the articles of some stories, each with its story's id."""
    table = schema.story_articles
    return {
        row.document: row.story
        for batch in split_keys(stories)
        for row in connection.execute(select(table).where(table.c.story.in_(batch)))
    }


def read_stories_of(connection: Connection, articles: Collection[int]) -> dict[int, str]:
    """The stories that articles are of, for those that are of any."""
    table = schema.story_articles
    return {
        row.document: row.story
        for batch in split_keys(articles)
        for row in connection.execute(select(table).where(table.c.document.in_(batch)))
    }


def write_stories(
    connection: Connection, former: Mapping[int, str], groups: Sequence[Group], likeness: Likeness
) -> None:
    """Put stories in the place of the former ones, which all have to be given; what is the same stays.

    `former` gives the former story of each article.
    """
    rows = {row["id"]: row for row in (describe(story, likeness) for story in groups)}
    members = {name_story(story.members[0].id): {one.key for one in story.members} for story in groups}
    earlier: defaultdict[str, set[int]] = defaultdict(set)
    for article, story in former.items():
        earlier[story].add(article)
    kept = {
        story
        for story, row in _read_rows(connection, earlier).items()
        if rows.get(story) == row and members[story] == earlier[story]
    }
    _delete(connection, earlier.keys() - kept)
    fresh = [story for story in rows if story not in kept]
    insert_rows(connection, schema.stories, [rows[story] for story in fresh])
    pairs = [{"document": key, "story": story} for story in fresh for key in sorted(members[story])]
    insert_rows(connection, schema.story_articles, pairs)


def _read_rows(connection: Connection, stories: Collection[str]) -> dict[str, dict[str, Any]]:
    table = schema.stories
    return {
        row["id"]: dict(row)
        for batch in split_keys(stories)
        for row in connection.execute(select(table).where(table.c.id.in_(batch))).mappings()
    }


def _delete(connection: Connection, stories: Collection[str]) -> None:
    for batch in split_keys(stories):
        for column in (schema.story_articles.c.story, schema.stories.c.id):
            connection.execute(delete(column.table).where(column.in_(batch)))
