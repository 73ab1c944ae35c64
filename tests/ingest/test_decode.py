"""Bytes become text with nothing altered, or an error that names what they are."""

from __future__ import annotations

import codecs

import pytest

from onrecord.errors import NotText
from onrecord.ingest.decode import decode

PROSE = "The café’s owner said:\r\n“We shall reopen in May.”\n\tNobody asked why — not even the mayor.\n"
RUSSIAN = "Мэр города сказал, что мост закрыт.\nНикто не знает, когда его откроют.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_text_comes_back_as_it_was(encoding: str) -> None:
    assert decode(PROSE.encode(encoding), "x") == PROSE


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + PROSE.encode(encoding), "x") == PROSE
    # Only the first is a mark; a second one is a character of the text.
    assert decode(mark + ("\ufeff" + PROSE).encode(encoding), "x") == "\ufeff" + PROSE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_nuls(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), "x") == RUSSIAN


def test_stray_nuls_and_controls_stay() -> None:
    text = "The mayor\x00 said that the bridge\x0b would stay shut.\x00\x0c\n" + PROSE
    assert decode(text.encode("utf-8"), "x") == text


def test_letters_of_windows_1252_that_would_be_valid_utf8_by_chance() -> None:
    assert decode("“CAFÉ” said the sign.".encode("cp1252"), "x") == "“CAFÉ” said the sign."


def test_no_bytes_are_no_text() -> None:
    assert decode(b"", "x") == ""


def test_bytes_that_windows_1252_leaves_open() -> None:
    with pytest.raises(NotText, match=r"byte 12 \(0x81\) is neither UTF-8 nor Windows-1252"):
        decode(b"The mayor s\x81id that it was so.", "x")


def test_damaged_utf8_does_not_become_other_letters() -> None:
    with pytest.raises(NotText, match=r"article\.txt: UTF-8 that is damaged: byte 8 \(0xff\)"):
        decode("“Yes,” \n".encode()[:7] + b"\xff" + PROSE.encode(), "article.txt")


@pytest.mark.parametrize(
    ("mark", "rest"), [(codecs.BOM_UTF8, b"a\xff"), (codecs.BOM_UTF16_LE, b"\x00\xd8a\x00b")]
)
def test_a_mark_that_the_bytes_belie(mark: bytes, rest: bytes) -> None:
    with pytest.raises(NotText, match="is marked as UTF-"):
        decode(mark + rest, "x")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"GIF89a\x01\x00\x01\x00", "a GIF picture"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or an Office document"),
        (b"\x1f\x8b\x08\x00", "gzip-compressed"),
        (b"BZh91AY&SYxx", "bzip2-compressed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"{\\rtf1\\ansi The mayor said so.}", "a rich text"),
        (b"From: <Saved by Browser>\r\nSnapshot-Content-Location: x", "a web archive"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "a picture, sound or film"),
        (b"\x00\x00\x00\x18ftypmp42", "a sound or film"),
        (b"\x7fELF\x02\x01", "a program"),
    ],
)
def test_a_known_kind_of_file_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=f"article: this is {kind}.*: \\w+"):
        decode(content, "article")


def test_words_that_begin_like_another_kind_of_file_are_text() -> None:
    for text in (
        "GIF89a is the name of a format.",
        "ID3 tags were discussed.",
        "MZ said so.",
        "BZh91 said so.",
    ):
        assert decode(text.encode("utf-8"), "x") == text


@pytest.mark.parametrize(
    "content", [bytes(1000), bytes(range(32)) * 10, b"\x01", b"ab\x00\x01\x02\x03cd\x04" * 9]
)
def test_many_control_characters_are_no_text(content: bytes) -> None:
    with pytest.raises(NotText, match="control characters"):
        decode(content, "x")


def test_standard_input_is_named_in_words() -> None:
    with pytest.raises(NotText, match=r"^standard input: this is a PDF"):
        decode(b"%PDF-1.7", "-")
