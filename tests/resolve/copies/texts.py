"""Invented articles to copy, made by the generator of the benchmark, and records of them."""

from __future__ import annotations

from random import Random

from bench.made_copies import Made, Press, found_press
from onrecord.model.document import Published
from onrecord.model.record import Record
from onrecord.resolve.copies.comparing import Compared
from onrecord.resolve.copies.words import read_words
from tests.records import make_record


def make_press(seed: int) -> Press:
    """Outlets that write differently for each seed."""
    return found_press(seed, outlets=12)


def make_reports(seed: int, count: int = 2) -> list[Made]:
    """Independent reports on one happening, with quotations in common."""
    return make_press(seed).write_happening(1, count, day=1)


def read(text: str) -> Compared:
    """The text, ready to be compared."""
    return Compared(read_words(text))


def record_of(
    text: str, *, day: str | None = "2026-03-01", outlet: str = "Vale Post", at: str = "a"
) -> Record:
    """A record that holds nothing but the text."""
    published = Published(value=day, basis="given") if day else None
    return make_record(_escape(text), location=f"{at}.txt", outlet=outlet, published=published)


def _escape(text: str) -> str:
    assert "[" not in text, "the notation of records takes brackets for itself"
    return text


def shuffle_sentences(text: str, seed: int) -> str:
    """The same sentences in another order."""
    sentences = text.replace("\n\n", " ").split(". ")
    Random(seed).shuffle(sentences)
    return ". ".join(sentences)
