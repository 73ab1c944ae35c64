from __future__ import annotations

import json

import msgspec

from bench.event_instructions import INSTRUCTIONS, MEANINGS
from bench.event_sheet import explain, name_arguments, roles_of, show
from bench.event_verdicts import Found
from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.model.record import Argument, Event, Quantity, Record
from tests.bench.fines import read, read_fine
from tests.records import Sketch, find, make_record


def with_event(record: Record, event: Event) -> Record:
    return msgspec.structs.replace(record, events=(event,))


def page(record: Record) -> list[str]:
    return "\n".join(show(7, record, record.events[0])).splitlines()


def line_of(record: Record, head: str) -> str:
    (line,) = [line for line in page(record) if line.strip().startswith(head)]
    return " ".join(line.split())


def test_the_page_shows_where_the_event_stands_and_what_it_is() -> None:
    shown = page(read_fine())
    assert shown[0].startswith("#7 lee.txt [")
    assert shown[1] == "  published 2017-11-08 (given)   outlet Mercury"
    assert "that she was >>>fined<<< 90 euros on Monday" in shown[2]
    assert "  type      fine (event). Roles: target, authority, amount, place, reason" in shown
    assert "  phase     begins" in shown
    assert "  polarity  positive" in shown
    assert "  modality  actual" in shown


def test_the_page_shows_each_argument_with_words_entities_and_value() -> None:
    record = read_fine()
    assert line_of(record, "target") == "target no words = Ann Lee (person)"
    assert line_of(record, "amount").endswith("no entity")
    assert ">>>90 euros<<< on Monday" in line_of(record, "amount")
    she = find(record.document.text, "she")
    told = Argument(role="target", entities=("lee", "roe"), start=she.start, end=she.end, value=2)
    shown = line_of(
        with_event(record, msgspec.structs.replace(record.events[0], arguments=(told,))), "target"
    )
    assert ">>>she<<< was fined" in shown
    assert shown.endswith("= Ann Lee (person) + Roe (person) value 2")


def test_the_page_shows_a_quantity() -> None:
    record = read_fine()
    told = Argument(role="amount", value=90, quantity=Quantity(least=90, currency="EUR"))
    shown = line_of(
        with_event(record, msgspec.structs.replace(record.events[0], arguments=(told,))), "amount"
    )
    assert shown == 'amount no words value 90 quantity {"least":90,"currency":"EUR"}'


def test_the_page_shows_all_words_of_the_entities_that_are_spoken_of() -> None:
    shown = page(read_fine())
    assert "    Ann Lee (person): Ann Lee ×1; she ×1" in shown
    assert any(line.startswith("    Roe (person)") for line in shown)  # as a source


def test_the_page_shows_the_time_or_that_none_is_given() -> None:
    assert line_of(read_fine(), "time").endswith("= 2017-11-06 (DATE, 2017-11-06 to 2017-11-06)")
    assert ">>>on Monday<<<" in line_of(read_fine(), "time")
    assert line_of(read(Sketch("fine", "fine was")), "time") == "time none given"


def test_the_page_shows_the_chain_from_the_innermost_source() -> None:
    shown = page(read_fine())
    start = shown.index("  voice     statement")
    assert shown[start + 1].startswith("    according to ")
    assert ">>>Roe<<<" in shown[start + 1]
    assert "= Roe (person); say, by" in shown[start + 1]
    assert shown[start + 2].startswith("    reported by ")
    assert "= the Herald (organisation), also The Herald; say, by" in shown[start + 2]
    assert shown[start + 3] == "  entities"


def test_the_page_says_that_nobody_is_named() -> None:
    record = make_record(
        "It is [cue:s1 said] [content:s1:indirect that he was fined].",
        events=[Sketch("fine", "fined", according_to="s1")],
    )
    assert line_of(record, "according to").startswith("according to nobody named; say, by")
    assert "  arguments none" in page(record)


def test_the_page_shows_other_mentions() -> None:
    record = read_fine()
    mention = find(record.document.text, "fine was")
    told = with_event(record, msgspec.structs.replace(record.events[0], mentions=(mention,)))
    assert line_of(told, "other mention").endswith("on Monday. The >>>fine was<<< paid. ¶")


def test_the_page_shows_enough_on_both_sides_and_who_was_named_before() -> None:
    long = "It rained. " * 300
    record = make_record(
        f"[e:lee Ann Lee] came. {long}[e:lee She] was fined. {long}",
        entities={"lee": ("person", "Ann Lee")},
        events=[Sketch("fine", "fined", {"target": "lee"})],
    )
    shown = page(record)
    before, _, after = shown[2].partition(">>>fined<<<")
    assert 1_200 <= len(before) <= 1_250
    assert 500 <= len(after) <= 550
    assert line_of(record, "first").startswith("first [0] >>>Ann Lee<<< came.")


def test_arguments_of_one_role_are_numbered_and_the_place_is_one_of_them() -> None:
    event = read_fine().events[0]
    assert list(name_arguments(event)) == ["target", "amount", "place"]
    arguments = tuple(
        Argument(role=role, entities=(identity,))
        for role, identity in [("participant", "lee"), ("place", "leeds"), ("participant", "roe")]
    )
    event = msgspec.structs.replace(event, type="meeting", arguments=arguments)
    assert list(name_arguments(event)) == ["participant", "place", "participant#2"]
    elsewhere = msgspec.structs.replace(event, place="herald")
    assert list(name_arguments(elsewhere))[-1] == "place#2"


def test_every_type_is_explained_in_one_line() -> None:
    assert set(MEANINGS) <= set(EVENT_TYPES)
    for name in EVENT_TYPES:
        assert "\n" not in explain(name)
        assert len(set(roles_of(name))) == len(roles_of(name))
    assert explain("strike") == "strike (event): by workers. Roles: striker, target, place, reason"
    assert explain("promise").startswith("promise (act of speech). Roles: speaker")


def test_the_instructions_name_every_key_that_a_judge_writes() -> None:
    example = INSTRUCTIONS.partition('{"number"')[2].partition("\nAll keys")[0]
    written = json.loads('{"number"' + example)
    assert set(written) == {"number", *Found.__struct_fields__}
