"""The same roles in whatever construction a verb stands."""

from __future__ import annotations

import pytest

from tests.analyse.events.reading import candidates_of, holds, read_candidates, read_cases

CASES = read_cases(
    """
# passive, relative, participle
Ann Lee was arrested in Leeds by the police.
    arrest authority=police person=Lee place=Leeds
The man who was arrested by the police lives in Leeds.
    arrest authority=police person=man
The driver whom the police arrested was released.
    arrest authority=police person=driver
The man arrested by the police is living in Leeds.
    arrest authority=police person=man
The police arrested the man accused of theft.
    arrest authority=police person=man
The arrested man lives in Leeds.
    arrest person=man
The officers who arrested Tom Park live in Leeds.
    arrest authority=officers person=Park
The bank for which Tom Park worked has failed.
    employment person=Park organisation=bank
# raising and control
Ann Lee is said to have been charged with fraud.
    charge person=Lee offence=fraud
Tom Park is expected to resign as director.
    departure person=Park position=director
The actor claimed to have worked for the CIA.
    employment person=actor organisation=CIA
The gang hired a man to kill the mayor.
    killing killer=man victim=mayor
Tom Park wants to sue the newspaper.
    lawsuit plaintiff=Park defendant=newspaper
The minister flew to Rome to meet the pope.
    meeting participant=minister,pope
Google announced its decision to buy the company.
    acquisition buyer=its target=company
The army has a plan to attack the town.
    attack attacker=army target=town
Police had two men arrested on Friday.
    arrest person=men
# coordination
The police attacked and arrested protesters.
    arrest authority=police person=protesters
Ann Lee was arrested and charged with theft.
    charge person=Lee offence=theft
Police detained Ann Lee, Tom Park and a driver.
    arrest person=Lee,Park,driver
Ann Lee, who was arrested in Leeds, and Tom Park met the mayor.
    arrest person=Lee
The company sacked Tom Park and hired Ann Lee.
    hiring organisation=company person=Lee
The minister announced the release of prisoners and the election of a judge.
    release person=prisoners
# adverbial clauses
Lee was banned from entering Norway after backing the strike.
    entry-ban target=Lee place=Norway
After resigning as chairman, Tom Park left London.
    departure person=Park position=chairman
The bomb exploded in a market, killing 12 people.
    killing victim=people number=12
# headlines
Man arrested after stabbing in Leeds
    arrest person=Man
Ann Lee named envoy to Peru
    appointment person=Lee position=envoy
Two men charged with murder
    charge person=men offence=murder
Google buys rival for $2 billion
    acquisition buyer=Google target=rival amount=billion
President visits Japan
    visit visitor=President destination=Japan
# attachments that the parser gets wrong
The court jailed Ann Lee for two years for fraud.
    sentence court=court person=Lee penalty=years offence=fraud
Ann Lee was given a medal by the king.
    transfer giver=king recipient=Lee object=medal
The president personally gifted the star his new passport.
    transfer giver=president recipient=star object=passport
He will not be paid for the role.
    payment recipient=He object=role
# adjectives
Three people are dead.
    death person=people
The attack left 20 people dead.
    death person=people
"""
)


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_roles_are_never_swapped(sentence: str, expected: str) -> None:
    found = candidates_of(sentence)
    assert holds(expected, found), found


def test_what_somebody_stopped_doing_is_over() -> None:
    sentence = "Ann Lee stopped working for Siemens."
    assert holds("employment/ended person=Lee organisation=Siemens", candidates_of(sentence))


def test_a_headline_without_an_auxiliary_is_less_sure() -> None:

    (full,) = read_candidates("Ann Lee was arrested.")[1]
    (reduced,) = read_candidates("Ann Lee arrested in Leeds")[1]
    assert reduced.type == full.type == "arrest"
    assert reduced.confidence < full.confidence


def test_the_trigger_takes_in_an_adjacent_particle() -> None:

    parsed, candidates = read_candidates("Ann Lee stepped down on Friday.")
    (found,) = candidates
    assert [parsed.tokens[i].text for i in range(found.first, found.last + 1)] == ["stepped", "down"]
