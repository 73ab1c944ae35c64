from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from onrecord.errors import BrokenInvariant, InvalidSpan, MalformedInput
from onrecord.model.document import Published, Segment, make_document
from onrecord.model.identity import item_id
from onrecord.model.record import (
    Argument,
    Entity,
    Event,
    Mention,
    Quantity,
    Record,
    Statement,
    StatementSource,
    Time,
)
from onrecord.model.schema import record_schema
from onrecord.model.span import Span

TEXT = "Ann Lee said on Monday that “the plan is dead”. She resigned."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def make_record(**changes: Any) -> Record:
    document = make_document(TEXT, location="lee.txt", outlet="The Argus")
    lee = Entity(id="e1", type="person", name="Ann Lee", aliases=("Ann Lee",))
    name, pronoun = at("Ann Lee"), at("She")
    said, content, monday = at("said"), at("that “the plan is dead”"), at("Monday")
    parts: dict[str, Any] = {
        "document": document,
        "segments": (Segment(start=0, end=len(TEXT), kind="body"),),
        "entities": (lee,),
        "mentions": (
            Mention(id="m1", start=name.start, end=name.end, entities=("e1",), form="name"),
            Mention(id="m2", start=pronoun.start, end=pronoun.end, entities=("e1",), form="pronoun"),
        ),
        "times": (Time(id="t1", start=monday.start, end=monday.end, type="DATE", value="XXXX-WXX-1"),),
        "statements": (
            Statement(
                id="s1",
                parent=None,
                source=StatementSource(start=name.start, end=name.end, entities=("e1",)),
                cue=said,
                content=(content,),
                form="mixed",
                act="say",
                polarity="positive",
                hedged=False,
                time="t1",
                confidence=0.9,
            ),
        ),
        "events": (
            Event(
                id="v1",
                type="departure",
                phase="begins",
                trigger=at("resigned"),
                arguments=(Argument(role="person", entities=("e1",), start=pronoun.start, end=pronoun.end),),
                polarity="positive",
                modality="actual",
                voice="outlet",
                confidence=0.8,
            ),
        ),
    }
    return Record(**{**parts, **changes})


def replaced(item: Any, **changes: Any) -> tuple[Any, ...]:
    return (msgspec.structs.replace(item, **changes),)


def test_json_and_back_gives_an_equal_record() -> None:
    record = make_record()
    assert Record.from_json(record.to_json()) == record
    assert Record.from_json(record.to_json(indent=2)) == record


def test_json_has_the_keys_of_the_contract() -> None:
    data = json.loads(make_record().to_json())
    assert data["schema"] == "onrecord/1"
    assert set(data["document"]) == {
        "id", "text_digest", "location", "url", "outlet", "title", "byline", "language", "published",
        "unread", "text",
    }  # fmt: skip
    assert data["statements"][0]["source"] == {
        "start": 0, "end": 7, "entities": ["e1"], "anonymous": None,
    }  # fmt: skip
    assert data["events"][0]["arguments"] == [
        {"role": "person", "entities": ["e1"], "start": 48, "end": 51},
    ]
    assert data["times"][0]["earliest"] is None


def test_the_schema_accepts_a_record_and_refuses_another() -> None:
    data = json.loads(make_record().to_json())
    jsonschema.Draft202012Validator(record_schema()).validate(data)
    data["statements"][0]["act"] = "sing"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(record_schema()).validate(data)


def test_unknown_keys_are_passed_over_and_missing_ones_refused() -> None:
    data = json.loads(make_record().to_json())
    data["later"] = 1
    assert Record.from_json(json.dumps(data)) == make_record()
    del data["document"]["text"]
    with pytest.raises(MalformedInput, match="text"):
        Record.from_json(json.dumps(data))


def test_a_changed_text_is_noticed() -> None:
    data = json.loads(make_record().to_json())
    data["document"]["text"] = data["document"]["text"].replace("dead", "good")
    with pytest.raises(MalformedInput, match="text_digest"):
        Record.from_json(json.dumps(data))


def test_a_span_behind_the_text_is_refused() -> None:
    with pytest.raises(InvalidSpan):
        make_record(segments=(Segment(start=0, end=len(TEXT) + 1, kind="body"),))


def test_segments_do_not_overlap() -> None:
    segments = (Segment(start=0, end=9, kind="body"), Segment(start=8, end=12, kind="promo"))
    with pytest.raises(BrokenInvariant, match="overlap"):
        make_record(segments=segments)


def test_aliases_are_names_that_the_text_uses() -> None:
    entities = (Entity(id="e1", type="person", name="Ann Lee", aliases=("She",)),)
    with pytest.raises(BrokenInvariant, match="aliases"):
        make_record(entities=entities)


def test_references_must_be_there() -> None:
    statement = make_record().statements[0]
    event = make_record().events[0]
    with pytest.raises(BrokenInvariant, match="e9"):
        make_record(statements=replaced(statement, about=("e9",)))
    with pytest.raises(BrokenInvariant, match="t9"):
        make_record(events=replaced(event, time="t9"))
    with pytest.raises(BrokenInvariant, match="without naming"):
        make_record(events=replaced(event, voice="statement"))


def test_two_items_have_two_ids() -> None:
    statement = make_record().statements[0]
    with pytest.raises(BrokenInvariant, match="two items"):
        make_record(statements=replaced(statement, id="e1"))


def test_one_entity_fills_a_role_once() -> None:
    event = make_record().events[0]
    twice = (*event.arguments, Argument(role="person", entities=("e1",)))
    with pytest.raises(BrokenInvariant, match="twice"):
        make_record(events=replaced(event, arguments=twice))


def test_an_argument_has_both_bounds_or_none() -> None:
    event = make_record().events[0]
    with pytest.raises(InvalidSpan):
        make_record(events=replaced(event, arguments=(Argument(role="person", start=3),)))


def test_other_triggers_stand_in_the_text_s_order_and_none_twice() -> None:
    event = make_record().events[0]
    mentions = (at("said"), at("dead"))
    assert make_record(events=replaced(event, mentions=mentions)).events[0].mentions == mentions
    for wrong in (mentions[::-1], (*mentions, mentions[1]), (event.trigger,)):
        with pytest.raises(BrokenInvariant, match="mentions of event v1"):
            make_record(events=replaced(event, mentions=wrong))


def test_events_that_are_the_same_have_one_type_and_two_voices_and_one_of_them_leads() -> None:
    event = make_record().events[0]
    told = msgspec.structs.replace(
        event, id="v2", trigger=at("dead"), voice="statement", according_to="s1", same_as="v1"
    )
    assert make_record(events=(event, told)).events[1].same_as == "v1"
    with pytest.raises(BrokenInvariant, match="v9"):
        make_record(events=(event, msgspec.structs.replace(told, same_as="v9")))
    with pytest.raises(BrokenInvariant, match="another type"):
        make_record(events=(event, msgspec.structs.replace(told, type="arrest")))
    with pytest.raises(BrokenInvariant, match="another's"):
        make_record(events=(msgspec.structs.replace(event, same_as="v2"), told))
    with pytest.raises(BrokenInvariant, match="in one voice"):
        make_record(events=(event, msgspec.structs.replace(told, voice="outlet", according_to=None)))


def test_an_amount_is_at_most_as_much_as_it_is_at_least() -> None:
    event = make_record().events[0]
    wide = Argument(role="amount", quantity=Quantity(least=1, most=2.5, currency="EUR"))
    assert Record.from_json(make_record(events=replaced(event, arguments=(wide,))).to_json())
    narrow = Argument(role="amount", quantity=Quantity(least=3, most=2))
    with pytest.raises(BrokenInvariant, match="at least 3"):
        make_record(events=replaced(event, arguments=(narrow,)))


def test_no_two_statements_share_cue_and_content() -> None:
    statement = make_record().statements[0]
    with pytest.raises(BrokenInvariant, match="shares"):
        make_record(statements=(statement, *replaced(statement, id="s2")))


def test_a_nested_statement_lies_within_its_parent() -> None:
    statement = make_record().statements[0]
    inner = msgspec.structs.replace(
        statement, id="s2", parent="s1", cue=None, content=(at("the plan is dead"),)
    )
    assert make_record(statements=(statement, inner)).statements[1].parent == "s1"
    outside = msgspec.structs.replace(inner, content=(at("She resigned"),))
    with pytest.raises(BrokenInvariant, match="within"):
        make_record(statements=(statement, outside))


def test_ids_depend_on_text_outlet_and_given_date_but_not_on_an_inferred_one() -> None:
    plain = make_document(TEXT, location="a.txt")
    assert plain.id == make_document(TEXT, location="a.txt").id
    assert plain.id != make_document(TEXT, location="b.txt").id
    assert plain.id != make_document(TEXT, location="a.txt", outlet="The Argus").id
    assert plain.id != make_document(TEXT + " ", location="a.txt").id
    given = make_document(TEXT, location="a.txt", published=Published(value="2018-08-05", basis="given"))
    assert given.id != plain.id
    inferred = make_document(
        TEXT, location="a.txt", published=Published(value="2018-08-05", basis="dateline")
    )
    assert inferred.id == plain.id
    online = make_document(TEXT, location="a.txt", url="https://argus.example/1")
    assert online.id == make_document(TEXT, location="b.txt", url="https://argus.example/1").id


def test_item_ids_are_permanent() -> None:
    document = make_document(TEXT, location="a.txt")
    assert item_id(document, "mention", [Span(start=0, end=7)]) == "m9239e667c28a33da623c"
    assert item_id(document, "mention", [Span(start=0, end=8)]) != item_id(
        document, "mention", [Span(start=0, end=7)]
    )


def test_a_lone_surrogate_has_a_digest() -> None:
    assert len(make_document("a\ud800b", location="x").text_digest) == 64
