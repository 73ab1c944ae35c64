"""What the commands do that keep a store true: cite, verify, correct, retract and forget."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.corrections.correcting import Say, Taken, correct_item, report_missing, retract, take_back
from onrecord.corrections.forgetting import Doomed, find_doomed, forget
from onrecord.errors import InputError
from onrecord.looking_back import open_as_of
from onrecord.model.capture import Place
from onrecord.model.clock import now_utc
from onrecord.model.kept import ItemKind
from onrecord.query.cite import cite_found
from onrecord.query.cite_words import tell_correction, write_markdown, write_text
from onrecord.query.verify import Failure, Readers, Verified, verify_store
from onrecord.query.verify_derived import is_left_out
from onrecord.store import schema
from onrecord.store.finding import find_item
from onrecord.store.former import read_found
from onrecord.store.opening import Store, open_store
from onrecord.telling import ALL_DONE, NOT_ALL_DONE, print_json, print_line, print_text, say
from onrecord.upkeep import bring_up_to_date

CiteForm = Literal["text", "json", "markdown", "webannotation"]


def run_cite(location: str | None, ids: Sequence[str], form: CiteForm, *, as_of: str | None = None) -> int:
    """Print the citation of each id; as JSON one is indented, and several are a line each.

    With `as_of` it is what the store held at the end of a day, or at a time in UTC.

    Raises:
        InputError: an id is unknown, or what it names has no citation in this form.
        StoreError: the store cannot be used.
    """
    with open_as_of(location, as_of) as connection:
        for number, identity in enumerate(ids):
            if number and form in ("text", "markdown"):
                print_text("")
            _print_citation(connection, identity, form, is_alone=len(ids) == 1)
    return ALL_DONE


def _print_citation(connection: Connection, identity: str, form: CiteForm, *, is_alone: bool) -> None:
    found = find_item(connection, identity)
    record = read_found(connection, found)
    if form == "webannotation":
        from onrecord.export.webannotation import annotate

        value: object = annotate(record, found.id)
    else:
        value = citation = cite_found(connection, found, record)
        if form in ("text", "markdown"):
            print_text(write_text(citation) if form == "text" else write_markdown(citation))
            return
    (print_json if is_alone else print_line)(value)


def run_verify(location: str | None, ids: Sequence[str] | None, *, recheck_warc: bool, listed: bool) -> int:
    """Check a store, or the articles that ids lead to; print each failure and a summary.

    With `listed` failures, and articles that are as they should be, are printed as lines of JSON.

    Raises:
        UnknownId: nothing has one of the ids.
        StoreError: the store cannot be used.
    """
    from onrecord.messages import open_messages

    tally = _Tally()
    with open_store(location) as store:
        total = len(ids) if ids is not None else _count_articles(store)
        with store.reading() as connection:
            is_partial = ids is None and is_left_out(connection)
        with open_messages(total=total, progress=True, doing="Verifying") as messages:
            outcomes = verify_store(
                store,
                ids,
                readers=make_readers(recheck_warc=recheck_warc),
                progress=lambda _done, _total: messages.advance(),
            )
            for one in outcomes:
                tally.add(one)
                if listed:
                    kind = "failure" if isinstance(one, Failure) else "verified"
                    print_line({"outcome": kind, **msgspec.to_builtins(one)})
                elif isinstance(one, Failure):
                    print_text(one.tell())
    if not listed:
        print_text(tally.tell())
        if is_partial:
            print_text("what was derived across articles was left out: 'onrecord resolve --check' checks it")
    return NOT_ALL_DONE if tally.failures else ALL_DONE


@dataclass(slots=True)
class _Tally:
    """What was verified so far."""

    failures: int = 0
    articles: int = 0
    items: int = 0
    captures: int = 0
    located: int = 0
    unlocated: int = 0

    def add(self, one: Failure | Verified) -> None:
        if isinstance(one, Failure):
            self.failures += 1
            return
        self.articles += 1
        self.items += one.items
        self.captures += one.captures
        self.located += one.located
        self.unlocated += one.unlocated

    def tell(self) -> str:
        """The summary in a line."""
        segments = self.located + self.unlocated
        told = (
            f"{self.articles:,} articles with {self.items:,} items are as they should be; "
            f"{self.captures:,} captures were read again, and {self.located:,} of {segments:,} stretches of "
            "text were found in them"
        )
        if self.unlocated:
            told += f" (of {self.unlocated:,} it is not known where they stand)"
        return f"{told}; {self.failures:,} failures"


def make_readers(*, recheck_warc: bool) -> Readers:
    """What reads captures and lists again, as they were read when they were added."""
    from onrecord.ingest.locate import read_place, same_words
    from onrecord.ingest.warc import read_warc_record
    from onrecord.watch.lists import read_names

    def read_words(content: bytes, place: Place, location: str, media_type: str | None) -> str:
        return read_place(content, place, location=location, media_type=media_type)

    return Readers(
        read_warc=read_warc_record if recheck_warc else None,
        read_words=read_words,
        read_names=read_names,
        same_words=same_words,
    )


def _count_articles(store: Store) -> int:
    with store.reading() as connection:
        query = select(func.count()).select_from(schema.documents)
        return int(connection.execute(query).scalar_one())


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectOrder:
    """What somebody says of an item, or that one is missing (`missing` is JSON, of the kind `kind`)."""

    by: str
    right: bool = False
    wrong: bool = False
    settings: tuple[str, ...] = ()
    missing: str | None = None
    kind: ItemKind = "statement"
    note: str | None = None


def run_correct(location: str | None, identity: str, order: CorrectOrder) -> int:
    """Keep what somebody says of an item.

    Raises:
        InputError: nothing has the id, or what is said makes no sense of it.
        StoreError: the store cannot be used.
    """
    verdict: Literal["right", "wrong"] | None = None
    if order.right or order.wrong:
        verdict = "right" if order.right else "wrong"
    say = Say(by=order.by, at=now_utc(), verdict=verdict, settings=order.settings, note=order.note)
    with open_store(location) as store, store.writing() as connection:
        if order.missing is not None:
            taken = [report_missing(connection, identity, order.kind, order.missing, say)]
        else:
            taken = correct_item(connection, identity, say)
    _tell_taken(taken)
    return ALL_DONE


def run_take_back(location: str | None, number: int) -> int:
    """Take back the correction with this number.

    Raises:
        InputError: there is none.
        StoreError: the store cannot be used.
    """
    with open_store(location) as store, store.writing() as connection:
        held = take_back(connection, number, now=now_utc())
    print_text(tell_correction(held))
    return ALL_DONE


def run_retract(location: str | None, identity: str, *, by: str, note: str | None) -> int:
    """Mark an article as retracted.

    Raises:
        InputError: there is no such article.
        StoreError: the store cannot be used.
    """
    with open_store(location) as store, store.writing() as connection:
        taken = retract(connection, identity, Say(by=by, at=now_utc(), note=note))
    print_text(
        f"{taken.correction.document} is marked as retracted; "
        f"'onrecord correct --take-back {taken.key}' undoes it"
    )
    return ALL_DONE


def _tell_taken(taken: Sequence[Taken]) -> None:
    for one in taken:
        about = one.correction.item or one.correction.document
        print_text(f"correction {one.key} of {about} is kept")
        if one.refusal:
            say(f"correction {one.key} cannot be carried out in a record, only noted: {one.refusal}")


def run_forget(location: str | None, wanted: str, *, yes: bool, dry_run: bool, shared: bool) -> int:
    """Erase an article, or all that mention somebody, for good; without `yes` only say what would be erased.

    What was derived from it and others is derived again at once, so that no answer rests on what is gone.

    Raises:
        InputError: no article has the id or mentions the name, or `yes` is not given.
        StoreError: the store cannot be used.
    """
    with open_store(location) as store:
        with store.reading() as connection:
            doomed = find_doomed(connection, wanted)
        for one in doomed:
            print_text(_tell_doomed(one, doomed, shared=shared))
        if dry_run:
            print_text(f"{len(doomed):,} articles would be erased for good; nothing is")
            return ALL_DONE
        if not yes:
            raise InputError(f"{len(doomed):,} articles would be erased for good; say so with --yes")
        erased, is_clean = forget(
            store,
            doomed,
            shared=shared,
            now=now_utc(),
            around=_letting_alerts_go,
            settle=bring_up_to_date,
        )
    from onrecord.ingest.web.cache import clear_cache

    clear_cache()
    print_text(f"{len(erased):,} articles are erased; they will not be taken in again")
    for path in dict.fromkeys(path for one in erased for path in one.warc_paths):
        say(f"{path}: this file outside of the store has the bytes of an erased article still")
    if any(one.text_stays for one in erased):
        say("texts that other articles have too stay in the store; --shared erases those articles as well")
    if not is_clean:
        say(
            "another program was reading the store, so that erased words may still be in its files: "
            "run the command again"
        )
    return ALL_DONE if is_clean else NOT_ALL_DONE


@contextmanager
def _letting_alerts_go(connection: Connection, documents: Collection[int]) -> Iterator[None]:
    """Erase what alerts say of articles, and give alerts anew that others tell of too."""
    from onrecord.watch.matching import forget_documents, match_documents

    others = forget_documents(connection, documents)
    yield
    match_documents(connection, others)


def _tell_doomed(one: Doomed, doomed: Sequence[Doomed], *, shared: bool) -> str:
    where = ", ".join(filter(None, (one.outlet, one.published, one.title)))
    listed = {other.id for other in doomed}
    others = [identity for identity in one.sharing if identity not in listed]
    if not others:
        return f"{one.id}  {where}"
    return (
        f"{one.id}  {where} (the same text: {', '.join(others)}, {'erased too' if shared else 'which stay'})"
    )
