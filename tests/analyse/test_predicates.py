from __future__ import annotations

import pytest

from onrecord.analyse.predicates import conjuncts, is_passive, preposition, read_predicate
from tests.analyse.parsing import index_of, parse


def who_whom(text: str, verb: str) -> tuple[str | None, str | None]:
    """The words of the verb's subject and object."""
    parsed = parse(text)
    predicate = read_predicate(parsed, index_of(parsed, verb))
    subject, object_ = predicate.subject, predicate.object
    return (
        parsed.tokens[subject].text if subject is not None else None,
        parsed.tokens[object_].text if object_ is not None else None,
    )


@pytest.mark.parametrize(
    ("text", "verb", "subject", "object_"),
    [
        ("The police arrested the driver.", "arrested", "police", "driver"),
        ("The driver was arrested by the police.", "arrested", "police", "driver"),
        ("The driver was arrested.", "arrested", None, "driver"),
        ("The driver arrested by the police fled.", "arrested", "police", "driver"),
        ("The man who robbed the bank fled.", "robbed", "man", "bank"),
        ("The officers entered the house and arrested Roe.", "arrested", "officers", "Roe"),
        ("She wants to leave the party.", "leave", "She", "party"),
        ("The court ordered the firm to pay a fine.", "pay", "firm", "fine"),
        ("Roe promised Lee to sell the house.", "sell", "Roe", "house"),
        ("After leaving the party, Roe joined the army.", "leaving", "Roe", "party"),
    ],
)
def test_every_construction_gives_the_same_participants(
    text: str, verb: str, subject: str | None, object_: str | None
) -> None:
    assert who_whom(text, verb) == (subject, object_)


def test_a_passive_with_an_object_has_a_recipient() -> None:
    parsed = parse("The actor was given a passport by the president.")
    predicate = read_predicate(parsed, index_of(parsed, "given"))
    indices = {"by": predicate.subject, "what": predicate.object, "to": predicate.recipient}
    words = {role: parsed.tokens[index].text for role, index in indices.items() if index is not None}
    assert words == {"by": "president", "what": "passport", "to": "actor"}


def test_obliques_by_preposition() -> None:
    parsed = parse("She moved from Oslo to Rome in March.")
    obliques = read_predicate(parsed, index_of(parsed, "moved")).obliques
    assert {name: [parsed.tokens[i].text for i in heads] for name, heads in obliques.items()} == {
        "from": ["Oslo"],
        "to": ["Rome"],
        "in": ["March"],
    }
    assert preposition(parsed, index_of(parsed, "Rome")) == "to"
    assert preposition(parsed, index_of(parsed, "She")) == ""


def test_who_is_said_to_say_it_is_the_one_reported() -> None:
    assert who_whom("The Herald quoted Roe as saying he was ill.", "saying")[0] == "Roe"


def test_conjuncts_are_in_order() -> None:
    parsed = parse("Lee, Roe and Voss met.")
    found = conjuncts(parsed, index_of(parsed, "Lee"))
    assert [parsed.tokens[i].text for i in found] == ["Lee", "Roe", "Voss"]


def test_an_active_verb_is_not_passive() -> None:
    parsed = parse("The police had arrested the driver.")
    assert not is_passive(parsed, index_of(parsed, "arrested"))
