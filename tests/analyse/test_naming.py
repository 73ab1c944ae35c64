from __future__ import annotations

import numpy as np
import pytest

from onrecord.analyse.naming import NAME_TAGS, NAME_TYPES, MarkedName, _join_parts, _spans, type_of
from onrecord.model.span import Span


def tag(kind: str, *, further: bool = False) -> int:
    return 1 + 2 * NAME_TYPES.index(kind) + further


def spans(tags: list[int], opens: tuple[int, ...] = (0,)) -> list[tuple[int, int, str]]:
    scores = 4 * np.eye(NAME_TAGS)[tags]
    for run, one in enumerate(tags):  # what is further in a name might be its first, too
        if one and one % 2 == 0:
            scores[run, one - 1] = 2
    return list(_spans(scores, np.isin(np.arange(len(tags)), opens)))


def test_tags_make_names() -> None:
    person, more = tag("person"), tag("person", further=True)
    assert spans([0, person, more, person, 0, tag("place")]) == [
        (1, 2, "person"),
        (3, 3, "person"),
        (5, 5, "place"),
    ]


def test_what_continues_nothing_begins_a_name() -> None:
    assert spans([0, tag("place", further=True), tag("group", further=True)]) == [
        (1, 1, "place"),
        (2, 2, "group"),
    ]


def test_a_name_s_first_run_is_found_by_its_others() -> None:
    scores = np.zeros((3, NAME_TAGS))
    scores[0, [0, tag("place")]] = [1.0, 0.5]
    scores[1:, tag("place", further=True)] = 5.0
    assert list(_spans(scores, np.array([True, False, False]))) == [(0, 2, "place")]


def test_no_name_runs_on_into_the_next_stretch() -> None:
    assert spans([tag("person"), tag("person", further=True)], (0, 1)) == [(0, 0, "person"), (1, 1, "person")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the Harbour Festival began", "Harbour Festival", "event"),
        ("her novel “The Low Wall”, printed", "The Low Wall", "work"),
        ("under the Harbours Act,", "Harbours Act", "work"),
        ("a Brennt Star for bravery", "Brennt Star", "other"),
    ],
)
def test_what_the_corpus_calls_misc_gets_a_type_of_the_record(text: str, name: str, kind: str) -> None:
    start = text.index(name)
    assert type_of(text, MarkedName(Span(start=start, end=start + len(name)), "misc", False)) == kind


def test_facilities_are_places() -> None:
    assert type_of("Aldo Bridge", MarkedName(Span(start=0, end=11), "facility", False)) == "place"


def test_a_function_word_ties_two_parts_of_a_name_and_ends_none() -> None:
    text = "Office to the World Board met Friends of and Ina"
    names = [
        MarkedName(Span(start=0, end=13), "organisation", False),
        MarkedName(Span(start=14, end=25), "organisation", False),
        MarkedName(Span(start=30, end=40), "organisation", False),
        MarkedName(Span(start=45, end=48), "person", False),
    ]
    assert [(name.span.slice(text), name.type) for name in _join_parts(text, names)] == [
        ("Office to the World Board", "organisation"),
        ("Friends", "organisation"),
        ("Ina", "person"),
    ]


def test_a_name_s_occurrences_agree_on_one_of_their_types() -> None:
    from onrecord.analyse.naming import NAME_TAGS, NAME_TYPES, _agree

    def scores(**by_type: float) -> list[float]:
        row = [0.0] * NAME_TAGS
        for kind, score in by_type.items():
            row[1 + 2 * NAME_TYPES.index(kind)] = score
        return row

    names = [("Norland", "place"), ("Norland", "organisation"), ("Norland", "place"), ("Roe", "person")]
    rows = np.array(
        [
            scores(place=9.0, person=8.0),
            scores(organisation=5.0, person=4.9, place=4.0),
            scores(place=9.0, person=8.0),
            scores(person=9.0),
        ]
    )
    assert _agree(names, rows) == ["place", "place", "place", "person"]
    assert _agree([], np.zeros((0, NAME_TAGS))) == []
