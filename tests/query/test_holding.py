"""Whether something was so on a day, by what is told of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.query.holding import ENDLESS, Account, Sign, Verdict, judge


def tell(text: str) -> Account:
    """An account from "SOURCE SIGN FIRST[..LAST]"; days behind a "?" are those of publication."""
    source, sign, days = text.split()
    first, _, last = days.lstrip("?").partition("..")
    return Account(
        key=0,
        id=text,
        source=source,
        sign=as_sign(sign),
        first=date.fromisoformat(first),
        last=date.fromisoformat(last or first),
        is_dated=not days.startswith("?"),
    )


def as_sign(given: str) -> Sign:
    signs: dict[str, Sign] = {
        "begins": "begins",
        "ends": "ends",
        "holds": "holds",
        "lacks": "lacks",
        "planned": "planned",
        "doubted": "doubted",
    }
    return signs[given]


def ask(day: str, *accounts: str, reach: int = 366) -> Verdict:
    return judge(map(tell, accounts), date.fromisoformat(day), reach=reach)


APPOINTED, RESIGNED = "Wire begins 2018-03-05", "Wire ends 2019-01-10"


@pytest.mark.parametrize(
    ("day", "standing", "basis"),
    [
        ("2018-03-04", "not so", "told after"),
        ("2010-01-01", "not so", "told after"),
        ("2018-03-05", "so", "told of the day"),
        ("2018-10-01", "so", "told before and after"),
        ("2019-01-09", "so", "told before and after"),
        ("2019-01-10", "not so", "told of the day"),
        ("2030-01-01", "not so", "told before"),
    ],
)
def test_what_began_and_ended_was_so_between(day: str, standing: str, basis: str) -> None:
    found = ask(day, RESIGNED, APPOINTED)
    assert (found.standing, found.basis) == (standing, basis)


def test_what_is_told_from_one_side_goes_on_for_a_while() -> None:
    assert ask("2019-03-05", APPOINTED).standing == "so"
    assert ask("2019-03-07", APPOINTED).standing == "unknown"
    assert ask("2030-01-01", APPOINTED, reach=ENDLESS).standing == "so"
    assert ask("2018-03-06", APPOINTED, reach=0).standing == "unknown"


def test_what_is_told_only_afterwards_is_taken_back_a_month() -> None:
    assert ask("2018-03-01", "Wire holds ?2018-03-05").standing == "so"
    assert ask("2018-01-01", "Wire holds ?2018-03-05").standing == "unknown"
    assert ask("2019-01-01", RESIGNED).standing == "so"
    assert ask("2018-06-01", RESIGNED).standing == "unknown"
    assert ask("2018-06-01").standing == "unknown"


def test_accounts_on_both_sides_are_enough_however_far() -> None:
    found = ask("2012-01-01", "Wire holds ?2010-01-01", "Herald holds ?2016-01-01")
    assert (found.standing, found.basis) == ("so", "told before and after")
    assert [one.source for one in found.accounts] == ["Wire", "Herald"]


def test_a_former_minister_is_none_from_then_on() -> None:
    former = "Wire ends ?2018-06-01"
    assert ask("2018-06-01", former).standing == "not so"
    assert ask("2020-06-01", former).standing == "not so"
    assert ask("2018-05-01", former).standing == "unknown"
    assert ask("2017-05-01", "Wire holds ?2017-04-01", former).standing == "so"
    assert ask("2018-05-31", "Wire holds ?2017-04-01", former).standing == "unknown"


def test_a_president_elect_is_none_yet_and_whether_one_comes_about_is_not_known() -> None:
    elect = "Wire planned ?2016-11-10"
    assert ask("2016-11-10", elect).standing == "not so"
    assert ask("2016-11-01", elect).standing == "not so"
    assert ask("2016-09-01", elect).standing == "unknown"
    assert ask("2017-02-01", elect).standing == "unknown"
    inaugurated = "Herald begins 2017-01-20"
    assert ask("2016-12-01", elect, inaugurated).standing == "unknown"
    assert ask("2017-02-01", elect, inaugurated).standing == "so"


def test_outlets_that_disagree_on_the_end_are_both_told() -> None:
    accounts = (APPOINTED, "Wire ends 2019-01-10", "Herald ends 2019-03-20")
    assert ask("2019-01-01", *accounts).standing == "so"
    between = ask("2019-02-01", *accounts)
    assert between.standing == "disputed"
    assert [one.id for one in between.accounts] == ["Herald ends 2019-03-20"]
    assert [one.id for one in between.against] == ["Wire ends 2019-01-10"]
    assert ask("2019-03-20", *accounts).standing == "not so"


def test_outlets_that_disagree_on_the_beginning_are_both_told() -> None:
    found = ask("2018-04-01", APPOINTED, "Herald begins 2018-05-01")
    assert found.standing == "disputed"
    assert [one.source for one in found.against] == ["Herald"]
    assert ask("2018-06-01", APPOINTED, "Herald begins 2018-05-01").standing == "so"


def test_one_outlet_that_goes_on_where_another_has_told_of_the_end_is_disputed() -> None:
    accounts = (RESIGNED, "Herald holds ?2019-05-01")
    for day in ("2019-03-01", "2019-05-01", "2019-06-01"):
        found = ask(day, *accounts)
        assert found.standing == "disputed", day
        assert [one.source for one in found.against] == ["Wire"]
    again = ask("2019-06-01", *accounts, "Herald begins 2019-04-01")
    assert again.standing == "so"


def test_one_outlet_alone_disputes_nothing() -> None:
    accounts = (RESIGNED, "Wire holds ?2019-05-01")
    assert ask("2019-03-01", *accounts).standing == "unknown"
    assert ask("2019-05-01", *accounts).standing == "so"


def test_two_outlets_on_one_day() -> None:
    found = ask("2018-06-01", "Wire holds ?2018-06-01", "Herald lacks ?2018-06-01")
    assert found.standing == "disputed"
    same = ask("2018-06-01", "Wire holds ?2018-06-01", "Wire lacks ?2018-06-01")
    assert same.standing == "unknown"


def test_of_the_day_itself_the_change_counts() -> None:
    assert ask("2019-01-10", RESIGNED, "Herald holds ?2019-01-10").standing == "not so"
    assert ask("2018-03-05", APPOINTED, "Herald planned ?2018-03-05").standing == "so"


def test_within_the_days_of_a_change_it_is_not_known() -> None:
    some_day = "Wire begins 2018-01-01..2018-12-31"
    assert ask("2018-06-01", some_day).standing == "unknown"
    assert ask("2017-12-31", some_day).standing == "not so"
    assert ask("2019-01-01", some_day).standing == "so"
    assert ask("2018-06-01", some_day, "Herald holds ?2018-05-01").standing == "so"
    ended = "Wire ends 2018-01-01..2018-12-31"
    assert ask("2018-06-01", "Herald holds ?2017-12-01", ended).standing == "unknown"
    assert ask("2018-06-01", "Herald holds ?2017-12-01", ended, "Herald holds ?2018-07-01").standing == "so"


def test_what_holds_for_a_time_is_so_all_the_time() -> None:
    assert ask("2009-06-01", "Wire holds 2009-01-01..2009-12-31").standing == "so"


def test_what_is_denied_is_not_so_for_a_while() -> None:
    assert ask("2018-07-01", "Wire lacks ?2018-06-01").standing == "not so"
    assert ask("2020-07-01", "Wire lacks ?2018-06-01").standing == "unknown"


def test_what_is_in_doubt_is_unknown_behind_it() -> None:
    assert ask("2018-07-01", APPOINTED, "Wire doubted ?2018-06-01").standing == "unknown"
    assert ask("2018-05-01", APPOINTED, "Wire doubted ?2018-06-01").standing == "so"


days = st.dates(date(2018, 1, 1), date(2018, 3, 1))
accounts = st.builds(
    lambda source, sign, first, more, is_dated: Account(
        key=0,
        id=f"{source}{sign}{first}{more}{is_dated}",
        source=source,
        sign=sign,
        first=first,
        last=max(first, more) if is_dated else first,
        is_dated=is_dated,
    ),
    st.sampled_from(["Wire", "Herald"]),
    st.sampled_from(["begins", "ends", "holds", "lacks", "planned", "doubted"]),
    days,
    days,
    st.booleans(),
)


shuffled = st.lists(accounts, max_size=5).flatmap(
    lambda told: st.tuples(st.just(told), st.permutations(told))
)


@given(shuffled, days)
def test_the_order_of_accounts_does_not_matter(told: tuple[list[Account], list[Account]], day: date) -> None:
    first, second = (judge(several, day) for several in told)
    assert (first.standing, first.basis) == (second.standing, second.basis)
    assert {one.id for one in first.accounts} == {one.id for one in second.accounts}


@given(st.lists(accounts, max_size=5), days)
def test_a_verdict_names_what_it_rests_on(told: list[Account], day: date) -> None:
    found = judge(told, day)
    assert bool(found.accounts) == (found.basis != "not told")
    assert (found.standing == "disputed") <= bool(found.against)
    if found.standing == "disputed":
        assert not {one.source for one in found.accounts} & {one.source for one in found.against}
