"""What statements have to be worth on PolNeAR's development set, where it lies beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.evaluate.attribution import add_agreements, judge_record
from onrecord.evaluate.brat import Annotated, read_corpus
from onrecord.model.record import Record
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
DEV = SHARED / "corpora" / "polnear" / "dev"
RELATION, QUOTED = 73.0, 87.0
EXACT = {"source": 79.0, "cue": 70.0, "content": 64.0}
TOKEN = {"source": 83.0, "cue": 71.0, "content": 90.0}
CALIBRATION_ERROR = 0.05


@pytest.fixture(scope="module")
def articles() -> list[Annotated]:
    return list(read_corpus(DEV))


@pytest.fixture(scope="module")
def records(articles: list[Annotated]) -> list[Record]:
    return list(onrecord.read_many([article.text for article in articles], language="en", jobs=2))


@pytest.fixture(scope="module")
def figures(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = Path(tmp_path_factory.mktemp("records")) / "records.jsonl"
    path.write_bytes(b"".join(record.to_json() + b"\n" for record in records))
    command = [sys.executable, str(SHARED / "check" / "score_attribution.py"), str(path), str(DEV)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_whole_attributions(figures: Any) -> None:
    assert figures["without_record"] == 0
    assert figures["relation"]["all"]["f1"] >= RELATION
    assert figures["relation"]["quoted"]["f1"] >= QUOTED


@pytest.mark.parametrize("role", ["source", "cue", "content"])
def test_spans(figures: Any, role: str) -> None:
    assert figures["exact"][role]["f1"] >= EXACT[role]
    assert figures["token"][role]["f1"] >= TOKEN[role]


def test_confidence_is_calibrated(articles: list[Annotated], records: list[Record]) -> None:
    agreement = add_agreements(map(judge_record, records, articles))
    assert agreement.calibration_error() <= CALIBRATION_ERROR
    assert agreement.tally(0.9).precision > agreement.tally().precision


def test_a_record_is_the_same_on_its_own(articles: list[Annotated], records: list[Record]) -> None:
    for article, record in list(zip(articles, records, strict=True))[::-12]:
        assert onrecord.read(article.text, language="en").to_json() == record.to_json()
