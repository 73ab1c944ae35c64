"""Folders of brat's corrected as people correct them, for the tests that read them back."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.export.brat_reading import read_brat
from onrecord.export.forms import export
from onrecord.model.kept import Correction
from onrecord.model.record import Record
from tests.export.records import keep, make_article

AT = "2024-06-01T12:00:00+00:00"
Read = list[Correction | InputError]


def read_back(folder: Path, *records: Record) -> Read:
    known = {one.document.id: one for one in records}
    return list(read_brat(folder, known.__getitem__, by="Ada", at=AT))


def correct(tmp_path: Path, edit: Callable[[str], str], record: Record | None = None) -> list[Any]:
    """What comes back when the annotations of an article are edited: kind, item, verdict, field, value."""
    record = record or make_article()
    shutil.rmtree(tmp_path / "brat", ignore_errors=True)
    export([keep(record)], "brat", tmp_path / "brat")
    (path,) = (tmp_path / "brat").glob("*.ann")
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    told = []
    for one in read_back(tmp_path / "brat", record):
        assert isinstance(one, Correction), one
        assert (one.document, one.by, one.at) == (record.document.id, "Ada", AT)
        value = json.loads(one.value) if one.value else None
        told.append((one.kind, one.item, one.verdict, one.field, value))
    return told


def key_of(content: str, identity: str) -> str:
    """The key of the annotation whose note names an item."""
    return next(line.split()[2] for line in content.split("\n") if line.endswith(f"\t{identity}"))


def without(content: str, key: str) -> str:
    """The annotations without that of this key and all that refers to it, as brat deletes one."""
    kept = [line for line in content.split("\n") if not re.match(rf"{key}\t|[A#]\d+\t\S+ {key}\b", line)]
    return re.sub(rf"(?m)^(E.*|\*.*?) (?:\w+:)?{key}\b", r"\1", "\n".join(kept))


def replace_in_line(content: str, start: str, old: str, new: str) -> str:
    lines = content.split("\n")
    (number,) = (number for number, line in enumerate(lines) if line.startswith(start))
    assert old in lines[number]
    lines[number] = lines[number].replace(old, new)
    return "\n".join(lines)
