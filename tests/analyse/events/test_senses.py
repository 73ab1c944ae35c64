"""Words of the vocabulary in senses that are no event of their type."""

from __future__ import annotations

import pytest

from tests.analyse.events.reading import candidates_of, read_cases

CASES = read_cases(
    """
The boy ran home.
    candidacy
Tom Park ran for the bus.
    candidacy
The hotel charged $5 for the coffee.
    charge
The hotel charged the guests for the coffee.
    charge
She was charged with running the project.
    charge
She voted before Election Day.
    election
He likes the blunt talk of Ann Lee.
    meeting
The report deplored the explosion of services.
    accident
The crew shot a film in Spain.
    injury killing attack
Reporters fired questions at the minister.
    departure weapon-test attack
The army fired its rockets at the town.
    departure weapon-test
Ann Lee struck a deal with the bank.
    attack strike
The plan won praise from the mayor.
    competition award election
The minister defended the attack on poverty.
    attack
He suffered a heart attack.
    attack
The laughter died down.
    death
The battery died.
    death
The street was named after Ann Lee.
    appointment
The baby was named Ann.
    appointment
Her death was named as the cause.
    appointment
She made the plan a success.
    appointment
The committee met its targets.
    meeting
The results met expectations.
    meeting
The team left the pitch.
    departure membership withdrawal
Ann Lee left the room.
    departure membership withdrawal
Tom Park quit smoking.
    departure
He worked hard for years.
    employment
They worked for peace.
    employment
The judge tried to leave.
    trial
The drug trial began in May.
    trial
The company released a new album.
    release
The bank released the figures.
    release
The rally in shares continued.
    protest
Shares rallied 5 percent.
    protest
The market crash of 1929 hurt farmers.
    accident
The shares crashed.
    accident
Customers visited the website.
    visit
The company raised its forecast of rain.
    forecast
The search for the boy continued.
    search
He paid tribute to the victims.
    payment
Ann Lee paid a visit to the school.
    payment
She paid attention to the details.
    payment
The chance was seized by the team.
    seizure
He seized power in 1990.
    seizure
The data support the theory.
    support
Life support was switched off.
    support
Spain defended its title.
    defence
The goalkeeper defended the goal.
    defence
She gave him a chance.
    transfer
They gave it a try.
    transfer
He was handed a victory.
    transfer
The team exchanged words.
    exchange
The firm extended the contract.
    agreement
The sentence has six words.
    sentence
His final sentence was unclear.
    sentence
The door closed.
    closure
She closed the window.
    closure
The author found the company of friends pleasant.
    founding
Ann Lee set up the table.
    founding
The scandal hit the company.
    attack disaster
A storm of protest followed.
    disaster
The war broke out in May.
    violation
She broke the glass.
    violation
The dog barked at the prosecution's witness.
    charge
The police were called to the scene.
    call
She called him a liar.
    call
The interview for the job went badly.
    interview
The road runs from Paris to Rome.
    travel candidacy
The debate moved to the economy.
    relocation residence travel
The book sold well.
    sale
I do not buy that story.
    sale acquisition
He acquired a taste for tea.
    acquisition
The film draws on history.
    competition
She lost weight.
    competition death
The kidnapping plot thickened.
    kidnapping
The arrest warrant was signed.
    arrest
The striker struck twice.
    strike attack
The clock struck twelve.
    strike attack
The bus stopped at a red light.
    accident
Tom Park headed to the bar.
    travel post
He heads for victory.
    travel post
The president-backed film Die Another Day opened.
    death
He is dead certain that he fought.
    death
"""
)
"""Sentence: the types, apart by spaces, that it must not be read as."""


@pytest.mark.parametrize(("sentence", "wrong"), CASES.items())
def test_other_senses_trigger_nothing(sentence: str, wrong: str) -> None:
    found = candidates_of(sentence)
    assert not {candidate.split("/")[0] for candidate in found} & set(wrong.split()), found
