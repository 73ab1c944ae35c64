from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse import pipeline
from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document
from onrecord.model.record import Record

NEWS = (
    "Mayor Ida Voss said on Monday that the bridge would close. “We have no choice,” she told the Argus.\n"
    "The council, which Karl Berg leads, had claimed to have mended it. According to the police, all is well."
)
MARKS = [*"\"“”‘’'():;,.?!—-\n\t", "\u202e", "\U0001f600", "\x00", "\r\n", "²", "Ж", "שלום"]
PHRASES = ["Ann Lee", "said", "that", "he", "the two men", "according to", "was arrested", "2016", "Minister"]
WORDS = st.sampled_from([*MARKS, *PHRASES, "is said to have fled"])


def read(text: str) -> Record:
    return analyse(Article(document=make_document(text, location="test")))


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_a_record_whose_invariants_hold(text: str) -> None:
    record = read(text)
    assert record.document.text == text
    assert Record.from_json(record.to_json()) == record


def test_the_same_text_gives_the_same_bytes() -> None:
    assert read(NEWS).to_json() == read(NEWS).to_json()


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [
        Article(document=make_document(text, location=text[:4])) for text in (NEWS, "A dog barked.", NEWS)
    ]
    forwards = [analyse(article).to_json() for article in articles]
    backwards = [analyse(article).to_json() for article in reversed(articles)]
    assert forwards == backwards[::-1]


def test_a_paragraph_in_front_moves_everything_by_its_length() -> None:
    front = "It rained all night and the river rose by a foot.\n"
    plain, moved = read(NEWS), read(front + NEWS)
    shift = len(front)
    before = [(s.act, [(p.start + shift, p.end + shift) for p in s.content]) for s in plain.statements]
    after = [(s.act, [(p.start, p.end) for p in s.content]) for s in moved.statements]
    assert after == before
    assert [e.trigger.start for e in moved.events] == [e.trigger.start + shift for e in plain.events]


def test_a_text_behind_the_limit_is_named_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MAX_LENGTH", 3_000)
    text = "The mayor said that the bridge would close. " * 100
    record = read(text)
    (unread,) = record.document.unread
    assert 2_000 < unread.start <= 3_000
    assert unread.end == len(text.rstrip())
    assert text[: unread.start].rstrip().endswith(".")
    assert all(part.end <= unread.start for s in record.statements for part in s.content)
    assert record.segments[-1].end == len(text.rstrip())


def test_the_stages_tell_their_times() -> None:
    seen: dict[str, float] = {}
    analyse(Article(document=make_document(NEWS, location="x")), watch=seen.__setitem__)
    assert list(seen) == [
        "segments", "encoder", "tokens", "attribution", "times", "mentions", "coreference", "statements",
        "events",
    ]  # fmt: skip
    assert all(seconds >= 0 for seconds in seen.values())


def test_whose_words_events_are_in() -> None:
    record = read("“Karl Berg was arrested on Monday,” Ida Voss said. Tom Roe was arrested on Friday.")
    voices = {record.document.text[e.arguments[0].start : e.arguments[0].end]: e for e in record.events
              if e.type == "arrest"}  # fmt: skip
    assert voices["Tom Roe"].voice == "outlet"
    assert voices["Karl Berg"].voice == "statement"
    assert voices["Karl Berg"].according_to == record.statements[0].id


def test_quoted_words_that_nobody_is_named_for_are_in_nobody_s_voice() -> None:
    record = read(
        "A note lay on the table. “Karl Berg was arrested on Monday by the police of this town.” It rained."
    )
    (arrest,) = [event for event in record.events if event.type == "arrest"]
    assert arrest.voice == "unknown"


@pytest.mark.parametrize(
    ("text", "type_", "modality", "voice"),
    [
        # A charge or a plea is somebody's statement where it is read as one, and nobody's where it is not.
        ("Prosecutors charged Tom Hay with murdering Ann Lee.", "killing", "possible", "statement unknown"),
        ("Tom Hay was charged with murdering Ann Lee.", "killing", "possible", "statement unknown"),
        ("Tom Hay is on trial for killing Ann Lee.", "killing", "possible", "statement unknown"),
        ("Tom Hay pleaded not guilty to killing Ann Lee.", "killing", "possible", "statement unknown"),
        ("Police allege that Tom Hay killed Ann Lee.", "killing", "actual", "statement"),
        ("Nobody said that Tom Hay had killed Ann Lee.", "killing", "possible", "statement"),
        ("Tom Hay killed Ann Lee.", "killing", "actual", "outlet"),
    ],
)
def test_an_accusation_is_no_fact_of_the_outlet_s(text: str, type_: str, modality: str, voice: str) -> None:
    (event,) = [event for event in read(text).events if event.type == type_]
    assert event.modality == modality
    assert event.voice in voice.split()


def test_who_is_charged_is_not_who_charges() -> None:
    record = read("Prosecutors charged Tom Hay with murdering Ann Lee.")
    (killing,) = [event for event in record.events if event.type == "killing"]
    names = {entity.id: entity.name for entity in record.entities}
    assert {(a.role, names[e]) for a in killing.arguments for e in a.entities} == {
        ("killer", "Tom Hay"),
        ("victim", "Ann Lee"),
    }


def test_the_inner_quotation_s_i_is_the_inner_speaker() -> None:
    record = read("“My brother Karl Berg told me: ‘I sold the boat to Tom Roe.’ I was angry,” Ann Lee said.")
    names = {entity.id: entity.name for entity in record.entities}
    text = record.document.text
    persons = [names[m.entities[0]] for m in record.mentions if m.slice(text) == "I"]
    assert persons == ["Karl Berg", "Ann Lee"]


def test_a_description_in_a_quotation_is_not_its_speaker() -> None:
    record = read("“We will sell,” said Ann Lee, the finance minister. “The minister of defence resigned.”")
    names = {entity.id: entity.name for entity in record.entities}
    departures = [event for event in record.events if event.type == "departure"]
    people = {names[e] for event in departures for a in event.arguments for e in a.entities}
    assert "Ann Lee" not in people


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_of_cycles_is_held_and_left_as_it_was(enabled: bool) -> None:
    article = Article(document=make_document(NEWS, location="x"))
    before, held = gc.isenabled(), list[bool]()

    def fail(_stage: str, _seconds: float) -> None:
        raise RuntimeError

    try:
        (gc.enable if enabled else gc.disable)()
        analyse(article, watch=lambda _stage, _seconds: held.append(gc.isenabled()))
        assert held
        assert not any(held)
        assert gc.isenabled() == enabled
        with pytest.raises(RuntimeError):
            analyse(article, watch=fail)
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()
