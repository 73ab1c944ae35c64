from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from onrecord.errors import MalformedInput
from onrecord.evaluate.examples import read_examples
from onrecord.evaluate.expectations import check, normalise, read_expectations
from onrecord.evaluate.expected import Expectation, is_probe, parse_expectations
from onrecord.evaluate.gold import Gold, read_gold
from onrecord.model.record import Record
from tests.evaluate.oracle import make_record
from tests.shared import SHARED, needs_shared

ROOT = Path(__file__).resolve().parents[2]
RECORD = make_record(
    read_gold(
        "[source:s1|e:post The Harbour Post] [cue:s1 reported] "
        "[content:s1:mixed [source:s2|e:lee Ann Lee] as [cue:s2 saying] "
        "[content:s2:direct “[e:fox May] was fired [t:2018-07 in July].”]]\n"
        "[cue:s3 Allegedly] [content:s3:indirect,hedged [e:lee,fox the two women] met].\n"
        "[segment:promo READ MORE: All of it]\n"
        "====\n"
        '{"kind": "entity", "key": "post", "type": "organisation", "name": "The Harbour Post"}\n'
        '{"kind": "entity", "key": "lee", "type": "person", "name": "Ann Lee"}\n'
        '{"kind": "entity", "key": "fox", "type": "person", "name": "May Fox"}\n'
        '{"kind": "event", "type": ["departure"], "args": {"person": "May Fox", "manner": "fired at once"}, '
        '"time": "2018", "polarity": "positive", "modality": "actual", "according_to": "Ann Lee"}\n'
        '{"kind": "event", "type": ["meeting"], "args": {"participant": "Ann Lee"}, '
        '"according_to": "nobody"}\n'
        '{"kind": "event", "type": ["age"], "args": {"person": "Ann Lee", "age": "66"}, '
        '"according_to": null}\n'
    )
)


def is_met(record: Record, **fields: object) -> bool:
    (expectation,) = parse_expectations([json.dumps(fields)])
    report = check(record, [expectation])
    assert (report.total, report.probes) == ((0, 1) if is_probe(expectation) else (1, 0))
    met = report.found + report.held == 1
    assert met == (not report.missed and not report.wrongly_there)
    return met


def has_statement(**fields: object) -> bool:
    return is_met(RECORD, kind="statement", **fields)


def has_event(**fields: object) -> bool:
    return is_met(RECORD, kind="event", **fields)


def test_a_statement_is_found_by_its_content_and_what_else_is_said_of_it() -> None:
    quote = "“May was fired in July.”"
    assert has_statement(content=quote, source="Ann Lee", form="direct", chain=["The Harbour Post"])
    assert has_statement(content="was fired in July")
    assert has_statement(content=quote, source="ann lee|Somebody Else")
    assert not has_statement(content=quote, source="May Fox")
    assert not has_statement(content=quote, source=None)
    assert not has_statement(content=quote, form="indirect")
    assert not has_statement(content=quote, chain=[], dice=0.9)
    assert not has_statement(content=quote, chain=["Ann Lee"])
    assert not has_statement(content=quote, polarity="negative")
    assert not has_statement(content=quote, hedged=True)
    assert has_statement(content="the two women met", source=None, hedged=True, chain=[])
    assert has_statement(content="the two women met", source=["Ann Lee", None])
    assert not has_statement(content="READ MORE: All of it")


def test_how_much_of_the_content_must_agree() -> None:
    assert has_statement(content="fired in", dice=0.4)
    assert not has_statement(content="fired in", dice=0.7)


def test_an_abstained_source_is_not_nobody() -> None:
    unsure = [msgspec.structs.replace(one, source=None, abstained=("source",)) for one in RECORD.statements]
    record = msgspec.structs.replace(RECORD, statements=tuple(unsure))
    assert not is_met(record, kind="statement", content="the two women met", source=None)


def test_an_event_is_found_by_its_arguments_time_and_voice() -> None:
    assert has_event(
        type=["departure", "layoff"], args={"person": "May Fox"}, time="2018", according_to="Ann Lee"
    )
    assert has_event(type=["departure"], args={"*": "May Fox", "manner|cause": "fired at once"})
    assert not has_event(type=["departure"], args={"person": "Ann Lee"})
    assert not has_event(type=["departure"], args={"remover": "May Fox"})
    assert not has_event(type=["departure"], args={}, time="2017|2016")
    assert not has_event(type=["departure"], args={}, according_to=None)
    assert not has_event(type=["departure"], args={}, according_to="The Harbour Post")
    assert not has_event(type=["departure"], args={}, polarity="negative")
    assert not has_event(type=["departure"], args={}, modality="future")
    assert not has_event(type=["layoff"], args={})
    assert has_event(type=["meeting"], args={}, according_to="nobody")
    assert has_event(type=["age"], args={"age": "66"}, according_to=None)
    assert not has_event(type=["age"], args={"age": "6"})
    assert not has_event(type=["age"], args={}, time="2018")


def test_an_argument_is_found_by_whole_words_of_its_span() -> None:
    text = RECORD.document.text
    start = text.index("the two women")
    argument = msgspec.structs.replace(
        RECORD.events[0].arguments[1], value=None, start=start, end=start + len("the two women")
    )
    changed = msgspec.structs.replace(RECORD.events[0], arguments=(argument,))
    record = msgspec.structs.replace(RECORD, events=(changed,))
    assert is_met(record, kind="event", type=["departure"], args={"manner": "two women"})
    assert not is_met(record, kind="event", type=["departure"], args={"manner": "wo women"})


def test_an_unknown_voice_is_not_the_outlet_s() -> None:
    events = [msgspec.structs.replace(one, voice="unknown", according_to=None) for one in RECORD.events]
    record = msgspec.structs.replace(RECORD, events=tuple(events))
    assert not is_met(record, kind="event", type=["age"], args={}, according_to=None)


def test_a_mention_stands_for_all_of_its_entities_and_no_more() -> None:
    assert is_met(RECORD, kind="mention", text="the two women", entities=["May Fox", "Ann Lee"])
    assert not is_met(RECORD, kind="mention", text="the two women", entities=["Ann Lee"])
    assert is_met(RECORD, kind="mention", text="Ann", entities=["Ann Lee"])
    assert not is_met(RECORD, kind="mention", text="reported", entities=["Ann Lee"])


def test_times_segments_and_distinct_mentions() -> None:
    assert is_met(RECORD, kind="time", text="July", value="2018-07|2018")
    assert not is_met(RECORD, kind="time", text="July", value="2018")
    assert is_met(RECORD, kind="segment", text="READ MORE", segment="promo|caption")
    assert not is_met(RECORD, kind="segment", text="reported", segment="promo")
    assert is_met(RECORD, kind="distinct", texts=["Ann Lee", "May"])
    assert not is_met(RECORD, kind="distinct", texts=["Ann Lee", "the two women"])
    assert not is_met(RECORD, kind="distinct", texts=["Ann Lee", "reported"])


def test_probes_hold_when_nothing_is_there() -> None:
    assert is_met(RECORD, kind="no-event", type=["departure"], args={}, according_to=None)
    assert not is_met(RECORD, kind="no-event", type=["departure"], args={})
    assert is_met(RECORD, kind="no-statement", content="READ MORE")
    assert not is_met(RECORD, kind="no-statement", content="the two women met")


def test_words_that_are_not_in_the_text_are_a_mistake() -> None:
    with pytest.raises(MalformedInput, match="not in the text"):
        has_statement(content="May was hired")
    with pytest.raises(MalformedInput, match="not in the text"):
        is_met(RECORD, kind="mention", text="Ann Lee", nth=1, entities=["Ann Lee"])


def test_names_are_compared_without_case_articles_and_possessive_marks() -> None:
    assert normalise("The Harbour Post’s") == normalise("harbour post")
    assert normalise("Lee, A.-M.") == "lee a m"
    assert normalise("Theatre") == "theatre"


# What follows holds our check to the one that lies beside the project, on sound and on broken records.

Break = Callable[[Record], Record]


def break_polarity(record: Record) -> Record:
    events = [msgspec.structs.replace(event, polarity="negative") for event in record.events]
    statements = [msgspec.structs.replace(one, form="mixed", hedged=True) for one in record.statements]
    return msgspec.structs.replace(record, events=tuple(events), statements=tuple(statements))


def break_voices(record: Record) -> Record:
    events = [
        msgspec.structs.replace(
            event, voice="unknown" if event.according_to is None else "outlet", according_to=None
        )
        for event in record.events
    ]
    return msgspec.structs.replace(record, events=tuple(events))


def drop_every_third(record: Record) -> Record:
    """Without every third mention, time, event and outermost statement."""
    used = {statement.parent for statement in record.statements}
    voices = {event.according_to for event in record.events}
    statements = [
        one for number, one in enumerate(record.statements) if number % 3 or one.id in used | voices
    ]
    events = [event for number, event in enumerate(record.events) if number % 3]
    times = {event.time for event in events}
    return msgspec.structs.replace(
        record,
        statements=tuple(statements),
        events=tuple(events),
        mentions=tuple(one for number, one in enumerate(record.mentions) if number % 3),
        times=tuple(one for number, one in enumerate(record.times) if number % 3 or one.id in times),
    )


def merge_entities(record: Record) -> Record:
    """With every name given to the entity after it in the list."""
    names = [entity.name for entity in record.entities]
    moved = zip(record.entities, names[1:] + names[:1], strict=True)
    return msgspec.structs.replace(
        record, entities=tuple(msgspec.structs.replace(entity, name=name) for entity, name in moved)
    )


def shift_contents(record: Record) -> Record:
    """With every statement that has no part in a nesting cut after a third of its first part."""
    nested = {one.parent for one in record.statements} | {one.id for one in record.statements if one.parent}
    statements = []
    for one in record.statements:
        first = one.content[0]
        cut = msgspec.structs.replace(first, end=first.start + max(1, (first.end - first.start) // 3))
        statements.append(one if one.id in nested else msgspec.structs.replace(one, content=(cut,)))
    return msgspec.structs.replace(record, statements=tuple(statements))


def empty(record: Record) -> Record:
    return Record(document=record.document)


def cases() -> Iterator[tuple[Record, tuple[Expectation, ...]]]:
    for example in read_examples(ROOT / "examples"):
        more = parse_expectations(map(json.dumps, derive(example.gold)))
        yield make_record(example.gold), (*example.gold.expectations, *more)


def derive(gold: Gold) -> Iterator[dict[str, object]]:
    """Further expectations of a text, some right and some wrong."""
    for mention in gold.mentions:
        yield {"kind": "mention", "text": mention.span.slice(gold.text), "entities": [mention.entities[0]]}
    for statement in gold.statements:
        content = statement.content[0].slice(gold.text)
        yield {"kind": "statement", "content": content, "source": None, "chain": []}
    for time in gold.times:
        yield {"kind": "time", "text": time.span.slice(gold.text), "value": time.value}


def load_reference() -> ModuleType:
    path = SHARED / "check" / "check_record.py"
    specification = importlib.util.spec_from_file_location("check_record", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@needs_shared
@pytest.mark.parametrize(
    "broken",
    [None, break_polarity, break_voices, drop_every_third, merge_entities, shift_contents, empty],
)
def test_agreement_with_the_reference_check(broken: Break | None) -> None:
    reference = load_reference()
    verdicts = set()
    for sound, expectations in cases():
        record = broken(sound) if broken else sound
        checker = reference.Checker(json.loads(record.to_json()))
        report = check(record, expectations)
        failed = (*report.missed, *report.wrongly_there)
        ours = [wanted not in failed for wanted in expectations]
        theirs = [checker.check(msgspec.to_builtins(wanted)) for wanted in expectations]
        assert ours == theirs
        verdicts |= set(ours)
    assert verdicts == {True, False}


@needs_shared
def test_the_reference_expectations_are_read() -> None:
    expectations = read_expectations(SHARED / "articles" / "envoy.expected.jsonl")
    assert len(expectations) == 45
    assert sum(map(is_probe, expectations)) == 3
