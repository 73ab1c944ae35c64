from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import OnrecordError
from onrecord.scale.parts import (
    Done,
    Part,
    Read,
    Rejected,
    Stretch,
    covers,
    line_up,
    list_staged,
    read_staged,
    stage,
)
from onrecord.scale.storage import Folder


def stretches(*pairs: tuple[int, int]) -> list[Stretch]:
    return [Stretch(*pair) for pair in pairs]


def make_part(first: int, count: int) -> Part:
    read = tuple(Read(record=b"{%d}" % at, words=10) for at in range(first, first + count))
    fault = Rejected(shard="a.jsonl", location=f"a.jsonl:{first}", kind="NotText", reason="why")
    return Part(stretch=Stretch(first, count), read=read, rejected=(fault,), skipped={"HTTP status 404": 1})


def test_stretches_are_lined_up_each_item_once() -> None:
    assert line_up(stretches((4, 2), (0, 4)), 6) == stretches((0, 4), (4, 2))
    assert line_up([], 0) == []


def test_a_batch_goes_before_its_articles_that_were_tried_alone() -> None:
    assert line_up(stretches((0, 1), (1, 1), (0, 4), (4, 1), (5, 1)), 6) == stretches((0, 4), (4, 1), (5, 1))


@pytest.mark.parametrize("there", [[], [(1, 3)], [(0, 2), (3, 1)]])
def test_a_gap_is_a_fault(there: list[tuple[int, int]]) -> None:
    with pytest.raises(OnrecordError, match="no part begins with item"):
        line_up(stretches(*there), 4)


def test_a_stretch_is_covered_by_its_own_and_by_its_articles() -> None:
    there = stretches((0, 4), (4, 1), (5, 1), (7, 1))
    assert covers(there, Stretch(0, 4))
    assert covers(there, Stretch(4, 2))
    assert not covers(there, Stretch(4, 4))
    assert not covers(there, Stretch(2, 2))


def test_parts_are_staged_and_read_in_order(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    later, sooner = make_part(3, 2), make_part(0, 3)
    assert stage(storage, "a-1", later) == Done(2, 20, 1)
    stage(storage, "a-1", sooner)
    stage(storage, "b-1", make_part(0, 1))
    assert list_staged(storage, "a-1") == stretches((0, 3), (3, 2))
    assert list(read_staged(storage, "a-1", 5)) == [sooner, later]


def test_files_of_another_kind_are_no_parts(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    storage.put(b"", ".staging/a-1/000000000-00001.part.tmp")
    assert list_staged(storage, "a-1") == []
