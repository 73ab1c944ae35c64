"""Any bytes as JSON lines, as JSON of records, and as a table: articles, records and errors."""

from __future__ import annotations

import io
import json
from contextlib import suppress

from onrecord.errors import InputError
from onrecord.ingest.archive import read_lines
from onrecord.ingest.extract import extract
from onrecord.ingest.stored import read_records
from onrecord.ingest.tables import Reading, read_table
from onrecord.model.document import Source
from onrecord.model.record import Record
from tests.ingest.pages import TEXT
from tests.records import Sketch, make_record

_RECORD = make_record(
    "[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:direct “[e:lee I] quit.”]",
    entities={"lee": ("person", "Ann Lee")},
    events=[Sketch("departure", "quit", {"person": "lee"}, according_to="s1")],
).to_json()
SEEDS = (
    json.dumps({"text": TEXT, "title": "Bridge", "published": "2018-08-05", "byline": ["Ann Lee"]}).encode(),
    b'\xef\xbb\xbf{"text": "a\\ud83d\\ude00"}\r\n\n{"text": 1}\n{"text": "c", "byline": "x"}',
    _RECORD,
    b"[\n" + _RECORD + b",\n" + _RECORD + b"\n]\n",
    b"[" + _RECORD + b"]",
    b"text,title,date\n" + json.dumps(TEXT).encode() + b',"Bridge",2018-08-05\n"a\nb",c\n',
    "text\tdate\n“a”\t2018\n".encode("utf-16"),
    b'text\n"',
    b"",
)


def fuzz(data: bytes) -> None:
    """Raise what is no refusal, where reading `data` goes wrong."""
    for item in (
        *read_lines(io.BytesIO(data), "x.jsonl"),
        *read_records(io.BytesIO(data), "x.json"),
        *read_table(io.BytesIO(data), "x.csv", Reading()),
    ):
        assert isinstance(item, Source | Record | InputError)
        if isinstance(item, Source):
            with suppress(InputError):
                extract(item, language="en").document.text.encode("utf-8")
        elif isinstance(item, Record):
            assert Record.from_json(item.to_json()) == item
        else:
            str(item).encode("utf-8")
