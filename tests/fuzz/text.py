"""Any bytes as plain text: read as an article, or refused with a message."""

from __future__ import annotations

from onrecord.errors import InputError
from onrecord.ingest.extract import extract
from onrecord.model.document import Source
from tests.ingest.pages import TEXT

SEEDS = (
    TEXT.encode(),
    TEXT.encode("utf-16"),
    TEXT.encode("utf-16-be"),
    TEXT.encode("utf-32"),
    b"\x93",
    TEXT.encode("cp1252"),
    b"\xef\xbb\xbf" + TEXT.encode(),
    b"%PDF-1.4",
    b"PK\x03\x04",
    b"{\\rtf1}",
    b"GIF89a\x01\x00\x01\x00",
    b"",
    "Мэр города сказал, что мост закрыт.".encode("koi8-r"),
    "市長は橋が閉鎖されたと述べた。".encode(),
)


def fuzz(data: bytes) -> None:
    """Raise what is no refusal, where reading `data` as text goes wrong."""
    try:
        article = extract(Source(location="x.txt", content=data, media_type="text/plain"))
    except InputError:
        return
    article.document.text.encode("utf-8")
    assert article.document.text.strip()
