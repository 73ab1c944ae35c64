"""What `onrecord sample` and `onrecord agreement` do."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from onrecord.corrections.agreement import Agreement, Share, score_sheets
from onrecord.corrections.sheet import VERDICTS, SampleKind, read_sheet, write_sheet
from onrecord.corrections.verdicts import keep_verdicts
from onrecord.errors import InputError, LocationNotFound
from onrecord.model.clock import now_utc
from onrecord.store.opening import open_store
from onrecord.telling import ALL_DONE, NOT_ALL_DONE, print_json, print_text, say

ScoreForm = Literal["text", "json"]


def run_sample(location: str | None, out: Path | None, *, kind: SampleKind, n: int, seed: int) -> int:
    """Write a coding sheet.

    Raises:
        InputError: there is nothing to draw from, or the file cannot be written.
        StoreError: the store cannot be used.
    """
    with open_store(location) as store, store.reading() as connection:
        if out is None:
            write_sheet(connection, sys.stdout, kind=kind, n=n, seed=seed)
            return ALL_DONE
        try:
            with out.open("x", encoding="utf-8-sig", newline="") as stream:  # or Excel reads it as Latin-1
                count = write_sheet(connection, stream, kind=kind, n=n, seed=seed)
        except FileExistsError as error:
            raise InputError(
                f"{out}: is there already, and may hold somebody's coding: name another"
            ) from error
        except OSError as error:
            raise InputError(f"{out}: cannot be written: {error.strerror}") from error
    say(f"{out}: {count:,} {kind} to judge; fill in yes or no, and leave empty what is not known")
    return ALL_DONE


def run_agreement(location: str | None, sheets: Sequence[Path], *, keep: bool, form: ScoreForm) -> int:
    """Score coding sheets; with `keep` take their verdicts over into the store as corrections.

    Raises:
        InputError: a sheet cannot be read.
        StoreError: the store cannot be used.
    """
    read = {_name_coder(path, rows): rows for path, rows in ((path, _read(path)) for path in sheets)}
    if len(read) < len(sheets):
        raise InputError(
            "two sheets are of the same coder: name them in the column 'coder', or by their files"
        )
    scores = score_sheets(read)
    if not scores:
        say(f"nothing is judged yet: fill in yes or no in the columns {', '.join(VERDICTS)}")
    if form == "json":
        print_json(scores)
    else:
        for line in _tell_scores(scores):
            print_text(line)
    code = ALL_DONE
    if keep:
        with open_store(location) as store, store.writing() as connection:
            for coder, rows in read.items():
                kept, unknown = keep_verdicts(connection, rows, by=coder, at=now_utc())
                say(f"{coder}: {kept:,} corrections are kept")
                for one in unknown:
                    code = NOT_ALL_DONE
                    say(f"{coder}: {one} is not in the store")
    return code


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(read_sheet(stream, str(path)))
    except FileNotFoundError as error:
        raise LocationNotFound(f"{path}: there is no such file") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _name_coder(path: Path, rows: Sequence[dict[str, str]]) -> str:
    named = {row.get("coder") for row in rows} - {"", None}
    return str(named.pop()) if len(named) == 1 else path.stem


def _tell_scores(scores: Sequence[Agreement]) -> Iterator[str]:
    for one in scores:
        yield f"{one.column}"
        if one.items:
            parts = [f"agreement {_number(one.agreed)}", f"Krippendorff's alpha {_number(one.alpha)}"]
            parts += [f"Cohen's kappa {_number(one.kappa)}"] * (len(one.by_coder) == 2)
            yield f"  {one.items} items judged by two or more: {', '.join(parts)}"
        for coder, share in one.by_coder.items():
            yield f"  right by {coder}: {_tell_share(share)}"
        if one.majority is not None and len(one.by_coder) > 1:
            yield f"  right by majority: {_tell_share(one.majority)}; {one.ties} ties"


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _tell_share(share: Share) -> str:
    return f"{share.right} of {share.judged} ({share.share:.1%}, 95% {share.low:.1%} to {share.high:.1%})"
