from __future__ import annotations

import pytest

import onrecord
from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document
from onrecord.model.record import Entity, Record


def read(text: str) -> Record:
    return analyse(Article(document=make_document(text, location="test")))


def entities_of(record: Record, words: str, nth: int = 0) -> list[Entity]:
    """The entities of the nth mention with exactly these words."""
    text = record.document.text
    found = [mention for mention in record.mentions if mention.slice(text) == words]
    assert len(found) > nth, f"no mention {words!r} among {[m.slice(text) for m in record.mentions]}"
    by_id = {entity.id: entity for entity in record.entities}
    return [by_id[identity] for identity in found[nth].entities]


def name_of(record: Record, words: str, nth: int = 0) -> str:
    return " + ".join(entity.name for entity in entities_of(record, words, nth))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Maria Olsen won. Olsen thanked her team.", "Olsen", "Maria Olsen"),
        ("Maria Olsen won. She thanked the crowd.", "She", "Maria Olsen"),
        ("President Maria Olsen resigned. The president gave no reason.", "The president", "Maria Olsen"),
        ("Peter Brandt, a former boxer, left. The boxer is ill.", "The boxer", "Peter Brandt"),
        ("Peter Brandt is a singer. The singer is 40.", "The singer", "Peter Brandt"),
        ("Peter Brandt said he was ill.", "he", "Peter Brandt"),
        ("“I am ill,” Peter Brandt said.", "I", "Peter Brandt"),
        ("Italy objected. The Italian government said no.", "Italian government", "Italian government"),
    ],
)
def test_short_names_pronouns_and_descriptions(text: str, words: str, name: str) -> None:
    assert name_of(read(text), words) == name


def test_people_who_share_a_surname_are_kept_apart() -> None:
    record = read("Anna Berg met Karl Berg in Oslo. Anna Berg paid for dinner.")
    assert entities_of(record, "Anna Berg") != entities_of(record, "Karl Berg")
    assert entities_of(record, "Anna Berg", 0) == entities_of(record, "Anna Berg", 1)


def test_a_surname_that_two_share_joins_neither() -> None:
    record = read("Anna Berg met Karl Berg in Oslo. Berg paid for dinner.")
    berg = entities_of(record, "Berg")
    assert berg != entities_of(record, "Anna Berg")
    assert berg != entities_of(record, "Karl Berg")


def test_a_title_tells_two_of_one_surname_apart() -> None:
    record = read("Anna Berg met Karl Berg in Oslo. Mr Berg paid for dinner.")
    assert name_of(record, "Berg") == "Karl Berg"


def test_the_two_men_are_the_two_named_before() -> None:
    record = read("Karl Berg met Peter Brandt in Oslo. The two men talked for an hour.")
    assert {e.name for e in entities_of(record, "The two men")} == {"Karl Berg", "Peter Brandt"}


def test_an_institution_is_not_its_owner() -> None:
    record = read("Maria Olsen’s foreign ministry made the offer. Olsen kept silent.")
    ministry = entities_of(record, "Maria Olsen’s foreign ministry")
    assert [e.type for e in ministry] == ["organisation"]
    assert ministry != entities_of(record, "Olsen")


def test_the_speaker_is_not_the_he_of_the_quotation() -> None:
    record = read("Karl Berg praised Peter Brandt. “He is the best of us,” Berg said.")
    assert name_of(record, "He") == "Peter Brandt"


def test_an_acronym_is_its_expansion() -> None:
    record = read("The World Trade Organization met. Officials at the WTO were silent.")
    assert entities_of(record, "WTO") == entities_of(record, "World Trade Organization")


def test_a_state_s_name_and_adjective_are_one() -> None:
    record = read("France closed its border. The French border guards left.")
    assert entities_of(record, "France") == entities_of(record, "French")


def test_whoever_is_told_tells_nothing_of_the_name_behind() -> None:
    record = onrecord.read("The mayor told police Ida Vossler had left the hall.", language="en")
    assert ("Ida Vossler", "person") in {(entity.name, entity.type) for entity in record.entities}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The mill on the river burnt down. It had stood for years.", "The mill on the river", "It"),
        ("A bridge was opened in May. The bridge is for walkers.", "A bridge", "The bridge"),
        ("Two ferries were sold. They will leave on Monday.", "Two ferries", "They"),
    ],
)
def test_things_are_mentions_where_the_article_comes_back_to_them(text: str, first: str, second: str) -> None:
    record = read(text)
    assert entities_of(record, first) == entities_of(record, second)


def test_things_that_are_told_once_are_none() -> None:
    record = read("A bridge was opened in May.")
    assert [mention.slice(record.document.text) for mention in record.mentions] == []


def test_you_is_whom_the_words_are_said_to() -> None:
    record = read("“You have let us down,” Karl Berg told Anna Olsen.")
    assert name_of(record, "You") == "Anna Olsen"


def test_a_relative_is_not_whose_relative_it_is() -> None:
    record = read("Karl Berg has not spoken. The newspaper quoted his brother.")
    assert entities_of(record, "his brother") != entities_of(record, "Karl Berg")


def test_a_mention_has_its_head_and_its_whole_phrase() -> None:
    record = read("Karl Berg, who owns a mill, left. The mill that Berg owns is shut.")
    text = record.document.text
    name = next(mention for mention in record.mentions if mention.slice(text) == "Karl Berg")
    assert name.head is not None
    assert name.phrase is not None
    assert name.head.slice(text) == "Berg"
    assert name.phrase.slice(text) == "Karl Berg, who owns a mill"


def test_every_mention_says_how_likely_it_is_right() -> None:
    record = read("Karl Berg met Anna Olsen. He said the mill was hers. It burnt down, and she left it.")
    assert record.mentions
    assert all(m.confidence is not None and 0 < m.confidence < 1 for m in record.mentions)


def test_without_the_linker_all_goes_by_rule() -> None:
    text = "A bridge was opened in May. The bridge is for walkers. Karl Berg said he was ill."
    record = analyse(Article(document=make_document(text, location="test")), linking=None)
    assert [mention.slice(text) for mention in record.mentions] == ["walkers", "Karl Berg", "he"]


def forms_of(record: Record) -> list[str]:
    return [mention.slice(record.document.text) for mention in record.mentions]


def test_a_title_alone_is_no_name() -> None:
    assert forms_of(read("Mr Berg met Mr Olsen in Oslo.")) == ["Berg", "Olsen", "Oslo"]


def test_the_end_of_a_compound_is_nobody() -> None:
    assert "chief" not in forms_of(read("Karl Berg is the new commander-in-chief of the army."))


def test_whom_somebody_addresses_by_title_is_no_description() -> None:
    record = read("Karl Berg met Anna Olsen. Berg said: “Mr President, we agree.” The businessman left.")
    assert "Mr President" not in forms_of(record)


def test_a_broadcaster_with_initials_for_a_name_is_a_body() -> None:
    record = read("The broadcaster NRK said the mill was shut.")
    assert [(entity.name, entity.type) for entity in entities_of(record, "NRK")] == [("NRK", "organisation")]


def test_a_long_text_is_linked_in_parts_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.analyse.coref import linker

    text = "\n".join(
        f"The mill in {place} burnt. It had stood for years. Karl Berg said he was sad."
        for place in ("Oslo", "Rome", "Bern", "Lima")
    )
    whole = read(text)
    monkeypatch.setattr(linker, "_BLOCK", 3)
    assert read(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Karl Berg and Anna Olsen left the club. They said it was too dear.",
        "Karl Berg and Anna Olsen have sold their mill.",
    ],
)
def test_they_are_the_two_who_were_named_together(text: str) -> None:
    words = "They" if "They" in text else "their"
    assert {entity.name for entity in entities_of(read(text), words)} == {"Karl Berg", "Anna Olsen"}


def test_they_are_a_group_that_was_told_of() -> None:
    record = read("Karl Berg spoke to the residents. They were angry.")
    assert entities_of(record, "They") == entities_of(record, "the residents")


def test_a_surname_with_a_title_of_the_other_gender_is_somebody_else() -> None:
    record = read("Mr Berg resigned on Monday. Berg was ill. Anna Berg, his wife, said she was glad.")
    assert entities_of(record, "Berg", 1) != entities_of(record, "Anna Berg")
    assert entities_of(record, "Berg", 0) == entities_of(record, "Berg", 1)


def test_the_two_may_be_whoever_says_so_and_another() -> None:
    record = read("Karl Berg met Peter Brandt in Oslo. Berg said the two talked for an hour.")
    assert {entity.name for entity in entities_of(record, "the two")} == {"Karl Berg", "Peter Brandt"}


def test_the_i_of_a_quotation_is_nobody_s_who_spoke_long_before() -> None:
    record = read(
        "“I saw smoke,” Karl Berg said. The mill burnt for a day. It had stood for years. Nobody was hurt. "
        "The owner is abroad. Visitors bought cups with “I love mills” on them."
    )
    assert name_of(record, "I") == "Karl Berg"
    assert forms_of(record).count("I") == 1


def test_what_one_is_a_citizen_of_is_a_place() -> None:
    record = read("Ida Roe became a citizen of Costaverde in May. Costaverde is proud of her.")
    assert {entity.type for entity in entities_of(record, "Costaverde")} == {"place"}


def test_a_source_that_is_only_ever_it_is_left_open() -> None:
    record = read("It said that the mill was shut. It added that nobody was hurt.")
    assert record.statements
    assert all(s.source is not None and not s.source.entities for s in record.statements)


def test_a_speaker_is_not_whom_the_words_speak_of() -> None:
    record = read(
        "The premier, Neil Dastur, stayed. Hugh Brack was angry. "
        "“If the premier had any courage he would resign,” he said."
    )
    assert name_of(record, "he", 0) == "Neil Dastur"
    assert name_of(record, "he", 1) == "Hugh Brack"


def test_the_wives_of_two_men_are_two() -> None:
    record = read(
        "Karl Berg and his wife left at noon. Peter Brandt stayed on. Brandt said his wife was ill."
    )
    assert entities_of(record, "his wife", 0) != entities_of(record, "his wife", 1)


def test_a_statement_is_about_no_thing_without_a_name() -> None:
    record = read(
        "Karl Berg said a bridge near Oslo was shut. He said the bridge would be mended by Anna Olsen."
    )
    by_id = {entity.id: entity.name for entity in record.entities}
    assert {by_id[entity] for s in record.statements for entity in s.about} == {"Oslo", "Anna Olsen"}


# People by description.


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ida Voss met President Karl Olsen in Bern. The Swede will go unpaid.", "The Swede", "Ida Voss"),
        ("The Dutch pianist Ida Voss met Karl Olsen. The Dutchwoman waved.", "The Dutchwoman", "Ida Voss"),
        ("The pianist Ida Voss played in Bern. The Ohioan bowed.", "The Ohioan", "Ida Voss"),
        (
            "The pianist Ida Voss played in Bern. It was paid to the 43-year-old.",
            "the 43-year-old",
            "Ida Voss",
        ),
        (
            "Peter Brandt, a defender, left. The former centre-half fumed.",
            "The former centre-half",
            "Peter Brandt",
        ),
        ("Norland named Peter Brandt as its envoy. The envoy waved.", "The envoy", "Peter Brandt"),
        ("Ida Voss won. Norland installed her as its consul. The consul waved.", "The consul", "Ida Voss"),
        (
            "Ida Voss was given the post of commissioner. The commissioner waved.",
            "The commissioner",
            "Ida Voss",
        ),
        ("Ida Voss won. She became the mayor in May. The mayor is ill.", "The mayor", "Ida Voss"),
        ("Karl Berg met Ida Voss. The 58-year-old lost her hat.", "The 58-year-old", "Ida Voss"),
        (
            "Peter Brandt, a designer, left. They refused to admit the Project Loom judge.",
            "the Project Loom judge",
            "Peter Brandt",
        ),
        (
            "Karl Berg met Ida Voss. “Voss is the best of us,” the former champion said.",
            "the former champion",
            "Karl Berg",
        ),
    ],
)
def test_descriptions_that_tell_something_new_of_somebody_known(text: str, words: str, name: str) -> None:
    assert name_of(read(text), words) == name


def test_the_presidents_of_two_states_are_kept_apart() -> None:
    record = read("The French president, Luc Roe, met Ida Voss. The Peruvian president was late.")
    assert name_of(record, "The Peruvian president") != "Luc Roe"


def test_a_president_elect_is_not_the_president() -> None:
    record = read(
        "President Karl Berg met President-elect Ida Voss. The president-elect waved. The president left."
    )
    assert name_of(record, "The president-elect") == "Ida Voss"
    assert name_of(record, "The president") == "Karl Berg"


def test_nobody_known_is_the_boy_of_whom_somebody_quoted_speaks() -> None:
    record = read("“If I can help one wee lad, I will,” Ida Voss said. The boy was found on Monday.")
    assert entities_of(record, "The boy") != entities_of(record, "one wee lad")


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            "President Karl Berg met Ida Voss in Bern. The mayor, Peter Brandt, was there. "
            "Jan Roe, a boxer, praised both politicians.",
            "both politicians",
            {"Karl Berg", "Peter Brandt"},
        ),
        (
            "Karl Berg met Ida Voss. It is said that the two of them talked.",
            "the two of them",
            {"Karl Berg", "Ida Voss"},
        ),
    ],
)
def test_groups_are_those_known_to_be_such(text: str, words: str, names: set[str]) -> None:
    assert {entity.name for entity in entities_of(read(text), words)} == names


def test_a_group_that_a_clause_tells_apart_is_nobody_named_before() -> None:
    record = read("Karl Berg met Ida Voss, according to the two guests who spoke to the paper.")
    assert not {"Karl Berg", "Ida Voss"} & {e.name for e in entities_of(record, "the two guests")}


def test_a_pair_of_hands_is_nobody() -> None:
    record = read("Karl Berg met Ida Voss. He is the safest pair of hands in politics.")
    assert not any("hands" in mention.slice(record.document.text) for mention in record.mentions)


# Surnames that several have.


@pytest.mark.parametrize(
    ("text", "words", "nth", "name"),
    [
        ("Karl Berg won. His wife, Anna Berg, was there. Berg waved.", "Berg", 0, "Karl Berg"),
        ("Karl Berg won. Berg waved. Anna Berg was there. Berg left.", "Berg", 1, "Karl Berg"),
        ("President Berg spoke. First Lady Anna Berg was there. Berg waved.", "Berg", 1, "Berg"),
        (
            "Hillary Clinton won. Clinton waved. Bill Clinton, her husband, left.",
            "Clinton",
            0,
            "Hillary Clinton",
        ),
        ("Kenny Strand won. Big Kenny was glad.", "Big Kenny", 0, "Kenny Strand"),
    ],
)
def test_a_surname_goes_to_the_one_called_so(text: str, words: str, nth: int, name: str) -> None:
    assert name_of(read(text), words, nth) == name


# Relatives.


def test_his_wife_is_the_wife_of_whom_and_ties_her_to() -> None:
    record = read("Karl Berg met Jan Roe. Berg told us that Roe and his wife, Michelle, were kind.")
    assert name_of(record, "his") == "Jan Roe"
    assert name_of(record, "his wife") == "Michelle"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Jan Roe spoke. His father-in-law, Karl Berg, was there. Roe praised his father-in-law.",
            "his father-in-law",
            "Karl Berg",
        ),
        (
            "Ida Voss lives in Bern. Her brother Karl called. “My sister is ill,” Karl said.",
            "My sister",
            "Ida Voss",
        ),
    ],
)
def test_a_relative_named_in_one_place_is_known_in_another(text: str, words: str, name: str) -> None:
    assert name_of(read(text), words) == name


# Bodies, outlets and states.


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The London Ambulance Service sent crews. London was calm.", "London", "place"),
        ("The U.S. Treasury Department said that the U.S. would pay.", "U.S.", "place"),
        ("The state broadcaster, Ararat One, was silent.", "Ararat One", "organisation"),
        ("“I know,” Ida Voss told state-run channel TV Norte.", "TV Norte", "organisation"),
        ("Ida Voss starred in the documentary Southpaw Monday.", "Southpaw Monday", "work"),
    ],
)
def test_a_name_is_what_its_words_and_those_in_front_say(text: str, words: str, kind: str) -> None:
    assert [entity.type for entity in entities_of(read(text), words)] == [kind]


def test_a_ministry_is_not_whom_it_names() -> None:
    record = read(
        "The naming by Norland’s sports ministry of the Dutch coach Ida Voss as envoy was odd. "
        "The ministry is glad."
    )
    assert [entity.type for entity in entities_of(record, "Ida Voss")] == ["person"]
    assert entities_of(record, "The ministry") == entities_of(record, "Norland’s sports ministry")
    assert name_of(record, "the Dutch coach") == "Ida Voss"


@pytest.mark.parametrize(
    ("words", "name"), [("North", "North Korea"), ("South", "South Korea"), ("Pyongyang", "North Korea")]
)
def test_states_by_less_than_their_names(words: str, name: str) -> None:
    record = read(
        "North Korea fired a missile. South Korea objected. Pyongyang tested a bomb. The North was silent. "
        "The South will answer."
    )
    assert name_of(record, words) == name


def test_a_city_stays_one_where_it_does_nothing_that_states_do() -> None:
    record = read("France objected. Paris was calm. Snow fell in the north.")
    assert entities_of(record, "Paris") != entities_of(record, "France")


def test_a_people_s_noun_in_front_of_a_name_names_no_state() -> None:
    record = read("Frenchman Luc Roe crashed.")
    assert [entity.name for entity in record.entities] == ["Luc Roe"]


PARTIES = (
    "The Democratic candidate Ida Voss spoke in Ohio. Karl Berg, the Republican candidate, was in Iowa. "
    "Voss left at noon. The Republican candidate stayed."
)


def test_a_party_tells_two_candidates_apart() -> None:
    assert name_of(read(PARTIES), "The Republican candidate") == "Karl Berg"


def test_a_description_that_fits_two_equally_is_nobody_s() -> None:
    text = "Ida Voss met Ann Roe in Leeds. Voss spoke to Roe for an hour. The businesswoman was pleased."
    assert name_of(read(text), "The businesswoman") not in ("Ida Voss", "Ann Roe")
