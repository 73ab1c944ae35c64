"""The example articles and their gold agree, are of many kinds, and can be read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.errors import MalformedInput
from onrecord.evaluate.examples import Example, digest_examples, read_examples
from onrecord.evaluate.expectations import check
from onrecord.evaluate.expected import is_probe
from onrecord.model.record import Record

FOLDER = Path(__file__).resolve().parents[1] / "examples"
EXAMPLES = read_examples(FOLDER)
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


@each_example
def test_the_annotated_text_is_the_article(example: Example) -> None:
    written = (FOLDER / example.name / "article.txt").read_bytes().decode("utf-8")
    assert example.article.document.text == example.gold.text == written
    assert 250 <= len(written.split()) <= 450


@each_example
def test_an_example_has_something_of_every_layer(example: Example) -> None:
    gold = example.gold
    assert {statement.form for statement in gold.statements} == {"direct", "indirect", "mixed"}
    assert any(statement.parent for statement in gold.statements)
    assert len(gold.segments) >= 2
    assert len(gold.times) >= 8
    assert any(map(is_probe, gold.expectations))


def test_the_examples_differ_in_what_they_have() -> None:
    statements = [statement for example in EXAMPLES for statement in example.gold.statements]
    assert any(statement.hedged and statement.source is None for statement in statements)
    assert any(statement.polarity == "negative" for statement in statements)
    assert any(statement.form == "direct" and len(statement.content) == 2 for statement in statements)
    assert {segment.kind for example in EXAMPLES for segment in example.gold.segments} >= {
        "headline", "subhead", "byline", "dateline", "promo", "caption", "embed"
    }  # fmt: skip
    assert any(len(mention.entities) == 2 for example in EXAMPLES for mention in example.gold.mentions)
    texts = [example.gold.text for example in EXAMPLES]
    assert all(any(mark in text for text in texts) for mark in ('"', "“", "‘"))


@each_example
def test_expectations_quote_the_article(example: Example) -> None:
    report = check(Record(document=example.article.document), example.gold.expectations)
    assert report.found == 0
    assert report.held == report.probes


@each_example
def test_an_example_can_be_read(example: Example) -> None:
    record = analyse(example.article)
    assert record.document.text == example.gold.text
    assert record.statements
    assert record.events


def test_gold_of_another_text_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "sport", tmp_path / "sport")
    article = tmp_path / "sport" / "article.txt"
    article.write_text(article.read_text("utf-8").replace("Rovers", "Wanderers"), "utf-8")
    with pytest.raises(MalformedInput, match=r"article\.txt"):
        read_examples(tmp_path)


def test_the_digest_depends_on_every_file(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "sport", tmp_path / "sport")
    digests = {digest_examples(tmp_path)}
    for name in ("article.txt", "gold.txt", "meta.json"):
        path = tmp_path / "sport" / name
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        digests.add(digest_examples(tmp_path))
    assert len(digests) == 4
