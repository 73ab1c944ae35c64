from __future__ import annotations

from pathlib import Path

from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES, render_table

DOCS = Path(__file__).resolve().parents[2] / "docs" / "events.md"


def test_the_page_is_the_table_of_the_code() -> None:
    assert DOCS.read_text(encoding="utf-8") == render_table()


def test_every_type_stands_in_the_page_with_its_roles() -> None:
    rows = [line.strip("| ").split(" | ") for line in render_table().splitlines() if line.startswith("| ")][
        1:
    ]
    assert {row[0]: tuple(row[2].split(", ")) for row in rows} == {
        name: kind.roles for name, kind in EVENT_TYPES.items()
    }


def test_names_are_the_keys_and_roles_are_distinct() -> None:
    for name, kind in EVENT_TYPES.items():
        assert kind.name == name
        assert len(set(kind.roles)) == len(kind.roles)
        assert not {"time", "reason"} & set(kind.roles), "every type takes these anyway"


def test_every_type_takes_time_place_and_reason() -> None:
    assert COMMON_ROLES == ("time", "place", "reason")


def test_types_in_one_row_share_their_roles() -> None:
    for names in (
        ("conviction", "acquittal", "sentence"),
        ("rescue", "evacuation"),
        ("promise", "threat", "refusal"),
    ):
        assert len({EVENT_TYPES[name].roles for name in names}) == 1


def test_states_and_speech_acts() -> None:
    assert EVENT_TYPES["post"].state
    assert not EVENT_TYPES["appointment"].state
    assert {name for name, kind in EVENT_TYPES.items() if kind.speech_act} >= {"praise", "denial", "refusal"}
    assert not any(kind.state and kind.speech_act for kind in EVENT_TYPES.values())


def test_mappings() -> None:
    assert EVENT_TYPES["citizenship"].wikidata == ("P27",)
    assert EVENT_TYPES["citizenship"].followthemoney == ("Person:nationality",)
    assert EVENT_TYPES["attack"].plover == ("ASSAULT", "FIGHT")
    assert EVENT_TYPES["birth"].roles == ("person", "place")


def test_the_end_of_an_event_may_be_an_act_of_its_own() -> None:
    assert EVENT_TYPES["sanction"].plover_ended == ("CONCEDE", "RETREAT")
    assert EVENT_TYPES["attack"].plover_ended == ()
    assert "| COERCE, SANCTION; CONCEDE |" in render_table()


def test_plover_categories_are_those_of_the_manual_or_its_gold() -> None:
    manual = set(
        """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION
        MOBILIZE COERCE ASSAULT""".split()
    )
    gold = {"DEMAND", "DISAPPROVE", "FIGHT", "INVESTIGATE"}
    used = {category for kind in EVENT_TYPES.values() for category in (*kind.plover, *kind.plover_ended)}
    assert used == manual | gold
