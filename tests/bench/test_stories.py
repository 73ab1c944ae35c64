"""The benchmark of stories: its scores, what it reads, and that it finds stories as a store does."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bench import stories, story_stores
from bench.stories import JUDGED, compare_records, main, measure_halves, score
from bench.story_corpora import read_polnear
from bench.story_stores import measure_costs
from onrecord.resolve.stories.likeness import JOINED
from tests.resolve.stories.invented import TOPICS, Sample

SAMPLES = [Sample(topic, f"2017-05-0{number + 1}", number) for topic in TOPICS for number in range(3)]


def test_scores_are_those_of_the_definition() -> None:
    gold = {"a": "one", "b": "one", "c": "two", "d": "two"}
    assert all(
        tally.f1 == 1.0 for tally in score(gold, dict.fromkeys("ab", 1) | dict.fromkeys("cd", 2)).values()
    )
    together = score(gold, dict.fromkeys("abcd", 1))
    assert (together["B3"].precision, together["B3"].recall) == (0.5, 1.0)
    assert together["pairs"].precision == pytest.approx(2 / 6)
    assert together["pairs"].recall == 1.0
    apart = score(gold, {one: one for one in "abcd"})
    assert (apart["B3"].precision, apart["B3"].recall) == (1.0, 0.5)
    assert (apart["pairs"].found, apart["pairs"].recall) == (0, 0.0)


def test_the_store_and_the_groups_at_its_threshold_are_alike() -> None:
    records = {one: one.make() for one in SAMPLES}
    compared = compare_records(records.values())
    gold = {record.document.id: one.topic for one, record in records.items()}
    assert score(gold, compared.stories)["B3"].f1 == 1.0
    assert score(gold, compared.group(gold, JOINED))["B3"].f1 == 1.0
    assert score(gold, compared.group(gold, 1.1))["B3"].recall < 0.5
    halves = measure_halves(gold, compared)
    assert len(halves) == 100
    assert set(halves) == {1.0}


def test_articles_with_their_stories_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = []
    for one in SAMPLES:
        document = one.make().document
        assert document.published is not None
        row = {"url": document.url, "text": document.text, "title": document.title}
        rows.append(row | {"published": document.published.value, "story": one.topic})
    path, records = tmp_path / "articles.jsonl", tmp_path / "records.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    records.write_bytes(b"".join(one.make().to_json() + b"\n" for one in SAMPLES))
    for further in ((), ("--records", str(records))):
        assert main(["score", str(path), *further]) == 0
        told = capsys.readouterr().out.splitlines()
        assert told[:2] == ["9 articles of 3 stories", "B3: precision 100.0%, recall 100.0%, F1 100.0%"]
        assert told[-1] == "stories not found whole: "


def make_corpus(folder: Path) -> Path:
    """A corpus in the layout of PolNeAR's: three articles, of which two are on one happening."""
    texts = folder / "train" / "text"
    texts.mkdir(parents=True)
    lines = ["filename\ttitle"]
    for one in (SAMPLES[0], SAMPLES[1], SAMPLES[3]):
        document = one.make().document
        name = f"argus_{one.published}_{one.topic}{one.number}"
        (texts / f"{name}.txt").write_text(document.text, encoding="utf-8")
        lines.append(f"{name}\t{document.title}")
    (folder / "metadata.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_judged_pairs_are_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = make_corpus(tmp_path)
    ferry, merger, again = (path.stem for path, _ in read_polnear(corpus))
    pairs = [(ferry, again, 1.0, "same"), (ferry, merger, 3.0, "same"), (merger, again, 1.0, "unsure")]
    judged = tmp_path / "judged.json"
    judged.write_text(json.dumps([name_pair(*pair) for pair in pairs]), encoding="utf-8")
    monkeypatch.setattr(stories, "JUDGED", judged)
    assert main(["pairs", str(corpus)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "3 articles, 3 pairs: {'same': 2, 'unsure': 1}"
    assert told[1] == "2 stories, the largest of 2 articles"
    assert f"{JOINED}: precision 100.0%, recall 25.0%, F1 40.0%" in told


def name_pair(first: str, second: str, weight: float, verdict: str) -> dict[str, object]:
    names = [hashlib.sha256(one.encode()).hexdigest()[:16] for one in (first, second)]
    return {"first": names[0], "second": names[1], "weight": weight, "verdict": verdict, "reason": ""}


def test_the_judged_pairs_are_whole() -> None:
    judged = json.loads(JUDGED.read_text(encoding="utf-8"))
    assert len(judged) > 100
    assert {one["verdict"] for one in judged} <= {"same", "different", "unsure"}
    assert len({(one["first"], one["second"]) for one in judged}) == len(judged)


def test_what_one_more_article_costs_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_stores, "_NEW", 6)
    monkeypatch.setattr(story_stores, "_GROWN", 3)
    assert all(cost > 0 for cost in measure_costs([3, 9]))
