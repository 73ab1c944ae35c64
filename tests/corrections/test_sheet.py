"""A coding sheet is a fair and repeatable sample that spreadsheets can open."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.corrections.sheet import HEADER, allot, draw, read_sheet, write_sheet
from onrecord.corrections.verdicts import keep_verdicts
from onrecord.errors import InputError
from onrecord.store.corrections import corrections_of
from onrecord.store.opening import Store
from tests.query.shelf import FIRST, THIRD, add_article, fill
from tests.records import make_record


def fill_many(store: Store) -> None:
    """Forty statements: thirty of one outlet, ten of another, of two forms."""
    for outlet, count in (("Wire", 30), ("Mail", 10)):
        for number in range(count):
            key, form = f"{outlet}{number}", "direct" if number % 2 else "indirect"
            record = make_record(
                f"Lee [cue:{key} said] [content:{key}:{form} =number {number} of {outlet}].",
                outlet=outlet,
                location=key,
            )
            add_article(store, record, FIRST)


def test_each_stratum_has_its_share(store: Store) -> None:
    fill_many(store)
    with store.reading() as connection:
        drawn = draw(connection, kind="statements", n=20, seed=1)
    assert Counter(stratum for _, stratum in drawn) == {
        "Wire / direct": 8,
        "Wire / indirect": 8,
        "Mail / direct": 2,
        "Mail / indirect": 2,
    }
    assert len({identity for identity, _ in drawn}) == 20


def test_a_seed_draws_the_same_and_another_others(store: Store) -> None:
    fill_many(store)
    with store.reading() as connection:
        first, again, other = (
            [identity for identity, _ in draw(connection, kind="statements", n=10, seed=seed)]
            for seed in (1, 1, 2)
        )
    assert first == again
    assert first != other
    assert first[:3] == ["Wire21", "Mail9", "Wire8"]  # the same on every machine and database


def test_more_than_there_are_gives_all(store: Store) -> None:
    fill_many(store)
    with store.reading() as connection:
        assert len(draw(connection, kind="statements", n=1000, seed=1)) == 40
        with pytest.raises(InputError, match="no events"):
            write_sheet(connection, StringIO(), kind="events", n=5, seed=1)


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 1000), min_size=1), st.integers(0, 5000))
def test_shares_add_up_and_are_fair(counts: dict[str, int], n: int) -> None:
    n = min(n, sum(counts.values()))
    shares = allot(counts, n)
    assert sum(shares.values()) == n
    for stratum, share in shares.items():
        assert abs(share - n * counts[stratum] / sum(counts.values())) < 1


def test_a_sheet_has_what_a_coder_needs(store: Store) -> None:
    record = fill(store)
    out = StringIO()
    with store.reading() as connection:
        assert write_sheet(connection, out, kind="statements", n=200, seed=1) == 3
    out.seek(0)
    rows = {row["item"]: row for row in read_sheet(out, "sheet.csv")}
    row = rows[record.statements[0].id]
    assert tuple(row) == HEADER
    assert row["source"] == "Ann Lee"
    assert row["told"] == "direct; say; negative"
    assert row["words"].startswith("“Moss says the bridge")
    assert row["before"].endswith("told Kim Ode on Wednesday:")
    assert row["right"] == row["note"] == ""


def test_no_cell_is_a_formula(store: Store) -> None:
    fill_many(store)
    out = StringIO()
    with store.reading() as connection:
        write_sheet(connection, out, kind="statements", n=3, seed=1)
    out.seek(0)
    words = [row["words"] for row in csv.DictReader(out)]
    assert all(one.startswith("'=number") for one in words)


def test_what_is_no_sheet_is_refused() -> None:
    for content in ("a,b\n1,2\n", "", '"'):
        with pytest.raises(InputError, match=r"no coding sheet|no CSV"):
            list(read_sheet(StringIO(content), "x.csv"))


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_sheet_that_a_spreadsheet_saved_is_read(store: Store, mark: str) -> None:
    fill_many(store)
    out, saved = StringIO(), StringIO()
    with store.reading() as connection:
        write_sheet(connection, out, kind="statements", n=3, seed=1)
    out.seek(0)
    csv.writer(saved, delimiter=mark).writerows(csv.reader(out))
    out.seek(0)
    saved.seek(0)
    assert list(read_sheet(saved, "saved.csv")) == list(read_sheet(out, "out.csv"))


def test_verdicts_become_corrections(store: Store) -> None:
    record = fill(store)
    said, heard = record.statements[0].id, record.statements[-1].id
    rows = [
        {"item": said, "right": "yes", "source_right": "no", "span_right": "", "coder": "Di", "note": "x"},
        {"item": heard, "right": "no"},
        {"item": "s" + "9" * 20, "right": "no"},
    ]
    with store.writing() as connection:
        assert keep_verdicts(connection, rows, by="ann", at=THIRD) == (3, ["s" + "9" * 20])
        before = len(corrections_of(connection, record.document.id))
        keep_verdicts(connection, rows, by="ann", at=THIRD)
        held = corrections_of(connection, record.document.id)
    assert len(held) == before
    new = [
        (one.correction.item, one.correction.verdict, one.correction.field, one.correction.by)
        for one in held[-3:]
    ]
    assert new == [
        (said, "right", None, "Di"),
        (said, "wrong", "source", "Di"),
        (heard, "wrong", None, "ann"),
    ]
