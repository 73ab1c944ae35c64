from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import MalformedInput
from onrecord.evaluate.expected import ExpectedEvent
from onrecord.evaluate.gold import read_gold, speakers
from onrecord.model.span import Span

LEE = '{"kind": "entity", "key": "lee", "type": "person", "name": "Ann Lee"}\n'
FOX = '{"kind": "entity", "key": "fox", "type": "person", "name": "May Fox"}\n'


def escape(text: str) -> str:
    return "".join("\\" + letter if letter in "[]\\" else letter for letter in text)


def test_without_brackets_the_text_is_the_article() -> None:
    gold = read_gold(
        "[segment:headline A row]\n\n"
        "[source:s1|e:lee Ann Lee] [cue:s1 quit] \\[sic\\] [t:2018-08-03 Friday].\n"
        "[content:s1:direct “Bye.”]\n====\n" + LEE
    )
    assert gold.text == "A row\n\nAnn Lee quit [sic] Friday.\n“Bye.”\n"
    assert [(time.span.slice(gold.text), time.value) for time in gold.times] == [("Friday", "2018-08-03")]
    assert [(part.slice(gold.text), part.kind) for part in gold.segments] == [("A row", "headline")]
    assert [mention.span.slice(gold.text) for mention in gold.mentions] == ["Ann Lee"]
    (statement,) = gold.statements
    assert statement.source == Span(start=7, end=14)
    assert [span.slice(gold.text) for span in (*statement.cue, *statement.content)] == ["quit", "“Bye.”"]
    assert (statement.form, statement.polarity, statement.hedged) == ("direct", "positive", False)


def test_a_split_quote_is_one_statement() -> None:
    gold = read_gold("[content:s1:direct “We lost,”] [source:s1 he] [cue:s1 said], [content:s1 “and badly.”]")
    (statement,) = gold.statements
    assert [span.slice(gold.text) for span in statement.content] == ["“We lost,”", "“and badly.”"]


def test_a_statement_within_another_s_content_has_it_as_parent() -> None:
    gold = read_gold(
        "[source:s1 RT] [cue:s1 reported] [content:s1:mixed [source:s2 Lee] as [cue:s2 saying] "
        "[content:s2:mixed “no” and that [source:s3 Fox] [cue:s3 denied] "
        "[content:s3:indirect,negative,hedged it]]]"
    )
    parents = {statement.key: statement.parent for statement in gold.statements}
    assert parents == {"s1": None, "s2": "s1", "s3": "s2"}
    innermost = next(statement for statement in gold.statements if statement.key == "s3")
    assert (innermost.form, innermost.polarity, innermost.hedged) == ("indirect", "negative", True)


def test_one_bracket_may_stand_for_several_statements_and_entities() -> None:
    gold = read_gold(
        "[source:s1,s2|e:lee,fox They] [cue:s1 denied] [content:s1:indirect it] and [cue:s2 said] "
        "[content:s2:indirect so].\n====\n" + LEE + FOX
    )
    assert [statement.source for statement in gold.statements] == [Span(start=0, end=4)] * 2
    assert [mention.entities for mention in gold.mentions] == [("lee", "fox")]


def test_the_speaker_is_the_head_of_the_source_or_what_its_relative_pronoun_stands_for() -> None:
    gold = read_gold(
        "[source:s1 [e:fox [e:lee Lee]’s lawyer], [e:fox Fox]] [cue:s1 said] [content:s1:indirect so], and "
        "[e:lee Lee], [source:s2|r:lee who] [cue:s2 agreed] [content:s2:indirect to it], left. "
        "[source:s3 People] [cue:s3 say] [content:s3:indirect no]. "
        "[cue:s4 Allegedly] [content:s4:indirect yes].\n====\n" + LEE + FOX
    )
    found = {statement.key: speakers(gold, statement) for statement in gold.statements}
    assert found == {"s1": ("fox",), "s2": ("lee",), "s3": (), "s4": ()}
    assert "who" not in [mention.span.slice(gold.text) for mention in gold.mentions]


def test_lines_below_the_text_are_entities_and_expectations() -> None:
    gold = read_gold(
        "[e:lee She] left.\n====\n# a comment\n\n"
        + LEE
        + '{"kind": "event", "type": ["departure"], "args": {"person": "Ann Lee"}, "according_to": null}\n'
    )
    assert [(entity.key, entity.type, entity.name) for entity in gold.entities] == [
        ("lee", "person", "Ann Lee")
    ]
    (expectation,) = gold.expectations
    assert isinstance(expectation, ExpectedEvent)
    assert expectation.args == {"person": "Ann Lee"}
    assert expectation.according_to is None


@pytest.mark.parametrize(
    ("annotated", "complaint"),
    [
        ("[e:lee Ann", "never closed"),
        ("Ann]", "nothing is open"),
        ("[Ann Lee]", "known tag"),
        ("[person:lee Ann]", "known tag"),
        ("[t:2018 ]", "around nothing"),
        ("[source:s1 Ann]", "no content"),
        ("[content:s1 that]", "no form"),
        ("[content:s1:loud that]", "no form"),
        ("[content:s1:direct,twice that]", "unknown flag"),
        ("[source:s1 A] [source:s1 B] [content:s1:direct C]", "two sources"),
        ("[segment:advert Buy]", "kind of segment"),
        ("[e:lee Ann]", "without a line"),
        ("Nobody.\n====\n" + LEE, "without a line or a mention"),
        ("[e:lee [e:lee Ann]]\n====\n" + LEE, "same words"),
        ("[e:lee Ann]\n====\n" + LEE + LEE, "two lines"),
        ('Ann.\n====\n{"kind": "entity", "key": "lee"}\n', "entity's line"),
        ('Ann.\n====\n{"kind": "rumour"}\n', "not an expectation"),
        ('Ann.\n====\n{"kind": "time", "text": "x", "value": "2018", "nht": 1}\n', "not an expectation"),
    ],
)
def test_a_mistake_in_the_notation_is_told(annotated: str, complaint: str) -> None:
    with pytest.raises(MalformedInput, match=complaint):
        read_gold(annotated)


@given(st.text(), st.text(min_size=1), st.text())
def test_any_text_can_be_annotated(before: str, words: str, after: str) -> None:
    gold = read_gold(f"{escape(before)}[t:2018 {escape(words)}]{escape(after)}\n====\n")
    assert gold.text == before + words + after + "\n"
    (time,) = gold.times
    assert time.span == Span(start=len(before), end=len(before) + len(words))
