"""What holds for any bytes and any text."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, NotText
from onrecord.ingest.archive import find_sources
from onrecord.ingest.decode import decode
from onrecord.ingest.extract import extract
from onrecord.ingest.markup import is_page
from onrecord.model.document import Article, Source
from tests.ingest.pages import build_page

# No control characters but those of layout: of others, a text may have only a few.
TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("\t\n\r\x0b\x0c\x85 ")),
    max_size=300,
)
HEADS = st.sampled_from([b"", b"<html>", b"<p>", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"%PDF", b"{"])
PIECES = st.sampled_from(
    "<p> </p> <div> <h1> </h1> <ul> <li> <br> <table> <tr> <td> <blockquote> <pre> & &#0; <".split()
)


def check_segments(article: Article) -> None:
    text, end = article.document.text, 0
    for segment in article.segments:
        assert end <= segment.start < segment.end <= len(text)
        assert not text[end : segment.start].strip()
        assert segment.slice(text) == segment.slice(text).strip()
        end = segment.end


@given(HEADS, st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(head: bytes, content: bytes) -> None:
    try:
        text = decode(head + content, "x")
    except NotText:
        return
    text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(HEADS, st.binary(max_size=300), st.sampled_from(["x", "x.txt", "x.html"]))
def test_any_bytes_are_an_article_or_refused(head: bytes, content: bytes, location: str) -> None:
    try:
        article = extract(Source(location=location, content=head + content))
    except InputError as error:
        str(error).encode("utf-8")
    else:
        check_segments(article)


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_comes_back_from_its_encoding(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assume(encoding != "utf-8" or not text.startswith("\ufeff"))
    assert decode(content, "x") == text


@settings(deadline=None)
@given(TEXTS)
def test_any_plain_text_is_kept(text: str) -> None:
    source = Source(location="x", content=text.encode("utf-8-sig"))
    assume(text.strip() and not is_page(source))
    assert extract(source, language="en").document.text == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_that_was_already_decoded_is_kept(text: str) -> None:
    assume(text.strip())
    assert extract(Source(location="x", text=text), language="en").document.text == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, TEXTS), max_size=12))
def test_segments_of_any_page_are_in_order_and_tidy(pieces: list[str]) -> None:
    try:
        article = extract(Source(location="x.html", content=build_page("".join(pieces)).encode("utf-8")))
    except InputError:
        return
    assert article.segments
    check_segments(article)
    text = article.document.text
    assert "\n\n".join(segment.slice(text) for segment in article.segments) == text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=5), st.booleans())
def test_any_texts_come_back_from_jsonl(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], ascii_only: bool
) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    lines = [json.dumps({"text": text}, ensure_ascii=ascii_only) for text in texts]
    path.write_bytes("\n".join(lines).encode("utf-8"))
    assert [source.text for source in find_sources(str(path)) if isinstance(source, Source)] == texts
