"""The store as it was known at a moment, on both databases: equal to what it was then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, func, select

from onrecord.errors import Forgotten, InputError, UnknownId, UnknownName
from onrecord.exporting import find_articles
from onrecord.model.record import Record
from onrecord.query.cite import cite
from onrecord.query.counts import count
from onrecord.query.people import dossier
from onrecord.query.question import Question
from onrecord.query.search import search
from onrecord.query.show import show
from onrecord.query.stats import find_stats
from onrecord.query.timeline import timeline
from onrecord.store import schema
from onrecord.store.erasing import erase_document, erase_unused
from onrecord.store.moments import moment_store, read_moment, reading_as_of
from onrecord.store.opening import Store, open_store
from onrecord.store.records import read_kept
from onrecord.store.restoring import restored_copy
from onrecord.store.writer import add_record
from tests.query.press import add, own_ids, quote
from tests.store.histories import PEOPLE, History, time_of

_NOT_KNOWN = ("size",)
"""Figures of the store as it is now."""


def ask_all(connection: Connection, ids: set[str]) -> dict[str, Any]:
    """What a store answers to questions of all kinds."""
    questions = {
        "statements": Question(kind="statements"),
        "old": Question(kind="statements", superseded=True, asides=True),
        "events": Question(kind="events"),
        "articles": Question(),
        "words": Question(kind="statements", words="bridge -open"),
        "titles": Question(words="report OR shut"),
        "outlet": Question(kind="statements", outlet="Herald"),
        "act": Question(act="deny"),
        "lee": Question(speaker="Lee"),
        "both": Question(speaker="Ann Lee", about="Bob Marsh"),
        "post": Question(type="post", roles=(("person", "Cy Dee"),)),
    }
    told: dict[str, Any] = {
        name: attempt(partial(search, connection, one, limit=3)) for name, one in questions.items()
    }
    for person in PEOPLE[:2]:
        told[f"dossier {person}"] = attempt(partial(dossier, connection, person))
        told[f"timeline {person}"] = attempt(partial(timeline, connection, person))
    for by in (("outlet", "month"), ("speaker",), ("who",), ("type", "role")):
        told[f"count {by}"] = attempt(partial(count, connection, Question(), by))
    told["stats"] = {
        name: value
        for name, value in msgspec.to_builtins(find_stats(connection)).items()
        if name not in _NOT_KNOWN
    }
    for identity in sorted(ids):
        told[f"show {identity}"] = attempt(partial(show, connection, identity))
        told[f"cite {identity}"] = attempt(partial(cite, connection, identity))
    told["export"] = [read_kept(connection, key) for key in find_articles(connection, Question())]
    return {name: strip(msgspec.to_builtins(one)) for name, one in told.items()}


def attempt(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except InputError as error:
        return type(error).__name__


def strip(value: Any) -> Any:
    """An answer without the keys of names, which are of one store alone."""
    if isinstance(value, dict):
        return {name: strip(one) for name, one in value.items() if not is_key(value, name)}
    return [strip(one) for one in value] if isinstance(value, list | tuple) else value


def is_key(of: dict[str, Any], name: str) -> bool:
    return name == "key" and set(of) == {"name", "articles", "key"}


def ask_then(store: Store, moment: str, ids: set[str]) -> dict[str, Any]:
    with reading_as_of(store, moment) as connection:
        return ask_all(connection, ids)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("reanalyses", [False, True], ids=["views", "replays"])
def test_answers_as_of_a_moment_are_those_of_the_store_then(
    store: Store, seed: int, reanalyses: bool
) -> None:
    history = History(store, seed, reanalyses=reanalyses)
    ids = {f"a{number}-{item}" for number in range(4) for item in ("s", "v0")}
    then: dict[str, dict[str, Any]] = {}
    for moment in history.run(9):
        with store.reading() as connection:
            then[moment] = ask_all(connection, ids)
    for moment, told in then.items():
        asked = ask_then(store, moment, ids)
        for name, one in told.items():
            assert asked[name] == one, (moment, name)
    with store.reading() as connection:
        assert ask_all(connection, ids) == then[moment]


def test_both_ways_give_the_same(store: Store) -> None:
    history = History(store, 3, reanalyses=False)
    moments = list(history.run(14))
    for moment in moments[::4]:
        with moment_store(store, moment) as replayed, replayed.reading() as connection:
            assert ask_all(connection, history.ids) == ask_then(store, moment, history.ids)


def test_a_day_means_its_end_and_a_time_itself() -> None:
    assert read_moment("2026-03-01") == "2026-03-01T23:59:59Z"
    assert read_moment("2026-02") == "2026-02-28T23:59:59Z"
    assert read_moment("2026") == "2026-12-31T23:59:59Z"
    assert read_moment("2026-03-01T12:00Z") == "2026-03-01T12:00:00Z"
    assert read_moment("2026-03-01T12:00:30Z") == "2026-03-01T12:00:30Z"


@pytest.mark.parametrize(
    "given", ["", "yesterday", "2026-13", "2026-02-30", "2026-03-01T12:00:00", "1/3/2026"]
)
def test_what_is_no_moment_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="no moment"):
        read_moment(given)


def test_before_the_first_article_nothing_was_known(store: Store) -> None:
    add(store, quote("a", "Ann Lee", "“Yes.”"), now=time_of(3))
    with reading_as_of(store, time_of(2)) as connection:
        assert search(connection, Question()).hits == ()
        assert find_stats(connection).names == 0
        with pytest.raises(UnknownName) as raised:
            search(connection, Question(speaker="Ann Lee"))
        assert raised.value.suggestions == ()
        with pytest.raises(UnknownId):
            cite(connection, "a-s")


def test_articles_that_did_not_come_in_the_order_of_their_times_are_told_apart(store: Store) -> None:
    for mark, step in (("a", 1), ("b", 5), ("c", 2), ("d", 4)):
        add(store, quote(mark, "Ann Lee", f"“{mark}.”", about="Bob Marsh"), now=time_of(step))
    for step, found in ((1, "a"), (2, "ca"), (4, "dca"), (5, "dcba")):
        with reading_as_of(store, time_of(step)) as connection:
            asked = Question(speaker="Ann Lee", about="Bob Marsh")
            assert [hit.id[0] for hit in search(connection, asked).hits] == list(found)
            assert count(connection, Question(kind="statements")).rows == ((len(found),),)
            said = dossier(connection, "Ann Lee").by_outlet
            assert [(share.articles, share.said) for share in said] == [(len(found), len(found))]


def test_what_was_erased_is_erased_for_all_moments(store: Store) -> None:
    first, second = quote("a", "Ann Lee", "“Yes.”"), quote("b", "Ann Lee", "“No.”")
    add(store, first, now=time_of(1))
    add(store, second, now=time_of(2))
    with store.writing() as connection:
        key = connection.execute(
            select(schema.documents.c.key).where(schema.documents.c.id == first.document.id)
        ).scalar_one()
        erase_document(connection, key, now=time_of(5))
        erase_unused(connection)
    with reading_as_of(store, time_of(2)) as connection:
        assert [hit.id for hit in search(connection, Question(kind="statements")).hits] == ["b-s"]
        with pytest.raises(Forgotten):
            cite(connection, first.document.id)
    with moment_store(store, time_of(2)) as then, then.reading() as connection:
        assert [hit.id for hit in search(connection, Question(kind="statements")).hits] == ["b-s"]


def test_the_connection_sees_all_again_afterwards(store: Store) -> None:
    for step in range(4):
        add(store, quote(f"a{step}", "Ann Lee", "“Yes.”"), now=time_of(step))
    query = select(func.count()).select_from(schema.statements)
    for _ in range(8):  # what is asked often is prepared by PostgreSQL's driver
        with store.reading() as connection:
            assert connection.execute(query).scalar_one() == 4
        with reading_as_of(store, time_of(1)) as connection:
            assert connection.execute(query).scalar_one() == 2
        with pytest.raises(InputError), reading_as_of(store, time_of(1)) as connection:
            raise InputError("nothing of this")
    with store.reading() as connection:
        assert connection.execute(query).scalar_one() == 4


def test_a_store_that_cannot_be_written_can_be_asked_for_a_moment(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    with open_store(path, create=True) as opened:
        add(opened, quote("a", "Ann Lee", "“Yes.”"), now=time_of(1))
        add(opened, quote("b", "Ann Lee", "“No.”"), now=time_of(2))
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with open_store(path) as opened, reading_as_of(opened, time_of(1)) as connection:
            assert [hit.id for hit in search(connection, Question(kind="statements")).hits] == ["a-s"]
    finally:
        tmp_path.chmod(0o755)


def test_making_a_store_for_a_moment_tells_how_far_it_is(store: Store) -> None:
    record = quote("a", "Ann Lee", "“Yes.”")
    add(store, record, now=time_of(1))
    add(store, quote("b", "Ann Lee", "“No.”"), now=time_of(2))
    newer = msgspec.structs.replace(record, engine="later")
    with store.writing() as connection:
        add_record(connection, newer, now=time_of(3), reanalyse=True)
    told: list[int] = []

    @contextmanager
    def watch(total: int) -> Iterator[Callable[[], object]]:
        told.append(total)
        yield lambda: told.append(-1)

    with reading_as_of(store, time_of(2), watch=watch) as connection:
        assert cite(connection, "a-s").engine == "unknown"
    # A file is copied, and what was analysed anew since put back; of a server all is added again.
    assert told == [1, -1] if store.is_sqlite else [2, -1, -1]
    with reading_as_of(store, time_of(3), watch=watch) as connection:
        assert cite(connection, "a-s").engine == "later"
    assert len(told) == 2 if store.is_sqlite else 3


def reanalyse(store: Store, record: Record, now: str, ending: str) -> None:
    """Read an article anew, so that its items have other ids and another is among them."""
    newer = own_ids(record, ending)
    newer = msgspec.structs.replace(newer, engine=ending, times=())
    with store.writing() as connection:
        add_record(connection, newer, now=now, reanalyse=True)


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "press.db", create=True) as opened:
        yield opened


def test_what_was_analysed_anew_is_put_where_it_was_among_others_of_its_second(file_store: Store) -> None:
    records = [
        quote(mark, "Ann Lee", f"“{mark}.”", about="Bob Marsh" if mark in "bd" else None) for mark in "abcdef"
    ]
    add(file_store, *records, now=time_of(1))
    with file_store.reading() as connection:
        before = ask_all(connection, {"b-s", "r-b-s"})
    for mark, step in (("b", 2), ("e", 3), ("b", 4)):
        reanalyse(file_store, records["abcdef".index(mark)], time_of(step), f"r{step}")
    with restored_copy(file_store, time_of(1)) as copy:
        assert copy is not None
        assert not copy.has_new_names
    assert ask_then(file_store, time_of(1), {"b-s", "r-b-s"}) == before


def test_where_the_order_of_arrival_is_not_clear_all_is_added_again(file_store: Store) -> None:
    first, second = (quote(mark, "Ann Lee", f"“{mark}.”") for mark in "ab")
    add(file_store, first, now=time_of(3))
    add(file_store, second, now=time_of(1))
    reanalyse(file_store, second, time_of(4), "r")
    with restored_copy(file_store, time_of(1)) as copy:
        assert copy is None
    with reading_as_of(file_store, time_of(1)) as connection:
        assert [hit.id for hit in search(connection, Question(kind="statements")).hits] == ["b-s"]


def test_names_that_were_erased_are_there_again(file_store: Store) -> None:
    first = quote("a", "Ann Lee", "“Yes.”")
    other = msgspec.structs.replace(first.entities[0], name="Mayor Lee")
    add(file_store, msgspec.structs.replace(first, entities=(other,)), now=time_of(1))
    reanalyse(file_store, first, time_of(2), "r")
    add(file_store, quote("b", "Cy Dee", "“No.”"), now=time_of(3))
    with file_store.writing() as connection:
        erase_unused(connection)
    with reading_as_of(file_store, time_of(1)) as connection:
        assert [hit.id for hit in search(connection, Question(speaker="Mayor Lee")).hits] == ["a-s"]
