"""Plain text stays as it is; a page becomes its headline, byline and paragraphs."""

from __future__ import annotations

import codecs
import subprocess
import sys

import pytest

from onrecord.errors import EmptyDocument, MalformedInput, NoArticle, NotText
from onrecord.ingest.archive import find_sources
from onrecord.ingest.extract import extract
from onrecord.model.document import Published, Source, digest_text
from tests.ingest.pages import (
    HEADLINE,
    PARAGRAPHS,
    TEXT,
    build_page,
    extract_file,
    extract_page,
    kinds_and_words,
)
from tests.shared import SHARED, needs_shared

BODY = [("body", paragraph) for paragraph in PARAGRAPHS]


def test_plain_text_is_kept_exactly() -> None:
    text = f"  {TEXT}\r\n\r\n\tThe end.\u00a0\x00 \n"
    article = extract_file(text.encode("utf-8"))
    assert article.document.text == text
    assert article.document.text_digest == digest_text(text)
    assert article.segments == ()
    assert article.document.language == "en"


def test_what_is_given_is_the_document_s() -> None:
    source = Source(
        location="article.txt",
        content=TEXT.encode(),
        url="https://shore.example/a",
        outlet="The Shore",
        title="Bridge shut",
        byline=("Ann Lee",),
        published="2018-08-05",
    )
    document = extract(source).document
    assert document.text == TEXT
    assert (document.location, document.url, document.outlet) == (
        "article.txt",
        "https://shore.example/a",
        "The Shore",
    )
    assert (document.title, document.byline) == ("Bridge shut", ("Ann Lee",))
    assert document.published == Published(value="2018-08-05", basis="given")


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\n\x00", b"\xc2\xa0"]
)
@pytest.mark.parametrize("name", ["article.txt", "article.html"])
def test_nothing_but_white_space(content: bytes, name: str) -> None:
    with pytest.raises(EmptyDocument, match=name):
        extract_file(content, name)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(NotText, match="a PDF"):
        extract_file(b"%PDF-1.4 ...", "article.html")


@pytest.mark.parametrize(
    ("source", "field"),
    [
        (Source(location="x", text="a\udcffb"), "text"),
        (Source(location="a\udcffb", text=TEXT), "location"),
        (Source(location="x", text=TEXT, title="a\udcffb"), "title"),
        (Source(location="x", text=TEXT, outlet="a\udcffb"), "outlet"),
        (Source(location="x", text=TEXT, url="a\udcffb"), "url"),
        (Source(location="x", text=TEXT, byline=("Ann Lee", "a\udcffb")), "byline"),
    ],
)
def test_lone_surrogates_are_refused(source: Source, field: str) -> None:
    with pytest.raises(MalformedInput, match=f"the {field} has") as caught:
        extract(source)
    str(caught.value).encode("utf-8")


def test_a_page_with_all_that_pages_have() -> None:
    article = extract_page(build_page())
    document = article.document
    assert (document.title, document.byline, document.outlet) == (
        HEADLINE,
        ("Maria Quill", "Tom Reed"),
        "The Daily Shore",
    )
    assert document.published == Published(value="2021-03-04", basis="metadata")
    assert document.url == "https://dailyshore.example/news/bridge-shut"
    assert document.text == f"{HEADLINE}\n\nMaria Quill, Tom Reed\n\n{TEXT}"
    assert kinds_and_words(article) == [("headline", HEADLINE), ("byline", "Maria Quill, Tom Reed"), *BODY]


def test_what_is_given_goes_before_the_page_but_not_into_its_text() -> None:
    source = Source(
        location="page",
        content=build_page().encode(),
        title="Another title",
        outlet="The Shore",
        url="https://shore.example/b",
    )
    document = extract(source).document
    assert (document.title, document.outlet, document.url) == (
        "Another title",
        "The Shore",
        "https://shore.example/b",
    )
    assert document.text == extract_page(build_page()).document.text


def test_a_page_without_a_headline_gets_its_title_and_no_other_segment_moves() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = extract_page(build_page(body))
    assert kinds_and_words(article) == [("headline", HEADLINE), ("byline", "Maria Quill, Tom Reed"), *BODY]


def test_a_headline_like_the_title_is_not_doubled() -> None:
    head = "<title>Harbour bridge shut after crack found - The Daily Shore</title>"
    head += '<meta property="og:title" content="Harbour Bridge shut after ‘crack’ found">'
    assert kinds_and_words(extract_page(build_page(head=head))) == [("headline", HEADLINE), *BODY]


def test_a_headline_unlike_the_title_stays() -> None:
    head = '<meta property="og:title" content="Ferries to run by night">'
    assert kinds_and_words(extract_page(build_page(head=head)))[:2] == [
        ("headline", "Ferries to run by night"),
        ("headline", HEADLINE),
    ]


def test_a_byline_that_the_body_shows_is_not_doubled() -> None:
    head = '<meta name="author" content="Maria Quill">'
    body = f"<h1>{HEADLINE}</h1><p>By Maria Quill in Shoreham</p>"
    body += "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert kinds_and_words(extract_page(build_page(body, head=head))) == [
        ("headline", HEADLINE),
        ("byline", "By Maria Quill in Shoreham"),
        *BODY,
    ]


def test_the_parts_of_a_body() -> None:
    first, second, third = PARAGRAPHS
    body = (
        f"<h1>{HEADLINE}</h1><p>{first}</p><h2>Long <i>detours</i></h2><p>The <a href='/x'>council</a>\n said"
        f"   <b>so</b>.<br>It had <span>no</span> choice.</p><p>Then it rose.</p>"
        f"<blockquote><p>{second}</p>Ellen Marsh,\n    mayor</blockquote>"
        "<ul><li>The tunnel is open.</li><li>The ferry <em>is</em> not.</li></ul>"
        "<table><tr><td>Bridge</td><td>closed</td></tr><tr><td></td><td>open</td></tr></table>"
        f"<pre>WIRE, March 4\n  goes on\n\nand ends</pre><p>{third}</p>"
    )
    assert kinds_and_words(extract_page(build_page(body, head=""))) == [
        ("headline", HEADLINE),
        ("body", first),
        ("subhead", "Long detours"),
        ("body", "The council said so.\nIt had no choice."),
        ("body", "Then it rose."),
        ("body", second),
        ("body", "Ellen Marsh, mayor"),
        ("body", "The tunnel is open."),
        ("body", "The ferry is not."),
        ("body", "Bridge\tclosed"),
        ("body", "open"),
        ("body", "WIRE, March 4\ngoes on"),
        ("body", "and ends"),
        ("body", third),
    ]


def test_segments_cover_the_text_but_for_the_blank_lines() -> None:
    article = extract_page(build_page())
    assert "\n\n".join(words for _, words in kinds_and_words(article)) == article.document.text


def test_scripts_styles_comments_and_menus_stay_out() -> None:
    body = (
        f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}<script>var evil = 1;</script></p><style>evil</style>"
        f"<p>{PARAGRAPHS[1]}<!-- evil --></p><template><p>evil evil</p></template><svg><text>evil</text>"
        "</svg>"
        f"<noscript><img src='evil.gif'></noscript><p>{PARAGRAPHS[2]}</p>"
    )
    article = extract_page(build_page(body, head="<script>evil()</script><style>evil</style>"))
    assert kinds_and_words(article) == [("headline", HEADLINE), *BODY]


@pytest.mark.parametrize(
    "body",
    ["<nav><a href='/'>Home</a></nav>", "<script>var x = 1;</script>", "<h1>Not found</h1>", "<p> </p>"],
)
def test_a_page_without_an_article(body: str) -> None:
    with pytest.raises(NoArticle, match=r"page\.html"):
        extract_file(
            f"<html><head><title>Shore</title></head><body>{body}</body></html>".encode(), "page.html"
        )


def test_line_breaks_in_pairs_part_paragraphs() -> None:
    body = f"{PARAGRAPHS[0]}<br><br>{PARAGRAPHS[1]}<br />\n<br />{PARAGRAPHS[2]}"
    markup = f"<html><body><div>{body}</div></body></html>"
    assert kinds_and_words(extract_page(markup)) == BODY


def test_the_same_page_is_the_same_article() -> None:
    assert extract_page(build_page()) == extract_page(build_page())


def test_the_heavy_libraries_wait_for_a_page() -> None:
    heavy = ("trafilatura", "lxml", "py3langid", "numpy", "spacy")
    code = (
        "import sys; from onrecord.ingest.extract import extract; "
        "from onrecord.ingest.archive import find_sources; from onrecord.model.document import Source; "
        "extract(Source(location='x', content=b'The mayor of the town said that it was so. ' * 9)); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "[]"


@needs_shared
def test_real_articles_are_kept_as_they_are() -> None:
    count = 0
    for source in find_sources(str(SHARED / "articles" / "real.jsonl")):
        assert isinstance(source, Source)
        article = extract(source)
        assert article.document.text == source.text
        count += 1
    assert count == 124


def test_words_that_a_page_marks_as_a_time_stay_in_its_text() -> None:
    page = (
        "<html><body><article><h1>Dogs</h1><p>Ministers have until <time datetime='2019-05-01'>1 May</time> "
        "to decide whether the law on dogs will be changed.</p><p>The council said on Monday that it had "
        "been told of nothing of that kind before.</p></article></body></html>"
    )
    article = extract(Source(location="dogs.html", content=page.encode()))
    assert "Ministers have until 1 May to decide" in article.document.text
