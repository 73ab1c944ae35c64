"""Stories in words, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.query.cite_words import tell_date
from onrecord.render.sheets import Sheet
from onrecord.resolve.stories.reading import Story, StoryArticle, StoryClaim, StoryLine

_NO_TITLE = "(no title)"


def tell_stories(stories: Sequence[StoryLine]) -> Sheet:
    """Stories as a table, a row for each."""
    rows = [
        (one.id, _tell_days(one.earliest, one.latest), one.articles, one.independent, one.title or _NO_TITLE)
        for one in stories
    ]
    return Sheet(("id", "published", "articles", "independent", "title"), rows, wide=("title",))


def write_story(story: Story) -> str:
    """A story over several lines: its title, its numbers, its articles in time, and what they tell."""
    lines = [f"“{story.title}”" if story.title else _NO_TITLE]
    lines.append(f"  {tell_numbers(story.current, story.independent)}, {_tell_span(story)}")
    lines += ["  Articles:", *(f"    {line}" for line in _tell_articles(story))]
    if story.claims:
        lines += ["  Claims:", *(f"    {_tell_claim(one)}" for one in story.claims)]
    return "\n".join([*lines, f"  Id: {story.id}"])


def tell_numbers(articles: int, independent: int) -> str:
    """For example: 16 articles, 2 independent."""
    return f"{articles} {'article' if articles == 1 else 'articles'}, {independent} independent"


def _tell_days(earliest: str | None, latest: str | None) -> str:
    if earliest is None or latest is None:
        return ""
    return earliest if earliest == latest else f"{earliest} to {latest}"


def _tell_span(story: Story) -> str:
    if story.earliest is None or story.latest is None:
        return "without a date"
    if story.earliest == story.latest:
        return tell_date(story.earliest)
    return f"{tell_date(story.earliest)} to {tell_date(story.latest)}"


def _tell_articles(story: Story) -> Iterator[str]:
    by_id = {one.id: one for one in story.articles}
    for one in story.articles:
        named = ", ".join(filter(None, (one.published or "no date", one.outlet)))
        notes = "".join(f" ({note})" for note in _note(one, by_id.get(one.copied_from or "")))
        yield f"{one.id[:12]}  {named}: {one.title or _NO_TITLE}{notes}"


def _note(one: StoryArticle, source: StoryArticle | None) -> Iterator[str]:
    if one.copied_from is not None:
        where = (source.outlet if source is not None else None) or "another article"
        yield f"{one.copy or 'a'} copy of {one.copied_from[:12]}, {where}"
    if one.agency:
        yield f"credits {one.agency}"
    if one.status != "current":
        yield one.status


def _tell_claim(one: StoryClaim) -> str:
    numbers = tell_numbers(one.articles, one.independent)
    return f"{one.id}  {one.type}: {one.words} ({numbers})"
