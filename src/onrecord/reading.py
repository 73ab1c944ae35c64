"""What `onrecord read` does: articles in, records out, and a word on each that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.api import Given, check_given, load_analysis, load_catalogue, read_sources
from onrecord.errors import EmptyDocument, InputError
from onrecord.ingest.archive import find_sources
from onrecord.ingest.fetch import STANDARD_INPUT, name_location
from onrecord.ingest.folders import is_folder, is_pattern
from onrecord.interrupts import Ending, drop_output, ending_on_signals
from onrecord.messages import Messages, open_messages
from onrecord.model.document import Source
from onrecord.model.doubt import without_doubtful
from onrecord.model.record import Record
from onrecord.printing import Form, Order, Printer, WrongUsage, open_printer

if TYPE_CHECKING:
    from onrecord.catalogue.entries import Catalogue

ALL_READ, NOT_ALL_READ, OUR_FAULT, INTERRUPTED, BROKEN_PIPE = 0, 1, 3, 130, 141

_MANY = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".warc", ".wet", ".gz")
"""Files that may hold more than one article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user of `onrecord read` asks for."""

    locations: tuple[str, ...]
    form: Form
    given: Given
    out: Path | None
    jobs: int | None
    everything: bool
    min_confidence: float = 0.0
    catalogue: Path | None = None


def run_read(request: Request) -> int:
    """Read what is asked for, write the records, and give the command's exit code.

    Raises:
        WrongUsage, InputError: the request cannot be carried out, whatever the articles are.
    """
    check_given(request.given)
    if request.given.title and len(request.locations) > 1:
        raise WrongUsage("--title names one article, but several locations are given")
    try:
        with ending_on_signals() as ending:
            return _read_all(request, ending)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()
        return BROKEN_PIPE


def _read_all(request: Request, ending: Ending) -> int:
    try:
        catalogue = load_catalogue(request.catalogue)
    except InputError as error:
        with open_messages(total=None, progress=False) as messages:
            messages.say(str(error))
        return NOT_ALL_READ
    sources, several = _find_all(request)
    if request.jobs in (1, None):
        sources = _once_loaded(sources, ending)
    order = Order(form=request.form, out=request.out, several=several, everything=request.everything)
    total = _count(request)
    with open_messages(total=total, progress=total != 1 and not order.is_shown) as messages:
        try:
            with open_printer(order) as printer:
                return _read_each(sources, catalogue, request, printer, messages, ending)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = request.out or "standard output"
            messages.say(f"{where}: cannot be written: {error.strerror or error}")
            return NOT_ALL_READ


def _read_each(
    sources: Iterator[Source | InputError],
    catalogue: Catalogue | None,
    request: Request,
    printer: Printer,
    messages: Messages,
    ending: Ending,
) -> int:
    code = ALL_READ
    outcomes = read_sources(sources, request.given, jobs=request.jobs, catalogue=catalogue, say=messages.say)
    with closing(outcomes):
        for outcome in outcomes:
            if isinstance(outcome, Record):
                printer.add(without_doubtful(outcome, request.min_confidence))
                _warn_of_unread(outcome, messages)
            else:
                messages.say(str(outcome.error))
                code = max(code, OUR_FAULT if outcome.ours else NOT_ALL_READ)
            messages.advance()
            ending.check()
    return code


def _once_loaded(sources: Iterator[Source | InputError], ending: Ending) -> Iterator[Source | InputError]:
    """The sources, with all that reading one needs loaded before the first."""
    for source in sources:
        if isinstance(source, Source):
            with ending.put_off():
                load_analysis()
        yield source


def _find_all(request: Request) -> tuple[Iterator[Source | InputError], bool]:
    """The articles of all locations, and whether there are several, where their form depends on that."""
    sources = chain.from_iterable(map(_find_in, request.locations))
    if request.form not in ("json", "html"):
        return sources, False
    first = list(islice(sources, 2))
    return chain(first, sources), len(first) > 1


def _find_in(location: str) -> Iterator[Source | InputError]:
    empty = True
    for source in find_sources(location):
        empty = False
        yield source
    if empty:
        yield EmptyDocument(f"{name_location(location)}: there is no article in it")


def _warn_of_unread(record: Record, messages: Messages) -> None:
    document = record.document
    if document.unread:
        unread = sum(span.end - span.start for span in document.unread)
        messages.say(
            f"{name_location(document.location)}: {unread:,} of {len(document.text):,} characters were not "
            "analysed, since the text is too long; split it to have all of it read"
        )


def _count(request: Request) -> int | None:
    """How many articles there are, where that can be told from the locations."""
    return None if any(map(_may_hold_many, request.locations)) else len(request.locations)


def _may_hold_many(location: str) -> bool:
    suffix = Path(location).suffix.lower()
    return location == STANDARD_INPUT or suffix in _MANY or is_folder(location) or is_pattern(location)
