"""A folder that brat shows, so that people can correct a record and hand it back to `brat_reading.read_brat`.

`ID.txt` is the text to the letter, `ID.ann` its annotations, `ID.record.json` the record that they were made
of, with which they are compared when they come back; brat takes no notice of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES
from onrecord.export.brat_layers import (
    CUE,
    HEDGED,
    NEGATIVE,
    NOTES,
    SAME,
    SOURCE,
    STANDS_FOR,
    STATEMENT,
    WORDS,
    lay_out,
)
from onrecord.export.brat_lines import write_sheet
from onrecord.export.folder import name_slug, new_folder
from onrecord.model.kept import Kept
from onrecord.model.record import Act, EntityType, Form, Modality, Phase, Record, TimeType, Voice
from onrecord.render.arrange import name_article

RECORD_SUFFIX = ".record.json"
ENTITY_TYPES = {one.capitalize(): one for one in get_args(EntityType)}
TIME_TYPES = {one.capitalize(): one for one in get_args(TimeType)}
_COLOURS = {"Person": "#ffccaa", "Organisation": "#8fb2ff", "Place": "#a4e2b0", STATEMENT: "#fff2a8"}


def write(kept: Iterable[Kept], out: Path) -> None:
    """Write three files for each article, and brat's configuration, into the new folder `out`.

    Raises:
        InputError: something is at `out` already.
        OSError: not all of it can be written.
    """
    with new_folder(out) as folder:
        kinds = set(EVENT_TYPES)
        for one in kept:
            kinds |= {event.type for event in one.record.events}
            _write_article(folder, one.record)
        (folder / "annotation.conf").write_text("\n".join(_configure(sorted(kinds))), encoding="utf-8")
        (folder / "visual.conf").write_text("\n".join(_draw()), encoding="utf-8")


def _write_article(folder: Path, record: Record) -> None:
    text = record.document.text
    path = folder / f"{name_slug(name_article(record))}-{record.document.id}"
    lines = (f"{line}\n" for line in write_sheet(lay_out(record), text, NOTES, SAME))
    path.with_name(f"{path.name}.txt").write_bytes(text.encode())
    path.with_name(f"{path.name}.ann").write_bytes("".join(lines).encode())
    path.with_name(f"{path.name}{RECORD_SUFFIX}").write_bytes(record.to_json())


def _configure(kinds: Iterable[str]) -> Iterator[str]:
    """The lines of `annotation.conf`: which annotations there are and what each may have."""
    yield "[entities]"
    yield from (*ENTITY_TYPES, *TIME_TYPES, SOURCE, CUE, WORDS)
    yield "\n[relations]"
    yield f"{STANDS_FOR}\tArg1:<ENTITY>, Arg2:<ENTITY>"
    yield f"{SAME}\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive"
    yield "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    yield "\n[events]"
    roles = [f"{SOURCE}?:<ENTITY>", f"{CUE}?:<ENTITY>", f"Within?:{STATEMENT}", "Addressee*:<ENTITY>"]
    roles += ["About*:<ENTITY>", "Medium?:<ENTITY>", "Time?:<ENTITY>"]
    yield f"{STATEMENT}\t{', '.join(roles)}"
    yield from map(_configure_event, kinds)
    yield "\n[attributes]"
    yield from _configure_marks()
    yield ""


def _configure_event(kind: str) -> str:
    known = EVENT_TYPES.get(kind)
    own = dict.fromkeys((*(known.roles if known else ()), *COMMON_ROLES))
    roles = [f"{role}*:<ENTITY>" for role in own]
    roles += [f"Also*:{WORDS}", "Time?:<ENTITY>", "Place?:<ENTITY>"]
    roles += [f"According_to?:{STATEMENT}", f"Made_of?:{STATEMENT}", "Same_as?:<EVENT>"]
    return f"{kind}\t{', '.join(roles)}"


def _configure_marks() -> Iterator[str]:
    valued = (
        ("Form", STATEMENT, Form),
        ("Act", STATEMENT, Act),
        ("Phase", "<EVENT>", Phase),
        ("Modality", "<EVENT>", Modality),
        ("Voice", "<EVENT>", Voice),
    )
    for name, target, values in valued:
        yield f"{name}\tArg:{target}, Value:{'|'.join(get_args(values))}"
    yield f"{NEGATIVE}\tArg:<EVENT>"
    yield f"{HEDGED}\tArg:{STATEMENT}"


def _draw() -> Iterator[str]:
    """The lines of `visual.conf`: how annotations look."""
    yield "[labels]"
    yield "According_to | According to | Acc"
    yield "\n[drawing]"
    yield "SPAN_DEFAULT\tfgColor:black, bgColor:#e8e8e8, borderColor:darken"
    yield "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5"
    yield from (f"{kind}\tbgColor:{colour}" for kind, colour in _COLOURS.items())
    yield f"{NEGATIVE}\tbox:crossed"
    yield f"{HEDGED}\tdashArray:3-3"
    yield ""
