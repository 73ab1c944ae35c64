"""The scorer of time expressions."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.evaluate.times import (
    Annotation,
    Score,
    list_files,
    read_article,
    score_corpus,
    score_times,
    split_lines,
)
from tests.shared import SHARED, needs_shared

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2018-08-05T10:00">5 August</TIMEX3></DCT>
<TEXT>
The hall &amp; the <EVENT eid="e1">mill</EVENT> were sold <TIMEX3 tid="t1" type="DATE" value="2017">last
<SIGNAL sid="s1">year</SIGNAL></TIMEX3>.<TIMEX3 tid="t2" type="DURATION" value="P1D"/>

They burnt down <TIMEX3 tid="t3" type="DATE" value="2018-07-31">Tuesday</TIMEX3>.
</TEXT>
</TimeML>
"""


def note(start: int, end: int, value: str = "2018", kind: str = "DATE") -> Annotation:
    return Annotation(start, end, kind, value)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "part").mkdir()
    for name in ("b", "a", "c"):
        (tmp_path / "part" / f"{name}.tml").write_text(TIMEML, "utf-8")
    return tmp_path


def test_reading_an_article(corpus: Path) -> None:
    article = read_article(corpus / "part" / "a.tml")
    text = article.document.text
    assert article.document.published is not None
    assert article.document.published.value == "2018-08-05"
    assert "hall & the mill" in text
    assert [(text[a.start : a.end], a.type, a.value) for a in article.annotations] == [
        ("last\nyear", "DATE", "2017"),
        ("Tuesday", "DATE", "2018-07-31"),
    ]


def test_a_file_without_a_date_or_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text("<TimeML><TEXT>x</TEXT></TimeML>", "utf-8")
    with pytest.raises(ValueError, match=r"a\.tml"):
        read_article(tmp_path / "a.tml")


def test_every_third_file_by_name_is_held_out(corpus: Path) -> None:
    assert [path.stem for path in list_files(corpus)] == ["a", "b", "c"]
    assert [path.stem for path in list_files(corpus, "training")] == ["a", "b"]
    assert [path.stem for path in list_files(corpus, "held-out")] == ["c"]


def test_lines_are_trimmed_and_blank_ones_left_out() -> None:
    text = "  One. \n\n \nTwo."
    assert [span.slice(text) for span in split_lines(text)] == ["One.", "Two."]


def test_a_match_is_strict_relaxed_or_none() -> None:
    gold = [note(0, 4), note(10, 14), note(20, 24)]
    found = [note(0, 4), note(9, 14, "2017"), note(30, 34)]
    score = score_times(gold, found)
    assert score == Score(annotated=3, found=3, strict=1, relaxed=2, type=2, value=1)
    assert score.f1(score.relaxed) == pytest.approx(200 / 3)


def test_each_counts_once_and_a_strict_match_goes_first() -> None:
    assert score_times([note(0, 4), note(5, 9)], [note(0, 9)]).relaxed == 1
    assert score_times([note(0, 9)], [note(0, 4), note(5, 9)]).relaxed == 1
    score = score_times([note(0, 9, "2017"), note(5, 9)], [note(5, 9)])
    assert (score.strict, score.value) == (1, 1)


def test_types_are_compared() -> None:
    score = score_times([note(0, 4)], [note(0, 4, kind="TIME")])
    assert (score.strict, score.type, score.value) == (1, 0, 1)


def test_nothing_annotated_and_nothing_found_scores_nothing() -> None:
    assert score_times([], []).f1(0) == 0


def test_scores_add_up() -> None:
    total = score_times([note(0, 4)], []) + score_times([note(0, 4)], [note(0, 4)])
    assert total == Score(annotated=2, found=1, strict=1, relaxed=1, type=1, value=1)


@needs_shared
def test_the_corpus_is_read_whole_and_scores_above_the_floor() -> None:
    files = list_files(SHARED / "corpora" / "timebank")
    assert sum(len(read_article(path).annotations) for path in files) == 1822
    score = score_corpus(map(read_article, files[::8]))
    assert score.f1(score.relaxed) > 90
    assert score.f1(score.strict) > 80
    assert score.f1(score.value) > 74
