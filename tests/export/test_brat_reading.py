from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import InputError, LocationNotFound
from onrecord.export.forms import export
from onrecord.model.kept import Correction
from tests.export.correcting import correct, key_of, read_back, replace_in_line, without
from tests.export.records import keep, make_article


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("event", "v1"),
        ("mention", "m1"),
        ("mention", "m0"),
        ("time", "t0 value=2024-05-01"),
        ("statement", "s2"),
    ],
)
def test_a_deleted_item_is_wrong_and_not_what_referred_to_it(kind: str, note: str, tmp_path: Path) -> None:
    told = correct(tmp_path, lambda content: without(content, key_of(content, note)))
    assert told == [(kind, note.split()[0], "wrong", None, None)]


def test_a_span_that_is_moved(tmp_path: Path) -> None:
    told = correct(
        tmp_path, lambda content: content.replace("T1\tOrganisation 0 10", "T1\tOrganisation 4 10")
    )
    assert told == [("mention", "m0", "changed", "span", {"start": 4, "end": 10})]


def test_the_type_of_an_entity_is_told_once(tmp_path: Path) -> None:
    told = correct(tmp_path, lambda content: content.replace("\tPerson ", "\tOrganisation "))
    assert told == [
        ("entity", "lee", "changed", "type", "organisation"),
        ("entity", "may", "changed", "type", "organisation"),
    ]


def test_the_attributes_of_a_statement(tmp_path: Path) -> None:
    def edit(content: str) -> str:
        key = key_of(content, "s2")
        content = content.replace(f"\tAct {key} announce", f"\tAct {key} admit")
        content = content.replace(f"\tForm {key} direct", f"\tForm {key} mixed")
        return content.replace(f"\tHedged {key}\n", f"\tNegative {key}\n")

    assert correct(tmp_path, edit) == [
        ("statement", "s2", "changed", "form", "mixed"),
        ("statement", "s2", "changed", "act", "admit"),
        ("statement", "s2", "changed", "polarity", "negative"),
        ("statement", "s2", "changed", "hedged", False),
    ]


def test_another_source(tmp_path: Path) -> None:
    record = make_article()

    def edit(content: str) -> str:
        key, may = key_of(content, "s2"), key_of(content, "m3")
        line = next(one for one in content.split("\n") if one.startswith(f"{key}\t"))
        source = next(one for one in line.split() if one.startswith("Source:"))
        return replace_in_line(content, f"{key}\t", source, f"Source:{may}")

    may = record.mentions[3]
    assert may.slice(record.document.text) == "Jo May"
    assert correct(tmp_path, edit) == [
        (
            "statement",
            "s2",
            "changed",
            "source",
            {"start": may.start, "end": may.end, "entities": ["may"], "anonymous": None},
        )
    ]


def test_no_source_no_cue_and_another_statement_around(tmp_path: Path) -> None:
    def edit(content: str) -> str:
        key = key_of(content, "s2")
        line = next(one for one in content.split("\n") if one.startswith(f"{key}\t"))
        kept = [one for one in line.split(" ") if one.split(":")[0] not in ("Source", "Cue", "Within")]
        return content.replace(line, " ".join(kept))

    assert correct(tmp_path, edit) == [
        ("statement", "s2", "changed", "source", None),
        ("statement", "s2", "changed", "cue", None),
        ("statement", "s2", "changed", "parent", None),
    ]


def test_whom_a_statement_is_about(tmp_path: Path) -> None:
    def edit(content: str) -> str:
        key, rome = key_of(content, "s2"), key_of(content, "m6")
        return replace_in_line(content, f"{key}\t", " About:", f" About2:{rome} About:")

    assert correct(tmp_path, edit) == [("statement", "s2", "changed", "about", ["acme", "rome"])]


def test_a_content_with_another_part(tmp_path: Path) -> None:
    record = make_article()
    first, second = record.statements[2].content

    def edit(content: str) -> str:
        return content.replace(f"Statement {first.start} {first.end};", "Statement ")

    (told,) = correct(tmp_path, edit)
    assert told == (
        "statement",
        "s3",
        "changed",
        "content",
        [{"start": second.start, "end": second.end}],
    )


def test_the_arguments_of_an_event(tmp_path: Path) -> None:
    record = make_article()

    def edit(content: str) -> str:
        key, herald = key_of(content, "v1"), key_of(content, "m0")
        line = next(one for one in content.split("\n") if one.startswith(f"{key}\t"))
        kept = [one for one in line.split(" ") if not one.startswith("organisation:")]
        return content.replace(line, " ".join([*kept, f"appointer:{herald}"]))

    (told,) = correct(tmp_path, edit)
    assert told[:4] == ("event", "v1", "changed", "arguments")
    position = record.events[1].arguments[1]
    assert told[4] == [
        {"role": "person", "entities": ["may"]},
        {"role": "position", "start": position.start, "end": position.end},
        {"role": "appointer", "entities": ["herald"], "start": 0, "end": 10},
    ]


def test_the_type_trigger_voice_and_marks_of_an_event(tmp_path: Path) -> None:
    record = make_article()
    trigger = record.events[1].trigger

    def edit(content: str) -> str:
        key = key_of(content, "v1")
        content = content.replace(f"{key}\tappointment:", f"{key}\telection:")
        content = content.replace(
            f"appointment {trigger.start} {trigger.end}", f"election {trigger.start - 4} {trigger.end}"
        )
        content = content.replace(f"\tPhase {key} begins", f"\tPhase {key} ended")
        content = content.replace(f"\tModality {key} actual", f"\tModality {key} possible")
        key = key_of(content, "v0")
        return content.replace(f"\tVoice {key} statement", f"\tVoice {key} outlet")

    assert correct(tmp_path, edit) == [
        ("event", "v0", "changed", "according_to", None),
        ("event", "v0", "changed", "voice", "outlet"),
        ("event", "v1", "changed", "type", "election"),
        ("event", "v1", "changed", "trigger", {"start": trigger.start - 4, "end": trigger.end}),
        ("event", "v1", "changed", "phase", "ended"),
        ("event", "v1", "changed", "modality", "possible"),
    ]


def test_an_event_that_nobody_asserts_any_more(tmp_path: Path) -> None:
    def edit(content: str) -> str:
        key = key_of(content, "v0")
        line = next(one for one in content.split("\n") if one.startswith(f"{key}\t"))
        kept = [one for one in line.split(" ") if not one.startswith("According_to:")]
        return content.replace(line, " ".join(kept))

    assert correct(tmp_path, edit) == [
        ("event", "v0", "changed", "according_to", None),
        ("event", "v0", "changed", "voice", "unknown"),
    ]


def test_a_time_with_another_value_and_a_note(tmp_path: Path) -> None:
    record = make_article()
    export([keep(record)], "brat", tmp_path / "out")
    (path,) = (tmp_path / "out").glob("*.ann")
    content = path.read_text(encoding="utf-8")
    path.write_text(
        content.replace("t0 value=2024-05-01", "t0 value=2023-05-01 the year before"), encoding="utf-8"
    )
    (told,) = read_back(tmp_path / "out", record)
    assert isinstance(told, Correction)
    assert (told.kind, told.field, told.value, told.note) == (
        "time",
        "value",
        '"2023-05-01"',
        "the year before",
    )


def test_new_items_come_as_a_record_has_them(tmp_path: Path) -> None:
    record = make_article()
    text = record.document.text
    fox, fined = text.index("The 🦊"), text.index("fined")

    def edit(content: str) -> str:
        return content + "\n".join(
            [
                f"T900\tOrganisation {fox} {fox + 5}\tThe 🦊",
                f"T901\tfine {fined} {fined + 5}\tfined",
                f"E900\tfine:T901 authority:T900 According_to:{key_of(content, 's3')}",
                f"T902\tStatement {fined} {fined + 5}\tfined",
                "E901\tStatement:T902 Source:T900",
                "",
            ]
        )

    entity, mention, statement = correct(tmp_path, edit)[:3]
    assert entity[:3] == ("entity", None, "missing")
    assert (entity[4]["type"], entity[4]["name"]) == ("organisation", "The 🦊")
    assert mention[4]["entities"] == [entity[4]["id"]]
    assert (mention[4]["start"], mention[4]["form"]) == (fox, "name")
    event = correct(tmp_path, edit)[3]
    if statement[0] == "event":
        statement, event = event, statement
    assert statement[4]["source"]["entities"] == [entity[4]["id"]]
    assert statement[4]["content"] == [{"start": fined, "end": fined + 5}]
    assert (event[0], event[4]["type"], event[4]["voice"]) == ("event", "fine", "statement")
    assert event[4]["arguments"] == [
        {"role": "authority", "entities": [entity[4]["id"]], "start": fox, "end": fox + 5}
    ]


def test_a_mention_of_somebody_else(tmp_path: Path) -> None:
    def edit(content: str) -> str:
        lee, pronoun = key_of(content, "m1"), key_of(content, "m2")
        may = key_of(content, "m3")
        content = content.replace(f"*\tSame {lee} {pronoun}\n", "")
        return replace_in_line(content, f"*\tSame {may} ", f" {may} ", f" {pronoun} {may} ")

    assert correct(tmp_path, edit) == [("mention", "m2", "changed", "entities", ["may"])]


def test_a_mention_that_stands_alone_is_somebody_new(tmp_path: Path) -> None:
    def edit(content: str) -> str:
        lee, pronoun = key_of(content, "m1"), key_of(content, "m2")
        return content.replace(f"*\tSame {lee} {pronoun}\n", "")

    mention, entity = correct(tmp_path, edit)
    assert mention[:4] == ("mention", "m2", "changed", "entities")
    assert entity[:3] == ("entity", None, "missing")
    assert mention[4] == [entity[4]["id"]]
    assert entity[4]["name"] == "I"


def test_an_item_made_anew_is_the_same(tmp_path: Path) -> None:
    def edit(content: str) -> str:
        key = key_of(content, "m0")
        return "\n".join(
            line.replace("Organisation 0 10", "Place 0 10")
            for line in content.split("\n")
            if not (line.startswith("#") and f" {key}\t" in line)
        )

    assert correct(tmp_path, edit) == [("entity", "herald", "changed", "type", "place")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("*.txt", "Another text", "no longer the article's"),
        ("*.ann", "T1\tPerson 0 100000\tx\n", "line 1: 0 100000 is no span"),
        ("*.ann", "what?\n", "line 1: this is no annotation"),
        ("*.ann", "E1\tfine:T7\n", "E1 refers to T7"),
        ("*.ann", "T1\tDate 0 3\tThe\n", "T1 has no value"),
        ("*.ann", "T1\tPerson 0 3;8 10\tx\n", "T1 must be one stretch"),
        ("*.record.json", "{}", "not a record"),
    ],
)
def test_what_cannot_be_read_is_an_error_that_names_the_file(
    name: str, content: str, message: str, tmp_path: Path
) -> None:
    record = make_article()
    export([keep(record)], "brat", tmp_path / "brat")
    (path,) = (tmp_path / "brat").glob(name)
    path.write_text(content, encoding="utf-8")
    errors = [one for one in read_back(tmp_path / "brat", record) if isinstance(one, InputError)]
    assert len(errors) == 1
    assert message in str(errors[0])
    assert f"{record.document.id}.ann" in str(errors[0])


def test_a_document_that_is_not_known_and_a_folder_without_annotations(tmp_path: Path) -> None:
    record = make_article()
    export([keep(record)], "brat", tmp_path / "brat")
    (error,) = read_back(tmp_path / "brat")
    assert "is not known here" in str(error)
    with pytest.raises(LocationNotFound):
        read_back(tmp_path)
