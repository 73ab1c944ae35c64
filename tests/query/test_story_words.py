"""Stories in words."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.query.story_words import tell_stories, write_story
from onrecord.resolve.stories.reading import Story, StoryArticle, StoryClaim, StoryLine

_FIRST = StoryArticle(
    id="a" * 32,
    outlet="Meridian Wire",
    title="Ferry runs aground",
    published="2031-03-04",
    url=None,
    status="current",
    origin="a" * 32,
    copied_from=None,
    copy=None,
    agency="Tessaly Wire",
)
_SECOND = replace(
    _FIRST,
    id="b" * 32,
    outlet="Harbour Post",
    title=None,
    published=None,
    status="superseded",
    copied_from="a" * 32,
    copy="edited",
    agency=None,
)
_STORY = Story(
    id="y" + "c" * 20,
    title="Ferry runs aground",
    earliest="2031-03-04",
    latest="2031-03-04",
    current=1,
    independent=1,
    articles=(_FIRST, _SECOND),
    claims=(StoryClaim(id="v1", type="accident", words="ran aground", articles=16, independent=2),),
)


def test_a_story_is_told_in_lines() -> None:
    assert write_story(_STORY).split("\n") == [
        "“Ferry runs aground”",
        "  1 article, 1 independent, 4 March 2031",
        "  Articles:",
        "    aaaaaaaaaaaa  2031-03-04, Meridian Wire: Ferry runs aground (credits Tessaly Wire)",
        "    bbbbbbbbbbbb  no date, Harbour Post: (no title) (edited copy of aaaaaaaaaaaa, Meridian Wire) "
        "(superseded)",
        "  Claims:",
        "    v1  accident: ran aground (16 articles, 2 independent)",
        "  Id: ycccccccccccccccccccc",
    ]


def test_a_story_without_dates_or_a_title_is_told() -> None:
    bare = replace(_STORY, title=None, earliest=None, latest=None, articles=(), claims=(), current=0)
    assert write_story(bare).split("\n")[:2] == ["(no title)", "  0 articles, 1 independent, without a date"]


def test_a_story_of_several_days_is_told_with_both() -> None:
    assert "4 March 2031 to 9 March 2031" in write_story(replace(_STORY, latest="2031-03-09"))


def test_a_copy_of_an_article_of_another_outlet_that_is_not_named() -> None:
    unnamed = replace(_STORY, articles=(replace(_SECOND, copy=None),))
    assert "(a copy of aaaaaaaaaaaa, another article)" in write_story(unnamed)


def test_stories_are_a_table() -> None:
    line = StoryLine(id="y1", title=None, earliest="2031-03", latest="2031-04-01", articles=16, independent=2)
    sheet = tell_stories([line, replace(line, earliest=None, latest=None, title="Ferry")])
    assert sheet.columns == ("id", "published", "articles", "independent", "title")
    assert list(sheet.rows) == [
        ("y1", "2031-03 to 2031-04-01", 16, 2, "(no title)"),
        ("y1", "", 16, 2, "Ferry"),
    ]
