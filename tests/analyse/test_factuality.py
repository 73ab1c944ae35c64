from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from onrecord.analyse.factuality import Factuality, judge_event
from onrecord.analyse.factuality.vocabulary import Construction, read_status
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Parse
from onrecord.model.span import Span
from tests.analyse.parsing import parse

NAMES = {
    "+": ("positive", "actual"),
    "-": ("negative", "actual"),
    "+>": ("positive", "future"),
    "->": ("negative", "future"),
    "+?": ("positive", "possible"),
    "-?": ("negative", "possible"),
}

ACTUAL = """
+   Leeds beat Hull to [win] the cup.
+   She devoted her speech to [praising] the mayor.
+   The attackers escaped after [firing] on the officers.
+   The reform may help the minister's [daughter].
+   He may meet Foreign [Minister] Ann Lee.
+   No group claimed responsibility for the [attack].
+   The minister [resigned] on Monday.
+   The minister has [resigned].
+   The minister was [dismissed] by the president.
+   Police are [searching] the house.
+   She [lives] in Oslo.
+   He used to [work] for the bank.
+   Roe is the [owner] of the hotel.
+   The driver [fled] after the crash.
+   The firm told investors that it had [sold] the plant.
+   She said that he [resigned].
+   The mayor may say that the bridge [collapsed].
+   The officers [arrested] the man who robbed the bank.
+   The officers arrested the man who [robbed] the bank.
+   Lee resigned because the party [lost] the vote.
+   Although he [lost] the vote, he stayed in office.
+   When the bridge [collapsed], four people were hurt.
+   The [crash] closed the road.
+   Why did the minister [resign]?
+   Not only did he [resign] but he also left the country.
+   The court did not only [fine] the firm but also closed it.
+   He was the first man to [cross] the desert alone.
+   After [leaving] the party, Roe joined the army.
+   He'd [resigned] by then.
+   Most of the villagers [fled].
+   Officials believe that the fire was [caused] by a fault.
+   Roe, who [founded] the firm in 1990, will retire.
+   The hearing, which Roe did not attend, [lasted] two hours.
+   She won the race, [breaking] the record.
+   Who [killed] the king?
+   The union backed the [strike].
+   Her [appointment] may help both countries.
+   She [asked]: "Are you coming home?"
+   She said: "We [won]."
+   She [hopes] to win the race.
+   He did not [resign] until March.
+   They didn't leave until the police [arrived].
+   He was [acquitted] of fraud.
+   The murder [trial] began on Monday.
"""

NEGATED = """
-   Not a penny was [paid] to the workers.
-   Not one of the players was [paid].
-   The workers were [unpaid].
->  The workers will go [unpaid].
->  The captain will serve without [pay].
-   The minister did not [resign].
-   The minister has not [resigned].
-   He wasn't [arrested].
-   The minister never [resigned].
-   Nobody [resigned].
-   No one was [hurt] in the fire.
-   None of the passengers [survived].
-   Neither side [won].
-   The firm made no [offer].
-   There was no [attack].
-   There were no [arrests].
-   There has been no [agreement].
-   Roe is not the [owner] of the hotel.
-   She no longer [works] for the bank.
-   The council has yet to [vote].
-   They did not come or [call].
-   No shots were [fired].
-   He could not be [reached].
-   The spokesman could not [confirm] it.
-   They cannot [leave] the camp.
-   The police hardly [helped].
-   He left without [paying] the bill.
-   Instead of [resigning], he called an election.
-   He called an election rather than [resign].
-   She was too ill to [travel].
-   The lack of an [agreement] hurt both sides.
-   The absence of any [agreement] hurt both sides.
-   The treaty was never [ratified].
-   No evidence was [found].
-   Talks ended without an [agreement].
-   Both sides failed to reach an [agreement].
-   Few believed him, and no minister [attended].
-   "I did not [steal] it," he said.
-   Since the ceasefire never [took] place, people fled.
-   Neither he nor his aides [resigned].
-   He couldn't be reached for [comment].
"""

FUTURE = """
+>  The bonus is to be [paid] in May.
+>  The minister will [resign] on Monday.
+>  She'll [leave] the party.
+>  He is going to [sell] the house.
+>  The president is to [visit] Oslo in May.
+>  The trial is due to [begin] in June.
+>  The king is expected to [attend] the funeral.
+>  The firm is set to [close] the plant.
+>  The firm plans to [close] the plant.
+>  The two sides agreed to [release] the prisoners.
+>  She promised to [resign].
+>  The government has decided to [ban] the group.
+>  The company said it would [build] a plant in Leeds.
+>  The talks are scheduled to [resume] on Friday.
+>  The planned [merger] worries the unions.
+>  The forthcoming [election] divides the country.
+>  Ministers predict that prices will [fall].
+>  He is about to [resign].
+>  When he [arrives], the police will arrest him.
+>  The [meeting] is scheduled for Monday.
+>  The strike is expected to [end] today.
->  The actor will not be [paid].
->  The firm won't [close] the plant.
->  The president is not going to [resign].
->  Nobody will be [dismissed].
->  He said he would not [resign].
->  The king is not expected to [attend].
+>  The airline will [cut] and retrain staff.
+>  She will leave the firm in June, [ending] a long career.
+>  The summit will take place in Geneva, where leaders will [sign] the treaty.
+>  Tax cuts are to [come] into force in April.
+>  The union has voted to [strike].
+>  Britain to [leave] the treaty in March
->  The club has no plans to [sell] him.
->  The country would no longer [accept] refugees, he said.
"""

POSSIBLE = """
+?  Ann Lee is on track to [win] the race.
+?  Ann Lee would be a good governor and a better [president].
+?  The minister may [resign].
+?  The minister might [resign].
+?  The deal could [fail].
+?  The firm can [sell] the land.
+?  The government should [resign].
+?  The firm must [pay] the fine.
+?  The deal would [create] a giant.
+?  If he [resigns], the party will split.
+?  If he resigns, the party will [split].
+?  Unless he [apologises], she will sue.
+?  He will go only if the king [asks] him.
+?  She took the money in case the bank [closed].
+?  Should he [resign], there will be an election.
+?  They asked whether he had [resigned].
+?  Did he [resign]?
+?  [Leave] the country now!
+?  The firm wants to [buy] its rival.
+?  She hopes to [win] the race.
+?  The firm offered to [buy] its rival.
+?  He threatened to [sue] the paper.
+?  They attempted to [cross] the border.
+?  They are trying to [free] the hostages.
+?  The general vetoed nothing, but he may [resign].
+?  The union called for a [strike].
+?  The union urged members to [strike].
+?  The court was asked to [ban] the party.
+?  He has a plan to [sell] the club.
+?  Their bid to [buy] the club surprised fans.
+?  The threat of an [attack] emptied the streets.
+?  The risk of [war] is growing.
+?  There is a possibility that he [resigned].
+?  It is possible that he [resigned].
+?  The union fears that the plant will [close].
+?  The possible [merger] worries the unions.
+?  A potential [buyer] inspected the plant.
+?  The proposed [merger] worries the unions.
+?  The would-be [assassin] was shot.
+?  A [takeover] bid may fail.
+?  The [takeover] bid surprised nobody.
+?  The board is considering a [merger].
+?  The board is considering [closing] the plant.
+?  She suggested that he [resign].
+?  The court ordered that the prisoner be [released].
+?  The judge ordered the firm to [pay] a fine.
+?  He went to Oslo to [meet] the king.
+?  The law allows firms to [hire] foreigners.
+?  She is able to [walk] again.
+?  The firm has the right to [appeal].
+?  The minister has to [resign].
+?  He was to [speak] in the evening.
+?  The rebels demanded the [release] of the prisoners.
-?  The minister may not [resign].
-?  The firm should not [sell] the land.
-?  He does not want to [resign].
-?  She does not believe that he [lied].
-?  It is unlikely that he will [resign].
-?  The firm is unwilling to [pay].
-?  He would have [won].
-?  The minister should have [resigned].
-?  The trial was to have [begun] in June.
-?  If he had [known], he would have resigned.
-?  He acted as if he had [won].
+?  He was jailed for attempted [murder].
+?  The prospect of a [strike] worries commuters.
+?  Demand for a [vote] is growing.
+?  The union backs a [strike].
+?  They issued a call for a [boycott].
+?  Protesters threatened to [block] the motorway.
+?  The senator is weighing a [run] for president.
+?  The watchdog has proposed [fining] the firm.
+?  The army is ready to [withdraw].
+?  Lawyers want the verdict [overturned].
+?  He faces [deportation].
+?  She risks [losing] her seat.
+?  It is too early to say whether the talks [succeeded].
+?  The deal is subject to [approval] by shareholders.
+?  "We may have to [close]," she said.
+?  Will he [resign]?
+?  Was the king [killed]?
+?  Please [send] the money.
+?  Ministers hope the talks [lead] to peace.
+?  The accord could lead to the [release] of prisoners.
+?  Both sides hope to reach an [agreement].
-?  Britain might never [rejoin] the bloc.
-?  Do not [send] the money.
-?  They were warned not to [travel].
-?  The bill would ban the [sale] of guns.
"""

IMPLIED = """
-   The firm failed to [pay] the fine.
-   He refused to [resign].
-   He declined to [comment].
-   She forgot to [lock] the door.
-   He neglected to [warn] the crew.
-   She was unable to [attend].
-   She denied [stealing] the car.
-   He denied that he had [lied].
-   The police stopped them from [entering] the hall.
-   The army prevented the rebels from [crossing] the river.
-   He was banned from [entering] the country.
-   The court kept the paper from [printing] the story.
-   The firm stopped [paying] him.
-   They cancelled the [concert].
-   The [concert] was cancelled.
-   The driver avoided a [collision].
-   The minister ruled out a [coalition].
-   He escaped [punishment].
-   His failure to [pay] angered the bank.
-   Her refusal to [testify] delayed the trial.
-   Their bid to [buy] the club failed.
-   The failed attempt to [free] the hostages cost two lives.
-   The owners rejected an offer to [buy] the club.
-   The ban on [smoking] has pleased doctors.
-   The driver almost [died].
-   He pretended to [sleep].
-   He was not allowed to [leave].
-   She did not manage to [escape].
+?  They were not forced to [leave].
-   The mayor did not attempt to [stop] them.
+   The prisoners managed to [escape].
+   She remembered to [lock] the door.
+   He happened to [see] the thief.
+   She began to [sing].
+   They continued [working].
+   The army forced them to [leave].
+   The police made him [open] the bag.
+   The guards let them [leave].
+   The judge allowed him to [leave].
+   He was able to [escape].
+   He had to [resign].
+   She was made to [apologise].
+   The storm caused the roof to [collapse].
+   She regretted [selling] the house.
+   She did not regret [selling] the house.
+   He was jailed for [robbing] a bank.
+   The police did not know that he had [fled].
+   He did not fail to [pay].
+   She never forgot to [lock] the door.
+   Nobody failed to [vote].
+   He could not avoid [answering].
+   He did not deny [taking] the money.
+   They did not stop [working].
+   They launched an [attack] on the town.
+   The two sides held [talks] in Oslo.
+   The firm rejected the [offer].
->  He will fail to [pay].
->  He will refuse to [resign].
+?  The firm may be forced to [close].
+?  They want to stop him from refusing to [pay].
-?  He may fail to [pay].
-   The failed [coup] shook the country.
+   The failed [attempt] to free the hostages cost two lives.
-   The cancelled [concert] cost the city a fortune.
-   The minister denied the [affair].
-   The ship narrowly avoided [sinking].
-   The army has not begun to [withdraw].
-   He was cleared of [murder].
-   He was acquitted of [killing] his wife.
-   They stopped the convoy from [leaving], and it turned back.
+   He pleaded guilty to [killing] his wife.
+   He was convicted of [murder].
+   He thanked the crowd for [coming].
+   The firm admitted [bribing] officials.
+   The firm admitted that it had [bribed] officials.
+   The army has begun to [withdraw].
+   It turned out that she had [lied].
+   Analysts were surprised that the bank [survived].
+   The accord led to the [release] of prisoners.
+   They stopped paying, [making] her leave.
+   The firm failed to pay and [filed] for bankruptcy.
+>  He decided instead to [resign].
+   The thief was caught [stealing] a bike.
"""

HEDGED = """
+   The rebels are believed to have [fled].
+   The two men are said to have [met].
+   He allegedly [stole] the car.
+   The president reportedly [resigned].
+   He probably [knew].
+   The firm appears to have [lied].
+   It seems that he [left].
+   The alleged [murder] shocked the town.
+   The so-called [election] was a farce.
+   He was accused of [lying].
+   He is suspected of [killing] two men.
+   The suspect must have [left].
-   He reportedly did not [resign].
+?  Perhaps he [resigned].
+?  He may have [resigned].
+?  He possibly [lied].
+?  Rumours of a [coup] spread quickly.
-   There is no evidence that he [lied].
+   She was believed [dead].
+   He was charged with [murder].
"""

PLAIN = ACTUAL + NEGATED + FUTURE + POSSIBLE + IMPLIED


def read_cases(table: str) -> list[tuple[str, str]]:
    """Pairs of a status and a sentence."""
    return [(line.split()[0], line[4:]) for line in table.splitlines() if line]


def read_marked(sentence: str) -> tuple[Parse, int]:
    """The parse of a sentence in which brackets mark a word, and the index of that word."""
    before, word, after = re.split(r"[\[\]]", sentence)
    parsed = parse(before + word + after)
    return parsed, parsed.tokens_in(Span(start=len(before), end=len(before) + len(word)))[-1]


def judge(sentence: str) -> Factuality:
    return judge_event(*read_marked(sentence))


@pytest.mark.parametrize(("status", "sentence"), read_cases(PLAIN + HEDGED))
def test_status(status: str, sentence: str) -> None:
    found = judge(sentence)
    assert (found.polarity, found.modality) == NAMES[status]
    assert (found.score > 0) == (found.polarity == "positive")


@pytest.mark.parametrize("sentence", [sentence for _, sentence in read_cases(HEDGED)])
def test_hedged(sentence: str) -> None:
    assert judge(sentence).hedged


@pytest.mark.parametrize("sentence", [sentence for _, sentence in read_cases(ACTUAL + NEGATED + FUTURE)])
def test_not_hedged(sentence: str) -> None:
    assert not judge(sentence).hedged


@pytest.mark.parametrize(("status", "sentence"), read_cases(ACTUAL + FUTURE + IMPLIED)[::5])
def test_what_stands_in_front_changes_nothing(status: str, sentence: str) -> None:
    found = judge("The bank would not comment on the strike. " + sentence)
    assert (found.polarity, found.modality) == NAMES[status]


@pytest.mark.parametrize(
    ("report", "status"),
    [
        ("The Herald said that the minister [resigned].", "+"),
        ("The Herald may say that the minister [resigned].", "+"),
        ("The Herald did not say that the minister [resigned].", "+"),
        ("The Herald will report that the minister did not [resign].", "-"),
        ("Lee denied that the Herald had said that the minister would not [resign].", "->"),
    ],
)
def test_whose_report_it_is_does_not_count(report: str, status: str) -> None:
    found = judge(report)
    assert (found.polarity, found.modality) == NAMES[status]


def test_scores_are_graded() -> None:
    ordered = [
        "The minister [resigned].",
        "The minister will [resign].",
        "The minister may [resign].",
        "The minister may not [resign].",
        "The minister did not [resign].",
    ]
    scores = [judge(sentence).score for sentence in ordered]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_two_negatives_of_one_clause_cancel() -> None:
    once, twice = judge("He failed to [pay]."), judge("He did not fail to [pay].")
    assert once.score < -1
    assert twice.score > 1


def test_every_token_has_a_status_within_bounds() -> None:
    parsed = parse(re.sub(r"[\[\]]", "", "\n".join(sentence for _, sentence in read_cases(PLAIN + HEDGED))))
    for token in parsed.tokens:
        found = judge_event(parsed, token.index)
        assert -3 <= found.score <= 3
        assert (found.score > 0) == (found.polarity == "positive")


def test_a_long_chain_of_governors_ends() -> None:
    sentence = "He wants " + "to want " * 300 + "to resign."
    parsed = parse(sentence)
    last = next(token.index for token in parsed.tokens if token.text == "resign")
    assert judge_event(parsed, last).modality == "possible"


# The vocabulary


def read_classes() -> dict[str, dict[str, str]]:
    classes: dict[str, dict[str, str]] = read_lexicon("factuality")["governors"]
    return classes


def test_no_word_is_in_two_classes_of_one_construction() -> None:
    places = Counter(
        (construction, word)
        for table in read_classes().values()
        for construction in get_args(Construction)
        for word in set(table.get(construction, "").split())
    )
    assert [place for place, times in places.items() if times > 1] == []


def test_every_class_has_a_signature_and_known_constructions() -> None:
    for name, table in read_classes().items():
        statuses = {
            key: read_status(text) for key, text in table.items() if key in ("true", "false", "present")
        }
        assert {"true", "false"} <= set(statuses), name
        for status in statuses.values():
            assert status.modality in ("actual", "future", "possible"), name
            assert (status.score > 0) == (status.polarity == "positive"), name
        assert set(table) - set(statuses) <= set(get_args(Construction)), name
