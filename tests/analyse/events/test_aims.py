"""At whom an act of speech is aimed, told apart from what is said."""

from __future__ import annotations

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document


def roles_of(text: str, kind: str) -> dict[str, str]:
    """The words in each role of the only event of a type."""
    record = analyse(Article(document=make_document(text, location="test")), facts=None)
    (event,) = (event for event in record.events if event.type == kind)
    return {a.role: text[a.start : a.end] for a in event.arguments if a.start is not None}


@pytest.mark.parametrize(
    "text", ["Ida Roe called Karl Berg a liar.", "Ida Roe called over her shoulder, “He must go.”"]
)
def test_to_call_somebody_something_demands_nothing(text: str) -> None:
    record = analyse(Article(document=make_document(text, location="test")), facts=None)
    assert "demand" not in {event.type for event in record.events}


@pytest.mark.parametrize(
    ("text", "kind", "whom", "what"),
    [
        ("Ida Roe accused Karl Berg of taking bribes.", "accusation", "Karl Berg", "taking bribes"),
        ("Ida Roe blamed FBI director Karl Berg for the defeat.", "accusation", "Karl Berg", "the defeat"),
        ("Ida Roe blamed the defeat on Karl Berg.", "accusation", "Karl Berg", "the defeat"),
        ("On Saturday, Ida Roe blamed Karl Berg.", "accusation", "Karl Berg", None),
        ("Ida Roe urged Kenyan people not to rush.", "demand", "Kenyan people", "not to rush"),
        ("The group has called on Karl Berg to resign.", "demand", "Karl Berg", "to resign"),
        ("Ida Roe criticised Karl Berg for the delay.", "criticism", "Karl Berg", "the delay"),
        ("Ida Roe criticised Karl Berg.", "criticism", "Karl Berg", None),
        ("Ida Roe criticised the plan.", "criticism", None, "the plan"),
        ("Ida Roe is calling for Karl Berg to go.", "demand", None, "for Karl Berg to go"),
    ],
)
def test_those_who_are_accused_told_or_judged_are_no_part_of_what_is_said(
    text: str, kind: str, whom: str | None, what: str | None
) -> None:
    roles = roles_of(text, kind)
    aimed = next((roles[role] for role in ("accused", "addressee", "target") if role in roles), None)
    assert (aimed, roles.get("offence", roles.get("object"))) == (whom, what)
