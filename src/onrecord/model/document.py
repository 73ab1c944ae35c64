"""The text of an article and where it came from."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from onrecord.model.capture import Capture
from onrecord.model.span import Span

Basis = Literal["given", "metadata", "dateline", "inferred"]
SegmentKind = Literal[
    "headline", "subhead", "dateline", "byline", "body", "embed", "promo", "caption", "boilerplate"
]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What was found at a location, and what was told about it beforehand.

    `content` holds the bytes as they were found, and `capture` how they were come by. Where a format already
    gave the article's text, that stands in `text` and is used as it is; `content` are then the bytes that it
    was taken from (a line of JSONL), if they are known. `media_type` tells how to read the bytes
    ("text/html", "text/plain"). `published` is an ISO 8601 date or date-time, and `published_basis` says
    whether somebody gave it or it came with the article. What is None is looked for in the bytes themselves.
    """

    location: str
    content: bytes = b""
    text: str | None = None
    media_type: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    published_basis: Basis = "given"
    capture: Capture | None = None


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The date of publication (ISO 8601: `2018`, `2018-08` or `2018-08-05`) and how it is known."""

    value: str
    basis: Basis


class Segment(Span, frozen=True, kw_only=True):
    """A stretch of the document's text and the part that it plays on the page."""

    kind: SegmentKind


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article: its text, which is never altered, and its origin.

    `unread` lists the stretches of the text that were not analysed.
    """

    id: str
    text_digest: str
    location: str
    url: str | None
    outlet: str | None
    title: str | None
    byline: tuple[str, ...]
    language: str
    published: Published | None
    unread: tuple[Span, ...]
    text: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A document ready for analysis, with the segments that its format already told apart."""

    document: Document
    segments: tuple[Segment, ...] = ()


def digest_text(text: str) -> str:
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(
    *, url: str | None, location: str, outlet: str | None, published: Published | None, text_digest: str
) -> str:
    """The permanent id of a document: 32 hexadecimal digits.

    It depends on the URL (or, without one, the location), the outlet, the text, and the publication date
    where that was given or stood in the metadata. A date that the analysis infers takes no part, so that
    a better analysis of the same article leaves its id as it was.
    """
    known = published.value if published and published.basis in ("given", "metadata") else None
    return digest_of("document", url or location, outlet, known, text_digest, length=32)


def digest_of(*parts: str | int | None, length: int = 20) -> str:
    """The first `length` hexadecimal digits of the SHA-256 of the parts' JSON."""
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:length]


def make_document(
    text: str,
    *,
    location: str,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: tuple[str, ...] = (),
    language: str = "en",
    published: Published | None = None,
) -> Document:
    """A document of `text`, with its digest and id."""
    text_digest = digest_text(text)
    identity = document_id(
        url=url, location=location, outlet=outlet, published=published, text_digest=text_digest
    )
    return Document(
        id=identity,
        text_digest=text_digest,
        location=location,
        url=url,
        outlet=outlet,
        title=title,
        byline=byline,
        language=language,
        published=published,
        unread=(),
        text=text,
    )
