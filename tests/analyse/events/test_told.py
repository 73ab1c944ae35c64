"""What is told of an event: whether it is so, who takes part, and whether it is one at all."""

from __future__ import annotations

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document
from onrecord.model.invariants import argument_span
from onrecord.model.record import Event


def events_of(text: str, kind: str) -> list[Event]:
    record = analyse(Article(document=make_document(text, location="test")))
    return [event for event in record.events if event.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("By the time the next mayor is inaugurated, Ida Roe will have left.", "appointment", "future"),
        ("By the time Jan Dee was arrested, Ida Roe had left.", "arrest", "actual"),
        ("An official said that prosecuting Ida Roe would be difficult.", "charge", "possible"),
        ("An official said that prosecuting Ida Roe was difficult.", "charge", "actual"),
        ("Ida Roe heads into the general election with a lead.", "election", "future"),
        ("Ida Roe is running for reelection.", "election", "possible"),
        ("Ida Roe is a candidate for the party's nomination.", "nomination", "possible"),
        ("Ida Roe is the favorite to win the party's nomination.", "nomination", "possible"),
        ("Ida Roe is seen to secure the party's nomination.", "nomination", "actual"),
        ("Her friends did not know that Ida Roe was deported to Kenya.", "expulsion", "actual"),
        ("Nobody said that Ida Roe was deported to Kenya.", "expulsion", "possible"),
        ("In match-ups, former Secretary of State Ida Roe would beat Jan Dee.", "post", "actual"),
    ],
)
def test_how_far_it_is_so(text: str, kind: str, status: str) -> None:
    assert {event.modality for event in events_of(text, kind)} == {status}


@pytest.mark.parametrize(
    ("text", "kind", "role", "words"),
    [
        ("The rules should stop the party from nominating Jan Dee.", "nomination", "nominator", "the party"),
        ("Ida Roe will seek the GOP's presidential nomination.", "nomination", "nominator", "GOP"),
        ("Former Acme-Lund CEO Ida Roe was dropped.", "post", "position", "CEO"),
        ("Ida Roe was secretary of defense.", "post", "position", "secretary of defense"),
        ("Also there were Jan Dee and former Kenya governor Ida Roe.", "post", "person", "Ida Roe"),
        ("Ida Roe, the speaker of the parliament, left.", "post", "position", "speaker"),
    ],
)
def test_who_takes_part(text: str, kind: str, role: str, words: str) -> None:
    spans = [argument_span(a) for event in events_of(text, kind) for a in event.arguments if a.role == role]
    assert [span.slice(text) for span in spans if span is not None] == [words]


def test_who_would_stop_an_attack_is_no_attacker() -> None:
    (event,) = events_of("Ida Roe would do whatever it took to stop a similar attack.", "attack")
    assert (event.phase, event.arguments) == ("begins", ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We asked readers who their favorite speaker was.", "post"),
        ("In a general election, Ida Roe could lose Ohio.", "election"),
        ("In every election there are winners.", "election"),
        ("She dropped her attacks on Jan Dee from her stump speech.", "attack"),
        ("Our freedom is under assault from the government.", "attack"),
    ],
)
def test_what_is_no_event_in_particular(text: str, kind: str) -> None:
    assert events_of(text, kind) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An election was held in Leeds in 2015.", "election"),
        ("The mayor called an election.", "election"),
        ("The village is under assault from the army.", "attack"),
    ],
)
def test_what_is_one(text: str, kind: str) -> None:
    assert len(events_of(text, kind)) == 1
