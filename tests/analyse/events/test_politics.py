"""Politics and conflict: what states, armies, rebels and crowds do to each other, and what they say they do.

Each sense stands beside a sentence with the same words in which it is not meant.
"""

from __future__ import annotations

import pytest

from tests.analyse.events.reading import candidates_of, holds, read_cases

CASES = read_cases(
    """
# demands and refusals
The union demanded higher wages from the ministry.
    demand speaker=union addressee=ministry object=wages
The senators pressed the minister to resign.
    demand speaker=senators addressee=minister object=resign
The senators are pushing for a new inquiry.
    demand speaker=senators object=inquiry
Ann Lee said Norway must return the ship.
    demand speaker=Lee addressee=Norway object=return
The mayor repeated her demand for a new bridge.
    demand/begins object=bridge
Peru rejected an offer from Chile.
    refusal speaker=Peru object=offer addressee=Chile
The minister turned down an invitation to the palace.
    refusal speaker=minister object=invitation
The ministry denied access to the reporters.
    refusal speaker=ministry addressee=reporters object=access
Ann Lee said she would not resign.
    refusal speaker=Lee object=resign
Peru said it will never accept the border.
    refusal speaker=Peru object=accept
Chile gave Peru an ultimatum.
    threat speaker=Chile
Ann Lee was accused of bribing a judge.
    accusation accused=Lee offence=bribing
Sweden summoned the Chilean ambassador over the remarks.
    criticism speaker=Sweden target=ambassador object=remarks
Chile lodged a formal protest with Peru.
    criticism speaker=Chile target=Peru
The farmers complained to the ministry about the prices.
    criticism speaker=farmers object=prices
The mayor apologised to the families for the delay.
    apology speaker=mayor recipient=families offence=delay
Denmark offered its support to Norway.
    promise speaker=Denmark object=support addressee=Norway
Norway is ready to send engineers to Chile.
    promise speaker=Norway object=send
The rebels are prepared to negotiate with the army.
    promise speaker=rebels object=negotiate
Norway is opposed to the plan.
    opposition opponent=Norway target=plan
# agreements and talks
The ministers agreed that their countries should share the river.
    agreement party=ministers agreement=share
Peru accepted the terms of the settlement.
    agreement party=Peru agreement=terms
Chile and Peru restored diplomatic relations.
    agreement party=Chile,Peru agreement=relations
The two sides reached a compromise.
    agreement agreement=compromise
Norway mediated between Chile and Peru.
    meeting participant=Norway,Chile,Peru
Norway launched a mediation effort between Chile and Peru.
    meeting participant=Norway,Chile,Peru
Norway ended its mediation mission.
    meeting/ended participant=Norway
The president received the Chilean ambassador.
    meeting participant=president,ambassador
The king gave a warm welcome to the prime minister.
    meeting participant=king,minister
Danish officials shared evidence with Norway.
    exchange party=officials,Norway object=evidence
Peru pulled out of the treaty.
    withdrawal party=Peru object=treaty
The minister reneged on a promise.
    violation violator=minister rule=promise
# measures of states
Peru suspended aid to Chile.
    sanction authority=Peru measure=aid target=Chile
Peru broke off diplomatic relations with Chile.
    sanction authority=Peru measure=relations target=Chile
Chile recalled its ambassador from Lima.
    sanction authority=Chile target=ambassador,Lima
Chile ordered the suspension of trade with Peru.
    sanction authority=Chile measure=trade target=Peru
Peru declared a state of emergency.
    ban/begins authority=Peru activity=state
The government lifted the state of emergency.
    ban/ended authority=government activity=state
The government imposed martial law in Cusco.
    ban/begins authority=government activity=law
The government imposed restrictions on travel.
    ban/begins authority=government target=travel
The government eased the restrictions.
    ban/ended authority=government activity=restrictions
The police prevented a demonstration in Cusco.
    ban authority=police activity=demonstration
The union called off its strike.
    strike/ended striker=its
Soldiers drove out the farmers from their villages.
    expulsion authority=Soldiers target=farmers
The court opened a hearing into the collapse.
    investigation authority=court offence=collapse
Denmark sent weapons to Norway.
    aid giver=Denmark object=weapons recipient=Norway
The charity delivered ten tonnes of flour to the villagers.
    aid giver=charity object=tonnes recipient=villagers
Denmark pledged $3 million in aid to Chile.
    aid giver=Denmark
# force
Peru strengthened its troops along the border.
    deployment/begins actor=Peru force=troops
Peru put its troops on alert.
    deployment/begins force=troops
Chile called up two thousand reservists.
    deployment/begins actor=Chile
Denmark scrambled two fighter jets.
    deployment/begins actor=Denmark force=jets
Denmark and Norway held joint naval exercises.
    deployment/begins actor=Denmark,Norway force=exercises
The soldiers were pulled out of the city.
    deployment/ended force=soldiers place=city
Rebels shot down a helicopter.
    attack attacker=Rebels target=helicopter
Police clashed with demonstrators.
    attack attacker=Police target=demonstrators
Clashes between rebels and soldiers spread north.
    attack attacker=rebels,soldiers
The guards abused the prisoners.
    attack attacker=guards target=prisoners
The reporter was killed in a car bomb explosion.
    killing victim=reporter reason=explosion
Rebels occupied part of the city.
    seizure authority=Rebels target=city
Rebels overran the town.
    seizure authority=Rebels target=town
The army used villagers as human shields.
    captivity captor=army victim=villagers
The rebels handed over five hostages to the priest.
    release captor=rebels person=hostages
Hackers defaced the website of the ministry.
    breach attacker=Hackers target=website
# crowds
Thousands took to the streets of Lima.
    protest protester=Thousands
The opposition boycotted the vote.
    protest protester=opposition target=vote
Villagers blocked the road to the mine.
    protest protester=Villagers target=road
The miners stopped work on Monday.
    strike striker=miners
"""
)
"""Sentence: an event in it."""

OTHERWISE = read_cases(
    """
The job demands patience.
    demand
The minister said prices must fall.
    demand
Ann Lee said she must go home.
    demand
Ann Lee said the driver must have slept.
    demand
He pushed for hours.
    demand
Ann Lee said it would not rain.
    refusal
Ann Lee said she would not be surprised.
    refusal
The body rejected the kidney.
    refusal
The shares declined five percent.
    refusal
He denied the charge.
    refusal
The shop offers discounts.
    promise
The soup is ready to eat.
    promise
Ann Lee is ready to sleep.
    promise
She was summoned to the office.
    criticism
He complained of a headache.
    criticism
The twins agreed that the film was dull.
    agreement
She accepted the medal.
    agreement
He accepted that he was late.
    agreement
She restored the old painting.
    agreement
The firm received a letter.
    meeting
He gave a speech to the crowd.
    meeting
He shared a pizza with his friends.
    exchange
The car pulled out of the garage.
    withdrawal
He pulled a letter out of his coat.
    withdrawal deployment
The firm cut its spending on travel.
    sanction
The government reduced assistance for the poor.
    sanction
The firm recalled ten thousand cars.
    sanction
He broke off a piece of bread.
    sanction
She declared her love of the state.
    ban
Heavy rain prevented a start.
    ban
He eased the door open.
    ban
They drove the car out from the garage.
    expulsion
She opened a shop into the night.
    investigation
She sent flowers to her aunt.
    aid
The drug strengthened his heart.
    deployment
She scrambled two eggs.
    deployment
He is alert.
    deployment
The colours clash with the curtains.
    attack
Ann Lee clashed with the mayor over the budget.
    attack
He abused his position.
    attack
The workers died in a gas explosion.
    killing
He occupied part of his time with chess.
    seizure
She used the box as a chair.
    captivity
He handed over the keys.
    release
She took the bus to the street.
    protest
The tree blocked the road.
    protest
The clock stopped at noon.
    strike
"""
)
"""Sentence: the types, apart by spaces, that it must not be read as."""


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_what_is_done_is_of_its_type(sentence: str, expected: str) -> None:
    found = candidates_of(sentence)
    assert holds(expected, found), found


@pytest.mark.parametrize(("sentence", "wrong"), OTHERWISE.items())
def test_the_same_words_mean_other_things(sentence: str, wrong: str) -> None:
    found = candidates_of(sentence)
    assert not {candidate.split("/")[0] for candidate in found} & set(wrong.split()), found
