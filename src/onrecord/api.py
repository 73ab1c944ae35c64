"""The rooms joined: an article in, its record out."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import BrokenInvariant, InputError, MalformedInput, OnrecordError
from onrecord.jobs import Course, Died, map_in_order
from onrecord.model.document import Source
from onrecord.model.doubt import without_doubtful
from onrecord.model.record import Record

if TYPE_CHECKING:
    from onrecord.catalogue.entries import Catalogue
    from onrecord.model.capture import Place

GIVEN_TEXT = "<text>"
"""The location of a text that was given as such."""
_LONGEST_PATH = 1_000


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says of an article beforehand; it goes before what the article says of itself."""

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that gave no record: where it stands, what is wrong, and whose fault it is.

    `ours` tells a fault of onrecord's from one of the input.
    """

    location: str
    error: OnrecordError
    ours: bool


def read(
    article: str | Path,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    language: str | None = None,
    min_confidence: float = 0.0,
    catalogue: str | Path | Catalogue | None = None,
) -> Record:
    """The record of one article: of a file, or of a text itself.

    A `Path`, and a `str` that names an existing file, is read as `onrecord read` reads it (text, HTML,
    JSONL with one article). Any other `str` is the text itself. `published` is a date of ISO 8601; what is
    given goes before what the article says of itself. With `language="en"` any text is taken for English.
    Statements and sources less sure than `min_confidence` are left out (`model/doubt.py`). People and
    organisations are linked to the entries of the `catalogue`, a file of one or what `read_catalogue` gave.

    Raises:
        LocationNotFound: there is no such file; also for a `str` that looks like a path, in that it has no
            white space, and a separator or a suffix.
        InputError: the article or the catalogue cannot be read; the message says why.
        BrokenInvariant: a bug of onrecord's.
    """
    entries = load_catalogue(catalogue)
    given = make_given(published=published, outlet=outlet, title=title, language=language)
    sources = list(_find_given(article))
    if len(sources) != 1:
        raise MalformedInput(f"{article}: {len(sources)} articles are in this file: use read_many")
    found = sources[0]
    if isinstance(found, InputError):
        raise found
    return without_doubtful(_linked(read_source(found, given), entries), min_confidence)


def read_many(
    articles: Iterable[str | Path],
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    min_confidence: float = 0.0,
    catalogue: str | Path | Catalogue | None = None,
    jobs: int = 1,
    failed: Callable[[OnrecordError], object] | None = None,
) -> Iterator[Record]:
    """The records of many articles, in order and one at a time; each is given as for `read`.

    A JSONL file gives a record for each of its lines. `jobs` is the number of processes; the records are the
    same whatever it is. (A script that asks for several needs the usual `if __name__ == "__main__":`.)
    `failed` is called with the error of each article that cannot be read, and the others go on.

    Raises:
        OnrecordError: an article cannot be read, and there is no `failed`; or the catalogue cannot be read.
    """
    entries = load_catalogue(catalogue)
    given = make_given(published=published, outlet=outlet, language=language)
    sources = (source for article in articles for source in _find_given(article))
    for outcome in read_sources(sources, given, jobs=jobs, catalogue=entries):
        if isinstance(outcome, Record):
            yield without_doubtful(outcome, min_confidence)
        elif failed is None:
            raise outcome.error
        else:
            failed(outcome.error)


def make_given(
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    language: str | None = None,
) -> Given:
    """What is given of an article, with the date in ISO 8601."""
    day = published.isoformat() if isinstance(published, date) else published
    return Given(published=day, outlet=outlet, title=title, language=language)


def check_given(given: Given) -> None:
    """Check what is given before any article is read.

    Raises:
        InputError: a date that is none, a language that is not read, or characters that are none.
    """
    from onrecord.ingest.extract import extract

    extract(_with_given(Source(location="the options", text="Any."), given), language=given.language)


def load_catalogue(catalogue: str | Path | Catalogue | None) -> Catalogue | None:
    """The catalogue that is given, read where it is a file's name; raises as `read_catalogue` does."""
    if not isinstance(catalogue, (str, Path)):
        return catalogue
    from onrecord.catalogue.read import read_catalogue

    return read_catalogue(catalogue)


def load_analysis() -> None:
    """Load the models and libraries of analysis, which else happens when the first article is read."""
    from onrecord.analyse import pipeline  # noqa: F401
    from onrecord.analyse.encoder import load_encoder
    from onrecord.ingest import extract  # noqa: F401

    load_encoder()


def read_source(source: Source, given: Given) -> Record:
    """The record of one source; raises as `read` does."""
    # The models and libraries of analysis are loaded when the first article is read, and not before.
    from onrecord.analyse.pipeline import analyse
    from onrecord.ingest.extract import extract

    return analyse(extract(_with_given(source, given), language=given.language))


def read_sources(
    sources: Iterable[Source | InputError],
    given: Given,
    *,
    jobs: int | None = 1,
    catalogue: Catalogue | None = None,
    say: Callable[[str], object] | None = None,
) -> Generator[Record | Failure, None, None]:
    """The record of each source, or why there is none, in order; nothing that an article causes is raised.

    Records are linked to the catalogue in this process, so that the others need none. `say` is told of an
    article that is read again since a process died.
    """
    course: Course[Source | InputError] = Course(
        is_light=lambda item: not isinstance(item, Source),
        retried=lambda item: say(tell_retried(item.location)) if say and isinstance(item, Source) else None,
    )
    for source, outcome in map_in_order(partial(read_packed, given=given), sources, jobs, course):
        location = source.location if isinstance(source, Source) else ""
        if isinstance(outcome, Died):
            yield died(location)
        elif isinstance(outcome, Record):
            yield _link_packed(outcome, location, catalogue)
        else:
            yield outcome


def _link_packed(record: Record, location: str, catalogue: Catalogue | None) -> Record | Failure:
    """As `_linked`, with errors as values."""
    try:
        return _linked(record, catalogue)
    except Exception as error:
        return Failure(location, as_bug(location, error), ours=True)


def _linked(record: Record, catalogue: Catalogue | None) -> Record:
    if catalogue is None:
        return record
    from onrecord.catalogue.linking import link_record

    return link_record(record, catalogue)


def read_packed(source: Source | InputError, given: Given) -> Record | Failure:
    """As `read_source`, with errors as values, so that one article never stops the others."""
    if isinstance(source, InputError):
        return Failure("", source, ours=False)
    try:
        return read_source(source, given)
    except InputError as error:
        return Failure(source.location, error, ours=False)
    except Exception as error:
        return Failure(source.location, as_bug(source.location, error), ours=True)


def locate_packed(source: Source, record: Record) -> tuple[Place | None, ...] | Failure:
    """Where the segments of the record of a source stand in its bytes, with errors as values."""
    from onrecord.ingest.locate import locate

    try:
        return tuple(locate(source, record.document.text, record.segments))
    except Exception as error:
        return Failure(source.location, as_bug(source.location, error), ours=True)


def tell_retried(location: str) -> str:
    """What is to be said of an article that is read again."""
    return f"{location}: read again, since a process ended while it or an article beside it was read"


def died(location: str) -> Failure:
    """What is to be said of an article whose process died."""
    error = OnrecordError(
        f"{location}: the process that read it ended without a word, perhaps for want of memory; "
        "try fewer --jobs, and if it happens again, please report it with the article"
    )
    return Failure(location, error, ours=True)


def as_bug(location: str, error: Exception) -> OnrecordError:
    """An error that is no fault of the article's, with where it was raised and what to do."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    kind = BrokenInvariant if isinstance(error, BrokenInvariant) else OnrecordError
    return kind(
        f"{location}: {type(error).__name__}: {error} ({Path(frame.filename).name}, line {frame.lineno}); "
        "this is a bug of onrecord's: please report it with the article"
    )


def _with_given(source: Source, given: Given) -> Source:
    return msgspec.structs.replace(
        source,
        published=given.published or source.published,
        published_basis="given" if given.published else source.published_basis,
        outlet=given.outlet or source.outlet,
        title=given.title or source.title,
    )


def _find_given(article: str | Path) -> Iterator[Source | InputError]:
    from onrecord.ingest.archive import find_sources

    if isinstance(article, Path):
        # "-" is standard input to the command; a Path of that name is a file.
        yield from find_sources("./-" if str(article) == "-" else str(article))
    elif _names_file(article) or _looks_like_path(article):
        yield from find_sources(article)
    else:
        yield Source(location=GIVEN_TEXT, text=article)


def _names_file(text: str) -> bool:
    if "\n" in text or len(text) > _LONGEST_PATH:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _looks_like_path(text: str) -> bool:
    """Whether nobody would write this as a text: no white space, but a separator or a suffix."""
    if not text or len(text) > _LONGEST_PATH or any(character.isspace() for character in text):
        return False
    return "/" in text or os.sep in text or Path(text).suffix != ""
