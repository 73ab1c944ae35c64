"""Facts that the classifier found, among the candidates of the rules."""

from __future__ import annotations

from onrecord.analyse.events.candidates import Candidate
from onrecord.analyse.events.known import add_facts
from onrecord.analyse.facts.finding import Fact
from onrecord.analyse.parse import Parse
from onrecord.analyse.resolution import Resolution
from tests.analyse.events.reading import read_candidates

NOBODY = Resolution(entities=[], mentions=[], by_head={}, types={})


def index_of(parsed: Parse, word: str) -> int:
    return next(token.index for token in parsed.tokens if token.text == word)


def add(
    sentence: str, *facts: tuple[str, str, str], probability: float = 0.8
) -> tuple[Parse, list[Candidate]]:
    parsed, candidates = read_candidates(sentence)
    found = [
        Fact(name, index_of(parsed, one), index_of(parsed, other), probability) for name, one, other in facts
    ]
    return parsed, add_facts(parsed, NOBODY, candidates, found)


def fillers(parsed: Parse, candidate: Candidate) -> dict[str, str]:
    return {
        filler.role: parsed.tokens[filler.index].text if filler.index is not None else str(filler.value)
        for filler in candidate.arguments
    }


def test_a_fact_of_its_own_has_the_nearest_fitting_word_for_its_trigger() -> None:
    parsed, found = add(
        "Brook, a printer by trade, has her home in Leeds.", ("PLACE_OF_RESIDENCE", "Brook", "Leeds")
    )
    [residence] = [candidate for candidate in found if candidate.type == "residence"]
    assert parsed.tokens[residence.head].text == "home"
    assert fillers(parsed, residence) == {"person": "Brook", "place": "Leeds"}
    assert residence.phase == "holds"
    assert residence.confidence == 0.8


def test_a_fact_that_a_rule_found_is_not_there_twice() -> None:
    sentence = "Brook lives in Leeds."
    _, before = read_candidates(sentence)
    _, found = add(sentence, ("PLACE_OF_RESIDENCE", "Brook", "Leeds"))
    assert [candidate.type for candidate in before] == ["residence"]
    assert found == list(before)


def test_a_fact_completes_what_a_rule_found_in_part() -> None:
    parsed, found = add(
        "Brook was born at home.", ("PLACE_OF_BIRTH", "Brook", "home"), ("DATE_OF_BIRTH", "Brook", "born")
    )
    [birth] = [candidate for candidate in found if candidate.type == "birth"]
    assert fillers(parsed, birth) == {"person": "Brook", "place": "home"}
    assert birth.time == index_of(parsed, "born")


def test_a_date_of_birth_is_the_time_of_the_birth() -> None:
    parsed, found = add("Brook (1961) paints.", ("DATE_OF_BIRTH", "Brook", "1961"), probability=0.97)
    [birth] = [candidate for candidate in found if candidate.type == "birth"]
    assert fillers(parsed, birth) == {"person": "Brook"}
    assert birth.time == index_of(parsed, "1961")
    assert birth.phase == "begins"


def test_a_chief_executive_without_a_word_for_the_post_has_the_post_as_a_value() -> None:
    parsed, found = add("Globex, run by Brook, is growing.", ("CEO", "Globex", "Brook"))
    [post] = [candidate for candidate in found if candidate.type == "post"]
    assert fillers(parsed, post) == {
        "organisation": "Globex",
        "person": "Brook",
        "position": "chief executive",
    }


def test_what_was_is_over() -> None:
    _, found = add("Brook, a former resident of Leeds, paints.", ("PLACE_OF_RESIDENCE", "Brook", "Leeds"))
    assert [candidate.phase for candidate in found if candidate.type == "residence"] == ["ended"]


def test_what_no_word_says_has_to_be_all_but_certain() -> None:
    _, found = add("Brook (1961) paints.", ("DATE_OF_BIRTH", "Brook", "1961"), probability=0.6)
    assert not [candidate for candidate in found if candidate.type == "birth"]


def test_a_person_is_no_place_and_a_thing_no_person() -> None:
    _, found = add("It has its home near her.", ("PLACE_OF_RESIDENCE", "It", "her"))
    assert not [candidate for candidate in found if candidate.type == "residence"]
