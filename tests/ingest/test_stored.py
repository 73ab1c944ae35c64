"""Records that were written are read back as they were."""

from __future__ import annotations

import io
import json

import msgspec
import pytest

from onrecord.errors import InputError, MalformedInput
from onrecord.ingest.stored import begins_record, read_record, read_records
from onrecord.model.record import Record
from tests.records import make_record

FIRST = make_record("[source:s1 Ann Lee] [cue:s1 said] [content:s1:direct “I quit.”]", location="a.txt")
SECOND = make_record(
    "[source:s1 Tom Reed] [cue:s1 denied] [content:s1:indirect that he lied].", location="b.txt"
)


def read(content: bytes, taken: int = 0) -> list[Record | InputError]:
    return list(read_records(io.BytesIO(content[taken:]), "records.json", content[:taken]))


def write_list(*records: Record) -> bytes:
    """As the command writes several records with `--format json`."""
    return b"[\n" + b",\n".join(record.to_json() for record in records) + b"\n]\n"


@pytest.mark.parametrize("taken", [0, 1, 2, 100])
def test_a_list_is_read_back(taken: int) -> None:
    assert read(write_list(FIRST, SECOND), taken) == [FIRST, SECOND]


@pytest.mark.parametrize("indent", [0, 2])
def test_one_alone_is_read_back(indent: int) -> None:
    assert read(b"\xef\xbb\xbf \n" + FIRST.to_json(indent=indent) + b"\n") == [FIRST]


def test_a_list_in_another_layout_is_read_back() -> None:
    listed = msgspec.json.format(write_list(FIRST, SECOND), indent=4)
    assert read(listed) == [FIRST, SECOND]
    assert read(msgspec.json.format(listed, indent=0)) == [FIRST, SECOND]


def test_a_bad_one_is_named_and_the_next_goes_on() -> None:
    changed = json.loads(FIRST.to_json())
    changed["statements"][0]["content"][0]["end"] = 4_000
    content = b"[\n" + json.dumps(changed).encode() + b",\n" + SECOND.to_json() + b"\n]\n"
    found = read(content)
    assert isinstance(found[0], MalformedInput)
    assert str(found[0]).startswith("records.json:2: not a record of onrecord")
    assert found[1] == SECOND


@pytest.mark.parametrize(
    ("encoded", "message"),
    [
        (b'{"schema":"onrecord/1"', "not a record of onrecord"),
        (b'{"schema":"onrecord/1"}', "missing required field"),
        (b'{"schema":"onrecord/2","x":1}', "a form that this version does not know"),
        (b'{"schema":"onrecord/1","document":"\xff"}', "not a record of onrecord|not UTF-8"),
        (b'{"schema":"onrecord/1","x":' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_record(encoded: bytes, message: str) -> None:
    error = read_record(encoded, "here")
    with pytest.raises(MalformedInput, match=f"here: .*({message})"):
        raise error  # type: ignore[misc]


def test_a_list_that_is_no_json() -> None:
    (error,) = read(b'[ {"schema": "onrecord/1" ')
    assert "not JSON" in str(error)


@pytest.mark.parametrize(
    ("head", "begins"),
    [
        (b'{"schema":"onrecord/1","document":{', True),
        (b'[\n{"schema":"onrecord/1"', True),
        (b' [ { "schema" : "onrecord/1"', True),
        (b'{"text":"the schema onrecord/1"}', False),
        (b'{"schema":"other/1"}', False),
        (b"", False),
    ],
)
def test_how_records_begin(head: bytes, begins: bool) -> None:
    assert begins_record(head) is begins
