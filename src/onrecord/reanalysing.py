"""What `onrecord reanalyse` does: the articles of a store read anew from the texts that it keeps."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import msgspec
from sqlalchemy import select

from onrecord.api import Failure, as_bug, died, load_analysis, tell_retried
from onrecord.errors import InputError, StoreError
from onrecord.ingest.locate import locate
from onrecord.ingest.markup import is_page
from onrecord.ingest.office import is_office
from onrecord.ingest.warc import read_warc_record
from onrecord.interrupts import ending_on_signals
from onrecord.jobs import Course, Died, map_in_order
from onrecord.messages import open_messages
from onrecord.model.clock import now_utc
from onrecord.model.document import Article, Source
from onrecord.model.record import Record
from onrecord.resolve.catching_up import let_go
from onrecord.store import schema
from onrecord.store.captures import read_source
from onrecord.store.opening import Store, open_store
from onrecord.store.records import read_record
from onrecord.store.writer import add_record
from onrecord.upkeep import bring_up_to_date

ALL_DONE, NOT_ALL_DONE, OUR_FAULT, INTERRUPTED = 0, 1, 3, 130


def run_reanalyse(location: str | None, *, jobs: int | None, everything: bool) -> int:
    """Analyse anew what another version of onrecord read, or everything, and give the exit code.

    Raises:
        StoreError: the store cannot be opened.
    """
    with open_store(location) as store, ending_on_signals() as ending:
        with ending.put_off():
            load_analysis()
        keys = _find_outdated(store, everything=everything)
        told: Counter[str] = Counter()
        code = ALL_DONE
        try:
            with open_messages(total=len(keys), progress=True, doing="Analysing") as messages:
                outcomes = map_in_order(
                    _analyse,
                    _read_articles(store, keys),
                    jobs,
                    Course(retried=lambda item: messages.say(tell_retried(item[0].document.location))),
                )
                with closing(outcomes):
                    for item, outcome in outcomes:
                        failure = _settle(store, item, outcome, told)
                        if failure is not None:
                            messages.say(str(failure.error))
                            code = max(code, OUR_FAULT if failure.ours else NOT_ALL_DONE)
                        messages.advance()
                        ending.check()
            if told["reanalysed"] and not bring_up_to_date(store, checked=ending.check):
                code = max(code, NOT_ALL_DONE)
        except StoreError as error:
            sys.stderr.write(f"onrecord: {error}\n")
            code = max(code, NOT_ALL_DONE)
        except KeyboardInterrupt:
            code = INTERRUPTED
        changed, same = told["reanalysed"], told["known"]
        sys.stdout.write(f"{store.location}: {changed:,} analysed anew, {same:,} the same as before\n")
        return code


def _find_outdated(store: Store, *, everything: bool) -> list[int]:
    """The keys of the articles that another engine read than this one, oldest first."""
    from onrecord.analyse.pipeline import name_engine

    documents, engines = schema.documents, schema.engines
    query = select(documents.c.key).order_by(documents.c.key)
    if not everything:
        query = query.join(engines, documents.c.engine == engines.c.key).where(
            engines.c.engine != name_engine()
        )
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def _read_articles(store: Store, keys: list[int]) -> Iterator[tuple[Article, Source | None]]:
    """The articles as they were before their analysis, with the sources that they were read from.

    An article has the text that the store keeps, what was known of it beforehand, and a page's segments.
    """
    for key in keys:
        with store.reading() as connection:
            record = read_record(connection, key)
            source = _with_bytes(read_source(connection, key))
        published = record.document.published
        if published is not None and published.basis not in ("given", "metadata"):
            published = None  # what the analysis found out, it is to find out again
        document = msgspec.structs.replace(record.document, published=published, unread=())
        has_segments = source is not None and (is_page(source) or is_office(source))
        yield Article(document=document, segments=record.segments if has_segments else ()), source


def _with_bytes(source: Source | None) -> Source | None:
    """The source with its bytes, from the WARC file where they stand there only; None where they are lost."""
    if source is None or source.content or source.capture is None or source.capture.warc is None:
        return source
    try:
        return msgspec.structs.replace(source, content=read_warc_record(source.capture.warc))
    except InputError:
        return None


def _analyse(item: tuple[Article, Source | None]) -> Record | Failure:
    from onrecord.analyse.pipeline import analyse

    article, _ = item
    try:
        return analyse(article)
    except InputError as error:
        return Failure(article.document.location, error, ours=False)
    except Exception as error:
        return Failure(article.document.location, as_bug(article.document.location, error), ours=True)


def _settle(
    store: Store, item: tuple[Article, Source | None], outcome: Record | Failure | Died, told: Counter[str]
) -> Failure | None:
    article, source = item
    if isinstance(outcome, Died):
        return died(article.document.location)
    if isinstance(outcome, Failure):
        return outcome
    places = locate(source, outcome.document.text, outcome.segments) if source is not None else ()
    with store.writing() as connection:
        done = add_record(connection, outcome, now=now_utc(), places=places, reanalyse=True, let_go=let_go)
    told[done.kind] += 1
    return None
