"""Events that a noun names, with the words that support it."""

from __future__ import annotations

import pytest

from tests.analyse.events.reading import candidates_of, holds, read_candidates, read_cases

CASES = read_cases(
    """
# nominalisations
The annexation of Goa by India was condemned.
    seizure authority=India target=Goa
Iraq's invasion of Kuwait was condemned.
    attack attacker=Iraq target=Kuwait
Ann Lee's appointment as envoy surprised the court.
    appointment person=Lee position=envoy
The president's appointment of Ann Lee as envoy surprised the court.
    appointment appointer=president person=Lee position=envoy
Tom Park's resignation as chairman was announced.
    departure person=Park position=chairman manner=resignation
The dismissal of Tom Park by the board was unfair.
    departure remover=board person=Park manner=dismissal
The arrest of Ann Lee for fraud made headlines.
    arrest person=Lee offence=fraud
The police condemned the killing of Tom Park.
    killing victim=Park
Ann Lee's extradition to France was delayed.
    extradition person=Lee destination=France
The acquisition of Nokia by Microsoft failed.
    acquisition buyer=Microsoft target=Nokia
The merger of Siemens and Nokia failed.
    merger party=Siemens,Nokia
A rise in oil prices is expected.
    price-change object=prices direction=up
The president's trip to Japan ended.
    visit visitor=president destination=Japan
The actor supported Tom Park's bid for the presidency.
    candidacy person=Park position=presidency
The trial of Ann Lee for murder began.
    trial person=Lee offence=murder
The expulsion of two diplomats by Russia was expected.
    expulsion authority=Russia target=diplomats
Spain's victory over Brazil was close.
    competition winner=Spain loser=Brazil
Spain's defeat by Brazil was heavy.
    competition loser=Spain winner=Brazil
The violation of the treaty angered Iran.
    violation rule=treaty
The launch of the satellite was delayed.
    launch object=satellite
The leak of the documents embarrassed the minister.
    disclosure object=documents
A donation to the charity was made by Ann Lee.
    aid recipient=charity
# support verbs
Rebels launched an attack on the base near Mosul.
    attack attacker=Rebels target=base
An attack was carried out by rebels.
    attack attacker=rebels
The convoy came under attack from rebels.
    attack attacker=rebels target=convoy
Ann Lee is under investigation for fraud.
    investigation target=Lee offence=fraud
Prosecutors opened an investigation into the bank.
    investigation authority=Prosecutors target=bank
Ann Lee faces charges of bribery.
    charge person=Lee offence=bribery
Tom Park is on trial for murder.
    trial person=Park offence=murder
Tom Park went on trial in Boston.
    trial person=Park place=Boston
Ann Lee filed a lawsuit against the newspaper over the article.
    lawsuit plaintiff=Lee defendant=newspaper claim=article
Ann Lee held talks with Tom Park.
    meeting participant=Park,Lee
The president made a visit to Japan.
    visit visitor=president destination=Japan
Ann Lee gave an interview to the BBC.
    interview person=Lee outlet=BBC
In an interview with the BBC, the actor defended the two ministers against claims of fraud.
    interview person=actor outlet=BBC
Germany imposed sanctions on Iran.
    sanction authority=Germany target=Iran measure=sanctions
The European Union lifted its sanctions against Belarus.
    sanction/ended authority=Union target=Belarus
The president ordered his arrest.
    arrest authority=president person=his
The teachers went on strike.
    strike striker=teachers
The union called a strike.
    strike striker=union
Students staged a protest against the minister.
    protest protester=Students target=minister
Iran signed an agreement with Russia.
    agreement party=Russia,Iran agreement=agreement
The two sides struck a deal with the rebels.
    agreement agreement=deal
Tom Park paid a fine of 200 dollars.
    fine target=Park amount=dollars
The singer voiced support for the annexation of Goa.
    support supporter=singer target=annexation
The plan faces opposition from the unions.
    opposition opponent=unions target=plan
The president imposed a travel ban on 20 officials.
    entry-ban authority=president target=officials
The mayor announced a ban on fireworks.
    ban authority=mayor activity=fireworks
The minister survived a knife attack.
    attack target=minister weapon=knife
Two men died in the accident.
    accident casualty=men number=2
Russian air strikes hit the city.
    attack attacker=Russian
Ann Lee suffered injuries.
    injury victim=Lee
Police carried out a raid on the warehouse.
    search authority=Police target=warehouse
The company announced job cuts at its factory.
    layoff organisation=factory,company
"""
)


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_nouns_name_events(sentence: str, expected: str) -> None:
    found = candidates_of(sentence)
    assert holds(expected, found), found


def test_a_noun_without_participants_is_doubtful() -> None:

    (bare,) = read_candidates("The earthquake lasted a minute.")[1]
    (named,) = read_candidates("The court condemned the annexation of Goa.")[1]
    assert (bare.type, named.type) == ("disaster", "seizure")
    assert bare.confidence < 0.5 < named.confidence
