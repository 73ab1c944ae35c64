"""Pages are told from plain text, and read in the encoding that they are in."""

from __future__ import annotations

import pytest

from onrecord.ingest.extract import extract
from onrecord.model.document import Source
from tests.ingest.pages import PARAGRAPHS, TEXT, build_page, extract_file, extract_page


@pytest.mark.parametrize(
    ("head", "location"),
    [
        ("<!doctype HTML>", "page"),
        ("\n  <HTML lang='en'>", "-"),
        ("<?xml version='1.0'?>\n<!-- saved -->\n<html>", "page.txt"),
        ("<div class='a'>", "page"),
        ("<p>", "article.htm"),
        ("Words before <b>", "article.XHTML"),
    ],
)
def test_html_is_known_by_its_head_or_name(head: str, location: str) -> None:
    article = extract_file((head + build_page()).encode(), location)
    assert PARAGRAPHS[0] in article.document.text
    assert "<" not in article.document.text


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("<p> is the tag that the mayor likes best, and he said so on Monday.", "article.txt"),
        ("<b>Bold</b> words were spoken by the mayor.", "article"),
        ("Tags such as <html> were discussed.", "article"),
        ("<Laughter> The mayor said so.", "-"),
    ],
)
def test_words_about_markup_are_plain_text(text: str, location: str) -> None:
    assert extract_file(text.encode(), location).document.text == text


def test_the_media_type_goes_before_the_name_and_the_head() -> None:
    markup = build_page().encode()
    source = Source(location="page.html", content=markup, media_type="text/plain")
    assert extract(source).document.text == markup.decode()
    source = Source(location="page.txt", content=TEXT.encode(), media_type="Text/HTML; charset=utf-8")
    assert extract(source).segments != ()


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("windows-1250", "cp1250"),
        ("no-such-charset", "cp1252"),
        ("utf-7", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-16"),
        ("utf-8", "utf-16-le"),
    ],
)
def test_the_charset_of_a_page(charset: str, encoding: str) -> None:
    article = extract_page(build_page(charset=charset).encode(encoding))
    assert PARAGRAPHS[1] in article.document.text


def test_an_xml_declaration_names_the_charset() -> None:
    markup = '<?xml version="1.0" encoding="koi8-r"?>' + build_page(charset="koi8-r").replace(
        "“", ""
    ).replace("”", "")
    content = markup.replace("Ellen Marsh", "Ellen Марш").encode("koi8-r")
    assert "Ellen Марш" in extract_page(content).document.text


def test_a_page_with_one_damaged_character_is_read() -> None:
    content = build_page().encode("utf-8").replace("”".encode(), b"\xe2\x80")
    assert "“We cannot take any risk,\ufffd said" in extract_page(content).document.text
