"""One sentence for each type that a verb can trigger, with the roles in it."""

from __future__ import annotations

import pytest

from tests.analyse.events.reading import candidates_of, holds, read_cases

CASES = read_cases(
    """
The board appointed Ann Lee as director of Siemens.
    appointment appointer=board person=Lee position=director organisation=Siemens
The ministry has made Ann Lee a special representative for trade.
    appointment appointer=ministry person=Lee position=representative
The voters chose Maria Lopez as mayor.
    appointment appointer=voters person=Lopez position=mayor
Maria Lopez was sworn in as prime minister on Tuesday.
    appointment person=Lopez position=minister
Maria Lopez became president of Peru in May.
    appointment person=Lopez position=president
John Smith took office in January.
    appointment person=Smith position=office
John Smith resigned as chief executive of Siemens over the scandal.
    departure person=Smith position=executive reason=scandal manner=resignation
Maria Lopez stepped down as chairwoman.
    departure person=Lopez position=chairwoman
The minister was sacked by the president.
    departure person=minister remover=president manner=dismissal
Google fired John Smith.
    departure remover=Google person=Smith
The committee nominated Maria Lopez for the presidency.
    nomination nominator=committee person=Lopez position=presidency
The voters elected Maria Lopez.
    election body=voters person=Lopez
John Smith was elected to parliament in 2015.
    election person=Smith body=parliament
Maria Lopez won the election.
    election person=Lopez
John Smith is running for president.
    candidacy person=Smith position=president
Maria Lopez served as ambassador in Rome.
    post/holds person=Lopez position=ambassador
John Smith worked for Siemens as an engineer.
    employment person=Smith organisation=Siemens occupation=engineer
John Smith joined the Labour Party in 1990.
    membership/begins person=Smith organisation=Party
The academy awarded Maria Lopez the prize.
    award giver=academy recipient=Lopez award=prize
Maria Lopez won the Nobel Prize for her work.
    award recipient=Lopez award=Prize reason=work
Peru granted John Smith Peruvian citizenship.
    citizenship/begins giver=Peru person=Smith country=Peruvian
Maria Lopez was stripped of her Spanish citizenship.
    citizenship/ended person=Lopez country=Spanish
John Smith was born in Boston.
    birth person=Smith place=Boston
John Smith died of cancer in London.
    death person=Smith cause=cancer place=London
The earthquake killed 20 people.
    death cause=earthquake person=people
Twelve people were killed in the crash.
    death person=people cause=crash
Maria Lopez married John Smith in 2001.
    marriage person=Lopez spouse=Smith
John Smith is divorcing Maria Lopez.
    divorce person=Smith spouse=Lopez
Maria Lopez graduated from Harvard University.
    education person=Lopez organisation=University
Siemens is based in Munich.
    headquarters organisation=Siemens place=Munich
John Smith lives in Boston.
    residence/holds person=Smith place=Boston
John Smith comes from Texas.
    origin person=Smith place=Texas
France barred John Smith from entering the country.
    entry-ban authority=France target=Smith place=country
The actor was banned from Ukraine.
    entry-ban target=actor place=Ukraine
The driver was banned from driving.
    ban target=driver activity=driving
The ministry outlawed the party.
    ban authority=ministry target=party
Japan suspended aid to Sudan.
    sanction authority=Japan measure=aid target=Sudan
Police are investigating the bank for fraud.
    investigation authority=Police target=bank offence=fraud
Police raided the offices of the newspaper.
    search authority=Police target=offices
The police detained two men on suspicion of theft.
    arrest authority=police person=men offence=suspicion
Prosecutors charged John Smith with fraud and perjury.
    charge authority=Prosecutors person=Smith offence=fraud,perjury
The court convicted John Smith of murder.
    conviction court=court person=Smith offence=murder
The jury acquitted Maria Lopez of fraud.
    acquittal court=jury person=Lopez offence=fraud
A judge sentenced John Smith to ten years in prison for murder.
    sentence court=judge person=Smith penalty=years offence=murder
John Smith was jailed for five years for fraud.
    sentence person=Smith penalty=years offence=fraud
Rebels freed three hostages.
    release authority=Rebels person=hostages
Spain extradited John Smith to France.
    extradition authority=Spain person=Smith destination=France
Russia and Ukraine exchanged prisoners.
    exchange party=Russia,Ukraine object=prisoners
John Smith testified before the committee.
    testimony witness=Smith body=committee
Maria Lopez sued the newspaper for libel.
    lawsuit plaintiff=Lopez defendant=newspaper claim=libel
The bank was fined $5 million by the regulator for fraud.
    fine authority=regulator target=bank amount=million reason=fraud
Maria Lopez met John Smith and two ministers in Rome.
    meeting participant=Lopez,Smith,ministers
Maria Lopez spoke to John Smith by phone.
    call participant=Lopez,Smith
The president visited Japan.
    visit visitor=president destination=Japan
John Smith flew to Paris from Boston.
    travel person=Smith destination=Paris origin=Boston
Iran and Russia agreed to share the water.
    agreement party=Iran,Russia agreement=share
Britain withdrew from the treaty.
    withdrawal party=Britain object=treaty
Parliament voted against the bill.
    vote body=Parliament measure=bill
Parliament passed the law.
    legislation body=Parliament measure=law
Russia expelled two diplomats.
    expulsion authority=Russia target=diplomats
Thousands of people marched against the government.
    protest protester=Thousands target=government
Militants attacked the village with rockets.
    attack attacker=Militants target=village weapon=rockets
The gunman killed four people.
    killing killer=gunman victim=people number=4
Two soldiers were wounded in the attack.
    injury victim=soldiers number=2 reason=attack
Rebels kidnapped a journalist.
    kidnapping captor=Rebels victim=journalist
The rebels held two journalists hostage.
    captivity captor=rebels victim=journalists
North Korea fired two missiles.
    weapon-test actor=Korea weapon=missiles
The United States deployed 3,000 troops to Poland.
    deployment actor=States force=troops place=Poland
Israel withdrew its troops from Lebanon.
    deployment/ended actor=Israel force=troops place=Lebanon
Customs officers seized the tanker.
    seizure authority=officers target=tanker
Google violated the law.
    violation violator=Google rule=law
A bus crashed into a tree.
    accident vehicle=bus
A hurricane hit Florida.
    disaster cause=hurricane place=Florida
Firefighters rescued two children.
    rescue rescuer=Firefighters person=children
The authorities evacuated 200 people.
    evacuation rescuer=authorities person=people
Japan sent aid to Nepal.
    aid giver=Japan object=aid recipient=Nepal
Google acquired the company for $5 billion.
    acquisition buyer=Google target=company amount=billion
Siemens merged with Nokia.
    merger party=Siemens,Nokia
Google invested $2 billion in the company.
    investment investor=Google target=company amount=billion
John Smith founded the company in 1998.
    founding founder=Smith organisation=company
Ford closed the factory.
    closure organisation=factory
Ford laid off 500 workers.
    layoff organisation=Ford person=workers number=500
Google hired John Smith as director.
    hiring organisation=Google person=Smith position=director
Siemens reported a profit of 2 billion euros.
    result organisation=Siemens measure=profit amount=euros
Shares in Siemens fell 5 percent.
    price-change object=Shares amount=percent direction=down
The price of oil rose to $60.
    price-change object=price direction=up
Russia sold weapons to India.
    sale seller=Russia object=weapons buyer=India
Google owns the company.
    ownership/holds owner=Google object=company
The newspaper leaked the documents.
    disclosure discloser=newspaper object=documents
The bank paid John Smith $3 million.
    payment payer=bank recipient=Smith amount=million
The mayor gave John Smith a medal.
    transfer giver=mayor recipient=Smith object=medal
The king presented Maria Lopez with a sword.
    transfer giver=king recipient=Lopez object=sword
The guard handed the passport to Maria Lopez.
    transfer giver=guard recipient=Lopez object=passport
Facebook removed the video from its platform.
    removal remover=Facebook target=video platform=platform
Siemens expects a profit of 2 billion euros.
    forecast organisation=Siemens measure=profit amount=euros
Siemens moved its headquarters from Munich to Berlin.
    relocation organisation=Siemens origin=Munich destination=Berlin
Google launched the app on Monday.
    launch organisation=Google object=app
Hackers breached the network of the bank.
    breach attacker=Hackers target=network
Spain won the match against Brazil.
    competition winner=Spain competition=match loser=Brazil
Spain lost to Brazil.
    competition loser=Spain winner=Brazil
Reporters interviewed John Smith.
    interview interviewer=Reporters person=Smith
Maria Lopez supported the plan.
    support supporter=Lopez target=plan
Maria Lopez opposes the plan.
    opposition opponent=Lopez target=plan
Maria Lopez defended the minister against the charge.
    defence defender=Lopez target=minister charge=charge
"""
)
"""Sentence: an event in it."""


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_verbs_trigger_events_of_their_type(sentence: str, expected: str) -> None:
    found = candidates_of(sentence)
    assert holds(expected, found), found
