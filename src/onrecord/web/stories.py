"""Stories: outlets side by side, what they tell in common, and where they part."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import Query
from sqlalchemy import Connection

from onrecord.query.contrasts import Contrast, find_contrasts
from onrecord.resolve.claims.reading import list_of_story
from onrecord.resolve.stories.reading import Story, StoryLine, find_story, list_stories, read_story
from onrecord.web.pages import Pages
from onrecord.web.questions import Day, Id, Token

pages = Pages("stories")


class StoryList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of stories, those first whose last article is the newest; `next` is the token behind it."""

    since: str | None
    until: str | None
    articles: int
    after: str | None
    stories: tuple[StoryLine, ...]
    next: str | None


@pages.page("/stories", "stories.html", StoryList)
def show_stories(
    connection: Connection,
    since: Day = None,
    until: Day = None,
    articles: Annotated[int, Query(ge=1, le=1_000_000)] = 2,
    after: Token = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 30,
) -> StoryList:
    """Stories of at least so many articles, from one date of publication to another."""
    found = list_stories(
        connection,
        since=since,
        until=until,
        minimum=articles,
        limit=limit + 1,
        after=after,
    )
    return StoryList(
        since=since,
        until=until,
        articles=articles,
        after=after,
        stories=tuple(found[:limit]),
        next=found[limit - 1].id if len(found) > limit else None,
    )


class StoryPage(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its articles and claims, and on what its articles disagree."""

    story: Story
    contrasts: tuple[Contrast, ...]


@pages.page("/stories/{identity}", "story.html", StoryPage)
def show_story(connection: Connection, identity: Id) -> StoryPage:
    """A story by its id or that of one of its articles or items."""
    found = read_story(connection, find_story(connection, identity))
    return StoryPage(story=found, contrasts=find_contrasts(connection, list_of_story(connection, found.id)))
