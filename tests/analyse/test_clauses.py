from __future__ import annotations

import pytest

from onrecord.analyse.attribution.clauses import (
    begins_too_early,
    cut_aside,
    ends_too_early,
    has_holes,
    keep_claim,
    leave_cue,
    leave_hearer,
    name_agent,
    name_subject,
    name_teller,
    own_subject,
    runs_in,
    take_sentence,
    take_subject,
    whole_name,
)
from onrecord.analyse.attribution.draft import Draft
from onrecord.model.record import Act
from onrecord.model.span import Span
from tests.analyse.parsing import parse, spanned


def drafted(text: str, cue: str, *content: str) -> Draft:
    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    draft = Draft(act="say", content=[span(words) for words in content], cue=span(cue), confidence=0.85)
    draft.cue_index = parse(text).tokens_in(span(cue))[-1]
    return draft


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Harbour spokesman Tom Roe said the ferry had sunk.", "Harbour spokesman Tom Roe"),
        ("It said the ferry had sunk.", None),
        ("A crater said the ferry had sunk.", None),
    ],
)
def test_a_cue_without_a_source_has_its_own_subject(text: str, subject: str | None) -> None:
    draft = drafted(text, "said", "the ferry had sunk")
    draft.abstains = True
    name_subject(parse(text), draft)
    assert (draft.source.slice(text) if draft.source else None) == subject
    assert draft.abstains is (subject is None)


@pytest.mark.parametrize(
    ("text", "cue", "whole", "parts", "lacking"),
    [
        (
            "The letters -- which lay in a desk -- are copies, Harbour News reported.",
            "reported",
            "The letters -- which lay in a desk -- are copies",
            ("The letters", "are copies"),
            True,
        ),
        (
            "Police said Tom Roe, 62, of Portby died in the fire.",
            "said",
            "Tom Roe, 62, of Portby died in the fire",
            ("of Portby died in the fire",),
            True,
        ),
        (
            "Roe told the paper it was clear that the ferry sank.",
            "told",
            "the paper it was clear that the ferry sank",
            ("it was clear that the ferry sank",),
            False,
        ),
    ],
)
def test_words_of_the_clause_that_are_lacking_are_seen(
    text: str, cue: str, whole: str, parts: tuple[str, ...], lacking: bool
) -> None:
    assert has_holes(parse(text), drafted(text, cue, whole), drafted(text, cue, *parts)) is lacking


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She said she would go -- but not on a ship that is safe.", "she would go"),
        ("She said she would go -- though late -- by sea.", "she would go -- though late -- by sea"),
        ("She said she would go by sea -- or by rail.", "she would go by sea -- or by rail"),
    ],
)
def test_reported_speech_ends_at_an_aside_of_the_outlet(text: str, left: str) -> None:
    draft = drafted(text, "said", text.removeprefix("She said ").rstrip("."))
    cut_aside(parse(text), draft)
    assert [part.slice(text) for part in draft.content] == [left]


def words_of(text: str, draft: Draft) -> list[str]:
    return [part.slice(text) for part in draft.content]


@pytest.mark.parametrize(
    ("text", "cue", "content", "whole"),
    [
        ("Tom Roe is expected to resign.", "expected", "to resign", ["Tom Roe", "to resign"]),
        ("Tom Roe was asked to resign.", "asked", "to resign", ["to resign"]),
        ("The man who is expected to resign left.", "expected", "to resign", ["to resign"]),
    ],
)
def test_of_whom_something_is_expected_is_part_of_it(
    text: str, cue: str, content: str, whole: list[str]
) -> None:
    draft = drafted(text, cue, content)
    take_subject(parse(text), draft)
    assert words_of(text, draft) == whole


def test_a_source_that_is_known_takes_no_subject_into_what_it_says() -> None:
    text = "Tom Roe is expected to resign."
    draft = drafted(text, "expected", "to resign")
    draft.abstains = True
    take_subject(parse(text), draft)
    assert words_of(text, draft) == ["to resign"]


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("A boat sank on Sunday, according to the police.", "on Sunday", "A boat sank on Sunday"),
        ("According to the police, a boat sank on Sunday.", "on Sunday", "a boat sank on Sunday"),
        ("A boat sank on Sunday, according to the police.", "sank on Sunday", "sank on Sunday"),
    ],
)
def test_according_to_somebody_is_a_whole_sentence(text: str, content: str, whole: str) -> None:
    draft = drafted(text, "ccording", content)
    draft.source = spanned(text, "the police")
    take_sentence(parse(text), draft)
    assert words_of(text, draft) == [whole]


@pytest.mark.parametrize(
    ("text", "taken", "own", "wrong"),
    [
        (
            "“They fled.” The pier was empty, Voss said.",
            "“They fled.” The pier was empty",
            "The pier was empty",
            True,
        ),
        (
            "“They fled”, and the pier was empty, Voss said.",
            "“They fled”, and the pier was empty",
            "the pier was empty",
            False,
        ),
    ],
)
def test_a_whole_quotation_in_front_is_somebody_elses(text: str, taken: str, own: str, wrong: bool) -> None:
    rule, draft = drafted(text, "said", own), drafted(text, "said", taken)
    rule.source = draft.source = spanned(text, "Voss")
    quotation = Span(start=0, end=text.index("”") + 1)
    assert runs_in(parse(text), [quotation], rule, draft) is wrong


def test_the_subject_right_in_front_of_a_verb_is_its_source() -> None:
    text = "Ida Voss left. Tom Roe described the ferry as a wreck."
    draft = drafted(text, "described", "the ferry as a wreck")
    draft.source = spanned(text, "Ida Voss")
    own_subject(parse(text), draft)
    assert draft.source is not None
    assert draft.source.slice(text) == "Tom Roe"


def test_a_thing_in_front_of_a_verb_is_not_its_source() -> None:
    text = "Ida Voss left. The wreck showed that the ferry was old."
    draft = drafted(text, "showed", "that the ferry was old")
    draft.source = spanned(text, "Ida Voss")
    own_subject(parse(text), draft)
    assert draft.source is not None
    assert draft.source.slice(text) == "Ida Voss"


@pytest.mark.parametrize(
    ("text", "behind", "whole"),
    [
        ("“It is over,” Roe told donors.", "donors", ["“It is over,”"]),
        ("“It is over,” Roe told donors.", None, ["“It is over,”"]),
        ("“It is over,” Roe told them to say.", "them to say", ["“It is over,”", "them to say"]),
    ],
)
def test_who_is_told_is_no_part_of_what_is_said(text: str, behind: str | None, whole: list[str]) -> None:
    draft = drafted(text, "told", "“It is over,”", *([behind] if behind else []))
    leave_hearer(parse(text), draft)
    assert words_of(text, draft) == whole


@pytest.mark.parametrize(
    ("taken", "early"),
    [("crew who had stayed that the ferry was old", True), ("that the ferry was old", False)],
)
def test_the_hearer_in_front_of_a_clause_is_not_said(taken: str, early: bool) -> None:
    text = "Roe explained to crew who had stayed that the ferry was old."
    rule, draft = drafted(text, "explained", "that the ferry was old"), drafted(text, "explained", taken)
    assert begins_too_early(parse(text), rule, draft) is early


def test_a_noun_claims_the_clause_behind_it_and_nothing_before() -> None:
    text = "The affair, sparked by the claim that the ferry was old, is over."
    draft = drafted(text, "claim", "The affair", "that the ferry was old")
    keep_claim(parse(text), draft)
    assert words_of(text, draft) == ["that the ferry was old"]


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("Portby Mayor Ida Roe said it was over.", "Portby", "Portby Mayor Ida Roe"),
        ("Ida Roe Friday said it was over.", "Ida Roe", "Ida Roe"),
        ("Ida Roe quietly said it was over.", "Ida Roe", "Ida Roe"),
    ],
)
def test_a_source_has_its_whole_name(text: str, source: str, whole: str) -> None:
    draft = drafted(text, "said", "it was over")
    draft.source = spanned(text, source)
    whole_name(parse(text), draft)
    assert draft.source is not None
    assert draft.source.slice(text) == whole


def sourced(draft: Draft, text: str, words: str) -> Draft:
    draft.source = Span(start=text.index(words), end=text.index(words) + len(words))
    return draft


@pytest.mark.parametrize(
    ("text", "cue", "content", "agent"),
    [
        ("The plan was criticised by the mayor.", "criticised", "The plan", "the mayor"),
        ("The plan was criticised by the river.", "criticised", "The plan", None),
        ("The mayor criticised the plan by the river.", "criticised", "the plan", None),
        ("The plan was repaired by the mayor.", "repaired", "The plan", None),
    ],
)
def test_a_passive_without_a_source_has_its_agent(
    text: str, cue: str, content: str, agent: str | None
) -> None:
    draft = drafted(text, cue, content)
    name_agent(parse(text), draft)
    assert (draft.source.slice(text) if draft.source else None) == agent


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("Old dealers wanting to sell", "Old dealers"),
        ("Old dealers", "Old dealers"),
    ],
)
def test_a_source_ends_in_front_of_the_cue_that_describes_it(source: str, left: str) -> None:
    text = "Old dealers wanting to sell the ferry waited."
    draft = sourced(drafted(text, "wanting", "to sell the ferry"), text, source)
    leave_cue(parse(text), draft)
    assert draft.source is not None
    assert draft.source.slice(text) == left


def test_whom_it_is_about_does_not_tell_it() -> None:
    text = "The prosecutor told the court Ida Voss had left the town."
    draft = sourced(drafted(text, "told", "the court", "had left the town"), text, "Ida Voss")
    name_teller(parse(text), draft)
    assert draft.source is not None
    assert draft.source.slice(text) == "The prosecutor"
    assert [part.slice(text) for part in draft.content] == ["Ida Voss had left the town"]


@pytest.mark.parametrize(
    ("taken", "early"),
    [("forms can be sent", True), ("forms can be sent through the post", False), ("forms", False)],
)
def test_a_clause_ends_with_its_last_phrase(taken: str, early: bool) -> None:
    text = "The mayor said forms can be sent through the post."
    rule = drafted(text, "said", "forms can be sent through the post")
    assert ends_too_early(parse(text), rule, drafted(text, "said", taken)) is early


@pytest.mark.parametrize(
    ("act", "early"),
    [("ask", True), ("say", False)],
)
def test_who_is_asked_is_no_part_of_the_question(act: Act, early: bool) -> None:
    text = "Reporters asked mayor Tom Roe if the ferry was safe."
    rule = drafted(text, "asked", "if the ferry was safe")
    rule.act = act
    taken = drafted(text, "asked", "mayor Tom Roe if the ferry was safe")
    assert begins_too_early(parse(text), rule, taken) is early


def test_reported_speech_ends_where_its_speaker_adds_something() -> None:
    text = "Roe said that the ferry was old, adding it would be mended."
    draft = drafted(text, "said", "that the ferry was old, adding it would be mended")
    cut_aside(parse(text), draft)
    assert [part.slice(text) for part in draft.content] == ["that the ferry was old"]
    plain = "Roe said that the ferry was full, adding to the queue."
    kept = drafted(plain, "said", "that the ferry was full, adding to the queue")
    cut_aside(parse(plain), kept)
    assert [part.slice(plain) for part in kept.content] == ["that the ferry was full, adding to the queue"]


def test_half_of_a_sentence_according_to_somebody_is_made_whole() -> None:
    text = "The union has 12 seats and the guild has 3, according to officials."
    draft = sourced(drafted(text, "according to", "and the guild has 3"), text, "officials")
    draft.cue_index = parse(text).tokens_in(Span(start=text.index("according"), end=len(text)))[0]
    take_sentence(parse(text), draft)
    assert [part.slice(text) for part in draft.content] == ["The union has 12 seats and the guild has 3"]
