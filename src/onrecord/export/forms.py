"""The forms that records are exported in, and the one function that writes any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from onrecord.errors import InputError
from onrecord.model.kept import Kept
from onrecord.writing import STANDARD_OUTPUT

Shape = Literal["lines", "file", "folder"]


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form: its name, what it is made of, what it is for, and the extra whose library it needs.

    `module` holds the function `write`. Only a form of lines can go to standard output.
    """

    name: str
    shape: Shape
    description: str
    module: str
    library: str | None = None


_TABLE = """
jsonl | lines | records, one a line, as `onrecord read --format jsonl` prints them | jsonl |
csv | folder | tidy tables, one file a table, with their codebook | csv_tables |
parquet | folder | tidy tables with typed columns, with their codebook | parquet_tables | pyarrow
xlsx | file | a workbook with a sheet a table, with their codebook | xlsx_tables | xlsxwriter
webannotation | lines | W3C Web Annotations in JSON-LD, one a line | webannotation |
ftm | lines | FollowTheMoney entities, one a line, and their words in a second file | ftm |
nquads | lines | RDF with PROV-O, one named graph an article | nquads |
brat | folder | text and stand-off annotation that people correct with brat | brat |
html | folder | a page an article, and an index | pages |
"""
_EXTRAS = {"pyarrow": "parquet", "xlsxwriter": "xlsx"}


def _read_table() -> Iterator[ExportForm]:
    for row in _TABLE.strip().splitlines():
        name, shape, description, module, library = (cell.strip() for cell in row.split("|"))
        yield ExportForm(
            name, cast("Shape", shape), description, f"onrecord.export.{module}", library or None
        )


FORMS: Mapping[str, ExportForm] = MappingProxyType({one.name: one for one in _read_table()})
"""Every form by its name, in the order in which they are told of."""


def export(kept: Iterable[Kept], form: str, out: Path | None, *, safe: bool = False) -> int:
    """Write `kept` in a form of `FORMS` and give the number of articles; all of it is written or nothing.

    `out` is a file or a new folder; None or `-` is standard output, for the forms of lines. With `safe` a
    cell of a CSV file that a spreadsheet would take for a formula gets an apostrophe in front.

    Raises:
        InputError: there is no such form, it cannot be written there, or its library is not installed.
        OSError: not all of it can be written.
    """
    found = check_form(form, out)
    write = cast("Callable[..., None]", import_module(found.module).write)
    if form == "csv":
        write = partial(write, safe=safe)
    counted = _Counted(kept)
    write(counted, out)
    return counted.number


def check_form(form: str, out: Path | None) -> ExportForm:
    """The form of that name, if it can be written to `out`.

    Raises:
        InputError: it cannot; the message says what to do.
    """
    found = FORMS.get(form)
    if found is None:
        raise InputError(f"{form}: there is no such form to export to; there are {', '.join(FORMS)}")
    if found.shape != "lines" and (out is None or out == STANDARD_OUTPUT):
        raise InputError(f"{form} makes a {found.shape}: name it, for example --out records")
    if found.library is not None and find_spec(found.library) is None:
        extra = _EXTRAS[found.library]
        raise InputError(f"{form} needs {found.library}: install it with pip install 'onrecord[{extra}]'")
    return found


class _Counted:
    """Goes through records once and counts them."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        self._kept = kept
        self.number = 0

    def __iter__(self) -> Iterator[Kept]:
        for one in self._kept:
            self.number += 1
            yield one
