"""What is handed to the process that reads articles, and what it hands back."""

from __future__ import annotations

import msgspec

from onrecord.api import Given
from onrecord.model.capture import Place
from onrecord.model.document import Source


class File(msgspec.Struct, frozen=True):
    """A file that was handed in: where it lies, and what it is called."""

    path: str
    name: str


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be read: sources that are there, or files that may hold several articles each."""

    given: Given = Given()
    sources: tuple[Source, ...] = ()
    files: tuple[File, ...] = ()


class ArticleRead(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was read: its record as JSON, what it was read from, and where that has its segments.

    `id` and `title` are the article's; `statements` and `events` say how many the record has; `text` and
    `capture` are digests of the text and the bytes. Without a source it was a record already.
    """

    location: str
    id: str
    title: str
    text: str
    capture: str | None
    statements: int
    events: int
    record: bytes
    source: Source | None = None
    places: tuple[Place | None, ...] = ()

    @property
    def size(self) -> int:
        """How many bytes it takes to hold it."""
        return len(self.record) + (len(self.source.content) if self.source else 0)


class NotRead(msgspec.Struct, frozen=True, kw_only=True):
    """An article that gave no record, and why.

    `ours` tells a fault of onrecord's from one of the input, and `lost` that the process was lost over it.
    """

    location: str
    message: str
    ours: bool = False
    lost: bool = False


class PassedOver(msgspec.Struct, frozen=True, kw_only=True):
    """What is no article, such as an image in a web archive, and why."""

    location: str
    reason: str


class Gone(msgspec.Struct, frozen=True):
    """Where an article was that has been erased from the store for good since it was read."""


Outcome = ArticleRead | NotRead | PassedOver | Gone
