from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.export.brat import RECORD_SUFFIX
from onrecord.export.brat_lines import join_lines, read_sheet, split_lines
from onrecord.export.forms import export
from onrecord.model.document import make_document
from onrecord.model.kept import Correction
from onrecord.model.record import Entity, Mention, Record, Statement
from onrecord.model.span import Span, trimmed
from tests.export.correcting import read_back
from tests.export.records import keep, make_article


def test_the_text_is_the_articles_and_the_annotations_say_what_is_in_it(
    record: Record, tmp_path: Path
) -> None:
    export([keep(record)], "brat", tmp_path / "brat")
    name = f"lee-quits-over-says-herald-{record.document.id}"
    assert sorted(path.name for path in (tmp_path / "brat").iterdir()) == [
        "annotation.conf",
        f"{name}.ann",
        f"{name}{RECORD_SUFFIX}",
        f"{name}.txt",
        "visual.conf",
    ]
    text = (tmp_path / "brat" / f"{name}.txt").read_bytes().decode()
    assert text == record.document.text
    lines = (tmp_path / "brat" / f"{name}.ann").read_text(encoding="utf-8").split("\n")
    third = record.statements[2]
    (content,) = (line for line in lines if "\tStatement " in line and "ready" in line)
    places = " ".join(content.split("\t")[1].split()[1:])
    he, was, ready = (third.content[0].start, third.content[1].start, text.index("ready”"))
    assert places == f"{he} {he + 2};{was} {was + 4};{ready} {ready + 6}"
    assert content.split("\t")[2] == "He “was ready”"
    assert any(line.startswith("A") and "Act" in line and line.endswith("announce") for line in lines)


def test_every_line_of_the_configuration_knows_what_is_used(
    read_records: tuple[Record, ...], tmp_path: Path
) -> None:
    export(map(keep, read_records), "brat", tmp_path / "brat")
    sections: dict[str, dict[str, str]] = {}
    for line in (tmp_path / "brat" / "annotation.conf").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line, {})
        elif line:
            current[line.split("\t")[0]] = line
    for path in (tmp_path / "brat").glob("*.ann"):
        sheet = read_sheet(path.read_text(encoding="utf-8"), 1_000_000)
        triggers = {node.trigger for node in sheet.nodes.values()}
        assert {one.type for key, one in sheet.bounds.items() if key not in triggers} <= set(
            sections["[entities]"]
        )
        for node in sheet.nodes.values():
            roles = sections["[events]"][node.type]
            assert all(f"{role}*:" in roles or f"{role}?:" in roles for role, _ in node.roles), node
        assert {name for held in sheet.marks.values() for name in held} <= set(sections["[attributes]"])


def test_what_nobody_touched_gives_nothing(read_records: tuple[Record, ...], tmp_path: Path) -> None:
    records = [*read_records, make_article()]
    export(map(keep, records), "brat", tmp_path / "brat")
    assert read_back(tmp_path / "brat", *records) == []
    for path in (tmp_path / "brat").glob(f"*{RECORD_SUFFIX}"):
        path.unlink()
    assert read_back(tmp_path / "brat", *records) == []


def test_a_newer_analysis_does_not_make_corrections(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "brat", tmp_path / "brat")
    newer = msgspec.structs.replace(record, events=(), statements=())
    assert read_back(tmp_path / "brat", newer) == []


LETTERS = st.text(alphabet="ab. \t\n\r\x85\u2028🦊", min_size=4, max_size=60)


@given(LETTERS, st.data())
def test_spans_come_back_from_their_fragments(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = trimmed(text, start, data.draw(st.integers(start + 1, len(text))))
    if span is not None:
        assert join_lines(text, split_lines(text, span)) == (span,)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records of any spans: mentions of one or several entities, statements of several parts."""
    text = draw(LETTERS)
    bounds = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.integers(start + 1, len(text)).map(lambda end: trimmed(text, start, end))
    )
    spans = bounds.filter(lambda span: span is not None)
    entities = [Entity(id=f"e{number}", type="person", name="x") for number in range(3)]
    some = st.lists(st.sampled_from([one.id for one in entities]), min_size=1, max_size=3, unique=True)
    mentions = [
        Mention(start=span.start, end=span.end, id=f"m{number}", entities=tuple(draw(some)), form="nominal")
        for number, span in enumerate(draw(st.lists(spans, max_size=6)) if text.strip() else [])
        if isinstance(span, Span)
    ]
    contents = draw(st.lists(st.lists(spans, min_size=1, max_size=3), max_size=3)) if text.strip() else []
    statements = [
        Statement(
            id=f"s{number}",
            parent=None,
            source=None,
            cue=None,
            content=tuple(part for part in parts if part is not None),
            form="indirect",
            act="say",
            polarity="positive",
            hedged=draw(st.booleans()),
            about=tuple(draw(some)),
            confidence=1.0,
        )
        for number, parts in enumerate({tuple(map(repr, one)): one for one in contents}.values())
    ]
    return Record(
        document=make_document(text, location="x.txt"),
        entities=tuple(entities),
        mentions=tuple(mentions),
        statements=tuple(statements),
    )


@settings(max_examples=50)
@given(records())
def test_any_record_comes_back_without_corrections(record: Record) -> None:
    with TemporaryDirectory() as folder:
        export([keep(record)], "brat", Path(folder) / "brat")
        assert read_back(Path(folder) / "brat", record) == []


ENTITIES = st.lists(st.sampled_from(["herald", "lee", "may", "acme", "rome"]), unique=True, max_size=3)


@st.composite
def corrected(draw: st.DrawFn) -> Record:
    """The article as somebody thinks that it should have been read."""
    record = make_article()
    first, second, third = record.statements
    departure, appointment, fine = record.events
    second = msgspec.structs.replace(
        second,
        act=draw(st.sampled_from(["announce", "deny", "say"])),
        form=draw(st.sampled_from(["direct", "mixed"])),
        polarity=draw(st.sampled_from(["positive", "negative"])),
        hedged=draw(st.booleans()),
        about=tuple(draw(ENTITIES)),
        addressee=tuple(draw(ENTITIES)),
        medium=draw(st.sampled_from([None, "herald", "acme"])),
        time=draw(st.sampled_from([None, "t0"])),
        parent=draw(st.sampled_from([None, "s1"])),
        cue=draw(st.sampled_from([None, second.cue, first.cue])),
        source=draw(st.sampled_from([None, second.source, third.source])),
    )
    third = msgspec.structs.replace(
        third, content=draw(st.sampled_from([third.content, third.content[:1], third.content[1:]]))
    )
    voice, told = draw(
        st.sampled_from([("outlet", None), ("unknown", None), ("statement", "s2"), ("statement", "s3")])
    )
    departure = msgspec.structs.replace(departure, voice=voice, according_to=told)
    appointment = msgspec.structs.replace(
        appointment,
        type=draw(st.sampled_from(["appointment", "election"])),
        phase=draw(st.sampled_from(["begins", "ended"])),
        modality=draw(st.sampled_from(["actual", "future"])),
        polarity=draw(st.sampled_from(["positive", "negative"])),
        place=draw(st.sampled_from([None, "rome", "acme"])),
        time=draw(st.sampled_from([None, "t0"])),
        mentions=draw(st.sampled_from([(), (fine.trigger,)])),
        arguments=tuple(draw(st.lists(st.sampled_from(appointment.arguments), unique=True))),
    )
    return msgspec.structs.replace(
        record, statements=(first, second, third), events=(departure, appointment, fine)
    )


def put_right(record: Record, read: Iterable[Correction | InputError]) -> Record:
    """The record with its fields as the corrections say."""
    whole = json.loads(record.to_json())
    items = {one["id"]: one for one in (*whole["statements"], *whole["events"])}
    for one in read:
        assert isinstance(one, Correction)
        assert one.verdict == "changed"
        assert one.item
        assert one.value
        items[one.item][one.field] = json.loads(one.value)
    return Record.from_json(json.dumps(whole))


def in_any_order(record: Record) -> object:
    told = [
        (msgspec.structs.replace(one, about=(), addressee=()), set(one.about), set(one.addressee))
        for one in record.statements
    ]
    events = [
        (msgspec.structs.replace(one, arguments=()), sorted(map(repr, one.arguments)))
        for one in record.events
    ]
    return told, events


@settings(max_examples=150)
@given(corrected())
def test_corrections_make_the_record_that_somebody_meant(meant: Record) -> None:
    record = make_article()
    with TemporaryDirectory() as name:
        folder = Path(name) / "brat"
        export([keep(meant)], "brat", folder)
        (exported,) = folder.glob(f"*{RECORD_SUFFIX}")
        exported.write_bytes(record.to_json())
        read = read_back(folder, record)
    assert in_any_order(put_right(record, read)) == in_any_order(meant)
    assert bool(read) == (in_any_order(record) != in_any_order(meant))
