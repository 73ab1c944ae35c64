from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import main
from onrecord.evaluate.plover import (
    Coded,
    Coverage,
    categories,
    count_text,
    find_marked,
    read_coded,
    score_coded,
)
from onrecord.model.record import Event, Phase
from onrecord.model.span import Span

ARREST = "Police in Oslo arrested two drivers on Monday."
MARKED = "(SRC: Police) in (LOC: (TAR: Oslo)) (EVT: arrested) two (EVT: drivers) on Monday."
WEATHER = "It rained all day in Bergen."
RECORDS: list[dict[str, Any]] = [
    {"id": "ours-0", "event": "DOCUMENT", "eventText": "of the file"},
    {
        "id": "ours-1",
        "event": "COERCE",
        "date": "2001-02-03",
        "text": ARREST,
        "textInfo": {"markup": MARKED},
        "mode": "",
    },
    {
        "id": "ours-2",
        "event": "PROTEST",
        "date": "2001-02-03",
        "text": ARREST,
        "textInfo": {"markup": ARREST},
    },
    {
        "id": "ours-3",
        "event": "WEATHER",
        "date": "2001-02-03",
        "text": WEATHER,
        "textInfo": "It (EVT: rained} all day in Bergen.",
    },
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "coded.txt"
    path.write_text(json.dumps(RECORDS), encoding="utf-8")
    return path


def event(type_: str, word: str, phase: Phase = "begins", text: str = ARREST) -> Event:
    start = text.index(word)
    return Event(
        id="e",
        type=type_,
        phase=phase,
        trigger=Span(start=start, end=start + len(word)),
        arguments=(),
        polarity="positive",
        modality="actual",
        voice="outlet",
        confidence=0.5,
    )


def coded(class_: str, markup: str = MARKED) -> Coded:
    return Coded("one", class_, ARREST, None, find_marked(ARREST, markup))


def marked(text: str, markup: str) -> list[str]:
    return [text[start:end] for start, end in find_marked(text, markup)]


def test_records_are_read_without_those_about_the_file(file: Path) -> None:
    first, second, third = read_coded(file)
    assert (first.id, first.class_, first.text, first.date) == ("ours-1", "COERCE", ARREST, "2001-02-03")
    assert first.marked == "arrested drivers"
    assert second.marked == ""
    assert third.marked == "rained"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("The mill (Ltd) (LOC:(EVT: shut) in Oslo).", ["shut"]),
        ("The mill (Ltd) (EVT: shut in) Oslo.", ["shut", "in"]),
        ("This mill (Ltd) (EVT: shut) in) Oslo.", ["shut"]),
        ("The mill (Ltd) (EVT: closed) in Oslo.", []),
        ("The mill (EVT: (Ltd) shut) in Oslo.", ["(Ltd)", "shut"]),
    ],
)
def test_marked_words_are_found_in_the_text(markup: str, words: list[str]) -> None:
    assert marked("The mill (Ltd) shut in Oslo.", markup) == words


def test_a_record_is_found_by_type_and_strictly_by_a_marked_trigger() -> None:
    coverage = Coverage()
    count_text(coverage, [coded("COERCE")], [event("arrest", "arrested")])
    count_text(coverage, [coded("COERCE")], [event("arrest", "Monday")])
    count_text(coverage, [coded("PROTEST")], [event("arrest", "arrested"), event("age", "two")])
    assert coverage.classes["COERCE"].found == 2
    assert coverage.classes["COERCE"].strictly == 1
    assert coverage.classes["PROTEST"].missed == [coded("PROTEST")]
    assert coverage.recall == pytest.approx(200 / 3)
    assert coverage.strict_recall == pytest.approx(100 / 3)
    assert coverage.events == 3, "an age has no category"
    assert coverage.precision == pytest.approx(200 / 3)


def test_an_event_is_right_by_any_class_of_its_text_and_counts_once() -> None:
    coverage = Coverage()
    count_text(
        coverage,
        [coded("COERCE"), coded("PROTEST")],
        [event("arrest", "arrested"), event("protest", "drivers")],
    )
    assert (coverage.events, coverage.right) == (2, 2)
    assert coverage.records == 2


def test_the_end_of_an_event_has_categories_of_its_own() -> None:
    assert "COERCE" in categories(event("ban", "two"))
    assert "COERCE" not in categories(event("ban", "two", "ended"))
    assert "CONCEDE" in categories(event("ban", "two", "ended"))
    assert categories(event("attack", "two", "ended")) == categories(event("attack", "two"))


def test_classes_that_no_type_has_are_left_out(file: Path) -> None:
    steps: list[None] = []
    coverage = score_coded(read_coded(file), lambda: steps.append(None))
    assert coverage.uncovered == {"WEATHER": 1}
    assert coverage.records == 2
    assert coverage.recall == coverage.strict_recall == 50
    assert len(steps) == 1


def test_the_command_prints_a_table(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "plover", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 records coded, 1 events found; 2 of 3 classes covered"
    rows = {line.split()[0]: line.split()[1:] for line in lines[2:5]}
    assert rows == {
        "COERCE": ["1", "1", "1", "100.0", "100.0"],
        "PROTEST": ["1", "0", "0", "0.0", "0.0"],
        "all": ["2", "1", "1", "50.0", "50.0"],
    }
    assert lines[5:7] == ["precision 100.0", "not covered: WEATHER, 1 records"]
    assert [line.strip() for line in lines[7:]] == ["", "missed of PROTEST:", "ours-2"]


def test_the_command_prints_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "plover", str(file), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["recall"] == found["strict_recall"] == 50.0
    assert found["precision"] == 100.0
    assert found["classes"]["COERCE"] == {"records": 1, "found": 1, "strictly_found": 1, "missed": []}
    assert found["classes"]["PROTEST"]["missed"] == [{"id": "ours-2", "words": ""}]
    assert found["uncovered"] == {"WEATHER": 1}


@pytest.mark.parametrize("text", ["{}", "[{}]", "not JSON"])
def test_what_is_no_list_of_records_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "bad.txt").write_text(text, encoding="utf-8")
    assert main(["evaluate", "plover", str(tmp_path / "bad.txt")]) == 1
    assert "bad.txt: this is not annotated as it should be" in capsys.readouterr().err
    assert main(["evaluate", "plover", str(tmp_path / "none.txt")]) == 1
    assert "there is no such file" in capsys.readouterr().err
