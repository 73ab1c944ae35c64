"""Every role of every event has a side and a phrase."""

from __future__ import annotations

from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES
from onrecord.watch.article import Item
from onrecord.watch.roles import ROLES, SIDES, tell_role, tell_status


def make_item(**given: object) -> Item:
    defaults = {"kind": "event", "id": "v1", "type": "arrest", "quote": "arrested", "parts": ()}
    return Item(**(defaults | given))  # type: ignore[arg-type]


def test_all_roles_are_in_the_table_and_no_others() -> None:
    known = {(one.name, role) for one in EVENT_TYPES.values() for role in (*one.roles, *COMMON_ROLES)}
    assert set(ROLES) == known
    assert {role.side for role in ROLES.values()} == SIDES
    assert all(role.phrase and role.phrase == role.phrase.strip() for role in ROLES.values())


def test_a_victim_a_judge_and_a_spokesman_are_no_culprits() -> None:
    killing, trial = make_item(type="killing"), make_item(type="trial")
    assert tell_role(killing, "victim") == ("affected", "is named as the person killed")
    assert tell_role(killing, "killer").side == "agent"
    assert tell_role(trial, "court").side == "authority"
    assert tell_role(trial, "person") == ("accused", "is named as the person on trial")
    said = make_item(kind="statement", type="say", form="direct")
    assert tell_role(said, "source") == ("speaker", "is quoted")
    assert tell_role(said, "about") == ("subject", "is spoken of")
    assert tell_role(make_item(kind="statement", form="indirect"), "source").phrase.startswith("is reported")
    assert tell_role(make_item(), "authority").phrase == "is named as the one who arrests"
    assert tell_role(make_item(kind="article"), "author").phrase == "wrote the article"


def test_a_role_that_is_new_is_told_as_it_is() -> None:
    assert tell_role(make_item(type="arrest", id="v9"), "witness").side == "matter"


def test_whether_it_is_so() -> None:
    assert tell_status(make_item()) == "told as a fact"
    assert tell_status(make_item(voice="statement")) == "asserted"
    assert tell_status(make_item(voice="statement", polarity="negative")) == "denied"
    assert tell_status(make_item(polarity="negative")) == "told not to be so"
    assert tell_status(make_item(modality="future")) == "not yet"
    assert tell_status(make_item(modality="possible")).startswith("possible")
    assert tell_status(make_item(phase="ended")) == "over"
    said = {"kind": "statement", "type": "say"}
    assert tell_status(make_item(**said)) == "reported"
    assert tell_status(make_item(**said, hedged=True)) == "reported with reserve"
    assert tell_status(make_item(**said, polarity="negative")) == "told not to have been said"
