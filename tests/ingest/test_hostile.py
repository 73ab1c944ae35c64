"""Pages made to break a reader end in a message or an article, soon, and with nothing else printed."""

from __future__ import annotations

import random
import time

import pytest

from onrecord.errors import InputError
from onrecord.ingest import markup
from onrecord.ingest.extract import extract
from onrecord.model.document import Source
from tests.ingest.pages import PARAGRAPHS

GOOD = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SECONDS = 10
"""Twice and more what the slowest takes, since several test runs may share a machine."""


def shuffle_tags(seed: int) -> str:
    pieces = (
        '<p> </p> <div> </div> <table> <td> <b> </b> <a=\'" "> word < > " \' & <!-- --> <script> </script>'
    )
    chosen = random.Random(seed).choices([*pieces.split(), " "], k=3000)
    return "<html><body>" + "".join(chosen)


def read(content: str | bytes) -> str:
    """The text of the page's article, or the message that it ends in."""
    encoded = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    started = time.monotonic()
    try:
        answer = extract(Source(location="page.html", content=encoded), language="en").document.text
    except InputError as error:
        answer = str(error)
        assert answer.startswith("page.html: ")
    assert time.monotonic() - started < SECONDS
    return answer


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<div>" * 100_000 + GOOD + "</div>" * 100_000, "nested too deeply"),
        ("<p><b>" + "<i>word " * 1_000 + GOOD, "nested too deeply"),
        ("<html><body>" + "<br>" * 40_000 + GOOD, "elements"),
        ("<html><body><p " + " ".join(f"a{i}=x" for i in range(200_000)) + ">" + GOOD, "attributes"),
        ("<html><body><p " + " ".join(f"a{i}='<>'" for i in range(200_000)) + ">" + GOOD, "attributes"),
        ("<html><body>" + ("<p " + " ".join(f"a{i}" for i in range(300)) + ">") * 2_000, "attributes"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(content: str, message: str) -> None:
    assert message in read(content)


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><p>" + "&amp;" * 2_000_000 + "</p>" + GOOD,
        "<html><body><p>" + "&nosuch;&#x110000;&#55296;&lt" * 20_000 + "</p>" + GOOD,
        "<html><head><title>" + "a - " * 200_000 + "</title></head><body>" + GOOD,
        "<html><head><script type='application/ld+json'>" + '"author": "a b", ' * 50_000 + "</script>" + GOOD,
        "<html><head><script type='application/ld+json'>" + '{"@type":[' * 50_000 + "</script>" + GOOD,
        ("<script type='application/ld+json'>" + '"author": "a b", ' * 400 + "</script>") * 100 + GOOD,
        "<html><body>" + GOOD + "<p class='" + "x " * 100_000 + "'>more words</p>",
        "<html><body>" + "<blockquote>w" * 400 + GOOD,
        "<html><body>\x00\x01\x0c\ufffe" + GOOD,
        "<html><body><p class='&#2;'>&#12;&#3;</p>&#4;<style>x</style>&#5;<blockquote>&#6;" + GOOD,
        "</div></p></html>" + GOOD + "<table><p><td></b></table",
        "<html/><body>" + GOOD,
        "<!DOCTYPE html><!DOCTYPE html []><html><html><body><body>" + GOOD,
        "<?xml version='1.0' encoding='utf-16'?><html><body>" + GOOD,
    ],
)
def test_a_page_with_an_article_in_rubbish_is_read(content: str) -> None:
    assert PARAGRAPHS[0] in read(content)


@pytest.mark.parametrize(
    "content",
    [
        "<" * 500_000,
        "<a" * 200_000,
        "<p" * 200_000,
        "<a '" * 100_000 + '<a "' * 100_000,
        "<!--" * 200_000 + GOOD,
        "<html><body><![CDATA[" * 1_000,
        "<!doctype html " * 100_000,
        "<table><tr><td>" * 150 + GOOD,
        "<html><frameset><noframes>" + GOOD + "</noframes></frameset></html>",
        "<html><body><p>\ud800\udfff",
        b"<html><meta charset=utf-8><body><p>" + bytes(range(256)) * 100,
        b"<html><meta charset=shift_jis><body><p>\x81\xff\xfe" + GOOD.encode("utf-8"),
        b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>",
        b"<html><head><meta charset=",
    ],
)
def test_a_page_of_rubbish_ends_one_way_or_the_other(content: str | bytes) -> None:
    read(content)


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_tags(seed: int) -> None:
    read(shuffle_tags(seed))


def test_names_with_control_characters() -> None:
    head = "<meta property='og:title' content='Bridge&#1; shut'><meta name='author' content='Ann&#2; Lee'>"
    head += "<meta property='og:site_name' content='The&#7; Shore'>"
    markup = f"<html><head>{head}</head><body>{GOOD}"
    document = extract(Source(location="page.html", content=markup.encode())).document
    assert (document.title, document.byline, document.outlet) == ("Bridge shut", ("Ann Lee",), "The Shore")
    assert document.text.startswith("Bridge shut\n\nAnn Lee\n\nThe harbour")


@pytest.mark.parametrize(
    "name", [r"Ann \u0001 Lee", r"Ann \ud800 Lee", r"Ann \u005cud800 Lee", r"Ann \\ud800 Lee"]
)
def test_names_with_strange_escapes(name: str) -> None:
    linked = (
        f'{{"@type": "NewsArticle", "headline": "{name}", "author": {{"@type": "Person", "name": "{name}"}}}}'
    )
    markup = f"<html><head><script type='application/ld+json'>{linked}</script></head><body>{GOOD}"
    document = extract(Source(location="page.html", content=markup.encode())).document
    assert PARAGRAPHS[0] in document.text
    assert all(name.isprintable() for name in (document.title or "", *document.byline))


def test_a_page_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "CHARACTER_LIMIT", 10_000)
    assert "million characters" in read("<html><body>" + GOOD * 50)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    for content in (
        "<html>",
        "<p>x",
        "<html><body><p>" + "<i>" * 400,
        "<html><head></head><body></body></html>",
    ):
        read(content)
    assert capfd.readouterr() == ("", "")
