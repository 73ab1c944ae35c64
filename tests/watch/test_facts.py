"""Whether somebody of a name is whom a list means."""

from __future__ import annotations

from typing import Any

from onrecord.watch.article import Item, Met, Part
from onrecord.watch.entries import Watched
from onrecord.watch.facts import LINKED, SHARED, Match, compare_met, judge, settle, tell_known
from tests.watch.press import watched


def meet(*names: str, **given: Any) -> Met:
    return Met(**({"id": "e1", "type": "person", "names": names} | given))


def judged(met: Met, one: Watched, *items: Item, published: str | None = "2019-03-14") -> Match | None:
    found = compare_met(met, one)
    return judge(met, one, *found, tell_known(met, items, published)) if found else None


def sure(met: Met, one: Watched, *items: Item) -> Match:
    match = judged(met, one, *items)
    assert match is not None
    return match


def test_the_same_name_alone_is_likely() -> None:
    match = sure(meet("Ann Lee"), watched("Ann Lee"))
    assert (match.decision, match.reasons) == ("likely", ("same name",))


def test_a_country_or_a_post_that_agrees_makes_it_certain() -> None:
    french = meet("Ann Lee", attributes=(("nationality", "French"),))
    assert sure(french, watched("Ann Lee", countries=("France",))).decision == "certain"
    mayor = meet("Ann Lee", attributes=(("position", "Mayor"),))
    assert sure(mayor, watched("Ann Lee", positions=("mayor of Moss",))).decision == "certain"
    post = Item(
        "event", "v1", "post", "mayor", (Part("person", "e1", "Lee"), Part("position", None, "mayor"))
    )
    assert sure(meet("Ann Lee"), watched("Ann Lee", positions=("mayor",)), post).decision == "certain"


def test_another_country_leaves_it_possible_and_is_told() -> None:
    dutch = meet("Ann Lee", attributes=(("nationality", "Dutch"),))
    match = sure(dutch, watched("Ann Lee", countries=("fr",)))
    assert match.decision == "possible"
    assert "country differs: NL" in match.reasons
    assert judged(dutch, watched("Ann Mary Lee", countries=("fr",))) is None


def test_an_age_agrees_or_makes_it_somebody_else() -> None:
    met = meet("Ann Lee", attributes=(("age", "41"),))
    assert sure(met, watched("Ann Lee", births=("1977-06-01",))).decision == "certain"
    assert judged(met, watched("Ann Lee", births=("1950",))) is None
    assert judged(met, watched("Ann Lee", births=("1950",)), published=None) is not None


def test_initials_are_possible() -> None:
    assert sure(meet("A. Lee"), watched("Ann Lee")).decision == "possible"


def test_a_surname_alone_is_nobody() -> None:
    assert judged(meet("Lee"), watched("Ann Lee")) is None
    assert sure(meet("Ann Lee", "Lee"), watched("Ann Lee")).name == "Ann Lee"


def test_another_name_than_the_fullest_is_doubted() -> None:
    match = sure(meet("Ruth Vega", "Ann Lee"), watched("Ann Lee"))
    assert match.decision == "possible"
    assert "Ruth Vega" in match.reasons[0]


def test_types_have_to_agree() -> None:
    assert judged(meet("Ann Lee", type="place"), watched("Ann Lee")) is None
    assert judged(meet("Ann Lee", type="organisation"), watched("Ann Lee")) is None
    open_type = watched("Moss Rail", type=None)
    assert sure(meet("Moss Rail", type="organisation"), open_type).decision == "likely"


def test_a_catalogue_settles_it() -> None:
    match = sure(meet("A. Lee", links=("w1",)), watched("Ann Lee"))
    assert (match.decision, match.reasons[-1]) == ("certain", LINKED)


def test_a_citizenship_that_somebody_claims_counts_for_nothing() -> None:
    parts = (Part("person", "e1", "Lee"), Part("country", None, "France"))
    claimed = Item("event", "v1", "citizenship", "French", parts, voice="statement")
    assert sure(meet("Ann Lee"), watched("Ann Lee", countries=("fr",)), claimed).decision == "likely"
    told = claimed._replace(voice="outlet")
    assert sure(meet("Ann Lee"), watched("Ann Lee", countries=("fr",)), told).decision == "certain"


def test_of_several_entries_with_a_name_each_is_only_possible() -> None:
    likely = Match("likely", 0.85, "Ann Lee", ("same name",))
    both = settle([(1, likely), (2, likely)])
    assert [match.decision for _, match in both] == ["possible", "possible"]
    assert all(SHARED in match.reasons for _, match in both)
    certain = Match("certain", 0.92, "Ann Lee", ("same name",))
    assert settle([(1, likely), (2, certain)]) == [(2, certain)]
