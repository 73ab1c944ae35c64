"""Judgements of people go before all else, outlast everything, and can be undone."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from onrecord.errors import InputError, UnknownId
from onrecord.resolve.identities.judging import judge
from onrecord.resolve.identities.ledger import Judgement, Verdict, read_ledger, standing
from onrecord.resolve.identities.updating import remove, update
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.store.seals import seal_row
from tests.resolve.identities.people import NOW, Article, add_all, are_one, dump, group
from tests.resolve.identities.test_updating import make_articles

_ARTICLES = [
    Article(n, {"a": "person: Zelda Quillfeather", "b": "person: John Smith"}, day=n) for n in (1, 2, 3)
]


def say(connection: Connection, left: str, right: str, verdict: Verdict, by: str = "Ann") -> set[int]:
    return judge(connection, Judgement(left=left, right=right, judgement=verdict, by=by, at=NOW))


def test_people_join_what_the_name_does_not_tell(store: Store) -> None:
    with store.writing() as connection:
        keys = add_all(connection, _ARTICLES)
        assert not are_one(connection, "b1", "b2")
        assert keys[2] in say(connection, "b1", "b2", "same")
        assert are_one(connection, "b1", "b2")
        assert not are_one(connection, "b1", "b3")


def test_people_part_namesakes_and_the_others_stay_together(store: Store) -> None:
    with store.writing() as connection:
        add_all(connection, _ARTICLES)
        say(connection, "a1", "a3", "different")
        assert are_one(connection, "a1", "a2")
        assert not are_one(connection, "a1", "a3")


def test_what_is_withdrawn_is_as_if_never_said(store: Store) -> None:
    with store.writing() as connection:
        add_all(connection, _ARTICLES)
        before = dump(connection)
        say(connection, "b1", "b2", "same")
        say(connection, "b2", "b3", "same")
        say(connection, "a1", "a2", "different")
        assert dump(connection) != before
        for left, right in (("b1", "b2"), ("b2", "b3"), ("a1", "a2")):
            say(connection, left, right, "withdrawn")
        assert dump(connection) == before
        assert len(read_ledger(connection)) == 6


def test_two_that_were_judged_different_are_not_joined_through_a_third(store: Store) -> None:
    with store.writing() as connection:
        add_all(connection, _ARTICLES)
        say(connection, "b1", "b3", "different")
        say(connection, "b1", "b2", "same")
        say(connection, "b2", "b3", "same")
        assert not (are_one(connection, "b1", "b2") and are_one(connection, "b2", "b3"))
        assert are_one(connection, "b2", "b3")  # the newest counts


def test_of_two_people_the_newest_judgement_counts_and_each_withdraws_their_own(store: Store) -> None:
    with store.writing() as connection:
        add_all(connection, _ARTICLES)
        say(connection, "b1", "b2", "same", by="Ann")
        say(connection, "b1", "b2", "different", by="Bo")
        assert not are_one(connection, "b1", "b2")
        say(connection, "b1", "b2", "withdrawn", by="Bo")
        assert are_one(connection, "b1", "b2")
        [held] = standing(read_ledger(connection))
        assert (held.by, held.judgement) == ("Ann", "same")


def test_judgements_outlast_what_they_are_of(store: Store) -> None:
    with store.writing() as connection:
        keys = add_all(connection, _ARTICLES)
        say(connection, "b1", "b2", "same")
        full = dump(connection)
        remove(connection, {keys[2]})
        assert not are_one(connection, "b1", "b2")
        update(connection, {keys[2]})
        assert dump(connection) == full


def test_a_judgement_is_sealed_and_has_to_say_something(store: Store) -> None:
    with store.writing() as connection:
        add_all(connection, _ARTICLES)
        say(connection, "b2", "b1", "same")
        row = connection.execute(select(schema.judgements)).one()
        assert (row.left, row.right) == ("b1", "b2")
        assert row.seal == seal_row(schema.judgements, row._asdict())
        with pytest.raises(UnknownId, match="b9"):
            say(connection, "b1", "b9", "same")
        with pytest.raises(InputError, match="--by"):
            say(connection, "b1", "b2", "same", by=" ")
        with pytest.raises(InputError, match="judge two"):
            say(connection, "b1", "b1", "same")


_STEPS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(1, 6),
        st.sampled_from("abc"),
        st.integers(1, 6),
        st.sampled_from(("same", "different", "unsure")),
        st.sampled_from(("Ann", "Bo")),
    ),
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 50), before=_STEPS, after=_STEPS)
def test_undoing_gives_back_the_former_state(
    seed: int,
    before: list[tuple[str, int, str, int, Verdict, str]],
    after: list[tuple[str, int, str, int, Verdict, str]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        open_store(str(Path(folder) / "store.db"), create=True) as opened,
        opened.writing() as connection,
    ):
        keys = add_all(connection, make_articles(random.Random(seed), 6))
        said = set()
        for step in before:
            said |= _take(connection, step, "")
        former = dump(connection)
        undo = {one for step in after for one in _take(connection, step, " later")}
        _check(connection)
        for left, right, by in sorted(undo):
            say(connection, left, right, "withdrawn", by)
        assert dump(connection) == former
        for key in keys.values():  # the whole state, made anew
            remove(connection, {key})
        update(connection, set(keys.values()))
        assert dump(connection) == former


def _take(
    connection: Connection, step: tuple[str, int, str, int, Verdict, str], behind: str
) -> set[tuple[str, str, str]]:
    one, first, other, second, verdict, by = step
    left, right = f"{one}{first}", f"{other}{second}"
    if left == right:
        return set()
    say(connection, left, right, verdict, by + behind)
    return {(left, right, by + behind)}


def _check(connection: Connection) -> None:
    """No two that were judged different last are one, unless newer judgements join them."""
    held = [one for one in standing(read_ledger(connection)) if one.judgement != "unsure"]
    if held and held[0].judgement == "different":
        assert not are_one(connection, held[0].left, held[0].right)
    elif held:
        assert any({held[0].left, held[0].right} <= one for one in group(connection))
