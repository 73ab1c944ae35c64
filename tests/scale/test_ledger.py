from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from onrecord.api import Given, read
from onrecord.errors import InputError
from onrecord.scale.ledger import Entry, Output, clear_done, enter, find_left, read_ledger
from onrecord.scale.parts import Done, Part, Stretch, list_staged, stage
from onrecord.scale.settings import Settings, begin_output, find_engine, read_settings, read_shards
from onrecord.scale.shards import Shard
from onrecord.scale.status_words import tell_status, tell_summary
from onrecord.scale.storage import Folder
from onrecord.scale.totals import Left, Pace, Status, Summary, add_up, find_status, tell_time

SETTINGS = Settings(engine="0.0.0+test", given=Given(outlet="Meridian Wire"))
ONE = Shard(name="a.jsonl", path="/news/a.jsonl", size=1000, stamp="1")
OTHER = Shard(name="b.jsonl", path="/news/b.jsonl", size=3000, stamp="1")


def make_entry(shard: Shard, articles: int = 5) -> Entry:
    return Entry(
        shard=shard,
        engine=SETTINGS.engine,
        articles=articles,
        repeated=1,
        words=500,
        rejected={"NotText": 2},
        ours=0,
        skipped={"HTTP status 404": 3},
        outputs=(Output(name="records/a.jsonl.gz", size=70, digest="c0ffee"),),
    )


def test_what_is_entered_is_read(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    assert read_ledger(storage) == {}
    enter(storage, make_entry(ONE))
    assert read_ledger(storage) == {ONE.key: make_entry(ONE)}
    assert find_left((ONE, OTHER), read_ledger(storage), "out") == (OTHER,)


@pytest.mark.parametrize("change", [{"size": 1001}, {"stamp": "2"}])
def test_a_shard_that_changed_is_refused_with_what_to_do(change: dict[str, object]) -> None:
    changed = msgspec.structs.replace(ONE, **change)
    with pytest.raises(InputError, match=rf"a\.jsonl: changed .* remove out/ledger/{ONE.key}\.json"):
        find_left((changed,), {ONE.key: make_entry(ONE)}, "out")


def test_a_damaged_entry_is_refused(tmp_path: Path) -> None:
    Folder(tmp_path).put(b'{"shard"', "ledger/a.json")
    with pytest.raises(InputError, match=r"ledger/a\.json: not as a run wrote it"):
        read_ledger(Folder(tmp_path))


def test_what_is_left_of_the_parts_of_a_done_shard_goes(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    part = Part(stretch=Stretch(0, 1), read=(), rejected=(), skipped={})
    for shard in (ONE, OTHER):
        stage(storage, shard.key, part)
    clear_done(storage, {ONE.key: make_entry(ONE)})
    assert list_staged(storage, ONE.key) == []
    assert list_staged(storage, OTHER.key) == [Stretch(0, 1)]


def test_an_output_is_begun_and_gone_on_with(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    begin_output(storage, SETTINGS, (ONE,), "out")
    begin_output(storage, SETTINGS, (ONE, OTHER), "out")
    assert read_settings(storage, "out") == SETTINGS
    assert read_shards(storage) == (ONE, OTHER)


def test_another_engine_and_other_options_are_refused(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    begin_output(storage, SETTINGS, (ONE,), "out")
    with pytest.raises(
        InputError, match=r"was made by 0\.0\.0\+test, and this is 9: go on with that version"
    ):
        begin_output(storage, msgspec.structs.replace(SETTINGS, engine="9"), (ONE,), "out")
    with pytest.raises(InputError, match=r"other options .*Meridian Wire"):
        begin_output(storage, msgspec.structs.replace(SETTINGS, given=Given()), (ONE,), "out")
    with pytest.raises(InputError, match="no output of"):
        read_settings(Folder(tmp_path / "elsewhere"), "elsewhere")


def test_the_engine_is_that_of_the_records() -> None:
    assert find_engine() == read("Ann Lee said on Monday that the bridge was shut.").engine


def test_entries_are_added_up() -> None:
    done = add_up([make_entry(ONE), make_entry(OTHER, articles=7)])
    assert (done.shards, done.articles, done.repeated, done.words) == (2, 12, 2, 1000)
    assert (done.rejected, done.skipped) == ({"NotText": 4}, {"HTTP status 404": 6})
    assert (done.bytes_read, done.bytes_written) == (4000, 140)


def test_the_status_tells_what_is_done_and_left(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    stage(storage, OTHER.key, Part(stretch=Stretch(0, 16), read=(), rejected=(), skipped={}))
    status = find_status(storage, "engine", (ONE, OTHER), {ONE.key: make_entry(ONE)})
    assert status == Status(
        engine="engine", shards=2, done=add_up([make_entry(ONE)]), left=(Left(shard="b.jsonl", kept=16),)
    )
    told = tell_status(status, "out").splitlines()
    assert told[0].startswith("out: 1 of 2 shards done: 5 articles, 500 words, 1,000 bytes read")
    assert "rejected: 2 NotText" in told
    assert told[-1] == "left: b.jsonl (16 of its items are read)"


def test_the_summary_tells_what_failed_and_how_fast_it_went() -> None:
    summary = Summary(
        engine="engine",
        shards=2,
        done=add_up([make_entry(ONE)]),
        failed={"b.jsonl": "b.jsonl: there is no such file"},
        deaths=0,
        workers=4,
        seconds=200.0,
        articles=1000,
        words=500_000,
    )
    assert tell_summary(summary, "out").splitlines()[-2:] == [
        "not read: b.jsonl: there is no such file",
        "this run: 1,000 articles in 3 min 20 s (5.0 a second, 2,500 words a second, 4 workers)",
    ]


def test_the_pace_tells_what_is_left_by_the_bytes() -> None:
    times = iter([0.0, 10.0, 20.0])
    pace = Pace(lambda: next(times), 2, bytes_all=4000)
    pace.add(Done(articles=50, words=30_000, rejected=1))
    assert pace.tell() == "0 of 2 shards, 50 articles (5.0/s, 3,000 words/s), 1 rejected"
    pace.enter(make_entry(ONE))
    assert pace.tell() == (
        "1 of 2 shards, 50 articles (2.5/s, 1,500 words/s), 1 rejected, about 1 min 0 s left"
    )


@pytest.mark.parametrize(
    ("seconds", "told"), [(7.4, "7 s"), (61, "1 min 1 s"), (3_725, "1 h 2 min"), (360_000, "100 h 0 min")]
)
def test_durations_have_two_units(seconds: float, told: str) -> None:
    assert tell_time(seconds) == told
