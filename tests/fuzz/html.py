"""Any bytes as a page: its article, or a refusal with a message."""

from __future__ import annotations

from onrecord.errors import InputError
from onrecord.ingest.extract import extract
from onrecord.model.document import Source
from tests.ingest.pages import HEADLINE, PARAGRAPHS, build_page

_LINKED = (
    '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": "Bridge shut", "author": '
    '[{"name": "Ann Lee"}], "datePublished": "2021-03-04T10:00:00Z"}</script>'
)
SEEDS = (
    build_page().encode(),
    build_page(charset="utf-16").encode("utf-16"),
    build_page(head=_LINKED).encode(),
    build_page(f"<h2>{HEADLINE}</h2><blockquote><pre>{PARAGRAPHS[0]}</pre></blockquote>").encode(),
    build_page(f"<table><tr><td>{PARAGRAPHS[0]}<td>{PARAGRAPHS[1]}</table><figure><figcaption>A").encode(),
    build_page(f"<ul><li>{PARAGRAPHS[0]}<li>&nbsp;&#x201c;&#0;&bogus;<br><br>{PARAGRAPHS[1]}").encode(),
    f"<html><meta charset=shift_jis><body><p>{PARAGRAPHS[0]}<!-- x -->".encode(),
    b"<html>",
    b"<p>",
    b"",
    f"<?xml version='1.0' encoding='gbk'?><html><body><article>{PARAGRAPHS[2]}</article>".encode("gbk"),
)


def fuzz(data: bytes) -> None:
    """Raise what is no refusal, where reading `data` as a page goes wrong."""
    try:
        article = extract(Source(location="x.html", content=data, media_type="text/html"))
    except InputError:
        return
    text, end = article.document.text, 0
    text.encode("utf-8")
    for segment in article.segments:
        assert end <= segment.start < segment.end <= len(text)
        end = segment.end
