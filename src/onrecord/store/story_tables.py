"""Tables of stories: articles on one happening."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table

from onrecord.store.columns import confidence, metadata, number, own, term, words

story_vectors = Table(
    "story_vectors",
    metadata,
    number("document", "the article", primary_key=True, autoincrement=False),
    Column(
        "terms",
        LargeBinary,
        nullable=False,
        comment="digests of its weightiest terms in ascending order, each with its weight, 32 bits each",
    ),
    comment="What articles are compared by, to find those on one happening; copies are not compared.",
)
own(story_vectors, "document", "documents.key")

story_terms = Table(
    "story_terms",
    metadata,
    number("term", "a digest of a weighty term; articles that share some are compared"),
    number("document", "the article"),
    PrimaryKeyConstraint("term", "document"),
    Index("story_terms_document", "document"),
    comment="Where articles that may be of one story meet.",
)
own(story_terms, "document", "documents.key")

story_pairs = Table(
    "story_pairs",
    metadata,
    number("document", "an article"),
    number("other", "another, with a lower key"),
    confidence("score", "how alike they are in words and date, 0 to 1", required=True),
    PrimaryKeyConstraint("document", "other"),
    Index("story_pairs_other", "other"),
    comment="Articles that may be of one story.",
)
own(story_pairs, "document", "documents.key")
own(story_pairs, "other", "documents.key")

stories = Table(
    "stories",
    metadata,
    term("id", "the story's id: made of that of its earliest article", primary_key=True),
    number("document", "its earliest article"),
    number("last", "its latest article"),
    words("title", "a title of its articles that says best what it is about", required=False),
    number("articles", "how many articles tell it, without versions that newer ones replaced"),
    number("independent", "how many of them are no copies of others of them"),
    term("earliest", "the date of its first article", required=False),
    term("latest", "the date of its last article", required=False),
    Index("stories_document", "document"),
    Index("stories_last", "last"),
    comment="Articles on one happening, grouped; an article that is alone in its story is one too.",
)
own(stories, "document", "documents.key")
own(stories, "last", "documents.key")

story_articles = Table(
    "story_articles",
    metadata,
    number("document", "the article", primary_key=True, autoincrement=False),
    term("story", "its story"),
    Index("story_articles_story", "story"),
    comment="Which story an article is of.",
)
own(story_articles, "document", "documents.key")
own(story_articles, "story", "stories.id")
