"""The digests by which statements meet."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from onrecord.resolve.quotations.frequencies import weigh
from onrecord.resolve.quotations.runs import Run, find_runs
from onrecord.resolve.quotations.wording import read_wording

BRIDGE = "The northern bridge will stay shut until engineers have replaced every cracked girder"


def runs_of(words: str, surname: str | None = None) -> set[Run]:
    return find_runs(read_wording(words, "direct"), surname)


def families(runs: Iterable[Run]) -> set[str]:
    return {run.family for run in runs}


@pytest.mark.parametrize(
    "words",
    ["we are not going to", "I do not know what to say to you about it", "It is what it is", "", "…"],
)
def test_common_words_alone_are_no_run(words: str) -> None:
    assert not runs_of(words, "lee")


def test_words_in_another_form_share_runs() -> None:
    told = "northern bridges stay shut until an engineer has replaced cracked girders"
    assert families(runs_of(BRIDGE) & runs_of(told)) >= {"run"}


def test_a_name_that_is_often_used_needs_more_words_around_it() -> None:
    assert not runs_of("So it was Bo Ash Moss")
    assert runs_of("We met tired bakers juggling walnuts there")


def test_short_words_count_with_who_says_them() -> None:
    words = "We shall overcome this storm"
    assert families(runs_of(words, "lee")) == {"speaker"}
    assert not runs_of(words, "lee") & runs_of(words, "ash")
    assert not runs_of(words)


def test_long_quotations_meet_at_any_time() -> None:
    assert "long" in families(runs_of(BRIDGE))
    assert families(runs_of(f"Friends, {BRIDGE}") & runs_of(BRIDGE)) == {"run", "long"}


def test_there_are_no_more_runs_than_words() -> None:
    words = " ".join(f"walnut{number}" for number in range(300))
    assert len([run for run in runs_of(words) if run.family == "run"]) <= 300
    assert len([run for run in runs_of(words) if run.family == "long"]) < 300


def test_digests_fit_into_every_database() -> None:
    assert all(0 <= run.digest < 2**63 for run in runs_of(BRIDGE, "lee"))


def test_rare_words_weigh_more() -> None:
    assert weigh("the") == 0
    assert 0 < weigh("government") < weigh("girder") <= weigh("walnutbaker") == 13
