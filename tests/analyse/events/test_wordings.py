"""The usual ways in which news tells an event of one type, and who fills its roles."""

from __future__ import annotations

import pytest

from tests.analyse.events.reading import candidates_of, holds, read_cases

CASES = read_cases(
    """
# Posts and citizenship
The appointment by the ministry of the conductor Ann Lee as envoy surprised many.
    appointment appointer=ministry person=conductor position=envoy
Ann Lee was entrusted by the ministry with the post of commissioner.
    appointment appointer=ministry person=Lee position=commissioner
The council handed Tom Park the job of secretary.
    appointment appointer=council person=Park position=secretary
The ministry on Monday swore in the crew member as counselor.
    appointment appointer=ministry person=member position=counselor
He vowed to appoint a special prosecutor.
    appointment appointer=He position=prosecutor
Now 60, Ann Lee became a Kenyan citizen in 2014.
    citizenship/begins person=Lee country=Kenyan
She took up Kenyan nationality in 2011.
    citizenship person=She country=Kenyan
# Titles of several words, and of several people
Former secretary of state Ann Lee left.
    post/ended person=Lee position=secretary
Senate Majority Leader Ann Lee left.
    post person=Lee position=Leader organisation=Senate
Ida Roe and Karl Berg, former prime ministers of Kenya, left.
    post/ended person=Roe,Berg position=ministers organisation=Kenya
# Of whom a relative clause tells
Ann Lee, a lawyer who was shot dead in Leeds, knew her.
    killing victim=Lee place=Leeds
# Who does what others call for or have trouble with
The group has called on Ann Lee to resign.
    departure person=Lee
Ida Roe called on Karl Berg to resign.
    departure person=Berg
Borrowers have trouble paying the loans.
    payment payer=Borrowers
The suspect shot two people at a school.
    injury attacker=suspect victim=people
# Who speaks in a call
Ann Lee told donors on a conference call that she had lost.
    call participant=Lee
# Nominations by a party
Ann Lee won the nomination of the Green Party.
    nomination nominator=Party person=Lee
# Entry bans
In April South Africa closed its borders to the singer.
    entry-ban authority=Africa target=singer
Peru refused to admit the singer.
    entry-ban authority=Peru target=singer
Kenya denied entry to the singer.
    entry-ban authority=Kenya target=singer
Kenya placed the former director on its entry blacklist.
    entry-ban authority=Kenya target=director
Peru slapped an entry ban on the singer.
    entry-ban authority=Peru target=singer
Shut out of Peru for months, Ann Lee flew home.
    entry-ban target=Lee place=Peru
Peru barred the singer from crossing its border.
    entry-ban authority=Peru target=singer
They were barred from setting foot in Cuba.
    entry-ban target=They place=Cuba
Immigration officers turned Ann Lee back at the airport.
    entry-ban authority=officers target=Lee
# Interviews
Sitting down for an interview with the BBC, the singer wept.
    interview person=singer outlet=BBC
Ann Lee used an interview with the BBC to attack the plan.
    interview person=Lee outlet=BBC
Ann Lee was grilled on the BBC about the plan.
    interview person=Lee outlet=BBC
# Support and defence
Ann Lee threw her weight behind Tom Park.
    support supporter=Lee target=Park
Ann Lee declared herself in favour of drilling for oil.
    support supporter=Lee target=drilling
Ann Lee spoke in support of the strike.
    support supporter=Lee target=strike
Ann Lee came down on the side of the miners.
    support supporter=Lee target=miners
Ann Lee lent her support to the campaign.
    support supporter=Lee target=campaign
Her endorsement of the plan angered many.
    support supporter=Her target=plan
The plan had the backing of the union.
    support supporter=union target=plan
Ann Lee campaigned for Tom Park.
    support supporter=Lee target=Park
Ann Lee is a vocal supporter of Tom Park.
    support supporter=Lee target=Park
She voted for Tom Park.
    support supporter=She target=Park
Peru imposed an entry ban on Ann Lee for supporting the strike.
    support supporter=Lee target=strike
Ann Lee took up the defence of Tom Park.
    defence defender=Lee target=Park
Ann Lee spoke in defense of both ministers.
    defence defender=Lee target=ministers
Ann Lee sprang to his defence.
    defence defender=Lee target=his
# Work and pay
Ann Lee was in the pay of the KGB.
    employment person=Lee organisation=KGB
Ann Lee was on the payroll of the FBI.
    employment person=Lee organisation=FBI
She did odd jobs for the FBI.
    employment person=She organisation=FBI
The captain will go unpaid.
    payment recipient=captain
The captain will serve without pay.
    payment recipient=captain
The captain won't earn a penny.
    payment recipient=captain amount=penny
# Things given
The president passed him the passport across a table.
    transfer giver=president recipient=him object=passport
The president bestowed the medal on her.
    transfer giver=president recipient=her object=medal
She received her passport from the president.
    transfer giver=president recipient=She object=passport
# Investigations
Police opened an investigation into the crash.
    investigation authority=Police target=crash
Police opened an investigation into the murder.
    investigation authority=Police offence=murder
The incident, which has sparked a Nato investigation, was grave.
    investigation authority=Nato target=incident
US forces expressed regret, pledging a full investigation.
    investigation authority=forces
# Violence and mishap
The strikes killed 32 civilians.
    killing killer=strikes victim=civilians
A suicide bomber rammed a car into the consulate, killing six people and wounding nine.
    injury attacker=bomber victim=nine
A blast shook the consulate, and gunfire was heard.
    attack
The drone killed a man.
    killing killer=drone victim=man
A gas explosion destroyed a house.
    accident cause=gas
The Taliban claimed responsibility for the attack.
    attack attacker=Taliban
Five people died in the shooting at a church.
    attack target=church
Dane lost his life with the tram crash.
    death person=Dane cause=crash
The crash killed seven people in total.
    death person=people cause=crash
The tram derailed, killing seven people.
    death person=people cause=tram
Philip Logan, 52, of Leeds, and Robert Huxley, 63, died in the crash.
    death person=Logan,Huxley cause=crash
Thousands protested at the palace.
    protest protester=Thousands place=palace
The Cubs won a victory over the Indians.
    competition winner=Cubs loser=Indians
"""
)
"""Sentence: the event that must be found, with just the words given in each role."""

OTHERWISE = read_cases(
    """
They ended a long championship drought.
    disaster
Trump held a rally in Ohio.
    protest
He said so on the campaign trial.
    trial
The minister called the speech an attack on the president.
    attack
Ann Lee described the movement as an attack on the president.
    attack
The army has liberated us.
    release
They fight for the future of our children.
    family
The African American player Tom Park left.
    citizenship
She did not vote for president.
    support
She is the champion of the world.
    support
The family paid tribute to the man.
    payment
People buy their favourite brands.
    acquisition
Customers were turned away at the door.
    entry-ban
The shooting of the film began in May.
    attack
"""
)
"""Sentence: the types that it must not be read as."""

UNFILLED = read_cases(
    """
He faces criminal charges.
    charge offence
The director announced an inquiry into the emails.
    investigation authority
The letter sparked an investigation.
    investigation target
Russian air strikes hit the city.
    attack weapon
Nobody claimed responsibility for the attack.
    attack attacker
No group claimed responsibility for the attack.
    attack attacker
The announcement clearing Ann Lee of fraud came late.
    acquittal court
Ann Lee, 52, of Leeds died from her wounds in York.
    death number
Prices rose since the vote to leave the union.
    withdrawal party
"""
)
"""Sentence: a type of event, and the role of it that nothing in the sentence fills."""


@pytest.mark.parametrize(("sentence", "expected"), CASES.items())
def test_news_tells_it_so(sentence: str, expected: str) -> None:
    found = candidates_of(sentence)
    assert holds(expected, found), found


@pytest.mark.parametrize(("sentence", "wrong"), OTHERWISE.items())
def test_it_is_not_told_so(sentence: str, wrong: str) -> None:
    found = candidates_of(sentence)
    assert not {candidate.split("/")[0] for candidate in found} & set(wrong.split()), found


@pytest.mark.parametrize(("sentence", "unfilled"), UNFILLED.items())
def test_what_does_not_fit_fills_no_role(sentence: str, unfilled: str) -> None:
    kind, role = unfilled.split()
    found = [candidate for candidate in candidates_of(sentence) if candidate.startswith(f"{kind}/")]
    assert not [candidate for candidate in found if f" {role}=" in candidate], found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Republican mayor Ida Roe left.", "post/holds person=Roe position=mayor"),
        (
            "Ida Roe, a professor at Leeds University in Kenya, left.",
            "post/holds person=Roe position=professor organisation=University",
        ),
        ("Secretary of State Ida Roe left.", "post/holds person=Roe position=Secretary"),
    ],
)
def test_a_post_is_held_at_its_body_alone(sentence: str, expected: str) -> None:
    """A party's label, the place of a body and the end of a title are none."""
    assert expected in candidates_of(sentence)
