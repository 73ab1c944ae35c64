"""The check of mixed WARC files finds all right, and what is wrong."""

from __future__ import annotations

import msgspec
import pytest

from bench import warc

Written = list[dict[str, object]]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Written, warc.Seen]:
    return warc.run(tmp_path_factory.mktemp("archives"), 60)


def test_all_is_as_it_should_be(outcome: tuple[Written, warc.Seen]) -> None:
    assert list(warc.find_faults(*outcome)) == []


def test_there_is_something_of_everything(outcome: tuple[Written, warc.Seen]) -> None:
    written, seen = outcome
    assert {"good", "skipped", "bad"} == {one["outcome"] for one in written}
    kinds = {one["kind"] for one in written}
    assert {"garbage", "cut off", "gzip member broken"} <= kinds
    assert kinds & {"gzip bomb", "line of 50 MB", "page of 50 MB"}
    assert seen.articles > 20
    assert seen.peak_memory < warc.MEMORY_LIMIT


def test_faults_are_found(outcome: tuple[Written, warc.Seen]) -> None:
    written, seen = outcome
    worse = msgspec.structs.replace(
        seen, articles=3, skipped={}, errors=seen.errors[1:], markers=seen.markers[1:], peak_memory=500.0
    )
    faults = "\n".join(warc.find_faults(written, worse))
    for words in (
        "3 articles",
        "0 records were skipped",
        "errors, not",
        "found 0 times",
        "no error names",
        "500 MiB",
    ):
        assert words in faults


def test_the_report(outcome: tuple[Written, warc.Seen], capsys: pytest.CaptureFixture[str]) -> None:
    written, seen = outcome
    warc.report(written, seen, ["something is missing"])
    printed = capsys.readouterr().out
    assert f"articles {seen.articles} of {seen.articles}, their sentences {seen.articles}" in printed
    assert "WRONG: something is missing" in printed
