from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import judge, judge_sources
from bench.unnamed import find_unnamed
from onrecord.model.record import Record
from tests.records import make_record


def read(source: str, location: str = "lee.txt") -> Record:
    """An article that names Ann Lee, and then has something said by `source`."""
    annotated = (
        f"[e:lee Ann Lee] met [e:roe Roe] in [e:leeds Leeds]. [source:s1 {source}] [cue:s1 said] "
        "[content:s1:indirect that it rained]."
    )
    return make_record(
        annotated,
        entities={"lee": ("person", "Ann Lee"), "roe": ("person", "Roe"), "leeds": ("place", "Leeds")},
        location=location,
    )


@pytest.mark.parametrize(
    "source",
    [
        "[e:lee she]",
        "[e:lee the minister]",
        "[e:lee the minister] of [e:leeds Leeds]",
        "[e:lee the lawyer who met [e:roe Roe]]",
        "[e:lee the [e:roe Roe] lawyer]",
        "[e:roe Roe]'s [e:lee lawyer]",
        "[e:lee the mayor], [e:leeds Leeds]",
        "[e:lee a clerk] cited by [e:roe Roe]",
        "[e:lee she] and [e:roe Roe]",
        "one of the [e:lee Lees]",
        "somebody",
        "who",
    ],
)
def test_a_source_that_is_a_pronoun_or_a_description_is_drawn(source: str) -> None:
    assert len(list(find_unnamed([read(source)]))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "[e:lee Ann Lee]",
        "Mr [e:roe Roe], [e:roe the minister],",
        "[e:roe Roe], who met [e:lee the mayor]",
        "[e:roe the clerk], [e:roe Roe],",
        "[e:roe his son]-in-law [e:roe Roe]",
        "[e:roe the mayor of [e:leeds Leeds]] [e:roe Roe]",
        "a weary [e:roe Roe]",
        "[e:roe Roe] yesterday",
        "[e:roe young [e:roe Roe] and [e:lee Ann Lee]]",
    ],
)
def test_a_source_whose_head_is_a_name_is_not_drawn(source: str) -> None:
    assert list(find_unnamed([read(source)])) == []


def test_a_statement_without_source_words_is_not_drawn() -> None:
    assert (
        list(find_unnamed([make_record("It is [cue:s1 said] [content:s1:indirect that it rained].")])) == []
    )


def test_the_smallest_digests_are_drawn_in_their_order() -> None:
    records = [read("[e:lee she]", f"{number}.txt") for number in range(9)]
    digests = sorted(hashlib.sha256(f"{record.document.id}s1".encode()).hexdigest() for record in records)
    drawn = judge.draw(find_unnamed(records), 4)
    found = [hashlib.sha256((record.document.id + one.id).encode()).hexdigest() for record, one in drawn]
    assert found == digests[:4]


def show(record: Record) -> str:
    return "\n".join(judge_sources.show(7, record, record.statements[0]))


def test_the_sheet_marks_the_source_and_shows_the_entity_given() -> None:
    shown = show(read("[e:lee the minister]"))
    assert "#7 lee.txt [26, 38)" in shown
    assert "in Leeds. >>>the minister<<< said that it rained." in shown
    assert "answer  Ann Lee (person)" in shown
    assert "first   [0] >>>Ann Lee<<< met Roe" in shown
    assert "all     Ann Lee ×1; the minister ×1" in shown


def test_the_sheet_says_where_no_entity_is_given() -> None:
    assert "answer  none given" in show(read("somebody"))


def test_the_sheet_shows_enough_on_both_sides() -> None:
    long = "It rained. " * 300
    record = make_record(f"{long}[source:s1 She] [cue:s1 said] [content:s1:indirect it snowed]. {long}")
    before, _, after = show(record).partition(">>>She<<<")
    assert before.count("It rained. ") * 11 >= 1_200
    assert after.count("It rained. ") * 11 >= 300
    assert len(before) + len(after) < 3_000


def write(path: Path, lines: Sequence[object]) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(path)


def judged_as(verdicts: str) -> list[dict[str, object]]:
    """A line for each letter: r, w or u."""
    names = {"r": "right", "w": "wrong", "u": "unsure"}
    return [
        {"number": number, "verdict": names[letter], "reason": "as I see it"}
        for number, letter in enumerate(verdicts, start=1)
    ]


@pytest.fixture
def key(tmp_path: Path) -> str:
    """The key of five statements, each but the last with an entity given."""
    drawn = [
        {"number": number, "document": "d1", "statement": f"s{number}", "source": [0, 3], "given": number < 5}
        for number in range(1, 6)
    ]
    return write(tmp_path / "key.jsonl", drawn)


def test_drawing_writes_a_sheet_and_a_key_without_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = tmp_path / "records.jsonl"
    found = [read("[e:lee she]", "a.txt"), read("somebody", "b.txt"), read("[e:roe Roe]", "c.txt")]
    records.write_bytes(b"".join(record.to_json() + b"\n" for record in found))
    assert judge_sources.main(["draw", str(records), "--out", str(tmp_path / "out")]) == 0
    assert "2 of 2 statements drawn, 1 with an entity given" in capsys.readouterr().out
    sheet = (tmp_path / "out" / "sheet.txt").read_text("utf-8")
    assert sheet.startswith(judge_sources.INSTRUCTIONS)
    assert ">>>she<<<" in sheet
    key = [json.loads(line) for line in (tmp_path / "out" / "key.jsonl").read_text("utf-8").splitlines()]
    assert [one["number"] for one in key] == [1, 2]
    assert {one["document"]: one["given"] for one in key} == {
        found[0].document.id: True,
        found[1].document.id: False,
    }
    assert set(key[0]) == {"number", "document", "statement", "source", "given"}


def test_no_sheet_is_written_into_the_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = write(tmp_path / "records.jsonl", [])
    out = Path(judge_sources.__file__).parent / "judged" / "never"
    assert judge_sources.main(["draw", records, "--out", str(out)]) == 1
    assert "outside" in capsys.readouterr().err
    assert not out.exists()


def test_shares_and_agreement_are_the_same_before_and_after_joining(
    tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write(tmp_path / "first.jsonl", judged_as("rrwww"))
    second = write(tmp_path / "second.jsonl", judged_as("rwwur")[::-1])
    assert judge_sources.main(["score", key, first, second]) == 0
    scored = capsys.readouterr().out
    assert [line.split() for line in scored.splitlines()] == [
        "5 statements, an entity given in 4: 80.0%".split(),
        "right of those, first judge 50.0% 2 wrong, 0 unsure".split(),
        "right of those, second judge 25.0% 2 wrong, 1 unsure".split(),
        "right of those, both judges 25.0%".split(),
        "agreement on right or not 75.0% kappa 0.50".split(),
        "none given in 1, where somebody should have been: first 1, second 0".split(),
    ]
    assert judge_sources.main(["join", key, first, second]) == 0
    joined = tmp_path / "joined.jsonl"
    joined.write_text(capsys.readouterr().out, "utf-8")
    assert judge_sources.main(["score", str(joined)]) == 0
    assert capsys.readouterr().out == scored
    assert json.loads(joined.read_text("utf-8").splitlines()[1]) == {
        "number": 2,
        "document": "d1",
        "statement": "s2",
        "source": [0, 3],
        "given": True,
        "first": ["right", "as I see it"],
        "second": ["wrong", "as I see it"],
    }


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (judged_as("rrrr"), "[5]"),
        ([*judged_as("rrrrr"), *judged_as("w")], "line 6: number 1 is judged in line 1 already"),
        (judged_as("rrrrrr"), "line 6: the key has no number 6"),
        ([*judged_as("rrrr"), {"number": 5, "verdict": "perhaps", "reason": ""}], "line 5"),
    ],
)
def test_a_judgement_has_each_number_once(
    tmp_path: Path, key: str, lines: list[object], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = write(tmp_path / "first.jsonl", judged_as("rrrrr"))
    assert judge_sources.main(["score", key, whole, write(tmp_path / "second.jsonl", lines)]) == 1
    assert complaint in capsys.readouterr().err


def test_the_judgements_of_whole_statements_still_score(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, wrong = dict.fromkeys(judge.ASPECTS, True), {**dict.fromkeys(judge.ASPECTS, True), "chain": False}
    lines = [
        {"document": "d", "statement": "s", "content": [[0, 1]], "first": right, "second": other}
        for other in (right, wrong)
    ]
    assert judge.main(["score", write(tmp_path / "judged.jsonl", lines)]) == 0
    assert "chain          100      50      50    0.00" in capsys.readouterr().out
