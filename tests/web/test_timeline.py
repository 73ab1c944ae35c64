"""Timelines, as lists and as drawings."""

from __future__ import annotations

from fastapi.testclient import TestClient

from onrecord.web.drawing import draw_line
from tests.web.test_who import ask


def test_a_timeline_lists_and_draws_with_links_to_items(client: TestClient) -> None:
    found = ask(client, "/timeline", name="Peter Hollis")
    entries = found["entries"]
    assert [one["earliest"] for one in entries] == sorted(one["earliest"] for one in entries)
    page = client.get("/timeline", params={"name": "Peter Hollis"}).text
    for one in entries:
        assert f'href="/items/{one["hit"]["id"]}"' in page
    assert "<svg" in page
    assert "style=" not in page


def test_pages_follow_each_other(client: TestClient) -> None:
    whole = ask(client, "/timeline", name="Peter Hollis")["entries"]
    first = ask(client, "/timeline", name="Peter Hollis", limit="2")
    assert first["entries"] == whole[:2]
    behind = ask(client, "/timeline", name="Peter Hollis", limit="200", after=first["next"])
    assert behind["entries"] == whole[2:]
    assert client.get("/timeline", params={"name": "Peter Hollis", "after": "x"}).status_code == 400


def test_a_span_of_dates_narrows_it_and_empty_fields_of_a_form_do_not(client: TestClient) -> None:
    whole = ask(client, "/timeline", name="Peter Hollis", since="", until="", on="", after="")["entries"]
    late = ask(client, "/timeline", name="Peter Hollis", since="2024-03-08")["entries"]
    assert 0 < len(late) < len(whole)
    assert all(one["latest"] >= "2024-03-08" for one in late)


def test_uncertain_dates_are_drawn_as_spans_and_days_as_points() -> None:
    drawing = draw_line([("2018", "2018", "event"), ("2018-08-05", "2018-08-05", "event")])
    assert drawing is not None
    whole, day = drawing.marks
    assert (whole.x, day.width) == (2.0, 0)
    assert whole.x < day.x < whole.x + whole.width
    assert whole.y < day.y
    assert [tick.label for tick in drawing.ticks] == ["2018-01-01", "2018-08-05", "2018-12-31"]


def test_what_is_of_one_sort_and_one_day_is_one_mark() -> None:
    days = ["2018-08-05", "2018-08-05", "2018-08-05", "2018-08-09"]
    drawing = draw_line((day, day, sort) for day, sort in zip(days, "ssee", strict=True))
    assert drawing is not None
    assert [one.numbers for one in drawing.marks] == [(0, 1), (2,), (3,)]


def test_a_long_time_without_anything_is_cut_short_and_says_so() -> None:
    days = [*(f"2018-08-{day:02}" for day in range(1, 9)), "2031-01-01"]
    drawing = draw_line((day, day, "event") for day in days)
    assert drawing is not None
    assert [one.cut for one in drawing.stretches] == [False] * 7 + [True]
    assert drawing.marks[-2].x > 40


def test_one_day_is_no_drawing() -> None:
    assert draw_line([("2018-08-05", "2018-08-05", "event")]) is None
    assert draw_line([]) is None
