"""Tests of the mentions of one happening made one event, and of its tellings in several voices."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, Published, make_document
from onrecord.model.record import Event, Record

PUBLISHED = Published(value="2018-08-08", basis="given")


def read(text: str) -> Record:
    return analyse(Article(document=make_document(text, location="x", published=PUBLISHED)), facts=None)


@dataclass(frozen=True, slots=True)
class Shown:
    """An event of a type: the words of its trigger and mentions, and the words or names in each role."""

    words: tuple[str, ...]
    roles: frozenset[tuple[str, str]]
    event: Event


def shown(text: str, kind: str) -> list[Shown]:
    record = read(text)
    names = {entity.id: entity.name for entity in record.entities}
    found = []
    for event in record.events:
        if event.type == kind:
            roles: set[tuple[str, str]] = set()
            for a in event.arguments:
                roles.update((a.role, names[entity]) for entity in a.entities)
                if not a.entities and a.start is not None:
                    roles.add((a.role, text[a.start : a.end]))
            words = (event.trigger.slice(text), *(span.slice(text) for span in event.mentions))
            found.append(Shown(words, frozenset(roles), event))
    return found


def test_events_are_known_again_by_roles_that_they_have() -> None:
    for name, ways in read_lexicon("sameness")["identifying"].items():
        roles = {part.partition("*")[0].strip() for way in ways.split("|") for part in way.split("+")}
        assert roles <= {*EVENT_TYPES[name].roles, *COMMON_ROLES}, name
        assert not EVENT_TYPES[name].speech_act


def test_mentions_of_one_deed_are_one_event_with_their_arguments_put_together() -> None:
    text = "Ann Lee resigned on Monday. The town was shaken. Lee resigned from the council of Hull."
    (departure,) = shown(text, "departure")
    assert departure.words == ("resigned", "resigned")
    assert {("person", "Ann Lee"), ("organisation", "council of Hull")} <= departure.roles
    assert departure.event.time is not None


def test_a_noun_with_an_article_means_the_one_happening_before_it() -> None:
    (crash,) = shown(
        "A bus crashed near Hull on Monday. Two streets were shut. The crash blocked a road.", "accident"
    )
    assert crash.words == ("crashed", "crash")
    assert ("vehicle", "A bus") in crash.roles


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Two it may be.
        ("A bus crashed near Hull. A lorry crashed near York. The crash blocked a road.", "accident"),
        # Another one, and what is told of another one.
        ("A bus crashed near Hull on Monday. Another crash blocked a road.", "accident"),
        ("A bus crashed near Hull on Monday. The first crash in Leeds killed nobody.", "accident"),
        # Two people, days, polarities, places, numbers.
        ("Ann Lee was arrested. Tom Roe was arrested.", "arrest"),
        ("Ann Lee was arrested on Monday. Lee was arrested again on Tuesday.", "arrest"),
        ("Ann Lee was not arrested on Monday. Ann Lee was arrested.", "arrest"),
        ("Ann Lee met Tom Roe in Hull. Lee met Karl Berg in York.", "meeting"),
        ("Rebels killed three people in May. Rebels killed nine people.", "killing"),
        # A deputy is not the mayor.
        ("Mayor Ann Lee spoke. Deputy Mayor Lee left.", "post"),
    ],
)
def test_what_differs_stays_apart(text: str, kind: str) -> None:
    events = shown(text, kind)
    assert len(events) > 1
    assert all(len(event.words) == 1 and event.event.same_as is None for event in events)


def test_a_state_that_is_told_again_is_one() -> None:
    (post,) = shown("Mayor Ann Lee opened the school. Mayor Lee, 52, then left.", "post")
    assert post.words == ("Mayor", "Mayor")


def test_what_is_claimed_and_confirmed_is_two_events_that_are_the_same() -> None:
    text = "Ann Lee resigned on Monday. Tom Roe said that Lee had resigned over her debts."
    own, claimed = shown(text, "departure")
    assert (own.event.voice, claimed.event.voice) == ("outlet", "statement")
    assert (own.event.same_as, claimed.event.same_as) == (None, own.event.id)
    assert "reason" in {role for role, _ in claimed.roles}
    assert "reason" not in {role for role, _ in own.roles}
    assert own.words == claimed.words == ("resigned",)


def test_what_only_a_source_tells_passes_not_into_the_outlet_s_voice_by_way_of_a_third() -> None:
    text = (
        "Ann Lee resigned on Monday. “Lee resigned from the council of Hull,” said Tom Roe. "
        "The council was sorry that Ann Lee had resigned."
    )
    events = shown(text, "departure")
    own = [event for event in events if event.event.voice == "outlet"]
    assert [event.words for event in own] == [("resigned", "resigned")]
    assert "organisation" not in {role for role, _ in own[0].roles}


def test_the_trigger_that_tells_most_leads_and_the_others_stand_in_the_text_s_order() -> None:
    (crash,) = shown(
        "The crash was loud. The crash blocked a road. It was on Monday that a bus crashed near Hull.",
        "accident",
    )[:1]
    spans = [span.start for span in crash.event.mentions]
    assert spans == sorted(spans)
    assert crash.event.trigger.start not in spans


def test_many_mentions_take_bounded_time() -> None:
    took: dict[str, float] = {}
    document = make_document("The crash injured Ann Lee. " * 700, location="x")
    began = time.perf_counter()
    analyse(Article(document=document), watch=took.__setitem__, facts=None)
    assert took["events"] < (time.perf_counter() - began) / 2
