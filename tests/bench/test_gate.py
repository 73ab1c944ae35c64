from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import pytest

from bench import gate
from onrecord.evaluate.examples import digest_examples, read_examples
from onrecord.model.document import Article
from onrecord.model.record import Record
from tests.evaluate.oracle import make_record

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def perfect(article: Article) -> Record:
    golds = {example.gold.text: example.gold for example in read_examples(EXAMPLES)}
    return make_record(golds[article.document.text])


def forgetful(article: Article) -> Record:
    """Perfect but for the last time of each article."""
    record = perfect(article)
    last = record.times[-1].id
    events = [msgspec.structs.replace(one, time=None) if one.time == last else one for one in record.events]
    return msgspec.structs.replace(record, times=record.times[:-1], events=tuple(events))


def silent(article: Article) -> Record:
    return Record(document=article.document)


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    folder = tmp_path / "examples"
    for name in ("court", "sport"):
        shutil.copytree(EXAMPLES / name, folder / name)
    return folder


def run(examples: Path, read: gate.Read, *options: str) -> int:
    floors = examples.parent / "floors.json"
    return gate.main([*options, "--examples", str(examples), "--floors", str(floors)], read)


def pinned(examples: Path) -> gate.Floors:
    return msgspec.json.decode((examples.parent / "floors.json").read_bytes(), type=gate.Floors)


def test_what_was_pinned_passes(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(examples, forgetful, "--pin") == 0
    capsys.readouterr()
    assert run(examples, forgetful) == 0
    printed = capsys.readouterr()
    assert "times.value" in printed.out
    assert "lost" not in printed.out
    assert "gained" not in printed.out
    assert not printed.err


def test_a_fall_below_a_floor_fails_and_names_what_was_lost(
    examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(examples, perfect, "--pin")
    assert pinned(examples).floors["times.value"] == 100
    capsys.readouterr()
    assert run(examples, forgetful) == 1
    printed = capsys.readouterr()
    assert "lost    court: time" in printed.out
    assert "times.value" in printed.err
    assert "statements.relation" not in printed.err


def test_a_gain_is_named_and_passes(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(examples, forgetful, "--pin")
    capsys.readouterr()
    assert run(examples, perfect) == 0
    assert "gained  sport: time" in capsys.readouterr().out


def test_pinning_lowers_a_floor_only_when_told_to(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(examples, perfect, "--pin")
    before = pinned(examples)
    assert run(examples, forgetful, "--pin") == 1
    assert "times.value" in capsys.readouterr().err
    assert pinned(examples) == before
    assert run(examples, forgetful, "--pin", "--allow-lower") == 0
    assert pinned(examples).floors["times.value"] < 100


def test_changed_examples_fail_until_they_are_pinned(
    examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(examples, perfect) == 1, "nothing is pinned yet"
    run(examples, perfect, "--pin")
    gold = examples / "court" / "gold.txt"
    gold.write_text(gold.read_text("utf-8") + "# a remark\n", "utf-8")
    capsys.readouterr()
    assert run(examples, perfect) == 1
    assert "not those" in capsys.readouterr().err
    assert run(examples, perfect, "--pin") == 0
    assert run(examples, perfect) == 0


def test_a_measure_that_is_gone_is_below_its_floor(examples: Path) -> None:
    run(examples, perfect, "--pin")
    path = examples.parent / "floors.json"
    floors = json.loads(path.read_bytes())
    floors["floors"]["dreams.found"] = 1.0
    path.write_text(json.dumps(floors), "utf-8")
    assert run(examples, perfect) == 1


def test_an_analysis_that_finds_nothing_fails(examples: Path) -> None:
    run(examples, perfect, "--pin")
    assert run(examples, silent) == 1


def test_the_floors_are_pinned_on_the_examples_as_they_are() -> None:
    floors = msgspec.json.decode((gate.ROOT / "bench" / "floors.json").read_bytes(), type=gate.Floors)
    assert floors.examples == digest_examples(EXAMPLES)
    assert {"statements.relation", "mentions.coreference", "times.value", "events.found"} <= set(
        floors.floors
    )
