"""States that no verb names."""

from __future__ import annotations

import pytest

from onrecord.analyse.parse import Parse
from tests.analyse.events.reading import candidates_of, holds, read_candidates, read_cases

CASES = read_cases(
    """
# age
The 66-year-old star waved.
    age/holds person=star age=66
Ann Lee, 45, waved.
    age person=Lee age=45
Ann Lee (37) waved.
    age person=Lee age=37
Tom Park, a lawyer aged 52, waved.
    age person=lawyer age=52
The 23-year-old was arrested in Leeds.
    age person=old age=23
Tom Park is 71 years old.
    age person=Park age=71
Tom Park died at the age of 88.
    age person=Park age=88
Tom Park turned 30 on Monday.
    age person=Park age=30
A sixteen-year-old girl waved.
    age person=girl age=16
# posts
Russian Foreign Minister Sergei Lavrov waved.
    post/holds person=Lavrov position=Minister organisation=Russian
Ann Lee, the chief executive of Siemens, waved.
    post person=Lee position=executive organisation=Siemens
Former White House spokesman Tom Park waved.
    post/ended person=Park position=spokesman organisation=House
President-elect Maria Lopez waved.
    post/begins person=Lopez position=President
Ex-minister Ann Lee waved.
    post/ended person=Lee
The president of France, Emmanuel Macron, waved.
    post person=Macron position=president organisation=France
Ann Lee is president of Peru.
    post person=Lee position=president organisation=Peru
General Manager Ann Lee waved.
    post person=Lee position=Manager
White House deputy press secretary Ann Lee waved.
    post person=Lee position=secretary organisation=House
A spokesman for the ministry waved.
    post person=spokesman organisation=ministry
# citizenship
The actor has been a Russian citizen since 2016.
    citizenship/holds person=actor country=Russian
Ann Lee became a British citizen in 2010.
    citizenship/begins person=Lee country=British
A French national was arrested.
    citizenship person=national country=French
The singer holds Kenyan citizenship.
    citizenship person=singer country=Kenyan
# family
His wife Ann Lee waved.
    family person=His relative=Lee kinship=wife
Ann Lee, the mother of Tom Park, waved.
    family person=Park relative=Lee kinship=mother
Tom Park's brother-in-law waved.
    family person=Park relative=brother kinship=brother-in-law
Ann Lee is the daughter of Tom Park.
    family person=Park relative=Lee kinship=daughter
Her former husband Tom Park waved.
    family/ended person=Her relative=Park kinship=husband
Ann Lee, the director and chief executive of Siemens, waved.
    post person=Lee position=executive organisation=Siemens
Ann Lee is a Kenyan singer.
    citizenship person=Lee country=Kenyan
# membership, founding, ownership
Ann Lee is a member of the Labour Party.
    membership person=Lee organisation=Party
Tom Park, the founder of Siemens, waved.
    founding founder=Park organisation=Siemens
Siemens founder Tom Park waved.
    founding founder=Park organisation=Siemens
Audi is a subsidiary of Volkswagen.
    ownership object=Audi owner=Volkswagen
Ann Lee is a graduate of Harvard University.
    education person=Lee organisation=University
Ann Lee is married to Tom Park.
    marriage/holds person=Lee spouse=Park
# what a compound says
The London-based company failed.
    headquarters organisation=company place=London
The London-based singer waved.
    residence person=singer place=London
Russian-born Ann Lee waved.
    origin person=Lee place=Russian
The state-owned bank failed.
    ownership owner=state object=bank
The Kremlin-backed station failed.
    support supporter=Kremlin target=station
# origin
A man from Leeds waved.
    origin person=man place=Leeds
"""
)


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_states_without_a_verb(sentence: str, expected: str) -> None:
    found = candidates_of(sentence)
    assert holds(expected, found), found


@pytest.mark.parametrize(
    "sentence",
    [
        "The 10-year-old deal failed.",
        "He scored 45, a record.",
        "The team won 3-2 on Monday.",
        "Sales rose to 66, the firm said.",
        "The mother of all battles began.",
        "Mother Teresa waved.",
        "She arrived with 12 children.",
        "He was elected president.",
        "It was a community-based project.",
        "The well-backed plan failed.",
    ],
)
def test_states_that_are_not_there(sentence: str) -> None:
    assert not [c for c in read_candidates(sentence)[1] if c.kind == "state"]


def test_a_title_is_marked_without_the_name_and_the_body() -> None:
    parsed, candidates = read_candidates("Former White House press secretary Tom Park waved.")
    position = next(filler for filler in candidates[0].arguments if filler.role == "position")
    assert position.extent is not None
    first, last = position.extent
    assert parsed.text[parsed.tokens[first].start : parsed.tokens[last].end] == "press secretary"


def test_an_age_is_a_number() -> None:
    (age,) = read_candidates("Ann Lee, 45, waved.")[1]
    assert [filler.value for filler in age.arguments if filler.role == "age"] == [45]


@pytest.mark.parametrize(
    ("sentence", "position"),
    [
        ("General Manager Ann Lee waved.", "General Manager"),
        ("White House deputy press secretary Ann Lee waved.", "deputy press secretary"),
        ("The controversial opposition leader Ann Lee waved.", "opposition leader"),
        ("The current president, Ann Lee, waved.", "president"),
    ],
)
def test_a_position_is_the_whole_title_and_no_judgement(sentence: str, position: str) -> None:
    parsed, candidates = read_candidates(sentence)
    extents = [
        filler.extent
        for candidate in candidates
        for filler in candidate.arguments
        if candidate.type == "post" and filler.role == "position"
    ]
    assert [parsed.text[slice(*_span(parsed, extent))] for extent in extents if extent] == [position]


def _span(parsed: Parse, extent: tuple[int, int]) -> tuple[int, int]:
    return parsed.tokens[extent[0]].start, parsed.tokens[extent[1]].end
