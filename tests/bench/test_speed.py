from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bench import speed
from onrecord.model.document import Article


def read_slowly(article: Article, watch: speed.Watch) -> object:
    for stage in ("tokens", "events"):
        start = time.perf_counter()
        time.sleep(0.001)
        watch(stage, time.perf_counter() - start)
    return article


@pytest.fixture
def location(tmp_path: Path) -> str:
    path = tmp_path / "articles.jsonl"
    texts = ("The council met on Monday and agreed on nothing at all.", "It rained for the rest of the week.")
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    return str(path)


def test_articles_words_and_stages_are_measured(location: str) -> None:
    articles = speed.load_articles(location)
    measurement = speed.measure(articles, read_slowly, repeat=2)
    assert (measurement.articles, measurement.words) == (2, 19)
    assert set(measurement.stages) == {"tokens", "events"}
    assert 0.004 <= sum(measurement.stages.values()) <= measurement.seconds
    assert measurement.loading >= 0.002
    assert measurement.words_a_second == pytest.approx(19 / measurement.seconds)
    assert measurement.peak_memory > 1


def test_the_fastest_pass_counts(location: str) -> None:
    waits = iter([0.0, 0.0, 0.05, 0.05, 0.0, 0.0, 0.0])

    def read(article: Article, watch: speed.Watch) -> object:
        wait = next(waits)
        time.sleep(wait)
        watch("tokens", wait)
        return article

    measurement = speed.measure(speed.load_articles(location), read, repeat=3)
    assert measurement.stages == {"tokens": 0.0}
    assert measurement.seconds < 0.05


def test_a_table_and_json_are_printed(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert speed.main([location], read_slowly) == 0
    table = capsys.readouterr().out
    assert "words" in table
    assert "tokens" in table
    assert speed.main([location, "--json", "--repeat", "2"], read_slowly) == 0
    measured = json.loads(capsys.readouterr().out)
    assert measured["words"] == 19
    assert measured["words_a_second"] > 0
    assert set(measured["stages"]) == {"tokens", "events"}


def test_without_an_article_there_is_nothing_to_measure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text("no json\n", "utf-8")
    assert speed.main([str(path)], read_slowly) == 1
    assert "left out" in capsys.readouterr().err


def test_there_is_one_pass_at_least(location: str) -> None:
    with pytest.raises(SystemExit):
        speed.main([location, "--repeat", "0"], read_slowly)
