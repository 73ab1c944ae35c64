from __future__ import annotations

import msgspec
import pytest

from onrecord.model.doubt import without_doubtful
from onrecord.model.record import Confidences, Record
from tests.records import Sketch, Told, make_record


@pytest.fixture
def record() -> Record:
    return make_record(
        "[source:out|e:post The Post] [cue:out said] [content:out:indirect that [source:in|e:lee Ann Lee] "
        "[cue:in admitted] [content:in:indirect [source:deep|e:roe Tom Roe] [cue:deep thinks] "
        "[content:deep:indirect he stole the car]]].",
        entities={
            "post": ("organisation", "The Post"),
            "lee": ("person", "Ann Lee"),
            "roe": ("person", "Tom Roe"),
        },
        told={"out": Told(confidence=0.9), "in": Told(confidence=0.4), "deep": Told(confidence=0.8)},
        events=[
            Sketch("seizure", "stole", {"authority": "roe"}, according_to="deep"),
            Sketch("attack", "thinks", {"attacker": "roe"}, according_to="in"),
        ],
    )


def test_nothing_is_left_out_without_a_floor(record: Record) -> None:
    assert without_doubtful(record, 0.0) is record


def test_what_stood_within_a_doubtful_statement_moves_up(record: Record) -> None:
    kept = without_doubtful(record, 0.5)
    assert {one.id: one.parent for one in kept.statements} == {"out": None, "deep": "out"}


def test_an_event_of_a_doubtful_statement_is_in_an_unknown_voice(record: Record) -> None:
    voices = {event.type: (event.voice, event.according_to) for event in without_doubtful(record, 0.5).events}
    assert voices == {"seizure": ("statement", "deep"), "attack": ("unknown", None)}


def test_a_speech_act_goes_with_its_statement(record: Record) -> None:
    events = tuple(msgspec.structs.replace(event, statement="in") for event in record.events)
    spoken = msgspec.structs.replace(record, events=events)
    assert without_doubtful(spoken, 0.5).events == ()


def test_a_doubtful_source_is_null_and_says_so(record: Record) -> None:
    unsure = Confidences(source=0.3, cue=0.9, content=0.9)
    statements = tuple(
        msgspec.structs.replace(one, confidences=unsure) if one.id == "deep" else one
        for one in record.statements
    )
    kept = without_doubtful(msgspec.structs.replace(record, statements=statements), 0.5)
    assert [(one.source is None, one.abstained) for one in kept.statements] == [
        (False, ()),
        (True, ("source",)),
    ]
