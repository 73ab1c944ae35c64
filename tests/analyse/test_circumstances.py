"""Tests of when and where an event is."""

from __future__ import annotations

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, Published, make_document

PUBLISHED = Published(value="2018-08-08", basis="given")
MONDAY = "2018-08-06"


def circumstances(text: str) -> dict[str, tuple[str | None, str | None]]:
    """The value of the time and the name of the place of each event, by the words of its trigger."""
    document = make_document(text, location="x", published=PUBLISHED)
    record = analyse(Article(document=document), facts=None)
    names = {entity.id: entity.name for entity in record.entities}
    values = {time.id: time.value for time in record.times}
    return {
        event.trigger.slice(text): (values.get(event.time or ""), names.get(event.place or ""))
        for event in record.events
    }


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A bus crashed near Hull on Monday.", "crashed"),
        ("Monday's crash near Hull blocked a road.", "crash"),
        ("Tom Roe died in a crash on Monday.", "crash"),
        ("The last missile test was on Monday.", "test"),
        ("She praised the Monday attacks on the port.", "attacks"),
        # What a deed did, what is told beside it, and when it was.
        ("A gunman opened fire in Hull on Monday, killing two people and wounding five.", "killing"),
        ("A gunman opened fire in Hull on Monday, killing two people and wounding five.", "wounding"),
        ("A gunman opened fire in Hull on Monday and wounded five people.", "wounded"),
        ("Thirty people were injured when a bus overturned near Hull on Monday.", "injured"),
        ("Two people were killed and thirty were injured when a bus overturned on Monday.", "killed"),
    ],
)
def test_an_event_is_dated_by_its_own_words_and_by_what_is_of_the_same_moment(
    text: str, trigger: str
) -> None:
    assert circumstances(text)[trigger][0] == MONDAY


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The families of the victims marched on Monday to the site of the crash.", "crash"),
        ("On Monday Ann Lee blamed the crash on the rain.", "crash"),
        ("A letter was sent on Monday, two days before the election.", "election"),
        ("The club has not won the cup since 1948.", "won"),
        ("Ann Lee was arrested and has been free since Monday.", "arrested"),
        ("The accident happened a mile from Monday's blast.", "accident"),
        ("Ann Lee was arrested after a bus overturned on Monday.", "arrested"),
        ("The attacks on the current mayor hurt her.", "attacks"),
    ],
)
def test_a_time_of_something_else_dates_no_event(text: str, trigger: str) -> None:
    found = circumstances(text)
    assert trigger in found
    assert found[trigger][0] is None


def test_a_state_in_passing_is_not_where_its_sentence_is() -> None:
    found = circumstances("Mayor Ann Lee met the envoy in Hull on Monday.")
    assert found["Mayor"] == (None, None)
    assert found["met"] == (MONDAY, "Hull")


def test_a_noun_is_where_its_clause_is_only_if_it_happens_there() -> None:
    assert circumstances("Protesters held a rally in Hull.")["rally"][1] == "Hull"
    assert circumstances("In Hull Ann Lee blamed the attack on the rebels.")["attack"][1] is None


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Two people were killed when a bus overturned near Hull.", "killed", "Hull"),
        ("Two people were hurt after a bus overturned near Hull.", "hurt", "Hull"),
        ("A gunman opened fire in Hull, killing two people.", "killing", "Hull"),
        ("Seven people died in the Leeds tram crash.", "died", "Leeds"),
        ("The Leeds crash on Monday killed nobody.", "crash", "Leeds"),
        ("The Leeds election divides the town.", "election", "Leeds"),
        ("She is to clinch the nomination after votes in Kenya.", "nomination", None),
        ("When the letter was released, Tom Roe was speaking in Hull.", "released", None),
    ],
)
def test_a_place_may_stand_in_the_name_or_in_a_clause_of_the_same_moment(
    text: str, trigger: str, place: str | None
) -> None:
    assert circumstances(text)[trigger][1] == place


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The 20 August election divides the town.", "future"),
        ("The 2 August election divides the town.", "actual"),
    ],
)
def test_what_is_dated_behind_the_day_of_publication_is_to_come(text: str, modality: str) -> None:
    record = analyse(Article(document=make_document(text, location="x", published=PUBLISHED)), facts=None)
    (event,) = (event for event in record.events if event.trigger.slice(text) == "election")
    assert event.modality == modality
