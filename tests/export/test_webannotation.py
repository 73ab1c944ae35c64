from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.export.forms import export
from onrecord.export.webannotation import annotate
from onrecord.model.record import Record
from tests.export.records import ADDED, ENGINE, keep
from tests.records import make_record


def test_an_annotation_pins_each_part_of_a_statement(record: Record) -> None:
    annotation = annotate(record, "s3")
    assert annotation["id"] == "urn:onrecord:s3"
    assert [one["onrecord:part"] for one in annotation["target"]] == ["content", "content", "source", "cue"]
    second = annotation["target"][1]
    assert second["source"] == "https://daily.example/a%20b?c=1"
    position, quote = second["selector"]
    assert record.document.text[position["start"] : position["end"]] == quote["exact"] == "“was\nready”"
    assert quote["prefix"] == "n 1 May. He then, Jo May wrote, "
    assert quote["suffix"] == ". May was named chief executive "


def test_the_body_is_the_item_in_words_and_as_json(record: Record) -> None:
    words, item = annotate(record, "s2")["body"]
    assert words["value"] == "Ann Lee, via The Herald: announce (direct, hedged): “I quit”"
    assert json.loads(item["value"])["source"] == {
        "start": 25,
        "end": 32,
        "entities": ["lee"],
        "anonymous": None,
    }


def test_events_and_mentions_are_annotated_too(record: Record) -> None:
    event = annotate(record, "v0")
    assert event["body"][0]["value"] == (
        "departure “quit”; person: Ann Lee; reason: said; 2024-05-01; according to Ann Lee, via The Herald"
    )
    assert [one["onrecord:part"] for one in event["target"]] == ["trigger", "reason"]
    mention = annotate(record, "m0")
    assert mention["target"]["selector"][1]["exact"] == "The Herald"
    assert mention["body"][0]["value"] == "The Herald, mentioned as “The Herald”"


def test_an_item_that_is_not_there_is_named(record: Record) -> None:
    with pytest.raises(InputError, match="s9: no statement"):
        annotate(record, "s9")


def test_a_document_without_an_address_goes_by_its_id() -> None:
    record = make_record("[e:lee Ann Lee].", entities={"lee": ("person", "Ann Lee")}, url="not an address")
    assert annotate(record, "m0")["target"]["source"] == f"urn:onrecord:{record.document.id}"


def test_every_annotation_finds_its_words_again(read_records: tuple[Record, ...], tmp_path: Path) -> None:
    export(map(keep, read_records), "webannotation", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    texts = {one.document.text_digest: one.document.text for one in read_records}
    kinds = [len(one.statements) + len(one.events) + len(one.mentions) for one in read_records]
    assert len(lines) == sum(kinds)
    for line in lines:
        annotation = json.loads(line)
        assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert (annotation["created"], annotation["generator"]["name"]) == (ADDED, f"onrecord {ENGINE}")
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        for target in targets:
            text, (position, quote) = texts[target["onrecord:textDigest"]], target["selector"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text.startswith(around, position["start"] - len(quote["prefix"]))
            assert len(quote["prefix"]) == min(32, position["start"])
