from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord.cli import main
from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.evaluate.attribution import (
    Agreement,
    Judged,
    add_agreements,
    calibration_error,
    judge_fields,
    judge_record,
)
from onrecord.evaluate.brat import Annotated, Attribution, read_annotations, read_corpus
from onrecord.evaluating import format_agreement
from onrecord.model.record import Record
from onrecord.model.span import Span
from tests.records import make_record
from tests.shared import SHARED, needs_shared

TEXT = (
    "[source:a|e:lee Ann Lee] [cue:a said] [content:a:direct “[source:b|e:roe Roe] [cue:b thinks] "
    "[content:b:indirect it will rain]”]. [source:c|e:lee She] [cue:c denied] "
    "[content:c:indirect the charge]."
)
ENTITIES = {"lee": ("person", "Ann Lee"), "roe": ("person", "Roe")}


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


@pytest.fixture
def record() -> Record:
    return make_record(TEXT, entities=ENTITIES)  # type: ignore[arg-type]


def annotate(record: Record, *attributions: tuple[str, str, str]) -> Annotated:
    text = record.document.text
    marked = tuple(
        Attribution(*((span(text, words),) if words else () for words in one)) for one in attributions
    )
    return Annotated("article", text, (marked,))


def test_agreement_and_what_is_not_held_against_the_record(record: Record) -> None:
    gold = annotate(record, ("Ann Lee", "said", "“Roe thinks it will rain”"))
    agreement = judge_record(record, gold)
    assert agreement.wanted == agreement.quoted == 1
    # The nested one agrees with nothing and is passed over; the denial does not count as nested.
    assert sorted((j.right, j.quoted) for j in agreement.judged) == [(False, False), (True, True)]
    assert agreement.tally().f1 == pytest.approx(2 / 3)
    assert agreement.tally(quoted=True).f1 == 1.0


def test_a_nested_statement_that_agrees_counts(record: Record) -> None:
    gold = annotate(record, ("Roe", "thinks", "it will rain"), ("She", "denied", "the charge"))
    assert sum(judged.right for judged in judge_record(record, gold).judged) == 2


def test_another_source_makes_it_wrong_and_is_told(record: Record) -> None:
    gold = annotate(record, ("Roe", "denied", "the charge"))
    denial = next(fields for fields in judge_fields(record, gold) if fields.content)
    assert not denial.statement
    assert denial.source is False
    assert denial.cue is True


def test_a_record_of_another_text_is_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="not of the text"):
        judge_record(record, Annotated("other", "Other.", ((),)))


def test_calibration_error() -> None:
    assert calibration_error([]) == 0
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert calibration_error([(0.95, False)] * 2 + [(0.25, False)] * 2) == pytest.approx(0.6)


def test_thresholds_trade_coverage_for_precision() -> None:
    judged = (Judged(0.9, True, False), Judged(0.5, False, False), Judged(0.4, True, True))
    agreement = add_agreements([Agreement(judged[:1], 1, 0), Agreement(judged[1:], 2, 1)])
    every, sure = agreement.tally(), agreement.tally(0.8)
    assert every.precision == every.recall == pytest.approx(2 / 3)
    assert sure.precision == 1.0
    assert sure.recall == pytest.approx(1 / 3)
    assert any(line.startswith("0.80") and "100.0" in line for line in format_agreement(agreement))


# The corpus's files


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    text = "Ann Lee said that the bridge was closed. It rained."
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "attributions" / "one_a.ann").write_text(
        "T1\tSource 0 7\tAnn Lee\nT2\tCue 8 12\tsaid\nT3\tContent 13 24;25 39\tthat the bridge was closed\n"
        "T4\tAttribution 8 12\tsaid\nE1\tAttribution:T4 Source:T1 Cue2:T2 Content:T3 No-Source:T2\n",
        encoding="utf-8",
    )
    return tmp_path


def test_brat_files_are_read(corpus: Path) -> None:
    (article,) = read_corpus(corpus)
    ((attribution,),) = article.annotations
    assert [part.slice(article.text) for part in attribution.content] == ["that the br", "dge was closed"]
    assert [part.slice(article.text) for part in attribution.cue] == ["said"]
    assert [part.slice(article.text) for part in attribution.source] == ["Ann Lee"]


def test_a_span_that_is_not_there_is_named(corpus: Path) -> None:
    path = corpus / "attributions" / "one_a.ann"
    path.write_text("T1\tSource 0 700\tAnn Lee\n", encoding="utf-8")
    with pytest.raises(MalformedInput, match="line 1"):
        read_annotations(path, 50)


def test_what_is_not_utf_8_is_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "text" / "one.txt").write_bytes(b"caf\xe9")
    assert main(["evaluate", "attribution", str(corpus)]) == 1
    assert "one.txt: this is not UTF-8, at byte 3" in capsys.readouterr().err


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LocationNotFound):
        list(read_corpus(tmp_path))
    assert main(["evaluate", "attribution", str(tmp_path)]) == 1
    assert "there is no corpus here" in capsys.readouterr().err


def test_the_command_prints_thresholds(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "attribution", str(corpus), "--format", "json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["annotated"] == 1
    assert figures["relation"]["f1"] == 100.0
    assert figures["thresholds"][0]["threshold"] == 0.0


def test_the_command_takes_records(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tmp_path / "records.jsonl"
    records.write_bytes(onrecord.read(corpus / "text" / "one.txt").to_json() + b"\n")
    assert main(["evaluate", "attribution", str(corpus), "--records", str(records)]) == 0
    assert "relation" in capsys.readouterr().out
    records.write_text("{}\n")
    assert main(["evaluate", "attribution", str(corpus), "--records", str(records)]) == 1
    assert "line 1" in capsys.readouterr().err


@needs_shared
def test_the_figures_are_those_of_the_corpus_s_own_scorer(tmp_path: Path) -> None:
    dev = SHARED / "corpora" / "polnear" / "dev"
    articles = list(read_corpus(dev))[:6]
    small = tmp_path / "dev"
    for folder in ("text", "attributions"):
        (small / folder).mkdir(parents=True)
        for article in articles:
            for path in (dev / folder).glob(f"{article.name}*"):
                (small / folder / path.name).write_bytes(path.read_bytes())
    records = [onrecord.read(article.text, language="en") for article in articles]
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(record.to_json() + b"\n" for record in records))
    command = [sys.executable, str(SHARED / "check" / "score_attribution.py"), str(path), str(small)]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["relation"]
    ours = add_agreements(map(judge_record, records, articles))
    assert round(100 * ours.tally().f1, 1) == theirs["all"]["f1"]
    assert round(100 * ours.tally(quoted=True).f1, 1) == theirs["quoted"]["f1"]
