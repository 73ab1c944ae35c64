"""What people say of items stands beside them, outlasts a new analysis, and can be carried out."""

from __future__ import annotations

import json

import msgspec
import pytest
from sqlalchemy import select

from onrecord.corrections.applying import apply_corrections
from onrecord.corrections.correcting import Say, correct_item, report_missing, retract, take_back
from onrecord.corrections.spelling import read_setting
from onrecord.errors import InputError, UnknownId
from onrecord.model.kept import Correction, ItemKind
from onrecord.model.record import Record
from onrecord.query.cite import cite
from onrecord.query.cite_words import warnings
from onrecord.query.verify import Failure, verify_store
from onrecord.store import schema
from onrecord.store.corrections import corrections_for, corrections_of, place_corrections
from onrecord.store.opening import Store
from onrecord.store.records import read_record
from tests.query.shelf import FIRST, READERS, SECOND, THIRD, add_article, fill, key_of, make_article
from tests.records import Sketch, make_record

SAY = Say(by="Bo Ash", at=THIRD, note="see the minutes")


def say(record: Record, item: str | None, kind: ItemKind, **options: str | None) -> Correction:
    told = {"verdict": "wrong", **options}
    return msgspec.convert(
        {"document": record.document.id, "item": item, "kind": kind, "by": "Bo", "at": THIRD, **told},
        Correction,
    )


def test_a_correction_leaves_the_record_as_it_is(store: Store) -> None:
    record = make_article()
    add_article(store, record, FIRST)
    with store.writing() as connection:
        (one,) = correct_item(connection, "s1", Say(by="Bo", at=SECOND, settings=("act=deny",)))
    assert one.refusal is None
    with store.reading() as connection:
        assert read_record(connection, key_of(store, record.document.id)) == record
        (held,) = corrections_for(connection, ["s1", "s2"])["s1"]
    assert (held.correction.field, held.correction.value) == ("act", '"deny"')
    assert held.engine == "0.2.0+abc"
    assert [one.exact for one in held.anchor] == [record.statements[0].content[0].slice(record.document.text)]


def test_the_same_said_twice_is_said_once(store: Store) -> None:
    add_article(store, make_article(), FIRST)
    with store.writing() as connection:
        first = correct_item(connection, "s1", Say(by="Bo", at=SECOND, verdict="wrong"))
        second = correct_item(connection, "s1", Say(by="Bo", at=THIRD, verdict="wrong"))
        other = correct_item(connection, "s1", Say(by="Al", at=THIRD, verdict="wrong"))
    assert first[0].key == second[0].key != other[0].key


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    add_article(store, make_article(), FIRST)
    with store.writing() as connection:
        with pytest.raises(InputError, match="has no such field to correct; it has parent, source, cue"):
            correct_item(connection, "s1", Say(by="Bo", at=SECOND, settings=("colour=red",)))
        with pytest.raises(InputError, match="FIELD=VALUE"):
            correct_item(connection, "s1", Say(by="Bo", at=SECOND, settings=("act",)))
        with pytest.raises(InputError, match="--by"):
            correct_item(connection, "s1", Say(by=" ", at=SECOND, verdict="wrong"))
        with pytest.raises(InputError, match="--right, --wrong"):
            correct_item(connection, "s1", Say(by="Bo", at=SECOND))
        with pytest.raises(UnknownId):
            correct_item(connection, "s99", Say(by="Bo", at=SECOND, verdict="wrong"))
        (one,) = correct_item(connection, "s1", Say(by="Bo", at=SECOND, settings=("act=sing",)))
    assert one.refusal is not None
    assert "sing" in one.refusal


def test_a_correction_outlasts_a_new_analysis_with_other_ids(store: Store) -> None:
    """The engine moves the border of a quotation by a word: another id, and the same statement."""
    old = make_record("[source:s1 Lee] [cue:s1 said] [content:s1:indirect that the old bridge is shut] now.")
    add_article(store, old, FIRST)
    with store.writing() as connection:
        correct_item(connection, "s1", Say(by="Bo", at=SECOND, verdict="right"))
    new = make_record("[source:s7 Lee] [cue:s7 said] that [content:s7:indirect the old bridge is shut now].")
    assert new.document.id == old.document.id
    add_article(store, new, THIRD, reanalyse=True)
    with store.reading() as connection:
        held = corrections_of(connection, old.document.id)
        (one,) = place_corrections(new, held)
        assert (one.item, one.standing) == ("s7", "moved")
        assert [held.correction.item for held in cite(connection, "s7").corrections] == ["s1"]
    gone = make_record("Lee said that the [source:s8 old] [cue:s8 bridge] is [content:s8:indirect shut now].")
    (one,) = place_corrections(gone, held)
    assert (one.item, one.standing) == (None, "gone")


def test_a_correction_is_taken_back(store: Store) -> None:
    add_article(store, make_article(), FIRST)
    with store.writing() as connection:
        (one,) = correct_item(connection, "s1", Say(by="Bo", at=SECOND, verdict="wrong"))
        held = take_back(connection, one.key, now=THIRD)
        assert held.withdrawn == THIRD
        assert corrections_for(connection, ["s1"]) == {}
        (again,) = correct_item(connection, "s1", Say(by="Bo", at=SECOND, verdict="wrong"))
        assert again.key != one.key
        with pytest.raises(InputError, match="no correction with this number"):
            take_back(connection, 99, now=THIRD)


def test_a_retracted_article_is_marked_and_stays(store: Store) -> None:
    record = fill(store)
    identity = record.document.id
    with store.writing() as connection:
        taken = retract(connection, identity[:8], SAY)
    with store.reading() as connection:
        citation = cite(connection, record.statements[0].id)
        assert citation.status == "retracted"
        assert warnings(citation)[0] == "the article is marked as retracted"
        assert "that the article is retracted: see the minutes" in warnings(citation)[1]
    assert not [one for one in verify_store(store, readers=READERS) if isinstance(one, Failure)]
    with store.writing() as connection:
        take_back(connection, taken.key, now=THIRD)
    with store.reading() as connection:
        status = select(schema.documents.c.status).where(schema.documents.c.id == identity)
        assert connection.execute(status).scalar_one() == "current"
    assert not [one for one in verify_store(store, readers=READERS) if isinstance(one, Failure)]


def test_a_missing_item_is_kept_and_put_in(store: Store) -> None:
    record = make_article()
    add_article(store, record, FIRST)
    start = record.document.text.index("known")
    item = {"start": start, "end": start + 5, "type": "DATE", "value": "PAST_REF"}
    with store.writing() as connection:
        taken = report_missing(connection, record.document.id, "time", json.dumps(item), SAY)
        with pytest.raises(InputError, match="as JSON"):
            report_missing(connection, record.document.id, "time", "{", SAY)
    assert taken.refusal is None
    times = apply_corrections(record, [taken.correction]).record.times
    assert [one.slice(record.document.text) for one in times] == ["on Wednesday", "known"]
    assert len(times[1].id) == 21


def test_words_say_where_a_missing_statement_stands() -> None:
    record = make_record("“No,” said Bo Ash. Bo Ash said “No” and that he had known.")
    item = {"form": "indirect", "source": "Bo Ash", "cue": "said", "content": ["“No”", "that he had known"]}
    found = say(record, None, "statement", verdict="missing", value=json.dumps(item))
    applied = apply_corrections(record, [found])
    assert applied.refused == ()
    (one,) = applied.record.statements
    text = record.document.text
    assert one.source is not None
    assert one.cue is not None
    assert [span.slice(text) for span in one.content] == ["“No”", "that he had known"]
    assert (one.source.start, one.cue.start) == (text.rindex("Bo Ash"), text.rindex("said"))
    assert (one.act, one.polarity, one.hedged, one.parent) == ("say", "positive", False, None)


def test_fields_are_changed() -> None:
    record = make_article()
    wanted = [
        say(record, "s1", "statement", verdict="changed", field="act", value='"deny"'),
        say(record, "s1", "statement", verdict="changed", field="cue", value='"told Kim Ode"'),
        say(record, "v1", "event", verdict="changed", field="trigger", value='"known"'),
        say(record, "ode", "entity", verdict="changed", field="type", value='"organisation"'),
        say(record, None, "document", verdict="changed", field="outlet", value='"Moss Mail"'),
        say(record, "s1", "statement", verdict="right"),
    ]
    applied = apply_corrections(record, wanted)
    assert applied.refused == ()
    text = record.document.text
    said = applied.record.statements[0]
    assert (said.act, said.cue and said.cue.slice(text)) == ("deny", "told Kim Ode")
    assert applied.record.events[1].trigger.slice(text) == "known"
    assert applied.record.document.outlet == "Moss Mail"
    assert {one.id: one.type for one in applied.record.entities}["ode"] == "organisation"


def test_the_words_of_a_source_are_enough() -> None:
    record = make_article()
    change = say(record, "s2", "statement", verdict="changed", field="source", value='"Ann Lee"')
    applied = apply_corrections(record, [change])
    source = applied.record.statements[-1].source
    assert source is not None
    assert source.slice(record.document.text) == "Ann Lee"


def test_what_contradicts_the_record_is_refused_and_the_rest_done() -> None:
    record = make_article()
    wanted = [
        say(record, "s1", "statement", verdict="changed", field="time", value='"t99"'),
        say(record, "s1", "statement", verdict="changed", field="act", value='"sing"'),
        say(record, "s1", "statement", verdict="changed", field="cue", value='"no such words"'),
        say(record, "s1", "statement", field="source"),
        say(record, "s99", "statement"),
        say(record, None, "document"),
        say(record, "s2", "statement", verdict="changed", field="hedged", value="false"),
    ]
    applied = apply_corrections(record, wanted)
    assert [one.correction for one in applied.refused] == wanted[:-1]
    assert all(one.reason for one in applied.refused)
    assert not applied.record.statements[-1].hedged


@pytest.mark.parametrize(
    ("item", "kind", "name"),
    [
        ("s1", "statement", "statements"),
        ("s2", "statement", "statements"),
        ("v0", "event", "events"),
        ("v1", "event", "events"),
        ("m0", "mention", "mentions"),
        ("t0", "time", "times"),
        ("ode", "entity", "entities"),
        ("bridge", "entity", "entities"),
    ],
)
def test_what_is_wrong_is_taken_out_with_what_refers_to_it(item: str, kind: ItemKind, name: str) -> None:
    record = make_article()
    applied = apply_corrections(record, [say(record, item, kind)])
    assert applied.refused == ()
    assert item not in {one.id for one in getattr(applied.record, name)}
    assert f'"{item}"'.encode() not in applied.record.to_json()


def test_what_lay_within_a_statement_is_lifted() -> None:
    record = make_article()
    inner = next(one for one in record.statements if one.parent == "s1")
    applied = apply_corrections(record, [say(record, "s1", "statement")]).record
    assert next(one for one in applied.statements if one.id == inner.id).parent is None
    assert applied.events[0].voice == "unknown"


@pytest.mark.parametrize(
    ("setting", "read"),
    [
        ("act=deny", ("act", '"deny"')),
        ("hedged=true", ("hedged", "true")),
        ("value=a=b", ("value", '"a=b"')),
        ('aliases=["A"]', ("aliases", '["A"]')),
        ("time=null", ("time", "null")),
    ],
)
def test_settings_are_json_or_words(setting: str, read: tuple[str, str]) -> None:
    assert read_setting(setting) == read


def test_events_of_another_type_do_not_stand_in_for_each_other(store: Store) -> None:
    old = make_record("Lee quit.", events=[Sketch("departure", "quit")])
    add_article(store, old, FIRST)
    with store.writing() as connection:
        correct_item(connection, "v0", Say(by="Bo", at=SECOND, verdict="wrong"))
        held = corrections_of(connection, old.document.id)
    (event,) = old.events
    other = msgspec.structs.replace(old, events=(msgspec.structs.replace(event, id="v9", type="death"),))
    same = msgspec.structs.replace(old, events=(msgspec.structs.replace(event, id="v9"),))
    assert [one.standing for one in place_corrections(other, held)] == ["gone"]
    assert [one.standing for one in place_corrections(same, held)] == ["moved"]
