from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import judge_events
from bench.event_instructions import INSTRUCTIONS
from bench.judge import wilson
from onrecord.model.record import Record
from tests.bench.fines import read_fine
from tests.records import find


def write(path: Path, lines: Sequence[object]) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(path)


def write_records(tmp_path: Path, count: int) -> tuple[str, list[Record]]:
    records = [read_fine(f"{number}.txt") for number in range(count)]
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(record.to_json() + b"\n" for record in records))
    return str(path), records


def test_drawing_writes_sheets_in_parts_and_a_key_without_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, records = write_records(tmp_path, 5)
    out = tmp_path / "out"
    assert judge_events.main(["draw", path, "--out", str(out), "--parts", "3"]) == 0
    assert "5 of 5 events drawn, with 15 arguments" in capsys.readouterr().out
    sheets = [(out / f"sheet-{part}.txt").read_text("utf-8") for part in (1, 2, 3)]
    assert all(sheet.startswith(INSTRUCTIONS) for sheet in sheets)
    numbers = [[line[:2] for line in sheet.splitlines() if line.startswith("#")] for sheet in sheets]
    assert numbers == [["#1", "#2"], ["#3", "#4"], ["#5"]]
    key = [json.loads(line) for line in (out / "key.jsonl").read_text("utf-8").splitlines()]
    by_digest = sorted(records, key=lambda one: hashlib.sha256(f"{one.document.id}v0".encode()).hexdigest())
    assert [one["document"] for one in key] == [record.document.id for record in by_digest]
    text = records[0].document.text
    trigger, amount, time = (find(text, words) for words in ("fined", "90 euros", "on Monday"))
    assert {**key[0], "document": ""} == {
        "number": 1,
        "document": "",
        "event": "v0",
        "type": "fine",
        "trigger": [trigger.start, trigger.end],
        "arguments": {"target": None, "amount": [amount.start, amount.end], "place": None},
        "time": [time.start, time.end],
    }


def test_without_parts_there_is_one_sheet(tmp_path: Path) -> None:
    path, _ = write_records(tmp_path, 2)
    assert judge_events.main(["draw", path, "--out", str(tmp_path / "out")]) == 0
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"sheet.txt", "key.jsonl"}


@pytest.mark.parametrize("parts", ["0", "-1", "two"])
def test_parts_are_a_number_from_one(parts: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        judge_events.main(["draw", "records.jsonl", "--out", "out", f"--parts={parts}"])
    assert "no number from 1" in capsys.readouterr().err


def test_no_sheet_is_written_into_the_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = write_records(tmp_path, 1)
    out = Path(judge_events.__file__).parent / "judged" / "never"
    assert judge_events.main(["draw", path, "--out", str(out)]) == 1
    assert "outside" in capsys.readouterr().err
    assert not out.exists()


def found(number: int, **changes: object) -> dict[str, object]:
    """A judge's line for a meeting of two, without a time, all right unless changed."""
    line: dict[str, object] = {
        "number": number,
        "type": "right",
        "arguments": {"participant": "right", "participant#2": "right"},
        "missing": [],
        "time": "none",
        "polarity": "right",
        "modality": "right",
        "voice": "right",
        "kind": "",
        "reason": "as I see it",
    }
    return {**line, **changes}


def timed(**changes: object) -> dict[str, object]:
    """The same for the last event of the key, which has a time and no arguments."""
    return found(4, **{"arguments": {}, "time": "right", **changes})


@pytest.fixture
def key(tmp_path: Path) -> str:
    """The key of three meetings without a time, and of a fine with one."""
    meeting = {"participant": [0, 3], "participant#2": None}
    drawn = [
        {
            "number": number,
            "document": "d1",
            "event": f"v{number}",
            "type": "meeting" if number < 4 else "fine",
            "trigger": [number, number + 5],
            "arguments": meeting if number < 4 else {},
            "time": None if number < 4 else [70, 76],
        }
        for number in range(1, 5)
    ]
    return write(tmp_path / "key.jsonl", drawn)


FIRST = [
    found(1, missing=["reason", "place"]),
    found(2, arguments={"participant": "wrong", "participant#2": "unsure"}, kind="Entity"),
    found(3, type="wrong", kind="other type", time="missing"),
    timed(time="wrong", kind="time"),
]
SECOND = [
    timed(voice="unsure", polarity="wrong", kind="polarity"),
    found(3, type="wrong", kind="phase"),
    found(2, arguments={"participant": "wrong", "participant#2": "right"}, kind=" entity"),
    found(1, missing=["place"], modality="wrong", kind="modality"),
]


def score(capsys: pytest.CaptureFixture[str], *files: str) -> list[str]:
    assert judge_events.main(["score", *files]) == 0
    return capsys.readouterr().out.splitlines()


def test_each_question_has_shares_intervals_and_agreement(
    tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = write(tmp_path / "first.jsonl", FIRST), write(tmp_path / "second.jsonl", SECOND)
    scored = score(capsys, key, *files)
    assert scored[0] == "4 events, 6 arguments, 1 times given"
    rows = {line[:11].strip(): line[11:].split() for line in scored[2:10]}
    assert rows["type"] == "4 75.0 (30.1-95.4) 75.0 (30.1-95.4) 75.0 (30.1-95.4) 100.0 1.00".split()
    shares = {question: [row[0], row[1], row[3], row[5], row[7]] for question, row in rows.items()}
    assert shares == {
        "type": ["4", "75.0", "75.0", "75.0", "100.0"],
        # A wrong type makes its two arguments wrong for the first judge, a wrong phase not for the second.
        "arguments": ["6", "33.3", "83.3", "33.3", "50.0"],
        "time": ["4", "50.0", "100.0", "50.0", "50.0"],
        "time given": ["1", "0.0", "100.0", "0.0", "0.0"],
        "polarity": ["4", "100.0", "75.0", "75.0", "75.0"],
        "modality": ["4", "100.0", "75.0", "75.0", "75.0"],
        "voice": ["4", "100.0", "75.0", "75.0", "75.0"],
        "all of it": ["4", "25.0", "0.0", "0.0", "75.0"],
    }


def test_what_is_wrong_is_counted_by_judge(
    tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = write(tmp_path / "first.jsonl", FIRST), write(tmp_path / "second.jsonl", SECOND)
    counted = [line.strip().rsplit(maxsplit=2) for line in score(capsys, key, *files)[11:]]
    assert counted == [
        ["not right", "first", "second"],
        ["arguments wrong", "1", "1"],
        ["type wrong", "1", "1"],
        ["arguments unsure", "1", "0"],
        ["modality wrong", "0", "1"],
        ["polarity wrong", "0", "1"],
        ["time missing", "1", "0"],
        ["time wrong", "1", "0"],
        ["voice unsure", "0", "1"],
        ["total", "5", "5"],
        ["roles missing", "first", "second"],
        ["place", "1", "1"],
        ["reason", "1", "0"],
        ["total", "2", "1"],
        ["kind of error", "first", "second"],
        ["entity", "1", "1"],
        ["modality", "0", "1"],
        ["other type", "1", "0"],
        ["phase", "0", "1"],
        ["polarity", "0", "1"],
        ["time", "1", "0"],
        ["total", "3", "4"],
    ]


def test_joining_keeps_what_was_found_and_no_number_of_the_judge(
    tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = write(tmp_path / "first.jsonl", FIRST), write(tmp_path / "second.jsonl", SECOND)
    scored = score(capsys, key, *files)
    assert judge_events.main(["join", key, *files]) == 0
    joined = tmp_path / "joined.jsonl"
    joined.write_text(capsys.readouterr().out, "utf-8")
    assert score(capsys, str(joined)) == scored
    second = json.loads(joined.read_text("utf-8").splitlines()[1])
    assert second["event"] == "v2"
    assert second["first"] == {name: one for name, one in FIRST[1].items() if name != "number"}
    assert second["second"] == {name: one for name, one in SECOND[2].items() if name != "number"}


WHOLE = [found(1), found(2), found(3), timed()]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (found(2, type="perhaps"), "line 2: Invalid enum value 'perhaps' - at `$.type`"),
        (found(2, time="unsure"), "line 2: Invalid enum value 'unsure' - at `$.time`"),
        (found(2, polarity="unsure"), "line 2: Invalid enum value 'unsure' - at `$.polarity`"),
        (found(2, voice="Right"), "line 2: Invalid enum value 'Right' - at `$.voice`"),
        (found(2, arguments={"participant": "no", "participant#2": "right"}), "line 2: Invalid enum value"),
        (found(2, mood="right"), "line 2: Object contains unknown field `mood`"),
        ({"number": 2, "type": "right"}, "line 2: Object missing required field"),
        (found(2, arguments={"participant": "right"}), "line 2: the arguments ['participant#2'] of event 2"),
        (
            found(2, arguments={"participant": "right", "participant#2": "right", "host": "right"}),
            "line 2: event 2 has no arguments ['host']",
        ),
        (found(2, missing=["victim"]), "line 2: missing of event 2 are ['victim']"),
        (found(2, missing=["time"]), "line 2: missing of event 2 are ['time']"),
        (found(2, time="wrong"), "line 2: event 2 is given no time"),
        (timed(time="none"), "line 4: event 4 is given a time"),
        (timed(time="missing"), "line 4: event 4 is given a time"),
        (found(1), "line 2: number 1 is judged in line 1 already"),
        (found(5), "line 2: the key has no number 5"),
    ],
)
def test_what_cannot_be_is_refused_with_file_and_line(
    tmp_path: Path, key: str, line: dict[str, object], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = write(tmp_path / "first.jsonl", WHOLE)
    at = 3 if line["number"] == 4 else 1
    second = write(tmp_path / "second.jsonl", [*WHOLE[:at], line, *WHOLE[at + 1 :]])
    assert judge_events.main(["join", key, whole, second]) == 1
    assert f"{second}, {complaint}" in capsys.readouterr().err


def test_a_number_that_is_left_out_is_named_with_the_file(
    tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, part = write(tmp_path / "first.jsonl", WHOLE), write(tmp_path / "second.jsonl", WHOLE[:2])
    assert judge_events.main(["score", key, part, whole]) == 1
    assert f"{part}: each number of the key is judged once, but not [3, 4]" in capsys.readouterr().err


def test_the_interval_is_wilsons() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(10, 10)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)
