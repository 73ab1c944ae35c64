"""Every exception that onrecord raises.

OnrecordError
├── InputError               what was given cannot be read; the message says what to do
│   ├── LocationNotFound     no file there
│   ├── NotText              the bytes are no text that we can decode
│   ├── EmptyDocument        nothing but white space
│   ├── NoArticle            a page without an article's text
│   ├── UnsupportedLanguage  the text is not English
│   ├── NotFetched           a web address gave no page, or none that may be read
│   │   └── AddressRefused   a web address that onrecord does not connect to
│   ├── UnknownId            no item or article of the store has this id
│   ├── UnknownName          nobody in the store is called so
│   ├── Forgotten            the article was erased from this store for good
│   └── MalformedInput       a line of JSONL, a date or a record that is not as it should be
│       └── MalformedCatalogue  a catalogue that is not as it should be
├── StoreError               a store cannot be used as it was asked; what it holds stays as it is
│   ├── NotAStore            no store is there, or something else is
│   ├── NewerStore           a newer version of onrecord made it
│   ├── StoreBusy            another program writes to it and does not come to an end
│   ├── StoreFull            the disk has no room
│   ├── StoreUnavailable     the file or the server cannot be reached
│   └── StoreDamaged         what it holds contradicts itself
└── BrokenInvariant          a record contradicts itself: our bug, please report it
    └── InvalidSpan          an empty, negative or overlong range of characters
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Whatever onrecord raises on purpose."""


class InputError(OnrecordError):
    """What was given cannot be read; the message says why and what to do."""


class LocationNotFound(InputError):
    """There is no file at the location."""


class NotText(InputError):
    """The bytes are no text that can be decoded."""


class EmptyDocument(InputError):
    """There is nothing but white space in the document."""


class NoArticle(InputError):
    """The page holds no article that could be found."""


class UnsupportedLanguage(InputError):
    """The text is in a language that onrecord does not read."""


class NotFetched(InputError):
    """A web address gave no page, or none that may be read.

    `status` is that of the HTTP answer, if there was one, and `retry_after` how many seconds the server asks
    to be left alone.
    """

    def __init__(self, message: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class AddressRefused(NotFetched):
    """A web address that onrecord does not connect to: malformed, or on a private network."""


class UnknownId(InputError):
    """No item or article of the store has this id."""


class UnknownName(InputError):
    """Nobody, or no outlet, in the store is called so; `suggestions` are names that look alike."""

    def __init__(self, message: str, *, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class Forgotten(InputError):
    """The article was erased from this store for good, and is not taken in again."""


class MalformedInput(InputError):
    """A JSONL line, a date, or a record is not as it should be."""


class MalformedCatalogue(MalformedInput):
    """A catalogue of people and organisations, or a line of it, is not as it should be."""


class StoreError(OnrecordError):
    """A store cannot be used as it was asked; what it holds stays as it is."""


class NotAStore(StoreError):
    """There is no store at the location, or something else is there."""


class NewerStore(StoreError):
    """A newer version of onrecord made the store."""


class StoreBusy(StoreError):
    """Another program writes to the store and does not come to an end."""


class StoreFull(StoreError):
    """The disk that holds the store has no room."""


class StoreUnavailable(StoreError):
    """The store's file or server cannot be reached."""


class StoreDamaged(StoreError):
    """What the store holds contradicts itself."""


class BrokenInvariant(OnrecordError):
    """A record contradicts itself: a bug of onrecord's, not of the input."""


class InvalidSpan(BrokenInvariant):
    """A range of characters is empty, negative, or ends behind the text."""
