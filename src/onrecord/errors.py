"""Every exception that onrecord raises.

OnrecordError
├── InputError               what was given cannot be read; the message says what to do
│   ├── LocationNotFound     no file there
│   ├── NotText              the bytes are no text that we can decode
│   ├── EmptyDocument        nothing but white space
│   ├── NoArticle            a page without an article's text
│   ├── UnsupportedLanguage  the text is not English
│   └── MalformedInput       a line of JSONL, a date or a record that is not as it should be
│       └── MalformedCatalogue  a catalogue that is not as it should be
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


class MalformedInput(InputError):
    """A JSONL line, a date, or a record is not as it should be."""


class MalformedCatalogue(MalformedInput):
    """A catalogue of people and organisations, or a line of it, is not as it should be."""


class BrokenInvariant(OnrecordError):
    """A record contradicts itself: a bug of onrecord's, not of the input."""


class InvalidSpan(BrokenInvariant):
    """A range of characters is empty, negative, or ends behind the text."""
