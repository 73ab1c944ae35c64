from __future__ import annotations

import pytest

import onrecord
from onrecord.spacy import parse_of, to_doc
from tests.analyse.parsing import parse

spacy = pytest.importorskip("spacy")
tokens = pytest.importorskip("spacy.tokens")

TEXT = (
    "“We cannot pay for this,” Ina Roe told the council in Oslo on Friday. "
    "The mayor was criticised by Lind AS.\nHe denied it."
)


def test_the_component_gives_every_document_its_record() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2019-03-14", "outlet": "Meridian Wire"})
    first, blank, second = nlp.pipe([TEXT, " ", TEXT])
    wanted = onrecord.read(TEXT, published="2019-03-14", outlet="Meridian Wire", language="en")
    assert first._.record.statements == wanted.statements
    assert first._.record.times == second._.record.times == wanted.times
    assert blank._.record is None
    for statement in first._.record.statements:
        assert first.char_span(statement.source.start, statement.source.end) is not None


def test_doubtful_statements_are_left_out_as_read_does() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"min_confidence": 1.0})
    assert nlp(TEXT)._.record.statements == ()


def test_a_parse_becomes_a_document_and_a_parse_again() -> None:
    parsed = parse(TEXT)
    doc = to_doc(parsed, spacy.blank("en").vocab)
    again = parse_of(doc)
    for before, after in zip(parsed.tokens, again.tokens, strict=True):
        assert (before.text, before.pos, before.head, before.relation, before.sentence) == (
            after.text,
            after.pos,
            after.head,
            after.relation,
            after.sentence,
        )
        assert dict(before.feats) == dict(after.feats)
    assert again.sentences == list(parsed.sentences)
    kept = [name for name in parsed.names if name.type != "other"]
    assert again.names == kept
    assert kept


def test_a_document_that_spacy_parsed_is_made_universal() -> None:
    words = ["The", "mayor", "is", "in", "Oslo", "."]
    doc = tokens.Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[1, 2, 2, 2, 3, 2],
        deps=["det", "nsubj", "ROOT", "prep", "pobj", "punct"],
        pos=["DET", "NOUN", "AUX", "ADP", "PROPN", "PUNCT"],
        lemmas=["the", "mayor", "be", "in", "Oslo", "."],
        ents=["O", "O", "O", "O", "B-GPE", "O"],
    )
    parsed = parse_of(doc)
    assert [(t.relation, parsed.tokens[t.head].text) for t in parsed.tokens] == [
        ("det", "mayor"),
        ("nsubj", "Oslo"),
        ("cop", "Oslo"),
        ("case", "Oslo"),
        ("root", "Oslo"),
        ("punct", "Oslo"),
    ]
    assert [(name.first, name.last, name.type) for name in parsed.names] == [(4, 4, "place")]


def test_an_empty_parse_is_an_empty_document() -> None:
    assert len(to_doc(parse(""), spacy.blank("en").vocab)) == 0
