"""What a report of somebody's words takes for granted is in the outlet's voice, what it asserts is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from onrecord.analyse.events.presupposed import _is_aside
from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document
from tests.analyse.parsing import index_of, parse


def voices_of(text: str, kind: str) -> set[str]:
    record = analyse(Article(document=make_document(text, location="test")))
    return {event.voice for event in record.events if event.type == kind}


@pytest.mark.parametrize(
    ("text", "kind", "voice"),
    [
        ("Ida Roe said on Monday that Mayor Karl Berg had lied to her.", "post", "outlet"),
        ("Ida Roe said on Monday that Karl Berg is the mayor of Leeds.", "post", "statement"),
        ("Ida Roe said: “Mayor Karl Berg has lied to me.”", "post", "statement"),
        ("Ida Roe condemned the attack on the market.", "attack", "outlet"),
        ("Ida Roe said that rebels had attacked the market.", "attack", "statement"),
        ("Ida Roe said the rebels planned an attack on the market.", "attack", "statement"),
        # Described by an apposition: the reporter's, unless it tells news.
        ("Ida Roe said on Monday that Karl Berg, the mayor of Leeds, had lied.", "post", "outlet"),
        ("Ida Roe said on Monday that Karl Berg, a director of Globex, had lied.", "post", "statement"),
        # What somebody only does with a thing is no claim of his.
        ("She invoked the attacks to defend herself.", "attack", "outlet"),
        ("The campaign is relying on lawmakers such as Berg who endorsed Ida Roe.", "support", "outlet"),
        ("The site was sold in May, according to Ida Roe.", "sale", "statement"),
        ("By her own account, Ida Roe was employed by the CIA.", "employment", "statement"),
        ("Karl Berg questioned Ida Roe's Kenyan citizenship.", "citizenship", "statement"),
        # Who says to be responsible for an attack, and who is held so, did not bring it up.
        ("Rebels claimed responsibility for the attack on the market.", "attack", "outlet"),
        ("Many voters held the mayor responsible for a shooting at a market.", "attack", "outlet"),
        # Wishes, thoughts and questions tell only what they are about.
        ("Ida Roe hopes that the talks with Karl Berg will bring peace.", "meeting", "outlet"),
        ("Ida Roe hopes that talks with Karl Berg will be held.", "meeting", "statement"),
        ("Asked about his talks with Karl Berg, Jan Dee left.", "meeting", "outlet"),
        ("Ida Roe explained her support for the law.", "support", "outlet"),
        ("Ida Roe explained that she supports the law.", "support", "statement"),
        ("Ida Roe confirmed the arrest of Karl Berg.", "arrest", "statement"),
        ("Karl Berg addressed his candidacy.", "candidacy", "outlet"),
        # What happened of late did so, whatever is asked of it.
        ("Reporters asked if recent deployments in Iraq meant war.", "deployment", "outlet"),
        # Who is feared for is somebody's kin for the reporter too, unless that is what is said.
        ("Ida Roe expressed fear about prejudice against her daughter.", "family", "outlet"),
        ("Ida Roe believes that Karl Berg is her son.", "family", "statement"),
        # What somebody did not know is so, and news of a death is of one.
        ("Her friends did not know that Ida Roe was deported to Kenya.", "expulsion", "outlet"),
        ("Her friends knew that Ida Roe was deported to Kenya.", "expulsion", "statement"),
        ("After the announcement of Ida Roe's death, Jan Dee left.", "death", "outlet"),
    ],
)
def test_a_title_and_what_is_reacted_to_are_taken_for_granted(text: str, kind: str, voice: str) -> None:
    assert voices_of(text, kind) == {voice}


@pytest.mark.parametrize(("outlet", "voice"), [("www.dailypost.com", "outlet"), ("Hull Echo", "statement")])
def test_an_outlet_that_names_itself_is_no_source(outlet: str, voice: str) -> None:
    text = "Police arrested Karl Berg on Monday, the Daily Post reported."
    record = analyse(Article(document=make_document(text, location="test", outlet=outlet)))
    assert {event.voice for event in record.events if event.type == "arrest"} == {voice}


def test_a_sentence_of_its_own_behind_a_quotation_is_the_outlet_s() -> None:
    text = 'Her brother told the Post: "They were to marry. We are sad." Ida Roe, 35, was named on Friday.'
    assert voices_of(text, "age") == {"outlet"}


def test_a_relative_clause_of_one_word_may_end_a_text() -> None:
    parsed = parse("She wanted the man killed")
    man, tokens = index_of(parsed, "man"), list(parsed.tokens)
    tokens[man] = structs.replace(tokens[man], head=index_of(parsed, "wanted"), relation="obj")
    tokens[-1] = structs.replace(tokens[-1], head=man, relation="acl:relcl")
    assert not _is_aside(replace(parsed, tokens=tokens), len(tokens) - 1)
