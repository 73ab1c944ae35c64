"""The article that the tests put into pages and files: invented from the first word to the last."""

from __future__ import annotations

from onrecord.ingest.extract import extract
from onrecord.model.document import Article, Source

HEADLINE = "Harbour bridge shut after crack found"
PARAGRAPHS = (
    "The harbour bridge was closed on Wednesday after engineers found a crack in one of its cables.",
    "“We cannot take any risk,” said Ellen Marsh, the mayor of the town, who asked drivers for patience.",
    "The work will take at least three weeks, and the ferries will run by night as long as it lasts.",
)
TEXT = "\n\n".join(PARAGRAPHS)
META = """
<meta property="og:title" content="Harbour bridge shut after crack found">
<meta property="og:site_name" content="The Daily Shore">
<meta name="author" content="Maria Quill and Tom Reed">
<meta property="article:published_time" content="2021-03-04T23:30:00+01:00">
<link rel="canonical" href="https://dailyshore.example/news/bridge-shut">
"""


def build_page(body: str = "", *, head: str = META, charset: str = "utf-8") -> str:
    """A page with `head` and, where `body` is empty, the article's headline and paragraphs."""
    body = body or f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="{charset}">{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/news">News</a></nav><article>{body}</article>'
        "<footer>All rights reserved</footer></body></html>"
    )


def extract_file(content: bytes, location: str = "article.txt") -> Article:
    """The article of a file."""
    return extract(Source(location=location, content=content))


def extract_page(markup: str | bytes) -> Article:
    """The article of a page, as from a file without an extension."""
    content = markup if isinstance(markup, bytes) else markup.encode("utf-8")
    return extract(Source(location="page", content=content))


def kinds_and_words(article: Article) -> list[tuple[str, str]]:
    """Each segment's kind and the words that it covers."""
    text = article.document.text
    return [(segment.kind, segment.slice(text)) for segment in article.segments]
